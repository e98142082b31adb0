"""What is coming: occasions together, days of countries, events, our own holidays."""

from __future__ import annotations

from datetime import date

from keepers import book_of, person

from dossierkit.book.book import Book
from dossierkit.method.feasts.coming.countries import Unknown, unknown_holidays
from dossierkit.method.feasts.coming.days import coming
from dossierkit.method.feasts.coming.item import Coming, Scope


def come(book: Book, since: str, until: str, *countries: str) -> list[Coming]:
    """What comes for everybody in a book."""
    people, firms = tuple(book.customers.values()), tuple(book.companies.values())
    scope = Scope(people, firms, countries)
    return coming(book, scope, date.fromisoformat(since), date.fromisoformat(until))


def lines(found: list[Coming]) -> list[str]:
    return [f"{one.first} {one.kind} {one.title}" for one in found]


def test_a_feast_is_said_once_and_a_birthday_for_each() -> None:
    book = book_of(
        {
            "c/anna.md": person("country: us\nbirthday: 11-26\n"),
            "c/bert.md": person("country: us\nbirthday: 11-26\n"),
            "c/carl.md": person("country: us\nconsent: {do-not-contact: true}\n"),
        }
    )
    found = come(book, "2026-11-26", "2026-11-26")
    assert [(one.title, [who.id for who in one.people]) for one in found] == [
        ("Birthday", ["anna"]),
        ("Birthday", ["bert"]),
        ("Thanksgiving", ["anna", "bert"]),
    ]


def test_the_anniversary_of_a_company_has_all_its_people() -> None:
    firm = "---\nname: Brightlite\nfounded: 1996-11-18\n---\n"
    files = {f"c/{name}.md": person("company: brightlite\n") for name in ("anna", "karl")}
    (one,) = come(book_of({**files, "f/brightlite.md": firm}), "2026-11-18", "2026-11-18")
    assert (one.company, [who.id for who in one.people]) == ("brightlite", ["anna", "karl"])


def test_days_off_of_one_name_in_a_row_are_one() -> None:
    book = book_of({"c/anna.md": person("country: sa\n")})
    found = [one for one in come(book, "2027-03-01", "2027-03-31", "sa") if one.kind == "day-off"]
    assert [(one.title, str(one.first), str(one.last), one.estimated) for one in found] == [
        ("Eid al-Fitr Holiday", "2027-03-09", "2027-03-12", True),
        ("Eid al-Fitr Holiday", "2027-03-14", "2027-03-14", True),
    ]
    assert [who.id for who in found[0].people] == ["anna"]


def test_national_days_golden_week_and_feasts_of_our_own_knowledge() -> None:
    japan = (
        "---\nname: Japan\nholidays:\n  extra:\n"
        "  - {date: 2027-05-01, name: Works outing, kind: feast}\n---\n"
    )
    found = come(book_of({"l/jp.md": japan}), "2027-02-11", "2027-05-02", "jp")
    assert found[0].occasion == "national-day"
    golden, outing = (one for one in found if one.kind == "feast")
    assert (golden.title, golden.last) == ("Golden Week", date(2027, 5, 5))
    assert (outing.title, outing.path, outing.line) == (
        "Works outing",
        "dossiers/countries/jp.md",
        5,
    )


def test_two_holidays_on_one_day_are_two() -> None:
    found = come(book_of({}), "2028-10-03", "2028-10-03", "kr")
    assert lines(found) == [
        "2028-10-03 day-off Chuseok",
        "2028-10-03 day-off National Foundation Day",
    ]


def test_events_and_certificates_of_companies() -> None:
    firm = """---
name: Brightlite
events:
  - {date: 2026-12-08, kind: exhibition, text: Lichtwoche, url: "https://www.lichtwoche.example"}
  - {date: 2027-01, kind: news}
  - {date: 2027-01-05}
  - {kind: news, text: some day}
compliance:
  - {name: GS mark, until: 2026-12-12}
  - {until: 2026-12-13}
  - {name: CE}
---
"""
    book = book_of({"f/brightlite.md": firm, "c/anna.md": person("company: brightlite\n")})
    found = come(book, "2026-12-01", "2027-01-31")
    assert [(f"{one.first} {one.kind} {one.title}", one.line) for one in found] == [
        ("2026-12-08 event exhibition: Lichtwoche", 4),
        ("2026-12-12 certificate GS mark runs out", 9),
        ("2026-12-13 certificate certificate runs out", 10),
        ("2027-01-01 event news (2027-01)", 5),
        ("2027-01-05 event event", 6),
    ]
    assert found[0].url == "https://www.lichtwoche.example"
    assert [who.id for who in found[0].people] == ["anna"]


def test_our_holidays_and_the_last_days_for_orders() -> None:
    book = book_of(
        {
            "book.yaml": "country: cn\n",
            "c/anna.md": person(""),
            "c/bert.md": person("intent: never\n"),
        }
    )
    assert lines(come(book, "2027-01-01", "2027-02-05")) == [
        "2027-01-06 order-before order before 2027-01-06: Chinese New Year from 2027-02-05",
        "2027-02-05 closed Chinese New Year",
    ]
    (order,) = come(book, "2027-01-06", "2027-01-06")
    assert order.estimated
    assert [(who.id, who.note) for who in order.people] == [("anna", "30 days")]


def test_a_lead_names_its_product() -> None:
    prices = (
        "sku,name,group,unit,currency,price,moq,lead_time_days,valid_until,note\n"
        "BL-40,Strip,strip,reel,USD,12.15,300,45,,\n"
    )
    files = {"book.yaml": "country: cn\n", "prices/2026-11-16.csv": prices}
    book = book_of({**files, "c/anna.md": person("buys: [BL-40]\n")})
    (order,) = come(book, "2026-12-22", "2026-12-22")
    assert order.people[0].note == "45 days for BL-40"


def test_a_country_without_holidays_is_named() -> None:
    book = book_of({})
    days = date(2026, 12, 1), date(2027, 1, 31)
    assert unknown_holidays(book, ("de", "lk", "ua"), *days) == [
        Unknown("lk", (2027,)),
        Unknown("ua", (2026, 2027)),
    ]
    ukraine = "---\nname: Ukraine\nholidays: {extra: [{date: 08-24, name: Independence}]}\n---\n"
    assert unknown_holidays(book_of({"l/ua.md": ukraine}), ("ua",), *days) == []
