"""Setting and taking out facts by hand-sized edits: only the lines that must change."""

from __future__ import annotations

import difflib

import pytest

from dossierkit.text.edit import CannotEdit, Path, Value, set_field, unset_field

ORDER = ("name", "given", "family", "reach", "reach.email", "reach.phone", "reach.wechat", "stage")


def file(header: str) -> str:
    """A file with a header."""
    return f"---\n{header}---\nNotes.\n"


def header_of(text: str) -> str:
    """The header of such a file, which has kept all the rest."""
    assert text.startswith("---\n")
    assert text.endswith("---\nNotes.\n")
    return text[4:-11]


def put(header: str, path: str, value: Value) -> str:
    """A header with a field set."""
    return header_of(set_field(file(header), tuple(path.split(".")), value, ORDER))


def take(header: str, path: str) -> str:
    """A header without a field."""
    return header_of(unset_field(file(header), tuple(path.split("."))))


def numstat(before: str, after: str) -> tuple[int, int]:
    """Lines that came and lines that went, as git counts them."""
    lines = list(difflib.ndiff(before.splitlines(), after.splitlines()))
    return sum(line[0] == "+" for line in lines), sum(line[0] == "-" for line in lines)


@pytest.mark.parametrize(
    ("header", "path", "value", "expected"),
    [
        ("stage: a\n", "stage", "b", "stage: b\n"),
        ("stage: a   # why\n", "stage", "b", "stage: b   # why\n"),
        ("stage:   a\t# 为什么\n", "stage", "b: c", 'stage:   "b: c"\t# 为什么\n'),
        ('a: "x"  # c\n', "a", "y", 'a: "y"  # c\n'),
        ("a: 'x'\n", "a", "it's", "a: 'it''s'\n"),
        ("a:\nb: x\n", "a", "y", "a: y\nb: x\n"),
        ("a:  # why\nb: x\n", "a", "y", "a: y  # why\nb: x\n"),
        ("a:  \nb: x\n", "a", "y", "a: y\nb: x\n"),
        ("a: ~ # why\n", "a", "y", "a: y # why\n"),
        ("a: x # why\n", "a", None, "a: # why\n"),
        ("a: one\n  two # why\nb: x\n", "a", "y", "a: y # why\nb: x\n"),
        ('a: "one\n  two" # why\n', "a", "y", 'a: "y" # why\n'),
        ("a:\n  one\nb: x\n", "a", "y", "a:\n  y\nb: x\n"),
        ("a: |  # why\n  one\n\n  two\n\nb: x\n", "a", "y", "a: y  # why\n\nb: x\n"),
        ("a: >-\n  one\n# about b\nb: x\n", "a", "y", "a: y\n# about b\nb: x\n"),
        ("a: |+\n  one\n\nb: x\n", "a", "y", "a: y\nb: x\n"),
        ("a: |1\n   one\n  \nb: x\n", "a", "y", "a: y\nb: x\n"),
        ("a: |\n  one\nb: x\n", "a", "two\nthree\n", "a: |\n  two\n  three\nb: x\n"),
        ("a: |\n", "a", "y", "a: y\n"),
        ("a: x  # why\n", "a", "one\ntwo\n", "a: |  # why\n  one\n  two\n"),
        ("a: {b: x}\n", "a.b", "one\ntwo", 'a: {b: "one\\ntwo"}\n'),
        ("a: {b: x, c: [d, 'e']}\n", "a.b", "y, z", "a: {b: \"y, z\", c: [d, 'e']}\n"),
        ("a: {b: 'x'}\n", "a.b", "y", "a: {b: 'y'}\n"),
        ("a: {b: , c: d}\n", "a.b", "y", "a: {b: y, c: d}\n"),
        ("a: {b, c: d}\n", "a.b", "y", "a: {b: y, c: d}\n"),
        ("a: {b: }\n", "a.b", "y", "a: {b: y}\n"),
        ("a: {b: # why\n  }\n", "a.b", None, "a: {b: # why\n  }\n"),
        ("a: {b: x,\n    c: d}\n", "a.c", "y", "a: {b: x,\n    c: y}\n"),
        ("{a: x, b: y}\n", "b", "z", "{a: x, b: z}\n"),
        ("a:\n  b:\n    c: x  # why\n", "a.b.c", "y", "a:\n  b:\n    c: y  # why\n"),
        ('"a: b": x\n', "a: b", None, '"a: b":\n'),
        ("'a': x\n", "a", ["b"], "'a': [b]\n"),
        ("? a\n: x\n", "a", "y", "? a\n: y\n"),
    ],
)
def test_a_value_is_replaced_and_what_stands_around_it_stays(
    header: str, path: str, value: Value, expected: str
) -> None:
    assert put(header, path, value) == expected


