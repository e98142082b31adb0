"""Measures a field's history against what one would type otherwise: `git log -p -- path`.

    python scripts/bench_history.py [--runs 15] [--customers 2000] [--commits 5000] [--versions 200]

The book is generated: two customers have so many versions among all the commits, the first of the
folder, which git finds soonest, and one in the middle. Figures are seconds of whole processes,
medians of interleaved runs: as one waits for them, and of CPU.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_HEADER = """\
---
name: Person {number}
company: company-{company}
owner: lily
reach: {{email: [p{number}@lumen.example], prefers: email}}
stage: interest
intent: hesitant
potential: {{need: {need}, volume: 2, power: 3, likelihood: 2}}
tags: [t{version}]
---
Buys for the spring catalogue, asks for samples first.

## Log

"""
_LINE = "- 2025-{month:02}-{day:02} call out by lily: Talked about item {item}, wants more data.\n"
_PERSON = "Lily Chen <lily@lumora.example>"


class Spent(NamedTuple):
    """What a process took, in seconds."""

    waited: float
    cpu: float


def path_of(number: int) -> str:
    """The file of a customer."""
    return f"dossiers/customers/person-{number:05}.md"


def text(number: int, version: int) -> bytes:
    """A version of a dossier, 2 to 5 KB, with one line more for each of the first forty."""
    header = _HEADER.format(number=number, company=number % 300, need=version % 4, version=version)
    items = range(10 + min(version, 40))
    lines = (_LINE.format(month=1 + i % 12, day=1 + i % 28, item=i) for i in items)
    return (header + "".join(lines)).encode()


def stream(customers: int, commits: int, versions: int) -> Iterator[bytes]:
    """The book's history, as `git fast-import` reads it."""
    rng = random.Random(3)
    drawn = rng.sample(range(1, commits), 2 * (versions - 1))
    watched = {commit: (0, customers // 2)[place % 2] for place, commit in enumerate(drawn)}
    others = [number for number in range(customers) if number not in watched.values()]
    counts = [0] * customers
    begun = [(path_of(number), text(number, 0)) for number in range(customers)]
    for commit in range(commits):
        message = b"log(someone): call out\n\nDossier: someone\n"
        when = 1_700_000_000 + 3600 * commit
        yield f"commit refs/heads/main\ncommitter {_PERSON} {when} +0800\n".encode()
        yield b"data %d\n%s\n" % (len(message), message)
        if commit:
            number = watched.get(commit, rng.choice(others))
            counts[number] += 1
            begun = [(path_of(number), text(number, counts[number]))]
        else:
            begun.append(("dossiers/book.yaml", b""))
        for path, content in begun:
            yield b"M 100644 inline %s\ndata %d\n%s\n" % (path.encode(), len(content), content)
        yield b"\n"


def generate(root: Path, customers: int, commits: int, versions: int) -> None:
    """Makes the book as a repository, packed and checked out."""
    subprocess.run(["git", "init", "--quiet", "--initial-branch=main", str(root)], check=True)
    data = b"".join(stream(customers, commits, versions))
    subprocess.run(["git", "fast-import", "--quiet"], cwd=root, input=data, check=True)
    subprocess.run(["git", "gc", "--quiet"], cwd=root, check=True)
    subprocess.run(["git", "reset", "--quiet", "--hard"], cwd=root, check=True)


def spent(command: list[str], root: Path) -> Spent:
    """Runs a command in a folder, its output thrown away."""
    before, begin = os.times(), time.perf_counter()
    subprocess.run(command, cwd=root, stdout=subprocess.DEVNULL, check=True)
    waited, after = time.perf_counter() - begin, os.times()
    return Spent(waited, sum(after[2:4]) - sum(before[2:4]))


def main() -> None:
    """Makes the book, measures, and prints a table with the ratios."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--customers", type=int, default=2000)
    parser.add_argument("--commits", type=int, default=5000)
    parser.add_argument("--versions", type=int, default=200)
    given = parser.parse_args()
    dossier = [sys.executable, "-m", "dossierkit", "history"]
    commands: dict[str, list[str]] = {}
    for place, number in (("first", 0), ("middle", given.customers // 2)):
        who = Path(path_of(number)).stem
        commands[f"git log -p, {place} file"] = ["git", "log", "-p", "--", path_of(number)]
        commands["history WHO FIELD, " + place] = [*dossier, who, "potential.need"]
        commands["history WHO, " + place] = [*dossier, who]
    found: dict[str, list[Spent]] = {what: [] for what in commands}
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        generate(root, given.customers, given.commits, given.versions)
        for command in commands.values():
            spent(command, root)
        for _ in range(given.runs):
            for what, command in commands.items():
                found[what].append(spent(command, root))
    print(f"{'what':<26} {'waited':>7} {'ratio':>6} {'cpu':>7} {'ratio':>6} {'reach':>6}")
    floor = Spent(1, 1)
    for what, runs in found.items():
        waited, cpu = (statistics.median(column) for column in zip(*runs, strict=True))
        is_floor = what.startswith("git")
        floor = Spent(waited, cpu) if is_floor else floor
        ratios = f"{waited:7.3f} {waited / floor.waited:6.2f} {cpu:7.3f} {cpu / floor.cpu:6.2f}"
        print(f"{what:<26} {ratios} {2 if 'FIELD' in what else '':>6}")


if __name__ == "__main__":
    main()
