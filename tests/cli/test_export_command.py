"""`dossier export` as somebody runs it who was asked what is held, or wants tables."""

from __future__ import annotations

import json
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import write_book

Run = Callable[..., Any]

FILES = {
    "dossiers/customers/anna.md": "---\nname: Anna Schmidt\n---\nLikes tea.\n",
    "dossiers/customers/karl.md": "---\nname: Karl\n---\nAnna Schmidt is kind. Anna!\n",
    "dossiers/customers/zoe.md": "---\nname: Zoe\n---\nAnna?\n",
}


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return write_book(tmp_path / "book", FILES)


def test_a_page_to_read(run: Run, book: Path) -> None:
    result = run("export", "--subject", "anna", "--on", "2026-11-20", book=book)
    assert result.status == 0
    assert result.stdout.startswith(
        "# Anna Schmidt\n\nEverything that we hold about you, as of 2026-11-20.\n"
    )
    assert "- dossiers/customers/karl.md:4: Anna Schmidt is kind. Anna!\n" in result.stdout
    assert result.stderr == (
        "dossiers/customers/zoe.md:4: may mean somebody else, so it is left out: Anna?\n"
    )


def test_data(run: Run, book: Path) -> None:
    result = run("export", "--subject", "anna", "--format", "json", book=book)
    data = json.loads(result.stdout)
    assert list(data) == [
        "made", "subject", "facts", "notes", "log", "mentions", "letters", "states", "files",
        "history",
    ]  # fmt: skip
    assert data["mentions"] == [
        {
            "path": "dossiers/customers/karl.md", "line": 4, "kind": "text",
            "text": "Anna Schmidt is kind. Anna!", "field": None, "date": None, "event": None,
        }
    ]  # fmt: skip


@pytest.mark.parametrize("form", ["md", "json"])
def test_a_new_file_that_only_the_user_reads(
    run: Run, book: Path, tmp_path: Path, form: str
) -> None:
    target = tmp_path / "anna.out"
    command = ("export", "--subject", "anna", "--format", form, "--to", target)
    result = run(*command, book=book)
    assert (result.status, result.stdout) == (0, "")
    assert f"written to {target}; read it before you hand it over" in result.stderr
    text = target.read_text(encoding="utf-8")
    assert text.startswith("# Anna Schmidt" if form == "md" else "{")
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    again = run(*command, book=book)
    assert (again.status, again.stderr) == (
        1, f"Error: {target} is there already; name a new file\n",
    )  # fmt: skip


def test_no_folder_for_it(run: Run, book: Path, tmp_path: Path) -> None:
    result = run("export", "--subject", "anna", "--to", tmp_path / "no" / "x", book=book)
    assert result.status == 1
    assert "there is no folder" in result.stderr


def test_what_cant_be_looked_into_is_named(run: Run, book: Path) -> None:
    (book / "exports").mkdir()
    (book / "exports/a.xlsx").write_bytes(b"\0")
    result = run("export", "--subject", "anna", book=book)
    assert result.status == 1
    assert "exports/a.xlsx: can't be looked into; look whether it is about Anna" in result.stderr


def test_many_doubts_are_counted(run: Run, book: Path) -> None:
    text = "---\nname: Zoe\n---\n" + "Anna?\n\n" * 25
    (book / "dossiers/customers/zoe.md").write_text(text, encoding="utf-8")
    result = run("export", "--subject", "anna", book=book)
    assert len(result.stderr.splitlines()) == 21
    assert "and 5 more of these; dossier forget anna --dry-run lists them all" in result.stderr


def test_wrong_usage_and_nobody(run: Run, book: Path) -> None:
    result = run("export", book=book)
    assert result.status == 2
    assert "say what to export: a FORMAT for dossiers" in result.stderr
    assert run("export", "--subject", "nobody", book=book).status == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("parquet",), "parquet is a folder of files: name a new one with --to"),
        (("parquet", "--to", "t", "--subject", "anna"), "--subject or parquet, not both"),
        (("parquet", "--to", "t", "--format", "json"), "--format goes with --subject"),
        (("excel", "--to", "t"), "'excel' is not"),
    ],
)
def test_what_does_not_go_together(run: Run, book: Path, words: tuple[str, ...], said: str) -> None:
    result = run("export", *words, book=book)
    assert result.status == 2
    assert said in result.stderr
    assert not (book / "t").exists()


def test_without_the_library_one_sentence_says_what_to_install(
    run: Run, book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.startswith("dossierkit.exchange.parquet")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    result = run("export", "parquet", "--to", tmp_path / "tables", book=book)
    assert (result.status, result.stderr) == (
        1,
        "Error: Parquet needs a library that is not installed: pip install 'dossierkit[parquet]'\n",
    )
    assert not (tmp_path / "tables").exists()
