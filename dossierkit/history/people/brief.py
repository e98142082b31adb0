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
from dossierkit.text.translation import _, plural, word

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
        _("{intro} The dossier: `{path}`").format(intro=intro, path=dossier.path),
        *section(_("Where it stands"), list(_standing(case))),
        *section(
            _("Why it stalled"), list(_stalled(case, past)) or [_("Nothing says that it has.")]
        ),
        *section(_("What was promised"), list(_promised(case, past)) or [_("Nothing is open.")]),
        *section(_("Terms, and how they came about"), list(terms(company, past.company))),
        *section(_("What is due"), list(_due(found))),
        *section(_("How to talk to them"), list(manners(customer, on))),
        *section(_("Others at the company"), list(colleagues(book, dossier, on))),
        *section(_("The last {latest} lines of the log").format(latest=LATEST), _latest(case)),
    ]
    return "\n".join(lines) + "\n"


def _standing(case: Case) -> Iterator[str]:
    customer = case.customer
    if customer.consent.do_not_contact:
        yield _("**Do not contact**: they asked us not to.")
    if customer.consent.marketing == "refused":
        yield _("No bulk mail: they refused it.")
    if customer.snooze and customer.snooze.date >= case.on:
        yield _("Snoozed until {snooze}").format(snooze=plain(str(customer.snooze)))
    named = (
        (_("stage"), "stage", customer.stage),
        (_("rapport"), "rapport", customer.rapport),
        (_("intent"), "intent", customer.intent),
    )
    facts = [f"{name} {word(value, kind)}" for name, kind, value in named if value]
    yield ", ".join([_kind(case), *facts])
    last = case.last_touch
    yield (
        _("Last touch, {ago}: {line}").format(ago=_ago(last.date, case.on), line=_line(last))
        if last
        else _("No touch yet")
    )
    orders = [touch for touch in case.course if touch.event == "order"]
    if orders:
        count = plural("1 order", "{count} orders", len(orders)).format(count=len(orders))
        value = _value(orders)
        yield _("{count}{value}; the last on {date}").format(
            count=count,
            value=_(", together {value}").format(value=value) if value else "",
            date=orders[-1].date,
        )


def _kind(case: Case) -> str:
    return {
        "prospect": _("A prospect: no order yet"),
        "customer": _("An actual customer"),
        "lapsed": _("A lapsed customer"),
    }[case.standing]


def _value(orders: Sequence[LogLine]) -> str:
    """The sum of orders, by currency."""
    sums: dict[str, Decimal] = {}
    for money in (order.money for order in orders):
        if money:
            sums[money.currency] = sums.get(money.currency, Decimal(0)) + money.amount
    return _(" and ").join(f"{currency} {amount:,}" for currency, amount in sorted(sums.items()))


def _stalled(case: Case, past: Past) -> Iterator[str]:
    customer = case.customer
    if customer.reason:
        yield _("Reason noted: {reason}").format(reason=plain(customer.reason))
    lost = [touch for touch in case.course if touch.event == "lost"]
    if lost:
        yield _("The deal was lost: {line}").format(line=_line(lost[-1]))
    for event in ("quote", "sample", "intro"):
        sent = _unanswered(case, event)
        if sent:
            yield _("Unanswered, sent {ago}: {line}").format(
                ago=_ago(sent.date, case.on), line=_line(sent)
            )
    known = promises(past.customer or ())
    for plan in sorted(known, key=lambda plan: -len(plan.pushes))[:_MOST_PUSHED]:
        if plan.pushes:
            times = plural("once", "{count} times", len(plan.pushes)).format(count=len(plan.pushes))
            first, last = plan.days[0].day, plan.days[-1].day
            yield _("Pushed back {times}, from {first} to {last}: {text}").format(
                times=times, first=first, last=last, text=plain(plan.text or _("follow up"))
            )
    if customer.expected_purchase:
        yield _("They expect to buy: {expected_purchase}").format(
            expected_purchase=customer.expected_purchase
        )


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
        text = plain(f"{item.date} {item.text or _('follow up')}")
        late = (
            _("; missed, {ago}").format(ago=_ago(item.date, case.on)) if item.date < case.on else ""
        )
        plan = plan_of(item, known)
        since = plan.days[0] if plan else None
        yield (
            text
            + (
                _(" (since {written}, {by})").format(written=since.written, by=plain(since.by))
                if since
                else ""
            )
            + late
        )
    for plan in known:
        judged = judge(plan, case.dossier.log.lines, case.on, case.calendar)
        if plan.ended and judged and judged.outcome == "missed":
            yield (
                _("Missed, and taken out: {day} {text}")
                .format(day=plan.days[-1].day, text=plain(plan.text))
                .rstrip()
            )
    for touch in case.course:
        is_quote = touch.event == "quote" and touch.direction == "out"
        if is_quote and touch.valid and touch.valid >= case.on:
            yield _("A quote that is still valid until {valid}: {line}").format(
                valid=touch.valid, line=_line(touch)
            )


def _due(found: Why) -> Iterator[str]:
    entry = found.entry
    for reason in entry.reasons:
        yield f"{reason.due}: {plain(reason.text)} ({_(reason.rule)})"
    if entry.reasons:
        yield _("To do: {kind}, by {channel}").format(
            kind=word(entry.action.kind, "action"),
            channel=word(entry.action.channel or "", "channel") or _("any way"),
        )
        return
    day = next_due(found)
    yield _("Nothing today; the next is on {day}").format(day=day) if day else _("Nothing")


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
    by = _("by {member}").format(member=touch.member) if touch.member else None
    head = " ".join(filter(None, (str(touch.date), touch.event, direction, money, by)))
    return f"{head}: {plain(touch.text)}" if touch.text else head


def _ago(day: date, on: date) -> str:
    days = (on - day).days
    return {0: _("today"), 1: _("yesterday")}.get(days, _("{days} days ago").format(days=days))
