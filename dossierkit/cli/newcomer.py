"""Whether somebody is new to a book, before a dossier is begun for them."""

from __future__ import annotations

from typing import Any

import click

from dossierkit.book.book import Book
from dossierkit.book.erased import ERASED_PATH, is_erased
from dossierkit.book.fields import GROUPS, dossiers_of
from dossierkit.book.files import FOLDERS
from dossierkit.book.ids import same_name
from dossierkit.book.keys import mailbox
from dossierkit.book.roster import names_of
from dossierkit.cli.output import remark
from dossierkit.schema.dossier import Dossier, read_dossier
from dossierkit.text.source import decode
from dossierkit.text.translation import _, word


def require_new(
    book: Book, kind: str, dossier_id: str, path: str, name: str, content: bytes
) -> None:
    """An expected failure if the dossier is there already, in this file or another; a remark on
    somebody of the same name."""
    there = dossiers_of(book)[kind]
    if (book.root / path).exists():
        known = there.get(dossier_id)
        who = f" ({known.facts.name})" if known else ""
        remedy = "" if kind == "country" else _("; for another one of that name: --id ANOTHER-ID")
        raise click.ClickException(
            _("{path} is there already{who}{remedy}").format(path=path, who=who, remedy=remedy)
        )
    source = decode(path, content)
    new = read_dossier(GROUPS[kind], dossier_id, source, book.policy.fields)
    if kind == "customer" and isinstance(new, Dossier):
        _require_new_person(book, new)
    for other, known_name in names_of(there).items():
        if same_name(known_name, name):
            remark(
                _(
                    "dossiers/{folders}/{other}.md has the same name; if it is the same, keep "
                    "only one of the two"
                ).format(folders=FOLDERS[kind], other=other)
            )


def _require_new_person(book: Book, new: Dossier[Any]) -> None:
    reach = new.facts.reach
    mails = {address.casefold() for address in reach.email}
    numbers = [*reach.phone, *([reach.whatsapp] if reach.whatsapp else [])]
    for hit in is_erased(book.root, new.id, new.facts.name, reach.email, numbers):
        text = _("somebody with this {kind} asked to be erased ({erased_path}:{line})").format(
            kind=word(hit.kind, "erased"), erased_path=ERASED_PATH, line=hit.line
        )
        if hit.kind != "name":
            raise click.ClickException(_("{text}; nothing was written").format(text=text))
        remark(_("{text}; make sure that this is another person").format(text=text))
    for other in _akin(book, new):
        shared = mails & {address.casefold() for address in other.facts.reach.email}
        is_colleague = new.facts.company and other.facts.company == new.facts.company
        if shared:
            raise click.ClickException(
                _("{shared} is the address of {id}: {path}").format(
                    shared=min(shared), id=other.id, path=other.path
                )
            )
        if is_colleague and same_name(other.facts.name, new.facts.name):
            raise click.ClickException(
                _(
                    "{path} is {name} of the same company; change that one, or tell the names apart"
                ).format(path=other.path, name=other.facts.name)
            )


def _akin(book: Book, new: Dossier[Any]) -> list[Dossier[Any]]:
    """The customers with a letter box of somebody new, or of the same company, in the order of the
    book."""
    facts = new.facts
    found = [one for address in facts.reach.email for one in book.holders_of(mailbox(address))]
    found += book.staff_of(facts.company) if facts.company else []
    return sorted({one.path: one for one in found}.values(), key=lambda one: one.path)


def writer(book: Book) -> str | None:
    """The member whose mail address git knows as the user's: new customers are theirs."""
    from dossierkit.history.git import NoHistory, run

    try:
        identity = run(book.root, "var", "GIT_AUTHOR_IDENT").stdout
    except NoHistory:
        return None
    for member in book.members.values():
        if member.facts.email and f"<{member.facts.email.casefold()}>" in identity.casefold():
            return member.id
    return None
