"""What an event suggests about the facts of a customer: proposed, never done (M31, M34, M39)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dossierkit.book.book import Book
from dossierkit.method.case import case_of
from dossierkit.method.suggesting.others import NEW_LINE
from dossierkit.method.suggesting.suggestions import Suggestion, suggested
from dossierkit.method.touches import standing, touches
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.text.event import LogLine


def consequences(
    book: Book, dossier: Dossier[Customer], event: LogLine, on: date
) -> list[Suggestion]:
    """What follows from an event that is not in the log yet: the suggestions it is evidence of.

    Facts may be corrected for someone who asked not to be contacted, too: they have just spoken.
    """
    log = dossier.log
    place = -1 if log.newest_first else len(log.lines)
    new = event._replace(line=NEW_LINE, position=place)
    course = touches(log._replace(lines=(*log.lines, new)), on)
    case = case_of(book, dossier, on, None)
    after = replace(case, course=course, standing=standing(course, on, case.figures))
    return [one for one in suggested(after) if any(seen.line == NEW_LINE for seen in one.evidence)]
