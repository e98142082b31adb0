"""The book at a glance."""

from __future__ import annotations

from dossierkit.method.figures.ledger import Share
from dossierkit.method.figures.overview import overview
from dossierkit.report.known import Known
from dossierkit.report.sheet import Cell, Column, Section, Sheet, Shown, Tile, Tiles, shown
from dossierkit.report.wording import several
from dossierkit.text.translation import N_, _

_TITLES = {
    "people": N_("people"),
    "companies": N_("companies"),
    "countries": N_("countries"),
    "customers": N_("actual customers"),
    "prospects": N_("prospects"),
    "lapsed": N_("lapsed customers"),
    "orders": N_("orders in a year"),
    "value": N_("value in a year"),
    "due": N_("follow-ups due"),
    "late": N_("follow-ups late"),
    "promises-kept": N_("promises kept"),
}
_TILES = (
    "value", "orders", "customers", "prospects", "lapsed", "people",
    "companies", "countries", "due", "late", "promises-kept",
)  # fmt: skip


def section(known: Known) -> Section:
    """People, orders and promises, beside a year before."""
    figures = _figures(known)
    currency = known.ledger.currency
    titles = {key: _(title) for key, title in _TITLES.items()}
    if currency:
        titles["value"] += f", {currency}"
    now = dict(figures)
    tiles = tuple(_tile(titles, key, now[key]) for key in _TILES if now[key][0] is not None)
    return Section(
        name="overview",
        title=_("At a glance"),
        headline=_headline(known),
        method=(
            _(
                "An actual customer ordered in the last 365 days, a lapsed one before that "
                "(M33). A year is 365 days; the year before is the one that ended when this "
                "one began."
            )
        ),
        sheets=(
            Sheet(
                "book",
                _("The book"),
                (
                    Column("figure", "FIGURE"),
                    Column("now", "NOW", is_number=True),
                    Column("before", "A YEAR BEFORE", is_number=True),
                ),
                tuple((Shown(titles[key], key), *cells) for key, cells in figures),
                "",
            ),
        ),
        pictures=(Tiles(_("Key figures"), tiles),) if now["people"][0] else (),
    )


def _headline(known: Known) -> str:
    people = known.ledger.people
    actual = sum(person.standing == "customer" for person in people)
    who = several(len(people), "{count} person", "{count} people")
    return (
        _("{who}, {actual:,} of them actual customers.").format(who=who, actual=actual)
        if people
        else _("Nobody yet.")
    )


def _figures(known: Known) -> list[tuple[str, tuple[Cell, Cell]]]:
    found = overview(known.ledger)
    entries = known.discipline
    shares = [one.kept_share for one in entries if one.kept_share is not None]
    kept = Share(sum(one.part for one in shares), sum(one.whole for one in shares))
    return [
        ("people", (found.people, None)),
        ("companies", (found.companies, None)),
        ("countries", (found.countries, None)),
        ("customers", (found.customers, found.customers_before)),
        ("prospects", (found.prospects, None)),
        ("lapsed", (found.lapsed, None)),
        ("orders", (found.orders, found.orders_before)),
        ("value", (found.value, found.value_before)),
        ("due", (sum(one.due for one in entries), None)),
        ("late", (sum(one.late for one in entries), None)),
        ("promises-kept", (kept if kept.whole else None, None)),
    ]


def _tile(titles: dict[str, str], key: str, cells: tuple[Cell, Cell]) -> Tile:
    now, before = cells
    return Tile(titles[key], shown(now), "" if before is None else shown(before))
