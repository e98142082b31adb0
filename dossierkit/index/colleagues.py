"""Notes beside follow-ups on the bulk mail that colleagues got lately (M36)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date

from dossierkit.index.asked import BETWEEN
from dossierkit.index.rows import Span
from dossierkit.method.remarks import BulkMail, colleagues_mailed
from dossierkit.schema.policy import Policy

_LISTED = "SELECT id, company FROM answers WHERE day = ? AND within = ? AND is_listed"

_STAFF = "SELECT id FROM dossiers WHERE kind = 'customer' AND company = ?"


def companies_of(index: sqlite3.Connection, files: Iterable[tuple[str, str]]) -> set[str]:
    """The companies for which customers among some files worked when they were read."""
    one = "SELECT company FROM dossiers WHERE kind = 'customer' AND id = ? AND company IS NOT NULL"
    ids = (dossier_id for kind, dossier_id in files if kind == "customer")
    return {company for each in ids for (company,) in index.execute(one, (each,))}


def note_colleagues(
    index: sqlite3.Connection, span: Span, policy: Policy, companies: set[str] | None
) -> None:
    """Writes the notes of a list anew: of those who work for some companies, or of all."""
    on, within = span.on.toordinal(), span.within
    if companies is None:
        listed = index.execute(f"{_LISTED} AND company IS NOT NULL", (on, within)).fetchall()
    else:
        listed = [
            row
            for company in sorted(companies)
            for row in index.execute(f"{_LISTED} AND id IN ({_STAFF})", (on, within, company))
        ]
    notes = []
    for dossier_id, company in listed:
        lately = list(_mailed(index, company, span, policy))
        said = BETWEEN.join(colleagues_mailed(dossier_id, lately))
        notes.append((said, on, within, dossier_id))
    index.executemany(
        "UPDATE answers SET colleagues = ? WHERE day = ? AND within = ? AND id = ?", notes
    )


def _mailed(
    index: sqlite3.Connection, company: str, span: Span, policy: Policy
) -> Iterator[BulkMail]:
    """The bulk mail to people of a company that counts on the day of a list."""
    counts = policy.follow_up.ceiling.colleague
    rows = index.execute(
        "SELECT id, position, name, event, day FROM bulk WHERE company = ? AND day <= ?",
        (company, span.on.toordinal()),
    )
    for dossier_id, position, name, event, day in rows:
        sent = date.fromordinal(day)
        if span.on <= counts.after(sent):
            yield BulkMail(dossier_id, position, name, event, sent)
