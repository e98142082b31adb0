"""`dossier serve`, as one starts and ends it."""

from __future__ import annotations

import socket
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Files
from served import Served, served
from visiting import FILES

from dossierkit.web.server import listen

Run = Callable[..., Any]


@pytest.fixture
def book(make_book: Callable[[Files], Path]) -> Path:
    return make_book(FILES)


def test_it_says_where_it_is_and_ends_with_ctrl_c(book: Path) -> None:
    server = Served(book)
    assert server.address.startswith("http://127.0.0.1:")
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    opener.open(server.address).read()
    with opener.open(f"{server.home}/customers/anna") as page:
        assert b"Anna Schmidt" in page.read()
        assert page.headers["server"] is None
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(server.home)
    status, said = server.interrupt()
    assert status == 0
    assert "open this address in a browser" in said
    assert said.strip().endswith("ended")
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(server.home)


def test_it_listens_to_this_machine_only_and_names_a_port_that_is_taken(
    book: Path, run: Run
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        found = run("serve", "--port", str(port), book=book)
    assert found.status == 1
    assert f"port {port} can't be used" in found.stderr
    assert found.stdout == ""


def test_it_needs_a_book(tmp_path: Path, run: Run) -> None:
    found = run("serve", book=tmp_path)
    assert found.status == 1
    assert "no book here" in found.stderr


@pytest.mark.parametrize("port", ["0", "65536", "x"])
def test_a_port_that_there_is_not_is_wrong_usage(book: Path, run: Run, port: str) -> None:
    assert run("serve", "--port", port, book=book).status == 2


def test_what_is_missing_is_named_with_the_way_to_get_it(
    book: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dossierkit.cli.serve.find_spec", lambda name: None)
    found = run("serve", book=book)
    assert found.status == 1
    assert "needs starlette and uvicorn" in found.stderr
    assert "pip install 'dossierkit[page]'" in found.stderr


@pytest.mark.parametrize("is_there", [True, False])
def test_it_opens_the_browser_where_there_is_one(
    book: Path, run: Run, monkeypatch: pytest.MonkeyPatch, is_there: bool
) -> None:
    opened: list[str] = []

    def open_browser(address: str) -> bool:
        opened.append(address)
        file = Path(address.removeprefix("file://"))
        assert file.parent.stat().st_mode & 0o077 == 0, "nobody else may read the key"
        opened.append(file.read_text())
        return is_there

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("webbrowser.open", open_browser)
    monkeypatch.setattr("dossierkit.web.server.run", stop)
    monkeypatch.setattr("dossierkit.web.desk.Desk.prepare", lambda desk: None)
    found = run("serve", "--open", "--read-only", book=book)
    assert found.status == 0
    assert f"url={found.stdout.strip()}" in opened[1]
    assert not Path(opened[0].removeprefix("file://")).exists()
    assert ("no browser could be started" in found.stderr) is not is_there


def test_it_serves_a_broken_book_and_says_what_is_wrong(book: Path) -> None:
    (book / "dossiers/book.yaml").write_text("name: [\n")
    with served(book) as server:
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        opener.open(server.address).read()
        with pytest.raises(urllib.error.HTTPError) as caught:
            opener.open(f"{server.home}/")
        assert b"dossiers/book.yaml:1:" in caught.value.read()
        caught.value.close()


def test_the_second_piece_of_a_page_does_not_wait_for_the_first() -> None:
    listening = listen(0)
    with listening:
        assert listening.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
