"""From a dossier to the mail program, the phone, the web and a map."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import write_book

Run = Callable[..., Any]

FILES = {
    "dossiers/customers/anna.md": "---\nname: Anna\ncompany: bright\n"
    'reach: {email: [anna@bright.example], phone: ["+49 30 123-45 67"]}\n---\n',
    "dossiers/customers/otto.md": "---\nname: Otto\nreach: {email: [otto@bright.example]}\n"
    "consent: {do-not-contact: true}\n---\n",
    "dossiers/customers/twin.md": "---\nname: Twin\nreach: {email: [Otto+x@bright.example],"
    " website: twin.example/ä?x=1}\n---\n",
    "dossiers/customers/zoe.md": "---\nname: Zoe\n---\n",
    "dossiers/companies/bright.md": "---\nname: Bright\nwebsite: www.bright.example\n"
    "address: |\n  Lindenallee 1\n  Berlin & more\n---\n",
}


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return write_book(tmp_path / "book", FILES)


@pytest.mark.parametrize(
    ("words", "link"),
    [
        ("anna", "mailto:anna@bright.example"),
        ("anna phone", "tel:+49301234567"),
        ("anna web", "https://www.bright.example"),
        ("bright web", "https://www.bright.example"),
        ("twin web", "https://twin.example/%C3%A4?x=1"),
        (
            "bright map",
            "https://www.openstreetmap.org/search?query=Lindenallee%201%2C%20Berlin%20%26%20more",
        ),
    ],
)
def test_links(run: Run, book: Path, words: str, link: str) -> None:
    result = run("open", *words.split(), "--print", book=book)
    assert (result.status, result.stdout) == (0, f"{link}\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("otto", "asked not to be contacted"),
        ("otto phone", "asked not to be contacted"),
        ("twin", "no letters to Otto+x@bright.example"),
        ("zoe", "fill 'reach.email'"),
        ("zoe phone", "fill 'reach.phone'"),
        ("zoe web", "dossiers/customers/zoe.md: fill 'website'"),
        ("zoe map", "dossiers/customers/zoe.md: fill 'address'"),
        ("bright mail", "dossier list --where company=bright"),
        ("bright phone", "dossier list --where company=bright"),
        ("nobody", "nobody called 'nobody'"),
    ],
)
def test_what_there_is_no_link_for(run: Run, book: Path, words: str, said: str) -> None:
    result = run("open", *words.split(), "--print", book=book)
    assert (result.status, result.stdout) == (1, "")
    assert said in result.stderr


def test_the_system_s_program_opens_it(
    run: Run, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def launch(link: str) -> int:
        opened.append(link)
        return 0

    monkeypatch.setattr("click.launch", launch)
    result = run("open", "anna", book=book)
    assert opened == ["mailto:anna@bright.example"]
    assert "afterwards: dossier log anna email out TEXT" in result.stderr
    monkeypatch.setattr("click.launch", lambda link: 1)
    assert "print it with --print" in run("open", "anna", book=book).stderr
