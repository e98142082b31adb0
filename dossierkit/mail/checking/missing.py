"""`missing-language`: a customer would get this letter in a language that nobody has written.

There is a way out as long as a purpose has English; so only purposes without it are looked at.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossierkit.book.book import Book
from dossierkit.mail.language import ENGLISH, choose
from dossierkit.mail.templates import Templates
from dossierkit.text.finding import WARNING, Finding
from dossierkit.text.translation import _

_NAMED = 3


def missing_languages(book: Book, templates: Templates) -> Iterator[Finding]:
    """A warning if some customers can't get letters of a purpose for want of a language."""
    if ENGLISH in templates.languages or not templates.languages:
        return
    who = []
    for dossier in book.customers.values():
        if not dossier.facts.consent.do_not_contact:
            chosen = choose(book, dossier.facts, templates.languages)
            if not set(chosen.languages) <= templates.languages:
                who.append(dossier.id)
    if not who:
        return
    named = ", ".join(who[:_NAMED]) + (
        _(" and {count} more").format(count=len(who) - _NAMED) if who[_NAMED:] else ""
    )
    path = f"templates/{templates.purpose}/{min(templates.languages)}.md"
    message = _("'{purpose}' is neither in English nor in a language of {named}").format(
        purpose=templates.purpose, named=named
    )
    hint = _("write templates/{purpose}/{english}.md: who has no other language gets it").format(
        purpose=templates.purpose, english=ENGLISH
    )
    yield Finding(path, 1, 1, WARNING, "missing-language", message, hint)
