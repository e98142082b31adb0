"""The day it is for a book."""

from __future__ import annotations

from datetime import date, datetime


def today_in(zone: str | None) -> date:
    """The day it is, here or in a time zone, whichever is further on; an unknown zone counts as
    none."""
    here = date.today()
    if zone is None:
        return here
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return max(here, datetime.now(ZoneInfo(zone)).date())
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return here
