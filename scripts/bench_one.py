"""Measures what concerns one customer: to look at them, and to write a line into their log."""

from __future__ import annotations

import time
from pathlib import Path
from typing import NamedTuple

from bench_books import DAY, WALK, dossier, python
from bench_rows import Row, Table, ratio, shown
from measuring import Command, Spent, measure, spent

COMMANDS = ("show", "price", "suggest", "gaps", "set", "log")
WRITING = ("set", "log")
"""Before each of these the file says again what it said, so that there is something to write."""
_UNSETTLED = 2.1
"""Seconds during which a file that was just written is read again to be sure."""


class One(NamedTuple):
    """What commands about one customer of a book took, and to walk over its files."""

    customers: int
    walk: Spent
    took: dict[str, Spent]


def measured(root: Path, customers: int, runs: int) -> One:
    """Measures the commands on a book whose list was asked for; the file that is written to says in
    the end what it said before."""
    spent(dossier(root, "due", "--on", DAY))
    time.sleep(_UNSETTLED)
    files = sorted((root / "dossiers" / "customers").iterdir())
    file = files[len(files) // 2]
    old = file.read_bytes()
    try:
        commands = {name: _command(name, root, file.stem) for name in COMMANDS}
        for name in WRITING:
            commands[name] = commands[name]._replace(before=lambda: file.write_bytes(old))
        found = measure({"walk": python("-c", WALK, str(root)), **commands}, runs)
    finally:
        file.write_bytes(old)
    return One(customers, found.pop("walk"), found)


def rows(found: One) -> list[Row]:
    """Looking and writing against the walk over all files."""
    return [
        ratio(f"{name}, one customer", found.customers, "walk",
              (found.took[name].cpu, found.walk.cpu), None)
        for name in ("show", "log")
    ]  # fmt: skip


def growth(all_found: list[One]) -> Table:
    """What the commands take on books of several sizes."""
    head = ("customers", "walk", *COMMANDS)
    lines = [
        (f"{one.customers:,}", shown(one.walk.cpu), *(shown(one.took[n].cpu) for n in COMMANDS))
        for one in all_found
    ]
    return Table("What concerns one customer", [head, *lines])


def _command(name: str, root: Path, who: str) -> Command:
    if name == "set":
        return dossier(root, "set", who, "tags", "--add", "measured")
    if name == "log":
        return dossier(root, "log", who, "note", "measured", "--on", DAY)
    return dossier(root, name, who, "--on", DAY)
