"""Buying companies known through one person (M41), and who can tell of somebody (M17)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from dues import person, write

from dossierkit.book.load import load
from dossierkit.method.knowing.completeness import Knowledge
from dossierkit.method.knowing.contacts import OneContact, one_contacts, role_text, who_can_tell
from dossierkit.text.packaged import packaged

ON = date(2026, 11, 20)


def knowledge(root: Path, files: Mapping[str, str]) -> Knowledge:
    return Knowledge(load(write(root, files)), ON)


def company(*lines: str) -> str:
    return person(*lines, name="Brightlite")


def alone(root: Path, *lines: str, **more: str) -> list[OneContact]:
    """The one-contact companies of a book with Anna of Brightlite."""
    files = {"anna": person("company: b", *lines), "companies/b.md": company()}
    named = {f"companies/{name}.md" if name == "b" else name: text for name, text in more.items()}
    return one_contacts(knowledge(root, {**files, **named}))


@pytest.mark.parametrize(
    ("line", "buys"),
    [
        ("2026-10-01 order: 100 pcs", True),
        ("2025-10-01 order: 100 pcs", False),
        ("2026-11-01 quote out: 100 pcs, valid 2026-11-20", True),
        ("2026-11-01 quote out: 100 pcs, valid 2026-11-19", False),
        ("2026-08-22 quote out: 100 pcs", True),
        ("2026-08-21 quote out: 100 pcs", False),
        ("2026-11-01 call: spoke", False),
        ("2026-11-21 order: tomorrow", False),
    ],
)
def test_they_buy_with_an_order_or_a_running_quote(line: str, buys: bool, tmp_path: Path) -> None:
    found = alone(tmp_path, line)
    assert [one.reason.text for one in found] == ([line.partition(": ")[2]] if buys else [])


def test_a_quote_that_was_lost_runs_no_more(tmp_path: Path) -> None:
    assert not alone(tmp_path, "2026-11-01 quote out: x", "2026-11-09 lost: too dear")


def test_an_order_says_more_than_a_quote(tmp_path: Path) -> None:
    found = alone(tmp_path, "2026-09-01 order: x", "2026-11-09 quote out: y")
    assert (found[0].reason.event, found[0].path) == ("order", "dossiers/customers/anna.md")


def test_the_company_s_own_log_counts(tmp_path: Path) -> None:
    found = alone(tmp_path, b=company("2026-10-01 order: by phone"))
    assert (found[0].path, found[0].person.id) == ("dossiers/companies/b.md", "anna")


def test_with_two_people_known_nobody_is_alone(tmp_path: Path) -> None:
    order = "2026-10-01 order: x"
    assert not alone(tmp_path / "1", order, karl=person("company: b"))
    named = company("org: [{role: Owner, person: Mr Brandt}]")
    assert not alone(tmp_path / "2", order, b=named)
    herself = company("org: [{role: Buyer, person: anna}, {role: Buyer, person: Anna}, {role: QC}]")
    assert alone(tmp_path / "3", order, b=herself)


def test_nobody_is_sent_to_someone_who_asked_to_be_left_alone(tmp_path: Path) -> None:
    assert not alone(tmp_path, "consent: {do-not-contact: true}", "2026-10-01 order: x")


def test_whom_to_get_to_know_depends_on_who_is_known(tmp_path: Path) -> None:
    order = "2026-10-01 order: x"
    (found,) = alone(tmp_path / "1", "position: {title: Buyer}", order)
    assert found.meet == ("decision-maker", "assistant", "user", "technical")
    lines = ["position: {title: Quality Manager, authority: decision-maker}", order]
    (found,) = alone(tmp_path / "2", *lines, b=company("org: [{role: Warehouse}]"))
    assert found.meet == ("assistant",)
    (found,) = alone(tmp_path / "3", "position: {title: 采购助理}", order)
    assert "assistant" not in found.meet


def test_roles_have_words_in_both_languages() -> None:
    for role in packaged("method/knowing/roles.yaml"):
        assert role_text(role, "en")
        assert role_text(role, "zh") != role_text(role, "en")


PEOPLE = {
    "anna": person("company: b", "source: {channel: referral, referred-by: olga}"),
    "karl": person("company: b", "rapport: trust"),
    "olga": person("rapport: trust"),
    "lars": person("company: friend", "rapport: exchange"),
    "ida": person("company: friend", "rapport: circle"),
    "tor": person("company: friend", "rapport: trade", "consent: {do-not-contact: true}"),
    "rosa": person("company: referrer", "rapport: trade"),
    "paul": person("company: rival", "rapport: trade"),
    "companies/b.md": company(
        "links: [{company: friend, how: friendly}, {company: rival, how: competes}, {how: refers}]"
    ),
    "companies/friend.md": company("country: no"),
    "companies/referrer.md": company("links: [{company: b, how: refers}]", "country: no"),
    "companies/rival.md": company(),
    "countries/no.md": person(name="Norway"),
    "team/lily.md": person(name="Lily"),
}


def test_friends_elsewhere_can_tell_the_closest_first(tmp_path: Path) -> None:
    known = knowledge(tmp_path, PEOPLE)
    book = known.book

    def ids(of: str, kind: str = "customers") -> list[str]:
        return [one.id for one in who_can_tell(known, getattr(book, kind)[of])]

    assert ids("anna") == ["rosa", "olga", "lars"]
    assert ids("b", "companies") == ["rosa", "lars"]
    assert ids("olga") == []
    assert ids("friend", "companies") == ["karl"]
    assert ids("no", "countries") == ["rosa"]
    assert ids("lily", "members") == []
    assert ids("tor") == []
