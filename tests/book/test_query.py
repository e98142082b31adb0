"""Asking a book: what one may ask, what it means, and what a typo gets for an answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from dossierkit.book.fields import Field, Fields, UnknownField, dossiers_of
from dossierkit.book.load import load
from dossierkit.book.query import WrongQuery, parse_condition, sorted_by
from dossierkit.schema.times import DATE

FILES = {
    "dossiers/customers/anna.md": """---
name: Anna Müller
company: brightlite
owner: lily
stage: harmony
intent: interested
birthday: 1985-04-12
reach: {email: [anna@brightlite.example, am@brightlite.example], prefers: email}
potential: {need: 3}
every: 2w
next: [2026-11-25 answer on L/C terms, 2026-12-10 samples]
tags: [vip, strict]
consent: {do-not-contact: true}
custom: {vendor-number: "70", depots: [Kiel, Jena], visit: {day: mon}}
---
""",
    "dossiers/customers/bo.md": """---
name: bo
country: NO
stage: interest
expected-purchase: 2027-03
every: 3d-4d
potential: {need: 1}
custom: {vendor-number: "9"}
---
""",
    "dossiers/customers/cy.md": "---\nname: Cy\ncompany: nowhere\n---\n",
    "dossiers/companies/brightlite.md": """---
