"""`dossier templates`: the kinds of letters, what they need, and a preview that writes nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dossierkit.book.purposes import purposes

ON = ("--on", "2026-11-20")


def test_the_list_shows_languages_and_needs(run: Callable[..., Any], sample_book: Path) -> None:
    result = run("templates", book=sample_book)
    assert result.status == 0
    rows = {line.split()[0]: line for line in result.stdout.splitlines()}
    assert set(rows) == {"PURPOSE", *purposes(sample_book)}
    assert "yes" in rows["price-update"]
    assert "company.terms.incoterm" in rows["price-update"]
    assert "next: dossier templates PURPOSE" in result.stderr


def test_own_templates_are_marked(run: Callable[..., Any], sample_book: Path) -> None:
    english = sample_book / "templates" / "greeting" / "en.md"
    english.write_text(english.read_text(encoding="utf-8") + "\nBye\n", encoding="utf-8")
    own = sample_book / "templates" / "hello" / "en.md"
    own.parent.mkdir()
    own.write_text("---\nsubject: Hi\n---\nHi {{ customer.given }}\n", encoding="utf-8")
    result = run("templates", book=sample_book)
    rows = {line.split()[0]: line.split() for line in result.stdout.splitlines()}
    assert "en*" in rows["greeting"]
    assert "de" in rows["greeting"]
    assert rows["hello"] == ["hello", "to", "many", "en+", "customer.given"]
    assert "+ the book's own" in result.stderr
    shown = run("templates", "greeting", book=sample_book)
    assert "takes the place of the shipped one" in shown.stdout
    data = json.loads(run("templates", "hello", "--format", "json", book=sample_book).stdout)
    assert data[0]["always"] == ["customer.given"]
    assert data[0]["languages"][0]["origin"] == "own"


def test_a_broken_template_is_said(run: Callable[..., Any], sample_book: Path) -> None:
    own = sample_book / "templates" / "hello" / "en.md"
    own.parent.mkdir()
    own.write_text("---\nsubject: Hi\n---\n{% if %}\n", encoding="utf-8")
    result = run("templates", "hello", book=sample_book)
    assert result.status == 1
    assert "templates/hello/en.md:4:1: error:" in result.stderr
    assert "[template-syntax]" in result.stderr


def test_a_preview_writes_nothing(run: Callable[..., Any], sample_book: Path) -> None:
    before = sorted(sample_book.rglob("*"))
    result = run(
        *("templates", "greeting", "--with", "anna", "--occasion", "birthday", *ON),
        book=sample_book,
    )
    assert result.status == 0
    assert "Template: templates/greeting/de.md, templates/greeting/en.md" in result.stdout
    assert "Language: de, en (their own language; both because" in result.stdout
    assert "Subject:  Alles Gute zum Geburtstag" in result.stdout
    assert "next: dossier render greeting anna-schmidt --on 2026-11-20" in result.stderr
    assert sorted(sample_book.rglob("*")) == before


def test_the_next_command_is_the_one_that_makes_the_letter(
    run: Callable[..., Any], sample_book: Path
) -> None:
    preview = run(
        "templates", "greeting", "--with", "anna", "--language", "fr", *ON, book=sample_book
    )
    words = preview.stderr.rpartition("next: dossier ")[2].split()
    letter = run(*words, "--format", "text", book=sample_book)
    assert letter.status == 0
    assert letter.stdout.partition("\n")[2].strip() in preview.stdout


BOOK = {
    "dossiers/book.yaml": "name: Lumora\nmail: {from: lily, address: Shenzhen}\n",
    "dossiers/team/lily.md": "---\nname: Lily\nemail: lily@lumora.example\n---\n",
    "dossiers/customers/anna.md": "---\nname: Anna\nconsent: {do-not-contact: true}\n"
    "religion: hindu\n---\n",
    "templates/hello/en.md": "---\nsubject: Hi\n---\nHi {{ customer.given }} {{ incoterm }}\n",
}


def test_all_that_would_stop_a_letter_is_named_at_once(
    run: Callable[..., Any], make_book: Callable[..., Path]
) -> None:
    result = run("templates", "hello", "--with", "anna", book=make_book(BOOK))
    assert result.status == 1
    stops = [line for line in result.stderr.splitlines() if line.startswith("stops it: ")]
    assert any("asked not to be contacted" in line for line in stops)
    assert any("en.md:4: 'customer.given' has no value" in line for line in stops)
    assert any("'company.terms.incoterm' has no value" in line for line in stops)
    assert "such a letter is not made" in result.stderr


def test_who_gets_no_letter_can_still_be_looked_at(
    run: Callable[..., Any], make_book: Callable[..., Path]
) -> None:
    """The text is shown, and nobody's address is made up."""
    options = ("--with", "anna", "--occasion", "christmas", "--format", "json")
    result = run("templates", "greeting", *options, book=make_book(BOOK))
    data = json.loads(result.stdout)
    assert result.status == 1
    assert "Anna" in data["text"]
    assert data["to"] == "nobody@unknown.example"
    assert any("christmas" in stop for stop in data["stops"])
    assert any("not to be contacted" in stop for stop in data["stops"])


def test_what_can_t_be_made_says_why(
    run: Callable[..., Any], make_book: Callable[..., Path]
) -> None:
    result = run("templates", "quote-follow-up", "--with", "anna", book=make_book(BOOK))
    assert result.status == 1
    assert "no quote of ours is in the log" in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("greting",), 1, "did you mean 'greeting'?"),
        (("greeting", "--with", "nobody"), 1, "there is nobody called 'nobody'"),
        (("--with", "anna"), 2, "say which letter"),
        (("greeting", "--language", "de"), 2, "go with --with WHO"),
        (("greeting", "--with", "anna", "--occasion", "brithday"), 2, "did you mean 'birthday'?"),
        (("greeting", "--with", "anna", "--language", "x y"), 2, "--language"),
    ],
)
def test_wrong_words(
    words: tuple[str, ...],
    status: int,
    said: str,
    run: Callable[..., Any],
    make_book: Callable[..., Path],
) -> None:
    result = run("templates", *words, book=make_book(BOOK))
    assert result.status == status
    assert said in result.stderr


def test_check_reads_templates_too(run: Callable[..., Any], make_book: Callable[..., Path]) -> None:
    files = {**BOOK, "templates/hello/de.md": "---\nsubject: Hi\n---\n{{ customer.nam }}\n"}
    root = make_book(files)
    result = run("check", "templates", book=root)
    assert result.status == 1
    assert result.stdout.startswith("templates/hello/de.md:4:1: error: 'customer.nam' is no fact")
    assert "in 2 files" in result.stderr
    assert run("check", "templates/hello/en.md", book=root).status == 0