@pytest.mark.parametrize(
    ("header", "path", "expected"),
    [
        ("a: x\nb: y # why\nc: z\n", "b", "a: x\nc: z\n"),
        ("a: x\n# about b\nb: y\n# about c\nc: z\n", "b", "a: x\n# about b\n# about c\nc: z\n"),
        ("a: |\n  one\n\n  two\n\nb: y\n", "a", "\nb: y\n"),
        ("a: one\n  two\nb: y\n", "a", "b: y\n"),
        ("a:\n  - x\n  # why\n  - y\n  # more\nb: y\n", "a", "b: y\n"),
        ("a: {b: x, c: y}\n", "a.b", "a: {c: y}\n"),
        ("a: {b: x, c: y }\n", "a.c", "a: {b: x }\n"),
        ("a: {b: x, c: y, }\n", "a.c", "a: {b: x, }\n"),
        ("a: {b: x,  # why\n    c: y}\n", "a.b", "a: {  # why\n    c: y}\n"),
        ("a: {b: x,  # why\n    c: y}\n", "a.c", "a: {b: x,  # why\n    }\n"),
        ("a: {b: x,  # why\n    c: y,\n    }\n", "a.c", "a: {b: x,  # why\n    \n    }\n"),
        ("a: {b: x,\n    c: y,\n    d: z}\n", "a.c", "a: {b: x,\n    d: z}\n"),
        ("a: {b: }\nc: x\n", "a.b", "c: x\n"),
        ("a: {b: x}\nc: y\n", "a.b", "c: y\n"),
        ("a:\n  b: x\nc: y\n", "a.b", "c: y\n"),
        ("a:\n  b:\n    d: {e: x}\nc: y\n", "a.b.d.e", "c: y\n"),
        ("a:\n  # why\n  b: x\nc: y\n", "a.b", "a:\n  # why\nc: y\n"),
        ("a:\n  b: x\n  d: z\n", "a.b", "a:\n  d: z\n"),
        ("a:\nb: x\n", "a", "b: x\n"),
        ("? a\n: x\nb: y\n", "a", "b: y\n"),
        ("a: x\n", "a", ""),
        ("a: x\n", "b", "a: x\n"),
        ("a: x\n", "a.b", "a: x\n"),
    ],
)
def test_a_field_goes_with_its_own_lines(header: str, path: str, expected: str) -> None:
    assert take(header, path) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"b": "x", "c": "z"}, "a:\n  b: x  # one\n  c: z  # two\n"),
        ({"c": "y"}, "a:\n  c: y  # two\n"),
        ({"b": "x", "c": "y", "d": ["e"]}, "a:\n  b: x  # one\n  c: y  # two\n  d: [e]\n"),
        ({"b": "x", "c": "y"}, "a:\n  b: x  # one\n  c: y  # two\n"),
        ({"d": "z"}, "a:\n  d: z\n"),
        ({}, "a: {}\n"),
        (None, "a:\n"),
        ("x", "a: x\n"),
    ],
)
def test_of_a_group_only_the_fields_that_differ_are_touched(value: Value, expected: str) -> None:
    assert put("a:\n  b: x  # one\n  c: y  # two\n", "a", value) == expected


def test_a_group_in_braces_stays_so() -> None:
    assert put("a: {b: x, c: y}  # why\n", "a", {"c": "z", "d": "w"}) == "a: {c: z, d: w}  # why\n"
    assert put("a: {b: x}\n", "a.b", {"c": None}) == "a: {b: {c: null}}\n"


