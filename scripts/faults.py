"""Faults at every file system call of every writing command, the real thing: needs `strace`.

    python scripts/faults.py [--commands log set] [--reads] [--every 5] [--jobs 2]

Each command is run once to list its calls that concern the book, those of its git too; then once
more for each of them and each fault: killed there, an input/output error, a full disk. Afterwards
every file must be as before or as after, an error must have been reported unless all is done, and
the next command must clear away what is left. Exit status 1 if one run was not so.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from faults_cases import CASES, ENVIRONMENT, Case, git

from dossierkit.history.commit import FileEdit, Message, WriteRefused, write
from dossierkit.mail.outbox import Outbox
from dossierkit.schema.policy import Policy
from dossierkit.text.temporary import TEMPORARY

FAULTS = ("signal=KILL", "error=EIO", "error=ENOSPC")
WRITING = [
    "openat", "write", "pwrite64", "fsync", "rename", "renameat", "renameat2", "link", "linkat",
    "unlink", "unlinkat", "mkdir", "mkdirat", "fchmod", "chmod", "fchown", "ftruncate", "symlink",
    "rmdir", "copy_file_range",
]  # fmt: skip
READING = ["read", "close", "flock", "newfstatat", "getdents64", "readlink"]
_CALL = re.compile(r"(\w+)\(")
_HASH = re.compile(rb"[0-9a-f]{16,}")
"""Salted hashes and the names of commits: another one in each run."""
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_OPEN = re.compile(r"\b\d+<([^>]*)>")
_WRAPPER = """\
#!/bin/sh
count=$(($(cat "$FAULTS/count" 2>/dev/null) + 1))
echo $count > "$FAULTS/count"
case "$FAULT_AT" in
  all) exec strace -qq -y -o "$FAULTS/git-$count" git "$@" ;;
  $count) exec strace -qq -o "$FAULTS/trace" $FAULT_INJECT git "$@" ;;
esac
exec git "$@"
"""


class Point(NamedTuple):
    """A call to fail: of the command itself (`process` 0) or of the n-th git that it runs."""

    process: int
    call: str
    number: int


class State(NamedTuple):
    """What counts afterwards: the files beside git's, and the last commit."""

    files: dict[str, bytes]
    head: str


class Outcome(NamedTuple):
    """What a run with a fault came to; `problems` should be empty."""

    fired: bool
    killed: bool
    problems: tuple[str, ...]


class Bench:
    """A command, its book before and after, and its calls."""

    def __init__(self, case: Case, folder: Path, *, reads: bool) -> None:
        self.case = case
        self._folder = folder
        self._template = folder / "template"
        self._wrapper = folder / "git"
        self._wrapper.write_text(_WRAPPER)
        self._wrapper.chmod(0o755)
        (self._template / "book").mkdir(parents=True)
        case.prepare(self._template)
        self.before = state(self._template)
        self.calls = [*WRITING, *READING] if reads else WRITING
        self.points = self._record()

    def _record(self) -> list[Point]:
        place = self._copy("record")
        trace = place / "traces" / "own"
        ran = self._run(place, ["strace", "-qq", "-y", "-o", str(trace)], {"FAULT_AT": "all"})
        if ran.returncode not in self.case.status:
            raise SystemExit(f"{self.case.name} ended with {ran.returncode}:\n{ran.stderr}")
        self.after = state(place)
        points = list(_points(0, trace, place, self.calls))
        gits = int((place / "traces" / "count").read_text() or 0) if self.case.gits else 0
        for number in range(1, gits + 1):
            points += _points(number, place / "traces" / f"git-{number}", place, WRITING)
        shutil.rmtree(place)
        return points

    def try_one(self, point: Point, fault: str) -> Outcome:
        """Runs the command with one fault, in a copy of its own."""
        place = self._copy(f"{point.process}-{point.call}-{point.number}-{fault}")
        trace = place / "traces" / "trace"
        inject = f"-e inject={point.call}:{fault}:when={point.number}"
        own = ["strace", "-qq", "-o", str(trace), *inject.split()]
        more = {"FAULT_AT": str(point.process or -1), "FAULT_INJECT": inject}
        ran = self._run(place, [] if point.process else own, more)
        said = trace.read_text(errors="replace") if trace.exists() else ""
        killed = "killed by SIGKILL" in said
        problems = tuple(self._judge(place, ran, is_dead=killed and not point.process))
        shutil.rmtree(place)
        return Outcome(killed or "(INJECTED)" in said, killed, problems)

    def _copy(self, name: str) -> Path:
        place = self._folder / name
        shutil.copytree(self._template, place, symlinks=True)
        (place / "traces").mkdir()
        return place

    def _run(
        self, place: Path, prefix: Sequence[str], more: dict[str, str]
    ) -> subprocess.CompletedProcess[str]:
        environment = {
            **os.environ, **ENVIRONMENT, **more, "FAULTS": str(place / "traces"),
            "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1",
            "GIT_PYTHON_GIT_EXECUTABLE": str(self._wrapper), "COLUMNS": "80",
        }  # fmt: skip
        return subprocess.run(
            [*prefix, sys.executable, "-P", "-m", "dossierkit", *self.case.words],
            cwd=place / self.case.where,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )

    def _judge(
        self, place: Path, ran: subprocess.CompletedProcess[str], *, is_dead: bool
    ) -> Iterator[str]:
        found = state(place)
        for path in sorted({*found.files, *self.before.files, *self.after.files}):
            here = found.files.get(path)
            if here not in (self.before.files.get(path), self.after.files.get(path)):
                yield f"damaged: {path}: {here!r}"
        if not is_dead and self.case.is_whole:
            yield from self._judge_end(found, ran)
        yield from self._judge_next(place, ran)

    def _judge_end(self, found: State, ran: subprocess.CompletedProcess[str]) -> Iterator[str]:
        old, new, now = map(_dossiers, (self.before, self.after, found))
        moved = found.head != self.before.head
        undone = [path.removeprefix("book/") for path in new if now.get(path) != new[path]]
        if now != old and ran.returncode and all(path in ran.stdout for path in undone):
            pass  # whatever could not be done is named, one by one
        elif now not in (old, new):
            yield f"half done: {sorted(path for path in now if now[path] != old.get(path))}"
        elif self.after.head != self.before.head and moved != (now == new):
            yield "the files say one thing and the history another"
        elif now == old and ran.returncode == 0:
            yield "not done, and not said"
        if "Traceback" in ran.stderr:
            yield f"a traceback: {ran.stderr.strip().splitlines()[-1]}"

    def _judge_next(self, place: Path, ran: subprocess.CompletedProcess[str]) -> Iterator[str]:
        book = place / self.case.book
        if not (book / "dossiers" / "book.yaml").exists():
            return
        edit = FileEdit("dossiers/customers/next.md", lambda old: b"---\nname: Next\n---\n")
        for _ in range(4):
            try:
                written = write(book, Policy(), [edit], Message("new", "next", "next"))
                yield from (f"the next command says: {remark}" for remark in written.remarks)
                break
            except WriteRefused as error:
                named = [
                    lock for lock in (book / ".git").rglob("*.lock") if str(lock) in str(error)
                ]
                if "a merge is not finished" in str(error) and ran.returncode:
                    break  # that is said, with the remedy, and nothing is lost
                if not named:
                    yield f"the next command can't write: {error}"
                    break
                named[0].unlink()
        for one in (book / "outbox").glob(f"{TEMPORARY}*"):
            os.utime(one, (0, 0))
        Outbox(book)
        left = [str(one.relative_to(place)) for one in place.rglob(f"{TEMPORARY}*")]
        if left:
            yield f"left over: {left}"
        checked = git(book, "fsck", "--strict", "--no-dangling", check=False)
        if checked.returncode and (book / ".git").exists():
            yield f"git fsck: {checked.stdout}{checked.stderr}"


