"""Setting the next step: what is done goes, what is to be done comes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dossierkit.book.change import Wanted
from dossierkit.book.next_steps import NextSteps, open_steps
from dossierkit.schema.dossier import Dossier
from dossierkit.text.translation import _
from dossierkit.web.asked import Answer, Ask, Nowhere
from dossierkit.web.days import step_of_form
from dossierkit.web.desk import Desk, Note
from dossierkit.web.layout import around
from dossierkit.web.whom import Whom, whom
from dossierkit.web.writing import Refused, back, saved


def page(desk: Desk, ask: Ask) -> Answer:
    """The steps that are open, and room for one more."""
    return Answer(_form(desk, _customer(desk, ask), {}, ()))


def save(desk: Desk, ask: Ask) -> Answer:
    """Takes out the steps that are done and writes the new one; or the form again, with what is
    wrong."""
    found = _customer(desk, ask)
    done = ask.several.get("done", [])
    try:
        note = _saved(desk, found, ask.form, done)
    except Refused as error:
        return Answer(_form(desk, found, ask.form, done, error), 422)
    return back(desk, found, note)


def _customer(desk: Desk, ask: Ask) -> Whom:
    found = whom(desk, ask)
    if found.kind != "customer":
        raise Nowhere(_("a next step belongs to a customer"))
    return found


def _form(
    desk: Desk,
    found: Whom,
    filled: Mapping[str, str],
    done: Sequence[str],
    error: Refused | None = None,
) -> str:
    return around(
        desk,
        found.book,
        "next.html",
        whom=found,
        filled=filled,
        done=done,
        error=error,
        steps=open_steps(found.dossier),
    )


def _saved(desk: Desk, found: Whom, form: Mapping[str, str], done: Sequence[str]) -> Note:
    today = desk.writing_day(found.book)
    new = step_of_form(form.get("next_day", ""), form.get("next_what", ""), today, "next_day")
    if not new and not done:
        raise Refused(_("say what is done, or what comes next"), "next_day")

    def want(present: Dossier[Any]) -> Wanted:
        items = open_steps(present)
        gone = [step for step in done if step not in items]
        if gone:
            said = _("'{step}' is no longer there; look again").format(step=gone[0])
            raise Refused(said)
        left = [step for step in items if step not in done]
        after = NextSteps((*left, *([new] if new else [])), tuple(done))
        return Wanted({("next",): after.wish()})

    written = saved(found, want, "set", "next", form.get("why", ""))
    return Note(tuple(_("done: {step}").format(step=step) for step in done), written)
