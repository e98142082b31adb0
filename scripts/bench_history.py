"""Measures a field's history against what one would type otherwise: `git log -p -- path`.

The book is generated: two customers have so many versions among all the commits, the first of the
folder, which git finds soonest, and one in the middle.
"""

from __future__ import annotations

import random
import subprocess
from collections.abc import Iterator
from pathlib import Path

from bench_books import dossier
from bench_rows import Row, ratio
from measuring import Command, measure

CUSTOMERS = 2_000
COMMITS = 5_000
VERSIONS = 200
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
    with subprocess.Popen(
        ["git", "fast-import", "--quiet"], cwd=root, stdin=subprocess.PIPE
    ) as importing:
        assert importing.stdin is not None  # noqa: S101
        importing.stdin.writelines(stream(customers, commits, versions))
    if importing.returncode:
        raise SystemExit("git takes no such history")
    subprocess.run(["git", "gc", "--quiet"], cwd=root, check=True)
    subprocess.run(["git", "reset", "--quiet", "--hard"], cwd=root, check=True)


def rows(folder: Path, runs: int) -> list[Row]:
    """A field's and a dossier's history, of two customers, as CPU time."""
    root = folder / "history"
    if not root.exists():
        generate(root, CUSTOMERS, COMMITS, VERSIONS)
    found: list[Row] = []
    for place, number in (("first", 0), ("middle", CUSTOMERS // 2)):
        who = Path(path_of(number)).stem
        git = Command(["git", "-C", str(root), "log", "-p", "--", path_of(number)])
        commands = {
            "git": git,
            "history WHO FIELD": dossier(root, "history", who, "potential.need"),
            "history WHO": dossier(root, "history", who),
        }
        spent = measure(commands, 2 * runs)
        for what, reach in (("history WHO FIELD", 2), ("history WHO", None)):
            seconds = spent[what].cpu, spent["git"].cpu
            found.append(ratio(f"{what}, {place} file", COMMITS, "git log -p", seconds, reach))
    return found
