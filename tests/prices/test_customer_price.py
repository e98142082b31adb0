"""What Anna pays, and how that comes about."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossierkit.prices.currency import NoRate, conversion, rounded, usual_digits
from dossierkit.prices.customer_price import CustomerPrice, customer_price
from dossierkit.schema.company import Terms
from dossierkit.schema.pricelist import PriceRow, Rates, read_rates
from dossierkit.text.source import Source

DAY = date(2026, 11, 20)


def rates(*rows: str) -> Rates:
    text = "date,from,to,rate,source\n" + "".join(f"{row}\n" for row in rows)
    return read_rates(Source("dossiers/rates.csv", text))


BANK = rates(
    "2026-06-30,USD,EUR,0.8740,own bank",
    "2026-11-18,USD,EUR,0.8612,own bank",
    "2026-11-18,USD,JPY,154.80,own bank",
    "2026-11-10,USD,CNY,7.0845,",
    "2026-12-01,USD,EUR,0.5,from the future",
)


def row(price: str, currency: str = "USD") -> PriceRow:
    return PriceRow("BL-20", "Strip", "strip", "reel", currency, Decimal(price), 1, 1, None, "", 2)


def price_of(price: str, terms: Terms, day: date = DAY) -> CustomerPrice:
    found = customer_price(row(price), terms, BANK, day)
    assert isinstance(found, CustomerPrice)
    return found


def test_without_terms_it_is_the_list_price() -> None:
    found = price_of("4.85", Terms())
    assert (found.price, found.currency) == (Decimal("4.85"), "USD")
    assert [step.text for step in found.steps] == ["list price", "rounded"]


def test_every_step_can_be_shown() -> None:
    found = price_of("4.85", Terms(price_adjustment=Decimal(3), currency="EUR"))
    assert [step.text for step in found.steps] == [
        "list price",
        "price adjustment +3%",
        "1 USD = 0.8612 EUR of 2026-11-18 (own bank)",
        "rounded",
    ]
    assert [step.amount for step in found.steps][:2] == [Decimal("4.85"), Decimal("4.9955")]
    assert found.price == Decimal("4.30")
    assert found.conversion is not None
    assert found.conversion.lines == (3,)


def test_the_newest_rate_not_after_the_day_counts() -> None:
    assert price_of("10", Terms(currency="EUR"), date(2026, 11, 17)).price == Decimal("8.74")


@pytest.mark.parametrize(
    ("amount", "currency", "listed", "shown"),
    [
        ("0.385", "USD", "0.385", "0.385"),
        ("0.39655", "USD", "0.385", "0.397"),
        ("4.9955", "USD", "4.85", "5.00"),
        ("12.9", "USD", "12.9", "12.90"),
        ("4.865", "USD", "4.85", "4.86"),
        ("1.234567", "USD", "1.23456", "1.2346"),
        ("1996.92", "JPY", "12.90", "1997"),
        ("59.598", "JPY", "0.385", "59.60"),
        ("1.23456", "KWD", "4.85", "1.235"),
    ],
)
def test_prices_are_rounded_as_their_currency_is(
    amount: str, currency: str, listed: str, shown: str
) -> None:
    assert str(rounded(Decimal(amount), currency, Decimal(listed))) == shown


def test_a_rate_can_be_turned_around_or_lead_by_way_of_a_third_currency() -> None:
    back = conversion(BANK, "EUR", "USD", DAY)
    assert not isinstance(back, NoRate)
    assert back.rate == 1 / Decimal("0.8612")
    across = conversion(BANK, "EUR", "CNY", DAY)
    assert not isinstance(across, NoRate)
    assert across.date == date(2026, 11, 10)
    assert round(across.rate, 3) == Decimal("8.226")
    assert "by way of USD, own bank" in str(across)


def test_the_direction_noted_counts_before_the_other_one_of_the_same_day() -> None:
    both = rates("2026-11-18,EUR,USD,1.2,a", "2026-11-18,USD,EUR,0.8,b")
    found = conversion(both, "EUR", "USD", DAY)
    assert not isinstance(found, NoRate)
    assert found.rate == Decimal("1.2")


def test_without_a_rate_the_file_and_the_pair_are_named() -> None:
    found = customer_price(row("1"), Terms(currency="NOK"), BANK, DAY)
    assert isinstance(found, NoRate)
    assert str(found).startswith("dossiers/rates.csv: no rate from USD to NOK on or before 2026")
    assert "'2026-11-20,USD,NOK,RATE,SOURCE'" in str(found)


def test_usual_digits() -> None:
    assert [usual_digits(code) for code in ("USD", "JPY", "KWD")] == [2, 0, 3]


@given(
    st.decimals("0.0001", 100000, places=4),
    st.decimals(-50, 100, places=1),
    st.sampled_from(["USD", "EUR", "JPY", "CNY"]),
)
def test_a_price_is_never_off_by_more_than_half_its_last_place(
    listed: Decimal, adjustment: Decimal, currency: str
) -> None:
    found = customer_price(
        row(str(listed)), Terms(price_adjustment=adjustment, currency=currency), BANK, DAY
    )
    assert isinstance(found, CustomerPrice)
    exact = found.steps[-2].amount
    places = -int(found.price.as_tuple().exponent)
    assert 0 <= places <= 4
    assert abs(found.price - exact) <= Decimal(5).scaleb(-places - 1)
