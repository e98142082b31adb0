"""What to talk about without selling: interests, news, sights, feasts (M7, M16, M23)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

from dossierkit.book.book import Book
from dossierkit.schema.company import Company
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.text.translation import _

if TYPE_CHECKING:
    from dossierkit.method.feasts.kept import Kept

Kind = Literal["event", "occasion", "interest", "news", "product", "china", "sight"]

AHEAD, BACK = timedelta(days=60), timedelta(days=180)
"""An exhibition or anniversary is a topic from so long before, and all news for so long after."""
MOST_SIGHTS = 2
"""How many sights of a country are topics."""


class Topic(NamedTuple):
    """Something to talk about, and the line that says so."""

    kind: Kind
    text: str
    path: str
    line: int


def topics(
    book: Book, dossier: Dossier[Customer], on: date, kept: Iterable[Kept] = ()
) -> list[Topic]:
    """Topics for a talk on a day: what is near first, then what they like, then their country.

    `kept` are the occasions that this person keeps; only those that call for congratulation are
    topics, never the start of Ramadan. Children, religion and diet never are: they are nobody's
    small talk.
    """
    company = book.company_of(dossier.facts)
    country = book.countries.get(book.country_code(dossier.facts) or "")
    found = list(_events(company, on)) if company else []
    found += [
        Topic(
            "occasion",
            _("{title} on {day}").format(title=one.title, day=one.day),
            one.path,
            one.line,
        )
        for one in kept
        if not one.is_care
    ]
    line = dossier.line("interests")
    found += [Topic("interest", text, dossier.path, line) for text in dossier.facts.interests]
    if company:
        line = company.line("products", "new")
        found += [
            Topic("product", _("their new {text}").format(text=text), company.path, line)
            for text in company.facts.products.new
        ]
    found += _china(dossier)
    if country:
        line = country.line("sights")
        sights = country.facts.sights[:MOST_SIGHTS]
        found += [Topic("sight", text, country.path, line) for text in sights]
    return found


def _events(company: Dossier[Company], on: date) -> Iterator[Topic]:
    """Events of the company that are near, the next first, then the latest news."""
    dated = [
        (event.date.first_day(), event) for event in company.facts.events if event.date is not None
    ]
    coming = sorted((pair for pair in dated if on <= pair[0] <= _later(on)), key=lambda one: one[0])
    past = sorted((pair for pair in dated if _earlier(on) <= pair[0] < on), key=lambda one: one[0])
    for _unused, event in (*coming, *reversed(past)):
        kind: Kind = "event" if event.kind in ("exhibition", "anniversary") else "news"
        words = event.text or event.kind or "something"
        yield Topic(kind, f"{words} ({event.date})", company.path, company.line("events"))


def _later(on: date) -> date:
    return min(on, date.max - AHEAD) + AHEAD


def _earlier(on: date) -> date:
    return max(on, date.min + BACK) - BACK


def _china(dossier: Dossier[Customer]) -> list[Topic]:
    """Their last journey to China, if they were here (M9)."""
    china = dossier.facts.china
    if china.last is None:
        return []
    where = f" ({', '.join(china.cities)})" if china.cities else ""
    text = _("their visit to China in {last}{where}").format(last=china.last, where=where)
    return [Topic("china", text, dossier.path, dossier.line("china"))]
