"""What a clock shows somewhere, and whether people are at work there. Needs no book."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


class LocalTime(NamedTuple):
    """A moment on the customer's clock."""

    time: datetime
    at_work: bool


def local_time(
    zone: str, now: datetime, is_day_off: Callable[[date], bool], hours: tuple[int, int]
) -> LocalTime | None:
    """The moment `now` (aware) in a time zone, and whether it is working time; None if unknown.

    `hours` are the first one of work and that at which people leave.
    """
    try:
        there = now.astimezone(ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
    is_open = hours[0] <= there.hour < hours[1] and not is_day_off(there.date())
    return LocalTime(there, is_open)
