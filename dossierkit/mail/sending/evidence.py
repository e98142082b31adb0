"""Whether a letter can be made again from the book, and how what it said compares (`proof`)."""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path

from dossierkit.book.book import Book
from dossierkit.book.sent import Kept
from dossierkit.mail.letter import Letter as Rendered
from dossierkit.mail.letter import Request, Writer
from dossierkit.mail.message import Key
from dossierkit.mail.sending.again import Again
from dossierkit.mail.sending.draft import Draft, DraftError, parsed
from dossierkit.mail.templates import load_templates
from dossierkit.mail.workshop import Workshop
from dossierkit.text.translation import _


def made_again(
    book: Book, key: Key, languages: tuple[str, ...], workshop: Workshop, *, is_bulk: bool = False
) -> Again:
    """The letter of a key as the book says it now."""
    dossier = book.customers.get(key.customer)
    if dossier is None:
        return Again(
            None, _("dossiers/customers/{customer}.md is not there").format(customer=key.customer)
        )
    if key.purpose not in book.purposes:
        return Again(None, _("there are no templates for '{purpose}'").format(purpose=key.purpose))
    templates = load_templates(book.root, key.purpose)
    asked = (None, languages[0]) if len(languages) == 1 else (None,)
    why = ""
    for language in asked:
        request = Request(key.day, key.occasion or None, language, is_bulk=is_bulk)
        letter = Writer(book, templates, request, workshop).letter(dossier)
        if not isinstance(letter, Rendered):
            why = letter.message
        elif letter.languages == languages or language is asked[-1]:
            try:
                return Again(parsed(letter.message, Path(), "the book"))
            except DraftError as error:
                why = str(error)
    return Again(None, why)


def kept(draft: Draft, again: Again) -> Kept | None:
    """The words that must be kept, for the book alone would not say the same; None if it does."""
    if again.draft is not None and again.draft.hashes() == draft.hashes():
        return None
    return Kept(draft.subject, draft.text, draft.html)


def differing(then: dict[str, str], now: dict[str, str]) -> list[str]:
    """The parts that are not the same, by name: subject, text, html, attachments."""
    return [name for name in dict.fromkeys((*then, *now)) if then.get(name) != now.get(name)]


def difference(sent: str, made: str) -> list[str]:
    """What was sent against what the book says, as lines with `-` and `+`."""
    lines = unified_diff(
        made.splitlines(), sent.splitlines(), "the book", "the letter", lineterm="", n=1
    )
    return list(lines)
