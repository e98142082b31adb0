"""`future-date`: a log line that has not happened yet.

The log is what happened; the last touch, and with it every follow-up, is counted from it (M34).
A touch dated next month would silence the customer until then. What is to happen belongs into
`next`. The real today counts, whatever `--on` says.

PASS: `next: 2026-11-25 call about the lab test`
FAIL: `- 2026-11-25 call out: about the lab test`, written on the 21st
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dossierkit.book.checks.common import Given, log_place
from dossierkit.book.checks.days import Days
from dossierkit.schema.dossier import Dossier
from dossierkit.text.finding import Finding
from dossierkit.text.translation import _


def check(dossier: Dossier[Any], given: Given, days: Days) -> Iterator[Finding]:
    """Log lines dated after today."""
    for line in dossier.log.lines:
        if not days.today.is_from(line.date):
            message = _("{date} is in the future: the log is what happened").format(date=line.date)
            hint = _("write it in the header: 'next: {date} {event} …'").format(
                date=line.date, event=line.event
            )
            place = log_place(dossier, line)
            yield dossier.source.finding(place, "future-date", message, hint)
