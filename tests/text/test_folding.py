"""A text is found however it is spelled."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossierkit.text.folding import is_found, wanted_forms


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        ("muller", "Jörg Müller"),
        ("MÜLLER", "Jorg Muller"),
        ("mueller", "Jörg Müller"),
        ("müller", "Mueller & Sons"),
        ("wangxiaoming", "王小明"),
        ("wang xiaoming", "王小明"),
        ("wang xiao ming", "王小明先生"),
        ("小明", "王小明"),
        ("bl-20", "ＢＬ－２０"),
        ("ivan petrov", "Иван Петров"),
        ("strasse", "Lange Straße"),
        ("press  proof", "a press\nproof"),
        ("lodz", "Łódź"),
        ("sorensen", "Sørensen"),
        ("soerensen", "Sørensen"),
    ],
)
def test_spellings_of_one_text(wanted: str, text: str) -> None:
    assert is_found(wanted_forms(wanted), text)


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        ("an na", "banana"),
        ("wang", "Anna Schmidt"),
        ("王", "Wang Jun"),
        ("马", "an email"),
        ("mueller", "mule"),
        ("x y", "ex why"),
    ],
)
def test_other_texts(wanted: str, text: str) -> None:
    assert not is_found(wanted_forms(wanted), text)


@given(st.text())
def test_every_text_is_found_in_itself(text: str) -> None:
    assert is_found(wanted_forms(text), text) or not wanted_forms(text)
