"""What is wrong in a book beyond the words of single files: one module for each check, and its
manual in it.

A `check` looks at one dossier, and at what is given beside all of them. What goes across files is
said in two steps: each dossier leaves some `trace`, and the `join` looks at the traces of all. So
the findings of a file are found once, for as long as it says the same. A new check is a module,
named below for the kinds of dossiers it is about, with a sample in `tests/problems/<code>/`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple, TypeAlias

from dossierkit.book.book import Book
from dossierkit.book.checks import (
    addresses,
    assessments,
    codes,
    countries,
    dates,
    double_send,
    erased,
    letter_states,
    lost_text,
    persons,
    playbook,
    privacy,
    products,
    quotes,
    rebates,
    references,
    scope,
    standing,
    stories,
    subdivisions,
)
from dossierkit.book.checks.common import Given, policy_file
from dossierkit.book.checks.days import Days, days_of
from dossierkit.book.checks.traces import Trace, Traces, TracesInMemory
from dossierkit.book.files import FOLDERS
from dossierkit.schema.dossier import Dossier, Unreadable
from dossierkit.text.finding import Finding

Check: TypeAlias = "Callable[[Dossier[Any], Given, Days], Iterator[Finding]]"
Leave: TypeAlias = "Callable[[Dossier[Any]], Iterator[Trace]]"

_WITH_A_LOG: tuple[Check, ...] = (dates.check, double_send.check, products.check)
_EVERY: tuple[Check, ...] = (codes.check, lost_text.check)
CHECKS: dict[str, tuple[Check, ...]] = {
    "customer": (
        *(*_EVERY, *_WITH_A_LOG),
        *(countries.check, standing.check, privacy.check, erased.check),
    ),
    "company": (*_EVERY, *_WITH_A_LOG, countries.check, rebates.check),
    "country": (*_EVERY, countries.check, subdivisions.check),
    "member": (*_EVERY, assessments.check),
}
"""What is asked of one dossier, by its kind."""
TRACES: dict[str, tuple[Leave, ...]] = {
    "customer": (references.trace, addresses.trace, persons.trace, quotes.trace),
    "company": (references.trace, quotes.trace),
    "country": (references.trace,),
    "member": (references.trace,),
}
"""What a dossier leaves for the checks that go across files, by its kind."""
JOINS: tuple[Callable[[Book, Traces], Iterator[Finding]], ...] = (
    references.join,
    addresses.join,
    persons.join,
    quotes.join,
    stories.join,
)
"""What is asked of the traces of all dossiers."""
TABLES: tuple[Callable[[Book], Iterator[Finding]], ...] = (
    countries.check_policy,
    codes.check_tables,
    lost_text.check_policy,
    playbook.check,
)
"""What is asked of the files beside the dossiers."""


class OfFile(NamedTuple):
    """What there is to say of one dossier: its own findings, and the traces it leaves."""

    findings: list[Finding]
    traces: list[Trace]


def findings(book: Book, today: date, on: date | None = None) -> list[Finding]:
    """Everything that is wrong in a book, sorted by place, nothing twice.

    `today` is the real day: a log line after it has not happened. `on` is the day that decides
    who is an actual customer, if it is another one.
    """
    found, traces = set[Finding](), TracesInMemory()
    days = days_of(today, on)
    given = Given(book.root, book.policy, book.price_lists)
    for kind, dossier in _every(book):
        own = of_file(kind, dossier, given, days)
        found.update(own.findings)
        traces.add(kind, dossier.id, own.traces, is_readable=isinstance(dossier, Dossier))
    found.update(across_files(book, given, traces), letter_states.check(book.root))
    return sorted(found)


def of_file(kind: str, dossier: Dossier[Any] | Unreadable, given: Given, days: Days) -> OfFile:
    """What there is to say of one dossier, whatever the others say."""
    found = list(dossier.findings)
    if isinstance(dossier, Dossier):
        for check in CHECKS[kind]:
            found.extend(check(dossier, given, days))
    elif kind == "customer":
        found.extend(erased.check_unreadable(dossier, given))
    return OfFile(found, _traces(kind, dossier))


def across_files(book: Book, given: Given, traces: Traces) -> Iterator[Finding]:
    """What the dossiers say of each other, and what is wrong beside them; states of letters are
    left out, of which there may be many. No dossier of the book is opened."""
    yield from policy_file(book.root).findings
    yield from book.strays
    yield from book.refused
    for prices in book.price_lists:
        yield from prices.findings
    yield from book.rates.findings
    yield from given.erased.findings
    for check in TABLES:
        yield from check(book)
    for join in JOINS:
        yield from join(book, traces)


def _traces(kind: str, dossier: Dossier[Any] | Unreadable) -> list[Trace]:
    left = [Trace(kind, dossier.id, "has")]
    if isinstance(dossier, Dossier):
        for leave in TRACES[kind]:
            left.extend(leave(dossier))
        left.extend(scope.trace(kind, getattr(dossier.facts, "country", None)))
    elif kind == "company":
        left.extend(quotes.agreed(dossier.id, incoterm=True, payment=True))
    return left


def _every(book: Book) -> Iterator[tuple[str, Dossier[Any] | Unreadable]]:
    """Each file that is a dossier by its name, with its kind, in the order of the book."""
    shelves: tuple[Mapping[str, Dossier[Any]], ...] = (
        book.customers,
        book.companies,
        book.countries,
        book.members,
    )
    for (kind, folder), shelf in zip(FOLDERS.items(), shelves, strict=True):
        yield from ((kind, dossier) for dossier in shelf.values())
        place = f"dossiers/{folder}/"
        yield from ((kind, file) for file in book.unreadable if file.path.startswith(place))
