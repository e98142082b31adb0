"""Bringing the index up to date: what has changed is read, and what depends on it is asked anew."""

from __future__ import annotations

import json
import sqlite3
from datetime import date
from hashlib import blake2b
from pathlib import Path

from dossierkit.book.files import FOLDERS
from dossierkit.book.load import load_policy
from dossierkit.index.answers import Answer
from dossierkit.index.asked import Asked, Listed
from dossierkit.index.changes import Changes, changes_of
from dossierkit.index.colleagues import companies_of, note_colleagues
from dossierkit.index.head import head_of
from dossierkit.index.look import NAMES, Look, meta
from dossierkit.index.remembered import (
    remember_countries,
    remembered_holidays,
    remembered_own,
)
from dossierkit.index.rows import Read, Sources, Span, answers_for, read_files
from dossierkit.index.stamps import NOTHING, renewed
from dossierkit.index.workers import PAYS_FROM, in_parallel
from dossierkit.schema.policy import Policy

_A_FEW = 200
"""Files up to which reading them takes no longer than one would wait for any command."""
_SPANS_KEPT = 6
"""How many lists, of different days or lengths, are kept."""
_EMPTY = tuple(
    f"DELETE FROM {table}"  # noqa: S608
    for table in (
        "folders", "stamps", "dossiers", "bulk", "asked", "answers", "pages", "drawings",
        "holidays",
        "own_holidays",
    )
)  # fmt: skip
_KEPT = "SELECT day, within FROM asked ORDER BY turn DESC LIMIT ?"
_DEPENDENTS = {
    "customer": "id = ?1",
    "company": "company = ?1",
    "country": "country = ?1 OR company IN"
    " (SELECT id FROM dossiers WHERE kind = 'company' AND country = ?1)",
    "our country": "?1 IS NOT NULL",
}
"""By what has changed, the customers whose answers it goes into; ?1 is its id."""
_FORGET = {
    what: (
        f"DELETE FROM answers WHERE id IN"  # noqa: S608
        f" (SELECT id FROM dossiers WHERE kind = 'customer' AND ({who}))",
        f"UPDATE dossiers SET looked_at = {date.max.toordinal()}"  # noqa: S608
        f" WHERE kind = 'customer' AND wakes IS NOT NULL AND ({who})",
    )
    for what, who in _DEPENDENTS.items()
}


def fill(index: sqlite3.Connection, root: str, now: Look, asked: Asked) -> None:
    """Makes the index know the list of a span; to be called in a transaction. Raises BrokenBook."""
    span = Span(asked.on, asked.within)
    _count_fill(index)
    policy, now = _framed(index, root, now)
    changes = changes_of(index, Path(root), now)
    companies = companies_of(index, (*changes.to_read, *changes.gone))
    was_there, was_whole = _is_there(index, span), _is_whole(index, span)
    for kind, dossier_id in (*changes.to_read, *changes.gone):
        _forget_dependents(index, policy, kind, dossier_id)
    index.executemany("DELETE FROM dossiers WHERE kind = ? AND id = ?", changes.gone)
    sources = Sources(remembered_holidays(index), remembered_own(index))
    tell = asked.progress(len(changes.to_read))
    _begin_span(index, span, is_new=bool(changes.to_read or changes.gone))
    for reads in in_parallel(Path(root), changes.refused, changes.to_read, span, sources):
        for read in reads:
            _take(index, span, read)
        companies |= {read.row.company for read in reads if read.row.company}
        tell(len(reads))
    if len(changes.to_read) >= PAYS_FROM:
        remember_countries(index, span.on, policy.country)
    is_known = _keep_head(index, root, span) and was_whole
    rest = _rest_of(index, span, is_known=is_known)
    companies |= _answer(index, root, changes, span, asked, sources, rest)
    if not was_there:
        note_colleagues(index, span, policy, None)
    _note_everywhere(index, policy, companies)
    _keep_looks(index, now, changes)


