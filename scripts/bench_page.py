"""The page docs/benchmarks.md."""

from __future__ import annotations

import os
import platform
import sqlite3
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from bench_rows import Table, as_markdown

_INTRODUCTION = """\
# How fast it is

Written by `make bench` (`python scripts/bench.py --write`): don't edit it by hand.

The books are generated, and the same on every machine, with companies, countries, colleagues,
prices and logs. They have {sizes} customers. Of 99 per cent of them somebody
has taken care lately, so that few are due on the day of the list. A figure is the CPU time, user
and system, of a whole process with all that it started: so two cores don't flatter it, and a busy
machine harms it less. It is the median of {runs} runs taken in turn with those of its floor, after
one that isn't counted; what takes long is run less often, on the largest book once. Output is
thrown away. What counts is the ratio to the floor, which anyone can measure on their own machine.
"""
_ROWS = """\
- **`--version`, `--help`**: the floor is `python -c "import click"`.
- **`due`, nothing changed**: the list was asked for before. The floor imports click and sqlite3 and
  calls `os.scandir` and `stat` for every dossier, so that it could know that nothing changed.
- **`due`, one file edited**: before every run a line is added to one customer's log. The floor is
  the same walk, and reading that one file as the program reads it, with all its checks.
- **memory of `due`**: the peak of the largest of its processes, and of the walk.
- **`show`, `log`, one customer**: the list was asked for before; it is the same customer each time,
  and before each line their file says again what it said. The floor is the walk;
  the book is in no git.
- **`check`, first time**: nothing is kept from an earlier run. The floor has libyaml tell the
  events of the same headers, one after the other, in one process; once the CPU time of both is
  compared, and once the time one waits, where a second core helps. With nothing changed since it
  is the walk, over dossiers alone; with one file edited, that and reading this one file.
- **a letter typed**: from the message that a letter was typed to the findings of the file, and from
  a question to what may be typed there, over a pipe, when the server has looked around in the book.
  The floor is the same in a small book; the reach is what an editor's user does not feel.
- **letters**: `render --all` less `list members` on the same book, for each letter: text, HTML,
  price table and draft written. The floor renders the same templates with the same names, and
  nothing more. The book lies in memory, where there is a place for that: how long a disk takes to
  make a file depends on how full it is (0.03 to 0.5 ms on one machine).
- **history**: {versions} versions of a file among {commits:,} commits. The floor is what one would
  type otherwise, `git log -p -- path`; the reach is for one field's history.
"""
_RIVALS = """\
Each tool has the same people, in its own form: `task due.before:tomorrow list`, `todo list --due 1`
(its cache filled), a loop of twenty lines over python-frontmatter, `khard list`, `check-jsonschema`
with a small schema, `yamllint -d relaxed`, and `mailmerge --dry-run` with a letter of plain text.
Beside them: `due` with nothing changed, `list`, the first `check`, and `render price-update
--all`. They do less: no rhythm depends on what happened, no reference is followed, no letter has a
price, or a second part in HTML.
"""
_NO_RIVALS = "None of them was installed; `make bench-rivals` installs them.\n"


def page(
    sizes: Sequence[int],
    runs: int,
    against_floors: Table,
    growth: Sequence[Table],
    rivals: Table | None,
) -> str:
    """The whole page, with the machine and the day."""
    from bench_history import COMMITS, VERSIONS

    *others, largest = (f"{size:,}" for size in sizes)
    shown = " and ".join([", ".join(others), largest] if others else [largest])
    parts = [
        _INTRODUCTION.format(sizes=shown, runs=runs),
        f"## {against_floors.title}\n",
        as_markdown(against_floors) + "\n",
        _ROWS.format(versions=VERSIONS, commits=COMMITS),
    ]
    for table in growth:
        parts += [f"## {table.title}\n", as_markdown(table) + "\n"]
    parts += ["## Beside what one would use instead\n"]
    parts += [as_markdown(rivals) + "\n", _RIVALS] if rivals else [_NO_RIVALS]
    parts += ["## The machine\n", machine()]
    return "\n".join(parts)


def machine() -> str:
    """What it was measured on, without the names of machine and user; and when."""
    git = subprocess.run(["git", "--version"], capture_output=True, text=True, check=True)
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    facts = {
        "Processor": f"{_processor()}, {os.cpu_count()} cores",
        "Memory": f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 1e9:.0f} GB",
        "System": _system(),
        "Python": f"{platform.python_version()}, SQLite {sqlite3.sqlite_version}",
        "git": git.stdout.split()[2],
        "Load at the end": load,
        "Day": f"{datetime.now(UTC):%Y-%m-%d}",
    }
    return "".join(f"- {name}: {text}\n" for name, text in facts.items())


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        return platform.system()


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    models = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(models, platform.machine())
