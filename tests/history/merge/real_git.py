"""Merges by git itself, with the driver as a clone has it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from scenarios import Fact, Files, Scenario, holds

from dossierkit.book.checks import findings
from dossierkit.book.load import load

DRIVER = f"{sys.executable} -P -m dossierkit merge-driver %O %A %B %P --marker-size %L"
MODES = ("merge", "rebase", "cherry-pick", "stash pop")


class Outcome(NamedTuple):
    """What git left: whether it asked, and what lost a fact if it did not."""

    asked: bool
    lost: tuple[Fact, ...]
    root: Path

    @property
    def word(self) -> str:
        return "ASK" if self.asked else "LOSS" if self.lost else "ok"


def git(root: Path, *words: str) -> int:
    """Runs git in a folder; gives its exit status."""
    ran = subprocess.run(["git", *words], cwd=root, capture_output=True, check=False)
    return ran.returncode


def new_clone(root: Path, driver: str = DRIVER) -> Path:
    """An empty book in git, with the merge driver."""
    (root / "dossiers").mkdir(parents=True)
    (root / "dossiers" / "book.yaml").write_text("")
    (root / ".gitattributes").write_text("dossiers/**/*.md merge=dossier\n")
    git(root, "init", "--quiet")
    git(root, "config", "merge.dossier.driver", driver)
    return root


def write_files(root: Path, files: Files) -> None:
    """Lets the dossiers of a book be exactly these."""
    for folder in ("customers", "companies", "countries", "team"):
        shutil.rmtree(root / "dossiers" / folder, ignore_errors=True)
    for path, content in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())


def commit(root: Path, files: Files, message: str) -> None:
    write_files(root, files)
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--allow-empty", "--message", message)


def _branches(root: Path, scenario: Scenario) -> None:
    commit(root, scenario.base, "base")
    git(root, "switch", "--quiet", "--create", "theirs")
    commit(root, scenario.theirs, "theirs")
    git(root, "switch", "--quiet", "-")
    commit(root, scenario.ours, "ours")


def _merge(root: Path, scenario: Scenario) -> int:
    _branches(root, scenario)
    return git(root, "merge", "--quiet", "--no-edit", "theirs")


def _rebase(root: Path, scenario: Scenario) -> int:
    _branches(root, scenario)
    return git(root, "rebase", "--quiet", "theirs")


def _cherry_pick(root: Path, scenario: Scenario) -> int:
    _branches(root, scenario)
    git(root, "cherry-pick", "--allow-empty", "--keep-redundant-commits", "theirs")
    return int(subprocess.check_output(["git", "ls-files", "-u"], cwd=root) != b"")


def _stash_pop(root: Path, scenario: Scenario) -> int:
    commit(root, scenario.base, "base")
    write_files(root, scenario.theirs)
    git(root, "add", "--all")
    git(root, "stash", "--quiet")
    commit(root, scenario.ours, "ours")
    return git(root, "stash", "pop", "--quiet")


_RUN: dict[str, Callable[[Path, Scenario], int]] = dict(
    zip(MODES, (_merge, _rebase, _cherry_pick, _stash_pop), strict=True)
)


def play(root: Path, scenario: Scenario, mode: str = "merge", driver: str = DRIVER) -> Outcome:
    """Plays a scenario in a new repository."""
    new_clone(root, driver)
    asked = bool(_RUN[mode](root, scenario))
    lost = [fact for fact in scenario.facts if not asked and not _holds(root, scenario, fact)]
    return Outcome(asked, tuple(lost), root)


def _holds(root: Path, scenario: Scenario, fact: Fact) -> bool:
    if fact[0] == "check":
        return fact[1] in {one.code for one in findings(load(root), date(2026, 12, 31))}
    if fact[0] == "nofile":
        return not (root / fact[1]).exists()
    paths = [path for path in {**scenario.ours, **scenario.theirs} if (root / path).exists()]
    return all(holds(fact, (root / path).read_bytes()) for path in paths)
