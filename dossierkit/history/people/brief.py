"""The brief of one customer for whoever takes over: one page in plain words (M27, M51)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from dossierkit.book.book import Book
from dossierkit.history.past.life import Step
from dossierkit.history.past.promises import plan_of, promises
from dossierkit.history.people.brief_person import colleagues, manners
from dossierkit.history.people.brief_terms import terms
from dossierkit.history.people.markdown import plain, section
from dossierkit.method.case import Case, case_of
from dossierkit.method.course.plans import judge
from dossierkit.method.followups import Why
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.text.event import LogLine

LATEST = 10
"""How many lines of the log a brief shows."""
_MOST_PUSHED = 5
"""How many next steps that were pushed back a brief names."""


class Past(NamedTuple):
    """What git knows of a customer and of the company, the oldest step first; None without git."""

    customer: Sequence[Step] | None
    company: Sequence[Step] | None


def brief(book: Book, dossier: Dossier[Customer], found: Why, past: Past, intro: str) -> str:
    """The Markdown text of a brief. `intro` says who hands over to whom, and when."""
    customer, on = dossier.facts, found.entry.on
    case = case_of(book, dossier, on, None)
    company = book.company_of(customer)
    at = f" ({plain(company.facts.name)})" if company else ""
    lines = [
        f"# {plain(customer.name)}{at}",
        "",
        f"{intro} The dossier: `{dossier.path}`",
        *section("Where it stands", list(_standing(case))),
        *section("Why it stalled", list(_stalled(case, past)) or ["Nothing says that it has."]),
        *section("What was promised", list(_promised(case, past)) or ["Nothing is open."]),
        *section("Terms, and how they came about", list(terms(company, past.company))),
        *section("What is due", list(_due(found))),
        *section("How to talk to them", list(manners(customer, on))),
        *section("Others at the company", list(colleagues(book, dossier, on))),
        *section(f"The last {LATEST} lines of the log", _latest(case)),
    ]
    return "\n".join(lines) + "\n"


def _standing(case: Case) -> Iterator[str]:
    customer = case.customer
    if customer.consent.do_not_contact:
        yield "**Do not contact**: they asked us not to."
    if customer.consent.marketing == "refused":
        yield "No bulk mail: they refused it."
    if customer.snooze and customer.snooze.date >= case.on:
        yield f"Snoozed until {plain(str(customer.snooze))}"
    named = ("stage", customer.stage), ("rapport", customer.rapport), ("intent", customer.intent)
    facts = [f"{name} {value}" for name, value in named if value]
    yield ", ".join([_kind(case), *facts])
    last = case.last_touch
    yield f"Last touch, {_ago(last.date, case.on)}: {_line(last)}" if last else "No touch yet"
    orders = [touch for touch in case.course if touch.event == "order"]
    if orders:
        count = f"{len(orders)} orders" if len(orders) > 1 else "1 order"
        value = _value(orders)
        yield f"{count}{f', together {value}' if value else ''}; the last on {orders[-1].date}"


def _kind(case: Case) -> str:
    return {
        "prospect": "A prospect: no order yet",
        "customer": "An actual customer",
        "lapsed": "A lapsed customer",
    }[case.standing]


def _value(orders: Sequence[LogLine]) -> str:
    """The sum of orders, by currency."""
    sums: dict[str, Decimal] = {}
    for money in (order.money for order in orders):
        if money:
            sums[money.currency] = sums.get(money.currency, Decimal(0)) + money.amount
    return " and ".join(f"{currency} {amount:,}" for currency, amount in sorted(sums.items()))


def _stalled(case: Case, past: Past) -> Iterator[str]:
    customer = case.customer
    if customer.reason:
        yield f"Reason noted: {plain(customer.reason)}"
    lost = [touch for touch in case.course if touch.event == "lost"]
    if lost:
        yield f"The deal was lost: {_line(lost[-1])}"
    for event in ("quote", "sample", "intro"):
        sent = _unanswered(case, event)
        if sent:
            yield f"Unanswered, sent {_ago(sent.date, case.on)}: {_line(sent)}"
    known = promises(past.customer or ())
    for plan in sorted(known, key=lambda plan: -len(plan.pushes))[:_MOST_PUSHED]:
        if plan.pushes:
            times = "once" if len(plan.pushes) == 1 else f"{len(plan.pushes)} times"
            first, last = plan.days[0].day, plan.days[-1].day
            yield f"Pushed back {times}, from {first} to {last}: {plain(plan.text or 'follow up')}"
    if customer.expected_purchase:
        yield f"They expect to buy: {customer.expected_purchase}"


def _unanswered(case: Case, event: str) -> LogLine | None:
    """The last one of a kind that we sent, if nothing came in since."""
    for touch in reversed(case.course):
        if touch.event == event and touch.direction == "out":
            return touch
        if touch.comes_in:
            return None
    return None


def _promised(case: Case, past: Past) -> Iterator[str]:
    known = promises(past.customer or ())
    for item in case.open_items():
        text = plain(f"{item.date} {item.text or 'follow up'}")
        late = f"; missed, {_ago(item.date, case.on)}" if item.date < case.on else ""
        plan = plan_of(item, known)
        since = plan.days[0] if plan else None
        yield text + (f" (since {since.written}, {plain(since.by)})" if since else "") + late
    for plan in known:
        judged = judge(plan, case.dossier.log.lines, case.on, case.calendar)
        if plan.ended and judged and judged.outcome == "missed":
            yield f"Missed, and taken out: {plan.days[-1].day} {plain(plan.text)}".rstrip()
    for touch in case.course:
        is_quote = touch.event == "quote" and touch.direction == "out"
        if is_quote and touch.valid and touch.valid >= case.on:
            yield f"A quote that is still valid until {touch.valid}: {_line(touch)}"


def _due(found: Why) -> Iterator[str]:
    entry = found.entry
    for reason in entry.reasons:
        yield f"{reason.due}: {plain(reason.text)} ({reason.rule})"
    if entry.reasons:
        yield f"To do: {entry.action.kind}, by {entry.action.channel or 'any way'}"
        return
    day = next_due(found)
    yield f"Nothing today; the next is on {day}" if day else "Nothing"


def next_due(found: Why) -> date | None:
    """The day of the first follow-up that nothing silences, today's or a later one."""
    if found.entry.due:
        return found.entry.due
    days = (one.due for one in found.chain if one.due and one.silenced_by is None)
    return min(days, default=None)


def _latest(case: Case) -> list[str]:
    return [_line(touch) for touch in case.course[::-1][:LATEST]]


def _line(touch: LogLine) -> str:
    """A log line in the order in which it is written."""
    direction = touch.direction if touch.direction in ("in", "out") else None
    money = f"{touch.money.currency} {touch.money.amount:,}" if touch.money else None
    by = f"by {touch.member}" if touch.member else None
    head = " ".join(filter(None, (str(touch.date), touch.event, direction, money, by)))
    return f"{head}: {plain(touch.text)}" if touch.text else head


def _ago(day: date, on: date) -> str:
    days = (on - day).days
    return {0: "today", 1: "yesterday"}.get(days, f"{days} days ago")
