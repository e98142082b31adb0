"""Colleagues who write and sync at the same moment; `scripts/bench_sync.py` has it in full."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "scripts" / "bench_sync.py"
CLONES, COMMITS = 3, 4


def test_nothing_is_lost_between_colleagues(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("bench_sync", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    bench = importlib.util.module_from_spec(spec)
    sys.modules["bench_sync"] = bench
    spec.loader.exec_module(bench)
    done = bench.race(tmp_path, CLONES, COMMITS)
    assert done.kept(CLONES, COMMITS) == CLONES * COMMITS
    assert done.facts == CLONES
    assert done.findings == 0
