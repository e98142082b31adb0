"""Days as one says them, seen from today."""

from __future__ import annotations

import re
from datetime import date

from dossierkit.schema.values import Duration

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NAMED = {"today": 0, "tomorrow": 1, "yesterday": -1}


def parse_day(text: str, today: date) -> date | None:
    """The day a word means, seen from today; None if it means none.

    2026-11-25, today, tomorrow, yesterday, fri (today or the next), and +3d, -2w, +6m, -5y: days,
    weeks, calendar months and years. The calendar ends where Python's does.
    """
    word = text.strip().lower()
    if word in _NAMED:
        return _moved(today, Duration(days=_NAMED[word]))
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", word, re.ASCII):
        try:
            return date.fromisoformat(word)
        except ValueError:
            return None
    if word[:1] in ("+", "-"):
        duration = _duration(word[1:])
        sign = 1 if word[0] == "+" else -1
        return duration and _moved(today, Duration(sign * duration.days, sign * duration.months))
    for number, name in enumerate(_WEEKDAYS):
        if word in (name, name[:3]):
            return _moved(today, Duration(days=(number - today.weekday()) % 7))
    return None


def _duration(text: str) -> Duration | None:
    match = re.fullmatch(r"(\d{1,4})([dwmy])", text, re.ASCII)
    if match is None:
        return None
    count, unit = int(match.group(1)), match.group(2)
    if unit in "my":
        return Duration(months=12 * count if unit == "y" else count)
    return Duration(days=7 * count if unit == "w" else count)


def _moved(day: date, duration: Duration) -> date:
    try:
        return duration.after(day)
    except ValueError:
        return date.max if duration > Duration() else date.min
