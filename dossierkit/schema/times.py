"""Types of dates and durations."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from dossierkit.schema.reading import Reading
from dossierkit.schema.types import Positioned, Refused, ScalarType, says_no
from dossierkit.schema.values import (
    Agreement,
    Birthday,
    DatedText,
    Duration,
    PartialDate,
    Rhythm,
)
from dossierkit.text.nodes import Node
from dossierkit.text.translation import _

_DURATION = re.compile(r"(\d{1,4}) ?([dwm])")
_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_DAY_OF_YEAR = re.compile(r"(?:(\d{4})-)?(\d{2})-(\d{2})")
_DATED = re.compile(r"(\d{4}-\d{2}(?:-\d{2})?)(?:\s+(.*))?", re.DOTALL)
_END = re.compile(r"\b(?:until|till)\b[ :]*(.*)", re.IGNORECASE)
_LATER = re.compile(r"(?<![0-9-])20[0-9]{2}(?:-[0-9]{2}){0,2}(?![0-9-])")


def parse_date(text: str) -> date:
    """A full date; raises Refused."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise _impossible(text) from None
    raise Refused("date", _("'{text}' is no date").format(text=text), _("write it as YYYY-MM-DD"))


def _impossible(text: str) -> Refused:
    return Refused(
        "impossible-date",
        _("there is no day {text}").format(text=text),
        _("mend the day or the month"),
    )


@lru_cache(4096)
def parse_partial(text: str) -> PartialDate:
    """A year, a month or a day; raises Refused."""
    match = _PARTIAL.fullmatch(text)
    if match is None or not text.isascii():
        raise Refused(
            "date",
            _("'{text}' is no date").format(text=text),
            _("write YYYY, YYYY-MM or YYYY-MM-DD"),
        )
    parts = [int(part) for part in match.groups() if part]
    partial = PartialDate(*parts)
    try:
        partial.first_day()
    except ValueError:
        raise _impossible(text) from None
    return partial


@lru_cache(1024)
def parse_birthday(text: str) -> Birthday:
    """MM-DD or YYYY-MM-DD; raises Refused."""
    match = _DAY_OF_YEAR.fullmatch(text)
    if match is None or not text.isascii():
        hint = _("write it as MM-DD, or YYYY-MM-DD if the year is known")
        raise Refused("date", _("'{text}' is no birthday").format(text=text), hint)
    year, month, day = match.groups()
    try:
        date(int(year) if year else 2000, int(month), int(day))
    except ValueError:
        raise _impossible(text) from None
    return Birthday(int(month), int(day), int(year) if year else None)


def parse_duration(text: str) -> Duration:
    """A duration in days, weeks or calendar months; raises Refused."""
    match = _DURATION.fullmatch(text)
    if match is None or not text.isascii() or int(match.group(1)) == 0:
        raise Refused(
            "duration",
            _("'{text}' is no duration").format(text=text),
            _("write it as 10d, 2w or 1m"),
        )
    count = int(match.group(1))
    if match.group(2) == "m":
        return Duration(months=count)
    return Duration(days=count * 7 if match.group(2) == "w" else count)


@lru_cache(256)
def parse_rhythm(text: str) -> Rhythm:
    """A duration, or a window of two as in `3d-4d`; raises Refused."""
    first, dash, last = (part.strip() for part in text.partition("-"))
    rhythm = Rhythm(parse_duration(first), parse_duration(last if dash else first))
    start = date(2000, 1, 1)
    if rhythm.last.after(start) < rhythm.first.after(start):
        raise Refused(
            "duration",
            _("'{text}' ends before it begins").format(text=text),
            _("write it as 3d-4d"),
        )
    return rhythm


def parse_dated(text: str, line: int) -> DatedText:
    """A date, possibly partial, and what then; raises Refused."""
    match = _DATED.fullmatch(text.strip())
    if match is None or not match.group(1).isascii():
        hint = _("write a date, then what: 2026-11-25 answer on L/C terms")
        raise Refused("date", _("'{text}' does not begin with a date").format(text=text), hint)
    words = " ".join((match.group(2) or "").split())
    return DatedText(parse_partial(match.group(1)).first_day(), words, line)


def parse_agreement(text: str, line: int) -> Agreement:
    """The day of an agreement, how it was given, and perhaps `until` and its last day at the end;
    raises Refused.

    A later date without `until` is refused, too: whoever wrote it most likely meant an end.
    """
    try:
        dated = parse_dated(text, line)
    except Refused as refused:
        hint = _("write the day and how they agreed: 2025-04-17 told me herself until 2027-04-17")
        raise Refused(refused.code, refused.message, hint) from None
    match = _END.search(dated.text)
    if match:
        return Agreement(*dated, until=_last_day(match.group(1), dated.date))
    for found in _LATER.findall(dated.text):
        if found > dated.date.isoformat()[: len(found)]:
            hint = _("if the consent ends then, write its last day at the end: … until 2027-04-17")
            raise Refused(
                "date", _("'{found}' stands there without 'until'").format(found=found), hint
            )
    return Agreement(*dated)


def _last_day(text: str, first: date) -> date:
    try:
        last = parse_date(text)
    except Refused as refused:
        hint = _("write the last day, and nothing behind it: … until 2027-04-17")
        raise Refused(refused.code, refused.message, hint) from None
    if last < first:
        message = _("it ends on {last}, before it begins").format(last=last)
        raise Refused("date", message, _("mend one of the two days"))
    return last


class OptOutDay(Positioned[DatedText]):
    """The day and the way of an opt-out. A plain `no` is none; whatever can't be read is a finding,
    and an opt-out all the same (`Consent`)."""

    def read(self, node: Node, reading: Reading) -> DatedText | None:
        return None if says_no(node) else super().read(node, reading)


def _parse_opt_out(text: str, line: int) -> DatedText:
    try:
        return parse_dated(text, line)
    except Refused as refused:
        hint = _("write the day and how they said it: 2026-11-20 by mail")
        raise Refused(refused.code, refused.message, hint) from None


DATE = ScalarType("a date", parse_date, "2026-11-25")
PARTIAL_DATE = ScalarType("a year, month or day", parse_partial, "2025-04")
BIRTHDAY = ScalarType("a birthday", parse_birthday, "04-12")
DURATION = ScalarType("a duration", parse_duration, "10d")
RHYTHM = ScalarType("a duration or window", parse_rhythm, "3d-4d")
DATED_TEXT = Positioned("a date and what then", parse_dated, "2026-11-25 answer on L/C terms")
AGREEMENT = Positioned(
    "a date, how they agreed, and perhaps until when",
    parse_agreement,
    "2025-04-17 told me herself until 2027-04-17",
)
OPT_OUT_DAY = OptOutDay("a date and how they said it", _parse_opt_out, "2026-11-20 by mail")
