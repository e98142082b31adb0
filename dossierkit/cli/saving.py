"""How the writing commands save, and what they say of it."""

from __future__ import annotations

from collections.abc import Sequence

import click

from dossierkit.book.book import Book
from dossierkit.book.change import Refusal
from dossierkit.cli.history_text import fact_text
from dossierkit.cli.output import remark, safe, say
from dossierkit.history import saving
from dossierkit.history.commit import Message, WriteRefused
from dossierkit.history.saving import Draft as Draft
from dossierkit.history.saving import Saved as Saved
from dossierkit.text.translation import _


def save(book: Book, drafts: Sequence[Draft], message: Message) -> Saved:
    """Writes all of it, or nothing with an expected failure that says why."""
    try:
        return saving.save(book, drafts, message)
    except (Refusal, WriteRefused) as error:
        raise click.ClickException(str(error)) from error


def say_saved(saved: Saved) -> None:
    """Prints which facts changed, and what the user should know of the files."""
    for dossier_id, fact in saved.facts:
        say(safe(f"{dossier_id}: {fact_text(fact)}"))
    say_remarks(saved)


def say_remarks(saved: Saved) -> None:
    """Says what the user should know of the files that were written."""
    for path in saved.written.carried:
        remark(
            _("{path} held changes that were not committed; they went into this commit").format(
                path=path
            )
        )
    for text in saved.written.remarks:
        remark(text)
