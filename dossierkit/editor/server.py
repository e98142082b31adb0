"""The language server: what editors ask of the open files of a book, answered by our own functions.

Built on pygls; the only owner of it. Nothing is written here: what is to be changed is handed to
the editor as edits.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from collections.abc import Callable, Generator, Sequence
from contextlib import redirect_stdout
from datetime import date
from typing import Any, NamedTuple

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, lsp_method
from pygls.uris import from_fs_path, to_fs_path

from dossierkit import __version__
from dossierkit.editor import wire
from dossierkit.editor.books import Books
from dossierkit.editor.diagnostics import findings
from dossierkit.editor.document import Document
from dossierkit.editor.positions import Encoding, Positions, changed
from dossierkit.editor.workspace import Workspace
from dossierkit.text.fence import Span
from dossierkit.text.translation import _

PARSE_ERROR = -32700
REQUEST_FAILED = -32803
AT_ONCE = 10
"""Files that are glanced at before the next message is looked for."""


class Asked(NamedTuple):
    """The file that is asked about, and its places in the units of the editor."""

    workspace: Workspace
    document: Document
    positions: Positions
    uri: str

    def offset(self, at: types.Position) -> int:
        """The character at a position."""
        return self.positions.offset(at.line, at.character)

    def span(self, given: types.Range) -> Span:
        """The characters of a range."""
        return Span(self.offset(given.start), self.offset(given.end))


class _Protocol(LanguageServerProtocol):
    """The protocol of pygls, but that texts are kept by us (pygls ends lines at any character that
    Unicode knows for it, editors at CR and LF only), and that a request that can't be understood
    is answered."""

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(
        self, params: types.DidOpenTextDocumentParams
    ) -> Generator[Any, Any, None]:
        yield self.fm.features[types.TEXT_DOCUMENT_DID_OPEN], (params,), None

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(
        self, params: types.DidChangeTextDocumentParams
    ) -> Generator[Any, Any, None]:
        yield self.fm.features[types.TEXT_DOCUMENT_DID_CHANGE], (params,), None

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(
        self, params: types.DidCloseTextDocumentParams
    ) -> Generator[Any, Any, None]:
        yield self.fm.features[types.TEXT_DOCUMENT_DID_CLOSE], (params,), None

    def structure_message(self, data: dict[str, Any]) -> Any:
        try:
            return super().structure_message(data)
        except JsonRpcException as error:
            if "id" in data and "method" in data:
                self._send_response(data["id"], error=error.to_response_error())
            raise


class BookServer(LanguageServer):
    """A server for all books in which files are open. `today` gives the day in a time zone."""

    def __init__(self, today: Callable[[str | None], date]) -> None:
        super().__init__("dossier", __version__, protocol_cls=_Protocol)
        self.books = Books(today)
        self.was_shut_down = False
        self._uris: dict[tuple[Workspace, str], str] = {}
        self._versions: dict[str, int] = {}
        self._waiting: dict[str, asyncio.TimerHandle] = {}
        self._seen: set[Workspace] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    # Files

    def asked(self, uri: str) -> Asked | None:
        """What is asked about, if it is a file of a book."""
        file = to_fs_path(uri)
        found = self.books.place_of(file) if file else None
        if found is None:
            return None
        self.look_after(found.workspace)
        found.workspace.refresh()
        document = found.workspace.document(found.path)
        if document is None:
            return None
        return Asked(found.workspace, document, self.positions(document.text), uri)

    @property
    def encoding(self) -> Encoding:
        """The units of positions that were agreed on."""
        agreed: Any = self.server_capabilities.position_encoding or "utf-16"
        encoding: Encoding = getattr(agreed, "value", agreed)
        return encoding

    def positions(self, text: str) -> Positions:
        """The places of a text in those units."""
        return Positions(text, self.encoding)

    def uri(self, workspace: Workspace, path: str) -> str:
        """The address of a file of a book, as the editor gave it, if it did."""
        return self._uris.get((workspace, path)) or from_fs_path(str(workspace.root / path)) or ""

    def put(self, uri: str, version: int, text: str) -> None:
        """A file is open with a text."""
        file = to_fs_path(uri)
        found = self.books.place_of(file) if file else None
        if found is not None:
            self.look_after(found.workspace)
            found.workspace.open(found.path, text)
            self._uris[found.workspace, found.path] = uri
            self._versions[uri] = version

    def change(
        self, uri: str, version: int, changes: Sequence[types.TextDocumentContentChangeEvent]
    ) -> None:
        """An open file has changed."""
        asked = self.asked(uri)
        if asked is not None and uri in self._versions:
            made = [wire.change(one) for one in changes]
            self.put(uri, version, changed(asked.document.raw, made, self.encoding))

    def files_changed(self, uris: Sequence[str]) -> None:
        """Files were written, by the editor or by others."""
        for uri in uris:
            file = to_fs_path(uri)
            found = self.books.place_of(file) if file else None
            if found is not None:
                found.workspace.file_changed(found.path)
        self.tell_all()

    def open_folder(self, uri: str) -> None:
        """A folder is open: if it is in a book, that will be asked about."""
        folder = to_fs_path(uri)
        workspace = self.books.book_at(folder) if folder else None
        if workspace is not None:
            self.look_after(workspace)

    def take_away(self, uri: str) -> None:
        """A file is no longer open."""
        file = to_fs_path(uri)
        found = self.books.place_of(file) if file else None
        if found is not None:
            found.workspace.close(found.path)
            self._uris.pop((found.workspace, found.path), None)
            self._versions.pop(uri, None)
            if uri in self._waiting:
                self._waiting.pop(uri).cancel()
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    def edit(self, uri: str, edits: list[types.TextEdit]) -> types.WorkspaceEdit:
        """Edits of one file, in the form that the editor knows."""
        if not self.can("workspace.workspace_edit.document_changes"):
            return types.WorkspaceEdit(changes={uri: edits})
        return types.WorkspaceEdit(document_changes=[self.file_edit(uri, edits)])

    def file_edit(self, uri: str, edits: list[types.TextEdit]) -> types.TextDocumentEdit:
        """Edits of one file, with the version they are made for."""
        version = self._versions.get(uri)
        return types.TextDocumentEdit(
            types.OptionalVersionedTextDocumentIdentifier(uri, version), [*edits]
        )

    def can(self, capability: str) -> Any:
        """What the editor says of a capability, by its dotted name; None where it says nothing."""
        value: Any = self.client_capabilities
        for name in capability.split("."):
            value = getattr(value, name, None)
        return value

    # Findings

    def tell_soon(self, uri: str) -> None:
        """Tells what is wrong in a file, once no more is typed for as long as that takes."""
        loop = asyncio.get_running_loop()
        if uri in self._waiting:
            self._waiting.pop(uri).cancel()
        begun = loop.time()
        asked = self.asked(uri)
        if asked is None:
            return
        asked.document.read(asked.workspace.policy.fields)
        self._waiting[uri] = loop.call_later(loop.time() - begun, self.tell, uri)

    def tell(self, uri: str) -> None:
        """Tells what is wrong in a file."""
        self._waiting.pop(uri, None)
        asked = self.asked(uri)
        if asked is None:
            return
        found = findings(asked.workspace, asked.document)
        told = [wire.diagnostic(asked.document, asked.positions, one) for one in found]
        version = self._versions.get(uri)
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, told, version))

    def tell_all(self) -> None:
        """Tells anew what is wrong in all files that are open."""
        for uri in list(self._uris.values()):
            self.tell(uri)

    # What is looked at beside

    def look_after(self, workspace: Workspace) -> None:
        """Begins to look around in a book that is new."""
        if workspace in self._seen:
            return
        self._seen.add(workspace)
        workspace.counts_turns = False
        for job in (self._look_around(workspace), self._warm_up(workspace)):
            task = asyncio.get_running_loop().create_task(job)
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _look_around(self, workspace: Workspace) -> None:
        while workspace.around.look_around(AT_ONCE):
            await asyncio.sleep(0)

    async def _warm_up(self, workspace: Workspace) -> None:
        """Loads the calendars of holidays, which takes a while, before anybody's turn is told."""
        await asyncio.to_thread(workspace.warm_up)
        workspace.counts_turns = True
        if self.can("workspace.inlay_hint.refresh_support"):
            self.workspace_inlay_hint_refresh(None)

    def report_server_error(self, error: Exception, source: Any) -> None:
        """A message that is no JSON is answered; what went wrong in a notification is shown."""
        if isinstance(error, ValueError) and source is JsonRpcException:
            answer = {"code": PARSE_ERROR, "message": _("the message is no JSON")}
            self.protocol._send_data({"jsonrpc": "2.0", "id": None, "error": answer})
        elif not isinstance(error, JsonRpcException):
            super().report_server_error(error, source)


def refused(message: str) -> JsonRpcException:
    """The answer to a request that can't be fulfilled, with a sentence for the user."""
    return JsonRpcException(message, REQUEST_FAILED)


def serve(server: BookServer, port: int | None) -> int:
    """Serves an editor on standard input and output, or on a port of this machine, until it goes;
    gives the exit status: 1 if it went without a word."""
    logging.getLogger("pygls").setLevel(logging.CRITICAL + 1)
    if port is not None:
        server.start_tcp("127.0.0.1", port)
    else:
        with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as out, redirect_stdout(sys.stderr):
            server.start_io(sys.stdin.buffer, out)
    return 0 if server.was_shut_down else 1
