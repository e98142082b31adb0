"""Reading a log: dates, events, directions, amounts, with the right form for a wrong line."""

from __future__ import annotations

import re
from datetime import date, time
from decimal import Decimal
from itertools import pairwise
from typing import Literal, cast

from dossierkit.text.event import DIRECTIONS, Direction, Log, LogLine, Money
from dossierkit.text.fence import Span
from dossierkit.text.log_items import Item, log_items, report_form
from dossierkit.text.source import Source
from dossierkit.text.translation import _

_LINE = re.compile(
    r"(?P<date>\d{4}-\d{2}-\d{2})"
    r"(?:[ \t]+(?P<time>\d{1,2}:\d{2}))?"
    r"[ \t]+(?P<event>[A-Za-z-]+)"
    r"(?:[ \t]+(?P<direction>in|out))?"
    r"(?:[ \t]+(?P<currency>[A-Z]{3})[ \t]+(?P<amount>\d[\d,]*(?:\.\d+)?))?"
    r"(?:[ \t]+by[ \t]+(?P<member>[a-z0-9][a-z0-9-]*))?"
    r"[ \t]*:[ \t]*(?P<text>.*)$"
)
_AMOUNT = re.compile(r"\d+(?:\.\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_TAG = re.compile(r"(?<![^\s(])#([^\W_][\w-]*)")
_VALID = re.compile(r"\bvalid(?:[ \t]+(?:until|till|to|through|thru))?[ \t]+(\d{4}-\d{2}-\d{2})\b")


def read_log(source: Source, body: Span) -> Log:
    """The log that stands in the body of a file.

    Findings: `log-line` (with the right form), `unknown-event`, `impossible-date`,
    `impossible-time`, `amount`, `second-log` (a warning). A line with a finding is left out.
    """
    lines: list[LogLine] = []
    for item in log_items(source, body):
        if source.is_full:
            break
        line = _read_item(source, item, len(lines))
        if line is not None:
            lines.append(line)
    return Log(tuple(lines), _is_newest_first(lines))


def _is_newest_first(lines: list[LogLine]) -> bool:
    steps = [(b.date > a.date) - (b.date < a.date) for a, b in pairwise(lines)]
    return sum(steps) < 0


def _read_item(source: Source, item: Item, position: int) -> LogLine | None:
    match = _LINE.match(item.text)
    if match is None:
        _explain(source, item)
        return None
    day_text, clock_text, event, direction, currency, amount, member, words = match.groups()
    day = _read_date(source, item.offset, day_text)
    clock = _read_time(source, item, match) if clock_text else None
    if event not in DIRECTIONS:
        _report_event(source, item.offset + match.start("event"), event)
        return None
    if amount and not _AMOUNT.fullmatch(amount):
        message = _("'{amount}' is no amount").format(amount=amount)
        hint = "write 12400, 12400.50 or 12,400.50"
        source.report(item.offset + match.start("amount"), "amount", message, hint)
        return None
    text = " ".join([words.strip(), *item.more]).strip()
    valid, valid_is_right = _read_valid(source, item, text) if event == "quote" else (None, True)
    if day is None or clock is False or not valid_is_right:
        return None
    return LogLine(
        day,
        clock,
        event,
        cast(Direction, direction) or DIRECTIONS[event],
        Money(currency, Decimal(amount.replace(",", ""))) if amount else None,
        member,
        text,
        valid,
        tuple(_TAG.findall(text)) if "#" in text else (),
        item.line,
        position,
    )


def _read_date(source: Source, offset: int, text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = _("there is no day {text}").format(text=text)
        source.report(offset, "impossible-date", message, _("mend the day or the month"))
        return None


def _read_time(source: Source, item: Item, match: re.Match[str]) -> time | Literal[False]:
    text = match.group("time")
    hours, minutes = map(int, text.split(":"))
    if hours > 23 or minutes > 59:
        offset = item.offset + match.start("time")
        source.report(
            offset,
            "impossible-time",
            _("there is no time {text}").format(text=text),
            _("write it as 09:30"),
        )
        return False
    return time(hours, minutes)


def _read_valid(source: Source, item: Item, text: str) -> tuple[date | None, bool]:
    """The last day of a quote, and whether it could be read."""
    match = _VALID.search(text)
    if match is None:
        return None, True
    place = item.text.find(match.group(1))
    day = _read_date(source, item.offset + max(place, 0), match.group(1))
    return day, day is not None


def _report_event(source: Source, offset: int, event: str) -> None:
    from difflib import get_close_matches

    near = get_close_matches(event.lower(), DIRECTIONS, 1)
    hint = (
        _("did you mean '{near}'?").format(near=near[0])
        if near
        else _("the events are: {directions}").format(directions=" ".join(DIRECTIONS))
    )
    source.report(offset, "unknown-event", _("'{event}' is no event").format(event=event), hint)


def _explain(source: Source, item: Item) -> None:
    """Says what is wrong with a line that is not of the form."""
    text = item.text
    match = re.match(r"(\d{4}-\d{2}-\d{2})\b", text)
    if match is None:
        if re.match(r"\d", text):
            message = _("the date is not written as YYYY-MM-DD")
        else:
            message = _("the line does not begin with a date")
    elif _read_date(source, item.offset, match.group()) is None:
        return
    elif "：" in text and ":" not in text.split("：")[0].split(" ", 2)[-1]:
        message = _("the colon after the event is a full-width '：'")
    elif ":" not in text[match.end() :]:
        message = _("the ':' before the text is missing")
    else:
        _explain_middle(source, item, match.end())
        return
    report_form(source, item.offset, message)


def _explain_middle(source: Source, item: Item, start: int) -> None:
    middle = item.text[start:]
    words = re.match(r"[ \t]+(?:\d{1,2}:\d{2}[ \t]+)?(\S+?):?(?:[ \t]|$)", middle)
    if words and words.group(1) not in DIRECTIONS:
        _report_event(source, item.offset + start + words.start(1), words.group(1))
        return
    said = middle.split(":")[0].strip()
    report_form(
        source,
        item.offset,
        _("'{said}' is not 'EVENT [in|out] [CURRENCY AMOUNT] [by ID]'").format(said=said),
    )
