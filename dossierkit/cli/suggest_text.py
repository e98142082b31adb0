"""Suggestions for a person's eyes: what may have changed, why, and how to say so."""

from __future__ import annotations

from dossierkit.book.book import Book
from dossierkit.cli.output import paint, safe, say, say_indented
from dossierkit.cli.suggest_data import Suggested, set_command
from dossierkit.method.suggesting.suggestions import Evidence, Suggestion
from dossierkit.text.translation import _

_SHOWN = 4
"""Lines of evidence that are shown of one suggestion; the JSON has them all."""


def show_suggested(book: Book, found: list[Suggested], language: str) -> None:
    """Prints who may have moved: a paragraph for each customer. Beside another stage stands what
    to do at it, and what may go wrong (M31)."""
    for number, (dossier, theirs) in enumerate(found):
        if number:
            say()
        company = book.company_of(dossier.facts)
        where = f", {company.facts.name}" if company else ""
        say(paint(safe(f"{dossier.facts.name} ({dossier.id}){where}"), "bold"))
        for one in theirs:
            _show(dossier.id, one)
            if one.field == "stage" and one.value:
                _show_stage(book, one.value, language)


def _show(who: str, one: Suggestion) -> None:
    was, will = one.now or _("not set"), one.value or _("not set")
    say_indented(f"{one.field}: {was} → {will}: {one.reason} ({one.source})", 2)
    for seen in one.evidence[-_SHOWN:]:
        _show_evidence(seen)
    if len(one.evidence) > _SHOWN:
        say(_("      and {count} earlier").format(count=len(one.evidence) - _SHOWN))
    say("    " + safe(set_command(who, one.field, one.value, one.reason)))


def _show_stage(book: Book, stage: str, language: str) -> None:
    from dossierkit.method.advising.advice import stage_advice

    said = stage_advice(book, stage, language=language)
    for text in filter(None, (said.advice, said.risk)):
        say_indented(f"{stage}: {text}", 6)


def _show_evidence(seen: Evidence) -> None:
    say_indented(f"{seen.path}:{seen.line}: {seen.text}", 6)
