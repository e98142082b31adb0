"""Which true story somebody may hear (M46): of a customer like them, and never of a rival."""

from __future__ import annotations

from datetime import date

from dossierkit.book.book import Book
from dossierkit.book.stories import Stories, Story
from dossierkit.schema.company import Company
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier


def fitting_stories(
    book: Book, dossier: Dossier[Customer], stories: Stories, on: date
) -> list[Story]:
    """The stories for a customer on a day, those about companies most like theirs first.

    Only stories with a recorded consent. None about themselves or their own company; none about a
    company of their country or one that competes with them, but for friendly ones (`links`); none
    that they were told (a line of ours in the log with the story's id as its tag).
    """
    told = {
        tag for line in dossier.log.lines if line.goes_out and line.date <= on for tag in line.tags
    }
    own = book.company_of(dossier.facts)
    fitting = [
        story
        for story in stories.told()
        if story.id not in told and not _is_near(book, dossier, own, story)
    ]
    return sorted(fitting, key=lambda story: (-_likeness(book, own, story), story.id))


def _is_near(
    book: Book, dossier: Dossier[Customer], own: Dossier[Company] | None, story: Story
) -> bool:
    """Whether a story is their own, or that of somebody who may be a rival."""
    subject = _company(book, story)
    if story.record.about == dossier.id or (own and subject and own.id == subject.id):
        return True
    if subject is None:
        return False
    ties = [link.how for link in own.facts.links if link.company == subject.id] if own else []
    ties += [link.how for link in subject.facts.links if own and link.company == own.id]
    is_neighbour = subject.facts.country == book.country_code(dossier.facts)
    return "competes" in ties or (is_neighbour and "friendly" not in ties)


def _company(book: Book, story: Story) -> Dossier[Company] | None:
    """The company that a story is about, or that its person works for."""
    about = story.record.about or ""
    person = book.customers.get(about)
    return book.company_of(person.facts) if person else book.companies.get(about)


def _likeness(book: Book, own: Dossier[Company] | None, story: Story) -> int:
    """The same type of company counts most, then each product that both buy."""
    subject = _company(book, story)
    if own is None or subject is None:
        return 0
    is_alike = own.facts.type is not None and own.facts.type == subject.facts.type
    return 3 * is_alike + len({*own.facts.buys} & {*subject.facts.buys})
