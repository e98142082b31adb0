"""Letters: from a customer and a purpose to a finished message, or to the reason why there is none.

Everything that can be wrong with one letter becomes a `Stop`; the others are still made.
"""

from __future__ import annotations

import datetime
from typing import Any, NamedTuple

from dossierkit.book.book import Book
from dossierkit.mail.headers import UnsafeHeader
from dossierkit.mail.job import Failed, Job, Rendered, Template
from dossierkit.mail.language import Chosen, choose
from dossierkit.mail.message import Key, Person, build
from dossierkit.mail.names import Occasion, names_of
from dossierkit.mail.price_rows import NoNews, PriceNews, price_news
from dossierkit.mail.stops import Stop, Stops
from dossierkit.mail.templates import Templates
from dossierkit.mail.workshop import Workshop
from dossierkit.method.feasts.occasions import PERSONAL, SEASON, is_near, not_kept, personal_day
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.schema.member import Member

GREETING = "greeting"
PRICE_UPDATE = "price-update"


class Letter(NamedTuple):
    """A finished letter. `why` says in words how the languages were chosen."""

    key: Key
    recipient: Person
    languages: tuple[str, ...]
    why: str
    content: Rendered
    message: bytes

    def data(self) -> dict[str, Any]:
        """What `render --format json` prints of a letter, beside the draft's path."""
        return {
            "id": self.key.customer,
            "to": self.recipient.address,
            "subject": self.content.subject,
            "languages": list(self.languages),
            "why": self.why,
            "text": self.content.text,
            "html": self.content.html,
        }


class Request(NamedTuple):
    """What is asked for. `is_bulk`: of many, so that an occasion must be near to count."""

    day: datetime.date
    occasion: str | None = None
    language: str | None = None
    is_bulk: bool = False


class Writer:
    """Writes the letters of one purpose in one book."""

    def __init__(
        self, book: Book, templates: Templates, request: Request, workshop: Workshop
    ) -> None:
        self._book = book
        self._templates = templates
        self._request = request
        self._workshop = workshop
        self._stops = Stops(book)

    def letter(self, dossier: Dossier[Customer]) -> Letter | Stop:
        """The letter to one customer, or why there is none."""
        purpose = self._templates.purpose
        stop = self._stops.stop(dossier, purpose) or self._occasion_stop(dossier)
        if stop:
            return stop
        chosen = choose(
            self._book, dossier.facts, self._templates.languages, self._request.language
        )
        for language in chosen.languages:
            if broken := self._templates.broken.get(language):
                return Stop(dossier.id, "; ".join(map(str, broken)))
            if language not in self._templates.by_language:
                return Stop(dossier.id, f"there is no template templates/{purpose}/{language}.md")
        templates = tuple(self._templates.by_language[one] for one in chosen.languages)
        news: PriceNews | None = None
        if purpose == PRICE_UPDATE:
            found = price_news(self._book, dossier, self._request.day)
            if isinstance(found, NoNews):
                return Stop(dossier.id, found.message, "" if found.is_error else "nothing changed")
            news = found
        sender = _sender(self._book, dossier, templates[0])
        if isinstance(sender, str):
            return Stop(dossier.id, sender)
        return self._made(dossier, sender, templates, chosen, news)

    def _made(
        self,
        dossier: Dossier[Customer],
        sender: Dossier[Member],
        templates: tuple[Template, ...],
        chosen: Chosen,
        news: PriceNews | None,
    ) -> Letter | Stop:
        occasion = Occasion(self._request.occasion or SEASON, self._request.day)
        names = names_of(self._book, dossier, sender, occasion, news)
        content = self._workshop.render(Job(templates, names))
        if isinstance(content, Failed):
            return Stop(dossier.id, str(content))
        key = Key(dossier.id, templates[0].purpose, self._request.occasion or "", self._request.day)
        recipient = Person(" ".join(dossier.facts.name.split()), dossier.facts.reach.email[0])
        author = Person(" ".join(sender.facts.name.split()), sender.facts.email or "")
        zone = self._book.policy.timezone
        try:
            message = build(key, author, recipient, content, chosen.languages, zone)
        except UnsafeHeader as error:
            return Stop(dossier.id, f"{dossier.path}: {error}")
        return Letter(key, recipient, chosen.languages, chosen.why, content, message)

    def _occasion_stop(self, dossier: Dossier[Customer]) -> Stop | None:
        """Never a greeting of another faith, and no birthday of somebody's by chance."""
        occasion = self._request.occasion
        if occasion is None:
            return None
        customer = dossier.facts
        refused = not_kept(occasion, customer, self._book.country_code(customer))
        if refused:
            return Stop(dossier.id, refused.sentence, f"{occasion} is not theirs")
        if self._request.is_bulk and occasion in PERSONAL:
            company = self._book.company_of(customer)
            day = personal_day(occasion, customer, company.facts if company else None)
            if not is_near(day, self._request.day):
                why = f"their {occasion} is {'on ' + str(day) if day else 'not recorded'}"
                return Stop(dossier.id, why, f"{occasion} is not near")
        return None


def _sender(book: Book, dossier: Dossier[Customer], template: Template) -> Dossier[Member] | str:
    """Who the letter comes from: the template's `from`, the customer's owner, `mail.from`."""
    named = template.sender or dossier.facts.owner or book.policy.mail.from_
    if named is None:
        return f"{dossier.path}: fill 'owner', or 'mail.from' in dossiers/book.yaml"
    member = book.members.get(named)
    if member is None:
        return f"dossiers/team/{named}.md can't be read or is missing; the letter comes from there"
    if not member.facts.email:
        return f"{member.path}: fill 'email'"
    return member
