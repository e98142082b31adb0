"""Logging a touch: what happened, and the next step."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from dossierkit.book.change import Wanted, Wish
from dossierkit.book.next_steps import NextSteps, next_steps, open_steps
from dossierkit.method.suggesting.consequences import consequences
from dossierkit.schema.dossier import Dossier
from dossierkit.text.event import DIRECTIONS, LogLine, Money
from dossierkit.text.log_line import Bullet, format_log_line
from dossierkit.text.scalar import CannotEdit
from dossierkit.text.translation import _
from dossierkit.web.asked import Answer, Ask, Nowhere
from dossierkit.web.days import day_of_form, step_of_form, time_of_form
from dossierkit.web.desk import Desk, Note
from dossierkit.web.layout import around
from dossierkit.web.whom import Whom, whom
from dossierkit.web.writing import Refused, back, saved

WITH_LOG = ("customer", "company")


def page(desk: Desk, ask: Ask) -> Answer:
    """The form, empty but for today's day."""
    found = _with_log(desk, ask)
    filled = {"event": ask.query.get("event", ""), "day": str(desk.writing_day(found.book))}
    return Answer(_form(desk, found, filled))


def save(desk: Desk, ask: Ask) -> Answer:
    """Writes the line and the next step, in one edit; or the form again, with what is wrong."""
    found = _with_log(desk, ask)
    try:
        note = _saved(desk, found, ask)
    except Refused as error:
        return Answer(_form(desk, found, ask.form, error), 422)
    return back(desk, found, note)


def _with_log(desk: Desk, ask: Ask) -> Whom:
    found = whom(desk, ask)
    if found.kind not in WITH_LOG:
        raise Nowhere(_("only a customer or a company has a log"))
    return found


def _form(desk: Desk, found: Whom, filled: Mapping[str, str], error: Refused | None = None) -> str:
    return around(
        desk,
        found.book,
        "log.html",
        whom=found,
        filled=filled,
        error=error,
        events=DIRECTIONS,
        members=found.book.members,
        steps=open_steps(found.dossier) if found.kind == "customer" else [],
    )


def _saved(desk: Desk, found: Whom, ask: Ask) -> Note:
    today = desk.writing_day(found.book)
    form = ask.form
    bullet = _bullet(found, form, today)
    line = bullet.read()
    new = None
    if found.kind == "customer":
        new = step_of_form(form.get("next_day", ""), form.get("next_what", ""), today, "next_day")
    after: list[NextSteps] = []

    def want(present: Dossier[Any]) -> Wanted:
        wishes: dict[tuple[str, ...], Wish] = {}
        if found.kind == "customer":
            steps = next_steps(present, line, [new] if new else [])
            after[:] = [steps]
            if steps.closed or new:
                wishes["next",] = steps.wish()
        return Wanted(wishes, bullet)

    summary = " ".join(filter(None, (line.event, _way(form))))
    done = saved(found, want, "log", summary, "")
    said = [f"- {bullet.line}"]
    said += [_("done: {step}").format(step=step) for step in after[0].closed] if after else []
    return Note(tuple(said), done, _proposed(found, line, max(today, line.date)))


def _bullet(found: Whom, form: Mapping[str, str], today: date) -> Bullet:
    """The log line; raises Refused with the field that is to blame."""
    event = form.get("event", "")
    if event not in DIRECTIONS:
        raise Refused(_("choose what happened"), "event")
    text = form.get("text", "")
    if not text.strip():
        raise Refused(_("say what happened, in a few words"), "text")
    day = day_of_form(form.get("day", "") or str(today), today, "day")
    if day > today:
        said = _("{day} has not come yet; what is to happen is a next step").format(day=day)
        raise Refused(said, "day")
    member = form.get("by") or None
    if member and member not in found.book.members:
        raise Refused(_("there is no member '{word}'").format(word=member), "by")
    try:
        return format_log_line(
            event,
            day,
            text,
            clock=time_of_form(form.get("time", ""), "time"),
            direction=_way(form),
            money=_money(form.get("amount", "")),
            member=member,
        )
    except CannotEdit as error:
        raise Refused(str(error), "text") from error


def _way(form: Mapping[str, str]) -> Literal["in", "out"] | None:
    """The direction that was chosen; a note has none."""
    chosen = "" if form.get("event") == "note" else form.get("direction")
    return "in" if chosen == "in" else "out" if chosen == "out" else None


def _money(text: str) -> Money | None:
    """An amount as the log itself would read it; raises Refused."""
    amount = " ".join(text.split())
    if not amount:
        return None
    try:
        line = Bullet(f"2000-01-01 quote {amount[:3].upper()}{amount[3:]}: x", ()).read()
        money = (
            line.money if (line.text, line.member, line.direction) == ("x", None, "out") else None
        )
    except CannotEdit:
        money = None
    if money is None:
        said = _("'{word}' is no amount; write it as USD 12,400.00").format(word=text)
        raise Refused(said, "amount")
    return money


def _proposed(found: Whom, line: LogLine, today: date) -> tuple[tuple[str, str, str], ...]:
    """What follows from the event, for the user to decide."""
    if found.kind != "customer":
        return ()
    proposed = consequences(found.book, found.dossier, line, today)
    return tuple((one.reason, one.field, str(one.value)) for one in proposed)
