"""A team's own rules of advice: what they change, and how a slip in them is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dossierkit.book import playbook as module
from dossierkit.book.load import load
from dossierkit.book.playbook import (
    packaged_playbook,
    playbook_findings,
    playbook_rules,
)
from dossierkit.schema.sensitive import is_sensitive
from dossierkit.text.finding import Finding

PLAYBOOK = "dossiers/playbook.yaml"
ANNA = {"dossiers/customers/anna.md": "---\nname: Anna\n---\n"}


@pytest.fixture
def found(make_book: Callable[..., Path]) -> Callable[[str], list[Finding]]:
    return lambda text: playbook_findings(load(make_book({PLAYBOOK: text})))


def test_no_playbook_is_no_finding(make_book: Callable[..., Path]) -> None:
    book = load(make_book(ANNA))
    assert playbook_findings(book) == []
    assert playbook_rules(book.playbook) == packaged_playbook()


def test_a_team_says_packaged_rules_anew_switches_them_off_and_adds_its_own(
    make_book: Callable[..., Path],
) -> None:
    text = "driver-leave: {weight: 7}\nsmoker: {off: true}\nown: {say: x, when: tags=vip}\n"
    book = load(make_book({PLAYBOOK: text}))
    rules = playbook_rules(book.playbook)
    packaged = packaged_playbook()
    assert rules["driver-leave"] == packaged["driver-leave"].but(weight=7)
    assert "smoker" not in rules
    assert [*rules][-1] == "own"
    assert len(rules) == len(packaged)
    assert playbook_findings(book) == []


@pytest.mark.parametrize(
    ("text", "place", "hint"),
    [
        (
            "one: {say: x, when: [stge=harmony]}\n",
            (1, 22, "unknown-field"),
            "did you mean stage?",
        ),
        (
            "one: {say: x, when: [company.terms.palce=]}\n",
            (1, 22, "unknown-field"),
            "did you mean terms.place?",
        ),
        (
            "one: {say: x, when: [log.quotes=]}\n",
            (1, 22, "unknown-field"),
            "did you mean log.quote?",
        ),
        ("one: {say: hello {nmae}}\n", (1, 18, "yaml"), ""),
        ('one: {say: "hello {nmae}"}\n', (1, 19, "unknown-field"), "did you mean name?"),
        ('one: {say: "at {company}", needs: [nam], ask: x}\n', (1, 36, "unknown-field"), ""),
        ("one: {say: x, when: stage harmony}\n", (1, 21, "condition"), ""),
        (
            "one: {say: x, when: [stage=harmonie]}\n",
            (1, 22, "condition"),
            "did you mean 'harmony'?",
        ),
        ("one: {say: x, when: [birthday=soon]}\n", (1, 22, "condition"), ""),
        ('one: {say: "their {company.terms}"}\n', (1, 19, "condition"), ""),
        ("one: {say: x, needs: [stage]}\n", (1, 23, "missing-field"), ""),
        ("drivr-leave: {weight: 7}\n", (1, 1, "unknown-rule"), "did you mean 'driver-leave'?"),
        ("no-such: {off: true}\n", (1, 1, "unknown-rule"), "write say: {en: …, zh: …} below it"),
    ],
)
def test_each_slip_is_told_with_its_place(
    found: Callable[[str], list[Finding]], text: str, place: tuple[int, int, str], hint: str
) -> None:
    one = found(text)[0]
    assert (one.path, one.line, one.column, one.code) == (PLAYBOOK, *place)
    assert hint in one.hint


def test_all_slips_of_a_rule_are_told_at_once(found: Callable[[str], list[Finding]]) -> None:
    text = 'one:\n  when: [stge=x, "position.joined<-5y"]\n  say: "{nam}"\n  moment: x\n'
    assert [(one.line, one.code) for one in found(text)] == [
        (2, "unknown-field"),
        (3, "unknown-field"),
        (4, "unknown-field"),
    ]


def test_a_rule_may_need_a_group_of_fields(found: Callable[[str], list[Finding]]) -> None:
    assert found("one: {say: x, needs: [company.terms], ask: y}\n") == []


def test_a_changed_rule_keeps_its_own_question(found: Callable[[str], list[Finding]]) -> None:
    assert found("no-authority: {needs: [position.title, position.reports-to]}\n") == []


def test_the_playbook_is_part_of_the_book(
    make_book: Callable[..., Path], run: Callable[..., Any]
) -> None:
    book = make_book({**ANNA, PLAYBOOK: "one: {say: x, when: stge=x}\n"})
    checked = run("check", PLAYBOOK, book=book)
    assert checked.status == 1
    assert f"{PLAYBOOK}:1:21: error: a customer has no field 'stge' [unknown-field]" in (
        checked.stdout
    )
    assert "1 error in 1 file" in checked.stderr
    assert run("check", "dossiers/customers", book=book).status == 0
    assert run("due", book=book).status == 0


def test_a_playbook_by_another_ending_is_not_lost_in_silence(
    make_book: Callable[..., Path], run: Callable[..., Any]
) -> None:
    book = make_book({**ANNA, "dossiers/playbook.yml": "one: {say: x}\n"})
    checked = run("check", book=book)
    assert "playbook.yml:1:1: warning: not read" in checked.stdout


@pytest.mark.parametrize("kind", ["folder", "link"])
def test_a_playbook_that_is_no_file_of_the_book_is_told(
    make_book: Callable[..., Path], tmp_path: Path, kind: str
) -> None:
    root = make_book({})
    if kind == "folder":
        (root / PLAYBOOK).mkdir()
    else:
        (tmp_path / "else.yaml").write_text("one: {say: x}\n")
        (root / PLAYBOOK).symlink_to(tmp_path / "else.yaml")
    book = load(root)
    assert [one.code for one in playbook_findings(book)] == [
        {"folder": "not-a-file", "link": "outside-book"}[kind]
    ]
    assert book.playbook.rules == {}


@pytest.mark.parametrize(
    ("path", "is_so"),
    [
        ("religion", True),
        ("diet", True),
        ("family-life.children", True),
        ("family-life.children.name", True),
        ("family-life.married", False),
        ("family-life", False),
        ("company.terms.place", False),
        ("custom.religion", False),
        ("log.quote", False),
        ("career.role", False),
    ],
)
def test_sensitive_fields(path: str, is_so: bool) -> None:
    assert is_sensitive(path) is is_so


def test_damaged_data_files_are_a_fault_of_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.yaml").write_text("one: {say: x}\n")
    (tmp_path / "b.yaml").write_text("one: {say: y}\n")
    monkeypatch.setattr(module, "PACKAGED", tmp_path)
    with pytest.raises(ValueError, match="one"):
        packaged_playbook.__wrapped__()
    (tmp_path / "b.yaml").write_text("two: {sya: y}\n")
    with pytest.raises(ValueError, match="unknown-field"):
        packaged_playbook.__wrapped__()
