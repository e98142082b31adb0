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
from dossierkit.text.translation import _, word


def manners(customer: Customer, on: date) -> Iterator[str]:
    """Language, manner, taboos; sensitive facts only with consent in force on the day."""
    language = customer.language
    if customer.salutation:
        yield _("Address them as {salutation}").format(salutation=plain(customer.salutation))
    english = [
        _("{how} English {level}").format(how=how, level=word(level, "written-english"))
        for how, level in (
            (_("written"), language.written_english),
            (_("spoken"), language.spoken_english),
        )
        if level
    ]
    letters = (
        [_("letters in {prefers}").format(prefers=language.prefers)] if language.prefers else []
    )
    speech = (
        [_("speaks at a {speech} pace").format(speech=word(language.speech, "speech"))]
        if language.speech
        else []
    )
    if words := [*letters, *english, *speech]:
        yield ", ".join(words)
    if customer.reach.prefers:
        yield _("Best reached by {prefers}").format(prefers=word(customer.reach.prefers, "channel"))
    if manner := [
        word(value, kind)
        for kind, value in (
            ("style", customer.personality.style),
            ("manner", customer.personality.manner),
        )
        if value
    ]:
        yield _(" and ").join(manner)
    if customer.taboos:
        yield _("Never: {taboos}").format(taboos=plain("; ".join(customer.taboos)))
    if customer.interests:
        yield _("Likes {interests}").format(interests=plain(", ".join(customer.interests)))
    yield from _sensitive(customer, on)


def _sensitive(customer: Customer, on: date) -> Iterator[str]:
    """Sensitive facts, if the person agreed that we keep them; else only that there are some."""
    if hidden := hidden_facts(customer, on):
        yield _("{hidden} recorded without consent: not shown").format(hidden=", ".join(hidden))
    elif customer.religion or customer.diet:
        both = filter(None, (word(customer.religion or "", "religion"), ", ".join(customer.diet)))
        yield _("Respect: {both} (they agreed that we keep it)").format(both=plain("; ".join(both)))


def colleagues(book: Book, dossier: Dossier[Customer], on: date) -> Iterator[str]:
    """The other people we know at the company."""
    for other in book.customers.values():
        if other.id == dossier.id or other.facts.company != dossier.facts.company:
            continue
        if other.facts.company:
            position = other.facts.position
            words = [
                position.title,
                position.authority
                and _("authority: {authority}").format(
                    authority=word(position.authority, "authority")
                ),
            ]
            last = case_of(book, other, on, None).last_touch
            words.append(
                _("last touch {date}").format(date=last.date) if last else _("no touch yet")
            )
            shown = ", ".join(map(plain, filter(None, words)))
            yield f"{plain(other.facts.name, at_start=True)} ({other.id}): {shown}"
