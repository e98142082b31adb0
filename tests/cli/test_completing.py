"""What the shell proposes when Tab is pressed."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import write_book

from dossierkit.cli import dossier

FILES = {
    "dossiers/customers/anna.md": "---\nname: Anna Schmidt # her card\ncompany: bright\n---\n",
    "dossiers/customers/wang-xiao-ming.md": "---\ngiven: 小明\nname: '王小明'\n---\n",
    "dossiers/customers/evil.md": "---\nname: a\x1b[2J\n---\n",
    "dossiers/companies/bright.md": "---\nname: Bright\n---\n",
    "dossiers/team/lily.md": "---\nname: Lily\n---\n",
}


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("DOSSIER_BOOK", raising=False)
    root = write_book(tmp_path / "book", FILES)
    monkeypatch.chdir(root)
    return root


def proposed(line: str) -> list[tuple[str, str]]:
    """What zsh is told for a line: each word with what it means."""
    words = line.split(" ")
    asked = {
        "_DOSSIER_COMPLETE": "zsh_complete",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(words) - 1),
    }
    rows = CliRunner().invoke(dossier, [], env=asked, prog_name="dossier").output.split("\n")
    return [(rows[at + 1], rows[at + 2]) for at in range(0, len(rows) - 2, 3)]


def only(line: str) -> list[str]:
    return [word for word, _ in proposed(line)]


def test_commands_with_what_they_do(book: Path) -> None:
    assert proposed("dossier du") == [("due", "List what to do today, and why.")]
    assert "merge-driver" not in only("dossier m")
    assert "--help" in only("dossier --")


def test_ids_with_names(book: Path) -> None:
    assert proposed("dossier show a") == [("anna", "Anna Schmidt")]
    assert only("dossier show ") == ["anna", "evil", "wang-xiao-ming", "bright", "lily"]
    assert proposed("dossier show ev") == [("evil", "_")]
    assert only("dossier quote ") == ["anna", "evil", "wang-xiao-ming"]
    assert only("dossier due --owner ") == ["lily"]


def test_a_chinese_name_becomes_its_id(book: Path) -> None:
    assert proposed("dossier show 王") == [("wang-xiao-ming", "王小明")]
    assert only("dossier show ?") == []


def test_fields_and_values_of_whom_is_named(book: Path) -> None:
    assert "reach.prefers" in only("dossier set anna reach.p")
    assert "terms.payment" in only("dossier set anna terms.p")
    assert "stores" not in only("dossier set lily st")
    assert only("dossier set anna stage s") == ["sincerity"]
    assert only("dossier set anna company ") == ["bright"]
    assert only("dossier set anna no-such-field x") == []
    assert only("dossier set bright --kind company country ") == []


def test_events_and_purposes(book: Path) -> None:
    assert only("dossier log anna qu") == ["quote"]
    assert only("dossier render gr") == ["greeting"]


def test_without_a_book_there_is_nothing_to_propose(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert only("dossier show a") == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_a_shell(shell: str) -> None:
    result = CliRunner().invoke(dossier, ["completion", shell], prog_name="dossier")
    assert result.exit_code == 0
    assert f"_DOSSIER_COMPLETE={shell}_complete" in result.output
