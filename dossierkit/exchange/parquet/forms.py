"""What a column of a table holds, made from the declaration of a fact, and values in that form.

A form is said in Python's own types: `str`, `int`, `bool`, `Decimal`, `date`, `datetime`; in
`[form]`, a list; in `{"name": form}`, a group; and in `{str: form}`, names that the user chose.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Context, Decimal
from typing import Any, NamedTuple, TypeAlias

from dossierkit.schema.fact import Group, Record
from dossierkit.schema.types import Anything, ListOf, MapOf, ScalarType, Type
from dossierkit.schema.values import Agreement, DatedText, PartialDate

Form: TypeAlias = Any
DECIMALS = 8
"""Of every amount, rate and percentage."""
_WHOLE_DIGITS = 20


class Shape(NamedTuple):
    """The form of a fact's values, and how a value is brought into it."""

    form: Form
    shaped: Callable[[Any], Any]


def shape_of(declared: Type[Any]) -> Shape:
    """The shape of a fact's type: text for every type that no column has a form for."""
    if isinstance(declared, ListOf):
        inner = shape_of(declared.item)
        return Shape([inner.form], lambda values: [inner.shaped(one) for one in values])
    if isinstance(declared, MapOf):
        inner = shape_of(declared.item)
        return Shape(
            {str: inner.form},
            lambda values: [(name, inner.shaped(one)) for name, one in values.items()],
        )
    if isinstance(declared, Group):
        return _group(declared.kind)
    if isinstance(declared, Anything):
        return Shape(str, as_text)
    if isinstance(declared, ScalarType):
        return _SHAPES.get(type(declared.parse(declared.example)), Shape(str, str))
    return Shape(str, str)


def columns_of(kind: type[Record]) -> Iterator[tuple[str, Form, Callable[[Any], Any]]]:
    """The columns of a kind of dossier: name, form, and what a record has in it. Facts in a group
    are columns of their own, `terms_payment` for `terms.payment`."""
    for declared in kind.declared.values():
        name, attribute = column_name(declared.name), declared.attribute
        if isinstance(declared.type, Group):
            for inner, form, value in columns_of(declared.type.kind):
                yield f"{name}_{inner}", form, _below(attribute, value)
        else:
            shape = shape_of(declared.type)
            yield name, shape.form, _value(attribute, shape)


def column_name(field: str) -> str:
    """A field's name as a column: `price-adjustment` is `price_adjustment`."""
    return field.replace("-", "_").replace(".", "_")


def as_text(value: Any) -> str:
    """A plain value of a header as one text: a list or fields as JSON."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def as_decimal(value: Decimal) -> Decimal | None:
    """A number with eight decimals; None for one of more than twenty digits before the point."""
    if value and value.adjusted() >= _WHOLE_DIGITS:
        return None
    return value.quantize(Decimal(1).scaleb(-DECIMALS), context=_WIDE)


def _group(kind: type[Record]) -> Shape:
    columns = list(columns_of(kind))
    return Shape(
        {name: form for name, form, _ in columns},
        lambda record: {name: value(record) for name, _, value in columns},
    )


def _below(attribute: str, value: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda record: value(getattr(record, attribute))


def _value(attribute: str, shape: Shape) -> Callable[[Any], Any]:
    def value(record: Any) -> Any:
        found = getattr(record, attribute)
        return None if found is None else shape.shaped(found)

    return value


def _partial(value: PartialDate) -> dict[str, Any]:
    known = "day" if value.day else "month" if value.month else "year"
    return {"day": value.first_day(), "known": known}


_WIDE = Context(prec=_WHOLE_DIGITS + DECIMALS + 1)
_SHAPES: dict[type, Shape] = {
    str: Shape(str, str),
    int: Shape(int, int),
    bool: Shape(bool, bool),
    Decimal: Shape(Decimal, as_decimal),
    date: Shape(date, lambda day: day),
    PartialDate: Shape({"day": date, "known": str}, _partial),
    DatedText: Shape(
        {"day": date, "text": str}, lambda value: {"day": value.date, "text": value.text}
    ),
    Agreement: Shape(
        {"day": date, "text": str, "until": date},
        lambda value: {"day": value.date, "text": value.text, "until": value.until},
    ),
}
"""By the Python type of a value."""
