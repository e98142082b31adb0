"""`consent.sensitive`: the day, how they agreed, and the last day that it holds (promise 31)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from conftest import customer, places

from dossierkit.schema.customer import Consent, Customer
from dossierkit.schema.sensitive import hidden_facts, may_use_sensitive, shown_facts, shown_header
from dossierkit.schema.times import parse_agreement
from dossierkit.schema.types import Refused

DAY = timedelta(days=1)
LAST = date(2027, 4, 17)


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("2025-04-17", None),
        ("2025-04", None),
        ("2025-04-17 told me herself", None),
        ("2025-04-17 told me at the fair of 2024-10-20", None),
        ("2025-04-17 told me until 2027-04-17", LAST),
        ("2025-04-17 told me for greetings, until 2027-04-17", LAST),
        ("2025-04-17 told me, valid till: 2027-04-17", LAST),
        ("2025-04-17 Until 2027-04-17", LAST),
        ("2025-04-17 on paper (PI-2050)", None),
        ("2025-04-17 until 2025-04-17", date(2025, 4, 17)),
    ],
)
def test_how_it_is_written(text: str, until: date | None) -> None:
    agreed = parse_agreement(text, 7)
    assert (agreed.until, agreed.line) == (until, 7)
    assert str(agreed) == text.replace("2025-04 ", "2025-04-01 ") or text == "2025-04"


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("told me", "date", "does not begin with a date"),
        ("2025-02-30 told me", "impossible-date", "there is no day 2025-02-30"),
        ("2025-04-17 told me until 2027-02-30", "impossible-date", "there is no day 2027-02-30"),
        ("2025-04-17 told me until 2027", "date", "'2027' is no date"),
        ("2025-04-17 told me until further notice", "date", "'further notice' is no date"),
        ("2025-04-17 until 2027-04-17, she said", "date", "is no date"),
        ("2025-04-17 told me until", "date", "'' is no date"),
        ("2025-04-17 until 2025-04-16", "date", "it ends on 2025-04-16, before it begins"),
        ("2025-04-17 expires 2027-04-17", "date", "'2027-04-17' stands there without 'until'"),
        ("2025-04-17 自己说的，至2027-04", "date", "'2027-04' stands there without 'until'"),
        ("2025-04-17 for 2026 only", "date", "'2026' stands there without 'until'"),
    ],
)
def test_what_can_not_be_meant_is_no_consent(text: str, code: str, said: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_agreement(text, 1)
    assert refused.value.code == code
    assert said in refused.value.message
    assert refused.value.hint
    anna = customer(f"religion: jewish\nconsent:\n  sensitive: {text}\n")
    assert places(anna.findings) == [(5, 14, code)]
    assert anna.facts.consent.sensitive is None
    assert anna.stops_mail


def test_an_end_that_a_comma_cut_off_leaves_no_consent() -> None:
    anna = customer("consent: {sensitive: 2025-04-17 told me, until 2027-04-17}\n")
    assert places(anna.findings) == [(3, 42, "unknown-field")]
    assert anna.facts.consent.sensitive is None


def test_the_first_and_the_last_day_count() -> None:
    facts = customer("consent: {sensitive: 2025-04-17 told me until 2027-04-17}\n").facts
    first = date(2025, 4, 17)
    days = (first - DAY, first, LAST, LAST + DAY)
    assert [may_use_sensitive(facts, day) for day in days] == [False, True, True, False]
    assert not may_use_sensitive(Customer(name="Anna"), first)


def test_without_end_it_does_not_end() -> None:
    facts = customer("consent: {sensitive: 2025-04-17}\n").facts
    assert may_use_sensitive(facts, date.max)


HEADER = {
    "religion": "jewish",
    "diet": ["halal"],
    "family-life": {"married": "true", "children": [{"name": "Max"}]},
    "taboos": ["tea"],
}


def test_what_is_left_of_facts_and_header() -> None:
    anna = customer(
        "religion: jewish\ndiet: halal\ntaboos: tea\n"
        "family-life: {married: true, children: [{name: Max}]}\n"
    ).facts
    shown = shown_facts(anna, LAST)
    assert (shown.religion, shown.diet, shown.family_life.children) == (None, (), ())
    assert (shown.taboos, shown.family_life.married) == (("tea",), True)
    assert hidden_facts(anna, LAST) == ["family-life.children", "religion", "diet"]
    header, hidden = shown_header(HEADER, anna, LAST)
    assert header == {"family-life": {"married": "true"}, "taboos": ["tea"]}
    assert hidden == hidden_facts(anna, LAST)
    assert HEADER["family-life"] == {"married": "true", "children": [{"name": "Max"}]}
    told = anna.but(consent=Consent(sensitive=parse_agreement("2025-04-17 told me", 1)))
    assert shown_facts(told, LAST) is told
    assert shown_header(HEADER, told, LAST) == (HEADER, [])


def test_a_value_that_can_not_be_read_is_left_out_too() -> None:
    facts = Customer(name="Anna")
    header = {"religion": "jewisch", "diet": None, "family-life": "two kids"}
    assert shown_header(header, facts, LAST) == ({}, ["family-life.children", "religion"])
