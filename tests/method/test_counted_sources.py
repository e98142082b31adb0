"""Where customers come from (M1), in one currency (rates are never guessed)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ledgers import MakeBook, ledger, person

from dossierkit.method.figures.ledger import Share, Value
from dossierkit.method.figures.overview import overview
from dossierkit.method.figures.sources import by_channel, details, exhibitions, undated

RATES = {"dossiers/rates.csv": "date,from,to,rate,source\n2026-11-18,USD,EUR,0.80,own bank\n"}


def came(channel: str, detail: str = "", day: str = "2026-01-10", owner: str = "lily") -> str:
    more = f", detail: {detail}" if detail else ""
    return f"owner: {owner}\nsource: {{channel: {channel}{more}, date: {day}}}\n"


def test_each_channel_with_people_buyers_orders_and_value(make_book: MakeBook) -> None:
    found = by_channel(
        ledger(
            make_book,
            {
                "anna": person(came("exhibition"), "- 2026-02-01 order in USD 1,000.00: strips\n"),
                "karl": person(came("exhibition"), "- 2026-02-02 call: not yet\n"),
                "lars": person(came("website"), "- 2024-02-01 order in USD 300.00: old\n"),
                "zoe": person("", "- 2026-02-01 email in: who are you\n"),
            },
        )
    )
    told = [(one.channel, one.people, one.bought, one.customers, one.orders) for one in found]
    assert told == [
        ("exhibition", 2, Share(1, 2), 1, 1),
        ("website", 1, Share(1, 1), 0, 1),
        ("not known", 1, Share(0, 1), 0, 0),
    ]
    assert [one.value.total for one in found] == [Decimal("1000.00"), Decimal("300.00"), 0]


def test_since_counts_who_came_since_then_but_every_order_of_the_span(make_book: MakeBook) -> None:
    book = ledger(
        make_book,
        {
            "old": person(came("search", day="2020-05-01"), "- 2026-06-01 order: again\n"),
            "new": person(came("search", day="2026-03-01"), "- 2026-02-01 email out: hello\n"),
            "touched": person("source: {channel: search}\n", "- 2026-03-05 email in: hi\n"),
            "unknown": person("source: {channel: search}\n"),
        },
        since=date(2026, 1, 1),
    )
    [search] = by_channel(book)
    assert (search.people, search.bought, search.orders) == (2, Share(0, 2), 1)
    assert undated(book) == 1


def test_what_came_before_the_span_and_brought_nothing_in_it_is_no_channel_of_it(
    make_book: MakeBook,
) -> None:
    book = ledger(
        make_book, {"a": person(came("search", day="2020-05-01"))}, since=date(2026, 1, 1)
    )
    assert by_channel(book) == []


def test_exhibitions_are_one_however_they_are_spelled(make_book: MakeBook) -> None:
    found = exhibitions(
        ledger(
            make_book,
            {
                "a": person(came("exhibition", "Canton Fair  2025")),
                "b": person(came("exhibition", "canton fair 2025"), "- 2026-02-01 order: x\n"),
                "c": person(came("exhibition")),
                "d": person(came("website", "Canton Fair 2025")),
            },
        )
    )
    assert [(one.detail, one.people, one.orders) for one in found] == [
        ("Canton Fair 2025", 2, 1),
        ("not known", 1, 0),
    ]


def test_details_of_other_channels_are_told_if_they_brought_something(make_book: MakeBook) -> None:
    found = details(
        ledger(
            make_book,
            {
                "a": person(came("website", "catalogue"), "- 2026-02-01 order: x\n"),
                "b": person(came("website", "contact form")),
                "c": person(came("facebook", "video")),
                "d": person(came("facebook", "video")),
                "e": person(came("referral", "Karl told them"), "- 2026-02-01 order: x\n"),
                "f": person("", "- 2026-02-01 order: x\n"),
                "g": person(came("google"), "- 2026-02-01 order: x\n"),
            },
        )
    )
    assert [(one.channel, one.detail) for one in found] == [
        ("facebook", "video"),
        ("website", "catalogue"),
    ]


def test_other_currencies_are_converted_by_one_rate_and_those_without_stay(
    make_book: MakeBook,
) -> None:
    log = (
        "- 2017-02-01 order in EUR 80.00: before any rate\n"
        "- 2026-02-01 order in USD 10.00: x\n- 2026-02-02 order in JPY 500: y\n"
        "- 2026-02-03 order in JPY 700: y\n- 2026-02-03 order in EUR 8.00: y\n"
        "- 2026-02-04 order: no amount\n"
    )
    book = ledger(make_book, {"anna": person("", log)}, RATES)
    [source] = by_channel(book)
    assert source.value == Value(Decimal("120.00"), (("JPY", Decimal(1200)),))
    assert source.orders == 6
    assert overview(book).value.others == (("JPY", Decimal(1200)),)
    assert {name: bool(rate) for name, rate in book.used.items()} == {"EUR": True, "JPY": True}
    assert str(book.used["JPY"]).startswith("dossiers/rates.csv: no rate from JPY to USD on or")


def test_without_a_currency_of_the_book_the_only_one_counts(make_book: MakeBook) -> None:
    log = "- 2026-02-01 order in EUR 80.00: x\n"
    book = ledger(make_book, {"anna": person("", log)}, policy="")
    assert (book.currency, by_channel(book)[0].value.total) == ("EUR", Decimal("80.00"))


def test_without_a_currency_several_are_not_added_up(make_book: MakeBook) -> None:
    log = "- 2026-02-01 order in EUR 80.00: x\n- 2026-02-01 order in USD 70.00: x\n"
    book = ledger(make_book, {"anna": person("", log)}, RATES, policy="")
    value = by_channel(book)[0].value
    assert value == Value(None, (("EUR", Decimal(80)), ("USD", Decimal(70))))
    assert value.rank == 0


def test_a_share_is_rounded_half_up_and_none_of_none_is_unknown() -> None:
    assert [Share(1, 8).percent, Share(1, 3).percent, Share(0, 0).percent] == [13, 33, None]


def test_the_book_at_a_glance_beside_a_year_before(make_book: MakeBook) -> None:
    companies = {"dossiers/companies/brightlite.md": "---\nname: Brightlite\ncountry: de\n---\n"}
    found = overview(
        ledger(
            make_book,
            {
                "anna": person(
                    "company: brightlite\n",
                    "- 2026-02-01 order in USD 10.00: x\n- 2025-11-20 order in USD 7.00: y\n",
                ),
                "karl": person("country: fr\n", "- 2024-11-20 order in USD 5.00: x\n"),
                "lars": person("country: fr\n"),
            },
            companies,
        )
    )
    assert (found.people, found.companies, found.countries) == (3, 1, 2)
    assert (found.customers, found.lapsed, found.prospects, found.customers_before) == (1, 1, 1, 2)
    assert (found.orders, found.orders_before) == (1, 1)
    assert (found.value.total, found.value_before.total) == (Decimal(10), Decimal(7))
