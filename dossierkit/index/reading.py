"""Lists from the index: what is known is looked up, what has changed is read first."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from dossierkit.index.asked import Asked, Listed, Listing, People, Person, Sleeping
from dossierkit.index.database import NoIndex, database, writing_into
from dossierkit.index.look import is_known, look, meta
from dossierkit.text.finding import Finding


def listing(root: str, asked: Asked) -> Listing:
    """The list of a span. Raises NoIndex where the index can't be used, and BrokenBook."""
    with _filled(root, asked) as index:
        return _read(index, asked)


def people(root: str, asked: Asked) -> People:
    """All customers of a book on a day. Raises NoIndex where the index can't tell, and
    BrokenBook."""
    with _filled(root, asked) as index:
        day = asked.on.isoformat()
        if index.execute("SELECT 1 FROM dossiers WHERE last > ? LIMIT 1", (day,)).fetchone():
            raise NoIndex("there are touches in the future")
        found = index.execute(_PEOPLE, (asked.owner,)).fetchall()
        rows = [Person(*row) for *row, _ in found]
        return People(rows, errors_in(index), sum(remarks for *_, remarks in found))


@contextmanager
def _filled(root: str, asked: Asked) -> Iterator[sqlite3.Connection]:
    """The index of a book, knowing what is asked for."""
    with database(root) as index:
        index.execute("BEGIN")
        now, fills = look(index, root), meta(index, "fills")
        if not is_known(index, root, now, asked):
            from dossierkit.index.filling import fill

            index.execute("ROLLBACK")
            with writing_into(index):
                if meta(index, "fills") != fills:  # by another command, meanwhile
                    now = look(index, root)
                fill(index, root, now, asked)
            index.execute("BEGIN")
        if asked.owner and not _is_member(index, asked.owner):
            raise NoIndex(f"nobody is called '{asked.owner}'")
        yield index


def _is_member(index: sqlite3.Connection, owner: str) -> bool:
    known = "SELECT 1 FROM dossiers WHERE (kind = 'member' AND id = ?1) OR owner = ?1 LIMIT 1"
    return index.execute(known, (owner,)).fetchone() is not None


_LISTED = (
    "SELECT priority, due, id, name, firm, country, overdue_days, urgency, rule, channel, zone,"
    " days_off, name_places, firm_places, said, colleagues, CASE WHEN ?4 THEN in_full ELSE '' END"
    " FROM answers INDEXED BY listed WHERE day = ?1 AND within = ?2 AND is_listed"
    " AND (?3 IS NULL OR owner = ?3) ORDER BY priority, due, id"
)
_DROPPED = (
    "SELECT id FROM answers INDEXED BY dropped WHERE day = ?1 AND within = ?2"
    " AND drops_out AND NOT is_listed AND (?3 IS NULL OR owner = ?3) ORDER BY id"
)
_ASLEEP = (
    "SELECT snooze, id, name, snooze_text, CASE WHEN ?3 THEN sleeper ELSE '' END FROM dossiers"
    " WHERE snooze >= ?1 AND (?2 IS NULL OR owner = ?2) ORDER BY snooze, id"
)


_PEOPLE = (
    "SELECT one.id, nullif(one.name, ''), one.company, coalesce(one.country, firm.country),"
    " one.stage, one.intent, one.owner, one.last, one.remarks FROM dossiers AS one"
    " LEFT JOIN dossiers AS firm ON firm.kind = 'company' AND firm.id = one.company"
    " WHERE one.kind = 'customer' AND one.wakes IS NOT NULL"
    " AND (?1 IS NULL OR one.owner = ?1) ORDER BY one.id"
)


def _read(index: sqlite3.Connection, asked: Asked) -> Listing:
    day, whose = asked.on.toordinal(), asked.owner
    listed = index.execute(_LISTED, (day, asked.within, whose, asked.in_full))
    asleep = index.execute(_ASLEEP, (asked.on.isoformat(), whose, asked.in_full))
    dropped = index.execute(_DROPPED, (day, asked.within, whose))
    policy = json.loads(meta(index, "policy"))
    some = index.execute(
        "SELECT 1 FROM dossiers WHERE kind = 'customer' AND wakes IS NOT NULL LIMIT 1"
    )
    return Listing(
        on=asked.on,
        entries=list(map(Listed._make, listed)),
        snoozed=list(map(Sleeping._make, asleep)),
        without_need=[dossier_id for (dossier_id,) in dropped],
        errors=errors_in(index),
        has_customers=some.fetchone() is not None,
        hours=(policy["hours"][0], policy["hours"][1]),
        book_name=policy["name"],
    )


def errors_in(index: sqlite3.Connection) -> list[Finding]:
    """The errors of all files that can't be trusted, as `Book.unreadable_findings` gives them."""
    wrong = index.execute("SELECT errors FROM dossiers INDEXED BY wrong WHERE errors IS NOT NULL")
    refused = index.execute("SELECT refused FROM folders WHERE refused IS NOT NULL")
    texts = [text for (text,) in (*wrong, *refused)]
    return sorted(Finding(*one) for text in texts for one in json.loads(text))
