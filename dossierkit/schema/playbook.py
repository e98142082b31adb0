"""A playbook: advice as data. What a rule may say, and how its file is read.

A file is a list of rules by their id; each has conditions over a customer's dossier and a sentence
for the salesperson. What the conditions and placeholders mean is looked up in `book.playbook`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from dossierkit.schema.fact import Group, Record, fact
from dossierkit.schema.reading import Reading
from dossierkit.schema.types import YES_NO, Choice, ListOf, Refused, ScalarType, between
from dossierkit.text.fence import Span
from dossierkit.text.finding import Finding
from dossierkit.text.header import read_header
from dossierkit.text.nodes import Mapping as Fields
from dossierkit.text.nodes import Node, Scalar, Sequence
from dossierkit.text.source import Source
from dossierkit.text.translation import _

MOMENTS = (
    "before-call",
    "in-mail",
    "in-chat",
    "at-visit",
    "when-quoting",
    "when-sampling",
    "when-ordering",
    "when-shipping",
    "between-orders",
    "after-refusal",
)
"""When advice is wanted: on the way to someone, and by what is going on with them."""

LANGUAGES = ("en", "zh")
LAST_RULE_OF_METHOD = 51
"""The method's rules are M1 to M51 (DOMAIN.md)."""

DEFAULT_WEIGHT = 50
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
_BRACES = re.compile(r"\{([^{}]*)\}|[{}]")
_FIELD = re.compile(r"[a-z][a-z0-9.-]*", re.IGNORECASE)


class Clause(NamedTuple):
    """A condition or a field's name as it stands in a playbook, with its place from 1."""

    text: str
    path: str
    line: int
    column: int


class Phrase(NamedTuple):
    """A sentence or two; `fields` are the names in its braces, in order."""

    text: str
    fields: tuple[Clause, ...]


Alternatives = tuple[Clause, ...]
"""Conditions of which one is enough."""


def _clause(node: Scalar, reading: Reading, text: str | None = None, offset: int = 0) -> Clause:
    source, start = reading.source, node.start + offset
    words = node.text.strip() if text is None else text
    return Clause(words, source.path, source.line(start), source.column(start))


class _ClauseType(ScalarType[Clause]):
    """One condition, or one field's name."""

    def read(self, node: Node, reading: Reading) -> Clause | None:
        is_text = super().read(node, reading)
        return _clause(node, reading) if is_text and isinstance(node, Scalar) else None


def _some_text(text: str) -> Any:
    if not text.strip():
        raise Refused(
            "wrong-shape", _("nothing stands here"), _("write stage=harmony, or delete it")
        )
    return text


CONDITION = _ClauseType("a condition", _some_text, "stage=harmony")
FIELD_NAME = _ClauseType("a field", _some_text, "company.terms.place")


class _Conditions(ListOf[Any]):
    """Conditions, all of which must hold; in place of one, `any: […]` of which one is enough."""

    def __init__(self) -> None:
        super().__init__(CONDITION)

    @property
    def name(self) -> str:
        """How it is written, in a few words."""
        return _("list of conditions, or any: [conditions]")

    def read(self, node: Node, reading: Reading) -> tuple[Alternatives, ...]:
        items = node.items if isinstance(node, Sequence) else [node]
        return tuple(filter(None, (self._alternatives(item, reading) for item in items)))

    def _alternatives(self, node: Node, reading: Reading) -> Alternatives:
        if not isinstance(node, Fields):
            one = CONDITION.read(node, reading)
            return (one,) if one else ()
        if list(node.fields) != ["any"]:
            hint = _("write FIELD=VALUE, or any: [stage=harmony, stage=sincerity]")
            reading.report(node, "wrong-shape", _("fields where a condition is expected"), hint)
            return ()
        return ListOf(CONDITION).read(node.fields["any"], reading)


class _PhraseType:
    """A sentence or two, with fields in braces; line breaks count as blanks."""

    @property
    def name(self) -> str:
        """How it is written, in a few words."""
        return _("a sentence or two")

    def read(self, node: Node, reading: Reading) -> Phrase | None:
        if not isinstance(node, Scalar):
            hint = _("write one text; several lines may be indented below '>-'")
            reading.report(node, "wrong-shape", _("a sentence is expected here"), hint)
            return None
        if node.is_null:
            return None
        text = " ".join(node.text.split())
        fields = [self._field(match, node, reading) for match in _BRACES.finditer(text)]
        return Phrase(text, tuple(one for one in fields if one))

    def _field(self, match: re.Match[str], node: Scalar, reading: Reading) -> Clause | None:
        """The field that stands in braces; braces around anything else are a finding."""
        raw = reading.source.text[node.start : node.end]
        offset = max(0, raw.find(match.group()))
        name = (match.group(1) or "").strip()
        if _FIELD.fullmatch(name):
            return _clause(node, reading, name, offset)
        message = _("'{match}' names no field").format(match=match.group())
        hint = _("write a field in braces, as in {company.terms.place}; no other braces")
        reading.report_key(node.start + offset, "placeholder", message, hint)
        return None


PHRASE = _PhraseType()


