"""A newcomer takes the tour."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


def test_the_whole_tour_in_a_pipe(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "dossierkit", "tour", str(tmp_path / "tour")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    for word in ("8/8", "$ dossier due --owner lily", "Anna Schmidt", "log(anna-schmidt): call"):
        assert word in done.stdout
    assert f"The copy is in {tmp_path / 'tour'}" in done.stdout


def test_q_ends_it_and_nothing_stays(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setattr("click.prompt", lambda *args, **options: "q")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert run("tour").status == 0
    assert list(tmp_path.iterdir()) == []
