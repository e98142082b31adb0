"""What is coming: a month as a table of its days, or as a list."""

from __future__ import annotations

import re
from calendar import Calendar
from collections import defaultdict
from datetime import date, timedelta
from typing import NamedTuple
from urllib.parse import urlencode

from dossierkit.book.book import Book
from dossierkit.method.feasts.coming.days import coming
from dossierkit.method.feasts.coming.item import Coming
from dossierkit.method.feasts.coming.scope import scope_around
from dossierkit.report.calendar_words import heading, names_of, together
from dossierkit.text.translation import _
from dossierkit.web.asked import Answer, Ask
from dossierkit.web.desk import Desk
from dossierkit.web.layout import around
from dossierkit.web.whom import address_of

_MOST_IN_A_DAY = 4
_MOST_IN_A_LIST = 300
_MOST_NAMES = 8


class Item(NamedTuple):
    """Something that comes: `people` are those whom it concerns, each with a page, `more` how many
    of them are not named."""

    kind: str
    word: str
    title: str
    whose: str
    first: date
    last: date
    is_estimated: bool
    people: list[tuple[str, str]]
    more: int


class Day(NamedTuple):
    """A day of the month, with what begins on it."""

    date: date
    items: list[Item]
    more: int
    is_in_month: bool
    is_today: bool


def page(desk: Desk, ask: Ask) -> Answer:
    """A month, of one owner's customers or of all."""
    book, today = desk.book(), desk.today()
    first = _month(ask.query.get("month", ""), today)
    owner = ask.query.get("owner") or None
    is_list = ask.query.get("as") == "list"
    items = book.once(("coming", first, owner), lambda: _items(book, first, owner))
    weeks = [] if is_list else _weeks(items, first, today)

    def link(month: date, view: str) -> str:
        asked = {"month": f"{month:%Y-%m}", "as": view, "owner": owner or ""}
        return "/calendar?" + urlencode({name: value for name, value in asked.items() if value})

    html = around(
        desk,
        book,
        "calendar_month.html" if ask.is_part else "calendar.html",
        first=first,
        today=today,
        before=_moved(first, -1),
        after=_moved(first, 1),
        is_list=is_list,
        owner=owner,
        members={one: dossier.facts.name or one for one, dossier in book.members.items()},
        items=items[:_MOST_IN_A_LIST],
        more=max(0, len(items) - _MOST_IN_A_LIST),
        weeks=weeks,
        weekdays=_weekdays(),
        link=link,
    )
    return Answer(html)


def _weekdays() -> tuple[str, ...]:
    return (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))


def _month(text: str, today: date) -> date:
    """The first day of the month that is asked for; else of this one."""
    if re.fullmatch(r"\d{4}-\d{2}", text, re.ASCII) and "1900" < text < "9000":
        try:
            return date.fromisoformat(f"{text}-01")
        except ValueError:
            pass
    return today.replace(day=1)


def _moved(first: date, months: int) -> date:
    number = first.year * 12 + first.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def _items(book: Book, first: date, owner: str | None) -> list[Item]:
    """What comes in a month; kept with the book."""
    customers = [one for one in book.customers.values() if owner in (None, one.facts.owner)]
    firms = book.companies.values() if owner is None else ()
    scope = scope_around(book, customers, firms, ())
    found = coming(book, scope, first, _moved(first, 1) - timedelta(days=1))
    return [_item(book, items) for items in together(found)]


def _item(book: Book, items: tuple[Coming, ...]) -> Item:
    item = items[0]
    people = [
        (book.customers[one.id].facts.name or one.id, address_of("customer", one.id))
        for one in item.people[:_MOST_NAMES]
        if one.id in book.customers
    ]
    whose = _("ourselves") if item.kind == "closed" else "" if people else names_of(book, items)
    return Item(
        kind=item.kind,
        word=_("neutral") if item.neutral else _words()[item.kind],
        title=heading(item),
        whose=whose,
        first=item.first,
        last=item.last,
        is_estimated=item.estimated,
        people=people,
        more=max(0, len(item.people) - _MOST_NAMES),
    )


def _words() -> dict[str, str]:
    return {
        "greeting": _("greet"),
        "care": _("care"),
        "order-before": _("order"),
        "closed": _("closed"),
        "event": _("event"),
        "certificate": _("paper"),
        "feast": _("feast"),
        "day-off": _("day off"),
    }


def _weeks(items: list[Item], first: date, today: date) -> list[list[Day]]:
    """The weeks of a month, Monday first, with what begins on each day (or began before it)."""
    by_day: dict[date, list[Item]] = defaultdict(list)
    for item in items:
        by_day[max(item.first, first)].append(item)
    return [
        [_day(day, by_day.get(day, []), first, today) for day in week]
        for week in Calendar().monthdatescalendar(first.year, first.month)
    ]


def _day(day: date, items: list[Item], first: date, today: date) -> Day:
    is_in_month = (day.year, day.month) == (first.year, first.month)
    shown = items[:_MOST_IN_A_DAY] if is_in_month else []
    return Day(day, shown, len(items) - len(shown), is_in_month, day == today)
