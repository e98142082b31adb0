"""Customers of every kind, for properties that hold for all of them."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from conftest import dossier
from hypothesis import strategies as st

from dossierkit.book.book import Book
from dossierkit.schema.dossier import COMPANY
from dossierkit.schema.policy import Policy, packaged_figures
from dossierkit.schema.pricelist import PriceList, Rates, read_price_list
from dossierkit.text.source import decode

START = date(2026, 10, 1)
SPAN = 60

EVENTS = ("email", "call", "visit", "quote", "sample", "intro", "inquiry", "order", "note", "lost",
          "greeting", "price-update", "thanks")  # fmt: skip
days = st.integers(0, SPAN).map(lambda count: START + timedelta(days=count))
directions = st.sampled_from(("", " in", " out"))
log_lines = st.builds(
    lambda day, event, direction: f"{day} {event}{direction}: x",
    days,
    st.sampled_from(EVENTS),
    directions,
)
headers = st.lists(
    st.one_of(
        st.sampled_from(("interested", "hesitant", "not-soon", "never")).map("intent: {}".format),
        st.sampled_from(("3d", "1m", "1w-2w")).map("every: {}".format),
        st.sampled_from(("de", "sa", "cn")).map("country: {}".format),
        st.lists(days, max_size=3).map(lambda found: f"next: [{', '.join(map(str, found))}]"),
        days.map("snooze: {} away".format),
        days.map("source: {{date: {}}}".format),
        st.just("company: brightlite"),
        days.map("expected-purchase: {}".format),
        days.map(lambda day: f"birthday: {day:%m-%d}"),
        st.sampled_from(("true", "false")).map("consent: {{do-not-contact: {}}}".format),
        st.builds(
            lambda day, last: f"consent: {{sensitive: {day} told us until {max(day, last)}}}",
            days,
            days,
        ),
        st.integers(0, 3).map("potential: {{need: {}}}".format),
        st.sampled_from(("muslim", "hindu", "jewish")).map("religion: {}".format),
    ),
    max_size=4,
    unique_by=lambda line: line.split(":")[0],
)
people = st.tuples(headers, st.lists(log_lines, max_size=6)).map(lambda p: _person(*p))
books = st.lists(people, min_size=1, max_size=4)

BRIGHTLITE = """---
name: Brightlite
country: de
founded: 1996-11-02
events: [{date: 2026-11-05, kind: exhibition}, {date: 2026-10-20, kind: anniversary}]
compliance: [{name: GS, until: 2026-12-01}]
buys: [BL-20]
---
"""
PRICES = {START - timedelta(days=90): "2.50", START + timedelta(days=20): "2.75"}


def _person(header: list[str], log: list[str]) -> str:
    top = "".join(f"{line}\n" for line in header)
    body = "\n## Log\n\n" + "".join(f"- {line}\n" for line in log) if log else ""
    return f"---\nname: Anna\n{top}---\n{body}"


def price_list_text(price: str) -> str:
    """A price list of the one product that Brightlite buys."""
    head = "sku,name,group,unit,currency,price,moq,lead_time_days,valid_until,note"
    return f"{head}\nBL-20,Strip,led,pcs,USD,{price},,35,,\n"


def price_list(start: date, price: str) -> PriceList:
    return read_price_list(start, decode(f"{start}.csv", price_list_text(price).encode()))


def book_of(texts: list[str]) -> Book:
    """A book of customers `c0`, `c1` …, without files."""
    customers = {f"c{n}": dossier(text, dossier_id=f"c{n}") for n, text in enumerate(texts)}
    companies = {"brightlite": dossier(BRIGHTLITE, COMPANY, "brightlite")}
    policy = Policy(follow_up=packaged_figures(), country="cn", currency="USD")
    nothing = Rates("dossiers/rates.csv", (), ())
    prices = tuple(price_list(start, price) for start, price in PRICES.items())
    purposes = frozenset(("greeting",))
    return Book(
        root=Path("/"),
        policy=policy,
        customers=customers,
        companies=companies,
        countries={},
        members={},
        price_lists=prices,
        rates=nothing,
        unreadable=(),
        strays=(),
        refused=(),
        purposes=purposes,
    )
