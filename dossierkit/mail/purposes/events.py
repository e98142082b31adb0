"""Letters for a date: an exhibition of theirs, a long holiday of ours (M16, M20, M45)."""

from __future__ import annotations

import re
from datetime import date

from dossierkit.book.load import POLICY_PATH
from dossierkit.mail.facts import Facts, Place
from dossierkit.mail.purposes.shapes import Event, Holiday
from dossierkit.mail.purposes.task import Data, Purpose, Task, Unfit
from dossierkit.method.case import own_holidays_near
from dossierkit.method.feasts.long_holidays import TAG, LongHoliday, long_holidays, order_before
from dossierkit.schema.company import CompanyEvent
from dossierkit.text.translation import _

AHEAD = 130
"""How many days ahead a holiday of ours may be told to somebody who is named."""

_REMARK = re.compile(r"\s+[-–—]\s+|\s*[:;,(，；：（]\s*")


def _exhibition(task: Task) -> Data | Unfit:
    company = task.company
    refused = task.refused()
    if refused or company is None:
        message = _("{path}: fill 'company', whose exhibition it is").format(path=task.dossier.path)
        return refused or Unfit(message, _("have no exhibition"))
    coming = sorted(
        (event.date.first_day(), number)
        for number, event in enumerate(company.facts.events)
        if event.date and event.kind == "exhibition" and _is_to_come(task, event)
    )
    if not coming:
        message = _("no exhibition of {name} is to come; fill 'events' in ").format(
            name=company.facts.name
        )
        return Unfit(f"{message}{company.path}", _("have no exhibition"))
    day, number = coming[0]
    if task.is_bulk and day > task.case.figures.event_lead.after(task.day):
        return Unfit(_("their exhibition is on {day}").format(day=day), _("have no exhibition yet"))
    event = company.facts.events[number]
    text = event.text or ""
    row = Event(
        date=day if event.date and event.date.day else None,
        name=_REMARK.split(text.strip(), maxsplit=1)[0].strip(),
        text=text,
        url=event.url,
        kind="exhibition",
    )
    line = company.line("events", number)
    return {"event": Facts(row, "event", Place(f"{company.path}:{line}"))}


def _is_to_come(task: Task, event: CompanyEvent) -> bool:
    """From the day on; where only a month or a year is known, while it lasts."""
    if event.date is None:
        return False
    known = (event.date.year, event.date.month or 0, event.date.day or 0)
    today = (task.day.year, task.day.month, task.day.day)
    exact = 1 + bool(event.date.month) + bool(event.date.day)
    return known[:exact] >= today[:exact]


def _factory_holiday(task: Task) -> Data | Unfit:
    if task.book.policy.country is None:
        return Unfit(
            _("{policy_path}: fill 'country', whose holidays we keep").format(
                policy_path=POLICY_PATH
            )
        )
    if task.is_bulk and task.case.open_since is None:
        return Unfit(_("nothing is to be ordered by them"), _("are not about to order"))
    for holiday in _holidays(task):
        found = order_before(task.book, task.dossier, holiday)
        near = task.case.figures.event_lead.before(found.day) <= task.day <= holiday.last
        if task.is_bulk and (not near or _is_told(task, holiday.first.toordinal())):
            continue
        row = Holiday(
            name=holiday.name,
            first=holiday.first,
            last=holiday.last,
            order_before=found.day,
            lead_days=found.lead_days,
            sku=found.sku,
            estimated="estimated" if holiday.estimated else None,
        )
        return {"holiday": Facts(row, "holiday", Place(f"{found.path}:{found.line}"))}
    message = _(
        "no long holiday of ours is near on {day}: write when the next one comes closer"
    ).format(day=task.day)
    return Unfit(message, _("need not know yet"))


def _holidays(task: Task) -> list[LongHoliday]:
    """Those to come: near ones, or for somebody who is named within a good third of a year."""
    if task.is_bulk:
        return own_holidays_near(task.book, task.day, task.day)
    until = date.fromordinal(min(task.day.toordinal() + AHEAD, date.max.toordinal()))
    return long_holidays(task.book, task.day, until)


def _is_told(task: Task, first: int) -> bool:
    """Whether a notice went out within a quarter before the holiday."""
    return any(
        TAG in touch.tags and touch.goes_out and first - 90 <= touch.date.toordinal()
        for touch in task.case.course
    )


EVENTS = (
    Purpose("exhibition", "an exhibition of their company to come", ("event",), _exhibition),
    Purpose(
        "factory-holiday", "a long holiday of ours that is near", ("holiday",), _factory_holiday
    ),
)
