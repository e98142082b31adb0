"""The customer-orientation self-assessment: its statements, its scoring, its trend (M49)."""

from __future__ import annotations

import re
from datetime import date

import pytest
from conftest import dossier

from dossierkit.method.assessment import (
    LEAST,
    MOST,
    Incomplete,
    areas,
    result,
    results,
    scale,
    score,
    scored,
    statements,
    weakest,
)
from dossierkit.schema.dossier import MEMBER

REVERSED = (3, 4, 6, 7, 10, 11, 17, 18, 19, 20, 22, 24)
ON = date(2026, 11, 20)
BEST = [1 if number in REVERSED else 9 for number in range(1, 25)]
WORST = [10 - answer for answer in BEST]


def test_the_reversed_statements_are_those_of_the_scale() -> None:
    for language in ("en", "zh"):
        rows = statements(language)
        assert [one.number for one in rows] == [*range(1, 25)]
        assert tuple(one.number for one in rows if one.is_reversed) == REVERSED


def test_statements_are_whole_in_both_languages() -> None:
    for english, chinese in zip(statements("en"), statements("zh"), strict=True):
        assert re.fullmatch(r"[A-Z][\x20-\x7e]+\.", english.text)
        assert re.search(r"[\u4e00-\u9fff].*。$", chinese.text)
        assert english.area == chinese.area
    assert len({one.text for one in statements("en")}) == 24


def test_areas_share_all_statements_among_them() -> None:
    names = [area.name for area in areas("en")]
    assert names == [area.name for area in areas("zh")]
    assert {one.area for one in statements("en")} == set(names)
    counts = [sum(one.area == name for one in statements("en")) for name in names]
    assert min(counts) >= 3
    principles = {area.principle for area in areas("en")}
    assert principles == {
        "understanding", "respect", "responsibility", "dedication", "integrity", "innovation",
    }  # fmt: skip
    assert scale("en") != scale("zh")


def test_a_yes_to_a_reversed_statement_counts_against_you() -> None:
    assert (score(BEST), score(WORST)) == (MOST, LEAST) == (216, 24)
    assert score([9] * 24) == score([5] * 24) == 120
    answers = [9, 8, 2, 2, 7, 1, 3, 8, 9, 2, 1, 9, 8, 7, 6, 8, 2, 3, 2, 3, 8, 2, 7, 1]
    reversed_sum = sum(answers[number - 1] for number in REVERSED)
    assert score(answers) == sum(answers) - reversed_sum + 12 * 10 - reversed_sum == 190
    assert scored(answers)[:4] == [9, 8, 8, 8]


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ([5] * 23, "23 answers where 24 are needed"),
        ([], "0 answers"),
        ([5] * 25, "25 answers"),
        ([5] * 23 + [10], "the answer 10 is not from 1 to 9"),
        ([0] + [5] * 23, "the answer 0"),
    ],
)
def test_anything_else_has_no_score(answers: list[int], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        score(answers)


def test_the_weakest_areas_have_the_lowest_means() -> None:
    answers = [*BEST]
    for number in (10, 15, 17):  # honesty: 1, 1, 9, 9, 9
        answers[number - 1] = 10 - answers[number - 1]
    answers[22] = 5  # solving
    found = result(ON, answers)
    assert found.areas["honesty"] == (1 + 1 + 1 + 9 + 9) / 5
    assert [area.name for area in weakest(found, "en")] == ["honesty", "solving"]
    assert found.mean == found.total / 24
    assert [area.name for area in weakest(result(ON, [5] * 24), "zh")] == ["needs", "solving"]


def list_of(*items: str) -> str:
    return "assessments:\n" + "".join(f"  - {item}\n" for item in items)


def test_a_member_s_assessments_by_date() -> None:
    later = f"{{date: 2026-09-20, answers: {BEST}}}"
    sooner = f"{{date: 2025-09-20, answers: {WORST}}}"
    ahead = f"{{date: 2026-11-21, answers: {BEST}}}"
    short = "{date: 2026-01-02, answers: [1, 2]}"
    lily = dossier(
        f"---\nname: Lily\n{list_of(later, ahead, sooner, short, f'answers: {BEST}')}---\n", MEMBER
    )
    found = results(lily, ON)
    assert [(str(one.date), one.total, one.line) for one in found.scored] == [
        ("2025-09-20", 24, 6),
        ("2026-09-20", 216, 4),
    ]
    assert found.incomplete == (Incomplete(date(2026, 1, 2), 2, 7), Incomplete(None, 24, 8))


@pytest.mark.parametrize(
    "lines",
    ["", "assessments:\n", "assessments: []\n", "assessments: none yet\n", "assessments: [x]\n"],
)
def test_without_assessments_there_is_nothing_to_score(lines: str) -> None:
    assert results(dossier(f"---\nname: Lily\n{lines}---\n", MEMBER), ON) == ((), ())


def test_a_single_one_needs_no_list() -> None:
    lily = dossier(
        f"---\nname: Lily\nassessments: {{date: 2026-05-20, answers: {BEST}}}\n---\n", MEMBER
    )
    assert [one.total for one in results(lily, ON).scored] == [216]


def test_an_answer_off_the_scale_makes_it_incomplete() -> None:
    wrong = f"{{date: 2026-05-20, answers: {[10, *BEST[1:]]}}}"
    lily = dossier(f"---\nname: Lily\n{list_of(wrong)}---\n", MEMBER)
    assert [one.answers for one in results(lily, ON).incomplete] == [23]
    assert [finding.code for finding in lily.findings] == ["number"]
