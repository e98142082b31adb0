"""Today's list: what to do, for whom, why, and by which way."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any, NamedTuple
from urllib.parse import urlencode

from dossierkit.index.asked import BETWEEN, Listed, Listing
from dossierkit.method.local_time import local_time
from dossierkit.report.deeds import what_to_do
from dossierkit.schema.days import parse_day
from dossierkit.text.translation import _, word
from dossierkit.web.asked import Answer, Ask
from dossierkit.web.desk import Desk
from dossierkit.web.layout import framed

_ON_ONE_PAGE = 50
_SPANS = (0, 7, 14, 30)


class Row(NamedTuple):
    """A follow-up as the page shows it; `there` is what their clock says, and whether they are
    at work."""

    entry: Listed
    todo: str
    way: str
    reasons: list[dict[str, Any]]
    notes: list[str]
    there: str
    is_at_work: bool


def page(desk: Desk, ask: Ask) -> Answer:
    """The list of a day, of one owner or of all."""
    asked_day = ask.query.get("on", "")
    day = parse_day(asked_day, desk.today()) if asked_day else desk.today()
    on = day or desk.today()
    within = _within(ask.query.get("within", ""))
    members = desk.members()
    owner = ask.query.get("owner") or None
    found = desk.listing(on, within, owner)
    number, pages = _paged(ask.query.get("page", ""), len(found.entries))
    first = (number - 1) * _ON_ONE_PAGE
    now = desk.now(on)
    kept = {"on": str(on) if asked_day else "", "within": within or "", "owner": owner or ""}
    html = framed(
        desk,
        "today_list.html" if ask.is_part else "today.html",
        found.book_name,
        len({one.path for one in found.errors}),
        on=on,
        is_today=on == desk.today(),
        wrong_day="" if day else asked_day,
        within=within,
        spans=_SPANS,
        owner=owner,
        members={**members, **({owner: owner} if owner and owner not in members else {})},
        is_nobody=owner is not None and owner not in members and not found.entries,
        found=found,
        rows=[_row(found, one, now) for one in found.entries[first : first + _ON_ONE_PAGE]],
        late=sum(one.overdue_days > 0 for one in found.entries),
        number=number,
        pages=pages,
        link=lambda page: "/?" + urlencode({**{k: v for k, v in kept.items() if v}, "page": page}),
    )
    return Answer(html)


def _within(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 3 else 0


def _paged(text: str, count: int) -> tuple[int, int]:
    """The number of the page that is asked for, and how many there are."""
    pages = max(1, -(-count // _ON_ONE_PAGE))
    number = int(text) if text.isascii() and text.isdecimal() and len(text) <= 6 else 1
    return min(max(number, 1), pages), pages


def _row(found: Listing, entry: Listed, now: datetime | None) -> Row:
    data = json.loads(entry.in_full)
    colleagues = entry.colleagues.split(BETWEEN) if entry.colleagues else []
    clock = None
    if now is not None and entry.zone is not None:
        off = entry.days_off
        clock = local_time(entry.zone, now, lambda day: day.isoformat() in off, found.hours)
    there = _clock(clock[0], found.on) if clock else ""
    todo = what_to_do(entry.rule) if entry.rule else _("look at it")
    return Row(
        entry,
        todo,
        word(entry.channel or "", "channel"),
        data["reasons"],
        [*colleagues, *data["notes"]],
        there,
        clock is None or clock[1],
    )


def _clock(there: datetime, on: date) -> str:
    return f"{there:%H:%M}" if there.date() == on else f"{there:%m-%d %H:%M}"
