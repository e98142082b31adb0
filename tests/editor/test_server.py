"""The language server as a process: broken messages, editors that die, wrong calls."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import write_book

Run = Callable[..., Any]
SERVER = [sys.executable, "-m", "dossierkit", "lsp"]
HELLO: dict[str, Any] = {"processId": None, "rootUri": None, "capabilities": {}}


def message(method: str, params: Any = None, number: int | None = None) -> bytes:
    """A message as it goes over the wire."""
    said: dict[str, Any] = {"jsonrpc": "2.0", "method": method}
    said |= {"params": params} if params is not None else {}
    return framed(json.dumps(said | ({"id": number} if number is not None else {})).encode())


def framed(body: bytes) -> bytes:
    return b"Content-Length: %d\r\n\r\n%s" % (len(body), body)


def answers(data: bytes) -> list[Any]:
    """The messages in what a server has written."""
    found = []
    while data:
        head, _, rest = data.partition(b"\r\n\r\n")
        lines = dict(line.split(b": ") for line in head.split(b"\r\n"))
        size = int(lines[b"Content-Length"])
        found.append(json.loads(rest[:size]))
        data = rest[size:]
    return found


def talk(*messages: bytes, cwd: Path | None = None) -> tuple[int, list[Any], str]:
    """Exit status, answers and errors after some messages and the end of them."""
    done = subprocess.run(
        SERVER, input=b"".join(messages), capture_output=True, cwd=cwd, check=False
    )
    return done.returncode, answers(done.stdout), done.stderr.decode()


def test_what_is_broken_is_answered_and_the_next_question_too(tmp_path: Path) -> None:
    root = write_book(tmp_path / "book", {"dossiers/team/lily.md": "---\nname: Lily\n---\n"})
    file = (root / "dossiers/team/lily.md").as_uri()
    opened = {"textDocument": {"uri": file, "languageId": "x", "version": 1, "text": "no header"}}
    place = {"textDocument": {"uri": file}, "position": {"line": 9, "character": 9}}
    status, said, errors = talk(
        message("initialize", HELLO, 1),
        message("initialized", {}),
        framed(b"{no json"),
        message("textDocument/hover", {"nonsense": True}, 2),
        message("dossier/nothing", {}, 3),
        message("textDocument/didOpen", opened),
        message("textDocument/hover", place, 4),
        message("textDocument/rename", {**place, "newName": "x"}, 5),
        message("shutdown", None, 6),
        message("exit"),
    )
    by_id = {one["id"]: one for one in said if "id" in one}
    assert by_id[1]["result"]["capabilities"]["positionEncoding"] == "utf-16"
    assert by_id[None]["error"]["code"] == -32700
    assert by_id[2]["error"]["code"] == -32602
    assert by_id[3]["error"]["code"] == -32601
    assert by_id[4]["result"] is None
    assert by_id[5]["error"]["message"].startswith("this editor can't rename files")
    shown = [one["params"] for one in said if one.get("method") == "window/showMessage"]
    assert shown == [{"type": 1, "message": by_id[5]["error"]["message"]}]
    told = [one["params"] for one in said if one.get("method") == "textDocument/publishDiagnostics"]
    assert [one["code"] for one in told[0]["diagnostics"]] == ["no-header"]
    assert (status, errors) == (0, "")


def test_an_editor_that_can_do_little_is_served_too(tmp_path: Path) -> None:
    """No parts within parts, no versions of edits, no Markdown, no snippets; CRLF and emoji."""
    lines = ["---", "name: 😀 Lily", "stage: x", "phone: [030 12345]", "---", "## Notes", "x"]
    files = {"dossiers/team/lily.md": "---\nname: Lily\n---\n", "dossiers/team/tom.md": "no header"}
    root = write_book(tmp_path / "book", files)
    file = {"uri": (root / "dossiers/team/lily.md").as_uri()}
    document = {**file, "languageId": "x", "version": 1, "text": "\r\n".join(lines)}
    end = {"line": 3, "character": 8}
    changes = [{"range": {"start": end, "end": {"line": 3, "character": 17}}, "text": "0301"}]
    watched = {"changes": [{"uri": (root / "dossiers/team/tom.md").as_uri(), "type": 2}]}
    place = {"textDocument": file, "position": {"line": 2, "character": 2}}
    slip = {"start": {"line": 2, "character": 1}, "end": {"line": 2, "character": 1}}
    quote = {"start": {"line": 3, "character": 9}, "end": {"line": 3, "character": 9}}
    none = {"textDocument": {"uri": "untitled:1"}}
    nowhere = {**none, "position": {"line": 0, "character": 0}}
    status, said, _ = talk(
        message("initialize", {**HELLO, "rootUri": root.as_uri()}, 1),
        message("initialized", {}),
        message("textDocument/didOpen", {"textDocument": document}),
        message(
            "textDocument/didChange",
            {"textDocument": {**file, "version": 2}, "contentChanges": changes},
        ),
        message("textDocument/documentSymbol", {"textDocument": file}, 2),
        message("textDocument/completion", place, 3),
        message("textDocument/hover", place, 4),
        message(
            "textDocument/codeAction",
            {"textDocument": file, "range": quote, "context": {"diagnostics": []}},
            5,
        ),
        message(
            "textDocument/codeAction",
            {"textDocument": file, "range": slip, "context": {"diagnostics": []}},
            6,
        ),
        message("textDocument/references", place, 7),
        message("workspace/didChangeWatchedFiles", watched),
        message(
            "textDocument/didChange",
            {"textDocument": {"uri": "untitled:1", "version": 2}, "contentChanges": changes},
        ),
        message("textDocument/didClose", {"textDocument": {"uri": "untitled:1"}}),
        message("textDocument/documentSymbol", none, 10),
        message("textDocument/foldingRange", none, 11),
        message("textDocument/semanticTokens/full", none, 12),
        message(
            "textDocument/references", {**nowhere, "context": {"includeDeclaration": True}}, 13
        ),
        message("textDocument/rename", {**nowhere, "newName": "x"}, 14),
        message("textDocument/prepareRename", nowhere, 15),
        message(
            "textDocument/codeAction", {**none, "range": slip, "context": {"diagnostics": []}}, 16
        ),
        message("textDocument/inlayHint", {**none, "range": slip}, 17),
        message("shutdown", None, 20),
        message("exit"),
    )
    by_id = {one["id"]: one.get("result") for one in said if "id" in one}
    assert [one["name"] for one in by_id[2]] == ["name", "stage", "phone", "Notes"]
    assert [one["label"] for one in by_id[3]["items"]][:2] == ["email", "title"]
    assert {one["insertTextFormat"] for one in by_id[3]["items"]} == {1}
    assert by_id[4] is None
    assert [one["title"] for one in by_id[5]] == ["put the value in quotes"]
    edits = by_id[5][0]["edit"]["changes"][file["uri"]]
    assert [one["newText"] for one in edits] == ['"0301"']
    assert [one["title"] for one in by_id[6]] == []
    assert [by_id[number] for number in range(10, 18)] == [
        [],
        [],
        {"data": []},
        [],
        None,
        None,
        [],
        [],
    ]
    assert status == 0


def test_an_editor_that_dies_ends_the_server() -> None:
    status, said, errors = talk(message("initialize", HELLO, 1), b"Content-Length: 99\r\n\r\n{")
    assert (status, errors) == (1, "")
    assert said[0]["id"] == 1


def test_a_port_serves_one_editor() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with subprocess.Popen([*SERVER, "--tcp", str(port)], stderr=subprocess.PIPE) as server:
        try:
            line = connected(port)
            line.sendall(message("initialize", HELLO, 1) + message("shutdown", None, 2))
            said = b""
            while said.count(b"Content-Length") < 2 or b'"id": 2' not in said:
                said += line.recv(65536)
            assert [one["id"] for one in answers(said)] == [1, 2]
            line.close()
            assert server.wait(30) == 0
        finally:
            server.kill()


def connected(port: int) -> socket.socket:
    """A line to a server that is just starting."""
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), 10)
        except ConnectionRefusedError:
            os.sched_yield()


def test_a_port_is_a_number(run: Run) -> None:
    assert run("lsp", "--tcp", "0").status == 2


def test_without_its_libraries_it_says_what_to_install(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.startswith("dossierkit.editor")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pygls", None)
    result = run("lsp")
    assert (result.status, result.stdout) == (1, "")
    assert result.stderr == (
        "Error: the language server needs libraries that are not installed: "
        "pip install 'dossierkit[lsp]'\n"
    )
