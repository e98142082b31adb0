"""What can't be trusted in the book, with its places."""

from __future__ import annotations

from dossierkit.web.asked import Answer, Ask
from dossierkit.web.desk import Desk
from dossierkit.web.layout import around


def page(desk: Desk, ask: Ask) -> Answer:
    """The errors of files that nobody may overlook."""
    book = desk.book()
    return Answer(around(desk, book, "trouble.html", findings=desk.troubles(book)))
