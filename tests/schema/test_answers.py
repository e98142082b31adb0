"""Answers to a questionnaire from a file: a table, or a plain list of numbers."""

from __future__ import annotations

import pytest
from conftest import Place, places

from dossierkit.schema.answers import read_answers
from dossierkit.text.source import Source, decode


def read(text: str | bytes) -> tuple[list[int], Source]:
    """Four answers from 1 to 9."""
    source = decode("a.csv", text.encode() if isinstance(text, str) else text)
    return read_answers(source, 4, 1, 9), source


@pytest.mark.parametrize(
    "text",
    [
        "statement,answer\n1,9\n2,8\n3,7\n4,6\n",
        "statement;answer;text\r\n4;6;x\r\n1;9;y\r\n\r\n2;8;\r\n3;7;z",
        "Answer\tStatement\n9\t1\n8\t2\n7\t3\n6\t4\n",
        "9 8 7 6",
        "9,8,7,6\n",
        "\n9\n8\n7\n6\n",
        "9; 8; 7; 6",
    ],
)
def test_the_answers_come_in_the_order_of_the_statements(text: str) -> None:
    answers, source = read(text)
    assert (answers, source.findings) == ([9, 8, 7, 6], [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("statement,answer\n1,9\n2,10\n3,\nx,6\n", [(3, 3, "number"), (4, 1, "number"),
                                                    (5, 1, "number")]),
        ("statement,answer\n1,9\n5,8\n", [(3, 1, "number")]),
        ("statement,answer\n1,9\n1,8\n2,7\n", [(3, 1, "duplicate-key")]),
        ("statement,answer\n1,9\n3,7\n", [(4, 1, "missing-field")]),
        ("statement,answer\n", [(1, 1, "missing-field")]),
        ("nr,answer\n1,9\n", [(1, 1, "columns")]),
        ("9 8 7", [(1, 6, "missing-field")]),
        ("9 8 7 6 5\n", [(1, 10, "missing-field")]),
        ("9 0\n7 5.5", [(1, 3, "number"), (2, 3, "number")]),
        ("", [(1, 1, "missing-field")]),
        (b"\xff\xfe9\x00", [(1, 1, "encoding")]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_place(text: str | bytes, expected: list[Place]) -> None:
    assert places(read(text)[1].findings) == expected


def test_what_is_missing_is_named() -> None:
    _, source = read("statement,answer\n1,9\n3,7\n")
    assert source.findings[0].message == "no answer to statement 2, 4: all 4 are needed"
