"""Every fact worth knowing has its question, in English and in Chinese."""

from __future__ import annotations

import re

import pytest

from dossierkit.book.fields import GROUPS
from dossierkit.method.knowing.questions import asked, is_asked, question
from dossierkit.text.packaged import packaged

KINDS = [*GROUPS]


@pytest.mark.parametrize("kind", KINDS)
def test_every_fact_worth_knowing_has_a_question_in_both_languages(kind: str) -> None:
    for one in asked(kind):
        english, chinese = question(kind, one, "en"), question(kind, one, "zh")
        assert english, one.field
        assert re.search(r"[\u4e00-\u9fff]", chinese), one.field
        assert is_asked(english) == is_asked(chinese), one.field


@pytest.mark.parametrize("kind", KINDS)
def test_no_chinese_question_is_left_over(kind: str) -> None:
    assert [*packaged("method/knowing/questions.zh.yaml")[kind]] == [
        one.field for one in asked(kind)
    ]


def test_questions_fit_on_a_line() -> None:
    for kind in KINDS:
        assert all(len(question(kind, one, "en")) <= 88 for one in asked(kind))


def test_what_is_asked_stands_at_its_place() -> None:
    authority = next(one for one in asked("customer") if one.field == "position.authority")
    assert authority.attributes == ("position", "authority")
    assert authority.names == ("position", "authority")
    assert is_asked(question("customer", authority, "en"))
    assert not authority.sensitive
    assert next(one for one in asked("customer") if one.field == "diet").sensitive
