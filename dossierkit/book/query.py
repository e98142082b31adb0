"""Asking a book: conditions such as `stage=harmony`, and the order of the answer.

FIELD OP VALUE, with OP one of = != < <= > >= ~ (contains). A list meets a condition if one of its
items does; `!=` is the opposite of `=`, so it holds where nothing is set. An empty VALUE means
"not set". Texts compare without regard to case; words of a choice in the order of the method
(`stage>=sincerity`); a date by the whole time it names (`founded=1996`, `last<2026-11`).
"""

from __future__ import annotations

import operator
import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from dossierkit.book.fields import Field, Fields
from dossierkit.schema.dossier import Dossier
from dossierkit.schema.fact import Group
from dossierkit.schema.times import (
    AGREEMENT,
    BIRTHDAY,
    DATE,
    DATED_TEXT,
    PARTIAL_DATE,
    parse_partial,
)
from dossierkit.schema.types import Anything, Choice, MapOf, Refused, ScalarType, Type
from dossierkit.schema.values import Agreement, Birthday, DatedText, Duration, PartialDate, Rhythm
from dossierkit.text.finding import Advised
from dossierkit.text.translation import _

Condition = Callable[[Dossier[Any]], bool]
ReadDay = Callable[[str], date | None]
"""Reads a day as one says it: today, fri, -30d."""

_FORM = re.compile(r"\s*([^\s=!<>~]+)\s*(!=|<=|>=|==?|<|>|~)\s*(.*?)\s*", re.DOTALL)
_DATES = (DATE, PARTIAL_DATE, DATED_TEXT, AGREEMENT)


class WrongQuery(Advised):
    """A condition that can't be understood; the hint says what to write."""


class Period(NamedTuple):
    """What a VALUE stands for: all keys from one up to another, mostly the same."""

    low: Any
    high: Any


def parse_condition(text: str, kind: str, fields: Fields, read_day: ReadDay) -> Condition:
    """The condition that FIELD OP VALUE states; raises WrongQuery or UnknownField."""
    path, sign, value = parts_of(text)
    field = fields.find(kind, path)
    if not value:
        return _is_set(field, text, sign)
    refuse_group(field)
    if sign == "~":
        part = fold(value)
        return lambda dossier: any(part in fold(str(item)) for item in field.values(dossier))
    period = _period(field, value, read_day)
    return _comparison(field, sign, period)


def parts_of(text: str) -> tuple[str, str, str]:
    """FIELD, OP and VALUE of a condition; raises WrongQuery."""
    match = _FORM.fullmatch(text)
    if match is None:
        raise WrongQuery(
            _("'{text}' is no condition").format(text=text),
            _("write FIELD=VALUE, with = != < <= > >= or ~"),
        )
    path, sign, value = match.groups()
    return path, sign, value


def sorted_by(
    dossiers: Iterable[Dossier[Any]], field: Field, *, descending: bool = False
) -> list[Dossier[Any]]:
    """Dossiers in the order of a field, those without it last; equal ones as they came.

    Of several values the smallest counts, or the greatest if descending. Raises WrongQuery.
    """
    refuse_group(field)
    best = max if descending else min
    keyed = [(_keys(field, dossier), dossier) for dossier in dossiers]
    have = [(best(keys), dossier) for keys, dossier in keyed if keys]
    have.sort(key=lambda pair: pair[0], reverse=descending)
    return [dossier for _unused, dossier in have] + [dossier for keys, dossier in keyed if not keys]


def fold(text: str) -> str:
    """Text as it is compared: without regard to case and to the form of accents."""
    return text.lower() if text.isascii() else unicodedata.normalize("NFC", text).casefold()


def _is_set(field: Field, text: str, sign: str) -> Condition:
    if sign == "!=":
        return lambda dossier: bool(field.values(dossier))
    if sign in ("=", "=="):
        return lambda dossier: not field.values(dossier)
    raise WrongQuery(
        _("'{text}' compares with nothing").format(text=text),
        _("write a value after '{sign}'").format(sign=sign),
    )


def refuse_group(field: Field) -> None:
    """Raises WrongQuery for a field that holds several ones, naming these."""
    if isinstance(field.type, (Group, MapOf)):
        known = list(field.type.facts) if isinstance(field.type, Group) else ["NAME"]
        listed = " ".join(f"{field.path}.{name}" for name in known)
        raise WrongQuery(
            _("'{path}' holds several fields; name one of them: {listed}").format(
                path=field.path, listed=listed
            )
        )


def _comparison(field: Field, sign: str, period: Period) -> Condition:
    """A condition on keys: all of the period is equal, less is before it, more after it."""
    if sign in ("=", "=="):
        return lambda d: any(period.low <= key <= period.high for key in _keys(field, d))
    if sign == "!=":
        return lambda d: not any(period.low <= key <= period.high for key in _keys(field, d))
    compare, bound = {
        "<": (operator.lt, period.low),
        "<=": (operator.le, period.high),
        ">": (operator.gt, period.high),
        ">=": (operator.ge, period.low),
    }[sign]
    return lambda d: any(compare(key, bound) for key in _keys(field, d))


def _keys(field: Field, dossier: Dossier[Any]) -> list[Any]:
    return [_key(field.type, value) for value in field.values(dossier)]


def _key(field_type: Type[Any], value: Any) -> Any:
    """What stands for a value when it is compared."""
    match value:
        case str() if isinstance(field_type, Choice):
            return field_type.values.index(value)
        case str() | dict() if isinstance(field_type, Anything):
            return _loose_key(str(value))
        case str():
            return fold(value)
        case PartialDate():
            return value.first_day()
        case DatedText() | Agreement():
            return value.date
        case Birthday():
            return (value.month, value.day)
        case Duration():
            return value.days + 30 * value.months
        case Rhythm():
            return (_key(field_type, value.first), _key(field_type, value.last))
    return value


def _loose_key(text: str) -> tuple[int, Any]:
    """Numbers by their value, before texts: for fields that no type is declared of."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return (1, fold(text))
    return (0, number) if number.is_finite() else (1, fold(text))


def _period(field: Field, text: str, read_day: ReadDay) -> Period:
    if field.type in _DATES:
        return _days(field, text, read_day)
    if field.type is BIRTHDAY and re.match(r"\d{4}-", text):
        raise WrongQuery(
            _("'{path}' compares by the day of the year").format(path=field.path),
            _("write it as MM-DD"),
        )
    key = _key(field.type, _parse(field, text))
    return Period(key, key)


def _days(field: Field, text: str, read_day: ReadDay) -> Period:
    """The days that a date stands for: one, or all of a month or a year."""
    day = read_day(text)
    if day is not None:
        return Period(day, day)
    try:
        named = parse_partial(text)
    except Refused as refused:
        hint = _("write 2026-11-25, 2026-11, 2026, today, fri or -30d")
        raise WrongQuery(f"{field.path}: {refused.message}", hint) from None
    month = named.month or 12
    last = named.day or monthrange(named.year, month)[1]
    return Period(named.first_day(), date(named.year, month, last))


def _parse(field: Field, text: str) -> Any:
    """A VALUE by the field's type, in whichever case that type wants it; raises WrongQuery."""
    if not isinstance(field.type, ScalarType):
        return text
    refusals = []
    for attempt in (text, text.lower(), text.upper()):
        try:
            return field.type.parse(attempt)
        except Refused as refused:
            refusals.append(refused)
    first = refusals[0]
    raise WrongQuery(f"{field.path}: {first.message}", first.hint)
