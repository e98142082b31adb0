"""Occasions for a greeting, and whether this person keeps them (M8, M42).

Never a greeting of another faith: a religious feast is greeted only where that person's religion
is recorded, with their consent to record it. A country decides between the two dates of Christmas.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from dossierkit.schema.company import Company
from dossierkit.schema.customer import CHRISTIAN, Customer
from dossierkit.schema.sensitive import may_use_sensitive
from dossierkit.schema.values import Birthday
from dossierkit.text.translation import _

SEASON = "season"
"""The friendly word for no special day, and the default."""

FAITHS: dict[str, tuple[str, ...]] = {
    "christmas": CHRISTIAN,
    "orthodox-christmas": ("christian", "orthodox"),
    "easter": ("christian", "catholic", "protestant"),
    "orthodox-easter": ("christian", "orthodox"),
    "eid-al-fitr": ("muslim",),
    "eid-al-adha": ("muslim",),
    "ramadan": ("muslim",),
    "diwali": ("hindu",),
    "rosh-hashanah": ("jewish",),
    "hanukkah": ("jewish",),
    "passover": ("jewish",),
    "vesak": ("buddhist",),
    "vaisakhi": ("sikh",),
    "gurpurab": ("sikh",),
}
"""Religious occasions, with the religions (as in `religion:`) that keep them."""

CARE = ("ramadan",)
"""Begins a time of fasting: a considerate word, no congratulation."""

PERSONAL = ("birthday", "wedding", "company")
NEW_YEARS = ("new-year", "lunar-new-year", "nowruz", "songkran")
FAMILY_DAYS = ("thanksgiving", "mid-autumn")
SECULAR = (*NEW_YEARS, *FAMILY_DAYS, "weekend", SEASON)
OCCASIONS = (*PERSONAL, *FAITHS, *SECULAR)
"""The fixed names; all but `season` and `weekend` are also tags of log lines."""

CHRISTMAS_IN_JANUARY = frozenset(
    ("by", "eg", "er", "et", "ge", "kg", "kz", "md", "me", "mk", "rs", "ru")
)
"""Countries whose (Orthodox) Christians keep 7 January; Ukraine left them in 2023."""

ORTHODOX_EASTER = CHRISTMAS_IN_JANUARY | {"bg", "cy", "gr", "ro", "ua"}
"""Countries whose Christians keep Easter by the eastern reckoning."""

DAYS_AROUND = 3
"""A personal day is greeted from so many days before until so many after (DESIGN 3)."""


class NotKept(NamedTuple):
    """Why an occasion is not this person's, as a sentence."""

    sentence: str


def not_kept(occasion: str, customer: Customer, country: str | None, on: date) -> NotKept | None:
    """Why this person must not get a greeting for an occasion on a day; None if they may.

    `country` is the code of where they live, in lower case. Only religious occasions are refused:
    whoever names a person and a birthday knows better than a rule.
    """
    faiths = FAITHS.get(occasion)
    if faiths is None:
        return None
    religion = customer.religion
    if religion is None:
        return NotKept(
            _("whether they keep {occasion} is not known: no 'religion' is recorded").format(
                occasion=occasion
            )
        )
    if not may_use_sensitive(customer, on):  # whichever it is: who asks for each must not learn it
        return NotKept(
            _("their religion is recorded without 'consent.sensitive': no {occasion}").format(
                occasion=occasion
            )
        )
    if religion not in faiths:
        return NotKept(_("their religion does not keep {occasion}").format(occasion=occasion))
    return elsewhere(occasion, religion, country)


def elsewhere(occasion: str, religion: str, country: str | None) -> NotKept | None:
    """Why Christians of a country keep another Christmas or Easter; None if this one is theirs."""
    if "easter" in occasion:
        return _easter_elsewhere(occasion, religion, country)
    return _christmas_elsewhere(occasion, religion, country)


def _easter_elsewhere(occasion: str, religion: str, country: str | None) -> NotKept | None:
    """`orthodox` people keep the eastern Easter wherever they live, but for Finland; the country
    decides for `christian`; `catholic` and `protestant` have the western."""
    if religion == "orthodox" and country == "fi":
        return NotKept(_("the Orthodox of Finland keep Easter with the western churches"))
    is_eastern = religion == "orthodox" or country in ORTHODOX_EASTER
    if religion not in ("christian", "orthodox") or is_eastern == (occasion == "orthodox-easter"):
        return None
    kept = _("Orthodox Easter") if is_eastern else _("the western Easter")
    return NotKept(_("{kept} is kept in '{country}'").format(kept=kept, country=country or "?"))


def _christmas_elsewhere(occasion: str, religion: str, country: str | None) -> NotKept | None:
    """The country decides between 25 December and 7 January for `christian` and `orthodox`."""
    if religion not in ("christian", "orthodox") or "christmas" not in occasion:
        return None
    if religion == "orthodox" and country is None:
        return NotKept(_("which Christmas they keep is not known: no 'country' is recorded"))
    is_january = country in CHRISTMAS_IN_JANUARY
    if is_january == (occasion == "orthodox-christmas"):
        return None
    kept, other = (_("7 January"), _("25 December"))
    kept, other = (kept, other) if is_january else (other, kept)
    return NotKept(
        _("Christmas is kept on {kept} in '{country}', not on {other}").format(
            kept=kept, country=country or "?", other=other
        )
    )


def personal_day(occasion: str, customer: Customer, company: Company | None) -> Birthday | None:
    """The recorded day of a personal occasion; None for others, and where it is not known."""
    if occasion == "birthday":
        return customer.birthday
    if occasion == "wedding":
        return customer.family_life.anniversary
    founded = company.founded if company and occasion == "company" else None
    if founded and founded.month and founded.day:
        return Birthday(founded.month, founded.day, founded.year)
    return None


def years(occasion: str, customer: Customer, company: Company | None, on: date) -> int | None:
    """The years that an anniversary completes; a birthday has none, for age is not our matter."""
    if occasion == "company":
        return on.year - company.founded.year if company and company.founded else None
    day = customer.family_life.anniversary if occasion == "wedding" else None
    return on.year - day.year if day and day.year else None


def is_near(day: Birthday | None, on: date) -> bool:
    """Whether a day of the year is at most `DAYS_AROUND` away; 29 February counts as the 28th."""
    if day is None:
        return False
    return any(
        abs((in_year(day, year) - on).days) <= DAYS_AROUND
        for year in (on.year - 1, on.year, on.year + 1)
    )


def in_year(day: Birthday, year: int) -> date:
    """A day of the year in one year; 29 February is kept on the 28th in common years."""
    try:
        return date(year, day.month, day.day)
    except ValueError:
        return date(year, day.month, 28)
