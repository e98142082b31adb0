"""`dossier forget`: erases a person from the book, and on request from its history."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from dossierkit.book.book import Book
from dossierkit.book.fields import dossiers_of
from dossierkit.cli.completing import CUSTOMER
from dossierkit.cli.opening import find_any, open_book
from dossierkit.cli.options import book_option, format_option
from dossierkit.cli.output import safe, say_json
from dossierkit.schema.codes import ID_FORM
from dossierkit.schema.company import Company
from dossierkit.schema.country import Country
from dossierkit.schema.member import Member
from dossierkit.text.translation import _

if TYPE_CHECKING:
    from dossierkit.book.identity import Identity
    from dossierkit.history.people.traces import Traces


@click.command("forget")
@click.argument("who", type=CUSTOMER)
@click.option("--yes", is_flag=True, help="Erase without asking.")
@click.option("--history", "with_history", is_flag=True, help="From all old commits, too.")
@click.option("--reason", default="", metavar="TEXT", help="Why, without the person's name.")
@click.option("--dry-run", is_flag=True, help="Only show what would go.")
@format_option("text", "json")
@book_option
def command(
    who: str,
    yes: bool,
    with_history: bool,
    reason: str,
    dry_run: bool,
    output_format: str,
    book_path: str | None,
) -> int:
    """Erase a customer who asks for it: the dossier, every mention in other files, drafts.

    Shows everything first, and wants the id typed back. The commit does not name the person; their
    hashes go on a list, dossiers/erased.txt, so that an old clone can't bring them back. --history
    writes all old commits anew without them: agree on it with your colleagues before. No backup is
    made, since it would keep the person.

    \b
    Examples:
      dossier forget anna-schmidt --dry-run
      dossier forget anna-schmidt --reason "request of 3 November"
      dossier forget anna-schmidt --history
    """
    book = open_book(book_path)
    dossier_id, name = _find(book, who, with_history)
    identity, found = _look(book, dossier_id)
    _require_possible(book, identity, found, reason, with_history)
    if output_format == "json":
        from dossierkit.cli.forget_text import traces_data

        say_json(traces_data(identity, found))
    else:
        from dossierkit.cli.forget_text import show

        show(name, identity, found, with_history=with_history)
    if dry_run:
        return 1 if found.closed else 0
    _confirm(dossier_id, yes)
    return _erase(book, identity, found, reason, with_history)


def _find(book: Book, who: str, with_history: bool) -> tuple[str, str]:
    """The id and the name of the customer that WHO means; for --history, an id that is no more in
    the book is taken as it is."""
    kinds = dossiers_of(book)
    is_there = any(who in dossiers for dossiers in kinds.values())
    if with_history and not is_there and ID_FORM.fullmatch(who):
        from dossierkit.history.people.known import is_in_history

        if is_in_history(book.root, who):
            return who, who
    dossier = find_any(who, kinds, book)
    refusals: tuple[tuple[type[Any], str], ...] = (
        (Company, _("a company, and only people are erased; to delete its file: git rm {path}")),
        (Country, _("a country, and only people are erased")),
        (
            Member,
            _(
                "one of us: pass the customers on with 'dossier handover', then delete {path}; the "
                "history keeps who wrote what"
            ),
        ),
    )
    for kind, what in refusals:
        if isinstance(dossier.facts, kind):
            raise click.ClickException(
                _("'{id}' is {what}").format(id=dossier.id, what=what.format(path=dossier.path))
            )
    return dossier.id, dossier.facts.name


def _look(book: Book, dossier_id: str) -> tuple[Identity, Traces]:
    from dossierkit.book.identity import others_than, own_words
    from dossierkit.history.git import NoHistory
    from dossierkit.history.people.known import known_as
    from dossierkit.history.people.traces import traces

    namesakes = [
        dossiers[dossier_id].path
        for kind, dossiers in dossiers_of(book).items()
        if kind != "customer" and dossier_id in dossiers
    ]
    if namesakes:
        raise click.ClickException(
            _(
                "{namesakes} has the same id, and would lose every reference to it; rename it first"
            ).format(namesakes=namesakes[0])
        )
    try:
        identity = known_as(book, dossier_id, others_than(book, dossier_id))
    except NoHistory as error:
        raise click.ClickException(str(error)) from error
    return identity, traces(book.root, identity, own_words(book))


def _require_possible(
    book: Book, identity: Identity, found: Traces, reason: str, with_history: bool
) -> None:
    """An expected failure for whatever would stop the command halfway."""
    from dossierkit.history.people.forget import CannotErase, require_silence
    from dossierkit.history.people.rewrite import require_rewritable

    dossier = book.customers.get(identity.ids[0])
    try:
        require_silence(reason, identity)
        if dossier is not None and dossier.path not in found.theirs:
            raise CannotErase(
                _(
                    "{path} was there, and can't be found again; nothing was erased: see whether "
                    "its folder can be read"
                ).format(path=dossier.path)
            )
        if with_history:
            require_rewritable(book.root)
            if book.policy.commit == "off" and (found.theirs or found.changed):
                raise CannotErase(
                    _(
                        "book.yaml says 'commit: off': run it without --history, commit the "
                        "changes, then run it again with --history"
                    )
                )
    except CannotErase as error:
        raise click.ClickException(str(error)) from error


def _confirm(dossier_id: str, yes: bool) -> None:
    if yes:
        return
    if not sys.stdin.isatty():
        raise click.ClickException(_("nothing was erased: nobody is here to confirm it; add --yes"))
    typed = click.prompt(
        safe(_("type the id ({dossier_id}) to erase them").format(dossier_id=dossier_id)), err=True
    )
    if typed.strip() != dossier_id:
        raise click.ClickException(_("nothing was erased: that is not the id"))


def _erase(book: Book, identity: Identity, found: Traces, reason: str, with_history: bool) -> int:
    from dossierkit.book.identity import own_words
    from dossierkit.cli.forget_text import say_done, say_out_of_reach, say_rewritten
    from dossierkit.cli.output import remark
    from dossierkit.history.commit import WriteRefused
    from dossierkit.history.git import NoHistory, has_git
    from dossierkit.history.people.forget import CannotErase, forget
    from dossierkit.history.people.rewrite import rewrite

    try:
        done = forget(book.root, book.policy, identity, found, reason, own_words(book))
        is_clean = say_done(done)
        if with_history:
            made = rewrite(book.root, identity)
            say_rewritten(made)
            is_clean = is_clean and not made.left
        elif has_git(book.root):
            remark(
                _(
                    "old commits still tell of them; to take them out of those as well:\n  "
                    "dossier forget {ids} --history"
                ).format(ids=identity.ids[0])
            )
    except (CannotErase, WriteRefused, NoHistory) as error:
        raise click.ClickException(str(error)) from error
    say_out_of_reach()
    return 0 if is_clean else 1
