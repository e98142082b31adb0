"""A newcomer takes the tour."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


def test_q_ends_it_and_nothing_stays(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setattr("click.prompt", lambda *args, **options: "q")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert run("tour").status == 0
    assert list(tmp_path.iterdir()) == []
