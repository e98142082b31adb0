"""Of whom a page tells: the dossier that its address names."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any, NamedTuple

from dossierkit.book.book import Book
from dossierkit.book.fields import dossiers_of
from dossierkit.book.files import FOLDERS
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.text.translation import _
from dossierkit.web.asked import Ask, Nowhere
from dossierkit.web.desk import Desk

KINDS = {folder: kind for kind, folder in FOLDERS.items()}


class Whom(NamedTuple):
    """A dossier of a book with its kind, and the address of its page."""

    book: Book
    kind: str
    dossier: Dossier[Any]

    @property
    def address(self) -> str:
        return address_of(self.kind, self.dossier.id)

    @property
    def name(self) -> str:
        return self.dossier.facts.name or self.dossier.id

    @property
    def warning(self) -> str:
        """What nobody may overlook who is about to contact them; empty for nothing."""
        facts = self.dossier.facts
        if not isinstance(facts, Customer):
            return ""
        if facts.consent.do_not_contact:
            return _("DO NOT CONTACT: they asked us not to")
        if facts.consent.marketing == "refused":
            return _("NO BULK MAIL: they refused it")
        return ""


def address_of(kind: str, dossier_id: str) -> str:
    """The page of a dossier."""
    return f"/{FOLDERS[kind]}/{dossier_id}"


def whom(desk: Desk, ask: Ask) -> Whom:
    """The dossier that an address names. Raises Nowhere, with what can't be read or was probably
    meant, and BrokenBook."""
    kind = KINDS.get(ask.place["folder"])
    if kind is None:
        raise Nowhere(_("there is nothing here"))
    book, wanted = desk.book(), ask.place["id"]
    there: Mapping[str, Dossier[Any]] = dossiers_of(book)[kind]
    if wanted in there:
        return Whom(book, kind, there[wanted])
    path = f"dossiers/{FOLDERS[kind]}/{wanted}.md"
    for file in book.unreadable:
        if file.path == path:
            listed = "\n".join(f"{one}  {one.hint}".rstrip() for one in file.findings)
            raise Nowhere(
                _("the dossier of '{id}' can't be read:").format(id=wanted) + f"\n{listed}"
            )
    near = get_close_matches(wanted, there, 3, 0.6)
    hint = _("did you mean {names}?").format(names=", ".join(near)) if near else ""
    said = _("there is nobody called '{word}'").format(word=wanted)
    raise Nowhere(f"{said}; {hint}" if hint else said)