def renew(index: sqlite3.Connection, root: str, now: Look, asked: Asked) -> None:
    """Makes the index know what all files say; to be called in a transaction. Raises BrokenBook.

    A few files are read, and nothing is answered before a list is asked for. Where many are to be
    read, as at first, it is as if the list of `asked` were asked for.
    """
    policy, now = _framed(index, root, now)
    changes = changes_of(index, Path(root), now)
    if len(changes.to_read) > _A_FEW:
        fill(index, root, now, asked)
        return
    _count_fill(index)
    companies = companies_of(index, (*changes.to_read, *changes.gone))
    for kind, dossier_id in (*changes.to_read, *changes.gone):
        _forget_dependents(index, policy, kind, dossier_id)
    index.executemany("DELETE FROM dossiers WHERE kind = ? AND id = ?", changes.gone)
    for read in read_files(Path(root), changes.refused, changes.to_read, None):
        _take(index, None, read)
        companies |= {read.row.company} if read.row.company else set()
    if changes.to_read or changes.gone:
        index.execute("UPDATE asked SET is_whole = 0")
    _note_everywhere(index, policy, companies)
    _keep_looks(index, now, changes)


def _note_everywhere(index: sqlite3.Connection, policy: Policy, companies: set[str]) -> None:
    """Writes anew, in every list that is kept, the notes of those who work for some companies."""
    for day, within in index.execute("SELECT day, within FROM asked").fetchall():
        note_colleagues(index, Span(date.fromordinal(day), within), policy, companies)


def _count_fill(index: sqlite3.Connection) -> None:
    """Notes that the index was filled once more, so that others see it."""
    fills = (meta(index, "fills") or 0) + 1
    index.execute("INSERT OR REPLACE INTO meta VALUES ('fills', ?)", (fills,))


def _keep_looks(index: sqlite3.Connection, now: Look, changes: Changes) -> None:
    """Keeps how the folders looked when they were read, as far as that is not kept yet."""
    for kind, folder in FOLDERS.items():
        old, new = now.kept.get(folder, NOTHING), now.bytes[folder]
        blocks = dict(renewed(old, new, now.at))
        if folder not in now.kept or old.names != new.names:
            blocks[NAMES] = new.names
            gone = (folder, len(new.blocks))
            index.execute("DELETE FROM stamps WHERE folder = ? AND block >= ?", gone)
        rows = [(folder, *block) for block in blocks.items()]
        index.executemany("INSERT OR REPLACE INTO stamps VALUES (?, ?, ?)", rows)
        errors = changes.errors[kind]
        row = (folder, json.dumps(errors) if errors else None)
        index.execute("INSERT OR REPLACE INTO folders VALUES (?, ?)", row)


def _framed(index: sqlite3.Connection, root: str, now: Look) -> tuple[Policy, Look]:
    """The policy, and the look with what was kept; the index is emptied if something has changed
    that everything depends on."""
    policy = load_policy(Path(root))
    if meta(index, "frame") == now.frame:
        return policy, now
    for statement in _EMPTY:
        index.execute(statement)
    hours = policy.follow_up.working_hours
    shown = json.dumps({"name": policy.name, "hours": [hours.from_, hours.to]})
    values = {"frame": now.frame, "libraries": "\n".join(now.libraries), "policy": shown}
    index.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", values.items())
    return policy, now._replace(kept={})


def _is_there(index: sqlite3.Connection, span: Span) -> bool:
    """Whether a list was asked for before, and is kept."""
    there = "SELECT 1 FROM asked WHERE day = ? AND within = ?"
    return index.execute(there, _key(span)).fetchone() is not None


def _is_whole(index: sqlite3.Connection, span: Span) -> bool:
    """Whether a list was known when the index was filled last; then only what has changed since is
    missing."""
    there = "SELECT 1 FROM asked WHERE day = ? AND within = ? AND is_whole"
    return index.execute(there, _key(span)).fetchone() is not None


def _begin_span(index: sqlite3.Connection, span: Span, *, is_new: bool) -> None:
    """Notes that a list is asked for; those of other days have to be looked at again if anything
    has changed, and the oldest are dropped."""
    is_there = _is_there(index, span)
    if is_new:
        index.execute("UPDATE asked SET is_whole = 0")
    (turn,) = index.execute("SELECT coalesce(max(turn), 0) + 1 FROM asked").fetchone()
    index.execute("INSERT OR REPLACE INTO asked VALUES (?, ?, ?, 1)", (*_key(span), turn))
    for table in () if is_there else ("answers", "pages", "drawings", "asked"):
        sql = f"DELETE FROM {table} WHERE (day, within) NOT IN ({_KEPT})"  # noqa: S608
        index.execute(sql, (_SPANS_KEPT,))


