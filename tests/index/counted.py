"""A run of the command in a fresh process whose work is counted, not timed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

_PROGRAM = """
import json, sqlite3, sys, time

root, *arguments = sys.argv[1:]
kinds = ("customers", "companies", "countries", "team")
folders = tuple(f"{root}/dossiers/{kind}/" for kind in kinds)
opened, decoded, steps = [], [], 0


def audit(event, arguments):
    if event == "open" and isinstance(arguments[0], str) and arguments[0].startswith(folders):
        opened.append(arguments[0][len(root) + len("/dossiers/") :])


def step():
    global steps
    steps += 1


class Counted(sqlite3.Connection):
    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.set_progress_handler(step, 1)


def connect(*arguments, **options):
    return real_connect(*arguments, factory=Counted, **options)


def loads(text, **options):
    decoded.append(text)
    return real_loads(text, **options)


real_connect, sqlite3.connect = sqlite3.connect, connect
real_loads, json.loads = json.loads, loads
real_time = time.time_ns
time.time_ns = lambda: real_time() + 10_000_000_000  # files written now are no longer fresh
sys.addaudithook(audit)
before = set(sys.modules)

from dossierkit.cli import main

status = main(arguments)
modules = sorted(set(sys.modules) - before)
counted = {"opened": sorted(set(opened)), "decoded": len(decoded), "steps": steps}
print(json.dumps({"status": status, "modules": modules, **counted}), file=sys.stderr)
"""


class Work(NamedTuple):
    """What a run did: the dossiers it opened (such as `customers/anna.md`), the modules it loaded,
    how many pieces of JSON it decoded, how many steps SQLite took; and what it printed."""

    opened: list[str]
    modules: set[str]
    decoded: int
    steps: int
    output: str


def work(root: Path, *arguments: str, fails: bool = False) -> Work:
    """Runs a command on a book whose files count as ten seconds old; it may end with 1 if it
    `fails` for what it finds."""
    run = subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(root), *arguments, "--book", str(root)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    allowed = (0, None, 1) if fails else (0, None)
    found = json.loads(run.stderr.splitlines()[-1])
    assert found["status"] in allowed, run.stderr
    modules = set(found["modules"])
    return Work(found["opened"], modules, found["decoded"], found["steps"], run.stdout)
