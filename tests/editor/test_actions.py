"""What an editor offers to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk import ANNA, BRIGHTLITE, FILES, desk, opened

from dossierkit.editor.actions import Action, actions
from dossierkit.editor.diagnostics import findings
from dossierkit.editor.workspace import Workspace
from dossierkit.text.fence import Span


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return desk(tmp_path)


def offered(workspace: Workspace, text: str, path: str = ANNA) -> dict[str, Action]:
    """What is offered at `¦`, by title."""
    _, document, offset = opened(workspace, text, path)
    found = findings(workspace, document)
    return {one.title: one for one in actions(workspace, document, found, Span(offset, offset))}


def done(text: str, action: Action) -> str:
    """The text after an action."""
    text = text.replace("¦", "")
    for edit in sorted(action.edits, reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text


def header(lines: str) -> str:
    return f"---\nname: Anna\ncountry: de\n{lines}\n---\n"


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("stage: har¦monic", "stage: harmony"),
        ("stage: 'harm¦onic'", "stage: 'harmony'"),
        ("sta¦gge: harmony", "stage: harmony"),
        ("company: ¦brightlit", "company: brightlite"),
        ("buys: [BL-2¦0x]", "buys: [BL-20]"),
    ],
)
def test_a_slip_is_mended(workspace: Workspace, line: str, meant: str) -> None:
    word = meant.split(": ")[0] if "gge" in line else meant.split(": ")[1].strip("[]'")
    found = offered(workspace, header(line))
    mend = found[f"write '{word}'"]
    assert done(header(line), mend) == header(meant)
    assert mend.finding is not None


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("- 2026-11-01 emial¦ in: x", "- 2026-11-01 email in: x"),
        ("- 2026-11-01 email by lil¦ly: x", "- 2026-11-01 email by lily: x"),
        ("- 2026-11-01 note: [[karl-¦brand|him]]", "- 2026-11-01 note: [[karl-brandt|him]]"),
    ],
)
def test_a_slip_in_the_log_is_mended(workspace: Workspace, line: str, meant: str) -> None:
    text = header("x: 1").replace("x: 1\n", "") + "## Log\n\n"
    found = [
        one for title, one in offered(workspace, text + line + "\n").items() if "write" in title
    ]
    assert [done(text + line + "\n", one) for one in found] == [text + meant + "\n"]


@pytest.mark.parametrize(
    ("line", "quoted"),
    [
        ("next: ¦2026-11-25 answer PI #118", 'next: "2026-11-25 answer PI #118"'),
        ("reason: price: ¦too high", 'reason: "price: too high"'),
        ("reason: ¦*price", 'reason: "*price"'),
        ("tags:\n  - @¦home", 'tags:\n  - "@home"'),
        ("reach: {phone: [0137¦00137]}", 'reach: {phone: ["013700137"]}'),
        ("reach: {whatsapp: +49¦151}", 'reach: {whatsapp: "+49151"}'),
    ],
)
def test_what_yaml_misreads_is_put_in_quotes(workspace: Workspace, line: str, quoted: str) -> None:
    found = offered(workspace, header(line))
    assert done(header(line), found["put the value in quotes"]) == header(quoted)


@pytest.mark.parametrize("line", ["stage: har¦mony", 'reason: "¦x"', "reason: ¦", "# x: ¦y"])
def test_plain_values_stay(workspace: Workspace, line: str) -> None:
    assert "put the value in quotes" not in offered(workspace, header(line))


LOG = "Notes.\n\n## Log\n\n- 2026-11-01 call by lily: x\n"


def test_a_step_is_done(workspace: Workspace) -> None:
    steps = "next:\n  - 2026-11-25 answer  on ¦terms\n  - 2026-12-01 call"
    found = offered(workspace, header(steps) + LOG)
    after = done(header(steps) + LOG, found["done: 2026-11-25 answer on terms"])
    assert (
        after == header("next: 2026-12-01 call") + LOG + "- 2026-11-20 email out: answer on terms\n"
    )


def test_the_last_step_takes_the_field_with_it(workspace: Workspace) -> None:
    lines = "reach: {prefers: phone}\nnext: 2026-11-19 ¦ask"
    found = offered(workspace, header(lines) + LOG)
    after = done(header(lines) + LOG, found["done: 2026-11-19 ask"])
    assert after == header("reach: {prefers: phone}") + LOG + "- 2026-11-20 call out: ask\n"


def test_a_step_of_two_is_told_by_its_line(workspace: Workspace) -> None:
    lines = "next: [2026-11-25 one, 2026-11-26 ¦two, 2027-01 three]"
    titles = [title for title in offered(workspace, header(lines)) if title.startswith("done")]
    assert titles == ["done: 2026-11-25 one", "done: 2026-11-26 two", "done: 2027-01-01 three"]
    after = done(header(lines), offered(workspace, header(lines))["done: 2026-11-26 two"])
    assert "next: [2026-11-25 one, 2027-01 three]" in after
    assert "- 2026-11-20 email out: two\n" in after


def test_line_ends_stay_as_they_are(workspace: Workspace) -> None:
    text = (header("next: 2026-11-25 ¦王小明 😀") + LOG).replace("\n", "\r\n")
    after = done(text, offered(workspace, text)["done: 2026-11-25 王小明 😀"])
    assert after.count("\n") == after.count("\r\n")
    assert "- 2026-11-20 email out: 王小明 😀\r\n" in after


def test_a_log_line_of_today_is_begun(workspace: Workspace) -> None:
    found = offered(workspace, header("¦stage: harmony") + LOG)
    after = done(header("stage: harmony") + LOG, found["add a log line of today"])
    assert after == header("stage: harmony") + LOG + "- 2026-11-20 call out: \n"


def test_companies_have_a_log_but_no_steps(workspace: Workspace) -> None:
    assert list(offered(workspace, "---\nname: ¦B\ncountry: de\n---\n", BRIGHTLITE)) == [
        "add a log line of today"
    ]
    assert offered(workspace, FILES["dossiers/team/lily.md"] + "¦", "dossiers/team/lily.md") == {}
    assert offered(workspace, "commit: a¦uto\n", "dossiers/book.yaml") == {}


def test_nothing_is_done_to_a_file_in_doubt(workspace: Workspace) -> None:
    assert list(offered(workspace, "---\nna¦me: [\n---\n" + LOG)) == []
    unclosed = header("next: 2026-11-19 ¦ask") + "```\n"
    assert list(offered(workspace, unclosed)) == []
