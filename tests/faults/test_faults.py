"""Crashes, full disks and crowds: no dossier is ever damaged, and nothing is lost."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ANNA = "dossiers/customers/anna.md"
OLD = b"anna\r\n" * 700
"""4 KB, as a dossier of some years has."""


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder in memory where there is one: what counts here is the order of calls."""
    monkeypatch.delenv("COVERAGE_PROCESS_START", raising=False)
    monkeypatch.delenv("COVERAGE_PROCESS_CONFIG", raising=False)
    memory = Path("/dev/shm")
    place = memory if memory.is_dir() and os.access(memory, os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=place) as made:
        yield Path(made)


def matrix(folder: Path, *options: str) -> list[dict[str, object]]:
    """What came of every fault, per scenario."""
    command = [sys.executable, str(HERE / "matrix.py"), str(folder), *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_no_fault_at_any_call_damages_a_file_or_leaves_a_rest(folder: Path) -> None:
    tallies = matrix(folder)
    assert [tally["wrong"] for tally in tallies] == [[]] * len(tallies)
    assert len(tallies) >= 8
    for tally in tallies:
        points, fired = int(str(tally["points"])), int(str(tally["fired"]))
        assert points >= 11, tally
        assert fired == points * 3, tally


def test_the_matrix_finds_out_a_naive_writer(folder: Path) -> None:
    (tally,) = matrix(folder, "--naive")
    assert any("is damaged: b'anna" in problem for problem in tally["wrong"])  # type: ignore[attr-defined]


WRITE = """
import resource, sys
from pathlib import Path
from dossierkit.history.commit import FileEdit, Message, write
from dossierkit.schema.policy import Policy
limit = int(sys.argv[2])
if limit:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
edits = [FileEdit(path, lambda data: (data or b"") + b"call\\n" * 800) for path in sys.argv[3:]]
try:
    write(Path(sys.argv[1]), Policy(), edits, Message("log", "anna", "call"))
except OSError as error:
    sys.exit(f"{type(error).__name__}: {error.strerror}")
"""


def write(root: Path, *paths: str, limit: int = 0) -> str:
    """What a write ends with, in a process of its own; nothing if it succeeds."""
    command = [sys.executable, "-c", WRITE, str(root), str(limit), *paths]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert bool(done.returncode) == bool(done.stderr), done.stderr
    return done.stderr.strip()


def book(root: Path) -> Path:
    (root / ANNA).parent.mkdir(parents=True)
    (root / ANNA).write_bytes(OLD)
    return root


def require_untouched(root: Path) -> None:
    assert (root / ANNA).read_bytes() == OLD
    files = sorted(file.name for file in root.rglob("*") if file.is_file())
    own = {".gitignore", "lock", "lock-holder", "anna.md", "fill"}
    assert set(files) <= own, files


@pytest.mark.parametrize("paths", [(ANNA,), ("dossiers/ben.md",), (ANNA, "dossiers/ben.md")])
@pytest.mark.parametrize("limit", [1, 2000])
def test_a_limit_on_the_size_of_files_costs_nothing(
    folder: Path, paths: tuple[str, ...], limit: int
) -> None:
    root = book(folder / "book")
    assert write(root, *paths, limit=limit) == "OSError: File too large"
    require_untouched(root)


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0 or not shutil.which("mount"),
    reason="only an administrator may mount a disk",
)
def test_a_full_disk_costs_nothing_and_is_said(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("this machine does not let one mount a disk")
    try:
        root = book(disk / "book")
        with open(disk / "fill", "wb", buffering=0) as filler:
            with suppress(OSError):
                while True:
                    filler.write(b"x" * 4096)
            for path in (ANNA, "dossiers/ben.md"):
                assert write(root, path) == "OSError: No space left on device"
                require_untouched(root)
        (disk / "fill").unlink()
        assert write(root, ANNA) == ""
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_eight_writers_and_a_reader_lose_nothing(folder: Path) -> None:
    root = book(folder / "book")
    for arguments in (("init", "--quiet"), ("add", "."), ("commit", "--quiet", "-m", "begin")):
        subprocess.run(["git", *arguments], cwd=root, check=True)
    command, pipe = [sys.executable, str(HERE / "crowd.py")], subprocess.PIPE
    reader = subprocess.Popen([*command, "read", root, ANNA], stdin=pipe, stdout=pipe, stderr=pipe)
    writers = [
        subprocess.Popen([*command, "write", root, ANNA, f"w{number}", "25"], stderr=pipe)
        for number in range(8)
    ]
    assert [writer.communicate()[1] for writer in writers] == [b""] * 8
    printed, complaint = reader.communicate(b"enough")
    assert complaint == b""
    assert int(printed) > 0
    added = (root / ANNA).read_bytes().removeprefix(OLD).decode().splitlines()
    expected = [f"- w{writer} {number}" for writer in range(8) for number in range(25)]
    assert sorted(added) == sorted(expected)
    log = subprocess.run(
        ["git", "log", "--format=%s", "--reverse"], cwd=root, capture_output=True, check=True
    )
    subjects = log.stdout.decode().splitlines()[1:]
    words = [line.split() for line in added]
    assert subjects == [f"log({who}): line {number}" for _, who, number in words]
    assert not list((root / ".dossier").rglob(".dossier-tmp-*"))
