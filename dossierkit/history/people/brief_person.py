"""How to talk to a person, in a brief, and who else is at the company."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dossierkit.book.book import Book
from dossierkit.history.people.markdown import plain
from dossierkit.method.case import case_of
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.schema.sensitive import hidden_facts


def manners(customer: Customer, on: date) -> Iterator[str]:
    """Language, manner, taboos; sensitive facts only with consent in force on the day."""
    language = customer.language
    if customer.salutation:
        yield f"Address them as {plain(customer.salutation)}"
    english = [
        f"{how} English {level}"
        for how, level in (
            ("written", language.written_english),
            ("spoken", language.spoken_english),
        )
        if level
    ]
    letters = [f"letters in {language.prefers}"] if language.prefers else []
    speech = [f"speaks at a {language.speech} pace"] if language.speech else []
    if words := [*letters, *english, *speech]:
        yield ", ".join(words)
    if customer.reach.prefers:
        yield f"Best reached by {customer.reach.prefers}"
    if manner := [
        word for word in (customer.personality.style, customer.personality.manner) if word
    ]:
        yield " and ".join(manner)
    if customer.taboos:
        yield f"Never: {plain('; '.join(customer.taboos))}"
    if customer.interests:
        yield f"Likes {plain(', '.join(customer.interests))}"
    yield from _sensitive(customer, on)


def _sensitive(customer: Customer, on: date) -> Iterator[str]:
    """Sensitive facts, if the person agreed that we keep them; else only that there are some."""
    if hidden := hidden_facts(customer, on):
        yield f"{', '.join(hidden)} recorded without consent: not shown"
    elif customer.religion or customer.diet:
        both = filter(None, (customer.religion, ", ".join(customer.diet)))
        yield f"Respect: {plain('; '.join(both))} (they agreed that we keep it)"


def colleagues(book: Book, dossier: Dossier[Customer], on: date) -> Iterator[str]:
    """The other people we know at the company."""
    for other in book.customers.values():
        if other.id == dossier.id or other.facts.company != dossier.facts.company:
            continue
        if other.facts.company:
            position = other.facts.position
            words = [position.title, position.authority and f"authority: {position.authority}"]
            last = case_of(book, other, on, None).last_touch
            words.append(f"last touch {last.date}" if last else "no touch yet")
            shown = ", ".join(plain(word) for word in words if word)
            yield f"{plain(other.facts.name, at_start=True)} ({other.id}): {shown}"
