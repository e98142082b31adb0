"""Passing a colleague's customers on: one commit, and a brief for each of them (M51)."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from dossierkit.book.book import Book
from dossierkit.book.change import Wanted, changed
from dossierkit.book.files import FOLDERS
from dossierkit.book.writing import Busy, Outside, scratch, writing
from dossierkit.history.commit import FileEdit, Message, Written, write
from dossierkit.history.git import NoHistory, has_git
from dossierkit.history.past.life import lives
from dossierkit.history.people.brief import Past, brief, next_due
from dossierkit.history.people.markdown import plain
from dossierkit.method.followups import Why, why
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import CUSTOMER, Dossier
from dossierkit.text.atomic import ReadOnly, create
from dossierkit.text.finding import Finding
from dossierkit.text.nodes import Scalar
from dossierkit.text.source import MAX_FILE_BYTES
from dossierkit.text.translation import _, plural

OVERVIEW = "index.md"


class CannotHandOver(Exception):
    """Nothing was handed over; the text says why, and what to do."""


class Handover(NamedTuple):
    """Who hands over to whom, on which day. `from_` and `to` are ids of members."""

    from_: str
    to: str
    on: date

    @property
    def name(self) -> str:
        """The name of the folder with the briefs."""
        return f"handover-{self.from_}-{self.to}-{self.on}"


def customers_of(book: Book, member: str) -> list[Dossier[Customer]]:
    """The customers that a member looks after, by id."""
    return [one for one in book.customers.values() if one.facts.owner == member]


def in_doubt(book: Book, member: str) -> list[Finding]:
    """What keeps customers from being handed over who may be this member's: files that can't be
    read and name the member, or whose text nobody can make out; owners that are no id. And what
    is wrong with the member's own file, whose name the briefs give."""
    word = re.compile(rb"(?<![a-z0-9-])%b(?![a-z0-9-])" % re.escape(member.encode()), re.IGNORECASE)
    found: list[Finding] = []
    for file in book.unreadable:
        if file.path == f"dossiers/{FOLDERS['member']}/{member}.md":
            found += [finding for finding in file.findings if finding.is_error]
        if file.path.startswith("dossiers/customers/"):
            errors = [finding for finding in file.findings if finding.is_error]
            is_dark = any(
                one.code in ("encoding", "too-large", "unreadable-file") for one in errors
            )
            if is_dark or word.search(_bytes(book.root / file.path)):
                found += errors
    for dossier in book.customers.values():
        owner = dossier.header.get("owner")
        is_wrong = isinstance(owner, Scalar) and dossier.facts.owner is None
        if is_wrong and isinstance(owner, Scalar) and owner.text.strip().casefold() == member:
            found += [one for one in dossier.findings if one.line == dossier.line("owner")]
    return sorted(found)


