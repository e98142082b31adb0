"""`dossier handover`: a colleague's customers pass to another, with a brief for each."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dossierkit.book.book import Book
from dossierkit.cli.completing import MEMBER
from dossierkit.cli.entry_days import entry_days
from dossierkit.cli.opening import open_book, require_owner
from dossierkit.cli.options import book_option, format_option, on_option
from dossierkit.cli.output import Column, remark, safe, say, say_json, table
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.text.finding import Finding
from dossierkit.text.translation import _

if TYPE_CHECKING:
    from dossierkit.history.commit import Written
    from dossierkit.history.people.handover import Handover


@click.command("handover")
@click.argument("from_", type=MEMBER, metavar="FROM")
@click.argument("to", type=MEMBER, metavar="TO")
@click.option("--to", "folder", metavar="DIR", help="Where the briefs go, instead of outbox/.")
@click.option("--bundle", "bundle_file", metavar="FILE", help="Also all history, in one file.")
@click.option("--dry-run", is_flag=True, help="Only list the customers.")
@on_option
@format_option("text", "json")
@book_option
def command(
    from_: str,
    to: str,
    folder: str | None,
    bundle_file: str | None,
    dry_run: bool,
    on: date | None,
    output_format: str,
    book_path: str | None,
) -> int:
    """Pass the customers of member FROM to member TO, with a brief for each.

    One commit makes TO the owner of all of them; nothing else changes. Each brief says where it
    stands, why it stalled, what was promised, the terms and how they came about, and what is due.
    While a dossier that may be FROM's can't be read, nothing is done: it would be left behind
    without anybody who knows it.

    \b
    Examples:
      dossier handover lily tom --dry-run
      dossier handover lily tom
      dossier handover lily tom --to ~/briefs --bundle ~/book.bundle
    """
    from dossierkit.history.people.handover import Handover, customers_of, in_doubt

    book = open_book(book_path)
    _require_members(book, from_, to)
    doubts = in_doubt(book, from_)
    dossiers = customers_of(book, from_)
    if not dossiers and not doubts:
        raise click.ClickException(
            _("{from_} looks after nobody: there is nothing to hand over").format(from_=from_)
        )
    if dry_run:
        _show(book, dossiers, output_format)
        _say(doubts)
        return 1 if doubts else 0
    if doubts:
        _say(doubts)
        raise click.ClickException(
            _(
                "these may be {from_}'s and can't be handed over; mend them first, nothing was "
                "changed"
            ).format(from_=from_)
        )
    handover = Handover(from_, to, on or date.today())
    target = Path(folder).expanduser() if folder else book.root / "outbox" / handover.name
    made = Path(bundle_file).expanduser().absolute() if bundle_file else None
    written, briefs = _do(book, dossiers, handover, target, made)
    _show(book, dossiers, output_format)
    _close(book, handover, written, briefs, made)
    return _say_others(book)


def _require_members(book: Book, from_: str, to: str) -> None:
    require_owner(book, from_)
    if to not in book.members:
        listed = ", ".join(sorted(book.members)) or _("nobody: put a file into dossiers/team/")
        raise click.ClickException(
            _("there is no member '{to}' to take over; there is {listed}").format(
                to=to, listed=listed
            )
        )
    if from_ == to:
        raise click.ClickException(
            _("{from_} has these customers already; name somebody else").format(from_=from_)
        )


def _show(book: Book, dossiers: list[Dossier[Customer]], output_format: str) -> None:
    if output_format == "json":
        say_json([{"id": one.id, "name": one.facts.name, "path": one.path} for one in dossiers])
        return
    columns = [Column("WHO"), Column("NAME", shrinks=True), Column("COMPANY", shrinks=True)]
    rows = []
    for one in dossiers:
        company = book.company_of(one.facts)
        shown = company.facts.name if company else one.facts.company
        rows.append([one.id, one.facts.name, shown or ""])
    for line in table(columns, rows) if rows else []:
        say(line)


def _do(
    book: Book,
    dossiers: list[Dossier[Customer]],
    handover: Handover,
    target: Path,
    made: Path | None,
) -> tuple[Written, list[Path]]:
    """Briefs, then the commit, then the bundle: what fails leaves nothing half-done behind."""
    from dossierkit.book.change import Refusal
    from dossierkit.history.commit import WriteRefused
    from dossierkit.history.people.handover import (
        CannotHandOver,
        briefs,
        hand_over,
        require_bundle,
        require_room,
        take_back,
        write_briefs,
    )
    from dossierkit.history.team.bundle import NoBackup, back_up
    from dossierkit.text.atomic import Changed

    try:
        texts = briefs(book, dossiers, handover, entry_days(book, handover.on))
        require_room(target, list(texts))
        if made:
            require_bundle(book.root, made)
        files = write_briefs(book.root, target, texts)
        try:
            written = hand_over(book, dossiers, handover)
        except BaseException:
            take_back(files)
            raise
        if made:
            back_up(book.root, made, datetime.now(UTC))
    except (CannotHandOver, Refusal, WriteRefused, Changed) as error:
        raise click.ClickException(str(error)) from error
    except NoBackup as error:
        raise click.ClickException(
            _("handed over, but without a bundle: {error}").format(error=error)
        ) from error
    return written, files


def _close(
    book: Book, handover: Handover, written: Written, briefs: list[Path], made: Path | None
) -> None:
    """Says what was done, and what is left to do."""
    count = len(written.paths)
    commit = _(", in commit {commit}").format(commit=written.commit[:10]) if written.commit else ""
    remark(
        _("{count} customers of {from_} are {to}'s now{commit}").format(
            count=count, from_=handover.from_, to=handover.to, commit=commit
        )
    )
    for path in written.carried:
        remark(_("{path}: your uncommitted changes went into that commit").format(path=path))
    for text in written.remarks:
        remark(text)
    if made:
        remark(
            _("all history is in {made}; read it with: git clone {name}").format(
                made=made, name=made.name
            )
        )
    if book.policy.mail.from_ == handover.from_:
        remark(_("dossiers/book.yaml: 'mail.from' is still {from_}").format(from_=handover.from_))
    remark(
        _("next: {to} reads {briefs}, which begins with what is due first").format(
            to=handover.to, briefs=safe(str(briefs[0]))
        )
    )


def _say(findings: list[Finding]) -> None:
    for finding in findings:
        remark(f"{finding}\n    {finding.hint}")


def _say_others(book: Book) -> int:
    """Names the customers who can't be read and are somebody else's; 1 if there are any."""
    others = [file for file in book.unreadable if file.path.startswith("dossiers/customers/")]
    for file in others:
        remark(
            _("can't be read, and not handed over: {path}; why: dossier check {path}").format(
                path=file.path
            )
        )
    return 1 if others else 0
