"""A book from a stranger: looking at it runs none of the programs its git names (promise 20)."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

READING = (
    ("check",),
    ("check", "--staged"),
    ("check", "--at", "HEAD"),
    ("due", "--on", "2026-11-20"),
    ("due", "--why", "anna-schmidt", "--on", "2026-11-20"),
    ("due", "--at", "HEAD", "--on", "2026-11-20"),
    ("show", "anna-schmidt", "--on", "2026-11-20"),
    ("show", "anna-schmidt", "--at", "HEAD"),
    ("list", "--where", "country=de"),
    ("history", "anna-schmidt"),
    ("history", "anna-schmidt", "stage"),
    ("review", "--since", "7d", "--on", "2026-11-20"),
    ("export", "--subject", "anna-schmidt"),
)
SETTINGS = (
    "core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "diff.external",
    "diff.evil.textconv", "diff.evil.command", "filter.evil.clean", "filter.evil.smudge",
    "filter.evil.process", "credential.helper", "merge.dossier.driver", "gpg.program",
)  # fmt: skip


def git(root: Path, *words: str) -> None:
    """Git as its owner would call it."""
    subprocess.run(["git", *words], cwd=root, check=True, capture_output=True)


@pytest.fixture
def strange(sample_book: Path, tmp_path: Path) -> Path:
    """A book with edits that are not committed, whose every setting names one program."""
    git(sample_book, "init", "--quiet")
    git(sample_book, "add", ".")
    git(sample_book, "commit", "--quiet", "-m", "begun")
    trap = tmp_path / "trap.sh"
    trap.write_text(f"#!/bin/sh\necho $0 $* >> {tmp_path / 'sprung'}\ncat\n")
    trap.chmod(0o755)
    anna = sample_book / "dossiers/customers/anna-schmidt.md"
    anna.write_text(anna.read_text(encoding="utf-8") + "- 2026-11-17 note: x\n", encoding="utf-8")
    (sample_book / ".gitattributes").write_text("* filter=evil diff=evil\n*.md merge=dossier\n")
    for name in SETTINGS:
        git(sample_book, "config", name, str(trap))
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    for name in ("post-index-change", "pre-commit", "post-checkout", "reference-transaction"):
        (hooks / name).symlink_to(trap)
    git(sample_book, "config", "core.hooksPath", str(hooks))
    return sample_book


@pytest.mark.parametrize("words", READING, ids=" ".join)
def test_reading_runs_nothing(
    run: Callable[..., Any], strange: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    result = run(*words, book=strange)
    assert result.status in (0, 1)
    assert result.stdout or result.stderr
    assert not (tmp_path / "sprung").exists()


def test_the_trap_would_spring(strange: Path, tmp_path: Path) -> None:
    subprocess.run(["git", "status"], cwd=strange, check=False, capture_output=True)
    assert (tmp_path / "sprung").exists()
