"""Days and times as a form has them."""

from __future__ import annotations

import re
from datetime import date, time

from dossierkit.schema.days import parse_day
from dossierkit.schema.times import parse_duration
from dossierkit.schema.types import Refused as NoDuration
from dossierkit.text.translation import _
from dossierkit.web.writing import Refused


def day_of_form(text: str, today: date, field: str) -> date:
    """The day that was typed: 2026-11-25, fri, +3d; raises Refused."""
    day = parse_day(text, today)
    if day is None:
        said = _("'{word}' is no date; write it as 2026-11-25, today, +3d or fri")
        raise Refused(said.format(word=text), field)
    return day


def time_of_form(text: str, field: str) -> time | None:
    """The time that was typed, if any: 9:30; raises Refused."""
    if not text.strip():
        return None
    match = re.fullmatch(r"(\d{1,2}):(\d{2})", text.strip(), re.ASCII)
    if match is None or int(match.group(1)) > 23 or int(match.group(2)) > 59:
        said = _("'{word}' is no time; write it as 09:30")
        raise Refused(said.format(word=text), field)
    return time(int(match.group(1)), int(match.group(2)))


def step_of_form(day: str, what: str, today: date, field: str) -> str | None:
    """The next step that was typed, as it stands in a file, if any: `3d` is counted from today.

    Raises Refused for something to do without a day, and for a day that is past.
    """
    what = " ".join(what.split())
    if not day.strip():
        if what:
            raise Refused(_("say by which day: 2026-11-25, fri or 3d"), field)
        return None
    found = _ahead(day.strip(), today) or day_of_form(day, today, field)
    if found < today:
        raise Refused(_("{day} is past; name today or a later day").format(day=found), field)
    return f"{found} {what}".rstrip()


def _ahead(word: str, today: date) -> date | None:
    try:
        return parse_duration(word.lower()).after(today)
    except (NoDuration, ValueError):
        return None
