"""What a portrait says of a country: its clock, holidays, money, taste and manners (M18–M23)."""

from __future__ import annotations

from dossierkit.book.book import Book
from dossierkit.book.countries import country_facts
from dossierkit.method.clock import time_there
from dossierkit.method.feasts.days_ahead import AHEAD, days_ahead
from dossierkit.method.local_time import LocalTime
from dossierkit.report.portrait.scene import Scene
from dossierkit.report.portrait.value import Row, called, listed, marks, one_line, row
from dossierkit.schema.country import WEEKDAYS, Country
from dossierkit.text.translation import N_, _, word
from dossierkit.text.weekdays import short_weekday

_TASTE = {
    "sensitive": N_("cheap counts"),
    "balanced": N_("price and quality count"),
    "quality": N_("quality counts"),
}


def _there(clock: LocalTime) -> str:
    time = f"{short_weekday(clock.time)} {clock.time:%H:%M}"
    there = _("{time} there, at work") if clock.at_work else _("{time} there, off work")
    return there.format(time=time)


def country_rows(code: str, scene: Scene, *, whole: bool = False) -> list[Row]:
    """The country: its clock if the day shown is today, its rules, its manners.

    What its dossier does not say comes from the packaged data; `whole` leaves nothing out.
    """
    book = scene.book
    country = country_of(code, book)
    packaged = country_facts(code)
    taste = country.taste
    weekend = sorted(book.calendar(code).weekend)
    most = None if whole else 1
    clock = clock_of(code, scene)
    risk = called(country.fx.risk, "risk")
    return [
        row(
            _("Country"),
            [
                f"{book.country_name(code)} ({code})",
                clock and _there(clock),
                listed((word(WEEKDAYS[day], "weekend") for day in weekend), _("weekend")),
                *_days_off(code, scene),
                country.currency or (packaged.currency if packaged else None),
                risk and _("{risk} currency risk").format(risk=risk),
                one_line(country.fx.note) if whole or country.fx.risk != "low" else None,
                listed(country.certification, _("requires")),
            ],
        ),
        row(
            _("Taste"),
            [
                _(_TASTE.get(taste.price or "", "")),
                called(taste.finish, "finish"),
                listed(taste.colours),
                one_line(taste.note),
            ],
            most=most,
        ),
        row(_("Manners"), map(one_line, country.etiquette), "list" if whole else "flow", most=most),
    ]


def more_country_rows(country: Country) -> list[Row]:
    """What only the portrait of the country itself has room for."""
    people = (
        None
        if country.population is None
        else _("{population:,} people").format(population=country.population)
    )
    wealth = (
        None
        if country.gdp_per_head is None
        else _("USD {gdp_per_head:,} a head").format(gdp_per_head=country.gdp_per_head)
    )
    duties = [" ".join(filter(None, (t.group, t.rate))) for t in country.tariffs]
    return [
        row(_("Market"), [people, wealth, one_line(country.economy), listed(country.industries)]),
        row(_("Duties"), duties),
        row(_("Laws"), [one_line(law) for law in country.regulations], "list"),
        row(_("Relations"), [one_line(country.relations)]),
        row(_("Faiths"), [listed(map(_faith, country.religions.items()))]),
        row(_("Food"), [listed(country.diet)]),
        row(_("Sights"), [listed(country.sights)]),
        marks(country.tags, country.custom),
    ]


def _faith(held: tuple[str, object]) -> str:
    return f"{word(held[0], 'religion')} {held[1]}"


def country_of(code: str, book: Book) -> Country:
    """What a country's dossier says; without one, only its name."""
    dossier = book.countries.get(code)
    return dossier.facts if dossier else Country(name=book.country_name(code))


def clock_of(code: str, scene: Scene) -> LocalTime | None:
    """The time of day there; None for a day that is not today, and where no zone is known."""
    packaged = country_facts(code)
    zones = country_of(code, scene.book).timezones or (packaged.timezones if packaged else ())
    if scene.now is None or not zones:
        return None
    book = scene.book
    return time_there(zones[0], scene.now, book.calendar(code), book.policy.follow_up.working_hours)


def _days_off(code: str, scene: Scene) -> list[str]:
    """The holidays that are near, or that none is known: then no holiday means nothing (M20)."""
    near = days_ahead(scene.book, code, scene.on)
    if near.days_off:
        return [_("off {day} {name}").format(day=one.day, name=one.name) for one in near.days_off]
    if near.is_known:
        return [_("no holiday within {ahead} days").format(ahead=AHEAD)]
    return [_("no holiday data: ask whether they work")]
