"""A country's working days: weekend, public holidays, and what its dossier adds (M20)."""

from __future__ import annotations

from datetime import date, timedelta

from dossierkit.book.countries import country_facts
from dossierkit.book.holidays import NONE, Holidays, HolidaySource, public_holidays
from dossierkit.schema.country import WEEKDAYS, Country, ExtraDay
from dossierkit.text.translation import N_

SATURDAY_AND_SUNDAY = frozenset((5, 6))
WEEKEND = N_("weekend")
"""What keeps people from work where it is no holiday."""


class WorkCalendar:
    """Which days people work. Holidays are computed a year at a time, when first asked for."""

    def __init__(
        self,
        weekend: frozenset[int],
        code: str | None = None,
        subdivision: str | None = None,
        extra: tuple[ExtraDay, ...] = (),
        source: HolidaySource = public_holidays,
    ) -> None:
        self.weekend = weekend
        self._code = code
        self._subdivision = subdivision
        self._extra = [day for day in extra if day.date is not None]
        self._source = source
        self._years: dict[int, Holidays] = {}

    def day_off(self, day: date) -> str | None:
        """What keeps people from work on a day (a holiday's name, or `WEEKEND`), or None."""
        for extra in self._extra:
            if _falls_on(extra, day):
                if extra.kind == "workday":
                    return None
                if extra.kind != "feast":
                    return extra.name or "holiday"
        holidays = self._holidays(day.year)
        if day in holidays.workdays:
            return None
        name = holidays.days_off.get(day)
        if name:
            return name
        return WEEKEND if day.weekday() in self.weekend else None

    def holiday(self, day: date) -> str | None:
        """The public holiday on a day by its name, also on a weekend; None if there is none."""
        name = self.day_off(day)
        return None if name == WEEKEND else name

    def has_holidays(self, year: int) -> bool:
        """Whether any public holiday of a year is known; if not, none means nothing.

        Not so of Ukraine, where holidays are worked, and of years that no calendar reaches.
        """
        own = any(
            day.kind in (None, "holiday") and day.date and day.date.year in (None, year)
            for day in self._extra
        )
        return own or bool(self._holidays(year).days_off)

    def has_make_up_days(self, year: int) -> bool:
        """Whether make-up working days of a year are known: China's calendar is then announced."""
        own = any(
            day.kind == "workday" and day.date and day.date.year in (None, year)
            for day in self._extra
        )
        return own or bool(self._holidays(year).workdays)

    def feasts(self, day: date) -> list[str]:
        """The feasts on which people work, that the country's dossier names for a day."""
        return [
            extra.name or "feast"
            for extra in self._extra
            if extra.kind == "feast" and _falls_on(extra, day)
        ]

    def next_working_day(self, day: date) -> date:
        """The day itself if people work, else the first one after it on which they do.

        Where no working day comes within a year (a weekend of seven days), the day itself.
        """
        for step in range(min(366, (date.max - day).days + 1)):
            candidate = day + timedelta(days=step)
            if self.day_off(candidate) is None:
                return candidate
        return day

    def last_working_day(self, day: date) -> date:
        """The day itself if people work, else the last one before it on which they do.

        Where there was no working day for a year, the day itself.
        """
        for step in range(min(366, (day - date.min).days + 1)):
            candidate = day - timedelta(days=step)
            if self.day_off(candidate) is None:
                return candidate
        return day

    def _holidays(self, year: int) -> Holidays:
        if self._code is None:
            return NONE
        if year not in self._years:
            try:
                self._years[year] = self._source(self._code, year, self._subdivision)
            except ValueError:
                self._years[year] = self._source(self._code, year, None)
        return self._years[year]


def _falls_on(extra: ExtraDay, day: date) -> bool:
    when = extra.date
    if when is None or (when.year or day.year) != day.year:
        return False
    return (when.month, when.day) == (day.month, day.day)


def calendar_of(
    code: str | None, country: Country | None, source: HolidaySource = public_holidays
) -> WorkCalendar:
    """The working days of a country: its dossier's word first, then the packaged data; `source`
    gives the public holidays.

    Without a known country: Saturday and Sunday off, and no holidays.
    """
    facts = country_facts(code) if code else None
    weekend = facts.weekend if facts else SATURDAY_AND_SUNDAY
    if country is None:
        return WorkCalendar(weekend, facts.code if facts else None, source=source)
    if country.weekend:
        weekend = frozenset(WEEKDAYS.index(name) for name in country.weekend)
    rules = country.holidays
    calendar = rules.calendar or (facts.code if facts else None)
    return WorkCalendar(weekend, calendar, rules.subdivision, rules.extra, source)
