"""What public holidays are called in the language spoken."""

from __future__ import annotations

import pytest

from dossierkit.book.holiday_names import REMARKS, holiday_name
from dossierkit.text.translation import speaking


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Christmas Day", "圣诞节"),
        ("Labor Day (observed)", "劳动节（补假）"),
        ("Eid al-Fitr (observed, estimated)", "开斋节（补假，预计）"),
        ("Day off (substituted from 01/04/2026)", "调休放假日（由 2026-01-04 调休）"),
        ("Christmas Day; Sunday of the team", "圣诞节、Sunday of the team"),
        ("Christmas Day (Lagos only)", "圣诞节 (Lagos only)"),
    ],
)
def test_in_chinese(name: str, said: str) -> None:
    with speaking("zh"):
        assert holiday_name(name) == said


def test_in_english_as_the_calendar_has_it_but_for_days() -> None:
    assert holiday_name("Labor Day (observed)") == "Labor Day (observed)"
    assert holiday_name("New Year's Day; Eve") == "New Year's Day; Eve"
    moved = holiday_name("Day off (substituted from 01/04/2026)")
    assert moved == "Day off (substituted from 2026-01-04)"


@pytest.mark.parametrize("remark", REMARKS)
def test_every_remark_is_said(remark: str) -> None:
    with speaking("zh"):
        said = holiday_name(f"Christmas Day ({remark})")
    assert said.startswith("圣诞节（")
    assert said.isprintable()
    assert not any(mark.isascii() for mark in said)
