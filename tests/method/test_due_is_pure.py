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
from dossierkit.method.followups import FollowUp, due, needs_entry_day, why
from dossierkit.schema.policy import Policy, packaged_figures
from dossierkit.schema.pricelist import Rates

START = date(2026, 10, 1)
SPAN = 60

EVENTS = ("email", "call", "visit", "quote", "sample", "intro", "inquiry", "order", "note", "lost",
          "greeting", "price-update")  # fmt: skip
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
        st.sampled_from(("true", "false")).map("consent: {{do-not-contact: {}}}".format),
        st.integers(0, 3).map("potential: {{need: {}}}".format),
    ),
    max_size=4,
    unique_by=lambda line: line.split(":")[0],
)
people = st.tuples(headers, st.lists(log_lines, max_size=6)).map(lambda p: person(*p[0], *p[1]))
books = st.lists(people, min_size=1, max_size=4)

quick = settings(derandomize=True, deadline=None, max_examples=60)


def book_of(texts: list[str]) -> Book:
    """A book of customers `c0`, `c1` …, without files."""
    customers = {f"c{n}": dossier(text, dossier_id=f"c{n}") for n, text in enumerate(texts)}
    policy = Policy(follow_up=packaged_figures())
    nothing = Rates("dossiers/rates.csv", (), ())
    return Book(
        Path("/"), policy, customers, {}, {}, {}, (), nothing, (), (), (), frozenset(("greeting",))
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
    assert due(backwards, on, within=within) == first


@quick
@given(books, days, st.integers(0, 30))
def test_every_entry_is_sound(texts: list[str], on: date, within: int) -> None:
    entries = due(book_of(texts), on, within=within).entries
    for entry in entries:
        assert entry.due is not None
        assert entry.due == min(reason.due for reason in entry.reasons)
        assert entry.due <= on + timedelta(days=within)
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
    if before and not is_closed and not sleeps:
        assert then
        if before["c0"].reasons[0].rule != "never-contacted" or customer.facts.source.date:
            assert then["c0"].due is not None
            assert then["c0"].due <= on
            assert then["c0"].overdue_days >= before["c0"].overdue_days


@quick
@given(headers, st.lists(log_lines, max_size=6), days, st.sampled_from(EVENTS))
def test_a_touch_of_ours_never_makes_anything_earlier(
    header: list[str], log: list[str], on: date, event: str
) -> None:
    past = [line for line in log if line[:10] <= str(on)]
    before = listed(book_of([person(*header, *past)]), on)
    after = listed(book_of([person(*header, *past, f"{on} {event} out: y")]), on)
    if event != "note" and after:
        assert before
        assert after["c0"].overdue_days <= before["c0"].overdue_days
        assert {r.rule for r in after["c0"].reasons} <= {r.rule for r in before["c0"].reasons}


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
