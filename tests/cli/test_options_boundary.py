"""The one error boundary: what is expected is a sentence, what is not a report."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from conftest import Result

from dossierkit.cli import indexed

MakeBook = Callable[[Mapping[str, str]], Path]
Run = Callable[..., Result]
Raise = Callable[[BaseException], None]


@pytest.fixture
def fail(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Raise:
    """Makes `due` raise something; reports go to `reports`."""
    reports = tmp_path / "reports"
    reports.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(reports))

    def set_error(error: BaseException) -> None:
        def broken(*_: object) -> None:
            raise error

        monkeypatch.setattr(indexed, "root_folder", broken)

    return set_error


def test_a_fault_of_ours_is_reported(fail: Raise, run: Run, tmp_path: Path) -> None:
    fail(RuntimeError("wires\x1b crossed"))
    result = run("due")
    assert (result.status, result.stdout) == (3, "")
    [report] = (tmp_path / "reports").iterdir()
    assert str(report) in result.stderr
    assert "Traceback" not in result.stderr
    assert "\x1b" not in result.stderr
    text = report.read_text(encoding="utf-8")
    assert text.startswith("dossier ")
    assert "RuntimeError: wires" in text


def test_without_a_place_for_the_report_it_is_shown(
    fail: Raise, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    fail(RuntimeError("wires crossed"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    result = run("due")
    assert result.status == 3
    assert "Traceback" in result.stderr
    assert "RuntimeError: wires crossed" in result.stderr


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES, errno.EIO])
def test_what_the_machine_refuses_is_no_fault_of_ours(fail: Raise, run: Run, code: int) -> None:
    fail(OSError(code, os.strerror(code), "/some/file"))
    result = run("due")
    assert (result.status, result.stdout) == (1, "")
    assert result.stderr == f"Error: {os.strerror(code)}: /some/file\n"


def test_any_other_error_of_the_system_is(fail: Raise, run: Run) -> None:
    fail(OSError(errno.EBADF, "Bad file descriptor"))
    assert run("due").status == 3


def test_interrupted(fail: Raise, run: Run) -> None:
    fail(KeyboardInterrupt())
    result = run("due")
    assert (result.status, result.stdout) == (130, "")
    assert result.stderr.endswith("stopped\n")


def test_a_reader_that_has_gone_is_no_failure(fail: Raise, run: Run) -> None:
    fail(BrokenPipeError())
    assert run("due") == (0, "", "")


def book_of_many(make_book: MakeBook) -> Path:
    text = "---\nname: Anna\nnext: 2026-11-18 papers\n---\n"
    return make_book({f"dossiers/customers/anna-{n}.md": text for n in range(200)})


def command(*args: str) -> list[str]:
    return [sys.executable, "-m", "dossierkit", *args]


def closed_pipe() -> int:
    """The writing end of a pipe that nobody reads any more."""
    reading, writing = os.pipe()
    os.close(reading)
    return writing


@pytest.mark.parametrize("args", [("due", "--format", "json"), ("due", "--why", "anna-1"), ("-h",)])
def test_a_closed_pipe(args: tuple[str, ...], make_book: MakeBook) -> None:
    book = book_of_many(make_book)
    writing = closed_pipe()
    done = subprocess.run(
        command(*args), stdout=writing, stderr=subprocess.PIPE, cwd=book, check=False
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_closed_pipe_for_messages_keeps_the_result(make_book: MakeBook) -> None:
    writing = closed_pipe()
    done = subprocess.run(
        command("due", "--on", "2026-11-20"),
        stdout=subprocess.PIPE,
        stderr=writing,
        cwd=book_of_many(make_book),
        check=False,
    )
    os.close(writing)
    assert done.returncode == 0
    assert done.stdout.count(b"next: papers") == 200


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
def test_a_full_disk_is_an_expected_failure(make_book: MakeBook) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            command("due", "--on", "2026-11-20"),
            stdout=full,
            stderr=subprocess.PIPE,
            cwd=book_of_many(make_book),
            check=False,
        )
    assert done.returncode == 1
    assert b"No space left on device" in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_reader_that_goes_at_the_end(
    run: Run, make_book: MakeBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = make_book({"dossiers/customers/anna.md": "---\nname: Anna\n---\n"})
    with os.fdopen(closed_pipe(), "w") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        assert run("due", book=book).status == 0
