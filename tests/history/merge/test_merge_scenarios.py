"""The merge experiment of the evidence, and further merges: nothing is lost, little is asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from more_scenarios import MORE
from real_git import MODES, play
from scenarios import ANNA, SCENARIOS, Files, Scenario, holds

from dossierkit.history.merge.driver import merge
from dossierkit.history.merge.version import read_version


def name_of(scenario: Scenario) -> str:
    return f"{scenario.name}-{scenario.title.replace(' ', '-')}"


def content(files: Files, path: str) -> bytes:
    data = files[path]
    return data if isinstance(data, bytes) else data.encode()


IN_ONE_FILE = [
    one for one in (*SCENARIOS, *MORE) if one.asks is not None and len(one.base) == 1
    and one.base.keys() == one.ours.keys() == one.theirs.keys()
]  # fmt: skip


@pytest.mark.parametrize("is_swapped", [False, True], ids=["ours", "theirs"])
@pytest.mark.parametrize("scenario", IN_ONE_FILE, ids=name_of)
def test_a_merge_of_one_file(scenario: Scenario, is_swapped: bool) -> None:
    path = next(iter(scenario.base))
    sides = (scenario.theirs, scenario.ours) if is_swapped else (scenario.ours, scenario.theirs)
    ours, theirs = (content(side, path) for side in sides)
    merged = merge(content(scenario.base, path), ours, theirs, path)
    assert bool(merged.conflicts) == scenario.asks, merged.content.decode()
    if scenario.asks:
        assert b"<<<<<<< ours\n" in merged.content
        assert b">>>>>>> theirs\n" in merged.content
        assert read_version(path, merged.content) is None
        assert_both_are_whole(merged.content, content(scenario.base, path), ours, theirs)
    else:
        assert [fact for fact in scenario.facts if not holds(fact, merged.content)] == []


def assert_both_are_whole(merged: bytes, base: bytes, ours: bytes, theirs: bytes) -> None:
    """Every line is there that a side wrote."""
    lines, known = _lines(merged), _lines(base)
    assert (_lines(ours) | _lines(theirs)) - known <= lines
    assert known & _lines(ours) & _lines(theirs) <= lines


def _lines(text: bytes) -> set[bytes]:
    return {line.strip() for line in text.splitlines()}


@pytest.mark.parametrize("scenario", SCENARIOS, ids=name_of)
def test_git_merges_without_a_loss(scenario: Scenario, tmp_path: Path) -> None:
    outcome = play(tmp_path / "book", scenario)
    assert outcome.lost == ()
    assert outcome.asked == bool(scenario.asks)


@pytest.mark.parametrize("mode", MODES[1:])
@pytest.mark.parametrize("name", ["S01", "S07", "S16", "S25"])
def test_so_do_rebase_and_the_others(name: str, mode: str, tmp_path: Path) -> None:
    scenario = next(one for one in SCENARIOS if one.name == name)
    outcome = play(tmp_path / "book", scenario, mode)
    assert outcome.word == ("ASK" if scenario.asks else "ok")


def test_most_of_the_36_ask_nobody() -> None:
    assert len(SCENARIOS) == 36
    assert sum(not one.asks for one in SCENARIOS) >= 22
    assert len(MORE) >= 25


def test_a_merge_that_asks_is_finished_by_hand(tmp_path: Path) -> None:
    scenario = next(one for one in SCENARIOS if one.name == "S07")
    book = play(tmp_path / "book", scenario).root
    text = (book / ANNA).read_text()
    assert text.count("<<<<<<<") == 1
    lines = "<<<<<<< ours\nnext: 2026-12-01 call again\n=======\nnext: 2026-12-05 send the offer\n"
    assert lines in text
