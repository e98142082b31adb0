"""What a repository's own settings would make git run: nobody's book may run a program here.

A clone brings no settings along, but a folder from an archive or a shared drive does.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path

from dossierkit.history.git import run

_FILTER = re.compile(r"filter\.(.*)\.(?:clean|smudge|process)")
_CONTACT = re.compile(
    r"core\.(?:sshcommand|gitproxy|askpass)|credential\.(?:.*\.)?helper|remote\..*\.(?:uploadpack|vcs)"
)


def own_programs(root: Path, pattern: re.Pattern[str]) -> list[str]:
    """The names of this repository's own settings that name a program of some kind."""
    names: list[str] = []
    for scope in ("--local", "--worktree"):
        answer = run(root, "config", scope, "--includes", "-z", "--name-only", "--list")
        names += answer.stdout.split("\0")
    return sorted({name for name in names if pattern.fullmatch(name)})


def contact_programs(root: Path) -> list[str]:
    """The settings of this repository that would run a program when its remote is asked."""
    return own_programs(root, _CONTACT)


def harmless(root: Path) -> dict[str, str]:
    """Environment variables under which git runs no program that this repository's own settings
    name: no hook, no file system monitor, no filter. Filters of the user's own settings stay."""
    settings = {"core.fsmonitor": "false", "core.hooksPath": os.devnull}
    for name in own_programs(root, _FILTER):
        start = name.rpartition(".")[0]
        settings |= {f"{start}.{part}": "" for part in ("clean", "smudge", "process")}
        settings[f"{start}.required"] = "false"
    return as_environment(settings)


def modified(root: Path, folders: Sequence[str]) -> list[str]:
    """The files in some folders that differ from the last commit, by no filter's help, sorted."""
    answer = run(
        root, "diff", "--name-only", "-z", "--relative", "--no-renames", "--no-ext-diff",
        "--no-textconv", "HEAD", "--", *folders, env=harmless(root),
    )  # fmt: skip
    return sorted(filter(None, answer.stdout.split("\0")))


def as_environment(settings: dict[str, str]) -> dict[str, str]:
    """Settings of git as environment variables, which come after every file's."""
    first = int(os.environ.get("GIT_CONFIG_COUNT") or 0)
    made = {"GIT_CONFIG_COUNT": str(first + len(settings)), "GIT_OPTIONAL_LOCKS": "0"}
    for number, (name, value) in enumerate(settings.items(), first):
        made |= {f"GIT_CONFIG_KEY_{number}": name, f"GIT_CONFIG_VALUE_{number}": value}
    return made
