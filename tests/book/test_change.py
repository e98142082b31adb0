"""A change is proved before it is written: it, and nothing else, is what the file then says."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from conftest import REPOSITORY

from dossierkit.book.change import ABSENT, Refusal, Wanted, Wish, changed
from dossierkit.schema.dossier import COMPANY, CUSTOMER
from dossierkit.schema.fact import Group
from dossierkit.schema.policy import CustomField
from dossierkit.text.edit import Path, set_field
from dossierkit.text.log_line import format_log_line

ANNA = """\
---
name: Anna Schmidt   # as on her card
reach:
  email: [anna@brightlite.example]   # private
  prefers: email
stage: interest
intent: interested
next: 2026-11-19 send the data sheet
custom: {colour: red}
---
She prepares a table.

## Log

- 2026-11-02 email in: Asked for LED strips.
"""
CALL = format_log_line("call", date(2026, 11, 5), "Not decided", direction="out")
COLOUR = {"colour": CustomField(type="number")}


def change(
    wanted: Wanted,
    before: str | bytes = ANNA,
    edit: Callable[[str], str] | None = None,
    custom: Any = None,
) -> str:
    """The text of Anna's dossier after a change."""
    data = before if isinstance(before, bytes) else before.encode()
    after = changed(CUSTOMER, "anna", "customers/anna.md", data, edit, wanted, custom or {})
    return after.decode()


def refusal(wanted: Wanted, **details: Any) -> str:
    """Why a change is refused."""
    with pytest.raises(Refusal) as refused:
        change(wanted, **details)
    return str(refused.value)


def test_facts_and_a_log_line_are_one_edit() -> None:
    wanted = Wanted(
        {
            ("stage",): "harmony",
            ("intent",): ABSENT,
            ("reach", "wechat"): "anna-s",
            ("birthday",): "04-12",
            ("next",): ["2026-11-19 send the data sheet", "2026-12-01 call"],
        },
        CALL,
    )
    expected = ANNA.replace("interest\n", "harmony\n").replace("intent: interested\n", "")
    expected = expected.replace("  prefers", "  wechat: anna-s\n  prefers")
    expected = expected.replace("stage", "birthday: 04-12\nstage")
    expected = expected.replace(
        "next: 2026-11-19 send the data sheet",
        "next: [2026-11-19 send the data sheet, 2026-12-01 call]",
    )
    assert change(wanted) == f"{expected}- 2026-11-05 call out: Not decided\n"


def test_nothing_wanted_is_nothing_changed() -> None:
    assert change(Wanted()) == ANNA
    assert change(Wanted({("stage",): "interest", ("birthday",): ABSENT})) == ANNA
    assert change(Wanted({("family-life", "married"): ABSENT})) == ANNA


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        (("reach", "email"), "reach: {email: [a@b.example]}\n", ""),
        (("reach", "email"), "reach:\n  email: [a@b.example]\n", ""),
        (("reach", "email"), "reach:\n  email: a@b.example\n  # more\n", "reach:\n  # more\n"),
        (("reach", "email"), "reach: {email: x, prefers: email}\n", "reach: {prefers: email}\n"),
        (("consent",), "consent: {marketing: consent}\n", ""),
    ],
)
def test_a_fact_is_taken_out_with_parents_that_hold_nothing_else(
    path: Path, before: str, after: str
) -> None:
    text = f"---\nname: Anna\n{before}---\n"
    assert change(Wanted({path: ABSENT}), text) == f"---\nname: Anna\n{after}---\n"


def test_a_byte_order_mark_and_line_ends_stay() -> None:
    before = "\ufeff" + ANNA.replace("\n", "\r\n")
    after = change(Wanted({("stage",): "harmony"}, CALL), before)
    line = "- 2026-11-05 call out: Not decided\r\n"
    assert after == before.replace("interest\r", "harmony\r") + line


def test_errors_that_were_there_before_are_no_obstacle() -> None:
    before = ANNA.replace("intent: interested", "intent: perhaps")
    after = change(Wanted({("stage",): "harmony"}), before)
    assert after == before.replace("stage: interest", "stage: harmony")
    told = refusal(Wanted({("stage",): "perhaps"}), before=before)
    assert told.startswith("stage: 'perhaps' is not known here")


