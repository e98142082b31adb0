"""Reading many files: in several processes as in one, and what a person sees of it."""

from __future__ import annotations

import gc
import os
import shutil
import signal
import sys
import time
from array import array
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from conftest import write_book
from lists import by_book, by_index

from dossierkit.book.lazy import lazy_book
from dossierkit.book.today import today_in
from dossierkit.cli.check_book import verdict_of
from dossierkit.cli.reading_progress import progress
from dossierkit.index import filling, workers
from dossierkit.index import stamps as stamps_module
from dossierkit.index.database import NoIndex
from dossierkit.index.digest import digest_of
from dossierkit.index.frame import frame_of
from dossierkit.index.stamps import NOTHING, Kept, Stamps, renewed, stamps_of, unpacked
from dossierkit.index.verdicts import State, keep_verdict, known_verdict, state_of
from dossierkit.text import translation

ON = date(2026, 11, 20)


def people(count: int) -> dict[str, str | bytes]:
    """Customers of whom every third has something to do."""
    files: dict[str, str | bytes] = {
        f"dossiers/customers/c{number}.md": f"---\nname: C{number}\n"
        f"next: 2026-1{number % 3}-18 call\ncompany: b{number % 5}\n---\n"
        for number in range(count)
    }
    firms = {
        f"dossiers/companies/b{n}.md": f"---\nname: B{n}\ncountry: de\n---\n" for n in range(4)
    }
    return files | firms


@pytest.mark.parametrize("processes", [1, 2])
def test_a_large_book_is_read_in_batches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, processes: int
) -> None:
    monkeypatch.setattr(workers, "PAYS_FROM", 10)
    monkeypatch.setattr(filling, "PAYS_FROM", 10)
    monkeypatch.setattr(workers, "_BATCH", (7, 7))
    monkeypatch.setattr(workers, "_processes", lambda: processes)
    root = write_book(tmp_path, people(40))
    assert by_index(root, ON) == by_book(root, ON)
    assert by_index(root, ON) == by_book(root, ON)


def test_the_number_of_processes_is_that_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    assert workers._processes() >= 1
    monkeypatch.delattr("os.sched_getaffinity", raising=False)
    monkeypatch.setattr("os.cpu_count", lambda: None)
    assert workers._processes() == 1


def test_a_lazy_book_says_what_a_book_says(tmp_path: Path) -> None:
    files = {**people(3), "dossiers/customers/x.md": "no header", "dossiers/customers/X.md": ""}
    root = write_book(tmp_path, files)
    book = lazy_book(root, {"customer": ["x"]})
    assert sorted(book.customers) == ["c0", "c1", "c2"]
    assert len(book.companies) == 4
    assert "x" not in book.customers
    assert "../c0" not in book.customers
    assert "b4" not in book.companies


def test_it_keeps_the_latest_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dossierkit.book.lazy.KEPT", 2)
    book = lazy_book(write_book(tmp_path, people(5)), {})
    first = book.customers["c0"]
    assert book.customers["c0"] is first
    assert [book.customers[f"c{number}"].id for number in (1, 2)] == ["c1", "c2"]
    assert book.customers["c0"] is not first


