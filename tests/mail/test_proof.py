"""What did we write to Anna in November? The commit says it again (proof)."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from letterbook import make_book, template
from postbook import Server, only, policy, serving

Run = Callable[..., Any]
DAY = ("--on", "2026-11-20")


def git(root: Path, *words: str) -> None:
    subprocess.run(["git", *words], cwd=root, check=True, capture_output=True)


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as one:
        yield one


@pytest.fixture
def book(tmp_path: Path, server: Server) -> Path:
    body = "Dear {{ addressee }},\n\nPrices for {{ company.name }}.\n"
    root = make_book(
        tmp_path,
        **{
            "dossiers/book.yaml": policy(server.port),
            "templates/news/en.md": template(body, extra="attach: files/a.pdf\n"),
            ".gitignore": "outbox/\n.dossier/\n",
            "files/a.pdf": "%PDF",
        },
    )
    git(root, "init", "--quiet")
    commit(root)
    return root


def commit(root: Path) -> None:
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "as it is")


def send(run: Run, root: Path, edit: tuple[bytes, bytes] | None = None) -> str:
    """Renders and sends the letter to Anna; gives its Message-ID."""
    assert run("render", "news", "anna", *DAY, book=root).status == 0
    file = root / "outbox/2026-11-20-news-anna.eml"
    if edit:
        assert edit[0] in file.read_bytes()
        file.write_bytes(file.read_bytes().replace(*edit))
    assert run("send", "--yes", *DAY, book=root).status == 0
    return only(root).message_id


def test_identical_though_the_book_has_moved_on(run: Run, book: Path) -> None:
    identity = send(run, book)
    company = book / "dossiers/companies/brightlite.md"
    company.write_text(company.read_text().replace("Brightlite", "Darklite"))
    (book / "templates/news/en.md").unlink()
    (book / "files/a.pdf").unlink()
    commit(book)
    assert only(book).kept is None
    for name in (identity, identity[1:-1], only(book).key):
        shown = run("proof", name, book=book)
        assert shown.status == 0, shown
        assert "identical: subject, text, html, a.pdf are what commit" in shown.stdout
    data = json.loads(run("proof", identity, "--format", "json", book=book).stdout)
    assert (data["result"], data["differs"]) == ("identical", [])


def test_what_a_person_changed_is_shown(run: Run, book: Path) -> None:
    identity = send(run, book, (b"Subject: Hello", b"Subject: Good day"))
    shown = run("proof", identity, book=book)
    assert shown.status == 1
    assert "says: subject" in shown.stdout
    kept = only(book).kept
    assert kept is not None
    assert kept.subject == "Good day"


def test_a_book_with_changes_that_no_commit_has(run: Run, book: Path) -> None:
    company = book / "dossiers/companies/brightlite.md"
    company.write_text(company.read_text().replace("Brightlite", "Darklite"))
    identity = send(run, book)
    shown = run("proof", identity, book=book)
    assert shown.status == 1
    assert "it can't be made again: the book had changes" in shown.stdout
    assert "Prices for Darklite." in shown.stdout


def test_no_such_letter(run: Run, book: Path) -> None:
    shown = run("proof", "<x@lumora.example>", book=book)
    assert shown.status == 1
    assert "no letter of this book has the Message-ID" in shown.stderr


def test_a_letter_that_was_not_sent(run: Run, book: Path, server: Server) -> None:
    server.say = {"RCPT": "550 no"}
    run("render", "news", "anna", *DAY, book=book)
    run("send", "--yes", *DAY, book=book)
    shown = run("proof", only(book).key, book=book)
    assert shown.status == 1
    assert "nothing to prove" in shown.stderr
