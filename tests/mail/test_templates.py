"""Where templates come from, and what is wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest
from letterbook import made, make_book, stopped, template, write_letter

from dossierkit.book import shipped
from dossierkit.book.purposes import purposes
from dossierkit.book.shipped import shipped_folder
from dossierkit.mail import templates
from dossierkit.mail.templates import load_templates
from dossierkit.mail.workshop import Workshop

LANGUAGES = {"en", "zh", "de", "es", "fr", "pt", "ru", "ar", "ja", "it"}


@pytest.mark.parametrize("purpose", ["greeting", "price-update", "quote-follow-up", "thanks"])
def test_what_goes_to_everybody_is_in_ten_languages_without_a_fault(
    purpose: str, tmp_path: Path
) -> None:
    found = load_templates(tmp_path, purpose)
    assert set(found.by_language) == LANGUAGES
    assert not found.broken


def test_a_books_own_template_takes_the_place_of_the_shipped_one(
    tmp_path: Path, shop: Workshop
) -> None:
    own = {"templates/greeting/en.md": template("Ahoy {{ addressee }}"), "templates/odd/x.txt": ""}
    root = make_book(tmp_path, **own)
    assert load_templates(root, "greeting").languages == LANGUAGES
    assert "odd" not in purposes(root)
    assert made(write_letter(root, shop)).content.text.startswith("Ahoy Anna Schmidt\n")


def test_in_an_installed_package_the_templates_are_inside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "dossierkit"
    (package / "templates" / "hello").mkdir(parents=True)
    (package / "templates" / "hello" / "en.md").write_text(template("Hello"))
    for module in (templates, shipped):
        monkeypatch.setattr(module, "PACKAGE", package)
    assert shipped_folder("templates") == package / "templates"
    found = load_templates(tmp_path / "book", "hello")
    assert found.by_language["en"].path == "dossierkit/templates/hello/en.md"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("no header", "en.md:1:1: error: the file does not begin with a header"),
        ("---\nsubject: Hi\nsubject: Ho\n---\nx", "en.md:3:1: error: 'subject' is given twice"),
        ("---\npurpose: hello\n---\nx", "the template has no subject"),
        (template("x", extra="language: de\n"), "en.md:4:1: error: the language is not that of"),
        (template("x", extra="purpose: greeting\n"), "the purpose is not that"),
        (template("x", extra="subjct: greeting\n"), "'subjct' is no field of a template"),
        (template("x", extra="attach: [[a.pdf]]\n"), "'attach' is no list of files"),
        (template("x", extra="uses: religion\n"), "'uses' is no list of facts"),
        (template("x", extra="from: Lily Zhang\n"), "'from' is no member's id"),
    ],
)
def test_a_broken_template_stops_its_letters_with_file_and_line(
    text: str, reason: str, tmp_path: Path, shop: Workshop
) -> None:
    root = make_book(tmp_path, **{"templates/hello/en.md": text})
    said = stopped(write_letter(root, shop, "hello"))
    assert said.startswith("templates/hello/en.md:")
    assert reason in said


def test_a_file_not_named_by_a_language_is_no_template(tmp_path: Path) -> None:
    root = make_book(tmp_path, **{"templates/hello/English.md": template("x")})
    assert "not named by a language" in str(load_templates(root, "hello").broken["English"][0])


def test_links_never_lead_out_of_the_templates(tmp_path: Path, shop: Workshop) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text(template("secret"))
    root = make_book(tmp_path / "book", **{"templates/hello/de.md": template("Hallo")})
    (root / "templates" / "hello" / "en.md").symlink_to(secret)
    (root / "templates" / "hello" / "fr.md").symlink_to(root / "templates" / "hello" / "de.md")
    found = load_templates(root, "hello")
    assert set(found.by_language) == {"de", "fr"}
    assert "a link that leads out" in stopped(write_letter(root, shop, "hello"))
    (tmp_path / "elsewhere" / "bye").mkdir(parents=True)
    (tmp_path / "elsewhere" / "bye" / "en.md").write_text(template("secret"))
    other = make_book(tmp_path / "other")
    (other / "templates").symlink_to(tmp_path / "elsewhere")
    assert load_templates(other, "bye").by_language == {}


def test_a_purpose_is_a_folders_name_and_no_path(tmp_path: Path) -> None:
    assert load_templates(tmp_path, "../templates/greeting").languages == frozenset()


def test_a_template_may_say_who_writes(tmp_path: Path, shop: Workshop) -> None:
    files = {
        "templates/hello/en.md": template("Hi\n\n{{ signature }}", extra="from: tom\n"),
        "dossiers/team/tom.md": "---\nname: Tom Li\nemail: tom@x.example\nsignature: Tom\n---\n",
    }
    letter = made(write_letter(make_book(tmp_path, **files), shop, "hello"))
    assert b"From: Tom Li <tom@x.example>" in letter.message
    assert letter.content.text == "Hi\n\nTom\n"


def test_a_file_that_cannot_be_opened_is_said(tmp_path: Path) -> None:
    root = make_book(tmp_path)
    (root / "templates" / "hello" / "en.md").mkdir(parents=True)
    assert "can't be opened" in str(load_templates(root, "hello").broken["en"][0])


def test_without_a_template_in_english_that_is_said(tmp_path: Path, shop: Workshop) -> None:
    root = make_book(tmp_path, **{"templates/hello/de.md": template("Hallo")})
    assert "there is no template templates/hello/en.md" in stopped(
        write_letter(root, shop, "hello")
    )