def _bytes(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            return stream.read(MAX_FILE_BYTES)
    except OSError:
        return b""


def hand_over(book: Book, dossiers: Sequence[Dossier[Customer]], handover: Handover) -> Written:
    """Makes another member the owner of some customers: one line in each, one commit for all.

    Raises `book.change.Refusal`, `history.commit.WriteRefused` and the errors of the disk; then no
    file has changed.
    """
    edits = [FileEdit(one.path, _owner(book, one, handover.to)) for one in dossiers]
    ids = tuple(one.id for one in dossiers)
    count = f"{len(ids)} customers" if len(ids) > 1 else "1 customer"
    message = Message("handover", handover.from_, f"{count} to {handover.to}", "", ids)
    return write(book.root, book.policy, edits, message)


def _owner(book: Book, one: Dossier[Customer], to: str) -> Callable[[bytes | None], bytes | None]:
    def edit(before: bytes | None) -> bytes:
        if before is None:
            raise CannotHandOver(
                _("{path} is gone since it was read; nothing was handed over").format(path=one.path)
            )
        wanted = Wanted({("owner",): to})
        return changed(CUSTOMER, one.id, one.path, before, None, wanted, book.policy.fields)

    return edit


def briefs(
    book: Book,
    dossiers: Sequence[Dossier[Customer]],
    handover: Handover,
    entered: Mapping[str, date],
) -> dict[str, str]:
    """The texts of the briefs by file name, and the overview, what is due first at the top.

    `entered` gives the days on which files entered git, by customer id.
    """
    found = [why(book, one, handover.on, entered=entered) for one in dossiers]
    pasts = _pasts(book, dossiers)
    who, whom = _named(book, handover.from_), _named(book, handover.to)
    intro = _("{who} hands over to {whom} on {on}.").format(who=who, whom=whom, on=handover.on)
    texts = {
        f"{one.id}.md": brief(book, one, its, past, intro)
        for one, its, past in zip(dossiers, found, pasts, strict=True)
    }
    overview = OVERVIEW if OVERVIEW not in texts else f"_{OVERVIEW}"
    return {overview: _overview(book, found, intro), **texts}


def _pasts(book: Book, dossiers: Sequence[Dossier[Customer]]) -> list[Past]:
    """What git knows of customers and companies, from one walk through history."""
    companies = [book.company_of(one.facts) for one in dossiers]
    paths = [one.path for one in (*dossiers, *companies) if one]
    try:
        told = lives(book.root, list(dict.fromkeys(paths)))
    except NoHistory:
        return [Past(None, None) for _unused in dossiers]
    return [
        Past(told[one.path], told[company.path] if company else ())
        for one, company in zip(dossiers, companies, strict=True)
    ]


def _named(book: Book, member: str) -> str:
    dossier = book.members.get(member)
    return f"{plain(dossier.facts.name)} ({member})" if dossier else member


def _overview(book: Book, found: Sequence[Why], intro: str) -> str:
    """One line for each customer, those first who are due first."""

    def order(one: Why) -> tuple[date, int, str]:
        return (next_due(one) or date.max, one.entry.priority, one.entry.id)

    rows = []
    for one in sorted(found, key=order):
        facts = one.entry.customer.facts
        company = book.company_of(facts)
        reason = plain(one.entry.reasons[0].text) if one.entry.reasons else ""
        cells = [
            str(next_due(one) or "-"),
            f"[{plain(facts.name)}]({one.entry.id}.md)",
            plain(company.facts.name) if company else "",
            facts.stage or "",
            reason,
        ]
        rows.append(f"| {' | '.join(cells)} |")
    count = plural("1 customer", "{count} customers", len(found)).format(count=len(found))
    head = ["| due | who | company | stage | why |", "|---|---|---|---|---|"]
    return (
        "\n".join([_("# Handover: {count}").format(count=count), "", intro, "", *head, *rows])
        + "\n"
    )


def require_room(folder: Path, names: Sequence[str]) -> None:
    """Raises CannotHandOver if a brief would be written over a file that is there."""
    there = [name for name in names if os.path.lexists(folder / name)]
    if folder.exists() and not folder.is_dir():
        raise CannotHandOver(
            _("{folder} is no folder; name another one with --to DIR").format(folder=folder)
        )
    if there:
        raise CannotHandOver(
            _(
                "{folder} is there already, and no brief is written over a file; name "
                "another folder with --to DIR"
            ).format(folder=folder / there[0])
        )


def write_briefs(root: Path, folder: Path, texts: Mapping[str, str]) -> list[Path]:
    """Writes the briefs as new files, all of them or none, each whole; gives the files.

    Raises CannotHandOver if the book can't be written now, `text.atomic.Changed` if a file has
    appeared meanwhile, and OSError.
    """
    made: list[Path] = []
    try:
        with writing(root):
            folder.mkdir(parents=True, exist_ok=True)
            for name, text in texts.items():
                create(folder / name, text.encode(), scratch(root))
                made.append(folder / name)
    except (Busy, Outside, ReadOnly) as error:
        raise CannotHandOver(str(error)) from error
    except BaseException:
        take_back(made)
        raise
    return made


def take_back(made: Sequence[Path]) -> None:
    """Deletes briefs that were written, and their folder if nothing else is in it."""
    for file in made:
        file.unlink(missing_ok=True)
    if made and not any(made[0].parent.iterdir()):
        made[0].parent.rmdir()


def require_bundle(root: Path, file: Path) -> None:
    """Raises CannotHandOver if no bundle can be written there."""
    if not has_git(root):
        raise CannotHandOver(
            _("a bundle holds a history, and this book is a plain folder; leave --bundle out")
        )
    if os.path.lexists(file):
        raise CannotHandOver(
            _("{file} is there already; name another file for the bundle").format(file=file)
        )
    if not file.parent.is_dir():
        raise CannotHandOver(
            _("there is no folder {parent}; make it first").format(parent=file.parent)
        )
