"""`due --why WHO`: every rule considered for one customer, and what comes of it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import click

from dossierkit.book.book import Book
from dossierkit.cli.due_data import entry_data
from dossierkit.cli.entry_days import entry_day_of
from dossierkit.cli.moment import book_at
from dossierkit.cli.opening import find_who, require_owner
from dossierkit.cli.output import paint, remark, safe, say, say_indented, say_json
from dossierkit.index.answers import listed_of, whole_listing
from dossierkit.method.followups import Due, Why, why
from dossierkit.report.deeds import what_to_do
from dossierkit.text.translation import _, word


def explain(
    book_path: str | None,
    at: str | None,
    on: date | None,
    within: int,
    owner: str | None,
    who: str,
    output_format: str,
) -> int:
    """Prints the chain of rules of one customer, as a table or as JSON; 1 if their file is in
    doubt."""
    with book_at(book_path, at, on) as moment:
        book, day = moment.book, moment.day
        require_owner(book, owner)
        now = datetime.now(UTC) if day == date.today() else None
        dossier = find_who(who, book.customers, book)
        days = entry_day_of(book, dossier, day, moment.root, moment.rev)
        found = why(book, dossier, day, within=within, entered=days)
        if output_format == "json":
            say_json(why_data(book, found, now))
        elif output_format != "table":
            raise click.UsageError(_("--why is written as a table or as json"))
        else:
            show_why(found)
        for doubt in dossier.doubts:
            remark(f"{doubt}\n    {doubt.hint}")
        return 1 if dossier.doubts else 0


def why_data(book: Book, found: Why, now: datetime | None) -> dict[str, Any]:
    """One follow-up with its chain of rules."""
    chain = [
        {
            "rule": step.rule,
            "applies": step.applies,
            "text": step.text,
            "due": step.due.isoformat() if step.due else None,
            "silenced_by": step.silenced_by,
            "path": step.path,
            "line": step.line,
        }
        for step in found.chain
    ]
    whole = whole_listing(book, Due(found.entry.on, (), (), (), ()))
    return {**entry_data(whole, listed_of(book, found.entry), now), "chain": chain}


def show_why(found: Why) -> None:
    """Prints every rule considered for one customer, with figures and sources."""
    entry = found.entry
    name = entry.customer.facts.name or entry.id
    say(paint(safe(f"{name} ({entry.id})"), "bold") + _("  on {on}").format(on=entry.on))
    if entry.due:
        channel = word(entry.action.channel or "", "channel") or _("any way")
        late = (
            _(", {overdue_days} days overdue").format(overdue_days=entry.overdue_days)
            if entry.overdue_days
            else ""
        )
        what = what_to_do(entry.reasons[0].rule)
        say(
            _("due {due}{late}: {what} by {channel} ({kind})").format(
                due=entry.due,
                late=late,
                what=what,
                channel=channel,
                kind=word(entry.action.kind, "action"),
            )
        )
        parts = ", ".join(f"{points:+} {text}" for text, points in entry.score.parts)
        say_indented(
            _("priority {priority}, from 1 (first) to 9: {parts}").format(
                priority=entry.priority, parts=parts
            ),
            0,
        )
    else:
        say(_("nothing is due"))
    for step in found.chain:
        mark = "-" if not step.applies else ("x" if step.silenced_by else "+")
        say(f"  {mark} {_(step.rule)}" + (f"  {step.due}" if step.due else ""))
        say_indented(step.text, 6)
        if step.silenced_by:
            say(_("      silenced by: {silenced_by}").format(silenced_by=_(step.silenced_by)))
        if step.path:
            say(safe(f"      {step.path}:{step.line}"))
    for note in entry.notes:
        say_indented(_("note: {note}").format(note=note), 2)
    say(_("+ applies   x silenced   - does not apply"))
