"""Days of the week by name."""

from __future__ import annotations

from datetime import date, timedelta

from dossierkit.text.weekdays import short_weekday, weekday


def test_the_days_of_a_week() -> None:
    days = [date(2026, 11, 16) + timedelta(number) for number in range(7)]
    assert [short_weekday(day) for day in days] == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    assert [weekday(day) for day in days[::3]] == ["Monday", "Thursday", "Sunday"]