@pytest.mark.parametrize(
    ("path", "wish", "told"),
    [
        (
            ("stage",),
            "harmoney",
            "stage: 'harmoney' is not known here; did you mean 'harmony'? [unknown-value]",
        ),
        (("name",), ABSENT, "the customer has no name; write 'name: …' [missing-field]"),
        (
            ("reach", "fax"),
            "1",
            "reach.fax: 'fax' is no field here; the fields here are: ",
        ),
        (("family-life", "children"), [{"born": "x"}], "family-life.children: 'x' is no date"),
        (("next",), ["2026-11-19 a", "soon"], "next: 'soon' does not begin with a date"),
        (("custom", "colour"), "x", "custom.colour: 'x' is no whole number"),
        (("custom", "no-mail"), "x", "custom.no-mail: 'custom.no-mail' looks like a wish"),
        (("city",), "one\ntwo\n", "city: 'city' is no field here"),
        (("given",), {"a": "b"}, "given: fields where a line of text is expected"),
        (("salutation",), "one\ntwo", "salutation: a line break in a one-line field"),
        (("stage",), "a\x1b[2J", "customers/anna.md: the text holds a control character (U+001B)"),
        (("stage", "x"), "y", "customers/anna.md: 'stage' is 'interest', so it can't hold 'x'"),
    ],
)
def test_what_the_schema_refuses_is_not_written(path: Path, wish: Wish, told: str) -> None:
    assert refusal(Wanted({path: wish}), custom=COLOUR).startswith(told)


@pytest.mark.parametrize(
    ("before", "told"),
    [
        (ANNA.replace("stage: interest", "name: Anna"), "customers/anna.md:6:1: error: 'name' is"),
        (b"\xef\xbb\xbfname: \xff\n", "customers/anna.md:1:8: error: the file is not UTF-8"),
        ("\ufeffname: Anna\n", "customers/anna.md:1:1: error: the file does not begin with"),
        (ANNA.replace("stage:", "stage: ["), "customers/anna.md:7:7: error: the header"),
        (ANNA + "<<<<<<< HEAD\n", "customers/anna.md:16:1: error: a merge conflict is left"),
    ],
)
def test_a_file_that_can_not_be_read_is_not_touched(before: str | bytes, told: str) -> None:
    assert refusal(Wanted({("stage",): "harmony"}), before=before).startswith(told)


@pytest.mark.parametrize(
    "edit",
    [
        lambda text: text,
        lambda text: text.replace("interest\n", "harmony\n").replace("Anna", "Anne"),
        lambda text: text.replace("interest\n", "harmony\n").replace("Asked", "asked"),
        lambda text: text.replace("interest\n", "harmony\n").replace("table", "list"),
        lambda text: text.replace("interest\n", "harmony\n").replace("custom: {colour: red}\n", ""),
        lambda text: text.replace("interest\n", "harmony\n").replace("- 2026-11-02", "\n2026"),
        lambda text: text.replace("interest\n", "harmony\n") + "- 2026-11-05 call: x\n",
        lambda text: text.replace("interest\n", "harmony\n") + "- 2026-11-05 coll: x\n",
        lambda text: text.replace("interest\n", "harmony\n") + "<<<<<<< HEAD\n",
        lambda text: text.replace("interest\n", "harmony\n") + "\ud800",
    ],
)
def test_an_edit_that_touches_anything_else_is_refused(edit: Callable[[str], str]) -> None:
    wanted = Wanted({("stage",): "harmony"})
    assert change(wanted, edit=lambda text: text.replace("interest\n", "harmony\n"))
    refusal(wanted, edit=edit)


def test_a_log_line_that_is_not_there_is_missed() -> None:
    told = refusal(Wanted({}, CALL), edit=lambda text: text)
    assert told.startswith("customers/anna.md: the change can't be made without touching other")


def test_a_log_line_that_would_be_lost_is_refused() -> None:
    before = "---\nname: Anna\n---\n```\nnever closed\n"
    assert "a code block that begins in line 4 is never closed" in refusal(
        Wanted({}, CALL), before=before
    )


def test_every_dossier_of_the_sample_book_takes_every_kind_of_change() -> None:
    kinds: dict[str, Group[Any]] = {"customers": CUSTOMER, "companies": COMPANY}
    for folder, kind in kinds.items():
        for file in sorted((REPOSITORY / "dossiers" / folder).glob("*.md")):
            before = file.read_bytes()
            wanted = Wanted({("name",): "Ny Name: & Co. #1", ("country",): "NO"}, CALL)
            after = changed(kind, file.stem, file.name, before, None, wanted, {})
            lines = before.decode().splitlines(), after.decode().splitlines()
            steps = [step[0] for step in difflib.unified_diff(*lines, n=0)][2:]
            assert steps.count("-") <= 2
            assert steps.count("+") - steps.count("-") <= 5
            assert "".join(lines[0]).count("#") <= "".join(lines[1]).count("#")


def test_any_edit_can_be_proved() -> None:
    wanted = Wanted({("reach", "prefers"): "phone"})
    after = change(wanted, edit=lambda text: set_field(text, ("reach", "prefers"), "phone"))
    assert after == ANNA.replace("prefers: email", "prefers: phone")
