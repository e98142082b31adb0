"""Follow-ups for a person's eyes: the day's list, and the chain of rules of one customer."""

from __future__ import annotations

from datetime import datetime

from dossierkit.book.book import Book
from dossierkit.cli.due_data import clock_of
from dossierkit.cli.output import Column, paint, remark, safe, say, say_indented, table
from dossierkit.method.followups import Due, FollowUp, Why

_COLUMNS = (
    Column("LATE", right=True),
    Column("WHO", shrinks=True),
    Column("COMPANY", shrinks=True),
    Column("IN"),
    Column("DO"),
    Column("BY"),
    Column("THERE"),
)
_DO = {
    "next": "keep promise",
    "reply": "answer",
    "ladder": "follow up",
    "rhythm": "keep in touch",
    "no-plan": "make a plan",
    "never-contacted": "introduce us",
    "expected": "be there in time",
    "after-order": "look after them",
    "reorder": "ask for the next order",
    "refusal": "thank them",
    "occasion": "greet",
    "price-update": "tell new prices",
    "quote-expiry": "remind of the quote",
    "event": "prepare",
}
_COLOURS = {"overdue": "red", "today": "green", "soon": "dim"}


def show_list(book: Book, found: Due, now: datetime | None, within: int) -> None:
    """Prints the list: a line for each customer, with the reasons below it."""
    if found.entries:
        rows = [_row(book, entry, now) for entry in found.entries]
        heading, *lines = table(_COLUMNS, rows)
        say(heading)
        for entry, line in zip(found.entries, lines, strict=True):
            say(paint(line, _COLOURS[entry.urgency]))
            _say_reasons(entry)
    for sleeper in found.snoozed:
        until = f"{sleeper.until} {sleeper.text}".rstrip()
        say(paint(safe(f"      snoozed: {sleeper.name} until {until}"), "dim"))
    for finding in found.unreadable:
        remark(f"can't be read: {finding}")
    _say_summary(book, found, within)


def _row(book: Book, entry: FollowUp, now: datetime | None) -> list[str]:
    customer = entry.customer.facts
    company = book.company_of(customer)
    clock = clock_of(book, entry, now)
    there = f"{clock.time:%a %H:%M}{'' if clock.at_work else ' off'}" if clock else "-"
    return [
        _lateness(entry),
        customer.name or entry.id,
        company.facts.name if company else (customer.company or "-"),
        book.country_code(customer) or "-",
        what_to_do(entry),
        entry.action.channel or "-",
        there,
    ]


def _lateness(entry: FollowUp) -> str:
    if entry.overdue_days:
        return f"{entry.overdue_days} d"
    if entry.urgency == "today" or entry.due is None:
        return "today"
    return f"{entry.due:%m-%d}"


def what_to_do(entry: FollowUp) -> str:
    """What to do, in the words of the most pressing reason."""
    return _DO[entry.reasons[0].rule] if entry.reasons else "-"


def _say_reasons(entry: FollowUp) -> None:
    for reason in entry.reasons:
        say_indented(f"{reason.rule}: {reason.text}", 6)
    for note in entry.notes:
        say_indented(f"note: {note}", 6)


def say_left_out(found: Due) -> None:
    """Names those who would be due if they had any need."""
    if found.without_need:
        names = ", ".join(one.id for one in found.without_need)
        remark(f"left out, no need at all (potential.need: 0): {names}")


def _say_summary(book: Book, found: Due, within: int) -> None:
    say_left_out(found)
    span = f"{found.on}" + (f" and {within} days more" if within else "")
    if not book.customers and not found.unreadable:
        remark("no customers yet: put a file like anna-schmidt.md into dossiers/customers/")
    elif not found.entries:
        remark(f"nothing to do on {span}")
    else:
        late = sum(entry.overdue_days > 0 for entry in found.entries)
        remark(f"{len(found.entries)} to do on {span}, {late} overdue; why: dossier due --why WHO")
    if found.unreadable:
        count = len({finding.path for finding in found.unreadable})
        remark(f"{count} files can't be trusted until they are mended: dossier check")


def show_why(book: Book, found: Why, now: datetime | None) -> None:
    """Prints every rule considered for one customer, with figures and sources."""
    entry = found.entry
    name = entry.customer.facts.name or entry.id
    say(paint(safe(f"{name} ({entry.id})"), "bold") + f"  on {entry.on}")
    if entry.due:
        channel = entry.action.channel or "any way"
        late = f", {entry.overdue_days} days overdue" if entry.overdue_days else ""
        say(f"due {entry.due}{late}: {what_to_do(entry)} by {channel} ({entry.action.kind})")
        parts = ", ".join(f"{points:+} {text}" for text, points in entry.score.parts)
        say_indented(f"priority {entry.priority}, from 1 (first) to 9: {parts}", 0)
    else:
        say("nothing is due")
    for step in found.chain:
        mark = "-" if not step.applies else ("x" if step.silenced_by else "+")
        say(f"  {mark} {step.rule}" + (f"  {step.due}" if step.due else ""))
        say_indented(step.text, 6)
        if step.silenced_by:
            say(f"      silenced by: {step.silenced_by}")
        if step.path:
            say(safe(f"      {step.path}:{step.line}"))
    for note in entry.notes:
        say_indented(f"note: {note}", 2)
    say("+ applies   x silenced   - does not apply")
