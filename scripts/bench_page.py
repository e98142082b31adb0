"""The pages docs/benchmarks.md and docs/zh/benchmarks.md."""

from __future__ import annotations

import os
import platform
import sqlite3
import subprocess
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import bench_rivals
from bench_rows import Table, as_markdown
from bench_words import Words


class Measured(NamedTuple):
    """All that a page shows: for books of some sizes, each in so many runs."""

    sizes: Sequence[int]
    runs: int
    against_floors: Table
    growth: Sequence[Table]
    rivals: Table | None
    machine: Mapping[str, str]


def page(found: Measured, words: Words) -> str:
    """The whole page."""
    from bench_history import COMMITS, VERSIONS

    sizes = ", ".join(f"{size:,}" for size in found.sizes)
    parts = [
        words.introduction.format(sizes=sizes, runs=found.runs),
        *_section(found.against_floors, words),
        words.rows.format(versions=VERSIONS, commits=COMMITS),
    ]
    for table in found.growth:
        parts += _section(table, words)
    if found.rivals:
        parts += [*_section(found.rivals, words), words.rivals]
    else:
        parts += [f"## {words.of(bench_rivals.TITLE)}\n", words.no_rivals]
    parts += [f"## {words.of('The machine')}\n"]
    facts = (f"- {words.of(name)}: {text}\n" for name, text in found.machine.items())
    return "\n".join([*parts, "".join(facts)])


def _section(table: Table, words: Words) -> list[str]:
    lines = [tuple(map(words.of, line)) for line in table.lines]
    said = Table(words.of(table.title), lines)
    return [f"## {said.title}\n", as_markdown(said) + "\n"]


def machine() -> dict[str, str]:
    """What it was measured on, without the names of machine and user; and when."""
    git = subprocess.run(["git", "--version"], capture_output=True, text=True, check=True)
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    return {
        "Processor": f"{_processor()}, {os.cpu_count()} cores",
        "Memory": f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 1e9:.0f} GB",
        "System": _system(),
        "Python": f"{platform.python_version()}, SQLite {sqlite3.sqlite_version}",
        "git": git.stdout.split()[2],
        "Load at the end": load,
        "Day": f"{datetime.now(UTC):%Y-%m-%d}",
    }


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
