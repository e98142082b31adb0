"""Lets colleagues write into one dossier and sync, all at once, and counts what is left of it.

    python scripts/bench_sync.py [--clones 4] [--commits 25]

Each clone is a process of its own that adds a log line, changes a fact, commits and syncs, as
often as it is told. Every line must be there once, and each fact once, with its last value.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from dossierkit.cli.sync import all_findings
from dossierkit.history.commit import FileEdit, Message, write
from dossierkit.history.team.exchange import Wishes
from dossierkit.history.team.sync import sync
from dossierkit.schema.policy import Policy
from dossierkit.text.edit import set_field
from dossierkit.text.log_edit import add_log_line

ANNA = "dossiers/customers/anna.md"
TEXT = "---\nname: Anna Schmidt\ncountry: de\n---\n\n## Log\n\n- 2026-10-31 fair in: Met.\n"
FIELDS = ("given", "family", "salutation", "reason")
"""The facts that the clones change, each clone one of its own, in every commit."""


class Race(NamedTuple):
    """What is left of it: `lines` is how often each written line is in the log, `facts` how many
    of the clones' facts stand in the header once, with their last value."""

    lines: Counter[str]
    facts: int
    findings: int
    pauses: list[int]
    seconds: float

    def kept(self, clones: int, commits: int) -> int:
        """How many of the written lines are there exactly once."""
        wanted = (f"{clone}-{number}" for clone in range(clones) for number in range(commits))
        return sum(self.lines[one] == 1 for one in wanted)


def main() -> None:
    """Reads the arguments; runs the race, or one of its writers."""
    parser = argparse.ArgumentParser(description="many clones, one dossier")
    parser.add_argument("--clones", type=int, choices=range(1, 5), default=4, metavar="N")
    parser.add_argument("--commits", type=int, default=25, metavar="N")
    parser.add_argument("--writer", type=int, metavar="NUMBER", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.writer is not None:
        print(run_writer(Path.cwd(), given.writer, given.commits))
        return
    with tempfile.TemporaryDirectory() as folder:
        done = race(Path(folder), given.clones, given.commits)
    total = given.clones * given.commits
    print(f"{done.kept(given.clones, given.commits)} of {total} lines are there once")
    print(f"{done.facts} of {given.clones} facts have their last value")
    print(f"{done.findings} findings in the merged book")
    print(f"tries after a quicker colleague, by clone: {done.pauses}")
    print(f"{done.seconds:.1f} s, {done.seconds / total * 1000:.0f} ms a commit")


def race(folder: Path, clones: int, commits: int) -> Race:
    """Makes a server and clones in a folder, lets all write at once, and looks at the result."""
    server = folder / "server.git"
    git(folder, "init", "--quiet", "--bare", "--initial-branch=main", str(server))
    git(folder, "init", "--quiet", "--initial-branch=main", "start")
    start = folder / "start"
    (start / ANNA).parent.mkdir(parents=True)
    (start / ANNA).write_text(TEXT, encoding="utf-8")
    (start / "dossiers/book.yaml").write_text("", encoding="utf-8")
    git(start, "add", "--all")
    git(start, "commit", "--quiet", "-m", "The book begins")
    git(start, "remote", "add", "origin", str(server))
    sync(start, Wishes(), all_findings, time.sleep)
    roots = [folder / f"clone-{number}" for number in range(clones)]
    for root in roots:
        git(folder, "clone", "--quiet", str(server), root.name)
    begun = time.perf_counter()
    writers = [
        subprocess.Popen(
            [sys.executable, __file__, "--writer", str(number), "--commits", str(commits)],
            cwd=root, stdout=subprocess.PIPE, text=True,
        )
        for number, root in enumerate(roots)
    ]  # fmt: skip
    pauses = [int(writer.communicate()[0]) for writer in writers]
    seconds = time.perf_counter() - begun
    sync(start, Wishes(), all_findings, time.sleep)
    text = (start / ANNA).read_text(encoding="utf-8")
    last = (f"\n{field}: {commits - 1}-{field}\n" for field in FIELDS[:clones])
    facts = sum(text.count(line) == 1 for line in last)
    lines = Counter(line.rpartition(" ")[2] for line in text.splitlines() if " call out" in line)
    return Race(lines, facts, len(all_findings(start)), pauses, seconds)


def run_writer(root: Path, number: int, commits: int) -> int:
    """Writes and syncs so many times; gives how often a colleague was quicker."""
    pauses: list[float] = []

    def wait(seconds: float) -> None:
        pauses.append(seconds)
        time.sleep(seconds)

    for count in range(commits):
        message = Message("log", "anna", f"call {number}-{count}", dossiers=("anna",))
        write(root, Policy(), [FileEdit(ANNA, _edit(number, count))], message)
        report = sync(root, Wishes(), all_findings, wait)
        if not report.is_pushed:
            raise SystemExit(f"clone {number} was stopped: {report}")
    return len(pauses)


def _edit(number: int, count: int) -> Callable[[bytes | None], bytes]:
    """A log line, and a fact of this clone."""

    def edited(old: bytes | None) -> bytes:
        field = FIELDS[number]
        line = f"2026-11-01 call out: {number}-{count}"
        text = add_log_line((old or b"").decode(), line, (), date(2026, 11, 1), None)
        return set_field(text, (field,), f"{count}-{field}").encode()

    return edited


def git(folder: Path, *arguments: str) -> None:
    """Runs git in a folder."""
    subprocess.run(["git", *arguments], cwd=folder, check=True, env=os.environ)


if __name__ == "__main__":
    main()
