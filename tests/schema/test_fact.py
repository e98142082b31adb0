"""The declaration of facts, from which everything else follows."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import customer

from dossierkit.schema.customer import Potential
from dossierkit.schema.dossier import COMPANY, COUNTRY, CUSTOMER, MEMBER
from dossierkit.schema.fact import Fact, Group, is_opt_out
from dossierkit.schema.types import ListOf
from dossierkit.text.source import MAX_FINDINGS

KINDS: list[Group[Any]] = [CUSTOMER, COMPANY, COUNTRY, MEMBER]


def all_facts(group: Group[Any]) -> list[Fact]:
    """The facts of a group and of the groups within it."""
    found = []
    for declared in group.facts.values():
        found.append(declared)
        inner = declared.type.item if isinstance(declared.type, ListOf) else declared.type
        if isinstance(inner, Group):
            found += all_facts(inner)
    return found


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.title)
def test_every_fact_is_explained(kind: Group[Any]) -> None:
    for declared in all_facts(kind):
        assert declared.doc
        assert declared.type.name
        assert 0 <= declared.worth <= 10
        assert declared.personal or not declared.sensitive
        assert not (declared.question and not declared.worth), declared.name


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.title)
def test_names_in_the_file_have_dashes(kind: Group[Any]) -> None:
    for declared in all_facts(kind):
        assert declared.name == declared.name.strip("_-").replace("_", "-")
        assert declared.name == declared.attribute.rstrip("_").replace("_", "-")
        assert not is_opt_out(declared.name) or declared.name in ("do-not-contact", "opt-out")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.title)
def test_an_empty_dossier_has_empty_facts(kind: Group[Any]) -> None:
    empty = kind.kind()
    assert empty == kind.empty
    assert empty.name == ""
    for declared in kind.facts.values():
        if isinstance(declared.type, Group):
            assert getattr(empty, declared.attribute) == declared.type.empty


def test_a_record_tells_its_facts_and_can_not_be_changed() -> None:
    assert list(Potential.declared) == ["need", "volume", "power", "likelihood"]
    known = Potential(need=3)
    assert (known.need, known.volume) == (3, None)
    assert known == Potential(need=3, volume=None) != Potential(need=2)
    assert known != "need"
    assert hash(known) == hash(Potential(need=3))
    assert repr(known.but(power=1)) == "Potential(need=3, power=1)"
    with pytest.raises(AttributeError, match="make another one"):
        known.need = 2


def test_every_one_of_many_unknown_fields_is_reported() -> None:
    count = MAX_FINDINGS + 20
    anna = customer("".join(f"compani{number}: 1\n" for number in range(count)))
    assert len(anna.findings) == count
    assert anna.findings[0].hint == "did you mean 'company'?"
    assert anna.findings[-1].hint.startswith("the fields here are")


@pytest.mark.parametrize(
    "name",
    [
        "opt-out",
        "OptOut",
        "do_not_mail",
        "unsubscribed",
        "blacklisted",
        "DNC",
        "no-email",
        "nospam",
        "stop-contact",
        "dont-call",
        "never-write",
        "退订",
        "拒收",
    ],
)
def test_names_that_look_like_a_wish_to_be_left_alone(name: str) -> None:
    assert is_opt_out(name)


@pytest.mark.parametrize("name", ["email", "note", "notes", "contact", "marketing", "nomination"])
def test_other_names(name: str) -> None:
    assert not is_opt_out(name)
