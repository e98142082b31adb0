"""Writing from a page: the same safe way as the commands, with what is refused said in the form."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Files
from visiting import ANNA, Visitor, git, plain, small_book

FILE = "dossiers/customers/anna.md"


@pytest.fixture
def book(make_book: Callable[[Files], Path]) -> Path:
    return small_book(make_book)


@pytest.fixture
def visitor(book: Path) -> Visitor:
    return Visitor(book)


def touch(**fields: str) -> dict[str, str]:
    """A form for a call today."""
    return {"event": "call", "day": "2026-11-20", "text": "Karl decides", **fields}


def log_of(visitor: Visitor) -> str:
    return (visitor.root / FILE).read_text().partition("## Log")[2]


def test_a_touch_is_one_line_one_next_step_and_one_commit(visitor: Visitor) -> None:
    said = plain(
        visitor.post(
            "/customers/anna/log",
            touch(direction="out", time="9:30", by="lily", next_day="3d", next_what="ask again"),
        )
    )
    assert "- 2026-11-20 09:30 call out by lily: Karl decides\n" in log_of(visitor)
    header = (visitor.root / FILE).read_text()
    assert "2026-11-18 send the sheet" not in header
    assert "2026-11-23 ask again" in header
    assert "2026-12-24 wish a merry Christmas" in header
    assert "done: 2026-11-18 send the sheet" in said
    commit = git(visitor.root, "log", "-1", "--format=%h %s").split()
    assert commit[1:] == ["log(anna):", "call", "out"]
    assert "git revert --no-edit" in said
    assert git(visitor.root, "rev-parse", "HEAD")[:8] in said


def test_what_is_shown_undoes_it(visitor: Visitor) -> None:
    said = plain(visitor.post("/customers/anna/log", touch()))
    words = said[said.index("git revert") :].split()[:4]
    git(visitor.root, *words[1:])
    assert (visitor.root / FILE).read_text() == ANNA


def test_a_touch_with_an_amount(visitor: Visitor) -> None:
    form = touch(event="quote", text="1 000 pcs\nFOB Hong Kong", amount="usd 12,400.00")
    visitor.post("/customers/anna/log", form)
    assert "quote USD 12,400.00: 1 000 pcs\n  FOB Hong Kong\n" in log_of(visitor)


def test_a_company_has_a_log_too(visitor: Visitor) -> None:
    page = visitor.get("/companies/bright/log")
    assert "Next step" not in page
    visitor.post("/companies/bright/log", touch(text="A new hall", next_day="3d"))
    assert ": A new hall" in (visitor.root / "dossiers/companies/bright.md").read_text()


def test_what_a_touch_suggests_is_offered(visitor: Visitor) -> None:
    page = visitor.post("/customers/anna/log", touch(event="order", text="PO 1"))
    assert "/customers/anna/set?field=stage&amp;value=harmony" in page
    form = visitor.get("/customers/anna/set?field=stage&value=harmony")
    assert '<option value="harmony" selected>harmony</option>' in form


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"event": ""}, "choose what happened"),
        ({"event": "dance"}, "choose what happened"),
        ({"text": " "}, "say what happened"),
        ({"text": "a\x07b"}, "control character"),
        ({"day": "31.12."}, "'31.12.' is no date"),
        ({"day": "2026-11-21"}, "has not come yet"),
        ({"time": "25:00"}, "'25:00' is no time"),
        ({"time": "noon"}, "'noon' is no time"),
        ({"amount": "lots"}, "'lots' is no amount"),
        ({"amount": "USD 5: x"}, "is no amount"),
        ({"amount": "USD 5 by lily"}, "is no amount"),
        ({"by": "nobody"}, "there is no member 'nobody'"),
        ({"next_day": "2026-11-19", "next_what": "call"}, "is past"),
        ({"next_day": "soon", "next_what": "call"}, "'soon' is no date"),
        ({"next_what": "call"}, "say by which day"),
    ],
)
def test_a_refusal_is_said_in_place_and_what_was_typed_is_kept(
    visitor: Visitor, fields: dict[str, str], said: str
) -> None:
    form = {**touch(amount="EUR 7", text="Said a lot"), **fields}
    page = visitor.post("/customers/anna/log", form, 422)
    assert said in plain(page)
    assert 'role="alert"' in page
    for name, value in form.items():
        if name in ("text", "amount", "day", "next_what") and value.strip() and "\x07" not in value:
            assert value in page
    assert (visitor.root / FILE).read_text() == ANNA
    assert git(visitor.root, "rev-list", "--count", "HEAD").strip() == "1"


def test_the_next_step_is_set_and_what_is_done_goes(visitor: Visitor) -> None:
    form = visitor.get("/customers/anna/next")
    assert 'value="2026-11-18 send the sheet"' in form
    given = {
        "done": ["2026-11-18 send the sheet"],
        "next_day": "fri",
        "next_what": "call  Karl",
        "why": "she asked for it",
    }
    said = plain(visitor.post("/customers/anna/next", given))
    header = (visitor.root / FILE).read_text()
    assert "2026-11-20 call Karl" in header
    assert "send the sheet" not in header
    assert "done: 2026-11-18 send the sheet" in said
    assert "she asked for it" in git(visitor.root, "log", "-1", "--format=%b")


def test_all_steps_may_be_done(visitor: Visitor) -> None:
    steps = ["2026-11-18 send the sheet", "2026-12-24 wish a merry Christmas"]
    visitor.post("/customers/anna/next", {"done": steps})
    assert "next:" not in (visitor.root / FILE).read_text()
    assert "No next step is open" in visitor.get("/customers/anna/next")


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({}, "say what is done"),
        ({"next_day": "yesterday", "next_what": "call"}, "is past"),
        ({"done": ["2020-01-01 gone"]}, "no longer there"),
    ],
)
def test_a_next_step_that_makes_no_sense_is_refused(
    visitor: Visitor, form: dict[str, Any], said: str
) -> None:
    page = visitor.post("/customers/anna/next", {**form, "why": "because"}, 422)
    assert said in plain(page)
    assert 'value="because"' in page
    assert (visitor.root / FILE).read_text() == ANNA


def test_a_fact_is_changed_with_its_reason(visitor: Visitor) -> None:
    form = {"field": "stage", "was": "assimilation", "value": "sincerity", "why": "they bargain"}
    said = plain(visitor.post("/customers/anna/set", form))
    assert "stage assimilation → sincerity" in said
    assert (visitor.root / FILE).read_text() == ANNA.replace("assimilation", "sincerity")
    assert "they bargain" in git(visitor.root, "log", "-1", "--format=%b")


def test_a_fact_of_any_shape(visitor: Visitor) -> None:
    both = "[a@b.example, c@d.example]"
    form = {"field": "reach.email", "was": "[anna@bright.example]", "value": both}
    visitor.post("/customers/anna/set", form)
    assert "reach: {email: [a@b.example, c@d.example]}" in (visitor.root / FILE).read_text()
    page = visitor.get("/customers/anna/set?field=reach.email")
    assert both in page
    assert "Several are written as [a, b]" in page


def test_a_fact_is_taken_away(visitor: Visitor) -> None:
    visitor.post("/customers/anna/set", {"field": "intent", "was": "hesitant", "unset": "1"})
    assert "intent" not in (visitor.root / FILE).read_text()
    page = visitor.post("/customers/anna/set", {"field": "intent", "was": "", "unset": "1"}, 422)
    assert "it is not set" in page


def test_what_is_so_already_is_not_written(visitor: Visitor) -> None:
    form = {"field": "stage", "was": "assimilation", "value": "assimilation"}
    assert "it was so already" in plain(visitor.post("/customers/anna/set", form))
    assert git(visitor.root, "rev-list", "--count", "HEAD").strip() == "1"


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("stage", "harmonie", "did you mean 'harmony'?"),
        ("stage", " ", "write a value"),
        ("stage", "null", "is no value"),
        ("birthday", "31 of April", "birthday"),
        ("colour", "red", "has no field 'colour'"),
        ("career.employer", "x", "is a list"),
        ("reach", "x", "is not of the form"),
    ],
)
def test_a_value_that_the_schema_refuses_stays_in_the_form(
    visitor: Visitor, field: str, value: str, said: str
) -> None:
    was = "assimilation" if field == "stage" else ""
    if field == "reach":
        was = "{email: [anna@bright.example]}"
    form = {"field": field, "was": was, "value": value, "why": "my reason"}
    page = visitor.post("/customers/anna/set", form, 422)
    assert said in plain(page)
    if field not in ("colour", "career.employer"):
        assert "my reason" in page
        assert value.strip() in page
    assert (visitor.root / FILE).read_text() == ANNA


def test_what_an_editor_wrote_meanwhile_is_not_lost(visitor: Visitor) -> None:
    visitor.get("/customers/anna/set?field=stage")
    (visitor.root / FILE).write_text(ANNA.replace("assimilation", "harmony"))
    form = {"field": "stage", "was": "assimilation", "value": "sincerity"}
    page = visitor.post("/customers/anna/set", form, 422)
    assert "it says 'harmony' by now" in plain(page)
    assert "stage: harmony" in (visitor.root / FILE).read_text()


def test_a_sensitive_fact_is_not_shown_in_its_form(visitor: Visitor) -> None:
    page = visitor.get("/customers/anna/set?field=religion")
    assert "<option selected>" not in page, "none of the words is marked as theirs"
    assert '<textarea name="was" hidden readonly aria-hidden="true" tabindex="-1">\n</text' in page
    assert "they did not agree" in page
    said = plain(visitor.post("/customers/anna/set", {"field": "religion", "value": "muslim"}))
    assert "religion (no consent) → (no consent)" in said
    assert "religion: muslim" in (visitor.root / FILE).read_text()


def test_fields_of_the_books_own_can_be_set(visitor: Visitor) -> None:
    (visitor.root / "dossiers/book.yaml").write_text(
        "fields:\n  showroom: {type: yes-no, doc: has a showroom}\n"
        "  floor: {type: number, kind: company}\n"
    )
    page = visitor.get("/customers/anna/set")
    assert "custom.showroom: has a showroom" in page
    assert "custom.floor" not in page
    visitor.post("/customers/anna/set", {"field": "custom.showroom", "was": "", "value": "yes"})
    assert "showroom: yes" in (visitor.root / FILE).read_text()


def test_what_git_refuses_is_said_and_nothing_is_written(visitor: Visitor) -> None:
    hook = visitor.root / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho not today >&2\nexit 1\n")
    hook.chmod(0o755)
    page = visitor.post("/customers/anna/log", touch(), 422)
    assert "not today" in plain(page)
    assert (visitor.root / FILE).read_text() == ANNA


def test_changes_that_go_along_are_told(visitor: Visitor) -> None:
    (visitor.root / FILE).write_text(ANNA.replace("nothing", "all"))
    said = plain(visitor.post("/customers/anna/log", touch()))
    assert "held changes that were not committed" in said


def test_without_git_it_is_saved_and_said_that_nothing_undoes_it(book: Path) -> None:
    shutil.rmtree(book / ".git")
    visitor = Visitor(book)
    said = plain(visitor.post("/customers/anna/log", touch()))
    assert "keeps no history here" in said
    assert "Karl decides" in log_of(visitor)


def test_a_saving_is_remembered_for_a_while(visitor: Visitor) -> None:
    from dossierkit.history.commit import Written
    from dossierkit.history.saving import Saved
    from dossierkit.web.desk import Note

    first = visitor.desk.remember(Note((), Saved(Written(None, (), ()), ())))
    for _ in range(50):
        visitor.desk.remember(Note((), Saved(Written(None, (), ()), ())))
    assert visitor.desk.note(first) is None
    assert "Saved" not in plain(visitor.get(f"/customers/anna?saved={first}"))


def test_somebody_without_warnings_or_steps_is_logged_plainly(visitor: Visitor) -> None:
    assert 'class="stop"' not in visitor.get("/customers/wang-xiao-ming/log")
    visitor.post("/customers/wang-xiao-ming/log", touch(event="note", direction="in"))
    text = (visitor.root / "dossiers/customers/wang-xiao-ming.md").read_text()
    assert "- 2026-11-20 note: Karl decides" in text
    assert "next:" not in text
    assert git(visitor.root, "log", "-1", "--format=%s").strip() == "log(wang-xiao-ming): note"


def test_a_field_that_stands_empty_is_filled(visitor: Visitor) -> None:
    file = visitor.root / FILE
    file.write_text(ANNA.replace("stage: assimilation", "stage:"))
    form = {"field": "stage", "was": "", "value": "harmony"}
    visitor.get("/customers/anna/set?field=stage")
    visitor.post("/customers/anna/set", form)
    assert "stage: harmony" in file.read_text()