def state(place: Path) -> State:
    """The files of a case and the last commit of its book."""
    files = {
        path.relative_to(place).as_posix(): _HASH.sub(b"#", path.read_bytes())
        for path in place.rglob("*")
        if path.is_file()
        and not {".git", ".dossier", "server.git", "traces"} & set(path.parts)
        and not path.name.startswith(TEMPORARY)
    }
    head = git(place / "book", "rev-parse", "HEAD", check=False).stdout.strip()
    return State(files, head)


def _dossiers(found: State) -> dict[str, bytes]:
    return {path: held for path, held in found.files.items() if "/outbox/" not in path}


def _points(process: int, trace: Path, place: Path, calls: Sequence[str]) -> Iterator[Point]:
    """The calls of a recorded run that concern the files of a case, numbered as strace does."""
    counts: Counter[str] = Counter()
    for line in trace.read_text(errors="replace").splitlines():
        match = _CALL.match(line)
        if match is None:
            continue
        call = match.group(1)
        counts[call] += 1
        names = [*_QUOTED.findall(line)[:2], *_OPEN.findall(line.partition(" = ")[0])]
        inside = any(
            name.startswith(str(place)) or (process and name and not name.startswith("/"))
            for name in names
        )
        if call in calls and inside and str(place / "traces") not in line:
            yield Point(process, call, counts[call])


def main() -> int:
    """Runs the cases and prints a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    names = [case.name for case in CASES]
    parser.add_argument("--commands", nargs="+", choices=names, default=names)
    parser.add_argument("--reads", action="store_true", help="calls that only read, too")
    parser.add_argument("--every", type=int, default=1, help="only every n-th fault")
    parser.add_argument("--skip", type=int, default=0, help="begin after so many faults")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    if shutil.which("strace") is None:
        raise SystemExit("this needs strace: apt install strace")
    os.environ.update(ENVIRONMENT)
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108
    print(f"{'command':<14} {'calls':>6} {'fired':>6} {'kills':>6} {'wrong':>6} {'s':>6}")
    wrong = 0
    for case in CASES:
        if case.name in options.commands:
            with tempfile.TemporaryDirectory(dir=memory) as folder:
                bench = Bench(case, Path(folder), reads=options.reads)
                wrong += _examine(bench, options.skip, options.every, options.jobs)
    return 1 if wrong else 0


def _examine(bench: Bench, skip: int, every: int, jobs: int) -> int:
    """Lets all the faults of a command happen, and prints a row; gives how many went wrong."""
    begun = time.monotonic()
    tasks = [(point, fault) for point in bench.points for fault in FAULTS][skip::every]
    with ThreadPoolExecutor(jobs) as pool:
        outcomes = list(pool.map(lambda task: bench.try_one(*task), tasks))
    fired = sum(outcome.fired for outcome in outcomes)
    kills = sum(outcome.killed for outcome in outcomes)
    bad = [(task, one) for task, one in zip(tasks, outcomes, strict=True) if one.problems]
    seconds = time.monotonic() - begun
    print(
        f"{bench.case.name:<14} {len(bench.points):>6} {fired:>6} {kills:>6} {len(bad):>6} "
        f"{seconds:>6.0f}",
        flush=True,
    )
    for (point, fault), outcome in bad:
        where = f"git {point.process}" if point.process else "itself"
        print(f"  {where}: {point.call} {point.number} {fault}: {'; '.join(outcome.problems)}")
    return len(bad)


if __name__ == "__main__":
    raise SystemExit(main())
