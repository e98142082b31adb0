"""What holds for every book and every day."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta

from dues import person
from hypothesis import given, settings
from hypothesis import strategies as st
from random_customers import (
    EVENTS,
    book_of,
    books,
    days,
    headers,
    log_lines,
    people,
)

from dossierkit.book.book import Book
from dossierkit.method.followups import FollowUp, Reason, due, needs_entry_day, why

quick = settings(derandomize=True, deadline=None, max_examples=60)


PASSING = {"occasion", "after-order", "quote-expiry"}
"""Rules that end by themselves: three days, ninety days, or the last day of a quote later."""


def listed(book: Book, on: date) -> dict[str, FollowUp]:
    return {entry.id: entry for entry in due(book, on).entries}


@quick
@given(books, days, st.integers(0, 30))
def test_it_depends_on_nothing_but_its_arguments(texts: list[str], on: date, within: int) -> None:
    book = book_of(texts)
    first = due(book, on, within=within)
    backwards = dataclasses.replace(
        book, customers=dict(reversed([*book.customers.items()])), _calendars={}
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
