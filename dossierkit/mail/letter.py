"""Letters: from a customer and a purpose to a finished message, or to the reason why there is none.

Everything that can be wrong with one letter becomes a `Stop`; the others are still made.
"""

from __future__ import annotations

import datetime
from typing import Any, NamedTuple

from dossierkit.book.book import Book
from dossierkit.mail.attachments import AttachmentError, attached, with_attachments
from dossierkit.mail.duties import is_bulk
from dossierkit.mail.footer import with_footer
from dossierkit.mail.headers import UnsafeHeader
from dossierkit.mail.job import Failed, Job, Rendered, Template
from dossierkit.mail.language import Chosen, choose
from dossierkit.mail.message import Key, Person, build, message_id
from dossierkit.mail.names import Occasion, names_of
from dossierkit.mail.purposes.greetings import due_occasion, neutral_fits
from dossierkit.mail.purposes.registry import purpose_data
from dossierkit.mail.purposes.task import Data, Task, Unfit
from dossierkit.mail.stops import Stop, stops_of
from dossierkit.mail.templates import Templates
from dossierkit.mail.unsubscribing import WayOut, way_out
from dossierkit.mail.workshop import Workshop
from dossierkit.method.feasts.occasions import PERSONAL, SEASON, is_near, not_kept, personal_day
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.schema.member import Member
from dossierkit.text.translation import _

GREETING = "greeting"


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
    """What is asked for. `is_bulk`: of many, so that an occasion must be near to count, and the
    log decides whom a letter fits. `is_due`: for those whose follow-up proposes it, so that a
    greeting is for the occasion that is due. `given` are the names that no dossier says, such as
    the lines of a quote; they take the place of those that the purpose would find. `mark` tells
    letters of one purpose, customer and day apart, as the number of a quote does.
    """

    day: datetime.date
    occasion: str | None = None
    language: str | None = None
    is_bulk: bool = False
    is_due: bool = False
    given: Data | None = None
    mark: str = ""


class Writer:
    """Writes the letters of one purpose in one book."""

    def __init__(
        self, book: Book, templates: Templates, request: Request, workshop: Workshop
    ) -> None:
        self._book = book
        self._templates = templates
        self._request = request
        self._workshop = workshop
        self._stops = stops_of(book)

    def letter(self, dossier: Dossier[Customer]) -> Letter | Stop:
        """The letter to one customer, or why there is none."""
        purpose, request = self._templates.purpose, self._request
        occasion = request.occasion
        if request.is_due and purpose == GREETING and occasion is None:
            occasion = due_occasion(self._book, dossier, request.day)
        many = request.is_bulk
        stop = self._stops.stop(dossier, purpose, many=many) or self._occasion_stop(
            dossier, occasion
        )
        if stop:
            return stop
        chosen = choose(
            self._book, dossier.facts, self._templates.languages, self._request.language
        )
        for language in chosen.languages:
            if broken := self._templates.broken.get(language):
                return Stop(dossier.id, "; ".join(map(str, broken)))
            if language not in self._templates.by_language:
                return Stop(
                    dossier.id,
                    _("there is no template templates/{purpose}/{language}.md").format(
                        purpose=purpose, language=language
                    ),
                )
        templates = tuple(self._templates.by_language[one] for one in chosen.languages)
        sender = _sender(self._book, dossier, templates[0])
        if isinstance(sender, str):
            return Stop(dossier.id, sender)
        task = Task(self._book, dossier, sender, request.day, request.is_bulk)
        data = purpose_data(purpose, task) if request.given is None else request.given
        if isinstance(data, Unfit):
            return Stop(dossier.id, data.message, data.quiet)
        return self._made(task, templates, chosen, occasion, data)

    def _made(
        self,
        task: Task,
        templates: tuple[Template, ...],
        chosen: Chosen,
        occasion: str | None,
        data: Data,
    ) -> Letter | Stop:
        book, dossier, sender = task.book, task.dossier, task.sender
        names = names_of(book, dossier, sender, Occasion(occasion or SEASON, task.day), data)
        region = book.country_code(dossier.facts) or ""
        content = self._workshop.render(Job(templates, names, region))
        if isinstance(content, Failed):
            return Stop(dossier.id, str(content))
        mark = self._request.mark or occasion or ""
        key = Key(dossier.id, templates[0].purpose, mark, task.day)
        address = self._stops.address(dossier) or ""
        recipient = Person(" ".join(dossier.facts.name.split()), address)
        author = Person(" ".join(sender.facts.name.split()), sender.facts.email or "")
        zone = book.policy.timezone
        out: WayOut | None = None
        if is_bulk(key.purpose, many=task.is_bulk):
            out = way_out(book.policy, author.address, message_id(key, author.address))
            content = with_footer(content, book.policy, key.purpose, chosen.languages, out)
        try:
            files = attached(book.root, templates)
            message = build(key, author, recipient, content, chosen.languages, zone, out)
            message = with_attachments(message, content.html, files)
        except UnsafeHeader as error:
            return Stop(dossier.id, f"{dossier.path}: {error}")
        except AttachmentError as error:
            return Stop(dossier.id, str(error))
        return Letter(key, recipient, chosen.languages, chosen.why, content, message)

    def _occasion_stop(self, dossier: Dossier[Customer], occasion: str | None) -> Stop | None:
        """Never a greeting of another faith, and no birthday of somebody's by chance."""
        if occasion is None:
            return None
        customer = dossier.facts
        country, on = self._book.country_code(customer), self._request.day
        refused = not_kept(occasion, customer, country, on)
        if refused and not neutral_fits(self._book, dossier, occasion, self._request.day):
            return Stop(
                dossier.id,
                refused.sentence,
                _("{occasion} is not theirs").format(occasion=occasion),
            )
        if self._request.is_bulk and not self._request.is_due and occasion in PERSONAL:
            company = self._book.company_of(customer)
            day = personal_day(occasion, customer, company.facts if company else None)
            if not is_near(day, self._request.day):
                why = _("their {occasion} is {day}").format(
                    occasion=occasion, day=_("on ") + str(day) if day else _("not recorded")
                )
                return Stop(dossier.id, why, _("{occasion} is not near").format(occasion=occasion))
        return None


def _sender(book: Book, dossier: Dossier[Customer], template: Template) -> Dossier[Member] | str:
    """Who the letter comes from: the template's `from`, the customer's owner, `mail.from`."""
    named = template.sender or dossier.facts.owner or book.policy.mail.from_
    if named is None:
        return _("{path}: fill 'owner', or 'mail.from' in dossiers/book.yaml").format(
            path=dossier.path
        )
    member = book.members.get(named)
    if member is None:
        return _(
            "dossiers/team/{named}.md can't be read or is missing; the letter comes from there"
        ).format(named=named)
    if not member.facts.email:
        return _("{path}: fill 'email'").format(path=member.path)
    return member