class TestProgress:
    def test_few_files_are_not_worth_a_word(self, capsys: pytest.CaptureFixture[str]) -> None:
        progress(1_999)(1_999)
        assert capsys.readouterr() == ("", "")

    def test_many_have_a_bar_for_a_person(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
        tell = progress(4_000)
        tell(1_000)
        tell(3_000)
        out, err = capsys.readouterr()
        assert out == ""
        assert "reading the book" in err
        assert "100%" in err

    def test_nobody_watches_a_pipe(self, capsys: pytest.CaptureFixture[str]) -> None:
        progress(4_000)(4_000)
        assert capsys.readouterr() == ("", "")


def test_a_folder_that_can_not_be_read(tmp_path: Path) -> None:
    root = write_book(tmp_path, people(1))
    (root / "dossiers" / "team").write_text("a file")
    with pytest.raises(NoIndex):
        by_index(root, ON)


def test_an_owner_whom_nobody_knows(tmp_path: Path) -> None:
    root = write_book(tmp_path, people(1))
    with pytest.raises(NoIndex, match="nobody is called 'nobody'"):
        by_index(root, ON, owner="nobody")


class TestWhatIsNotThere:
    """Files that come and go while they are looked at."""

    def test_a_library_that_was_taken_away(self, tmp_path: Path) -> None:
        there, gone = tmp_path / "library.py", str(tmp_path / "gone.py")
        there.touch()
        assert frame_of(str(tmp_path), [gone]) == frame_of(str(tmp_path), [gone])
        assert frame_of(str(tmp_path), [gone]) != frame_of(str(tmp_path), [str(there)])

    def test_another_translation_is_another_program(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        shutil.copytree(translation.CATALOGUES, tmp_path / "locale")
        monkeypatch.setattr(translation, "CATALOGUES", str(tmp_path / "locale"))
        with translation.speaking("zh"):
            before = frame_of(str(tmp_path), [])
            (tmp_path / "locale/zh/LC_MESSAGES/holidays.mo").touch()
            assert frame_of(str(tmp_path), []) != before
        assert frame_of(str(tmp_path), []) == frame_of(str(tmp_path), [])

    def test_a_file_that_is_gone_is_unlike_any_other(self, tmp_path: Path) -> None:
        (tmp_path / "empty").touch()
        assert digest_of(tmp_path / "gone") != digest_of(tmp_path / "empty")

    def test_a_link_that_leads_nowhere(self, tmp_path: Path) -> None:
        (tmp_path / "anna.md").symlink_to(tmp_path / "gone")
        before = stamps_of(str(tmp_path))
        assert before == unpacked(before.kept())
        assert before.names == [f"anna.md\n{tmp_path / 'gone'}"]

    def test_a_file_that_vanishes_meanwhile(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        scandir = os.scandir
        for name in ("anna.md", "bert.md"):
            (tmp_path / name).touch()

        class Entries:
            """The entries of a folder from which a file goes while they are looked at."""

            def __init__(self, folder: int) -> None:
                self.found = list(scandir(folder))
                (tmp_path / "anna.md").unlink()

            def __enter__(self) -> Entries:
                return self

            def __iter__(self) -> Iterator[os.DirEntry[str]]:
                return iter(self.found)

            def __exit__(self, *_: object) -> None: ...

        monkeypatch.setattr(os, "scandir", Entries)
        assert stamps_of(str(tmp_path)).names == ["bert.md"]

    def test_only_what_was_just_written_is_not_believed(self) -> None:
        old, new = array("q", [1, 10, 5, 7]), array("q", [2, 10**10, 5, 8])
        stamps = Stamps(["old.md", "new.md"], [old.tobytes(), new.tobytes()])
        kept = dict(renewed(NOTHING, stamps.kept(), 10**10 + 1))
        assert kept == {0: old.tobytes(), 1: array("q", [-1, *new[1:]]).tobytes()}
        assert dict(renewed(stamps.kept(), stamps.kept(), 10**10 + 1)) == {}

    def test_numbers_that_are_too_large_are_told_apart(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "anna.md").touch()
        looks = []
        for first in (1 << 63, (1 << 63) + 1):
            monkeypatch.setattr(stamps_module, "_STAMP", lambda _, one=first: (one, 1, 2, 3))
            looks.append(stamps_of(str(tmp_path)).by_name()["anna.md"])
        assert looks == [(-(1 << 63), 1, 2, 3), (1 - (1 << 63), 1, 2, 3)]

    def test_where_folders_can_not_be_opened(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "anna.md").touch()
        before = stamps_of(str(tmp_path))
        monkeypatch.setattr(stamps_module, "_OPENS_FOLDERS", False)
        assert stamps_of(str(tmp_path)) == before

    @pytest.mark.parametrize(
        ("names", "numbers"), [(b"a", b""), (b"", bytes(32)), (b"a", bytes(64)), (b"a", b"abc")]
    )
    def test_nonsense_is_no_stamp(self, names: bytes, numbers: bytes) -> None:
        with pytest.raises(ValueError, match=r"stamps|bytes"):
            unpacked(Kept(names, [numbers]))

    def test_no_verdict_without_an_index(self, tmp_path: Path) -> None:
        root = write_book(tmp_path, {".dossier": "a file"})
        assert state_of(str(root)) is None
        state, verdict = State(b"", True, {}, 0), verdict_of(root, None)
        keep_verdict(str(root), state, verdict)
        assert known_verdict(str(root), state, None, today_in) is None


def test_a_verdict_is_of_its_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root, now = str(write_book(tmp_path, people(1))), time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: now() + 10**10)
    state = state_of(root)
    assert state is not None
    verdict = verdict_of(tmp_path, None)
    keep_verdict(root, state._replace(is_quiet=False), verdict)
    assert known_verdict(root, state, None, today_in) is None, "a file was just written"
    keep_verdict(root, state, verdict)
    assert known_verdict(root, state, None, today_in) == verdict
    assert known_verdict(root, state, None, lambda _: date(2999, 1, 1)) is None
    assert known_verdict(root, state, ON, today_in) is None


def test_a_process_that_helps_is_not_interrupted(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[object] = []
    monkeypatch.setattr(signal, "signal", lambda *what: told.append(what))
    monkeypatch.setattr(gc, "freeze", lambda: told.append("freeze"))
    monkeypatch.setattr(gc, "disable", lambda: told.append("disable"))
    workers._begin("en")
    assert told == [(signal.SIGINT, signal.SIG_IGN), "freeze", "disable"]
