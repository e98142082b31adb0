"""`dossier log`: what happened, in one line, with the next step and what has changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import click

from dossierkit.book.book import Book
from dossierkit.book.change import Wanted, Wish
from dossierkit.book.fields import dossiers_of, kind_of
from dossierkit.book.next_steps import next_steps
from dossierkit.cli.checked import real_today
from dossierkit.cli.completing import EVENT, WHO
from dossierkit.cli.indexed import open_for_few
from dossierkit.cli.log_words import Said, money, next_item, require_event, said
from dossierkit.cli.opening import find_any, require_owner
from dossierkit.cli.options import WITH_LOG, DayParam, TimeParam, book_option, on_option
from dossierkit.cli.output import remark, safe, say
from dossierkit.cli.saving import Draft, save, say_saved
from dossierkit.cli.suggest_data import set_command
from dossierkit.cli.target import Target, find_target, split_fact
from dossierkit.history.commit import Message
from dossierkit.method.suggesting.consequences import consequences
from dossierkit.schema.dossier import Dossier
from dossierkit.text.log_line import Bullet, format_log_line
from dossierkit.text.scalar import CannotEdit
from dossierkit.text.translation import _, word


@click.command("log", short_help="Write down what happened, and the next step.")
@click.argument("who", type=WHO)
@click.argument("event", type=EVENT)
@click.argument("words", nargs=-1, metavar="[in|out] TEXT...")
@click.option("--date", "day", type=DayParam(), metavar="DATE", help="The day it happened.")
@click.option("--time", "clock", type=TimeParam(), metavar="HH:MM", help="When on that day.")
@click.option("--amount", metavar="MONEY", help="What a quote or order is worth: 'USD 12,400'.")
@click.option("--by", "member", metavar="MEMBER", help="Who of us did it.")
@click.option("--next", "steps", multiple=True, metavar="STEP", help="What comes next: '3d call'.")
@click.option("--set", "facts", multiple=True, metavar="FIELD=VALUE", help="A fact that changed.")
@click.option("--why", default="", metavar="TEXT", help="The reason, for the history.")
@on_option
@book_option
def command(book_path: str | None, who: str, **given: Any) -> int:
    """Write one line into the log of WHO, a customer or a company: one edit, one commit.

    \b
    Examples:
      dossier log anna call "Not decided, compares with two others" --next "3d ask again"
      dossier log anna quote out "1 000 pcs BL-20" --amount "USD 12,400" --by lily
      dossier log anna order "PO 4711" --amount "EUR 9,800.00" --set stage=harmony
      dossier log anna email in "Test passed" --date yesterday

    EVENT is one of: call email chat meeting visit fair inquiry intro quote sample order payment
    shipment complaint greeting price-update thanks lost note. A next step dated on or before the
    line is done: it is taken out and shown. What the event suggests is proposed, never done.
    """
    book = open_for_few(book_path)
    event = require_event(given["event"])
    words = said(event, given["words"])
    dossier = find_any(who, dossiers_of(book), book)
    kind = kind_of(book, dossier)
    if kind not in WITH_LOG:
        raise click.ClickException(
            _("{id} is a {kind}; a customer or a company has a log").format(
                id=dossier.id, kind=word(kind, "dossier")
            )
        )
    today = given["on"] or real_today(book)
    bullet = _bullet(book, event, words, today, given)
    steps = [next_item(text, today) for text in given["steps"]]
    if steps and kind == "company":
        raise click.UsageError(
            _("a next step belongs to a customer; log it with one of the people")
        )
    targets = _targets(book, kind, dossier, given["facts"])
    entry = Entry(dossier, kind, bullet, steps, targets)
    summary = " ".join(filter(None, (event, words.direction)))
    ids = tuple(draft.dossier.id for draft in entry.drafts())
    saved = save(book, entry.drafts(), Message("log", dossier.id, summary, given["why"], ids))
    say(safe(f"{dossier.id}: - {bullet.line}"))
    for step in entry.closed:
        say(safe(_("{id}: done: {step}").format(id=dossier.id, step=step)))
    say_saved(saved)
    if kind == "customer":
        _propose(book, entry, max(today, entry.line.date))
    return 0


def _bullet(book: Book, event: str, words: Said, today: date, given: dict[str, Any]) -> Bullet:
    """The log line; an expected failure for a day to come or a member that is not there."""
    day: date = given["day"] or today
    amount = money(given["amount"]) if given["amount"] else None
    if day > real_today(book):
        raise click.ClickException(
            _(
                "{day} has not come yet, and a log tells what happened; what is to happen is "
                "a next step: --next '{day} {text}'"
            ).format(day=day, text=words.text)
        )
    if book.members:
        require_owner(book, given["member"])
    try:
        return format_log_line(
            event,
            day,
            words.text,
            clock=given["clock"],
            direction=words.direction,
            money=amount,
            member=given["member"],
        )
    except CannotEdit as error:
        raise click.ClickException(str(error)) from error


def _targets(
    book: Book, kind: str, dossier: Dossier[Any], facts: Sequence[str]
) -> list[tuple[Target, Wish]]:
    """The fields that `--set` names, with what they are to be."""
    found = []
    for text in facts:
        name, value = split_fact(text)
        target = find_target(book, kind, dossier, name)
        found.append((target, target.wish(value)))
    return found


class Entry:
    """What one call of the command writes, into one dossier or also into the company's."""

    def __init__(
        self,
        dossier: Dossier[Any],
        kind: str,
        bullet: Bullet,
        steps: Sequence[str],
        targets: Sequence[tuple[Target, Wish]],
    ) -> None:
        self.dossier = dossier
        self.kind = kind
        self.bullet = bullet
        self.line = bullet.read()
        self.steps = steps
        self.targets = targets
        self.closed: tuple[str, ...] = ()
        self.is_planned = False

    def drafts(self) -> list[Draft]:
        """The edits, that of the log first."""
        company = next((t.dossier for t, _unused in self.targets if t.kind != self.kind), None)
        own = Draft(self.dossier, self.kind, self._want)
        others = Wanted(self._wishes("company"))
        return [own, *([Draft(company, "company", lambda _unused: others)] if company else [])]

    def fields(self) -> set[str]:
        """The facts that the user set along with the event."""
        return {target.field for target, _unused in self.targets}

    def _wishes(self, kind: str) -> dict[tuple[str, ...], Wish]:
        return {target.path: wish for target, wish in self.targets if target.kind == kind}

    def _want(self, present: Dossier[Any]) -> Wanted:
        wishes = self._wishes(self.kind)
        if self.kind == "customer" and "next" not in self.fields():
            after = next_steps(present, self.line, self.steps)
            self.closed, self.is_planned = after.closed, bool(after.open)
            if after.closed or self.steps:
                wishes["next",] = after.wish()
        return Wanted(wishes, self.bullet)


def _propose(book: Book, entry: Entry, today: date) -> None:
    """Says what follows from the event, as commands the user may run."""
    who, done = entry.dossier.id, entry.fields()
    for one in consequences(book, entry.dossier, entry.line, today):
        if one.field not in done:
            remark(f"{one.reason}: {set_command(who, one.field, one.value)}")
    if entry.closed and not entry.is_planned:
        remark(_("no next step is left: dossier log {who} note TEXT --next '3d …'").format(who=who))
