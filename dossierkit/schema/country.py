"""What a country's dossier may say (M18–M23)."""

from __future__ import annotations

from typing import Any

from dossierkit.schema.codes import CURRENCY, LANGUAGE, TIME_ZONE
from dossierkit.schema.fact import Group, Record, fact
from dossierkit.schema.times import BIRTHDAY
from dossierkit.schema.types import ANYTHING, NUMBER, PROSE, TEXT, Choice, ListOf, MapOf
from dossierkit.schema.values import Birthday

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Tariff(Record):
    """The duty on a product group (M19)."""

    group: str | None = fact(TEXT, "product group")
    rate: str | None = fact(TEXT, "rate of duty")


class ExtraDay(Record):
    """A day that the packaged calendar does not know, or has wrong (M20)."""

    date: Birthday | None = fact(BIRTHDAY, "a day of every year (MM-DD) or of one", drives=True)
    name: str | None = fact(TEXT, "its name")
    kind: str | None = fact(
        Choice("holiday", "workday", "feast"),
        "a day off, a working day, or a feast on which people work",
        drives=True,
    )


class HolidayRules(Record):
    """Where the public holidays come from (M20)."""

    calendar: str | None = fact(TEXT, "country code of the packaged calendar", drives=True)
    subdivision: str | None = fact(TEXT, "region, for its own holidays", drives=True)
    extra: tuple[ExtraDay, ...] = fact(
        ListOf(Group(ExtraDay)), "days of our own knowledge", drives=True
    )


class CurrencyRisk(Record):
    """The exchange-rate risk (M21)."""

    risk: str | None = fact(
        Choice("low", "medium", "high"),
        "how likely a steep fall is",
        worth=5,
        question="Look at the exchange rate of the last five years",
    )
    note: str | None = fact(PROSE, "what happened before")


class Taste(Record):
    """What consumers want (M22)."""

    price: str | None = fact(
        Choice("sensitive", "balanced", "quality"),
        "price or quality",
        worth=5,
        question="What do people in your country look at first, price or quality?",
    )
    finish: str | None = fact(
        Choice("matte", "glossy", "either"),
        "finish they prefer",
        worth=3,
        question="Which sells better with you, matte or glossy?",
    )
    colours: tuple[str, ...] = fact(
        ListOf(TEXT), "colours they prefer", worth=2, question="Which colours sell best with you?"
    )
    note: str | None = fact(PROSE, "anything else about taste")


class Country(Record):
    """A country we sell to."""

    name: str = fact(TEXT, "name", required=True)
    languages: tuple[str, ...] = fact(
        ListOf(LANGUAGE),
        "languages of letters, the first counts",
        drives=True,
        worth=4,
        question="Look at the websites of companies there",
    )
    currency: str | None = fact(
        CURRENCY, "currency", worth=4, question="Look at the website of its central bank"
    )
    timezones: tuple[str, ...] = fact(
        ListOf(TIME_ZONE),
        "time zones, the main one first",
        drives=True,
        worth=4,
        question="Look for its capital in the list of time zones",
    )
    calling_code: str | None = fact(TEXT, "calling code")
    population: int | None = fact(
        NUMBER, "inhabitants", worth=2, question="Look at the data of the World Bank"
    )
    gdp_per_head: int | None = fact(
        NUMBER,
        "GDP per head in USD (purchasing power)",
        worth=2,
        question="Look at the data of the World Bank",
    )
    economy: str | None = fact(
        PROSE,
        "economic level and outlook",
        worth=3,
        question="Look at the country report of our commercial counsellor there",
    )
    industries: tuple[str, ...] = fact(
        ListOf(TEXT),
        "pillar industries",
        worth=2,
        question="Look at the country report of our commercial counsellor there",
    )
    tariffs: tuple[Tariff, ...] = fact(
        ListOf(Group(Tariff)),
        "duties by product group",
        worth=5,
        question="Look up the HS code of our products in its customs tariff",
    )
    certification: tuple[str, ...] = fact(
        ListOf(TEXT),
        "certification marks required",
        worth=8,
        question="Ask our test laboratory which marks our products need there",
    )
    b2b_email: str | None = fact(
        Choice("opt-in", "opt-out", "consent"),
        "when bulk mail may be written to companies there, if not the packaged rule: once they "
        "bought or asked (opt-in), until they object (opt-out), or only as they agreed (consent)",
    )
    regulations: tuple[str, ...] = fact(
        ListOf(PROSE),
        "laws that matter to us",
        worth=4,
        question="Ask our test laboratory and the forwarder what customs there insist on",
    )
    relations: str | None = fact(
        PROSE,
        "relations with our country",
        worth=1,
        question="Look at the news: trade agreements, extra duties, sanctions",
    )
    weekend: tuple[str, ...] = fact(
        ListOf(Choice(*WEEKDAYS)), "weekend days, if not the packaged ones", drives=True
    )
    holidays: HolidayRules = fact(Group(HolidayRules), "public holidays", drives=True)
    religions: dict[str, str] = fact(
        MapOf(TEXT),
        "religions with their share, or 'majority'",
        worth=3,
        question="Look in an encyclopedia: its religions and their shares",
    )
    fx: CurrencyRisk = fact(Group(CurrencyRisk), "exchange-rate risk")
    taste: Taste = fact(Group(Taste), "consumer taste")
    etiquette: tuple[str, ...] = fact(
        ListOf(PROSE),
        "how to behave",
        worth=4,
        question="What do visitors from abroad usually get wrong?",
    )
    diet: tuple[str, ...] = fact(
        ListOf(PROSE), "food", worth=1, question="What should one have eaten in your country?"
    )
    sights: tuple[str, ...] = fact(
        ListOf(PROSE),
        "sights, for conversation",
        worth=1,
        question="What would you show a guest first?",
    )
    tags: tuple[str, ...] = fact(ListOf(TEXT), "own marks")
    custom: dict[str, Any] = fact(MapOf(ANYTHING), "anything else; see fields in book.yaml")
