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
    told = [one["params"] for one in said if one.get("method") == "textDocument/publishDiagnostics"]
    assert [one["code"] for one in told[0]["diagnostics"]] == ["no-header"]
    assert (status, errors) == (0, "")


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
