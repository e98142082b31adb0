"""Lines that are made to keep a program busy: every question about them is answered."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk import ANNA, TODAY, desk

from dossierkit.editor.actions import actions
from dossierkit.editor.completion import complete
from dossierkit.editor.diagnostics import findings
from dossierkit.editor.hints import hints
from dossierkit.editor.hover import hover
from dossierkit.editor.links import references, target_at
from dossierkit.editor.outline import folds, symbols
from dossierkit.editor.positions import Positions
from dossierkit.editor.tokens import tokens
from dossierkit.text.fence import Span

MANY = 30_000
"""Steps of the square of it would take minutes."""
BLANKS = " " * MANY


@pytest.mark.parametrize(
    "line",
    [
        f"[[{BLANKS}x",
        "[[" * MANY,
        "# " + "#" * MANY + "x",
        f"# x{BLANKS}y",
        f"- {TODAY} call {'by ' * MANY}",
        f"- {TODAY} {'a' * MANY}",
        f"- {TODAY}{BLANKS}x",
        "x" * MANY + " karl-brandt",
        f"a{BLANKS}b",
        f"reason: a{BLANKS}: b",
        f"reason: {'[' * 1000}{'{' * 1000}",
        "#a" * MANY,
        "- " * MANY,
        "```" * MANY,
        "😀" * MANY,
    ],
    ids=lambda line: line[:12],
)
@pytest.mark.parametrize("place", ["header", "log"])
def test_every_question_is_answered(tmp_path: Path, line: str, place: str) -> None:
    workspace = desk(tmp_path)
    header = f"name: A\n{line}\n" if place == "header" else "name: A\n"
    log = f"{line}\n[[karl-brandt]]" if place == "log" else "[[karl-brandt]]"
    text = f"---\n{header}---\n## Log\n\n{log}\n"
    document = workspace.open(ANNA, text)
    end = text.index(line) + len(line)
    found = findings(workspace, document)
    actions(workspace, document, found, Span(end, end))
    complete(workspace, document, end)
    hover(workspace, document, end)
    hints(workspace, document)
    dossier = workspace.read(document)
    symbols(document, dossier)
    folds(document, dossier)
    tokens(document, dossier, {})
    Positions(text, "utf-16").place(end)
    target = target_at(workspace, document, text.index("[[karl-brandt]]") + 3)
    assert target is None or any(references(workspace, target))
