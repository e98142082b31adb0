"""Types of facts: each turns the text that stands in a header into a value, or says what is wrong.

A type never guesses: what it can't convert becomes a finding with a remedy, and the fact is left
out. Types of dates and durations stand in `times`, those of codes and addresses in `codes`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Generic, Protocol, TypeVar

from dossierkit.schema.reading import Reading, nearest
from dossierkit.text.nodes import PLAIN_NULLS, Mapping, Node, Scalar, Sequence, plain
from dossierkit.text.translation import _, word

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Refused(Exception):
    """A text that a type can't convert: a code, a message and a remedy for the finding."""

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.code, self.message, self.hint = code, message, hint


class Type(Protocol[T_co]):
    """How a fact is written. `name` says it in the field reference."""

    @property
    def name(self) -> str:
        """How it is written, in a few words."""

    def read(self, node: Node, reading: Reading) -> T_co | None:
        """The value, or None after a finding, or None for no value."""


class ScalarType(Generic[T]):
    """A type written as one text."""

    def __init__(self, name: str, parse: Callable[[str], T], example: str) -> None:
        self._name = name
        self.parse = parse
        self.example = example

    @property
    def name(self) -> str:
        """How it is written, in a few words."""
        return _(self._name)

    def read(self, node: Node, reading: Reading) -> T | None:
        if type(node) is not Scalar:
            shape = _("a list") if type(node) is Sequence else _("fields")
            hint = _("write {name}, for example {example}").format(
                name=self.name, example=self.example
            )
            reading.report(
                node,
                "wrong-shape",
                _("{shape} where {name} is expected").format(shape=shape, name=self.name),
                hint,
            )
            return None
        text = node.text
        if text in PLAIN_NULLS and node.is_null:
            return None
        try:
            return self.parse(text)
        except Refused as refused:
            reading.report(node, refused.code, refused.message, refused.hint)
            return None


class Positioned(ScalarType[T]):
    """A scalar type whose value keeps its line in the file."""

    def __init__(self, name: str, parse: Callable[[str, int], T], example: str) -> None:
        super().__init__(name, lambda text: parse(text, 0), example)
        self.parse_at = parse

    def read(self, node: Node, reading: Reading) -> T | None:
        if type(node) is not Scalar or node.is_null:
            return super().read(node, reading)
        try:
            return self.parse_at(node.text, reading.line(node))
        except Refused as refused:
            reading.report(node, refused.code, refused.message, refused.hint)
            return None


class ListOf(Generic[T]):
    """A list; a single value is a list of one."""

    def __init__(self, item: Type[T]) -> None:
        self.item = item

    @property
    def name(self) -> str:
        """How it is written, in a few words."""
        return _("list of {item}").format(item=self.item.name)

    def read(self, node: Node, reading: Reading) -> tuple[T, ...]:
        nodes = node.items if type(node) is Sequence else [node]
        read = self.item.read
        return tuple([v for item in nodes if (v := read(item, reading)) is not None])


class MapOf(Generic[T]):
    """Names that the user chooses, each with a value of one type."""

    def __init__(self, item: Type[T]) -> None:
        self.item = item

    @property
    def name(self) -> str:
        """How it is written, in a few words."""
        return _("names, each with {item}").format(item=self.item.name)

    def read(self, node: Node, reading: Reading) -> dict[str, T]:
        if type(node) is Scalar and node.is_null:
            return {}
        if type(node) is not Mapping:
            message = _("{name} expected").format(name=self.name)
            reading.report(node, "wrong-shape", message, _("write it as {name: value}"))
            return {}
        values: dict[str, T] = {}
        for name, field in node.fields.items():
            value = self.item.read(field, reading)
            if value is not None:
                values[name] = value
        return values


WORDS_OF = {"prefers": "channel"}
"""The lists of words that are called otherwise than their field."""


def in_words(value: str, field: str) -> str:
    """What a value of a choice says in the language spoken, by the last name of its field; itself
    in English, and where there are no words for it."""
    return word(value, WORDS_OF.get(field, field))


