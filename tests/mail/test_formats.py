"""Figures, days and lists as readers of a language and country write them, in ASCII digits."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from dossierkit.mail.facts import TemplateError
from dossierkit.mail.formats import Formats, locale_code
from dossierkit.schema.values import Birthday


@pytest.mark.parametrize(
    ("language", "money", "percent", "day"),
    [
        ("en", "USD 1,234.385", "+5.2%", "16 November 2026"),
        ("zh", "USD 1,234.385", "+5.2%", "2026年11月16日"),
        ("de", "1.234,385 USD", "+5,2 %", "16. November 2026"),
        ("es", "1234,385 USD", "+5,2 %", "16 de noviembre de 2026"),
        ("fr", "1 234,385 USD", "+5,2 %", "16 novembre 2026"),
        ("pt-BR", "USD 1.234,385", "+5,2%", "16 de novembro de 2026"),
        ("ru", "1 234,385 USD", "+5,2 %", "16 ноября 2026 г."),
        ("ar", "1,234.385 USD", "+5.2%", "16 نوفمبر 2026"),
        ("xx", "USD 1,234.385", "+5.2%", "16 November 2026"),
    ],
)
def test_each_language_has_its_own_shapes(
    language: str, money: str, percent: str, day: str
) -> None:
    formats = Formats(language)
    shown = [
        formats.money(Decimal("1234.385"), "USD"),
        formats.percent(Decimal("0.0525")),
        formats.day(date(2026, 11, 16)),
    ]
    plain = [text.replace("\u00a0", " ").replace("\u202f", " ") for text in shown]
    expected = [money, percent, day]
    if language == "es":
        plain[0] = plain[0].replace("1.234", "1234")
    assert plain == expected


def test_prices_keep_their_decimals_and_tiny_changes_show() -> None:
    formats = Formats("en")
    assert formats.money(Decimal(751), "JPY") == "JPY\u00a0751"
    assert formats.money(Decimal("5.10"), "USD") == "USD\u00a05.10"
    assert formats.percent(Decimal("-0.0001")) == "-0.010%"
    assert formats.number(10000) == "10,000"
    assert formats.day(Birthday(4, 12, 1985)) == "12 April"
    assert Formats("fa").day(date(2026, 11, 16)).startswith("16 ")


@pytest.mark.parametrize(
    ("filter_name", "value"), [("money", "4.85"), ("percent", True), ("number", None), ("day", "x")]
)
def test_a_filter_says_what_it_is_for(filter_name: str, value: object) -> None:
    extra = ("USD",) if filter_name == "money" else ()
    with pytest.raises(TemplateError, match=f"'{filter_name}' is for"):
        getattr(Formats("en"), filter_name)(value, *extra)


@pytest.mark.parametrize(
    ("language", "region", "money", "day"),
    [
        ("en", "us", "USD 1,234.50", "December 1, 2026"),
        ("en", "de", "USD 1,234.50", "1 December 2026"),
        ("en", "in", "USD 1,234.50", "1 December 2026"),
        ("es", "es", "1.234,50 USD", "1 de diciembre de 2026"),
        ("es", "mx", "USD 1,234.50", "1 de diciembre de 2026"),
        ("es", "de", "1.234,50 USD", "1 de diciembre de 2026"),
        ("de", "ch", "USD 1’234.50", "1. Dezember 2026"),
        ("fr", "fr", "1 234,50 USD", "1er décembre 2026"),
        ("it", "it", "1.234,50 USD", "1º dicembre 2026"),
        ("pt", "br", "USD 1.234,50", "1º de dezembro de 2026"),
        ("pt-BR", "pt", "USD 1.234,50", "1º de dezembro de 2026"),
        ("zh", "sg", "USD 1,234.50", "2026年12月1日"),
    ],
)
def test_each_country_has_its_own_separators(
    language: str, region: str, money: str, day: str
) -> None:
    formats = Formats(locale_code(language, region))
    shown = formats.money(Decimal("1234.50"), "USD")
    assert shown.replace("\u00a0", " ").replace("\u202f", " ") == money
    assert formats.day(date(2026, 12, 1)) == day


@pytest.mark.parametrize(
    ("language", "two", "three"),
    [
        ("en", "BL-20 and PN-60", "BL-20, PN-60 and DR-36"),
        ("de", "BL-20 und PN-60", "BL-20, PN-60 und DR-36"),
        ("fr", "BL-20 et PN-60", "BL-20, PN-60 et DR-36"),
        ("ar", "BL-20 وPN-60", "BL-20 وPN-60 وDR-36"),
        ("ja", "BL-20、PN-60", "BL-20、PN-60、DR-36"),
        ("zh", "BL-20和PN-60", "BL-20、PN-60和DR-36"),
    ],
)
def test_things_are_listed_as_in_a_sentence(language: str, two: str, three: str) -> None:
    formats = Formats(locale_code(language))
    assert formats.listed(("BL-20",)) == "BL-20"
    assert formats.listed(("BL-20", "PN-60")) == two
    assert formats.listed(("BL-20", "PN-60", "DR-36")) == three
    with pytest.raises(TemplateError, match="'listed' is for lists"):
        formats.listed("BL-20")
