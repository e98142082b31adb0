"""Lily works out what Anna pays: every step, every reason why not, and sums that add up."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pricebook import TODAY, write

from dossierkit.book.load import load
from dossierkit.prices.currency import NoRate, StaleRate, amount_of, usual_digits
from dossierkit.prices.customer_price import CustomerPrice, Given, customer_price
from dossierkit.prices.offer import Asked, NoOffer, Offer, UnknownConcession, offer
from dossierkit.prices.products import Wanted
from dossierkit.schema.company import Terms
from dossierkit.schema.price_policy import Concession, QuantityStep
from dossierkit.schema.pricelist import PriceRow, PriceStep, Rate, Rates
from dossierkit.schema.values import Duration

CASH = Concession(discount=Decimal(5), for_="cash on collection")
RATES = Rates("dossiers/rates.csv", (Rate(TODAY, "USD", "EUR", Decimal("0.8612"), "bank", 2),), ())


def priced(root: Path, *wanted: Wanted, day: date = TODAY, who: str = "anna") -> Offer:
    book = load(root)
    found = offer(book, book.customers[who], day, Asked(wanted))
    assert isinstance(found, Offer), found
    return found


def refused(root: Path, *wanted: Wanted, day: date = TODAY, who: str = "anna") -> str:
    book = load(root)
    found = offer(book, book.customers[who], day, Asked(wanted))
    assert isinstance(found, NoOffer), found
    return str(found)


def test_every_step_has_its_place(tmp_path: Path) -> None:
    book = load(write(tmp_path))
    asked = Asked((Wanted("BL-20", 1000),), ("cash",))
    found = offer(book, book.customers["anna"], TODAY, asked)
    assert isinstance(found, Offer)
    (line,) = found.lines
    shown = [(step.text, str(step.amount), found.place(line, step)) for step in line.price.steps]
    assert shown == [
        ("list price", "5.10", ("dossiers/prices/2026-11-16.csv", 2)),
        ("price adjustment +3%", "5.2530", ("dossiers/companies/brightlite.md", 9)),
        ("from 1,000 reel: -1%", "5.200470", ("dossiers/book.yaml", 2)),
        ("-5% for cash on collection", "4.94044650", ("dossiers/book.yaml", 2)),
        (
            "1 USD = 0.8612 EUR of 2026-11-18 (bank)",
            "4.254712525800",
            ("dossiers/rates.csv", 3),
        ),
        ("rounded", "4.25", None),
    ]
    assert (str(line.amount), str(found.total)) == ("4250.00", "4250.00")
    assert found.currencies == ("EUR",)
    assert found.conditions == ("5% for cash on collection",)
    assert line.valid_until == date(2027, 1, 31)


def test_without_words_it_is_what_they_and_their_company_buy(tmp_path: Path) -> None:
    found = priced(write(tmp_path))
    assert [line.price.row.sku for line in found.lines] == ["BL-20", "PN-60"]
    assert [str(problem) for problem in found.problems] == [
        "BL-25: no longer in dossiers/prices/2026-11-16.csv (last in "
        "dossiers/prices/2026-07-01.csv:3); BL-28 says 'new, replaces BL-25'"
    ]
    assert (found.total, found.lines[0].amount) == (None, None)


def test_a_product_with_prices_of_its_own_for_quantities(tmp_path: Path) -> None:
    found = priced(write(tmp_path), Wanted("pn-60", 1000))
    (line,) = found.lines
    assert [step.text for step in line.price.steps][:3] == [
        "list price",
        "from 1,000 pc",
        "price adjustment +3%",
    ]
    assert line.further == ("from 3,000 pc: 8.955 USD",)
    assert line.valid_until == TODAY + timedelta(days=30)
    more = priced(tmp_path, Wanted("PN-60", 9000)).lines[0]
    assert more.price.steps[1].amount == Decimal("8.955")
    assert str(more.price.price) == "7.943", "its decimals stay"
    assert not any("2%" in step.text for step in more.price.steps), "the policy's steps are others'"


def test_larger_quantities_are_told_and_a_minimum_that_is_missed(tmp_path: Path) -> None:
    found = priced(write(tmp_path), Wanted("BL-20", 100), Wanted("BL-28"))
    small, open_ = found.lines
    assert small.below_minimum
    assert small.further == ("from 1,000 reel: -1%", "from 5,000 reel: -2%")
    assert not open_.below_minimum
    assert found.total is None
    assert priced(tmp_path, Wanted("BL-20", 5000)).lines[0].further == ()


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("BL-2O", "there is no such product in dossiers/prices/2026-11-16.csv; did you mean BL-2"),
        ("xyz", "'dossier price --changes' and the list itself"),
        ("bu-a60", "dossiers/prices/2026-11-16.csv:5: the price was valid until 2026-11-19; bring"),
    ],
)
def test_a_product_without_a_price_is_said_and_the_others_go_on(
    tmp_path: Path, word: str, said: str
) -> None:
    found = priced(write(tmp_path), Wanted(word), Wanted("BL-20"))
    assert said in str(found.problems[0])
    assert [line.price.row.sku for line in found.lines] == ["BL-20"]


def test_a_price_holds_through_its_last_day(tmp_path: Path) -> None:
    root = write(tmp_path)
    assert not priced(root, Wanted("BU-A60"), day=date(2026, 11, 19)).problems
    assert priced(root, Wanted("BU-A60"), day=date(2026, 11, 20)).problems


def test_a_rate_is_good_for_thirty_days(tmp_path: Path) -> None:
    root = write(tmp_path)
    assert not priced(root, Wanted("PN-60"), day=date(2026, 12, 18)).problems
    (problem,) = priced(root, Wanted("PN-60"), day=date(2026, 12, 19)).problems
    assert str(problem) == (
        "PN-60: dossiers/rates.csv:3: the rate from USD to EUR is of 2026-11-18: 31 days old, more "
        "than prices.rate-age (30d); take over a newer one (dossier rates import FILE), or add a "
        "line such as '2026-12-19,USD,EUR,RATE,SOURCE'"
    )
    write(tmp_path, book="prices: {rate-age: 1d}\n")
    assert priced(root, Wanted("PN-60")).problems


def test_a_group_or_the_same_product_twice(tmp_path: Path) -> None:
    found = priced(write(tmp_path), Wanted("BL-20", 7), Wanted("Strip"), Wanted("bl-20", 7))
    assert [(one.price.row.sku, one.quantity) for one in found.lines] == [
        ("BL-20", 7),
        ("BL-28", None),
    ]
    again = priced(tmp_path, Wanted("BL-20", 7), Wanted("BL-20", 8))
    assert "named twice with different quantities" in str(again.problems[0])


def test_no_discount_that_is_no_agreed_concession(tmp_path: Path) -> None:
    book = load(write(tmp_path))
    with pytest.raises(UnknownConcession, match=r"no concession 'friend'.*there is cash, year"):
        offer(book, book.customers["anna"], TODAY, Asked((), ("friend",)))
    book = load(write(tmp_path, book=""))
    with pytest.raises(UnknownConcession, match="there is none yet"):
        offer(book, book.customers["anna"], TODAY, Asked((), ("cash",)))


def test_concessions_count_once_in_the_policys_order(tmp_path: Path) -> None:
    book = load(write(tmp_path))
    ways = [("cash", "year"), ("year", "cash"), ("cash", "year", "cash")]
    found = [offer(book, book.customers["anna"], TODAY, Asked((), names)) for names in ways]
    assert found[0] == found[1] == found[2]


def test_where_nothing_can_be_priced(tmp_path: Path) -> None:
    root = write(tmp_path)
    assert "nobody buys nothing that is recorded" in refused(root, who="nobody")
    assert "no price list is in force on 2026-06-30" in refused(root, day=date(2026, 6, 30))
    write(root, brightlite="---\nname: B\nterms: {price-adjustment: cheap}\n---\n")
    assert "is no percentage [number]; the terms there decide" in refused(root)
    (root / "dossiers/companies/brightlite.md").unlink()
    assert "brightlite.md can't be read or is missing" in refused(root)


def test_errors_in_list_and_rates_are_said(tmp_path: Path) -> None:
    root = write(tmp_path, rates="date,from,to,rate,source\n2026-11-18,USD,EUR,x,\n")
    rates = root / "dossiers/rates.csv"
    assert "no rate from USD to EUR" in str(priced(root, Wanted("PN-60")).problems[0])
    rates.write_text(rates.read_text() + "2026-11-18,USD,EUR,0.9,\n")
    assert "[rate-row]; mend the rates first" in str(priced(root, Wanted("PN-60")).problems[0])
    prices = root / "dossiers/prices/2026-11-16.csv"
    prices.write_text(prices.read_text().replace("5.10", "5,10"))
    problems = [str(one) for one in priced(root, Wanted("BL-20")).problems]
    assert "no longer in" in problems[0]
    assert any("[price-row]" in one for one in problems)
    assert "not among the rows" in str(priced(root, Wanted("BL-20b")).problems[0])


def test_a_company_can_be_asked_for_too(tmp_path: Path) -> None:
    book = load(write(tmp_path))
    found = offer(book, book.companies["brightlite"], TODAY, Asked((Wanted("BL-28"),)))
    assert isinstance(found, Offer)
    assert found.currencies == ("EUR",)


def test_nothing_left_of_a_price_is_no_price(tmp_path: Path) -> None:
    root = write(tmp_path, brightlite="---\nname: B\nterms: {price-adjustment: -100%}\n---\n")
    assert "nothing is left of the price" in str(priced(root, Wanted("BL-20")).problems[0])


PRICES = st.decimals("0.0010", 100000, places=4)
PERCENTS = st.decimals("0.1", 99, places=1)
QUANTITIES = st.integers(1, 10**7)
STEPS = st.lists(
    st.builds(lambda start, off: QuantityStep(from_=start, discount=off), QUANTITIES, PERCENTS),
    max_size=4,
)


def row(price: Decimal, steps: tuple[PriceStep, ...] = ()) -> PriceRow:
    return PriceRow("A", "A", "g", "pc", "USD", price, 1, 1, None, "", 2, steps)


def price_of(
    price: Decimal, given: Given, terms: Terms | None = None, steps: tuple[PriceStep, ...] = ()
) -> CustomerPrice:
    found = customer_price(row(price, steps), terms or Terms(), RATES, TODAY, given)
    assert isinstance(found, CustomerPrice)
    return found


@given(PRICES, st.decimals(-50, 50, places=1), STEPS, QUANTITIES, st.sampled_from(["USD", "EUR"]))
def test_the_steps_lead_from_the_list_price_to_the_price(
    price: Decimal, adjustment: Decimal, steps: list[QuantityStep], quantity: int, currency: str
) -> None:
    terms = Terms(price_adjustment=adjustment, currency=currency)
    found = price_of(price, Given(quantity, tuple(steps), (CASH,)), terms)
    assert found.steps[0].amount == price
    assert found.steps[-1].amount == found.price
    exact = price * (1 + adjustment / 100)
    best = max((s.discount or 0 for s in steps if quantity >= (s.from_ or 0)), default=0)
    exact *= (1 - Decimal(best) / 100) * Decimal("0.95")
    exact *= Decimal("0.8612") if currency == "EUR" else 1
    places = -int(found.price.as_tuple().exponent)
    half = Decimal(5).scaleb(-places - 1)
    assert abs(found.steps[-2].amount - exact) <= Decimal("1e-18") * (1 + exact)
    assert abs(found.price - exact) <= half + Decimal("1e-18") * (1 + exact)
    assert all(type(step.amount) is Decimal for step in found.steps), "never a float"


@given(PRICES, PERCENTS, PERCENTS, QUANTITIES)
def test_a_larger_discount_is_never_dearer(
    price: Decimal, one: Decimal, other: Decimal, quantity: int
) -> None:
    less, more = sorted((one, other))
    small, large = (
        price_of(price, Given(quantity, (), (Concession(discount=off, for_="cash"),)))
        for off in (less, more)
    )
    assert large.price <= small.price <= price_of(price, Given(quantity)).price


@given(PRICES, STEPS, QUANTITIES, QUANTITIES)
def test_a_larger_quantity_is_never_dearer_a_unit(
    price: Decimal, steps: list[QuantityStep], one: int, other: int
) -> None:
    less, more = sorted((one, other))
    small, large = (price_of(price, Given(many, tuple(steps))) for many in (less, more))
    assert large.price <= small.price


@given(st.decimals("0.001", 10000, places=3), QUANTITIES, st.sampled_from(["USD", "JPY", "KWD"]))
def test_an_amount_is_off_by_at_most_half_a_step(
    price: Decimal, quantity: int, currency: str
) -> None:
    amount = amount_of(price, quantity, currency)
    assert -int(amount.as_tuple().exponent) == usual_digits(currency)
    assert abs(amount - price * quantity) <= Decimal(5).scaleb(-usual_digits(currency) - 1)


@given(PRICES, PERCENTS, st.none() | st.just(""))
def test_a_concession_without_return_is_no_discount(
    price: Decimal, discount: Decimal, nothing: str | None
) -> None:
    granted = Concession(discount=discount, for_=nothing)
    assert price_of(price, Given(1, (), (granted,))) == price_of(price, Given(1))


@given(st.integers(0, 400), st.integers(1, 200))
def test_a_rate_is_refused_exactly_when_it_is_older_than_allowed(days: int, age: int) -> None:
    day = TODAY + timedelta(days=days)
    asked = Given(rate_age=Duration(days=age))
    found = customer_price(row(Decimal(5)), Terms(currency="EUR"), RATES, day, asked)
    assert isinstance(found, StaleRate) == (days > age)
    assert not isinstance(found, NoRate)
