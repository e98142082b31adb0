"""What one types for a field, and the value that is meant."""

from __future__ import annotations

from typing import Any

import pytest

from dossierkit.book.change import Refusal
from dossierkit.book.fields import UnknownField
from dossierkit.book.typed import field_type, set_value
from dossierkit.schema.dossier import COMPANY, COUNTRY, CUSTOMER, MEMBER
from dossierkit.schema.fact import Group
from dossierkit.schema.policy import CustomField
from dossierkit.schema.types import ANYTHING, NUMBER, TEXT
from dossierkit.text.edit import Value

KINDS: dict[str, Group[Any]] = {
    "customer": CUSTOMER,
    "company": COMPANY,
    "country": COUNTRY,
    "member": MEMBER,
}


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        ("stage", " harmony ", "harmony"),
        ("salutation", "[draft] Frau Schmidt", "[draft] Frau Schmidt"),
        ("tags", "vip", ["vip"]),
        ("tags", "[vip, 'a, b']", ["vip", "a, b"]),
        ("tags", "[]", []),
        ("buys", "a, b", ["a, b"]),
        ("reach.email", "a@b.example", ["a@b.example"]),
        ("next", "2026-12-01 call", "2026-12-01 call"),
        ("next", "[2026-12-01 call, 2027-01 visit]", ["2026-12-01 call", "2027-01 visit"]),
        ("position", "{title: Buyer, joined: 2024-03}", {"title": "Buyer", "joined": "2024-03"}),
        ("career", "{employer: A}", [{"employer": "A"}]),
        ("career", "[{employer: A, from: 2015}]", [{"employer": "A", "from": "2015"}]),
        ("custom", "{a: b}", {"a": "b"}),
        ("custom.a", "[b, c]", ["b", "c"]),
        ("custom.a", "{b: c}", {"b": "c"}),
        ("custom.a", "b: c", "b: c"),
        ("custom.a.b", "c", "c"),
    ],
)
def test_what_is_typed_is_meant(field: str, typed: str, value: Value) -> None:
    assert set_value(typed, field_type(CUSTOMER, tuple(field.split(".")))) == value


def test_a_text_of_several_lines_ends_with_a_line() -> None:
    prose = field_type(COUNTRY, ("economy",))
    assert set_value("One.\r\nTwo.", prose) == "One.\nTwo.\n"
    assert set_value("One.", prose) == "One."


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("stage", "", "'' is no value; to take a field out, use --unset"),
        ("stage", "~", "--unset"),
        ("tags", " ", "--unset"),
        ("tags", "[a, b", "'[a, b' can't be read; write it as [a, b] or {name: value}"),
        ("tags", "[a] b", "can't be read"),
        ("tags", "[a]\nname: b", "can't be read"),
        ("tags", "[&a b]", "can't be read"),
        ("position", "Buyer", "'Buyer' is not of the form {title: …}"),
        ("custom", "x", "'x' is not of the form {name: …}"),
        ("position", "{title: a, title: b}", "can't be read"),
        ("position", "{title: a} # b", "can't be read"),
    ],
)
def test_what_can_not_be_meant_is_refused(field: str, typed: str, told: str) -> None:
    with pytest.raises(Refusal) as refused:
        set_value(typed, field_type(CUSTOMER, tuple(field.split("."))))
    assert told in str(refused.value)


@pytest.mark.parametrize(
    ("kind", "field", "told"),
    [
        ("customer", "stag", "a customer has no field 'stag'; did you mean stage?"),
        ("customer", "email", "did you mean reach.email?"),
        ("customer", "xyzzy", "a customer has no field 'xyzzy'; the fields are: name given"),
        ("customer", "stage.x", "a customer has no field 'stage.x'"),
        ("company", "terms.incotrem", "did you mean terms.incoterm?"),
        ("member", "stage", "a member has no field 'stage'"),
    ],
)
def test_an_unknown_field_is_said_with_the_one_that_was_meant(
    kind: str, field: str, told: str
) -> None:
    with pytest.raises(UnknownField) as unknown:
        field_type(KINDS[kind], tuple(field.split(".")))
    assert told in str(unknown.value)


def test_a_field_inside_a_list_is_set_with_the_list() -> None:
    with pytest.raises(Refusal, match=r"'career' is a list: set it whole, as in \[\{role: …\}\]"):
        field_type(CUSTOMER, ("career", "role"))


def test_own_fields_have_the_type_that_the_book_declares() -> None:
    declared = {
        "size": CustomField(type="number"),
        "hall": CustomField(type="text", kind="company"),
    }
    assert field_type(CUSTOMER, ("custom", "size"), declared) is NUMBER
    assert field_type(CUSTOMER, ("custom", "hall"), declared) is ANYTHING
    assert field_type(COMPANY, ("custom", "hall"), declared) is TEXT
    assert field_type(CUSTOMER, ("custom", "other"), declared) is ANYTHING
