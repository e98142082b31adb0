"""Advice for the next step with a customer, from the playbook: the few that matter first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from dossierkit.book.book import Book
from dossierkit.book.playbook import Asked, ReadyRule, Understood, playbook_rules, understand
from dossierkit.method.advising.moments import moments_now
from dossierkit.method.advising.phrasing import fill
from dossierkit.method.advising.whereabouts import whereabouts
from dossierkit.method.case import case_of
from dossierkit.method.computed import computed_fields
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.schema.playbook import DEFAULT_WEIGHT, Saying
from dossierkit.schema.sensitive import may_use_sensitive

_NEARNESS = (30, 20, 10)
"""What the moment that is next adds to a weight, then the one after it, and the third."""


class Advice(NamedTuple):
    """One piece of advice to the salesperson.

    `moments` is empty for advice at any time; `source` is a rule of the method, or empty for the
    team's own; `weight` runs from 100 (first) to 1. `missing` names the fields without which more
    could be said: then the text says so. `path` and `line` are the fact it rests on.
    """

    id: str
    text: str
    moments: tuple[str, ...]
    source: str
    weight: int
    missing: tuple[str, ...]
    path: str
    line: int
    is_taboo: bool = False


class StageAdvice(NamedTuple):
    """A stage in three sentences (M31): the sign that it is reached, what to do, what may go
    wrong."""

    sign: str
    advice: str
    risk: str


def advice(
    book: Book,
    dossier: Dossier[Customer],
    on: date,
    *,
    language: str = "en",
    moment: str | None = None,
) -> list[Advice]:
    """What the playbook advises about a customer on a day, the best first; `moment` selects.

    First what is never to be done, then by weight, to which the next step adds (a call, a quote
    that is out). Facts that are sensitive count only with consent in force. Of someone who asked
    not to be contacted only the taboos are told. Texts hold words of the dossiers as they stand
    there: whoever prints them makes them safe.
    """
    asked: dict[str, bool] = {}
    found = [
        _advice(ready, book, dossier, on, language)
        for ready in understood(book, on).rules
        if _is_wanted(ready, dossier, moment) and _holds(ready, dossier, on, asked)
    ]
    now = moments_now(case_of(book, dossier, on, None))
    return sorted(filter(None, found), key=lambda one: _rank(one, now))


def stage_advice(book: Book, stage: str, *, language: str = "en") -> StageAdvice:
    """What the playbook says of a stage, whoever it is about; nothing where a team left it out."""
    rules = playbook_rules(book.playbook)
    names = (f"{stage}-{part}" for part in StageAdvice._fields)
    said = (rules[name].say if name in rules else Saying() for name in names)
    return StageAdvice(*(saying.phrase(language).text for saying in said))


def understood(book: Book, on: date) -> Understood:
    """The rules of a book as they can be asked on a day, read once for each day."""

    def read() -> Understood:
        return understand(book, computed_fields(book, on), on)

    return book.once(("playbook", on), read)


def _is_wanted(ready: ReadyRule, dossier: Dossier[Customer], moment: str | None) -> bool:
    rule = ready.rule
    if dossier.facts.consent.do_not_contact and not rule.taboo:
        return False
    return moment is None or not rule.moments or moment in rule.moments


def _holds(ready: ReadyRule, dossier: Dossier[Customer], on: date, asked: dict[str, bool]) -> bool:
    """Whether every condition holds; `asked` keeps the answers, for rules share conditions."""

    def one(condition: Asked) -> bool:
        if condition.text not in asked:
            asked[condition.text] = _may_use(condition.is_sensitive, dossier, on) and (
                condition.holds(dossier)
            )
        return asked[condition.text]

    return all(any(map(one, alternatives)) for alternatives in ready.when)


def _may_use(is_sensitive: bool, dossier: Dossier[Customer], on: date) -> bool:
    return not is_sensitive or may_use_sensitive(dossier.facts, on)


def _advice(
    ready: ReadyRule, book: Book, dossier: Dossier[Customer], on: date, language: str
) -> Advice | None:
    """What a rule that holds says; None if it can't be said for want of a fact."""
    rule = ready.rule
    phrase = rule.say.phrase(language)
    names = [clause.text for clause in (*rule.needs, *phrase.fields)]
    if not _may_use(bool(ready.sensitive), dossier, on):
        return None
    unknown = [name for name in dict.fromkeys(names) if not ready.fields[name].values(dossier)]
    if unknown:
        phrase = rule.ask.phrase(language)
    text = fill(phrase, ready.fields, dossier, book, language)
    if not text:
        return None
    path, line = whereabouts(_looked_at(ready), book, dossier, on)
    return Advice(
        id=ready.id,
        text=text,
        moments=rule.moments,
        source=rule.source or "",
        weight=rule.weight or DEFAULT_WEIGHT,
        missing=tuple(unknown),
        path=path,
        line=line,
        is_taboo=bool(rule.taboo),
    )


def _looked_at(ready: ReadyRule) -> Iterator[str]:
    for alternatives in ready.when:
        yield from (asked.field for asked in alternatives)
    yield from ready.fields


def _rank(one: Advice, now: Sequence[str]) -> tuple[bool, int]:
    """Taboos first; then by weight, with more of it for what goes with the next step, or always."""
    near = (_NEARNESS[now.index(moment)] for moment in one.moments if moment in now[:3])
    more = max(near, default=0) if one.moments else _NEARNESS[0]
    return (not one.is_taboo, -one.weight - more)
