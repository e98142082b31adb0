"""What to say next: advice, topics, occasions that are near, and what to ask (M4–M9, M29, M42)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from dossierkit.report.portrait.known import Known
from dossierkit.report.portrait.value import Row, listed, row
from dossierkit.text.translation import _

if TYPE_CHECKING:
    from dossierkit.method.advising.advice import Advice
    from dossierkit.method.feasts.kept import Kept
    from dossierkit.method.knowing.completeness import Completeness, Gap

MOST_ADVICE, MOST_TOPICS, MOST_OCCASIONS, MOST_QUESTIONS = 3, 6, 3, 2
"""How much of each stands in a portrait; the data have all."""
_MOST_LINES, _MOST_OF_ADVICE = 2, 5
"""How many lines of a terminal topics and questions may take, and advice."""


def speech_rows(known: Known, language: str) -> list[Row]:
    """The few pieces of advice that matter for the next step, topics, occasions, questions."""
    is_silent = known.case.customer.consent.do_not_contact
    pieces = [said(one) for one in known.advice if not one.is_taboo][:MOST_ADVICE]
    return [
        row(_("Advice"), pieces, "list", most=_MOST_OF_ADVICE, language=other_language(language)),
        row(_("Topics"), _topics(known), most=_MOST_LINES),
        row(_("Greet"), [_occasion(one) for one in known.kept[:MOST_OCCASIONS]]),
        *([] if is_silent else [ask_row(known.completeness, known.gaps, language)]),
    ]


def said(one: Advice) -> str:
    """A piece of advice with the rule of the method that it comes from."""
    return f"{one.text} ({one.source})" if one.source else one.text


def other_language(language: str) -> str | None:
    """The language of a row of advice, where it is not that of the portrait."""
    return "zh-Hans" if language == "zh" else None


def ask_row(completeness: Completeness, gaps: Iterable[Gap], language: str) -> Row:
    """How complete the dossier is, and the two questions that are worth most now (M29)."""
    asked = [one for one in gaps if one.question and not one.wait]
    questions = [one.question for one in asked[:MOST_QUESTIONS]]
    share = _("{percent} % known").format(percent=completeness.percent)
    return row(_("Ask"), [*questions, share], most=_MOST_LINES, language=other_language(language))


def _topics(known: Known) -> list[str]:
    """Topics but for the occasions and journeys, which stand in rows of their own."""
    found = [one.text for one in known.topics if one.kind not in ("occasion", "china")]
    return found[:MOST_TOPICS]


def _occasion(one: Kept) -> str:
    words = [
        _("neutral words") if one.neutral else None,
        _("care, no congratulation") if one.is_care else None,
        _("estimated") if one.estimated else None,
    ]
    said = listed(filter(None, words))
    return f"{one.day} {one.title}" + (f" ({said})" if said else "")
