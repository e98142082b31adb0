"""Lists from the index: what is known is looked up, what has changed is read first."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from dossierkit.index.asked import BETWEEN, Asked, Listed, Listing, People, Person, Sleeping
from dossierkit.index.database import NoIndex, database, writing_into
from dossierkit.index.look import is_known, look, meta
from dossierkit.text.finding import Finding


def listing(root: str, asked: Asked) -> Listing:
    """The list of a span. Raises NoIndex where the index can't be used, and BrokenBook."""
    with filled(root, asked) as index:
        rest = without_entries(index, asked)
        return rest._replace(entries=listed(index, asked), snoozed=sleepers(index, asked))


def people(root: str, asked: Asked) -> People:
    """All customers of a book on a day. Raises NoIndex where the index can't tell, and
    BrokenBook."""
    with filled(root, asked) as index:
        day = asked.on.isoformat()
        if index.execute("SELECT 1 FROM dossiers WHERE last > ? LIMIT 1", (day,)).fetchone():
            raise NoIndex("there are touches in the future")
        found = index.execute(_PEOPLE, (asked.owner,)).fetchall()
        rows = [Person(*row) for *row, _ in found]
        return People(rows, errors_in(index), sum(remarks for *_, remarks in found))


@contextmanager
def filled(root: str, asked: Asked) -> Iterator[sqlite3.Connection]:
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
_ONE = _LISTED.replace("INDEXED BY listed", "").replace("ORDER BY", "AND id = ?5 ORDER BY")
_PLACES = (
    f"SELECT DISTINCT coalesce(zone, '') || '{BETWEEN}' || days_off FROM answers"  # noqa: S608
    " WHERE day = ?1 AND within = ?2 AND is_listed AND (?3 IS NULL OR owner = ?3)"
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


def without_entries(index: sqlite3.Connection, asked: Asked) -> Listing:
    """A list but for those who are on it, and those of whom nothing is wanted yet."""
    dropped = index.execute(_DROPPED, _span(asked))
    policy = json.loads(meta(index, "policy"))
    some = index.execute(
        "SELECT 1 FROM dossiers WHERE kind = 'customer' AND wakes IS NOT NULL LIMIT 1"
    )
    return Listing(
        on=asked.on,
        entries=[],
        snoozed=[],
        without_need=[dossier_id for (dossier_id,) in dropped],
        errors=errors_in(index),
        has_customers=some.fetchone() is not None,
        hours=(policy["hours"][0], policy["hours"][1]),
        book_name=policy["name"],
    )


def listed(index: sqlite3.Connection, asked: Asked, only: str | None = None) -> list[Listed]:
    """Who is on a list, the first first; of one customer, if one is named."""
    sql, values = (_ONE, (only,)) if only else (_LISTED, ())
    return list(map(Listed._make, index.execute(sql, (*_span(asked), asked.in_full, *values))))


def sleepers(index: sqlite3.Connection, asked: Asked) -> list[Sleeping]:
    """Of whom nothing is wanted yet, the next first."""
    whose = (asked.on.isoformat(), asked.owner, asked.in_full)
    return list(map(Sleeping._make, index.execute(_ASLEEP, whose)))


def places(index: sqlite3.Connection, asked: Asked) -> list[str]:
    """Where the clocks of those are who are on a list, as `place_of` says it."""
    return [place for (place,) in index.execute(_PLACES, _span(asked))]


def _span(asked: Asked) -> tuple[int, int, str | None]:
    return asked.on.toordinal(), asked.within, asked.owner


def errors_in(index: sqlite3.Connection) -> list[Finding]:
    """The errors of all files that can't be trusted, as `Book.unreadable_findings` gives them."""
    wrong = index.execute("SELECT errors FROM dossiers INDEXED BY wrong WHERE errors IS NOT NULL")
    refused = index.execute("SELECT refused FROM folders WHERE refused IS NOT NULL")
    texts = [text for (text,) in (*wrong, *refused)]
    return sorted(Finding(*one) for text in texts for one in json.loads(text))
