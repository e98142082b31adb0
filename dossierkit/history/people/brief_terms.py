"""The terms of a company in a brief, and how they came about (M27)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from dossierkit.history.past.changes import FactChange
from dossierkit.history.past.life import Step
from dossierkit.history.people.markdown import plain
from dossierkit.schema.company import Company, Terms
from dossierkit.schema.dossier import Dossier
from dossierkit.text.translation import N_, _

_NO_HISTORY = N_("How it came about is not known: this book is a plain folder, without git.")


def terms(company: Dossier[Company] | None, steps: Sequence[Step] | None) -> Iterator[str]:
    """What is agreed now, and each change with its day, author and reason; `steps` are the life of
    the company's dossier, None without git."""
    if company is None:
        yield _("No company, so no terms")
        return
    now = [f"{name} {plain(value)}" for name, value in _flat(company.facts.terms)]
    yield _("Now: {now}").format(now="; ".join(now)) if now else _("Nothing is agreed yet")
    if steps is None:
        yield _(_NO_HISTORY)
        return
    for step in steps:
        changes = [one for one in step.facts if one.field.startswith("terms.")]
        if step.is_birth:
            changes = [one for one in changes if _is_past(one, steps)]
        if changes or step.is_birth:
            yield _change(step, changes)


def _is_past(change: FactChange, steps: Sequence[Step]) -> bool:
    """Whether a term that was entered with the dossier is another one by now."""
    same = (one for step in steps for one in step.facts if one.field == change.field)
    return any(one.old is not None for one in same)


def _change(step: Step, changes: Sequence[FactChange]) -> str:
    """When terms changed, by whom, from what to what, and what the commit says about it."""
    what = "; ".join(map(_in_words, changes))
    if step.commit is None:
        return _("Not committed yet: {what}").format(what=what)
    who = f"{step.commit.when:%Y-%m-%d}, {plain(step.commit.author)}"
    if step.is_birth:
        return _("{who}: first entered{what}").format(
            who=who, what=_(", with {what}").format(what=what) if what else ""
        )
    why = ": ".join(filter(None, (step.commit.subject, step.commit.body)))
    return f"{who}: {what} ({plain(why)})"


def _in_words(change: FactChange) -> str:
    name, new = change.field.removeprefix("terms."), _said(change.new)
    return f"{name} {_said(change.old)} → {new}" if change.old is not None else f"{name} {new}"


def _said(value: object) -> str:
    if value is None:
        return _("nothing")
    return f"“{plain(', '.join(map(str, value)) if isinstance(value, list) else str(value))}”"


def _flat(terms: Terms, prefix: str = "") -> Iterator[tuple[str, str]]:
    """The terms that are set, by their names."""
    for name, fact in terms.declared.items():
        value = getattr(terms, fact.attribute)
        if hasattr(value, "declared"):
            yield from _flat(value, f"{name}.")
        elif value is not None:
            yes_or_no = {True: "yes", False: "no"}
            shown = yes_or_no[value] if isinstance(value, bool) else str(value)
            yield f"{prefix}{name}", f"{shown} %" if isinstance(value, Decimal) else shown
