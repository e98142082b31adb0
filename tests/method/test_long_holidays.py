"""Our own long holidays, and by when to order before them (M20, M45)."""

from __future__ import annotations

from datetime import date

import pytest
from keepers import book_of, person

from dossierkit.book.book import Book
from dossierkit.method.feasts.long_holidays import (
    LongHoliday,
    long_holidays,
    order_before,
    without_remarks,
)

PRICES = """sku,name,group,unit,currency,price,moq,lead_time_days,valid_until,note
BL-20,Strip,strip,reel,USD,5.10,500,20,,
BL-40,Strip RGBW,strip,reel,USD,12.15,300,45,,
BU-1,Bulb,bulb,pc,USD,0.69,5000,,,
"""


def holidays(policy: str, since: str, until: str, **files: str) -> list[tuple[str, str, str, bool]]:
    """Our long holidays as name, first, last and whether they are estimated."""
    book = book_of({"book.yaml": policy, **{f"l/{code}.md": text for code, text in files.items()}})
    found = long_holidays(book, date.fromisoformat(since), date.fromisoformat(until))
    assert {one.tag for one in found} <= {"factory-holiday"}
    return [(one.name, str(one.first), str(one.last), one.estimated) for one in found]


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Chinese New Year's Eve", "Chinese New Year"),
        ("The second day of Chinese New Year", "Chinese New Year"),
        ("Eid al-Fitr Holiday (estimated)", "Eid al-Fitr"),
        ("National Day Holiday; Friday", "National Day"),
        ("Children's Day", "Children's Day"),
        ("Spring Bank Holiday", "Spring Bank Holiday"),
    ],
)
def test_a_run_is_named_after_its_feast_and_no_name_is_mutilated(name: str, bare: str) -> None:
    assert without_remarks(name) == bare


def test_china_s_announced_holidays_end_with_the_make_up_days() -> None:
    assert holidays("country: cn\n", "2026-01-01", "2026-12-31") == [
        ("Chinese New Year", "2026-02-15", "2026-02-23", False),
        ("Labor Day", "2026-05-01", "2026-05-05", False),
        ("National Day", "2026-10-01", "2026-10-07", False),
    ]


def test_what_is_not_announced_yet_is_estimated_by_what_is_usual() -> None:
    assert holidays("country: cn\n", "2028-01-01", "2028-12-31") == [
        ("Chinese New Year", "2028-01-25", "2028-02-01", True),
        ("Labor Day", "2028-05-01", "2028-05-05", True),
        ("National Day", "2028-10-01", "2028-10-08", True),
    ]
    assert holidays("country: cn\n", "2027-10-07", "2027-10-07") == [
        ("National Day", "2027-10-01", "2027-10-07", True)
    ]


def test_our_own_dossier_announces() -> None:
    """With a make-up day of 2027 the year counts as announced; more days of our own are off."""
    extra = "\n".join(
        f"  - {{date: 2027-{day}, name: {name}, kind: {kind}}}"
        for day, name, kind in (
            ("02-11", "Factory closed", "holiday"),
            ("02-12", "Factory closed", "holiday"),
            ("02-20", "Make-up day", "workday"),
        )
    )
    china = f"---\nname: China\nholidays:\n  extra:\n{extra}\n---\n"
    assert holidays("country: cn\n", "2027-02-01", "2027-02-28", cn=china) == [
        ("Chinese New Year", "2027-02-05", "2027-02-14", False)
    ]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("de", []),
        ("jp", [("Constitution Day", "2026-05-02", "2026-05-06", False)]),
        ("vn", [("Lunar New Year", "2026-02-14", "2026-02-22", False)]),
    ],
)
def test_other_countries_have_the_runs_of_their_calendar(
    code: str, expected: list[tuple[str, str, str, bool]]
) -> None:
    found = holidays(f"country: {code}\n", "2026-01-20", "2026-05-31")
    assert found == expected


def test_estimates_of_the_calendar_stay_estimates() -> None:
    assert holidays("country: kw\n", "2027-03-01", "2027-03-31") == [
        ("Eid al-Fitr", "2027-03-09", "2027-03-13", True)
    ]


def test_without_a_country_and_at_the_ends_of_the_calendar_there_is_none() -> None:
    assert holidays("", "2026-01-01", "2026-12-31") == []
    assert holidays("country: cn\n", "2026-12-31", "2026-01-01") == []
    assert holidays("country: de\n", "9999-12-01", "9999-12-31") == []
    assert holidays("country: de\n", "0001-01-01", "0001-01-31") == []


def test_a_weekend_of_seven_days_is_no_holiday() -> None:
    lazy = "---\nname: x\nweekend: [mon, tue, wed, thu, fri, sat, sun]\n---\n"
    assert holidays("country: zz\n", "2026-05-05", "2026-05-20", zz=lazy) == []


CHINESE_NEW_YEAR = LongHoliday(
    "Chinese New Year", "factory-holiday", date(2027, 2, 5), date(2027, 2, 12), True
)


def shop(header: str) -> Book:
    return book_of({"c/anna.md": person(header), "prices/2026-11-16.csv": PRICES})


@pytest.mark.parametrize(
    ("header", "day", "lead", "sku", "line"),
    [
        ("buys: [BL-20]\n", "2027-01-16", 20, "BL-20", 2),
        ("buys: [BL-20, BL-40]\n", "2026-12-22", 45, "BL-40", 3),
        ("buys: [strip]\n", "2026-12-22", 45, "BL-40", 3),
        ("buys: [BU-1]\n", "2027-01-06", 30, None, 1),
        ("", "2027-01-06", 30, None, 1),
    ],
)
def test_the_lead_grows_with_the_lead_time_of_what_they_buy(
    header: str, day: str, lead: int, sku: str | None, line: int
) -> None:
    book = shop(header)
    order = order_before(book, book.customers["anna"], CHINESE_NEW_YEAR)
    assert (str(order.day), order.lead_days, order.sku, order.line) == (day, lead, sku, line)
    assert order.path == ("dossiers/prices/2026-11-16.csv" if sku else "dossiers/book.yaml")


def test_what_the_company_buys_counts_and_the_book_s_own_lead() -> None:
    firm = "---\nname: Brightlite\nbuys: [BL-40]\n---\n"
    files = {
        "c/anna.md": person("company: brightlite\n"),
        "c/bert.md": person(""),
        "f/brightlite.md": firm,
        "prices/2026-11-16.csv": PRICES,
        "book.yaml": "follow-up: {event-lead: 60d}\n",
    }
    book = book_of(files)
    assert order_before(book, book.customers["anna"], CHINESE_NEW_YEAR).sku == "BL-40"
    bert = order_before(book, book.customers["bert"], CHINESE_NEW_YEAR)
    assert (bert.lead_days, str(bert.day)) == (60, "2026-12-07")


def test_without_a_price_list_the_usual_lead_counts() -> None:
    book = book_of({"c/anna.md": person("buys: [BL-20]\n")})
    assert order_before(book, book.customers["anna"], CHINESE_NEW_YEAR).lead_days == 30
