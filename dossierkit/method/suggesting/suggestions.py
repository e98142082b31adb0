"""What the log says of a customer that the header does not (M31–M34), as suggestions.

Proposed with its evidence, never done: only the user sets facts. A suggestion that is taken does
not come again, and taking one after another comes to an end.
"""

from __future__ import annotations

from datetime import date

from dossierkit.book.book import Book
from dossierkit.method.case import Case, case_of
from dossierkit.method.suggesting.chapter import chapter_of
from dossierkit.method.suggesting.intent import COUNTED, intent
from dossierkit.method.suggesting.others import expected_purchase, rapport, reason
from dossierkit.method.suggesting.stage import stage
from dossierkit.method.suggesting.suggestion import Evidence, Suggestion
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier

__all__ = ["COUNTED", "Evidence", "Suggestion", "suggested", "suggestions"]


def suggestions(
    book: Book, dossier: Dossier[Customer], on: date, *, intent_since: date | None = None
) -> list[Suggestion]:
    """What the log up to a day speaks for: at most one suggestion for each field, in the order
    stage, rapport, intent, expected-purchase, reason.

    `intent_since` is the day on which the intent was set, where history knows it; without it, the
    contacts of the whole chapter count. Nothing for someone who asked not to be contacted, and
    nothing for a field whose value can't be read.
    """
    if dossier.facts.consent.do_not_contact:
        return []
    return suggested(case_of(book, dossier, on, None), intent_since)


def suggested(case: Case, intent_since: date | None = None) -> list[Suggestion]:
    """The suggestions for a case."""
    of_intent = intent(case, chapter_of(case), intent_since)
    purchase = expected_purchase(case, of_intent)
    found = (stage(case), rapport(case), of_intent, purchase, reason(case))
    return [one for one in found if one is not None]