name: Brightlite GmbH
country: de
founded: 1996-11-18
stores: 42
type: importer
departments: {design: outsourced}
compliance: [{name: GS, until: 2026-12-12}, {name: ENEC}]
terms: {incoterm: FOB, payment: L/C at sight, currency: USD, price-adjustment: +3%}
---
""",
    "dossiers/countries/de.md": "---\nname: Germany\ncurrency: EUR\n---\n",
    "dossiers/team/lily.md": "---\nname: Lily Zhang\n---\n",
}


def days(word: str) -> date | None:
    """Reads `today` and `-30d`, as the command line does."""
    if word == "today":
        return date(2026, 11, 20)
    return date(2026, 11, 20) - timedelta(days=30) if word == "-30d" else None


def last(dossier: Any) -> list[date]:
    return [max(line.date for line in dossier.log.lines)] if dossier.log.lines else []


class Asker:
    """Asks the book above."""

    def __init__(self, root: Path) -> None:
        self.book = load(root)
        computed = {"customer": {"last": Field("last", DATE, last)}}
        self.fields = Fields(self.book, computed, date(2026, 11, 20))

    def __call__(self, condition: str, kind: str = "customer") -> str:
        holds = parse_condition(condition, kind, self.fields, days)
        return " ".join(d.id for d in dossiers_of(self.book)[kind].values() if holds(d))

    def sorted(self, path: str, *, descending: bool = False) -> str:
        found = self.book.customers.values()
        field = self.fields.find("customer", path)
        return " ".join(d.id for d in sorted_by(found, field, descending=descending))


@pytest.fixture
def ask(make_book: Callable[[Any], Path]) -> Asker:
    return Asker(make_book(FILES))


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        ("stage=harmony", "anna"),
        ("stage == Harmony", "anna"),
        ("stage!=harmony", "bo cy"),
        ("stage>interest", "anna"),
        ("stage<=harmony", "anna bo"),
        ("intent=", "bo cy"),
        ("intent!=", "anna"),
        ("intent!=never", "anna bo cy"),
        ("name=anna müller", "anna"),
        ("name=anna mu\u0308ller", "anna"),
        ("name~MÜLL", "anna"),
        ("id=bo", "bo"),
        ("tags=vip", "anna"),
        ("tags!=vip", "bo cy"),
        ("tags~STR", "anna"),
        ("reach.email=AM@brightlite.example", "anna"),
        ("reach.prefers=", "bo cy"),
        ("potential.need>=2", "anna"),
        ("potential=", "cy"),
        ("birthday=04-12", "anna"),
        ("birthday>05-01", ""),
        ("every<1w", "bo"),
        ("every=3d-4d", "bo"),
        ("next<2026-12-01", "anna"),
        ("next~l/c", "anna"),
        ("expected-purchase=2027", "bo"),
        ("expected-purchase<=2027-03", "bo"),
        ("expected-purchase<2027-03", ""),
        ("consent.do-not-contact=true", "anna"),
    ],
)
def test_a_field_of_the_person(ask: Asker, condition: str, found: str) -> None:
    assert ask(condition) == found


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        ("country=de", "anna"),
        ("country=no", "bo"),
        ("country=", "cy"),
        ("company.type=importer", "anna"),
        ("company.terms.payment~l/c", "anna"),
        ("company.id=", "bo cy"),
        ("company.country.currency=eur", "anna"),
        ("country.currency=EUR", "anna"),
        ("owner.name~zhang", "anna"),
    ],
)
def test_a_field_of_whom_they_belong_to(ask: Asker, condition: str, found: str) -> None:
    assert ask(condition) == found


@pytest.mark.parametrize(
    ("condition", "is_met"),
    [
        ("founded=1996", True),
        ("founded>=1996-11", True),
        ("founded<1996", False),
        ("stores>=42", True),
        ("stores>1,000", False),
        ("departments.design=outsourced", True),
        ("departments.buying=none", False),
        ("departments!=", True),
        ("compliance.until<2026-12-31", True),
        ("compliance.name=ENEC", True),
        ("terms.incoterm=fob", True),
        ("terms.price-adjustment>2.5%", True),
        ("terms!=", True),
        ("terms.forwarder=", True),
    ],
)
def test_a_field_of_the_company(ask: Asker, condition: str, is_met: bool) -> None:
    assert bool(ask(condition, "company")) is is_met


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        ("custom.vendor-number>8", "anna bo"),
        ("custom.vendor-number>10", "anna"),
        ("custom.vendor-number=NaN", ""),
        ("custom.depots=kiel", "anna"),
        ("custom.visit.day=Mon", "anna"),
        ("custom.visit.day.hour=9", ""),
        ("custom.none=", "anna bo cy"),
        ("custom=", "cy"),
    ],
)
def test_a_field_of_ones_own(ask: Asker, condition: str, found: str) -> None:
    assert ask(condition) == found


def test_a_computed_day(ask: Asker, make_book: Callable[[Any], Path]) -> None:
    log = "\n## Log\n\n- 2026-10-21 call: hello\n"
    path = "dossiers/customers/cy.md"
    ask = Asker(make_book({**FILES, path: FILES[path] + log}))
    assert ask("last=-30d") == "cy"
    assert ask("last<=-30d") == "cy"
    assert ask("last<today") == "cy"
    assert ask("last=2026-10") == "cy"
    assert ask("last=") == "anna bo"


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        ("stage", "is no condition; write FIELD=VALUE"),
        ("=harmony", "is no condition"),
        ("stage=harmny", "did you mean 'harmony'?"),
        ("country=germany", "two letters of ISO 3166"),
        ("potential.need>many", "'many' is no whole number"),
        ("last>soon", "'soon' is no date; write 2026-11-25, 2026-11, 2026, today"),
        ("expected-purchase=2027-13", "there is no day 2027-13"),
        ("birthday=1985-04-12", "write it as MM-DD"),
        ("stage<", "write a value after '<'"),
        ("position=buyer", "name one of them: position.title position.authority"),
        ("custom=x", "name one of them: custom.NAME"),
    ],
)
def test_what_can_not_be_meant(ask: Asker, condition: str, message: str) -> None:
    with pytest.raises(WrongQuery, match=r".*") as caught:
        ask(condition)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("stge", "did you mean stage?"),
        ("Written_English", "did you mean language.written-english?"),
        ("payment", "did you mean company.terms.payment?"),
        ("company.tpye", "a company has no field 'tpye'; did you mean type?"),
        ("name.first", "a customer has no field 'name.first'"),
        ("zzz", "the fields are: id last country name"),
    ],
)
def test_a_field_that_is_not_there(ask: Asker, path: str, message: str) -> None:
    with pytest.raises(UnknownField) as caught:
        ask(f"{path}=x")
    assert message in str(caught.value)


def test_the_order_of_the_answer(ask: Asker) -> None:
    assert ask.sorted("stage") == "bo anna cy"
    assert ask.sorted("stage", descending=True) == "anna bo cy"
    assert ask.sorted("name") == "anna bo cy"
    assert ask.sorted("custom.vendor-number") == "bo anna cy"
    assert ask.sorted("next", descending=True) == "anna bo cy"
    with pytest.raises(WrongQuery, match="name one of them"):
        ask.sorted("reach")
