"""Who gets no letter, and why: opt-outs first, whatever else a dossier says (DESIGN 5, 6.4)."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple

from dossierkit.book.book import Book
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.text.finding import Finding
from dossierkit.text.source import MAX_FILE_BYTES

CUSTOMERS = "dossiers/customers/"
BULK = frozenset(("greeting", "price-update", "intro", "introduction"))
"""Letters that go to many alike; whoever refused marketing gets none of them (DESIGN 3)."""

_ADDRESS = re.compile(rb"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


class Stop(NamedTuple):
    """A letter that is not made. `quiet` sums it up where many are asked for (no failure then)."""

    id: str
    message: str
    quiet: str = ""


class Stops:
    """What stops letters in a book; looks at every dossier once."""

    def __init__(self, book: Book) -> None:
        self._blocked: dict[str, tuple[str, str]] = {}
        for dossier in book.customers.values():
            if dossier.facts.consent.do_not_contact or dossier.stops_mail:
                self._block(dossier.facts.reach.email, dossier.id, f"{dossier.path} opts out")
        for file in book.unreadable:
            if file.path.startswith(CUSTOMERS):
                why = f"it also stands in {file.path}, which can't be read"
                self._block(_addresses_in(book, file.path), file.id, why)

    def _block(self, addresses: tuple[str, ...], owner: str, why: str) -> None:
        for address in addresses:
            self._blocked.setdefault(normalised(address), (owner, why))

    def stop(self, dossier: Dossier[Customer], purpose: str) -> Stop | None:
        """Why this customer gets no letter of this purpose, or None."""
        consent, path = dossier.facts.consent, dossier.path
        if dossier.stops_mail:
            return Stop(dossier.id, f"{_said(dossier.doubts or dossier.findings)}; mend this first")
        if consent.do_not_contact:
            return Stop(dossier.id, f"asked not to be contacted ({path})", "opted out")
        for address in dossier.facts.reach.email:
            owner, why = self._blocked.get(normalised(address), ("", ""))
            if owner and owner != dossier.id:
                return Stop(dossier.id, f"no letters to {address}: {why}", "opted out")
        if purpose in BULK and consent.marketing == "refused":
            return Stop(dossier.id, f"refused marketing ({path})", "opted out")
        if dossier.doubts:
            return Stop(dossier.id, f"{_said(dossier.doubts)}; mend this first")
        if not dossier.facts.reach.email:
            return Stop(dossier.id, f"{path}: fill 'reach.email'")
        return None


def unreadable_stops(book: Book, ids: Collection[str] | None = None) -> list[Stop]:
    """A stop for each customer whose file can't be read, with what is wrong; of some ids or all."""
    return [
        Stop(file.id, f"{_said(file.findings)}; mend this first")
        for file in book.unreadable
        if file.path.startswith(CUSTOMERS) and (ids is None or file.id in ids)
    ]


def normalised(address: str) -> str:
    """An address as opt-outs compare it: in small letters, without a plus part."""
    local, _, domain = address.strip().lower().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"


def _said(findings: tuple[Finding, ...]) -> str:
    return "; ".join(map(str, findings))


def _addresses_in(book: Book, path: str) -> tuple[str, ...]:
    """Whatever looks like an address in a file that can't be read, in any encoding."""
    try:
        with (book.root / path).open("rb") as stream:
            data = stream.read(MAX_FILE_BYTES)
    except OSError:
        return ()
    return tuple(match.decode() for match in _ADDRESS.findall(data.replace(b"\0", b"")))