def _key(span: Span) -> tuple[int, int]:
    return span.on.toordinal(), span.within


def _forget_dependents(
    index: sqlite3.Connection, policy: Policy, kind: str, dossier_id: str
) -> None:
    """Forgets what was answered about those whose answers a changed file goes into."""
    what = "our country" if (kind, dossier_id) == ("country", policy.country) else kind
    for statement in _FORGET.get(what, ()):
        index.execute(statement, (dossier_id,))
    if kind == "customer":
        index.execute("DELETE FROM bulk WHERE id = ?", (dossier_id,))
    elif what == "our country":
        index.execute("DELETE FROM own_holidays")


def _take(index: sqlite3.Connection, span: Span | None, read: Read) -> None:
    """Keeps what was read of a file."""
    places = ",".join("?" * len(read.row))
    index.execute(f"INSERT OR REPLACE INTO dossiers VALUES ({places})", read.row)  # noqa: S608
    index.executemany("INSERT OR REPLACE INTO bulk VALUES (?, ?, ?, ?, ?, ?)", read.bulk)
    if span is not None and read.answer is not None:
        _keep(index, span, read.answer, by_git=False)


def _keep(index: sqlite3.Connection, span: Span, answer: Answer, *, by_git: bool) -> None:
    start = (*_key(span), answer.id, answer.owner, answer.company, by_git, answer.drops_out)
    if answer.listed is None:
        index.execute(
            "INSERT OR REPLACE INTO answers (day, within, id, owner, company, by_git, drops_out,"
            " is_listed) VALUES (?, ?, ?, ?, ?, ?, ?, 0)",
            start,
        )
        return
    priority, due, _, *rest = answer.listed
    index.execute(
        "INSERT OR REPLACE INTO answers VALUES (?,?,?,?,?,?,?,1,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        (*start, priority, due, *rest, _mark(answer.listed)),
    )


def _mark(listed: Listed) -> str:
    """What tells how somebody stands on a list now from how they stood on it before."""
    return blake2b(repr(listed).encode(), digest_size=12).hexdigest()


def _keep_head(index: sqlite3.Connection, root: str, span: Span) -> bool:
    """Whether git is at the commit where it was. If not, what git said of when files were begun is
    forgotten."""
    head = head_of(root)
    if head is not None and head == meta(index, "head"):
        return True
    index.execute("DELETE FROM answers WHERE by_git")
    index.execute("UPDATE asked SET is_whole = 0 WHERE (day, within) != (?, ?)", _key(span))
    index.execute("INSERT OR REPLACE INTO meta VALUES ('head', ?)", (head,))
    return False


def _rest_of(index: sqlite3.Connection, span: Span, *, is_known: bool) -> list[tuple[str, bool]]:
    """Those who may be due and of whom that is not known yet, each with whether git has to be asked
    about them. If a list was known but for what has changed, nobody else needs to be looked at."""
    may_be_due = "looked_at > :on" if is_known else "(wakes <= :last OR looked_at > :on)"
    by = "INDEXED BY looked" if is_known else ""
    return index.execute(
        "SELECT id, undated AND coalesce(touched > :on, 1) FROM dossiers AS one"  # noqa: S608
        f" {by} WHERE kind = 'customer' AND {may_be_due} AND NOT EXISTS"
        " (SELECT 1 FROM answers WHERE day = :on AND within = :within AND id = one.id)",
        {"on": _key(span)[0], "within": span.within, "last": span.last},
    ).fetchall()


def _answer(
    index: sqlite3.Connection,
    root: str,
    changes: Changes,
    span: Span,
    asked: Asked,
    sources: Sources,
    rest: list[tuple[str, bool]],
) -> set[str]:
    """Answers for those of whom it is not known whether they are due; gives their companies."""
    by_git = {dossier_id for dossier_id, needs_git in rest if needs_git}
    entered = asked.entered(sorted(by_git)) if by_git else {}
    ids, companies = [dossier_id for dossier_id, _ in rest], set()
    for answer, wakes in answers_for(Path(root), changes.refused, ids, span, entered, sources):
        _keep(index, span, answer, by_git=answer.id in by_git)
        index.execute(
            "UPDATE dossiers SET looked_at = ?, wakes = ? WHERE kind = 'customer' AND id = ?",
            (_key(span)[0], wakes, answer.id),
        )
        companies.add(answer.company)
    return {company for company in companies if company}
