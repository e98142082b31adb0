"""The examples of commands that go on until they are stopped, or that last a while, as typed."""

from __future__ import annotations

import io
import json
import os
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path
from typing import IO, Any, TypeAlias

import pytest
from conftest import REPOSITORY

sys.path.insert(0, str(REPOSITORY / "scripts"))

import commands

Stream: TypeAlias = "IO[bytes] | io.BufferedRWPair"
DOSSIER = (sys.executable, "-m", "dossierkit")


def examples(name: str) -> list[str]:
    """The words of a command's examples, without the program's name."""
    return [example.removeprefix("dossier ") for example in commands.reference(name).examples]


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
    return port


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A home with a copy of the sample book in it."""
    for folder in ("dossiers", "templates"):
        shutil.copytree(REPOSITORY / folder, tmp_path / "book" / folder)
    return tmp_path


def started(example: str, place: Path, port: int) -> subprocess.Popen[bytes]:
    """A running example, in the book; a port that it names is another one, which is free."""
    words = [
        str(port) if before in ("--tcp", "--port") else word
        for before, word in zip(["", *shlex.split(example)], shlex.split(example), strict=False)
    ]
    return subprocess.Popen(
        [*DOSSIER, *words],
        cwd=place / "book",
        env={**os.environ, "HOME": str(place), "BROWSER": "true %s"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def greeted(into: Stream, out: Stream) -> Any:
    """What a language server answers to an editor that comes and goes."""
    hello: dict[str, Any] = {"processId": None, "rootUri": None, "capabilities": {}}
    for said in (
        {"id": 1, "method": "initialize", "params": hello},
        {"method": "initialized", "params": {}},
        {"id": 2, "method": "shutdown"},
        {"method": "exit"},
    ):
        body = json.dumps({"jsonrpc": "2.0", **said}).encode()
        into.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
    into.flush()
    heads = iter(out.readline, b"\r\n")
    size = next(int(line.split(b": ")[1]) for line in list(heads) if line.startswith(b"Content-L"))
    return json.loads(out.read(size))


@pytest.mark.parametrize("example", examples("lsp"))
def test_a_language_server_answers_and_goes_with_its_editor(example: str, place: Path) -> None:
    port = free_port()
    with started(example, place, port) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        if "--tcp" in example:
            with connected(server, port) as line, line.makefile("rwb") as stream:
                answer = greeted(stream, stream)
        else:
            answer = greeted(server.stdin, server.stdout)
        assert answer["result"]["capabilities"]["completionProvider"]
        assert server.wait(30) == 0


def connected(server: subprocess.Popen[bytes], port: int) -> socket.socket:
    """A line to a server that is just starting."""
    while server.poll() is None:
        try:
            return socket.create_connection(("127.0.0.1", port), 30)
        except ConnectionRefusedError:
            os.sched_yield()
    raise AssertionError(f"the server ended: {server.returncode}")


@pytest.mark.parametrize("example", examples("serve"))
def test_a_page_is_served_until_it_is_interrupted(example: str, place: Path) -> None:
    with started(example, place, free_port()) as server:
        assert server.stdout is not None
        address = server.stdout.readline().decode().strip()
        visitor = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        try:
            visitor.open(address).close()
            home = address.partition("/?")[0]
            page = visitor.open(f"{home}/customers/anna-schmidt").read().decode()
        finally:
            server.send_signal(signal.SIGINT)
        assert server.wait(30) == 0
    assert "Anna Schmidt" in page
    assert ("Log a touch" in page) is ("--read-only" not in example)


@pytest.mark.parametrize("example", examples("tour"))
def test_the_tour_is_walked_to_its_end(example: str, place: Path) -> None:
    words = [word.replace("~", str(place)) for word in shlex.split(example)]
    done = subprocess.run(
        [*DOSSIER, *words], cwd=place, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    for word in ("8/8", "$ dossier due --owner lily", "Anna Schmidt", "log(anna-schmidt): call"):
        assert word in done.stdout
    if len(words) > 1:
        assert f"The copy is in {place / 'tour'}" in done.stdout
        assert (place / "tour" / "dossiers").is_dir()
