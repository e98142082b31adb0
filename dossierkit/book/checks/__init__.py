"""What the files of a book say of each other: one module for each check, and its manual in it.

A check is a generator of findings over a whole book; it builds its own indexes, once, and reads
no file. A new one is written as a module with a `check`, named in `CHECKS`, and given a sample in
`tests/problems/<code>/`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

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
    standing,
    stories,
    subdivisions,
)
from dossierkit.book.checks.common import Days, policy_file
from dossierkit.text.finding import Finding

CHECKS: tuple[Callable[[Book, Days], Iterator[Finding]], ...] = (
    references.check,
    addresses.check,
    persons.check,
    countries.check,
    subdivisions.check,
    codes.check,
    standing.check,
    rebates.check,
    privacy.check,
    quotes.check,
    dates.check,
    double_send.check,
    letter_states.check,
    erased.check,
    products.check,
    assessments.check,
    lost_text.check,
    playbook.check,
    stories.check,
)


def findings(book: Book, today: date, on: date | None = None) -> list[Finding]:
    """Everything that is wrong in a book, sorted by place, nothing twice.

    `today` is the real day: a log line after it has not happened. `on` is the day that decides
    who is an actual customer, if it is another one.
    """
    found = set(_of_files(book))
    days = Days(on or today, today)
    for check in CHECKS:
        found.update(check(book, days))
    return sorted(found)


def _of_files(book: Book) -> Iterator[Finding]:
    """What each file says against itself."""
    yield from policy_file(book).findings
    for dossier in book.all_dossiers():
        yield from dossier.findings
    for file in book.unreadable:
        yield from file.findings
    yield from book.strays
    yield from book.refused
    for prices in book.price_lists:
        yield from prices.findings
    yield from book.rates.findings
