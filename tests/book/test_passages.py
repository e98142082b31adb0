"""What a file says of one person: the sentence, and nothing of anybody else beyond it."""

from __future__ import annotations

import pytest

from dossierkit.book.identity import Called, Identity
from dossierkit.book.mentions import Searcher
from dossierkit.book.passages import passages
from dossierkit.text.source import Source

ANNA = Searcher(
    Identity(
        ("anna-schmidt",),
        (
            Called(("Anna", "Schmidt"), "sure"),
            Called(("Anna",), "likely"),
            Called(("Schmidt",), "unsure"),
            Called(("Max",), "likely", is_kin=True),
        ),
    )
)


def told(text: str, *, is_near: bool = False, path: str = "karl.md") -> list[tuple[int, str, str]]:
    """Of each passage the line, the kind and the words."""
    found = passages(Source(path, text), ANNA, is_near=is_near).found
    return [(one.line, one.kind, one.text) for one in found]


def dossier(header: str = "", body: str = "") -> str:
    return f"---\nname: Karl\n{header}---\n{body}"


@pytest.mark.parametrize(
    ("header", "field", "text"),
    [
        ("position: {reports-to: anna-schmidt}\n", "position.reports-to", "anna-schmidt"),
        ("taboos: [tea, Anna Schmidt]\n", "taboos[1]", "Anna Schmidt"),
        ("family-life: {spouse: Anna Schmidt}\n", "family-life.spouse", "Anna Schmidt"),
        (
            "org: [{role: Boss, person: karl}, {role: Buyer, person: anna-schmidt}]\n",
            "org[1]",
            "role: Buyer, person: anna-schmidt",
        ),
        (
            "custom: {a: [{who: Anna Schmidt, what: [tea, {x: y}]}]}\n",
            "custom.a[0]",
            "who: Anna Schmidt, what: tea, x y",
        ),
        ("reason: His boss is ill. Anna Schmidt helps.\n", "reason", "Anna Schmidt helps."),
    ],
)
def test_a_field(header: str, field: str, text: str) -> None:
    ((line, kind, found),) = told(dossier(header))
    assert (line, kind, found) == (3, "field", text)
    (passage,) = passages(Source("karl.md", dossier(header)), ANNA, is_near=False).found
    assert passage.field == field


def test_a_comment() -> None:
    text = dossier("stage: interest  # Anna Schmidt says so\nreason: 'no # Anna Schmidt'\n")
    assert told(text) == [
        (4, "field", "no # Anna Schmidt"),
        (3, "comment", "# Anna Schmidt says so"),
    ]


def test_a_log_line_with_its_day_and_event_but_without_amounts() -> None:
    body = (
        "## Log\n\n- 2026-11-01 09:30 order in USD 5,000.00 by lily: Karl pays. Anna\n"
        "  Schmidt signs! He is glad.\n- 2026-11-02 call: Karl.\n"
    )
    (passage,) = passages(Source("karl.md", dossier("", body)), ANNA, is_near=False).found
    assert passage.date == "2026-11-01"
    assert passage.event == "order"
    assert (passage.kind, passage.text) == ("log", "Anna Schmidt signs!")
    assert passage.line == 6


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("He sails. Dr. Anna Schmidt does, too. He left.", "Dr. Anna Schmidt does, too."),
        ("Karl ist krank. Am 3. Mai kam Anna Schmidt.", "Am 3. Mai kam Anna Schmidt."),
        ("他病了。Anna Schmidt 来了。他走了。", "Anna Schmidt 来了。"),
        ("- he\n- Anna Schmidt\n- they\n", "Anna Schmidt"),
        ("# Karl\nAnna Schmidt\nagain\n\nKarl\n", "Anna Schmidt again"),
        ("| karl | x |\n| Anna Schmidt | y |\n", "| Anna Schmidt | y |"),
    ],
)
def test_a_sentence_of_the_notes(text: str, sentence: str) -> None:
    assert [words for _, _, words in told(dossier("", text))] == [sentence]


def test_a_row_of_a_table_is_about_one_person() -> None:
    text = "name,note\nKarl,x. y\nAnna Schmidt,a. b\n"
    assert told(text, path="exports/all.csv") == [(3, "text", "Anna Schmidt,a. b")]


def test_a_first_name_counts_near_them_or_beside_a_surer_mention() -> None:
    text = dossier("", "Anna called.\n")
    assert told(text) == []
    assert told(text, is_near=True) == [(4, "text", "Anna called.")]
    assert passages(Source("karl.md", text), ANNA, is_near=False).doubtful[0].grade == "likely"
    beside = dossier("", "Met Anna Schmidt. Anna has a son, Max. Karl left.\n")
    assert told(beside)[0][2] == "Met Anna Schmidt. Anna has a son, Max."


def test_a_name_of_several_people_counts_only_beside_a_surer_mention() -> None:
    text = dossier("", "Schmidt called.\n")
    assert told(text, is_near=True) == []
    assert passages(Source("karl.md", text), ANNA, is_near=True).doubtful[0].grade == "unsure"


def test_files_that_cant_be_read_as_dossiers_are_searched_as_text() -> None:
    assert told("no header. Anna Schmidt.\n") == [(1, "text", "Anna Schmidt.")]
    assert told("---\nname: [\n---\nAnna Schmidt.\n")[0][2] == "Anna Schmidt."


def test_nothing_is_said_of_them() -> None:
    assert passages(Source("karl.md", dossier("", "Karl.\n")), ANNA, is_near=True) == ((), ())
