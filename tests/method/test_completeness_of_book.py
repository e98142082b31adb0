"""How complete the whole book is, and whose gaps matter most."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from dues import person, write

from dossierkit.book.load import load
from dossierkit.method.knowing.completeness import Knowledge
from dossierkit.method.knowing.completeness_of_book import (
    BookCompleteness,
    Share,
    completeness_of_book,
    is_high,
)
from dossierkit.schema.customer import Potential

FILES = {
    "anna": person("company: b", "owner: lily", "2026-10-01 order: x"),
    "ben": person("company: b", "owner: tom", "country: no"),
    "cleo": person("owner: tom", "potential: {need: 3, volume: 3, power: 3}"),
    "dora": person("owner: tom", "consent: {do-not-contact: true}"),
    "emil": person(),
    "companies/b.md": person("country: de", name="Brightlite"),
    "companies/c.md": person(name="Casa Luz"),
    "countries/de.md": person(name="Germany"),
    "countries/no.md": person(name="Norway"),
    "team/lily.md": person(name="Lily"),
}


@pytest.fixture
def known(tmp_path: Path) -> Knowledge:
    return Knowledge(load(write(tmp_path, FILES)), date(2026, 11, 20))


def ids(found: BookCompleteness) -> list[str]:
    return [row.id for row in found.rows]


def test_the_whole_is_the_sum_of_its_dossiers(known: Knowledge) -> None:
    found = completeness_of_book(known)
    rows = found.rows
    assert sorted(ids(found)) == ["anna", "b", "ben", "c", "cleo", "de", "emil", "no"]
    assert found.whole.known == sum(row.completeness.known for row in rows)
    assert found.whole.percent == found.whole.known * 100 // found.whole.askable
    assert {kind: share.dossiers for kind, share in found.kinds.items()} == {
        "customer": 4,
        "company": 2,
        "country": 2,
    }
    assert {owner: share.dossiers for owner, share in found.owners.items()} == {"lily": 2, "tom": 3}
    assert Share(0, 0, 0).percent == 100


def test_those_who_matter_come_first(known: Knowledge) -> None:
    rows = completeness_of_book(known).rows
    matters = {row.id: row.matters for row in rows}
    assert matters == {
        "anna": "customer",
        "b": "customer",
        "cleo": "potential",
        "de": "customer",
        "ben": None,
        "c": None,
        "emil": None,
        "no": None,
    }
    first = [row.missing for row in rows if row.matters]
    assert [row.matters is None for row in rows] == [False] * 4 + [True] * 4
    assert first == sorted(first, reverse=True)
    assert next(row.owners for row in rows if row.id == "b") == ("lily", "tom")


def test_one_member_s_part(known: Knowledge) -> None:
    found = completeness_of_book(known, owner="lily")
    assert sorted(ids(found)) == ["anna", "b", "de"]
    assert [*found.owners] == ["lily"]


def test_one_kind(known: Knowledge) -> None:
    found = completeness_of_book(known, kind="country")
    assert sorted(ids(found)) == ["de", "no"]
    assert ([*found.kinds], found.owners) == (["country"], {})


@pytest.mark.parametrize(
    ("potential", "high"),
    [
        (Potential(need=3, volume=2, power=2, likelihood=2), True),
        (Potential(need=2, volume=2, power=2, likelihood=2), False),
        (Potential(volume=3, power=3, likelihood=3), True),
        (Potential(need=0, volume=3, power=3, likelihood=3), False),
        (Potential(), False),
    ],
)
def test_high_potential(potential: Potential, high: bool) -> None:
    assert is_high(potential) is high
