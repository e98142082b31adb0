"""The rules of advice that hold in a book: those that come with the program, with the team's own.

A team's rule with the id of a packaged one replaces what it says anew; `off: true` switches it off.
Rules that can't be understood are left out, each with a finding; the others stay.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from dossierkit.book.book import Book
from dossierkit.book.computed import nothing_computed
from dossierkit.book.fields import Computed, Field, Fields, UnknownField
from dossierkit.book.query import (
    Condition,
    ReadDay,
    WrongQuery,
    parse_condition,
    parts_of,
    refuse_group,
)
from dossierkit.schema.days import parse_day
from dossierkit.schema.playbook import Clause, Playbook, PlayRule, clauses_of, read_playbook
from dossierkit.schema.reading import nearest
from dossierkit.schema.sensitive import is_sensitive
from dossierkit.text.finding import ERROR, Finding
from dossierkit.text.packaged import PACKAGE
from dossierkit.text.source import decode
from dossierkit.text.translation import _

PACKAGED = PACKAGE / "method" / "advising" / "playbook"
_ANY_DAY = date(2000, 1, 1)
"""Whether a condition is right does not depend on the day."""


class Asked(NamedTuple):
    """A condition that can be asked of a customer's dossier; `field` is the path it looks at."""

    text: str
    field: str
    holds: Condition
    is_sensitive: bool


class ReadyRule(NamedTuple):
    """A rule whose conditions and fields are all understood: each item of `when` is a list of
    alternatives. `fields` holds every field that its texts and `needs` name, by path; `sensitive`
    are those of them that nobody may use without consent.
    """

    id: str
    rule: PlayRule
    when: tuple[tuple[Asked, ...], ...]
    fields: dict[str, Field]
    sensitive: frozenset[str]


class Understood(NamedTuple):
    """The rules that can be applied, in the order of their files, and what is wrong with others."""

    rules: tuple[ReadyRule, ...]
    findings: tuple[Finding, ...]


@cache
def packaged_playbook() -> dict[str, PlayRule]:
    """The rules that come with the program, by id; raises ValueError if a data file is damaged."""
    rules: dict[str, PlayRule] = {}
    for file in sorted(PACKAGED.glob("*.yaml")):
        playbook = read_playbook(decode(file.name, file.read_bytes()))
        twice = rules.keys() & playbook.rules.keys()
        if playbook.findings or twice:
            raise ValueError(f"{file}: {playbook.findings or sorted(twice)}")
        rules.update(playbook.rules)
    return rules


def playbook_rules(own: Playbook) -> dict[str, PlayRule]:
    """The packaged rules with what a team says anew, and the team's own behind them."""
    rules = dict(packaged_playbook())
    for name, rule in own.rules.items():
        packaged = rules.get(name)
        rules[name] = packaged.but(**vars(rule)) if packaged else rule
    return {name: rule for name, rule in rules.items() if not rule.off}


def understand(book: Book, computed: Computed, on: date) -> Understood:
    """The rules of a book as they can be asked on a day.

    Left out is what can't be understood (see the findings), and what says nothing at all
    (`playbook_findings` tells of that). Findings: `unknown-field`, `condition`, `missing-field`.
    """
    return _understand(book.playbook, Fields(book, computed, on), on)


def _understand(own: Playbook, fields: Fields, on: date) -> Understood:
    def read_day(word: str) -> date | None:
        return parse_day(word, on)

    ready: list[ReadyRule] = []
    findings: list[Finding] = []
    for name, rule in playbook_rules(own).items():
        problems: list[Finding] = [*_incomplete(name, rule, own)]
        one = _ready(name, rule, fields, read_day, problems)
        findings += problems
        if not problems and (rule.say.phrases() or rule.ask.phrases()):
            ready.append(one)
    return Understood(tuple(ready), tuple(findings))


def playbook_findings(book: Book) -> list[Finding]:
    """Everything that is wrong in the team's playbook, by place; nothing where there is none.

    Findings of its own: `unknown-rule`.
    """
    own = book.playbook
    if not own.places:
        return list(own.findings)
    fields = Fields(book, nothing_computed(), _ANY_DAY)
    whole = own._replace(rules={**own.rules, **own.broken})
    understood = _understand(whole, fields, _ANY_DAY)
    return sorted({*own.findings, *understood.findings, *_unknown(own)})


def _unknown(own: Playbook) -> Iterator[Finding]:
    """The rules that say nothing and switch nothing off: most likely an id with a slip."""
    packaged = packaged_playbook()
    for name, rule in own.rules.items():
        if name not in packaged and (rule.off or not (rule.say.phrases() or rule.ask.phrases())):
            near = nearest(name, tuple(packaged))
            hint = (
                _("did you mean '{near}'?").format(near=near)
                if near
                else _("write say: {en: …, zh: …} below it")
            )
            message = _("'{name}' says nothing, and no packaged rule has this id").format(name=name)
            yield finding(own.places[name], "unknown-rule", message, hint)


def _incomplete(name: str, rule: PlayRule, own: Playbook) -> Iterator[Finding]:
    """What is missing in a rule, or in what a team says anew of a packaged one."""
    place = own.places.get(name)
    if place and rule.needs and not rule.ask.phrases():
        message = _("'{name}' needs facts and does not say what if they are missing").format(
            name=name
        )
        hint = _("write ask: {en: …, zh: …}: what to say then, and how to find out")
        yield finding(rule.needs[0], "missing-field", message, hint)


def _ready(
    name: str, rule: PlayRule, fields: Fields, read_day: ReadDay, problems: list[Finding]
) -> ReadyRule:
    when = tuple(
        tuple(
            one
            for clause in alternatives
            if (one := _asked(clause, fields, read_day, problems)) is not None
        )
        for alternatives in rule.when
    )
    named: dict[str, Field] = {}
    for clause in clauses_of(rule):
        try:
            field = fields.find("customer", clause.text)
            if clause not in rule.needs:
                refuse_group(field)
            named[clause.text] = field
        except (UnknownField, WrongQuery) as error:
            problems.append(_wrong(clause, error))
    return ReadyRule(name, rule, when, named, frozenset(filter(is_sensitive, named)))


def _asked(
    clause: Clause, fields: Fields, read_day: ReadDay, problems: list[Finding]
) -> Asked | None:
    try:
        field = parts_of(clause.text)[0]
        holds = parse_condition(clause.text, "customer", fields, read_day)
    except (UnknownField, WrongQuery) as error:
        problems.append(_wrong(clause, error))
        return None
    return Asked(clause.text, field, holds, is_sensitive(field))


def _wrong(clause: Clause, error: UnknownField | WrongQuery) -> Finding:
    if isinstance(error, UnknownField):
        return finding(clause, "unknown-field", error.message, error.hint)
    return finding(clause, "condition", error.message, error.hint)


def finding(place: Clause, code: str, message: str, hint: str) -> Finding:
    """An error at a place in a playbook."""
    return Finding(place.path, place.line, place.column, ERROR, code, message, hint)
