"""What holds for every book and every day."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from pathlib import Path

from conftest import dossier
from dues import person
from hypothesis import given, settings
from hypothesis import strategies as st

from dossierkit.book.book import Book
from dossierkit.method.followups import FollowUp, Reason, due, needs_entry_day, why
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
        st.integers(0, 3).map("potential: {{need: {}}}".format),
    ),
    max_size=4,
    unique_by=lambda line: line.split(":")[0],
)
people = st.tuples(headers, st.lists(log_lines, max_size=6)).map(lambda p: person(*p[0], *p[1]))
books = st.lists(people, min_size=1, max_size=4)

quick = settings(derandomize=True, deadline=None, max_examples=60)


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
PASSING = {"occasion", "after-order", "quote-expiry"}
"""Rules that end by themselves: three days, ninety days, or the last day of a quote later."""


def price_list(start: date, price: str) -> PriceList:
    head = "sku,name,group,unit,currency,price,moq,lead_time_days,valid_until,note"
    text = f"{head}\nBL-20,Strip,led,pcs,USD,{price},,35,,\n"
    return read_price_list(start, decode(f"{start}.csv", text.encode()))


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


def listed(book: Book, on: date) -> dict[str, FollowUp]:
    return {entry.id: entry for entry in due(book, on).entries}


@quick
@given(books, days, st.integers(0, 30))
def test_it_depends_on_nothing_but_its_arguments(texts: list[str], on: date, within: int) -> None:
    book = book_of(texts)
    first = due(book, on, within=within)
    backwards = dataclasses.replace(
        book, customers=dict(reversed(book.customers.items())), _calendars={}
    )
    assert due(book, on, within=within) == first
    again = due(backwards, on, within=within)
    assert again.entries == first.entries
    assert {one.id for one in again.without_need} == {one.id for one in first.without_need}


@quick
@given(books, days, st.integers(0, 30))
def test_every_entry_is_sound(texts: list[str], on: date, within: int) -> None:
    entries = due(book_of(texts), on, within=within).entries
    for entry in entries:
        assert entry.due is not None
        assert entry.due == min(reason.due for reason in entry.reasons)
        leads = {"occasion", "event"} & {reason.rule for reason in entry.reasons}
        assert entry.due <= on + timedelta(days=within) or leads
        assert [r.due for r in entry.reasons] == sorted(r.due for r in entry.reasons)
        assert 0 <= entry.overdue_days <= (on - entry.due).days or entry.overdue_days == 0
        assert 1 <= entry.priority <= 9
        wanted = "overdue" if entry.overdue_days else ("today" if entry.due <= on else "soon")
        assert entry.urgency == wanted
        assert entry.moved_from is None or entry.moved_from < entry.due
        assert not entry.customer.facts.consent.do_not_contact
    order = [(entry.priority, entry.due, entry.id) for entry in entries]
    assert order == sorted(order)


@quick
@given(people, days, st.integers(1, 40))
def test_once_due_it_stays_until_something_closes_it(text: str, on: date, later: int) -> None:
    book = book_of([text])
    before, then = listed(book, on), listed(book, on + timedelta(days=later))
    customer = book.customers["c0"]
    touches = [line.date for line in customer.log.lines if line.is_touch]
    is_closed = any(on < day <= on + timedelta(days=later) for day in touches)
    sleeps = customer.facts.snooze and customer.facts.snooze.date >= on
    is_dated = bool(customer.facts.source.date)
    lasting = [r for r in before["c0"].reasons if lasts(r, is_dated)] if before else []
    if lasting and not is_closed and not sleeps:
        still = [r for r in then["c0"].reasons if lasts(r, is_dated)]
        assert min(r.due for r in still) <= min(r.due for r in lasting)


def lasts(reason: Reason, is_dated: bool) -> bool:
    """Whether only a touch ends it: not so our own holidays, and of those never contacted, for
    whom no day is known to count from, the day."""
    if reason.rule == "never-contacted":
        return is_dated
    return reason.rule not in PASSING and not reason.text.startswith("our ")


@quick
@given(headers, st.lists(log_lines, max_size=6), days, st.sampled_from(EVENTS))
def test_a_touch_of_ours_never_makes_anything_earlier(
    header: list[str], log: list[str], on: date, event: str
) -> None:
    past = [line for line in log if line[:10] <= str(on)]
    before = listed(book_of([person(*header, *past)]), on)
    after = listed(book_of([person(*header, *past, f"{on} {event} out: y")]), on)
    if event == "note" or not after:
        return
    known = {(r.rule, r.text) for r in before["c0"].reasons} if before else set()
    fresh = [r for r in after["c0"].reasons if (r.rule, r.text) not in known]
    assert all(reason.due >= on for reason in fresh)
    assert after["c0"].overdue_days <= (before["c0"].overdue_days if before else 0)


@quick
@given(people, days, st.integers(0, 30))
def test_why_agrees_with_the_list(text: str, on: date, within: int) -> None:
    book = book_of([text])
    found = why(book, book.customers["c0"], on, within=within)
    shown = due(book, on, within=within).entries
    if shown:
        assert found.entry == shown[0]
    else:
        assert found.entry.due is None
        assert found.entry.reasons == ()
    reasons = [(reason.rule, reason.text) for reason in found.entry.reasons]
    steps = [(step.rule, step.text) for step in found.chain if step.applies]
    assert set(reasons) <= set(steps)


@quick
@given(books, days)
def test_the_day_of_entry_is_asked_for_whoever_needs_it(texts: list[str], on: date) -> None:
    book = book_of(texts)
    entered = {dossier.id: on - timedelta(days=3) for dossier in needs_entry_day(book, on)}
    for entry in due(book, on, entered=entered).entries:
        if [reason.text for reason in entry.reasons] == ["never contacted"]:
            raise AssertionError(entry)
