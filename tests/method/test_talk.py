"""What to talk about, what to confirm, what is near, and what a course of touches adds up to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

import pytest
from dues import person

from dossierkit.book.book import Book
from dossierkit.book.load import load
from dossierkit.method.feasts.days_ahead import days_ahead
from dossierkit.method.feasts.kept import Kept
from dossierkit.method.selling.agreed import agreed, forwarder_text
from dossierkit.method.selling.relationship import relationship
from dossierkit.method.selling.talk import topics
from dossierkit.method.touches import touches
from dossierkit.schema.company import Forwarder

ON = date(2026, 11, 20)

BRIGHT = """---
name: Bright
country: de
products: {new: [cove set]}
events:
  - {date: 2026-12-08, kind: exhibition, text: Lichtwoche}
  - {date: 2026-11-20, kind: anniversary}
  - {date: 2027-03, kind: exhibition, text: too far}
  - {date: 2026-10, kind: news, text: shop 42}
  - {date: 2026-09, kind: market, text: now in Austria}
  - {date: 2025-01, kind: news, text: too old}
  - {text: some day}
  - {date: 2026-11-02}
---
"""

Open = Callable[..., Book]


@pytest.fixture
def open_book(make_book: Any) -> Open:
    """A book of files by their place in `dossiers/`."""

    def opened(**files: str) -> Book:
        paths = {f"dossiers/{name.replace('__', '/')}.md": text for name, text in files.items()}
        return load(make_book(paths))

    return opened


def test_topics_are_near_things_first(open_book: Open) -> None:
    anna = person(
        "company: bright", "interests: [hiking]", "china: {last: 2025-10, cities: [Foshan]}"
    )
    book = open_book(
        customers__anna=anna,
        companies__bright=BRIGHT,
        countries__de="---\nname: Germany\nsights: [Gate, Dom, Castle]\n---\n",
    )
    birthday = Kept("birthday", "Birthday", date(2026, 11, 22), False, False, False, "x.md", 9)
    ramadan = birthday._replace(occasion="ramadan", title="Ramadan", is_care=True)
    found = topics(book, book.customers["anna"], ON, [birthday, ramadan])
    assert [(one.kind, one.text) for one in found] == [
        ("event", "anniversary (2026-11-20)"),
        ("event", "Lichtwoche (2026-12-08)"),
        ("news", "something (2026-11-02)"),
        ("news", "shop 42 (2026-10)"),
        ("news", "now in Austria (2026-09)"),
        ("occasion", "Birthday on 2026-11-22"),
        ("interest", "hiking"),
        ("product", "their new cove set"),
        ("china", "their visit to China in 2025-10 (Foshan)"),
        ("sight", "Gate"),
        ("sight", "Dom"),
    ]
    assert (found[5].path, found[5].line) == ("x.md", 9)
    assert (found[6].path, found[6].line) == ("dossiers/customers/anna.md", 4)
    assert (found[0].path, found[0].line) == ("dossiers/companies/bright.md", 6)


def test_who_is_hardly_known_has_hardly_a_topic(open_book: Open) -> None:
    book = open_book(customers__anna=person("china: {last: 2025}"), customers__bo=person())
    assert [one.text for one in topics(book, book.customers["anna"], ON)] == [
        "their visit to China in 2025"
    ]
    assert topics(book, book.customers["bo"], date.max) == []
    assert topics(book, book.customers["bo"], date.min) == []


TERMS = """---
name: Bright
terms:
  incoterm: FOB
  place: Hong Kong
  forwarder: {name: Spreehafen, whose: theirs}
  payment: T/T 30/70
  currency: USD
---
"""


def test_agreed_terms_are_confirmed_and_never_asked_again(open_book: Open) -> None:
    book = open_book(companies__bright=TERMS)
    found = agreed(book.companies["bright"])
    assert [(one.field, one.text, one.line) for one in found.confirm] == [
        ("terms.incoterm", "FOB Hong Kong", 4),
        ("terms.forwarder", "Spreehafen (theirs)", 6),
        ("terms.payment", "T/T 30/70", 7),
        ("terms.currency", "USD", 8),
    ]
    assert found.before_quoting == ()


def test_what_to_agree_before_quoting(open_book: Open) -> None:
    text = "---\nname: Bright\nterms: {place: Oslo, currency: NOK}\n---\n"
    found = agreed(open_book(companies__bright=text).companies["bright"])
    assert [(one.field, one.text) for one in found.confirm] == [
        ("terms.place", "Oslo"),
        ("terms.currency", "NOK"),
    ]
    assert [one.name for one in found.before_quoting] == ["payment terms", "Incoterm"]
    assert found.before_quoting[0].question.startswith("Which payment terms")
    nobody = agreed(None)
    assert nobody.confirm == ()
    assert [one.field for one in nobody.before_quoting] == [
        "terms.payment", "terms.incoterm", "terms.place", "terms.currency",
    ]  # fmt: skip


def test_a_forwarder_half_known() -> None:
    assert forwarder_text(Forwarder(name="Kühne")) == "Kühne"
    assert forwarder_text(Forwarder(whose="ours")) == "our forwarder"
    assert forwarder_text(Forwarder()) == ""


class Near(NamedTuple):
    """A day and its name."""

    day: str
    name: str


def near(book: Book, code: str, on: date) -> tuple[bool, list[Near]]:
    found = days_ahead(book, code, on)
    return found.is_known, [Near(str(one.day), one.name) for one in found.days_off]


def test_holidays_of_the_next_two_weeks(open_book: Open) -> None:
    book = open_book(customers__anna=person())
    assert near(book, "us", ON) == (True, [Near("2026-11-26", "Thanksgiving Day")])
    assert near(book, "de", ON) == (True, [])
    assert near(book, "de", date(2026, 12, 11)) == (True, [Near("2026-12-25", "Christmas Day")])
    assert near(book, "de", date(2026, 12, 10)) == (True, [])
    assert near(book, "zz", date.max) == (False, [])


def test_a_country_without_holiday_data_says_so(open_book: Open) -> None:
    own = "---\nname: Zed\nholidays: {extra: [{date: 11-24, name: Zed Day}]}\n---\n"
    none = "---\nname: Nowhere\n---\n"
    book = open_book(countries__xa=own, countries__xb=none)
    assert near(book, "xa", ON) == (True, [Near("2026-11-24", "Zed Day")])
    assert near(book, "xa", date(2026, 6, 1)) == (True, [])
    assert near(book, "xb", ON) == (False, [])


def test_the_course_of_a_relationship(open_book: Open) -> None:
    log = (
        "2026-01-01 fair: met",
        "2026-01-05 order USD 100.00: x",
        "2026-02-05 order USD 50.50: y",
        "2026-03-05 order EUR 10: z",
        "2026-03-06 order: no amount",
        "2026-04-01 email out: one",
        "2026-04-02 email out: two",
    )
    book = open_book(customers__anna=person(*log), customers__bo=person("2026-01-01 email: hello"))
    found = relationship(touches(book.customers["anna"].log, ON))
    assert (found.touches, found.unanswered, len(found.orders)) == (7, 2, 4)
    assert found.values == (("EUR", Decimal(10)), ("USD", Decimal("150.50")))
    assert found.first
    assert found.last
    assert (str(found.first.date), str(found.last.date)) == ("2026-01-01", "2026-04-02")
    assert relationship(touches(book.customers["bo"].log, ON)).unanswered == 1
    assert relationship([]).last is None