class Saying(Record):
    """One piece of advice in the languages of the team."""

    en: Phrase | None = fact(PHRASE, "in English")
    zh: Phrase | None = fact(PHRASE, "in Chinese")

    def phrase(self, language: str) -> Phrase:
        """In a language, else in the other one; empty where nothing is said."""
        return getattr(self, language, None) or self.en or self.zh or Phrase("", ())

    def phrases(self) -> tuple[Phrase, ...]:
        """All that is said."""
        return tuple(one for one in (self.en, self.zh) if one)


class _SayingType(Group[Saying]):
    """Texts by language; a single text is for every language."""

    def read(self, node: Node, reading: Reading) -> Saying | None:
        if isinstance(node, Scalar) and not node.is_null:
            phrase = PHRASE.read(node, reading)
            return Saying(en=phrase, zh=phrase) if phrase else None
        return super().read(node, reading)


def _of_method(text: str) -> str:
    number = text[1:]
    if text[:1] == "M" and number.isascii() and number.isdigit() and not number.startswith("0"):
        if int(number) <= LAST_RULE_OF_METHOD:
            return text
        message = _("the method has no rule {text}").format(text=text)
        raise Refused(
            "unknown-value",
            message,
            _("write M1 to M{last_rule_of_method}, or leave out").format(
                last_rule_of_method=LAST_RULE_OF_METHOD
            ),
        )
    raise Refused(
        "unknown-value",
        _("'{text}' is no rule of the method").format(text=text),
        _("write M30, or leave out"),
    )


class PlayRule(Record):
    """One rule. Attributes that its file leaves out have the defaults of the class."""

    when: tuple[Alternatives, ...] = fact(
        _Conditions(), "conditions over the customer's dossier, all of which must hold"
    )
    say: Saying = fact(_SayingType(Saying), "the advice, by language, with {fields}")
    needs: tuple[Clause, ...] = fact(
        ListOf(FIELD_NAME), "fields without which the advice can't be given"
    )
    ask: Saying = fact(_SayingType(Saying), "what to say instead while one of them is missing")
    source: str | None = fact(
        ScalarType("a rule of the method", _of_method, "M30"), "where it comes from"
    )
    moments: tuple[str, ...] = fact(ListOf(Choice(*MOMENTS)), "when it is wanted; always, if none")
    weight: int | None = fact(
        between(1, 100), f"which comes first: 100 before 1; {DEFAULT_WEIGHT} if left out"
    )
    taboo: bool | None = fact(YES_NO, "never to be done: shown before all else")
    off: bool | None = fact(YES_NO, "not to be applied")


RULE = Group(PlayRule)


class Playbook(NamedTuple):
    """The rules of one file by id, and where each begins; nobody may act on those with errors."""

    path: str
    rules: Mapping[str, PlayRule]
    broken: Mapping[str, PlayRule]
    places: Mapping[str, Clause]
    findings: tuple[Finding, ...]


NO_PLAYBOOK = Playbook("", {}, {}, {}, ())


def read_playbook(source: Source) -> Playbook:
    """The rules in a decoded file; one with an error is set apart, and the others stay.

    Findings, beside those of any header: `wrong-shape`, `unknown-field`, `unknown-value`,
    `placeholder`, `number`, `yes-or-no`, `id`.
    """
    root = read_header(source, Span(0, len(source.text)))
    reading = Reading(source)
    found: dict[str, PlayRule] = {}
    places: dict[str, Clause] = {}
    for name, node in root.fields.items() if root else ():
        start = root.keys[name] if root else 0
        places[name] = Clause(name, source.path, source.line(start), source.column(start))
        rule = _read_rule(name, start, node, reading)
        if rule is not None:
            found[name] = rule
    findings = tuple(sorted([*source.findings, *(note.finding for note in reading.notes)]))
    wrong = {finding.line for finding in findings if finding.is_error}
    spans = _spans(root, source) if root and wrong else {}
    broken = {
        name: rule
        for name, rule in found.items()
        if any(line in wrong for line in spans.get(name, ()))
    }
    rules = {name: rule for name, rule in found.items() if name not in broken}
    return Playbook(source.path, rules, broken, places, findings)


def _spans(root: Fields, source: Source) -> Mapping[str, range]:
    """The lines of each rule."""
    return {
        name: range(source.line(root.keys[name]), source.line(max(node.start, node.end - 1)) + 1)
        for name, node in root.fields.items()
    }


def _read_rule(name: str, start: int, node: Node, reading: Reading) -> PlayRule | None:
    reading.field = name
    if not _ID.fullmatch(name):
        message = _("'{name}' is no id of a rule").format(name=name)
        reading.report_key(start, "id", message, _("use a-z, 0-9 and '-', as in driver-opening"))
    if not isinstance(node, Fields):
        message = _("'{name}' is no rule: fields are expected").format(name=name)
        hint = _("write when: […] and say: {en: …, zh: …} below it")
        reading.report(node, "wrong-shape", message, hint)
        return None
    return RULE.read_fields(node, reading)


def clauses_of(rule: PlayRule) -> Iterator[Clause]:
    """The names of fields in a rule: what it needs, and what stands in its texts."""
    yield from rule.needs
    for saying in (rule.say, rule.ask):
        for phrase in saying.phrases():
            yield from phrase.fields
