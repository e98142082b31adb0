"""What stands around every page, and pages that have no book to tell of."""

from __future__ import annotations

from typing import Any

from dossierkit.book.book import Book
from dossierkit.book.broken import BrokenBook
from dossierkit.web.desk import Desk
from dossierkit.web.environment import render


def around(desk: Desk, book: Book, template: str, **values: Any) -> str:
    """A page about a book: what is wrong in it is told on each."""
    return framed(desk, template, book.policy.name, len(desk.troubles(book)), **values)


def framed(desk: Desk, template: str, name: str | None, troubles: int, **values: Any) -> str:
    """A page with the name of the book and the count of what can't be trusted in it."""
    return render(
        template,
        book_name=name,
        troubles=troubles,
        is_read_only=desk.is_read_only,
        form_key=desk.form_key,
        **values,
    )


def plain_page(title: str, said: str) -> str:
    """A page that only says something."""
    return render("plain.html", title=title, said=said)


def broken_page(error: BrokenBook) -> str:
    """What is wrong in the policy of a book: nothing else can be told until it is mended."""
    return render("broken.html", findings=error.findings)
