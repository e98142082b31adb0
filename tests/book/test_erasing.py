"""Taking a person out of a file: nothing else changes, and the file still reads as it did."""

from __future__ import annotations

import pytest

from dossierkit.book.erasing import without_person, without_person_in_bytes
from dossierkit.book.identity import Called, Identity
from dossierkit.book.mentions import Searcher
from dossierkit.text.scalar import CannotEdit

ANNA = Searcher(
    Identity(
        ("anna-schmidt", "frank"),
        (Called(("Anna", "Schmidt"), "sure"), Called(("Anna",), "likely")),
        ("anna@brightlite.example",),
        ("+49 30 1234567",),
    )
)


def changed(before: str) -> list[tuple[str, str]]:
    """The lines that change, before and after."""
    after = without_person(before, ANNA)
    old, new = before.split("\n"), after.split("\n")
    assert len(old) == len(new)
    return [(a, b) for a, b in zip(old, new, strict=True) if a != b]


def header(line: str) -> str:
    return f"---\nname: Karl\n{line}\nbuys: [BL-20]   # kept\n---\nNotes.\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("position: {reports-to: anna-schmidt}", "position: {reports-to: null}"),
        ("position: {reports-to: frank}", "position: {reports-to: null}"),
        ("source: {referred-by: 'frank'}", "source: {referred-by: null}"),
        ("org: [{role: Buyer, person: Anna Schmidt}]", "org: [{role: Buyer, person: null}]"),
        ("source: {detail: met Anna Schmidt}", 'source: {detail: "met [erased]"}'),
        ("source: {detail: 'met Anna Schmidt'}", "source: {detail: 'met [erased]'}"),
        ('source: {detail: "a \\" Anna Schmidt"}', 'source: {detail: "a \\" [erased]"}'),
        ("taboos: Anna Schmidt, 'her' boss", "taboos: \"[erased], 'her' boss\""),
        ("interests: [hiking, Anna Schmidt, tea]", "interests: [hiking, tea]"),
        ("interests: [hiking, Anna Schmidt]", "interests: [hiking]"),
        ("interests: [Anna Schmidt]", "interests: []"),
        ("interests: [Anna Schmidt, anna-schmidt]", "interests: [null, null]"),
        ("tags: [Anna Schmidt, 'of Anna Schmidt']", "tags: [null, 'of [erased]']"),
        ("career: [x, Anna Schmidt, {role: y}]", "career: [x, null, {role: y}]"),
        ("custom: {anna-schmidt: friend}", "custom: {erased: friend}"),
        ("custom: {of: {with: [[Anna Schmidt]]}}", "custom: {of: {with: [[]]}}"),
        ("stage: interest  # Anna Schmidt says so", "stage: interest  # [erased] says so"),
        ("# ask anna@brightlite.example", "# ask [erased]"),
        ("interests: [rose, frank]", None),
        ("notes: null", None),
    ],
)
def test_a_line_of_the_header(before: str, after: str | None) -> None:
    assert changed(header(before)) == ([(before, after)] if after else [])


def test_an_item_of_a_block_is_a_line() -> None:
    before = header("interests:\n  - hiking\n  - Anna Schmidt  # her\n  - tea")
    assert without_person(before, ANNA) == before.replace("  - Anna Schmidt  # her\n", "")


@pytest.mark.parametrize("items", ["  - Anna Schmidt\n  - tea", "  - Anna Schmidt"])
def test_the_first_item_of_a_block_becomes_none(items: str) -> None:
    before = header(f"interests:\n{items}")
    after = without_person(before, ANNA)
    assert after == before.replace("Anna Schmidt", "null")


def test_values_over_several_lines() -> None:
    before = header("custom:\n  a: |\n    Anna\n    Schmidt came\n  b: met Anna\n    Schmidt there")
    after = without_person(before, ANNA)
    assert "  a: |\n    [erased] came\n" in after
    assert "  b: met [erased] there\n" in after


def test_somebody_of_the_same_name_keeps_a_name() -> None:
    before = "---\nname: Anna Schmidt\n---\n"
    assert without_person(before, ANNA) == '---\nname: "[erased]"\n---\n'


def test_notes_and_log() -> None:
    before = (
        "---\nname: Karl\n---\nWorks with [[anna-schmidt|her]]. Anna knows.\n\n## Log\n\n"
        "- 2026-11-01 call out by lily: Anna Schmidt answered,\n  030 1234567 #anna\n"
    )
    assert without_person(before, ANNA) == (
        "---\nname: Karl\n---\nWorks with [erased]. Anna knows.\n\n## Log\n\n"
        "- 2026-11-01 call out by lily: [erased] answered,\n  [erased] #anna\n"
    )


def test_line_ends_and_the_missing_one_stay() -> None:
    before = "---\r\nname: Karl\r\n---\r\nAnna\r\nSchmidt, Anna Schmidt"
    assert without_person(before, ANNA) == "---\r\nname: Karl\r\n---\r\n[erased], [erased]"


@pytest.mark.parametrize("text", ["a,Anna Schmidt,b\n", "---\nname: [\n---\nAnna Schmidt\n"])
def test_what_is_no_dossier_is_taken_as_text(text: str) -> None:
    assert without_person(text, ANNA) == text.replace("Anna Schmidt", "[erased]")


def test_yaml_without_fences() -> None:
    after = without_person("name: Lumora\nmail: {address: Anna Schmidt}\n", ANNA, is_yaml=True)
    assert after == "name: Lumora\nmail: {address: null}\n"


def test_two_fields_that_would_become_one() -> None:
    with pytest.raises(CannotEdit, match="header would not read back"):
        without_person(header("custom: {anna-schmidt: a, Anna Schmidt: b}"), ANNA)


def test_a_log_that_would_read_otherwise() -> None:
    text = "---\nname: Karl\n---\n## Log\n- 2026-11-01 call by anna-schmidt: x\n"
    with pytest.raises(CannotEdit, match="log would not read back"):
        without_person(text, ANNA)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            b"\xff\xfe" + "Anna Schmidt".encode("utf-16-le"),
            b"\xff\xfe" + "[erased]".encode("utf-16-le"),
        ),
        (b"\xe9 Anna Schmidt \xff", b"\xe9 [erased] \xff"),
        (b"\xff\xfeA", b"\xff\xfeA"),
        (b"\0\1 nothing", b"\0\1 nothing"),
        (
            b"---\ncustom: {anna-schmidt: a, Anna Schmidt: b}\n---\n",
            b"---\ncustom: {[erased]: a, [erased]: b}\n---\n",
        ),
    ],
)  # fmt: skip
def test_any_bytes_are_cleaned(before: bytes, after: bytes) -> None:
    assert without_person_in_bytes(before, ANNA) == after
