"""Clocks, crashes, disks and strangers: the index may cost time, never a right answer."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest
from conftest import write_book
from lists import by_book, by_index

from dossierkit.index import filling
from dossierkit.index.database import NoIndex
from dossierkit.text.finding import Finding

ON = date(2026, 11, 20)
ANNA = "---\nname: Anna\nnext: 2026-11-18 papers\n---\n"
BERT = "---\nname: Bert\nnext: 2026-12-01 call\n---\n"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    files: dict[str, str | bytes] = {
        "dossiers/customers/anna.md": ANNA,
        "dossiers/customers/bert.md": BERT,
    }
    root = write_book(tmp_path, files)
    assert names(root) == ["anna"]
    return root


def names(root: Path) -> list[str]:
    """Who is due, by the index; it must say what the book says."""
    found = by_index(root, ON)
    assert found == by_book(root, ON)
    return [one["id"] for one in found.data["due"]]


def errors(root: Path) -> list[Finding]:
    return [Finding(**one) for one in by_index(root, ON).data["unreadable"]]


def anna(root: Path) -> Path:
    return root / "dossiers/customers/anna.md"


def index(root: Path) -> Path:
    return root / ".dossier/index.db"


def due(root: Path) -> str:
    """`dossier due` in a process of its own, whatever becomes of the index."""
    command = [sys.executable, "-m", "dossierkit", "due", "--on", str(ON), "--book", str(root)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return run.stdout


class TestClocks:
    def test_a_file_replaced_within_the_same_moment_and_of_the_same_size(self, book: Path) -> None:
        file = anna(book)
        found = file.stat()
        file.write_text(ANNA.replace("11-18", "12-18"))
        os.utime(file, ns=(found.st_atime_ns, found.st_mtime_ns))
        assert names(book) == []

    def test_an_old_file_put_in_its_place(self, book: Path, tmp_path: Path) -> None:
        other = tmp_path / "other.md"
        other.write_text(ANNA.replace("11-18", "12-18"))
        found = anna(book).stat()
        os.utime(other, ns=(found.st_atime_ns, found.st_mtime_ns))
        other.replace(anna(book))
        assert names(book) == []

    @pytest.mark.parametrize("year", [1971, 1999, 2050, 2200])
    def test_times_from_another_age(self, book: Path, year: int) -> None:
        stamp = (year - 1970) * 31_556_952
        os.utime(anna(book), (stamp, stamp))
        assert names(book) == ["anna"]
        anna(book).write_text(ANNA.replace("11-18", "12-18"))
        os.utime(anna(book), (stamp, stamp))
        assert names(book) == []

    @pytest.mark.parametrize("shift", [-(10**18), -3600 * 10**9, 3600 * 10**9])
    def test_a_clock_that_jumps(
        self, book: Path, shift: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        now = time.time_ns
        monkeypatch.setattr(time, "time_ns", lambda: now() + shift)
        anna(book).write_text(ANNA.replace("11-18", "12-18"))
        assert names(book) == []
        monkeypatch.undo()
        anna(book).write_text(ANNA)
        assert names(book) == ["anna"]

    def test_a_file_once_trusted_is_not_read_again(
        self, book: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        now = time.time_ns
        monkeypatch.setattr(time, "time_ns", lambda: now() + 10 * 10**9)
        names(book)
        monkeypatch.setattr(filling, "fill", _fail)
        names(book)


def _fail(*_: object) -> None:
    raise AssertionError("nothing has changed")


class TestTheFile:
    def test_it_may_be_deleted(self, book: Path) -> None:
        index(book).unlink()
        assert names(book) == ["anna"]

    @pytest.mark.parametrize(
        "content", [b"", b"not a database, but long enough to be looked at " * 40, b"\0" * 5000]
    )
    def test_it_may_be_anything(self, book: Path, content: bytes) -> None:
        index(book).write_bytes(content)
        assert names(book) == ["anna"]

    def test_a_damaged_page_costs_time_only(self, book: Path) -> None:
        data = bytearray(index(book).read_bytes())
        for start in range(4096, len(data), 4096):
            data[start : start + 64] = b"\xff" * 64
        index(book).write_bytes(bytes(data))
        assert "Anna" in due(book)
        assert names(book) == ["anna"]

    @pytest.mark.parametrize(
        "column",
        [
            "folders SET folder",
            "folders SET refused",
            "stamps SET content",
        ],
    )
    def test_nonsense_in_it_costs_time_only(self, book: Path, column: str) -> None:
        with sqlite3.connect(index(book)) as connection:
            connection.execute(f"UPDATE {column} = 'x' || folder")
        assert "Anna" in due(book)
        assert names(book) == ["anna"]

    def test_tables_of_another_version(self, book: Path) -> None:
        with sqlite3.connect(index(book)) as connection:
            connection.execute("ALTER TABLE answers ADD COLUMN mood TEXT")
        assert names(book) == ["anna"]

    def test_another_version_of_the_program(
        self, book: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with sqlite3.connect(index(book)) as connection:
            connection.execute("UPDATE answers SET name = 'Of old'")
        assert "Of old" in str(by_index(book, ON))
        monkeypatch.setattr("dossierkit.index.frame.__version__", "9.9")
        assert names(book) == ["anna"]
        monkeypatch.undo()
        assert names(book) == ["anna"]

    def test_one_that_came_with_a_copy_is_not_believed(self, book: Path, tmp_path: Path) -> None:
        with sqlite3.connect(index(book)) as connection:
            connection.execute("UPDATE answers SET name = 'Of a stranger'")
        copy = tmp_path.with_name("copy")
        subprocess.run(["cp", "-a", f"{book}/.", str(copy)], check=True)
        assert "stranger" not in due(copy)

    def test_triggers_and_views_of_a_stranger_are_thrown_away(self, book: Path) -> None:
        with sqlite3.connect(index(book)) as connection:
            connection.execute(
                "CREATE TRIGGER evil AFTER DELETE ON asked BEGIN DELETE FROM dossiers; END"
            )
        assert names(book) == ["anna"]
        with sqlite3.connect(index(book)) as connection:
            found = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'evil'")
            assert found.fetchall() == []


class TestOthers:
    def test_another_command_that_writes(self, book: Path) -> None:
        connection = sqlite3.connect(index(book), isolation_level=None)
        connection.execute("BEGIN EXCLUSIVE")
        try:
            assert "Anna" in due(book)
        finally:
            connection.execute("ROLLBACK")
            connection.close()
        assert names(book) == ["anna"]

    def test_several_at_once(self, book: Path) -> None:
        anna(book).write_text(ANNA.replace("papers", "catalogue"))
        command = [sys.executable, "-m", "dossierkit", "due", "--on", str(ON), "--book", str(book)]
        runs = [
            subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            for _ in range(4)
        ]
        for run in runs:
            out, err = run.communicate()
            assert run.returncode == 0, err
            assert "catalogue" in out

    def test_a_crash_while_it_is_filled(self, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        anna(book).write_text(ANNA.replace("11-18", "12-18"))
        monkeypatch.setattr(filling, "note_colleagues", _crash)
        with pytest.raises(MemoryError):
            by_index(book, ON)
        monkeypatch.undo()
        assert names(book) == []

    def test_a_process_killed_while_it_is_filled(self, book: Path) -> None:
        anna(book).write_text(ANNA.replace("11-18", "12-18"))
        code = (
            "import os; from dossierkit.index import filling; from dossierkit.cli import main\n"
            "filling.note_colleagues = lambda *_: os._exit(9)\n"
            f"main(['due', '--on', '{ON}', '--book', {str(book)!r}])"
        )
        run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
        assert run.returncode == 9
        assert names(book) == []


def _crash(*_: object) -> None:
    raise MemoryError


class TestPlaces:
    def test_a_book_on_a_disk_that_is_read_only(
        self, book: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(file: str, **_: object) -> sqlite3.Connection:
            return sqlite3.Connection(f"file:{file}?mode=ro", uri=True, isolation_level=None)

        anna(book).write_text(ANNA.replace("11-18", "12-18"))
        monkeypatch.setattr(sqlite3, "connect", refuse)
        with pytest.raises(NoIndex):
            by_index(book, ON)

    def test_no_folder_can_be_made(self, tmp_path: Path) -> None:
        root = write_book(tmp_path, {"dossiers/customers/anna.md": ANNA, ".dossier": "a file"})
        assert "Anna" in due(root)

    @pytest.mark.parametrize("name", [".dossier", ".dossier/index.db"])
    def test_a_link_to_elsewhere_is_not_followed(self, book: Path, name: str) -> None:
        elsewhere = book.parent / "elsewhere"
        place = book / name
        (book / ".dossier/index.db").replace(elsewhere)
        if name == ".dossier":
            subprocess.run(["rm", "-r", str(place)], check=True)
        before = elsewhere.read_bytes()
        place.symlink_to(elsewhere)
        anna(book).write_text(ANNA.replace("papers", "catalogue"))
        assert "catalogue" in due(book)
        assert elsewhere.read_bytes() == before

    def test_a_file_linked_within_the_book(self, book: Path) -> None:
        target = book / "shared.md"
        target.write_text(ANNA.replace("Anna", "Dora"))
        (book / "dossiers/customers/dora.md").symlink_to(target)
        assert names(book) == ["anna", "dora"]
        target.write_text(ANNA.replace("11-18", "12-18"))
        assert names(book) == ["anna"]
        target.unlink()
        assert [error.code for error in errors(book)] == ["not-a-file"]
        assert names(book) == ["anna"]
