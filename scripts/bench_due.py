"""Measures the start of the program, and the day's list."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import NamedTuple

from bench_books import DAY, WALK, cold, dossier, lines_of, python
from bench_rows import Row, Table, ratio, shown
from measuring import Command, Spent, measure, runs_for, spent

READ_ONE = """
from pathlib import Path
from dossierkit.book.lazy import found_in
from dossierkit.book.load import load_dossier, load_policy
root = Path(sys.argv[1])
load_dossier(found_in(root, "customer", sys.argv[2]), load_policy(root))
"""
_UNSETTLED = 2.1
"""Seconds during which a file that was just written is read again to be sure."""
_MEGABYTE = 1_000_000


class List(NamedTuple):
    """What the list of one book took: at first, with nothing changed, with one file edited, and
    only to walk over the files; and how many are on it."""

    customers: int
    first: Spent
    same: Spent
    edited: Spent
    walk: Spent
    walk_and_read: Spent
    due: int


def start_rows(runs: int) -> list[Row]:
    """How long it takes to say nothing much."""
    program = str(Path(sys.executable).with_name("dossier"))
    commands = {
        "import click": python("-c", "import click"),
        **{f"dossier {one}": Command([program, one]) for one in ("--version", "--help")},
    }
    found = measure(commands, 3 * runs)
    floor = found.pop("import click").cpu
    return [ratio(name, 0, "import click", (one.cpu, floor), 1.3) for name, one in found.items()]


def measured(root: Path, customers: int, runs: int) -> List:
    """Measures the list of a book."""
    command = dossier(root, "due", "--on", DAY)
    time.sleep(_UNSETTLED)
    first = measure({"first": cold(command, root)}, runs_for(customers, runs))
    due = len(lines_of(Command([*command.args, "--format", "csv"]))) - 1
    walk = python("-c", WALK, str(root))
    spent(command)
    same = measure({"walk": walk, "due": command}, runs)
    with edits_of(root) as (who, edit):
        read = python("-c", WALK + READ_ONE, str(root), who)
        edited = measure({"walk": read, "due": command._replace(before=edit)}, runs)
    return List(
        customers, first["first"], same["due"], edited["due"], same["walk"], edited["walk"], due
    )


@contextmanager
def edits_of(root: Path) -> Iterator[tuple[str, Callable[[], object]]]:
    """A customer, and what adds another line to their log each time; it is gone in the end."""
    files = sorted((root / "dossiers" / "customers").iterdir())
    file, numbers = files[len(files) // 2], count(1)
    old = file.read_bytes()
    try:
        yield (
            file.stem,
            lambda: file.write_bytes(old + b"- 2026-11-19 note: edit %d\n" % next(numbers)),
        )
    finally:
        file.write_bytes(old)


def rows(found: List) -> list[Row]:
    """The list against its floors, and what memory it took."""
    size, reach = found.customers, 1.5 if found.customers >= 10_000 else None
    memory = {
        "nothing changed": found.same,
        "one file edited": found.edited,
        "first time": found.first,
    }
    return [
        ratio("due, nothing changed", size, "walk", (found.same.cpu, found.walk.cpu), reach),
        ratio(
            "due, one file edited", size, "walk, one file read",
            (found.edited.cpu, found.walk_and_read.cpu), reach,
        ),
        *(
            Row(
                f"memory of due, {what}", size, "walk",
                f"{one.memory / _MEGABYTE:.0f} MB", f"{found.walk.memory / _MEGABYTE:.0f} MB",
                one.memory / _MEGABYTE, 150, "MB",
            )
            for what, one in memory.items()
        ),
    ]  # fmt: skip


def growth(lists: list[List]) -> Table:
    """What the list takes on books of several sizes, and what each customer adds."""
    head = (
        "customers", "on the list", "first time", "first, waited", "nothing changed", "walk",
        "above the walk", "above it, per customer", "one file edited",
    )  # fmt: skip
    lines = [
        (
            f"{one.customers:,}",
            f"{one.due:,}",
            shown(one.first.cpu),
            shown(one.first.waited),
            shown(one.same.cpu),
            shown(one.walk.cpu),
            shown(one.same.cpu - one.walk.cpu),
            f"{(one.same.cpu - one.walk.cpu) / one.customers * 1e6:.1f} µs",
            shown(one.edited.cpu),
        )
        for one in lists
    ]
    return Table("How the list grows with the book", [head, *lines])
