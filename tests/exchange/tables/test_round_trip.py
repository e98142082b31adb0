"""What is exported as a table and read again says the same of everybody."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY, dossier
from hypothesis import given, settings
from hypothesis import strategies as st

from dossierkit.book.book import Book
from dossierkit.book.load import load
from dossierkit.exchange.arrival import Arrival, Options
from dossierkit.exchange.tables.csv_file import csv_parts
from dossierkit.exchange.tables.own import notes_of, rows_of
from dossierkit.exchange.tables.reading import read_csv, read_xlsx
from dossierkit.exchange.tables.sheets import dossier_sheet
from dossierkit.exchange.tables.titles import titles_of
from dossierkit.exchange.tables.workbook import write_workbook
from dossierkit.schema.dossier import COMPANY, CUSTOMER, Dossier
from dossierkit.schema.fact import Group, Record
from dossierkit.schema.policy import Policy
from dossierkit.schema.pricelist import Rates
from dossierkit.schema.sensitive import shown_facts
from dossierkit.schema.values import Agreement, DatedText
from dossierkit.text.value import block_lines

ON = date(2026, 11, 20)
OPTIONS = Options(on=ON)
Export = Callable[[Book, str, Iterable[Dossier[Any]]], list[Arrival]]


def through_csv(language: str = "en", *, raw: bool = False) -> Export:
    def trip(book: Book, kind: str, found: Iterable[Dossier[Any]]) -> list[Arrival]:
        rows = rows_of(book, kind, found, ON)
        data = b"".join(csv_parts(rows, titles_of(rows.columns, language), raw=raw))
        return clean(read_csv(data, "t.csv", OPTIONS))

    return trip


def through_excel(book: Book, kind: str, found: Iterable[Dossier[Any]]) -> list[Arrival]:
    rows = rows_of(book, kind, found, ON)
    stream = io.BytesIO()
    write_workbook(stream, [dossier_sheet("A", rows, titles_of(rows.columns, "en"))], print)
    return clean(read_xlsx(stream.getvalue(), "t.xlsx", OPTIONS))


def clean(arrived: Any) -> list[Arrival]:
    """The arrivals of a table in which nothing was wrong."""
    assert arrived.findings == ()
    assert [one.findings for one in arrived.arrivals if one.findings] == []
    return list(arrived.arrivals)


WAYS = {
    "csv": through_csv(),
    "raw": through_csv(raw=True),
    "csv-zh": through_csv("zh"),
    "xlsx": through_excel,
}
BOTH = ("csv", "xlsx")


def book_of(customers: dict[str, Any], companies: dict[str, Any]) -> Book:
    """A book without files."""
    return Book(
        root=Path("/"),
        policy=Policy(),
        customers=customers,
        companies=companies,
        countries={},
        members={},
        price_lists=(),
        rates=Rates("dossiers/rates.csv", (), ()),
        unreadable=(),
        strays=(),
        refused=(),
        purposes=frozenset(),
    )


def facts_of(kind: Group[Any], said: Any) -> Any:
    """The facts that an arrival's values make in a dossier."""
    nested: dict[str, Any] = {}
    for path, value in said.items():
        inner = nested
        for name in path[:-1]:
            inner = inner.setdefault(name, {})
        inner[path[-1]] = list(value) if isinstance(value, tuple) else value
    text = "---\n" + "\n".join(block_lines(nested, 0)) + "\n---\n"
    made = dossier(text, kind)
    assert made.findings == ()
    return plainly(made.facts)


def plainly(value: Any) -> Any:
    """Facts without the lines in which they stand."""
    if isinstance(value, Record):
        names = (declared.attribute for declared in value.declared.values())
        return {name: plainly(getattr(value, name)) for name in names}
    if isinstance(value, DatedText | Agreement):
        return str(value)
    return tuple(map(plainly, value)) if type(value) is tuple else value


@pytest.fixture(scope="module")
def big_book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """A thousand people as `scripts/generate_book.py` makes them."""
    root = tmp_path_factory.mktemp("big")
    script = REPOSITORY / "scripts/generate_book.py"
    subprocess.run([sys.executable, script, root, "--customers", "1000"], check=True)
    return load(root)


@pytest.mark.parametrize("name", BOTH)
def test_a_thousand_people(name: str, big_book: Book) -> None:
    arrivals = WAYS[name](big_book, "customer", big_book.customers.values())
    assert len(arrivals) == 1000
    for arrival in arrivals:
        there = big_book.customers[arrival.id]
        want = plainly(shown_facts(there.facts, ON))
        assert facts_of(CUSTOMER, arrival.facts) == want
        assert arrival.note == notes_of(there)


@pytest.mark.parametrize("name", BOTH)
def test_their_companies(name: str, big_book: Book) -> None:
    arrivals = WAYS[name](big_book, "company", big_book.companies.values())
    assert len(arrivals) == len(big_book.companies)
    for arrival in arrivals:
        there = big_book.companies[arrival.company_id]
        assert facts_of(COMPANY, arrival.company) == plainly(there.facts)


line = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Co", "Cn", "Zl", "Zp", "Cf")), min_size=1
)
tricky = st.one_of(
    line,
    st.sampled_from(("=1+1", "+49", "-2", "@a", "'=x", "'", '"', '"a"', "[a", "{b}", "null", "~",
                     "a; b", ";", " a ", "'+1", "＝1", "true", "2026-01-02", "1e5", "00123",
                     "_x0041_", "#N/A", "a,b|c\td")),
)  # fmt: skip
prose = st.lists(tricky, min_size=1, max_size=3).map("\n".join)
headers = st.fixed_dictionaries(
    {"name": line.filter(str.strip)},
    optional={
        "salutation": tricky,
        "interests": st.lists(tricky, max_size=3),
        "career": st.lists(
            st.fixed_dictionaries({}, optional={"employer": tricky, "from": st.just("2015-04")}),
            max_size=2,
        ),
        "reach": st.fixed_dictionaries(
            {}, optional={"wechat": tricky, "phone": st.just(["+49 30 1234567", "0301234"])}
        ),
        "birthday": st.sampled_from(("04-12", "1985-04-12", "1899-12-31")),
        "source": st.fixed_dictionaries(
            {}, optional={"detail": tricky, "date": st.sampled_from(("2025", "2025-04-17"))}
        ),
        "next": st.sampled_from(("2026-11-25 a; b", "2026-11-25")).map(lambda one: [one, one]),
        "custom": st.dictionaries(
            st.from_regex(r"[a-z]{1,5}", fullmatch=True),
            st.one_of(tricky, st.lists(tricky, min_size=1, max_size=2), prose),
            max_size=2,
        ),
        "consent": st.just({"do-not-contact": "yes"}),
    },
)


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@settings(max_examples=40, deadline=None)
@given(header=headers, notes=prose)
def test_whatever_a_dossier_says(way: Export, header: dict[str, Any], notes: str) -> None:
    text = "---\n" + "\n".join(block_lines(header, 0)) + "\n---\n"
    there = dossier(f"{text}{notes}\n", dossier_id="anna")
    (arrival,) = way(book_of({"anna": there}, {}), "customer", [there])
    made = facts_of(CUSTOMER, arrival.facts)
    assert made == plainly(there.facts)
    assert arrival.note == notes_of(there)
