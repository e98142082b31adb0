"""The rules that come with the program: complete, in two languages, and each can apply."""

from __future__ import annotations

import importlib.util
import re
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from facts_of_rules import facts_of

from dossierkit.book.load import load
from dossierkit.book.playbook import packaged_playbook
from dossierkit.method.advising.advice import Advice, advice, stage_advice, understood
from dossierkit.schema.customer import INTENTS, RAPPORTS, STAGES
from dossierkit.schema.playbook import MOMENTS
from dossierkit.text.translation import speaking

REPOSITORY = Path(__file__).parents[2]
ON = date(2026, 11, 20)
RULES = packaged_playbook()
COVERED = (
    *range(2, 10),
    *range(12, 17),
    *range(21, 26),
    *(30, 31, 32, 34, 36, 37, 38, 39, 40, 41, 46, 47, 48, 50),
)
CHINESE = re.compile("[\u4e00-\u9fff]")

Ask = Callable[..., dict[str, Advice]]


@pytest.fixture
def ask(make_book: Callable[..., Path]) -> Ask:
    """The advice about Anna, by id."""

    def answer(files: dict[str, str], language: str = "en") -> dict[str, Advice]:
        book = load(make_book(files))
        assert [one for dossier in book.all_dossiers() for one in dossier.findings] == []
        told = advice(book, book.customers["anna"], ON, language=language)
        return {one.id: one for one in told}

    return answer


def test_every_part_of_the_method_that_advises_is_covered() -> None:
    sources = {rule.source for rule in RULES.values()}
    assert {f"M{number}" for number in COVERED} <= sources
    assert None not in sources


@pytest.mark.parametrize("name", RULES)
def test_a_rule_is_complete(name: str) -> None:
    rule = RULES[name]
    assert rule.moments
    assert set(rule.moments) <= set(MOMENTS)
    assert rule.weight
    assert rule.when or rule.needs
    assert bool(rule.ask.phrases()) == bool(rule.needs)
    for saying in filter(None, (rule.say, rule.ask)):
        if saying.phrases():
            assert saying.en is not None
            assert saying.zh is not None
            assert not CHINESE.search(saying.en.text)
            assert CHINESE.search(saying.zh.text)
            assert saying.en.text[-1] in '."?'
            assert saying.zh.text[-1] in "。？”"
            assert len(saying.en.text) <= 220
            assert len(saying.zh.text) <= 110
            named = {one.text for one in saying.en.fields}
            assert {one.text for one in saying.zh.fields} <= named


@pytest.mark.parametrize("name", RULES)
def test_a_rule_can_apply(name: str, ask: Ask) -> None:
    rule = RULES[name]
    files = facts_of([rule]).files()
    for language in ("en", "zh"):
        told = ask(files, language)
        assert name in told
        assert "{" not in told[name].text
        assert bool(told[name].missing) == (not rule.say.phrases())


@pytest.mark.parametrize("name", [name for name, rule in RULES.items() if rule.needs])
def test_a_rule_that_needs_facts_says_what_is_missing(name: str, ask: Ask) -> None:
    rule = RULES[name]
    facts = facts_of([rule.but(needs=())])
    told = ask(facts.files())
    assert set(told[name].missing) == {clause.text for clause in rule.needs}
    assert told[name].text.startswith(rule.ask.phrase("en").text.partition("{")[0])


def test_of_an_empty_dossier_only_what_is_missing_is_told(ask: Ask) -> None:
    told = ask({"dossiers/customers/anna.md": "---\nname: Anna\n---\n"})
    assert [*told] == ["no-way-to-reach"]
    assert all(one.missing for one in told.values())


def test_every_rule_is_understood(make_book: Callable[..., Path]) -> None:
    known = understood(load(make_book({})), ON)
    assert known.findings == ()
    assert [one.id for one in known.rules] == [*RULES]


def test_all_stages_steps_and_intents_have_advice() -> None:
    conditions = {c.text for rule in RULES.values() for one in rule.when for c in one}
    assert {f"stage={stage}" for stage in STAGES} <= conditions
    assert {f"rapport={step}" for step in RAPPORTS} <= conditions
    assert {f"intent={intent}" for intent in INTENTS} <= conditions
    assert sum(rule.source == "M50" for rule in RULES.values()) == 6
    for style in ("driver", "expressive", "amiable", "analytical"):
        assert sum(name.startswith(f"{style}-") for name in RULES) >= 4


@pytest.mark.parametrize("stage", STAGES)
def test_each_stage_has_its_sign_its_advice_and_its_risk(
    stage: str, make_book: Callable[..., Path]
) -> None:
    book = load(make_book({}))
    for language in ("en", "zh"):
        said = stage_advice(book, stage, language=language)
        assert all(said)
        assert not any("{" in text for text in said)


@pytest.mark.parametrize(("language", "file"), [("en", "playbook.md"), ("zh", "zh/playbook.md")])
def test_the_page_of_the_playbook_is_current(
    language: str, file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(REPOSITORY / "scripts")
    spec = importlib.util.spec_from_file_location(
        "playbook_page", REPOSITORY / "scripts" / "playbook_page.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module: Any = importlib.util.module_from_spec(spec)
    sys.modules["playbook_page"] = module
    spec.loader.exec_module(module)
    page = (REPOSITORY / "docs" / file).read_text(encoding="utf-8")
    with speaking(language):
        is_current = page == module.page()
    assert is_current, "run: python scripts/playbook_page.py"


@pytest.mark.parametrize("file", ["playbook.md", "zh/playbook.md"])
def test_the_examples_of_the_page_are_right(
    file: str, make_book: Callable[..., Path], run: Callable[..., Any]
) -> None:
    page = (REPOSITORY / "docs" / file).read_text(encoding="utf-8")
    example = page.split("```yaml\n")[1].split("```")[0]
    checked = run("check", book=make_book({"dossiers/playbook.yaml": example}))
    assert (checked.status, checked.stdout) == (0, "")
