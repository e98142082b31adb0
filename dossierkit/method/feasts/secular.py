"""New Years and family days, which a country keeps whatever people believe (M42)."""

from __future__ import annotations

from datetime import date

from dossierkit.schema.customer import Customer
from dossierkit.schema.sensitive import may_use_sensitive

_LUNAR = frozenset(("cn", "hk", "kp", "kr", "mn", "mo", "sg", "tw", "vn"))
"""Countries in which most people keep the Lunar New Year."""

_LUNAR_OF_SOME = frozenset(("bn", "id", "mu", "my", "ph", "sr"))
"""Countries that have it as a public holiday for a part of their people."""

_COUNTRIES = {
    "nowruz": frozenset(("az", "ir", "kg", "kz", "tj", "tm", "uz")),
    "songkran": frozenset(("th",)),
    "mid-autumn": frozenset(("cn", "hk", "kr", "mo", "tw")),
    "thanksgiving": frozenset(("as", "ca", "gu", "mp", "pr", "us", "vi")),
}

_OTHER_NEW_YEAR = ("hindu", "jewish", "muslim", "sikh")
"""Religions of which nobody is greeted for the Lunar New Year, wherever they live."""


def keeps_secular(occasion: str, customer: Customer, country: str | None, on: date) -> bool:
    """Whether somebody keeps a New Year or family day, as far as where they live says.

    `country` is an ISO code in lower case; without one nobody does. `new-year` holds everywhere:
    whether 1 January is a holiday there is for the country's calendar to say. The Lunar New Year
    is kept by all in some countries; in others by Buddhists and Taoists whose consent is in force
    on the day, and by those who write Chinese.
    """
    if occasion == "lunar-new-year":
        return _keeps_lunar(customer, country, on)
    if occasion == "new-year":
        return country is not None
    return country in _COUNTRIES[occasion]


def _keeps_lunar(customer: Customer, country: str | None, on: date) -> bool:
    if customer.religion in _OTHER_NEW_YEAR or country is None:
        return False
    if country in _LUNAR:
        return True
    writes_chinese = (customer.language.prefers or "").split("-")[0] == "zh"
    told_us = customer.religion in ("buddhist", "taoist") and may_use_sensitive(customer, on)
    return country in _LUNAR_OF_SOME and (writes_chinese or told_us)
