"""Lists: items come and go with their own lines, the others keep theirs, and their comments."""

from __future__ import annotations

import pytest
from test_edit import file, header_of

from dossierkit.text.edit import CannotEdit, Value, add_item, remove_item, set_field

LINES = """\
buys:   # this year
  # strips
  - BL-20   # 3000 K
    # ask about 4000 K
  - BL-30

  # panels
  - PN-62
stage: x
"""


def put(header: str, value: Value) -> str:
    return header_of(set_field(file(header), ("buys",), value))


def add(header: str, value: Value, index: int | None = None) -> str:
    return header_of(add_item(file(header), ("buys",), value, index))


def remove(header: str, index: int) -> str:
    return header_of(remove_item(file(header), ("buys",), index))


@pytest.mark.parametrize(
    ("value", "old", "new"),
    [
        (["BL-20", "BL-30", "PN-62", "x"], "stage", "  - x\nstage"),
        (["BL-20", "BL-30", "x", "PN-62"], "  - BL-30\n", "  - BL-30\n  - x\n"),
        (["BL-20", "x", "BL-30", "PN-62"], "  - BL-30\n", "  - x\n  - BL-30\n"),
        (["x", "BL-20", "BL-30", "PN-62"], "  # strips", "  - x\n  # strips"),
        (["BL-20", "PN-62"], "  - BL-30\n", ""),
        (["BL-20", "x", "PN-62"], "BL-30", "x"),
        (["BL-20", "BL-30"], "  - PN-62\n", ""),
        (["BL-30", "PN-62"], "  - BL-20   # 3000 K\n    # ask about 4000 K\n", ""),
        (["BL-20", "BL-30", "PN-62"], "", ""),
        (["BL-20", "BL-30", {"a": "b"}, "PN-62"], "  - BL-30\n", "  - BL-30\n  - {a: b}\n"),
        ([], LINES, "buys: []   # this year\nstage: x\n"),
        (None, LINES, "buys:   # this year\nstage: x\n"),
        ("BL-20", LINES, "buys: BL-20   # this year\nstage: x\n"),
    ],
)
def test_a_list_in_lines(value: Value, old: str, new: str) -> None:
    assert put(LINES, value) == (LINES.replace(old, new) if old else LINES)


@pytest.mark.parametrize(
    ("header", "value", "expected"),
    [
        ("buys: [a, b]  # why\n", ["a", "b", "c"], "buys: [a, b, c]  # why\n"),
        ("buys: [a, b]\n", ["c", "a", "b"], "buys: [c, a, b]\n"),
        ("buys: [ a,b ]\n", ["a", "c", "b"], "buys: [ a, c,b ]\n"),
        ("buys: [a, b]\n", ["b"], "buys: [b]\n"),
        ("buys: [a, b]\n", ["c, d"], 'buys: ["c, d"]\n'),
        ("buys: [a, 'b']\n", [], "buys: []\n"),
        ("buys: []\n", ["a"], "buys: [a]\n"),
        ("buys: [a,  # one\n  b,  # two\n  ]\n", ["b"], "buys: [  # one\n  b,  # two\n  ]\n"),
        ("buys: [a,  # one\n  b]\n", ["a", "b", "c"], "buys: [a,  # one\n  b, c]\n"),
        ("buys: a  # why\n", ["a", "b"], "buys: [a, b]  # why\n"),
        ("buys: a, b  # why\n", ["a, b", "c"], "buys:  # why\n  - a, b\n  - c\n"),
        ("buys:\n", ["a"], "buys: [a]\n"),
        ("buys:\n- a\n# about b\nb: x\n", ["a", "c"], "buys:\n- a\n- c\n# about b\nb: x\n"),
        ("buys:\n- a: b\n  c: d\n- e\n", ["e"], "buys:\n- e\n"),
        ("buys:\n-\n  a: b\n- e\n", [{"a": "b"}, "f"], "buys:\n-\n  a: b\n- f\n"),
        ("buys:\n-\n- e\n", [None, "e", None], "buys:\n-\n- e\n-\n"),
        ("buys:\n- - a\n  - b\n- c\n", ["c"], "buys:\n- c\n"),
        ("buys:\n- |\n  a\n\n- b\n", ["a\n", "c", "b"], "buys:\n- |\n  a\n- c\n\n- b\n"),
        ("buys:\n- a\n\n   \nb: x\n", ["a", "c\nd"], 'buys:\n- a\n- "c\\nd"\n\n   \nb: x\n'),
    ],
)
def test_a_list_keeps_its_style(header: str, value: Value, expected: str) -> None:
    assert put(header, value) == expected


@pytest.mark.parametrize(
    ("header", "index", "expected"),
    [
        ("", None, "buys: [x]\n"),
        ("buys:  # why\n", None, "buys: [x]  # why\n"),
        ("buys: ~\n", None, "buys: [x]\n"),
        ("buys: []\n", None, "buys: [x]\n"),
        ("buys: a\n", None, "buys: [a, x]\n"),
        ("buys: a\n", 0, "buys: [x, a]\n"),
        ("buys: [a, b]\n", None, "buys: [a, b, x]\n"),
        ("buys: [a, b]\n", 1, "buys: [a, x, b]\n"),
        ("buys: {a: b}\n", None, "buys: [{a: b}, x]\n"),
    ],
)
def test_one_item_more(header: str, index: int | None, expected: str) -> None:
    assert add(header, "x", index) == expected


@pytest.mark.parametrize(
    ("header", "index", "expected"),
    [
        ("buys: [a, b]\n", 0, "buys: [b]\n"),
        ("buys: [a, b]\n", 1, "buys: [a]\n"),
        ("buys: [a]\nb: c\n", 0, "b: c\n"),
        ("buys: a\nb: c\n", 0, "b: c\n"),
        ("buys:\n- a\n- b\n", 1, "buys:\n- a\n"),
        ("buys:\n- a\nb: c\n", 0, "b: c\n"),
        ("a: |+\n  x\n\nbuys:\n- a\n\n   \nb: c\n", 0, "a: |+\n  x\n\nb: c\n"),
        ("a: x\nbuys:\n- a\n\nb: c\n", 0, "a: x\n\nb: c\n"),
    ],
)
def test_one_item_less(header: str, index: int, expected: str) -> None:
    assert remove(header, index) == expected


@pytest.mark.parametrize(
    ("header", "index"), [("buys: [a]\n", 1), ("buys: [a]\n", -1), ("b: c\n", 0), ("buys: a\n", 1)]
)
def test_an_item_that_is_not_there_can_not_be_taken_out(header: str, index: int) -> None:
    with pytest.raises(CannotEdit, match=f"'buys' has no item {index + 1}"):
        remove(header, index)


def test_a_list_behind_a_question_mark_is_left_alone() -> None:
    with pytest.raises(CannotEdit, match="lines of their own first"):
        remove("? buys\n: - a\n  - b\n", 0)


def test_fields_without_braces_are_an_item_like_any_other() -> None:
    assert remove("buys: [a: b, c]\n", 0) == "buys: [c]\n"
    assert add("buys: [a: b]\n", "c") == "buys: [a: b, c]\n"
