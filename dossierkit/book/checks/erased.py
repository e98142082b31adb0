"""`erased-person` and `erased-list`: somebody who was erased is back in the book.

Whoever asks to be forgotten is taken out of every file (`dossier forget`). A colleague who has not
fetched since then still has the dossier, and an ordinary merge brings it back without a word. The
book keeps hashes of what identified them in `dossiers/erased.txt`; this check compares, and with it
`sync`, the hook before a commit and the one of a team's server (M36).

An id, an address or a phone number on the list is an error, a name alone a warning: another person
may have the same name. A line of the list that can't be read protects nobody, and is an error.

PASS: nobody whose hash stands in `dossiers/erased.txt`
FAIL: `dossiers/customers/anna-schmidt.md`, and the hash of `anna-schmidt` in the list
"""

from __future__ import annotations

from collections.abc import Iterator

from dossierkit.book.checks.common import Given, place_of
from dossierkit.book.checks.days import Days
from dossierkit.book.erased import ERASED_PATH, Hit
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier, Unreadable
from dossierkit.text.finding import ERROR, WARNING, Finding
from dossierkit.text.translation import N_, _

CODE = "erased-person"

_WHAT = {
    "id": N_("the id"),
    "address": N_("the address"),
    "phone": N_("the number"),
    "name": N_("the name"),
}


def check(customer: Dossier[Customer], given: Given, days: Days) -> Iterator[Finding]:
    """A finding at each id, address, number or name of a customer that is on the list."""
    if not given.erased:
        return
    reach = customer.facts.reach
    numbers = [number for number in (*reach.phone, reach.whatsapp) if number]
    for hit in given.erased.hits(customer.id, customer.facts.name, reach.email, numbers):
        severity = WARNING if hit.kind == "name" else ERROR
        place = _place(customer, hit)
        yield customer.source.finding(place, CODE, *_said(hit), severity)


def check_unreadable(file: Unreadable, given: Given) -> Iterator[Finding]:
    """The same for a customer whose file can't be read: of the id alone."""
    for hit in given.erased.hits(file.id) if given.erased else ():
        yield Finding(file.path, 1, 1, ERROR, CODE, *_said(hit))


def _place(customer: Dossier[Customer], hit: Hit) -> int:
    if hit.kind == "id":
        return customer.header.start
    return place_of(customer.header, hit.value, "name" if hit.kind == "name" else "reach")


def _said(hit: Hit) -> tuple[str, str]:
    message = _("{what} '{value}' belongs to somebody who was erased").format(
        what=_(_WHAT[hit.kind]), value=hit.value
    )
    line = _("line {line} of {erased_path}").format(line=hit.line, erased_path=ERASED_PATH)
    if hit.kind == "name":
        return (
            message,
            _("if this is somebody else of that name, delete {line}; else delete the file").format(
                line=line
            ),
        )
    return message, _(
        "delete the file; only if they came back of their own will, delete {line}"
    ).format(line=line)