class Choice(ScalarType[str]):
    """One of a few words."""

    def __init__(self, *values: str) -> None:
        super().__init__("", self._choose, values[0])
        self.values = values
        self._known = frozenset(values)

    @property
    def name(self) -> str:
        """How it is written, in a few words."""
        return _("one of {values}").format(values=", ".join(self.values))

    def _choose(self, text: str) -> str:
        if text in self._known:
            return text
        meant = nearest(text, self.values)
        hint = (
            _("did you mean '{meant}'?").format(meant=meant)
            if meant
            else _("write one of: {values}").format(values=" ".join(self.values))
        )
        raise Refused("unknown-value", _("'{text}' is not known here").format(text=text), hint)


class Anything:
    """Whatever stands there, as plain texts, lists and dicts."""

    @property
    def name(self) -> str:
        """How it is written, in a few words."""
        return _("anything")

    def read(self, node: Node, reading: Reading) -> object:
        return plain(node)


def _one_line(text: str) -> str:
    if "\n" in text.rstrip("\n"):
        raise Refused(
            "line-break", _("a line break in a one-line field"), _("write it in one line")
        )
    return text.rstrip("\n")


_WHOLE_NUMBER = re.compile(r"[0-9]{1,18}|[0-9]{1,3}(?:,[0-9]{3}){1,5}|[0-9]{1,3}(?:_[0-9]{3}){1,5}")


def _whole_number(text: str) -> int:
    if not _WHOLE_NUMBER.fullmatch(text):
        raise Refused(
            "number",
            _("'{text}' is no whole number").format(text=text),
            _("write digits, such as 600"),
        )
    return int(text.replace(",", "").replace("_", ""))


def _percent(text: str) -> Decimal:
    digits = text.removesuffix("%").strip()
    unsigned = digits.lstrip("+-")
    if (
        not text.endswith("%")
        or len(digits) - len(unsigned) > 1
        or not (unsigned.isascii() and unsigned.replace(".", "", 1).isdigit())
    ):
        raise Refused(
            "number", _("'{text}' is no percentage").format(text=text), _("write it as 3% or -1.5%")
        )
    return Decimal(digits)


class Between(ScalarType[int]):
    """A whole number from `low` to `high`."""

    def __init__(self, low: int, high: int) -> None:
        super().__init__("", self._within, str(low))
        self.low, self.high = low, high

    @property
    def name(self) -> str:
        """How it is written, in a few words."""
        return _("a number from {low} to {high}").format(low=self.low, high=self.high)

    def _within(self, text: str) -> int:
        number = _whole_number(text)
        if not self.low <= number <= self.high:
            message = _("{number} is out of range").format(number=number)
            raise Refused(
                "number",
                message,
                _("write a number from {low} to {high}").format(low=self.low, high=self.high),
            )
        return number


def between(low: int, high: int) -> Between:
    """A whole number from `low` to `high`."""
    return Between(low, high)


_TRUE = frozenset(("true", "yes", "on"))
_FALSE = frozenset(("false", "no", "off"))


def _yes_or_no(text: str) -> bool:
    folded = text.lower()
    if folded in _TRUE:
        return True
    if folded in _FALSE:
        return False
    raise Refused(
        "yes-or-no",
        _("'{text}' is neither true nor false").format(text=text),
        _("write true or false"),
    )


def says_no(node: Node) -> bool:
    """Whether a plain no stands there: false, no or off, in any case."""
    return type(node) is Scalar and not node.is_null and node.text.lower() in _FALSE


class OptOut(ScalarType[bool]):
    """A wish not to be contacted: whatever is not plainly false counts as true (DESIGN 3.1)."""

    def __init__(self) -> None:
        super().__init__("true or false", _yes_or_no, "true")

    def read(self, node: Node, reading: Reading) -> bool:
        if type(node) is Scalar and not node.is_null:
            value = super().read(node, reading)
            return True if value is None else value
        message = _("not plainly true or false, so it counts as true")
        reading.report(node, "yes-or-no", message, _("write true or false"))
        return True


TEXT = ScalarType("a line of text", _one_line, "Hong Kong")
PROSE = ScalarType("text", lambda text: text.rstrip("\n"), "two lines, with |")
NUMBER = ScalarType("a whole number", _whole_number, "600")
PERCENT = ScalarType("a percentage", _percent, "3%")
YES_NO = ScalarType("true or false", _yes_or_no, "true")
SCORE = between(0, 3)
OPT_OUT = OptOut()
ANYTHING = Anything()
