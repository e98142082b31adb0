"""The parts of a file, and the remarks between its words."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk import ANNA, desk, opened

from dossierkit.editor.hints import hints
from dossierkit.editor.outline import Symbol, folds, symbols
from dossierkit.editor.tokens import tokens
from dossierkit.editor.workspace import Workspace

TEXT = """\
---
name: Anna
reach:
  email: [a@b.example]
  prefers: email
next: [2026-11-19 ask, 2026-11-20 call, 2026-11-23 write]
stage: harmony
custom: {x: ~}
---
Notes.

# Ideas

```
## Log
```

## Log

- 2026-11-01 10:30 quote out USD 12,400.00 by lily: 报价 😀
  valid 2026-12-23 #PI-118
- 2026-11-10 call: x

## After

- 2026-11-11 call: no log
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return desk(tmp_path)


def names(found: list[Symbol]) -> list[tuple[str, str, list[str]]]:
    return [(one.name, one.detail, [inner.name for inner in one.inner]) for one in found]


def test_fields_sections_and_log_lines_are_listed(workspace: Workspace) -> None:
    document = opened(workspace, TEXT).document
    found = symbols(document, workspace.read(document))
    assert names(found) == [
        ("name", "Anna", []),
        ("reach", "", ["email", "prefers"]),
        ("next", "[3]", []),
        ("stage", "harmony", []),
        ("custom", "", ["x"]),
        ("Ideas", "", []),
        ("Log", "", ["2026-11-01 quote", "2026-11-10 call"]),
        ("After", "", []),
    ]
    for one in found:
        assert one.whole.start <= one.name_span.start < one.name_span.end <= one.whole.end
        for inner in one.inner:
            assert one.whole.start <= inner.whole.start <= inner.whole.end <= one.whole.end


def test_without_a_readable_header_the_sections_remain(workspace: Workspace) -> None:
    document = opened(workspace, "---\nname: [\n---\n## Log\n").document
    assert names(symbols(document, None)) == [("Log", "", [])]


def test_what_has_several_lines_can_be_folded(workspace: Workspace) -> None:
    document = opened(workspace, TEXT).document
    text = document.text
    folded = [
        (text.count("\n", 0, span.start) + 1, text.count("\n", 0, span.end) + 1)
        for span in folds(document, workspace.read(document))
    ]
    assert folded == [(1, 9), (3, 5), (12, 26), (18, 22), (20, 21), (24, 26)]


def said(workspace: Workspace, text: str, path: str = ANNA) -> list[tuple[int, str]]:
    """Each remark with its line."""
    document = opened(workspace, text, path).document
    return [
        (document.text.count("\n", 0, one.offset) + 1, one.text)
        for one in hints(workspace, document)
    ]


def test_days_since_the_last_touch_and_until_the_next_step(workspace: Workspace) -> None:
    assert said(
        workspace, "---\nname: A\nnext: 2026-11-23 x\n---\n## Log\n\n- 2026-11-10 call: y\n"
    ) == [
        (2, "due in 3 days: next"),
        (3, "in 3 days"),
        (5, "last touch 10 days ago"),
    ]


@pytest.mark.parametrize(
    ("day", "remark"),
    [
        ("2026-11-20", "today"),
        ("2026-11-21", "in 1 day"),
        ("2026-11-19", "1 day late"),
        ("2026-11-10", "done"),
    ],
)
def test_a_step_tells_how_it_stands(workspace: Workspace, day: str, remark: str) -> None:
    text = f"---\nname: A\nnext:\n  - {day} x\n---\n## Log\n\n- 2026-11-10 call: y\n"
    assert (4, remark) in said(workspace, text)


def test_who_must_not_be_contacted_is_no_bodys_turn(workspace: Workspace) -> None:
    text = "---\nname: A\nconsent: {do-not-contact: true}\n---\n"
    assert said(workspace, text) == [(2, "asked not to be contacted")]


def test_until_the_calendars_are_there_nobodys_turn_is_told(workspace: Workspace) -> None:
    workspace.counts_turns = False
    assert said(workspace, "---\nname: A\nevery: 10d\n---\n") == []


def test_a_company_has_a_last_touch_only(workspace: Workspace) -> None:
    log = "---\nname: B\n---\n## Log\n\n- 2026-11-20 call: y\n"
    assert said(workspace, log, "dossiers/companies/b.md") == [(4, "last touch today")]
    assert said(workspace, "---\nname: [\n---\n") == []
    assert said(workspace, "commit: auto\n", "dossiers/book.yaml") == []


def test_words_are_coloured_by_what_they_are(workspace: Workspace) -> None:
    document = opened(workspace, TEXT).document
    found = tokens(document, workspace.read(document), {})
    words = [(document.text[one.start : one.end], one.kind) for one in found]
    assert words == [
        ("name", "property"),
        ("reach", "property"),
        ("email", "property"),
        ("prefers", "property"),
        ("email", "enumMember"),
        ("next", "property"),
        ("2026-11-19", "number"),
        ("2026-11-20", "number"),
        ("2026-11-23", "number"),
        ("stage", "property"),
        ("harmony", "enumMember"),
        ("custom", "property"),
        ("x", "property"),
        ("2026-11-01", "number"),
        ("quote", "keyword"),
        ("out", "keyword"),
        ("USD 12,400.00", "number"),
        ("lily", "variable"),
        ("2026-11-10", "number"),
        ("call", "keyword"),
    ]
    assert tokens(document, None, {}) == []


def test_tags_are_coloured_where_a_line_holds_them(workspace: Workspace) -> None:
    text = "---\nname: A\n---\n## Log\n\n- 2026-11-10 call in: 你好 #茶 (#a-b) x#y\n"
    document = opened(workspace, text).document
    found = tokens(document, workspace.read(document), {})
    assert [document.text[one.start : one.end] for one in found if one.kind == "decorator"] == [
        "#茶",
        "#a-b",
    ]
