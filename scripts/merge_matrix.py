"""Plays the scenarios of the merge experiment with real git, and prints what came of each.

    python scripts/merge_matrix.py [--more]

Each of the 36 (with `--more`, also our own) is played as merge, rebase, cherry-pick and stash pop,
with the driver set as in a clone. ok: merged, and all facts hold. ASK: git stops. LOSS: merged, and
a fact is gone. The exit status is 1 if anything is lost, or asked that should not be.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "history" / "merge"))

from more_scenarios import MORE
from real_git import MODES, play
from scenarios import SCENARIOS, Scenario


def main() -> int:
    """Plays all of them, two at a time."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--more", action="store_true", help="also our own scenarios")
    scenarios = SCENARIOS + (MORE if parser.parse_args().more else ())
    os.environ |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    for role in ("AUTHOR", "COMMITTER"):
        os.environ[f"GIT_{role}_NAME"] = "Lily Chen"
        os.environ[f"GIT_{role}_EMAIL"] = "lily@lumora.example"
    print(f"{'':5}" + "".join(f"{mode:13}" for mode in MODES))
    sums: dict[str, Counter[str]] = {mode: Counter() for mode in MODES}
    wrong = 0
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:
        rows = pool.map(lambda one: _row(Path(folder), one), scenarios)
        for scenario, words in zip(scenarios, rows, strict=True):
            print(f"{scenario.name:5}" + "".join(f"{word:13}" for word in words) + scenario.title)
            for mode, word in zip(MODES, words, strict=True):
                sums[mode][word] += 1
                wrong += word == "LOSS" or (word == "ASK" and scenario.asks is False)
    for word in ("ok", "ASK", "LOSS"):
        print(f"{word:5}" + "".join(f"{sums[mode][word]:<13}" for mode in MODES))
    return int(wrong > 0)


def _row(folder: Path, scenario: Scenario) -> list[str]:
    return [play(folder / scenario.name / mode, scenario, mode).word for mode in MODES]


if __name__ == "__main__":
    sys.exit(main())
