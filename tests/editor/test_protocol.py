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
FILES = {
    "dossiers/customers/anna-schmidt.md": ANNA,
    "dossiers/customers/karl-brandt.md": "---\nname: Karl\ncompany: brightlite\n---\n",
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


@pytest_lsp.fixture(
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
    there = editor.at(PATH, ANNA, "karl-brandt}")
    found = await editor.client.text_document_definition_async(types.DefinitionParams(**there))
    print(found)