LONG = "a" * 60


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"b": LONG}, f"x: {{b: {LONG}}}\n"),
        ({"b": LONG, "c": LONG}, f"x:\n  b: {LONG}\n  c: {LONG}\n"),
        ([LONG, LONG], f"x:\n  - {LONG}\n  - {LONG}\n"),
        ([{"b": LONG}, {"c": LONG}], f"x:\n  - {{b: {LONG}}}\n  - {{c: {LONG}}}\n"),
        ([{"b": LONG, "c": LONG}], f"x:\n  - b: {LONG}\n    c: {LONG}\n"),
        ([[LONG], [LONG, LONG]], f"x:\n  - [{LONG}]\n  - [{LONG}, {LONG}]\n"),
        (["one, two", "three"], "x:\n  - one, two\n  - three\n"),
        (["one, two"], 'x: ["one, two"]\n'),
        (["one\ntwo\n", None], "x:\n  - |\n    one\n    two\n  -\n"),
        ([{"b": "one\ntwo"}], "x:\n  - b: |-\n      one\n      two\n"),
        ([["one\ntwo"]], 'x:\n  - ["one\\ntwo"]\n'),
        ({"b": ["one\ntwo"]}, "x:\n  b:\n    - |-\n      one\n      two\n"),
        ({"b": None, "c": []}, "x: {b: null, c: []}\n"),
        ("one\n \n", 'x: "one\\n \\n"\n'),
        (None, "x:\n"),
    ],
)
def test_a_new_collection_stands_in_one_line_if_it_fits(value: Value, expected: str) -> None:
    assert put("name: A\n", "x", value) == f"name: A\n{expected}"


@pytest.mark.parametrize(
    ("header", "path", "value", "expected"),
    [
        ("a: x\n    # deep\nb: y\n", "a", "1\n2", 'a: "1\\n2"\n    # deep\nb: y\n'),
        ("a: x\n\n   \nb: y\n", "a", "1\n2\n", 'a: "1\\n2\\n"\n\n   \nb: y\n'),
        ("a: x\n\n  \nb: y\n", "a", "1\n2", 'a: "1\\n2"\n\n  \nb: y\n'),
        ("a: x\n \nb: y\n", "a", "1\n2", 'a: "1\\n2"\n \nb: y\n'),
        ("a: x\n   \nb: y\n", "a", ["1\n2"], 'a: ["1\\n2"]\n   \nb: y\n'),
        ("a: x\n   \n", "new", "1\n2", 'a: x\nnew: "1\\n2"\n   \n'),
        ("a: x\n   \n", "new", ["1\n2"], 'a: x\nnew: ["1\\n2"]\n   \n'),
        ("a: x\n\nb: y\n", "a", "1\n2", "a: |-\n  1\n  2\n\nb: y\n"),
    ],
)
def test_a_text_in_lines_never_takes_in_what_stands_below(
    header: str, path: str, value: Value, expected: str
) -> None:
    assert put(header, path, value) == expected


@pytest.mark.parametrize(
    ("text", "path", "value", "message"),
    [
        (file("a: x\n"), ("a", "b"), "y", "'a' is 'x', so it can't hold 'b'; set 'a' first"),
        (file("a: [x]\n"), ("a", "b"), "y", "'a' is a list"),
        (file("a: x\n"), ("a",), "x\x00", "control character"),
        (file("a: x\n"), ("b\x00",), "x", "control character"),
        (file("a: x\n"), ("",), "x", "'' can't be the name of a field"),
        (file("a: x\n"), ("b" * 101,), "x", "can't be the name of a field"),
        (file("? a\n: x\n"), ("a",), None, "line 2 is written in an unusual way"),
        ("no header\n", ("a",), "x", "line 1: the file does not begin with a header"),
        (file("a: x\na: y\n"), ("a",), "x", "line 3: 'a' is given twice"),
        (file("a: [x\n"), ("a",), "x", "can't be read"),
    ],
)
def test_what_can_not_be_edited_is_refused(
    text: str, path: Path, value: Value, message: str
) -> None:
    with pytest.raises(CannotEdit, match=message):
        set_field(text, path, value)


def test_line_ends_stay_as_they_are() -> None:
    text = "---\r\nname: A\r\nreach:\r\n  email: x\r\n---\r\nNotes"
    for path, value in ((("given",), "B"), (("reach", "phone"), "p"), (("n",), "one\ntwo\n")):
        after = set_field(text, path, value, ORDER)
        assert after.replace("\r\n", "") == after.replace("\r", "").replace("\n", "")
        assert after.endswith("---\r\nNotes")
    assert set_field(text, ("name",), "B") == text.replace("A", "B")


def test_a_fact_of_one_line_is_one_line() -> None:
    before = file("name: A\nstage: x  # why\n")
    assert numstat(before, set_field(before, ("stage",), "y")) == (1, 1)
    assert numstat(before, set_field(before, ("given",), "y")) == (1, 0)
    assert set_field(before, ("stage",), "x") == before
