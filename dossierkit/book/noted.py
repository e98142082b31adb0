"""Facts that are asked of all dossiers of a kind at once: who works where, who holds a letter box.

The index keeps them beside the book (`index.roster`), so that a command about one dossier need not
open all the others. Whatever such a command asks of everybody is declared here, or where the method
needs it (`method.selling.trades`), with the one function that gives it: the whole book and the
index answer alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from dossierkit.book.keys import mailbox
from dossierkit.schema.dossier import Dossier

_BETWEEN = "\x1f"
"""What stands between several texts of one note; no text of a file can hold it."""


class Note(NamedTuple):
    """A fact of the dossiers of a kind, as a text, under a name of its own; None for nothing."""

    kind: str
    name: str
    of: Callable[[Dossier[Any]], str | None]


def several(note: str) -> list[str]:
    """The texts of a note that holds several."""
    return note.split(_BETWEEN)


def _boxes(dossier: Dossier[Any]) -> str | None:
    """The letter boxes of a customer, those that mail came back from too."""
    reach = dossier.facts.reach
    addresses = [*reach.email, *(one.address for one in reach.bounced if one.address)]
    return _joined(map(mailbox, addresses))


def _tags(dossier: Dossier[Any]) -> str | None:
    return _joined(tag for line in dossier.log.lines for tag in line.tags)


def _links(dossier: Dossier[Any]) -> str | None:
    return _joined(link.company for link in dossier.facts.links if link.company)


def _joined(texts: Iterable[str]) -> str | None:
    return _BETWEEN.join(dict.fromkeys(texts)) or None


COMPANY = Note("customer", "company", lambda one: one.facts.company)
COUNTRY = Note("customer", "country", lambda one: one.facts.country)
OWNER = Note("customer", "owner", lambda one: one.facts.owner)
STAGE = Note("customer", "stage", lambda one: one.facts.stage)
INTENT = Note("customer", "intent", lambda one: one.facts.intent)
SENDER = Note("customer", "sender", lambda one: one.facts.source.referred_by)
"""Who referred them to us."""
BOXES = Note("customer", "boxes", _boxes)
TAGS = Note("customer", "tags", _tags)
"""The tags in a log, such as the numbers of quotes."""
COMPANY_TAGS = Note("company", "tags", _tags)
LINKS = Note("company", "links", _links)
"""The companies that one is linked to."""

NOTES = (COMPANY, COUNTRY, OWNER, STAGE, INTENT, SENDER, BOXES, TAGS, COMPANY_TAGS, LINKS)
