"""What is exported: a book, the dossiers that were chosen, and what there is to say of them."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from dossierkit.book.book import Book
from dossierkit.book.fields import dossiers_of
from dossierkit.cli.choosing import chosen
from dossierkit.cli.opening import open_book
from dossierkit.cli.output import remark
from dossierkit.schema.dossier import Dossier
from dossierkit.schema.sensitive import hidden_facts
from dossierkit.text.translation import _, plural, word


class Wish(NamedTuple):
    """What the user wants exported, on which day, and where to."""

    who: tuple[str, ...]
    conditions: tuple[str, ...]
    owner: str | None
    kind: str
    on: date
    book_path: str | None
    target: str | None

    @property
    def is_of_all(self) -> bool:
        """Whether nobody is named and nothing asked."""
        return not (self.who or self.conditions or self.owner)


class Chosen(NamedTuple):
    """The dossiers of a book that are to be exported."""

    book: Book
    dossiers: list[Dossier[Any]]


def choose(wish: Wish) -> Chosen:
    """The dossiers that a wish means; says so if there is none."""
    book = open_book(wish.book_path)
    found = chosen(book, wish.kind, wish.who, wish.conditions, wish.owner, wish.on)
    if not found:
        there = len(dossiers_of(book)[wish.kind])
        said = (
            _("none of {count} meets this; 'dossier list {kind}' shows them all")
            if there
            else _("there is no {what} in this book yet")
        )
        what = word(wish.kind, "dossier")
        remark(said.format(count=there, kind=wish.kind, what=what))
    return Chosen(book, found)


def say_rest(wish: Wish, found: Chosen) -> int:
    """Says what an export lacks, and who must not be contacted; gives the exit status."""
    count = len(found.dossiers)
    if wish.target is not None:
        said = plural(
            "written to {file}: {count} dossier", "written to {file}: {count} dossiers", count
        )
        remark(said.format(file=wish.target, count=count))
    if wish.kind == "customer":
        _say_of_people(wish, found)
    unreadable = found.book.unreadable_findings()
    for finding in unreadable:
        remark(_("can't be read, so it may be missing here: {finding}").format(finding=finding))
    return 1 if unreadable else 0


def _say_of_people(wish: Wish, found: Chosen) -> None:
    hidden = sum(bool(hidden_facts(one.facts, wish.on)) for one in found.dossiers)
    if hidden:
        said = plural(
            "sensitive facts of {count} person are left out: no consent is in force",
            "sensitive facts of {count} people are left out: no consent is in force",
            hidden,
        )
        remark(said.format(count=hidden))
    closed = [one.id for one in found.dossiers if one.facts.consent.do_not_contact]
    if closed:
        said = plural(
            "{count} person asked not to be contacted: {ids}",
            "{count} people asked not to be contacted: {ids}",
            len(closed),
        )
        more = ", …" if len(closed) > _MOST_NAMES else ""
        remark(said.format(count=len(closed), ids=", ".join(closed[:_MOST_NAMES]) + more))


_MOST_NAMES = 5
