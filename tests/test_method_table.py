"""docs/method.md: every rule of the method, and a place in the project for each that is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TABLE = (ROOT / "docs/method.md").read_text(encoding="utf-8")
ROWS = dict(re.findall(r"^\| (M\d+) \| [^|]+ \| (.+) \|$", TABLE, re.MULTILINE))


def test_every_rule_has_its_row() -> None:
    assert list(ROWS) == [f"M{number}" for number in range(1, 52)]


@pytest.mark.parametrize("rule", ROWS)
def test_every_place_is_there(rule: str) -> None:
    places = re.findall(r"`([^`]+)`", ROWS[rule])
    assert places
    assert re.sub(r"`[^`]+`", "", ROWS[rule]).strip() == ""
    for place in places:
        path, _, word = place.partition("#")
        target = ROOT / path
        assert target.is_dir() if path.endswith("/") else target.is_file(), place
        if word:
            text = target.read_text(encoding="utf-8")
            assert re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text), place


def test_nothing_else_is_called_a_place() -> None:
    rows = [line for line in TABLE.splitlines() if re.match(r"\| M\d", line)]
    assert len(rows) == len(ROWS)
