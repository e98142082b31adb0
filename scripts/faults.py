"""Lets every call to the file system fail, in every command that writes, and looks at the damage.

    python scripts/faults.py [--commands log set] [--every 5] [--jobs 2]

Each command runs once under `strace` to list its calls that change something in the book, those of
git too; then once per call and fault: the call fails with EIO, with ENOSPC, or the process is
killed there. Afterwards each file must be the old or the new one, whatever the command said must
be true, and the next command must clear away what is left. Needs strace and git, on Linux.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from dossierkit.book.writing import writing
from dossierkit.text.temporary import TEMPORARY

FAULTS = ("error=EIO", "error=ENOSPC", "signal=KILL")
CALLS = (
    "openat,write,pwrite64,fsync,fdatasync,rename,renameat,renameat2,link,linkat,unlink,unlinkat,"
    "rmdir,mkdir,mkdirat,ftruncate,fchmod,chmod"
)
HASH = re.compile(rb"[0-9a-f]{16,}")
CHANGING = re.compile(r"O_WRONLY|O_RDWR|O_CREAT")
DOSSIER = [sys.executable, "-m", "dossierkit"]
COMMANDS = {
    "log": [*DOSSIER, "log", "anna", "call", "out", "rang", "--date", "2026-11-20"],
    "set": [*DOSSIER, "set", "anna", "stage", "interest"],
    "new": [*DOSSIER, "new", "customer", "Chen Wei", "--set", "country=cn"],
    "forget": [*DOSSIER, "forget", "anna", "--yes"],
    "handover": [*DOSSIER, "handover", "lily", "mei", "--on", "2026-11-20"],
    "init": [*DOSSIER, "init", "sub", "--empty"],
    "merge-driver": [*DOSSIER, "merge-driver", "base", "ours", "theirs", "dossiers/customers/a.md"],
    "sync": [*DOSSIER, "sync"],
}
ANNA = "---\nname: Anna Schmidt\nowner: lily\ncountry: de\n---\n\n## Log\n\n- 2026-11-02 call: hi\n"
BOOK = {
    "dossiers/book.yaml": "name: Lumora\ncountry: cn\n",
    "dossiers/customers/anna.md": ANNA,
    "dossiers/customers/ben.md": "---\nname: Ben\nowner: mei\nsource: {referred-by: anna}\n---\n",
    "dossiers/team/lily.md": "---\nname: Lily Chen\nemail: lily@lumora.example\n---\n",
    "dossiers/team/mei.md": "---\nname: Mei Chen\nemail: mei@lumora.example\n---\n",
    "base": ANNA,
    "ours": ANNA.replace("country: de", "country: at"),
    "theirs": ANNA + "- 2026-11-03 call: again\n",
}
ENVIRONMENT = {
    **os.environ,
    "GIT_CONFIG_GLOBAL": "/dev/null",
    **{f"GIT_{who}_NAME": "Lily Chen" for who in ("AUTHOR", "COMMITTER")},
    **{f"GIT_{who}_EMAIL": "lily@lumora.example" for who in ("AUTHOR", "COMMITTER")},
}
Files = dict[str, bytes]


class Point(NamedTuple):
    """The n-th time that a process makes a call."""

    call: str
    number: int


class Outcome(NamedTuple):
    """What came of one fault: whether it fired, and what was wrong after it."""

    fired: bool
    wrong: list[str]


def execute(command: list[str], folder: Path, *, check: bool = True) -> int:
    """The exit status of a program."""
    done = subprocess.run(command, cwd=folder, env=ENVIRONMENT, capture_output=True, check=False)
    if check and done.returncode:
        raise SystemExit(f"{command} ended with {done.returncode}:\n{done.stderr.decode()}")
    return done.returncode


def prepare(folder: Path) -> None:
    """A server, and a clone of it with something to fetch and something to push."""
    execute(["git", "init", "--quiet", "--bare", "-b", "main", "server.git"], folder)
    for name in ("book", "colleague"):
        execute(["git", "clone", "--quiet", "server.git", name], folder)
        execute(["git", "checkout", "--quiet", "-B", "main"], folder / name)
        execute(["git", "remote", "set-url", "origin", "../server.git"], folder / name)
    book, colleague = folder / "book", folder / "colleague"
    for path, text in BOOK.items():
        (book / path).parent.mkdir(parents=True, exist_ok=True)
        (book / path).write_text(text)
    commit(book)
    execute([*DOSSIER, "sync"], book)
    execute(["git", "pull", "--quiet", "origin", "main"], colleague)
    (colleague / "dossiers/customers/ben.md").write_text("---\nname: Ben\nowner: lily\n---\n")
    commit(colleague)
    execute(["git", "push", "--quiet", "origin", "main"], colleague)
    (book / "dossiers/customers/anna.md").write_text(ANNA + "- 2026-11-04 call: mine\n")
    commit(book)


def commit(book: Path) -> None:
    """Commits everything, unchecked."""
    execute(["git", "add", "--all"], book)
    execute(["git", "commit", "--quiet", "--no-verify", "-m", "x"], book)


def contents(book: Path) -> Files:
    """All files of a book but for git's, private and temporary ones; hashes without their value,
    since they are salted."""
    return {
        file.relative_to(book).as_posix(): HASH.sub(
            lambda one: b"#" * len(one[0]), file.read_bytes()
        )
        for file in book.rglob("*")
        if file.is_file() and not {".git", ".dossier"} & set(file.parts)
        if TEMPORARY not in file.name
    }


def traced(command: list[str], case: Path, *options: str) -> tuple[int, str]:
    """The exit status of a command under strace, and the calls that it made. Where strace sees
    only the chosen calls, which is quick, it sends no signals (6.1)."""
    trace = case / "trace"
    quick = [] if any("signal=" in option for option in options) else ["--seccomp-bpf"]
    strace = ["strace", "-f", "-y", "-s", "4096", *quick, "-o", str(trace), *options]
    status = execute([*strace, *command], case / "book", check=False)
    return status, trace.read_text(errors="replace")


def points(trace: str, book: Path) -> list[Point]:
    """The calls that change something in the book, with their numbers in their process."""
    counts: Counter[tuple[str, str]] = Counter()
    found = []
    for line in trace.splitlines():
        match = re.match(r"(\d+) +(\w+)\((.*)", line)
        if match:
            process, call, arguments = match.groups()
            counts[process, call] += 1
            inside = str(book) in arguments or re.search(r'"(?:\.git|dossiers)\b', arguments)
            if inside and (call != "openat" or CHANGING.search(arguments)):
                found.append(Point(call, counts[process, call]))
    return sorted(set(found))


def attempt(command: list[str], template: Path, new: Files, point: Point, fault: str) -> Outcome:
    """Runs a command with one fault, in a fresh copy of everything."""
    old = contents(template / "book")
    with tempfile.TemporaryDirectory(dir=template.parent) as folder:
        case = Path(folder, "case")
        shutil.copytree(template, case, symlinks=True)
        rule = f"inject={point.call}:{fault}:when={point.number}"
        status, trace = traced(command, case, "-e", f"trace={point.call}", "-e", rule)
        book = case / "book"
        now = contents(book)
        wrong = [
            f"damaged: {path}"
            for path in {*old, *new, *now}
            if now.get(path) not in (old.get(path), new.get(path))
        ]
        if status == 0 and now != new:
            wrong.append("it said it was done")
        for root in (book, book / "sub"):
            if (root / ".dossier").is_dir():
                with writing(root):
                    pass
        strays = [*book.rglob(f"{TEMPORARY}*"), *book.glob(".dossier/rescued/*")]
        wrong += [f"stray: {file.name}" for file in strays]
    fired = status == -signal.SIGKILL or "(INJECTED)" in trace or "killed by SIGKILL" in trace
    return Outcome(fired, [f"{fault} at {point.call} {point.number}: {one}" for one in wrong])


def examine(name: str, template: Path, every: int, jobs: int) -> int:
    """Runs one command with all faults, and prints a row; gives how often something was wrong."""
    command = COMMANDS[name]
    case = template.with_name(f"clean-{name}")
    shutil.copytree(template, case, symlinks=True)
    status, trace = traced(command, case, "-e", f"trace={CALLS}")
    if status:
        raise SystemExit(f"{name} ends with {status} even without a fault")
    new, found = contents(case / "book"), points(trace, case / "book")
    chosen = [(point, fault) for point in found for fault in FAULTS][::every]
    with ThreadPoolExecutor(jobs) as pool:
        done = list(pool.map(lambda one: attempt(command, template, new, *one), chosen))
    fired = sum(outcome.fired for outcome in done)
    wrong = [problem for outcome in done for problem in outcome.wrong]
    kinds = [
        sum(f": {kind}" in problem for problem in wrong) for kind in ("damaged", "stray", "it")
    ]
    print(
        f"{name:<13} {len(found):6} {fired:6} {kinds[0]:8} {kinds[1]:7} {kinds[2]:11}", flush=True
    )
    print(*(f"  {problem}" for problem in wrong), sep="\n", end="\n" if wrong else "", flush=True)
    return len(wrong)


def main() -> None:
    """Prints a table; ends with 1 if anything was wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--commands", nargs="+", choices=COMMANDS, default=[*COMMANDS])
    parser.add_argument("--every", type=int, default=1, help="only every n-th fault")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    given = parser.parse_args()
    if not shutil.which("strace"):
        raise SystemExit("strace is not installed; on Debian: apt install strace")
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        template = Path(folder, "template")
        template.mkdir()
        prepare(template)
        print("command        calls  fired  damaged  strays  false 'done'")
        wrong = [examine(name, template, given.every, given.jobs) for name in given.commands]
    sys.exit(bool(sum(wrong)))


if __name__ == "__main__":
    main()
