"""`future-date`: a log line that has not happened yet.

The log is what happened; the last touch, and with it every follow-up, is counted from it (M34).
A touch dated next month would silence the customer until then. What is to happen belongs into
`next`. The real today counts, whatever `--on` says.

PASS: `next: 2026-11-25 call about the lab test`
FAIL: `- 2026-11-25 call out: about the lab test`, written on the 21st
"""

from __future__ import annotations

from collections.abc import Iterator

from dossierkit.book.book import Book
from dossierkit.book.checks.common import Days, all_companies_and_customers, log_place
from dossierkit.text.finding import Finding


def check(book: Book, days: Days) -> Iterator[Finding]:
    """Log lines dated after today."""
    today = days.today
    for dossier in all_companies_and_customers(book):
        for line in dossier.log.lines:
            if line.date > today:
                message = f"{line.date} is in the future: the log is what happened"
                hint = f"write it in the header: 'next: {line.date} {line.event} …'"
                place = log_place(dossier, line)
                yield dossier.source.finding(place, "future-date", message, hint)
