"""`story-consent`: a true story without the consent of whom it is about.

`dossiers/stories.yaml` holds what other customers may hear of (M46). A story without a recorded
consent is told to nobody, so it is named; a story about somebody who is not in the book is a
`dangling-reference`.

PASS: `consent: 2026-04-22 agreed at the dinner, without turnover figures`
FAIL: a story without `consent`
"""

from __future__ import annotations

from collections.abc import Iterator

from dossierkit.book.book import Book
from dossierkit.book.checks.targets import Targets
from dossierkit.book.checks.traces import Traces
from dossierkit.book.stories import stories_of
from dossierkit.text.finding import ERROR, Finding


def join(book: Book, traces: Traces) -> Iterator[Finding]:
    """What is wrong in the stories of a book, and whom they name that is not there."""
    stories = stories_of(book)
    yield from stories.findings
    targets = Targets(book, traces)
    for story in stories.stories.values():
        about = story.record.about
        if about and not (targets.has("company", about) or targets.has("customer", about)):
            message, hint = targets.explain("company", about)
            place = (stories.path, story.line, story.column)
            yield Finding(*place, ERROR, "dangling-reference", message, hint)
