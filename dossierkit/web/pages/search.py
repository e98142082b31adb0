"""Looking somebody up by name."""

from __future__ import annotations

from dossierkit.web.asked import Answer, Ask
from dossierkit.web.desk import Desk
from dossierkit.web.layout import around
from dossierkit.web.names import Names

_LONGEST = 100


def page(desk: Desk, ask: Ask) -> Answer:
    """Who is called so, or nearly so."""
    book = desk.book()
    word = " ".join(ask.query.get("q", "").split())[:_LONGEST]
    found = book.once("names", lambda: Names(book)).find(word) if word else []
    template = "search_found.html" if ask.is_part else "search.html"
    return Answer(around(desk, book, template, word=word, found=found))
