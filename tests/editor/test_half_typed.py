"""Texts in the middle of being typed: whatever an editor asks of them, there is an answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import REPOSITORY
from desk import TODAY
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dossierkit.editor import wire
from dossierkit.editor.actions import actions
from dossierkit.editor.completion import complete
from dossierkit.editor.diagnostics import findings
from dossierkit.editor.hints import hints
from dossierkit.editor.hover import hover
from dossierkit.editor.links import definition, target_at
from dossierkit.editor.outline import folds, symbols
from dossierkit.editor.positions import Positions
from dossierkit.editor.tokens import tokens
from dossierkit.editor.workspace import Workspace
from dossierkit.schema.dossier import Dossier
from dossierkit.text.fence import Span

FILES = (
    "dossiers/customers/anna-schmidt.md",
    "dossiers/companies/brightlite.md",
    "dossiers/countries/de.md",
    "dossiers/team/lily.md",
    "dossiers/book.yaml",
    "dossiers/stories.yaml",
    "dossiers/rates.csv",
    "templates/greeting/de.md",
)
TYPED = st.text(st.sampled_from("ab:-{}[],'\"|>#&!* \t\r\n王😀\ufeff\ud800\u2028"), max_size=8)


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    return Workspace(REPOSITORY, lambda zone: TODAY)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(FILES), TYPED, st.data())
def test_everything_is_answered(
    workspace: Workspace, path: str, typed: str, data: st.DataObject
) -> None:
    whole = (REPOSITORY / path).read_text(encoding="utf-8")
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, min(start + 30, len(whole))))
    ask(workspace, path, whole[:start] + typed + whole[end:], start + len(typed))


def ask(workspace: Workspace, path: str, text: str, offset: int) -> None:
    """Asks everything, and puts it into the form in which it is sent."""
    document = workspace.open(path, text)
    offset = min(offset, len(document.text))
    positions = Positions(document.text, "utf-16")
    found = findings(workspace, document)
    for one in found:
        wire.diagnostic(document, positions, one)
    for action in actions(workspace, document, found, Span(offset, offset)):
        wire.text_edits(action.edits, positions)
    wire.completion(complete(workspace, document, offset), positions, offset, snippets=True)
    shown = hover(workspace, document, offset)
    if shown is not None:
        wire.hover(shown, positions, markdown=True)
    definition(workspace, document, offset)
    target_at(workspace, document, offset)
    read = document.read(workspace.policy.fields)
    dossier = read if isinstance(read, Dossier) else None
    wire.flat_symbols(symbols(document, dossier), positions, "")
    for symbol in symbols(document, dossier):
        wire.symbol(symbol, positions)
    for span in folds(document, dossier):
        wire.fold(span, positions)
    for hint in hints(workspace, document):
        wire.hint(hint, positions)
    data = wire.token_data(tokens(document, dossier, {}), positions)
    assert all(number >= 0 for number in data)


def test_a_file_is_typed_letter_by_letter(workspace: Workspace) -> None:
    path = FILES[0]
    whole = Path(REPOSITORY / path).read_text(encoding="utf-8")
    for end in range(0, len(whole), 61):
        ask(workspace, path, whole[:end], end)
