"""The days of the week by name, in the language spoken: `strftime` knows the system's alone."""

from __future__ import annotations

from datetime import date

from dossierkit.text.translation import N_, _

_NAMES = (
    (N_("Mon"), N_("Monday")),
    (N_("Tue"), N_("Tuesday")),
    (N_("Wed"), N_("Wednesday")),
    (N_("Thu"), N_("Thursday")),
    (N_("Fri"), N_("Friday")),
    (N_("Sat"), N_("Saturday")),
    (N_("Sun"), N_("Sunday")),
)


def short_weekday(day: date) -> str:
    """`Mon`, for a column."""
    return _(_NAMES[day.weekday()][0])


def weekday(day: date) -> str:
    """`Monday`, for a sentence."""
    return _(_NAMES[day.weekday()][1])
