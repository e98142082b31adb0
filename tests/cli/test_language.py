"""Which language the program speaks: that of --lang, of the session, of the book, else English."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from dossierkit.cli.language import Formatter, chosen_language, understood
from dossierkit.text import translation
from dossierkit.text.translation import speak, spoken
from dossierkit.text.width import width

ANNA = "---\nname: Anna\nnext: 2026-11-20 call\n---\n"
WORDS = {
    "List what to do today, and why.": "列出今天该跟进的客户，并说明原因。",
    "Look ahead.": "往后多看几天。",
    "Usage:": "用法：",
}
Run = Callable[..., Any]


@pytest.fixture(autouse=True)
def _catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    words = Catalog("zh")
    for english, chinese in WORDS.items():
        words.add(english, chinese)
    folder = tmp_path / "locale/zh/LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "dossierkit.mo").open("wb") as file:
        write_mo(file, words)
    monkeypatch.setattr(translation, "CATALOGUES", str(tmp_path / "locale"))
    monkeypatch.chdir(tmp_path)
    before = spoken()
    yield
    speak(before)


@pytest.mark.parametrize(
    ("session", "language"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_TW.UTF-8"}, "zh"),
        ({"LANG": "zh"}, "zh"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LC_ALL": "en_GB.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LC_MESSAGES": "zh_CN.UTF-8", "LANG": "en_GB.UTF-8"}, "zh"),
        ({"LANGUAGE": "de:zh", "LANG": "de_DE.UTF-8"}, "zh"),
        ({"LANGUAGE": "zh_TW:en"}, "zh"),
        ({"LANGUAGE": "", "LANG": "zh_CN"}, "zh"),
    ],
)
def test_the_session_says_what_to_speak(session: dict[str, str], language: str) -> None:
    assert chosen_language(["due"], session) == language


@pytest.mark.parametrize(
    ("words", "language"),
    [
        (["--lang", "en", "due"], "en"),
        (["due", "--lang=en"], "en"),
        (["due", "--lang", "en", "--lang", "zh"], "zh"),
        (["log", "anna", "note", "--", "--lang", "en"], "zh"),
        (["due", "--lang", "fr"], "zh"),
        (["due", "--lang"], "zh"),
    ],
)
def test_the_option_goes_before_the_session(words: list[str], language: str) -> None:
    assert chosen_language(words, {"LANG": "zh_CN.UTF-8"}) == language


def test_a_book_says_what_to_speak_where_the_session_has_no_language(tmp_path: Path) -> None:
    book = tmp_path / "book"
    (book / "dossiers").mkdir(parents=True)
    policy = book / "dossiers/book.yaml"
    policy.write_text("name: 路明照明\nlanguage: zh  # for everybody\n", encoding="utf-8")
    there = ["due", "--book", str(book)]
    assert chosen_language(there, {"LANG": "C"}) == "zh"
    assert chosen_language(["due"], {"DOSSIER_BOOK": str(book)}) == "zh"
    assert chosen_language(there, {"LANG": "en_US.UTF-8"}) == "en"
    for text in ("language: fr\n", "languages: [zh, en]\n"):
        policy.write_text(text, encoding="utf-8")
        assert chosen_language(there, {}) == "en"
    policy.write_bytes(b"language: zh\n\xff")
    assert chosen_language(there, {}) == "en"
    assert chosen_language(["due", "--book", "nowhere"], {}) == "en"


def test_a_book_that_names_another_language_is_told_so(
    make_book: Callable[..., Path], run: Run
) -> None:
    book = make_book({"dossiers/book.yaml": "language: fr\n"})
    assert "'fr' is not known here" in run("check", book=book).stdout


def test_help_is_in_the_language_and_afterwards_english_is_spoken_again(run: Run) -> None:
    assert "列出今天该跟进的客户" in run("--help", "--lang", "zh").stdout
    shown = run("--lang", "zh", "due", "--help").stdout
    assert "往后多看几天。" in shown
    assert "--lang [en|zh]" in shown
    assert shown.startswith("用法：")
    assert spoken() == "en"
    assert "Look ahead." in run("due", "--help").stdout
    session = {"LANGUAGE": "", "LC_ALL": "zh_CN.UTF-8"}
    assert "往后多看几天。" in run("due", "--help", env=session).stdout


def test_an_option_of_a_command_below_a_command_is_taken_too(run: Run) -> None:
    assert "--lang [en|zh]" in run("rates", "import", "--help").stdout


def test_an_unknown_language_is_wrong_usage(run: Run) -> None:
    result = run("due", "--lang", "fr")
    assert (result.status, result.stdout) == (2, "")
    assert "'fr' is not one of 'en', 'zh'" in result.stderr


def test_each_language_has_an_index_of_its_own(make_book: Callable[..., Path], run: Run) -> None:
    book = make_book({"dossiers/customers/anna.md": ANNA})
    for language in ("en", "zh"):
        assert run("due", "--on", "2026-11-20", "--lang", language, book=book).status == 0
    assert {file.name for file in (book / ".dossier").glob("index*.db")} == {
        "index.db",
        "index.zh.db",
    }


def test_help_counts_two_places_for_a_wide_character() -> None:
    made = Formatter(width=60)
    with made.indentation():
        made.write_text("客户" * 40 + "\n\n\b\n例如：\n  dossier due")
        made.write_dl([("--on DATE", "今天" * 12), ("--a-very-long-option-with-its VALUE", "后来")])
        made.write_dl([])
    lines = made.getvalue().splitlines()
    assert max(map(width, lines)) <= 60
    assert lines[lines.index("  例如：") + 1] == "    dossier due"
    assert next(line for line in lines if "--on DATE" in line).endswith("今")
    assert lines[-2:] == ["  --a-very-long-option-with-its VALUE", " " * 34 + "后来"]


def test_a_command_takes_the_option_once() -> None:
    command = click.Command("one", help="Look ahead.")
    assert understood(understood(command)) is command
    assert [option.name for option in command.params] == ["spoken"]
