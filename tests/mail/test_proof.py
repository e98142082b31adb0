"""What did we write to Anna in November? The commit says it again (proof)."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from letterbook import make_book, template
from postbook import TODAY, Server, only, policy, put_draft, serving

from dossierkit.book.load import load
from dossierkit.book.sent import written
from dossierkit.mail.message import Key
from dossierkit.mail.sending.evidence import made_again
from dossierkit.mail.workshop import Workshop

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


def head(root: Path) -> str:
    words = ["git", "rev-parse", "HEAD"]
    return subprocess.run(
        words, cwd=root, check=True, capture_output=True, text=True
    ).stdout.strip()


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
    assert "550 no" in shown.stdout


def test_a_letter_in_a_language_that_was_asked_for(run: Run, book: Path) -> None:
    (book / "templates/news/de.md").write_text(template("Guten Tag, {{ addressee }}.\n"))
    commit(book)
    words = ("render", "news", "anna", "--language", "de", *DAY)
    assert run(*words, book=book).status == 0
    assert run("send", "--yes", *DAY, book=book).status == 0
    assert only(book).languages == ("de",)
    assert only(book).kept is None
    assert run("proof", only(book).key, book=book).status == 0


def test_a_letter_by_hand_of_a_kind_without_templates(run: Run, book: Path) -> None:
    put_draft(book, "anna", "our-note")
    assert run("send", "--yes", *DAY, book=book).status == 0
    shown = run("proof", only(book).key, book=book)
    assert shown.status == 1
    assert "it can't be made again: there are no templates for 'our-note'" in shown.stdout
    assert "what was sent is kept:\n\nSubject: Hello anna\n\nDear anna," in shown.stdout


def test_a_state_that_names_another_commit(run: Run, book: Path) -> None:
    """An older one, in which nobody knew Anna; one that is no commit; one with broken settings."""
    anna = book / "dossiers/customers/anna.md"
    before = anna.read_bytes()
    anna.unlink()
    commit(book)
    older = head(book)
    anna.write_bytes(before)
    settings = (book / "dossiers/book.yaml").read_bytes()
    (book / "dossiers/book.yaml").write_text("[")
    commit(book)
    broken = head(book)
    (book / "dossiers/book.yaml").write_bytes(settings)
    commit(book)
    send(run, book)
    for other, why in (
        (older, "dossiers/customers/anna.md is not there"),
        (broken, f"commit {broken[:8]} can't be read: "),
        ("0" * 40, "commit 00000000 can't be read: "),
    ):
        letter = only(book)._replace(commit=other)
        (book / letter.path).write_bytes(written(letter))
        shown = run("proof", letter.key, book=book)
        assert shown.status == 1
        assert f"it can't be made again: {why}" in shown.stdout
        assert "the words were not kept" in shown.stderr


def test_a_letter_whose_attachment_no_commit_has(run: Run, book: Path) -> None:
    (book / ".gitignore").write_text("outbox/\n.dossier/\nfiles/\n")
    git(book, "rm", "--quiet", "--cached", "files/a.pdf")
    commit(book)
    identity = send(run, book)
    shown = run("proof", identity, book=book)
    assert shown.status == 1
    assert "files/a.pdf" in shown.stdout


def test_an_attachment_beside_its_template(run: Run, book: Path) -> None:
    (book / "templates/news/b.pdf").write_text("%PDF")
    (book / "templates/news/c.pdf").write_text("%PDF")
    text = (book / "templates/news/en.md").read_text()
    (book / "templates/news/en.md").write_text(
        text.replace("files/a.pdf", "[b.pdf, templates/news/c.pdf]")
    )
    commit(book)
    assert run("proof", send(run, book), book=book).status == 0


def test_a_letter_that_another_version_made(run: Run, book: Path) -> None:
    send(run, book, (b"Subject: Hello", b"Subject: Good day"))
    letter = only(book)._replace(program="0.0.1")
    letter = letter._replace(kept=letter.kept._replace(text="Dear Anna,\n"))  # type: ignore[union-attr]
    (book / letter.path).write_bytes(written(letter))
    shown = run("proof", letter.key, book=book)
    assert "it was made by dossierkit 0.0.1, and this is" in shown.stderr
    assert "-Prices for Brightlite." in shown.stdout.splitlines()


def test_a_page_that_shows_what_the_text_hides(book: Path, shop: Workshop) -> None:
    """A backslash keeps two braces apart in Markdown, and not in what the reader sees."""
    (book / "templates/news/en.md").write_text(template("Dear \\{\\{ name.\n"))
    found = made_again(load(book), Key("anna", "news", "", TODAY), ("en",), shop)
    assert found.draft is None
    assert "'{{' is left over" in found.why
