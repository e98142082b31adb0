"""The language server from an editor's side: messages over a pipe, as several editors send them."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import pytest_lsp
from conftest import write_book
from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

ANNA = """\
---
name: Änna 😀 Schmidt
company: brightlite
position: {title: 采购 😀, reports-to: karl-brandt}
next: 2099-11-25 answer
---
王小明 😀 asked [[karl-brandt]].

## Log

- 2026-11-01 email out by lily: 你好 😀 #茶
"""
KARL = "---\nname: Karl\ncompany: brightlite\n---\n"
FILES = {
    "dossiers/customers/anna-schmidt.md": ANNA,
    "dossiers/customers/karl-brandt.md": KARL,
    "dossiers/companies/brightlite.md": "---\nname: Brightlite\ncountry: de\n---\n",
    "dossiers/team/lily.md": "---\nname: Lily\n---\n",
}


PATH = "dossiers/customers/anna-schmidt.md"
UTF8 = types.PositionEncodingKind.Utf8
UTF16 = types.PositionEncodingKind.Utf16
WIDTH = {"utf-8": 1, "utf-16-le": 2}
"""Bytes in a unit of each encoding."""


class Editor(NamedTuple):
    """An editor with a book in it."""

    client: LanguageClient
    root: Path
    encoding: str

    def uri(self, path: str) -> str:
        """The address of a file of the book."""
        return (self.root / path).as_uri()

    async def open(self, path: str, text: str | None = None) -> list[types.Diagnostic]:
        """Opens a file; gives what is wrong in it."""
        said = (self.root / path).read_text(encoding="utf-8") if text is None else text
        item = types.TextDocumentItem(self.uri(path), "markdown", 1, said)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        return await self.told(path)

    async def told(self, path: str) -> list[types.Diagnostic]:
        """What the server says next of what is wrong in a file."""
        await self.client.wait_for_notification("textDocument/publishDiagnostics")
        return list(self.client.diagnostics[self.uri(path)])

    def place(self, text: str, word: str) -> types.Position:
        """The place right in front of a word, in the units that were agreed on."""
        before = text[: text.index(word)]
        line = before.rpartition("\n")[2]
        column = len(line.encode(self.encoding)) // WIDTH[self.encoding]
        return types.Position(before.count("\n"), column)

    def at(self, path: str, text: str, word: str) -> dict[str, Any]:
        """The file and the place right in front of a word."""
        document = types.TextDocumentIdentifier(self.uri(path))
        return {"text_document": document, "position": self.place(text, word)}

    def cut(self, text: str, span: types.Range) -> str:
        """The characters of a range, in the units that were agreed on."""
        lines = text.split("\n")
        assert span.start.line == span.end.line
        line = lines[span.start.line].encode(self.encoding)
        width = WIDTH[self.encoding]
        return line[span.start.character * width : span.end.character * width].decode(self.encoding)


@pytest_lsp.fixture(  # type: ignore[untyped-decorator]
    config=ClientServerConfig(
        server_command=[sys.executable, "-m", "dossierkit", "lsp", "--stdio"]
    ),
    params=["utf-8", "utf-16-le"],
)
async def client(
    lsp_client: LanguageClient, request: Any, tmp_path_factory: Any
) -> AsyncIterator[None]:
    root = write_book(tmp_path_factory.mktemp("book"), FILES)
    lsp_client.feature(types.CLIENT_REGISTER_CAPABILITY)(lambda params: None)
    able = client_capabilities("visual_studio_code")
    units = [UTF8, UTF16] if request.param == "utf-8" else [UTF16]
    able.general = types.GeneralClientCapabilities(position_encodings=units)
    params = types.InitializeParams(able, root_uri=root.as_uri())
    result = await lsp_client.initialize_session(params)
    assert result.capabilities.position_encoding == units[0]
    lsp_client.editor = Editor(lsp_client, root, request.param)  # type: ignore[attr-defined]
    yield
    await lsp_client.shutdown_session()


@pytest.fixture
def editor(client: Any) -> Editor:
    found: Editor = client.editor
    return found


@pytest.mark.asyncio
async def test_a_day_in_an_editor(editor: Editor) -> None:
    """One session for many questions: starting a server takes longer than all of them."""
    assert await editor.open(PATH) == []
    await it_follows_ids(editor)
    await it_shows_who_that_is(editor)
    await it_lists_and_folds(editor)
    await it_colours_words(editor)
    await it_follows_what_is_typed(editor)
    await it_mends_slips(editor)
    await it_renames(editor)
    await it_knows_only_its_books(editor)
    await it_lets_go(editor)


async def it_follows_ids(editor: Editor) -> None:
    there = editor.at(PATH, ANNA, "karl-brandt}")
    found = await editor.client.text_document_definition_async(types.DefinitionParams(**there))
    assert isinstance(found, list)
    assert [(one.uri, editor.cut(KARL, one.range)) for one in found] == [
        (editor.uri("dossiers/customers/karl-brandt.md"), "Karl")
    ]
    asked = types.ReferenceParams(types.ReferenceContext(include_declaration=True), **there)
    places = await editor.client.text_document_references_async(asked)
    assert places is not None
    texts = {editor.uri(PATH): ANNA, found[0].uri: KARL}
    assert [editor.cut(texts[one.uri], one.range) for one in places] == [
        "Karl",
        "karl-brandt",
        "karl-brandt",
    ]


async def it_shows_who_that_is(editor: Editor) -> None:
    there = editor.at(PATH, ANNA, "karl-brandt]]")
    shown = await editor.client.text_document_hover_async(types.HoverParams(**there))
    assert shown is not None
    assert isinstance(shown.contents, types.MarkupContent)
    assert shown.contents.value.startswith("**Karl (karl-brandt)**")
    assert shown.range is not None
    assert editor.cut(ANNA, shown.range) == "karl-brandt"


async def it_lists_and_folds(editor: Editor) -> None:
    document = types.TextDocumentIdentifier(editor.uri(PATH))
    listed = await editor.client.text_document_document_symbol_async(
        types.DocumentSymbolParams(document)
    )
    assert listed is not None
    names = [one.name for one in listed if isinstance(one, types.DocumentSymbol)]
    assert names == ["name", "company", "position", "next", "Log"]
    folded = await editor.client.text_document_folding_range_async(
        types.FoldingRangeParams(document)
    )
    assert folded is not None
    assert [(one.start_line, one.end_line) for one in folded] == [(0, 5), (8, 10)]
    everything = types.Range(types.Position(0, 0), types.Position(99, 0))
    remarks = await editor.client.text_document_inlay_hint_async(
        types.InlayHintParams(document, everything)
    )
    assert remarks is not None
    assert any("last touch" in str(one.label) for one in remarks)


async def it_colours_words(editor: Editor) -> None:
    document = types.TextDocumentIdentifier(editor.uri(PATH))
    found = await editor.client.text_document_semantic_tokens_full_async(
        types.SemanticTokensParams(document)
    )
    assert found is not None
    line = column = 0
    words = []
    for lines, shift, length, kind, _ in zip(*[iter(found.data)] * 5, strict=True):
        line, column = line + lines, shift + (0 if lines else column)
        span = types.Range(types.Position(line, column), types.Position(line, column + length))
        words.append((editor.cut(ANNA, span), kind))
    assert ("karl-brandt", 3) in words
    assert words[-3:] == [("out", 4), ("lily", 3), ("#茶", 5)]


async def it_follows_what_is_typed(editor: Editor) -> None:
    """Letters that are typed behind Chinese and emoji, at the right place."""
    document = types.VersionedTextDocumentIdentifier(2, editor.uri(PATH))
    place = editor.place(ANNA, "}\nnext")
    typed = types.TextDocumentContentChangePartial(types.Range(place, place), ", authority: nonee")
    editor.client.text_document_did_change(types.DidChangeTextDocumentParams(document, [typed]))
    told = await editor.told(PATH)
    text = ANNA.replace("}\nnext", ", authority: nonee}\nnext")
    assert [(one.code, editor.cut(text, one.range)) for one in told] == [("unknown-value", "nonee")]
    assert told[0].message == "'nonee' is not known here; did you mean 'none'?"
    assert told[0].code_description is not None
    assert told[0].code_description.href.endswith("/docs/findings.md#unknown-value")
    there = editor.at(PATH, text, "}\nnext")
    offered = await editor.client.text_document_completion_async(types.CompletionParams(**there))
    assert isinstance(offered, types.CompletionList)
    assert [one.label for one in offered.items] == []
    empty = types.Range(editor.place(text, "nonee"), editor.place(text, "}\nnext"))
    document = types.VersionedTextDocumentIdentifier(3, editor.uri(PATH))
    gone = types.TextDocumentContentChangePartial(empty, "")
    editor.client.text_document_did_change(types.DidChangeTextDocumentParams(document, [gone]))
    await editor.told(PATH)
    text = text.replace("nonee", "")
    there = editor.at(PATH, text, "}\nnext")
    offered = await editor.client.text_document_completion_async(types.CompletionParams(**there))
    assert isinstance(offered, types.CompletionList)
    assert [one.label for one in offered.items] == ["decision-maker", "influencer", "none"]
    edit = offered.items[0].text_edit
    assert isinstance(edit, types.TextEdit)
    assert edit.range == types.Range(there["position"], there["position"])


async def it_mends_slips(editor: Editor) -> None:
    text = ANNA.replace("company: brightlite", "company: brightlit")
    document = types.VersionedTextDocumentIdentifier(4, editor.uri(PATH))
    whole = types.TextDocumentContentChangeWholeDocument(text)
    editor.client.text_document_did_change(types.DidChangeTextDocumentParams(document, [whole]))
    told = await editor.told(PATH)
    only = [types.CodeActionKind.QuickFix]
    asked = types.CodeActionParams(
        types.TextDocumentIdentifier(editor.uri(PATH)),
        told[0].range,
        types.CodeActionContext(told, only=only),
    )
    offered = await editor.client.text_document_code_action_async(asked)
    assert offered is not None
    assert [one.title for one in offered] == ["write 'brightlite'"]
    mend = offered[0]
    assert isinstance(mend, types.CodeAction)
    assert mend.edit is not None
    assert mend.edit.document_changes is not None
    change = mend.edit.document_changes[0]
    assert isinstance(change, types.TextDocumentEdit)
    assert change.text_document.version == 4
    assert [(editor.cut(text, one.range), one.new_text) for one in change.edits] == [  # type: ignore[union-attr]
        ("brightlit", "brightlite")
    ]
    everything = types.CodeActionParams(
        asked.text_document, told[0].range, types.CodeActionContext([])
    )
    offered = await editor.client.text_document_code_action_async(everything)
    assert offered is not None
    assert [one.title for one in offered] == ["write 'brightlite'", "add a log line of today"]


async def it_renames(editor: Editor) -> None:
    document = types.VersionedTextDocumentIdentifier(5, editor.uri(PATH))
    whole = types.TextDocumentContentChangeWholeDocument(ANNA)
    editor.client.text_document_did_change(types.DidChangeTextDocumentParams(document, [whole]))
    await editor.told(PATH)
    there = editor.at(PATH, ANNA, "karl-brandt]]")
    ready = await editor.client.text_document_prepare_rename_async(
        types.PrepareRenameParams(**there)
    )
    assert isinstance(ready, types.PrepareRenamePlaceholder)
    assert (editor.cut(ANNA, ready.range), ready.placeholder) == ("karl-brandt", "karl-brandt")
    wanted = await editor.client.text_document_rename_async(
        types.RenameParams(new_name="kb-1", **there)
    )
    assert wanted is not None
    assert wanted.document_changes is not None
    edit, file = wanted.document_changes
    assert isinstance(edit, types.TextDocumentEdit)
    assert [editor.cut(ANNA, one.range) for one in edit.edits] == ["karl-brandt"] * 2
    assert isinstance(file, types.RenameFile)
    assert file.new_uri == editor.uri("dossiers/customers/kb-1.md")
    with pytest.raises(JsonRpcException, match="'lily' is taken"):
        await editor.client.text_document_rename_async(types.RenameParams(new_name="lily", **there))
    with pytest.raises(JsonRpcException, match="no dossier is named here"):
        await editor.client.text_document_prepare_rename_async(
            types.PrepareRenameParams(**editor.at(PATH, ANNA, "next:"))
        )


async def it_knows_only_its_books(editor: Editor) -> None:
    """Files that are in no book have nothing to tell."""
    outside = types.TextDocumentIdentifier((editor.root.parent / "none.md").as_uri())
    nowhere: dict[str, Any] = {"text_document": outside, "position": types.Position(0, 0)}
    ask = editor.client
    assert await ask.text_document_hover_async(types.HoverParams(**nowhere)) is None
    assert await ask.text_document_completion_async(types.CompletionParams(**nowhere)) is None
    assert not await ask.text_document_definition_async(types.DefinitionParams(**nowhere))


async def it_lets_go(editor: Editor) -> None:
    document = types.TextDocumentIdentifier(editor.uri(PATH))
    editor.client.text_document_did_save(types.DidSaveTextDocumentParams(document))
    assert await editor.told(PATH) == []
    editor.client.text_document_did_close(types.DidCloseTextDocumentParams(document))
    assert await editor.told(PATH) == []
