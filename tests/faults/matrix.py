"""Every fault at every call of a command that writes: run as a program, it prints what came of it.

    python tests/faults/matrix.py FOLDER [--naive]

One warm process forks a child for each fault, so that a run costs milliseconds.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import filelock  # noqa: F401 - what is imported here is warm in the children
import git  # noqa: F401
from shim import KILL, Shim

from dossierkit.book import writing as writing_module
from dossierkit.book.writing import writing
from dossierkit.history.commit import FileEdit, Message, write
from dossierkit.schema.policy import Policy
from dossierkit.text.atomic import Replaced
from dossierkit.text.temporary import TEMPORARY

FAULTS = {"KILL": KILL, "EIO": errno.EIO, "ENOSPC": errno.ENOSPC}
ANNA, BEN, CHEN = (f"dossiers/customers/{name}.md" for name in ("anna", "ben", "chen"))
OLD = {ANNA: b"anna\r\n" * 9, BEN: b"ben\n"}
NEW = {ANNA: b"anna\r\n" * 9 + b"call\r\n", CHEN: b"chen\n" * 9}
_KILLED = -9


class Scenario(NamedTuple):
    """What is written, in which sort of book, on which sort of system."""

    name: str
    changes: Mapping[str, bytes | None]
    with_git: bool = False
    exchange: bool = True
    links: bool = True


SCENARIOS = (
    Scenario("replace", {ANNA: NEW[ANNA]}),
    Scenario("replace by links", {ANNA: NEW[ANNA]}, exchange=False),
    Scenario("replace by copies", {ANNA: NEW[ANNA]}, exchange=False, links=False),
    Scenario("create", {CHEN: NEW[CHEN]}),
    Scenario("create by links", {CHEN: NEW[CHEN]}, exchange=False),
    Scenario("delete", {BEN: None}),
    Scenario("three files", {ANNA: NEW[ANNA], BEN: None, CHEN: NEW[CHEN]}),
    Scenario("commit", {ANNA: NEW[ANNA], CHEN: NEW[CHEN]}, with_git=True),
)


class Tally(NamedTuple):
    """What came of a scenario: how many faults fired, and what was wrong then."""

    name: str
    points: int
    fired: int
    wrong: list[str]


def main(folder: Path, *, naive: bool) -> None:
    """Runs all scenarios, and prints a line of JSON for each; only the first one if files are
    written the naive way, which must be found wrong."""
    if naive:
        setattr(writing_module, "replace", _in_place)  # noqa: B010 - not ours to export
    for scenario in SCENARIOS[:1] if naive else SCENARIOS:
        print(json.dumps(run(scenario, folder / scenario.name)._asdict()), flush=True)


def _in_place(file: Path, old: bytes, new: bytes, folder: Path) -> Replaced:
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_TRUNC), "wb") as stream:
        stream.write(new)
    return Replaced(file, None, old, new)


def run(scenario: Scenario, folder: Path) -> Tally:
    """Lets each fault happen at call 1, 2, … until none fires any more."""
    template = _make(folder / "template", scenario)
    fired, points, wrong = 0, 0, []
    for fault, code in FAULTS.items():
        for number in range(1, 1000):
            root = folder / "book"
            shutil.copytree(template, root)
            status = _child(root, scenario, Shim(number, code))
            if status != 0 or _count(root) >= number:
                fired, points = fired + 1, max(points, number)
            where = f"{fault} at {number} ({status})"
            wrong += [f"{where}: {problem}" for problem in _problems(root, scenario, status)]
            last = status == 0 and _count(root) < number
            shutil.rmtree(root)
            if last:
                break
    return Tally(scenario.name, points, fired, wrong)


def _make(root: Path, scenario: Scenario) -> Path:
    for path, content in OLD.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    if scenario.with_git:
        _git(root, "init", "--quiet", "--template=")
        _git(root, "add", ".")
        _git(root, "commit", "--quiet", "-m", "begin")
    return root


def _child(root: Path, scenario: Scenario, shim: Shim) -> int:
    """The exit status of a write in a child: 0 done, 1 an error of the disk, -9 killed."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    status = 2
    try:
        shim.install(exchange=scenario.exchange, links=scenario.links)
        _write(root, scenario.changes)
        status = 0
    except OSError:
        status = 1
    finally:
        shim.number = 0
        (root / "count").write_text(str(shim.count))
        os._exit(status)


def _write(root: Path, changes: Mapping[str, bytes | None]) -> None:
    edits = [FileEdit(path, lambda _, new=new: new) for path, new in changes.items()]  # type: ignore[misc]
    write(root, Policy(), edits, Message("set", "anna", "next"))


def _count(root: Path) -> int:
    """How many calls a child has made; unknown if it was killed, which means enough."""
    file = root / "count"
    return int(file.read_text()) if file.exists() else 1000


def _problems(root: Path, scenario: Scenario, status: int) -> list[str]:
    """What is wrong after a run, and after the next one."""
    wrong = [] if status in (0, 1, _KILLED) else [f"ended with {status}"]
    targets = {path: OLD.get(path) for path in scenario.changes}
    present = {path: _content(root / path) for path in targets}
    wrong += [
        f"{path} is damaged: {content!r}"
        for path, content in present.items()
        if content not in (targets[path], scenario.changes[path])
    ]
    if status != _KILLED:
        head, *changed = _git_says(root) if scenario.with_git else [""]
        is_done = present == scenario.changes and (not scenario.with_git or head.startswith("set"))
        is_undone = present == targets and not head.startswith("set") and status == 1
        wrong += [] if is_done or is_undone else [f"neither done nor undone: {head}"]
        wrong += [f"git sees {line}" for line in changed]
    with writing(root):
        pass
    return wrong + [f"left over: {name}" for name in _strays(root)]


def _content(file: Path) -> bytes | None:
    return file.read_bytes() if file.exists() else None


def _strays(root: Path) -> Sequence[str]:
    rescued = [file.name for file in (root / ".dossier").glob("rescued/*")]
    return rescued + [file.name for file in root.rglob(f"{TEMPORARY}*")]


def _git_says(root: Path) -> list[str]:
    """The last commit's subject, and what is not committed."""
    changed = _git(root, "status", "--porcelain", "dossiers").splitlines()
    log = (root / ".git" / "logs" / "HEAD").read_text()
    return [log.splitlines()[-1].partition("commit: ")[2], *changed]


def _git(root: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True, text=True)
    return done.stdout.strip()


if __name__ == "__main__":
    main(Path(sys.argv[1]), naive="--naive" in sys.argv)
