"""Measures `check` against what anyone can measure: libyaml reading the same headers.

    python scripts/bench_check.py [--runs 5]

All figures are CPU seconds (user and system) of whole processes, medians of interleaved runs.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from generate_book import generate

FLOOR = """
import sys, yaml
from pathlib import Path
for file in sorted(Path(sys.argv[1], "dossiers").glob("*/*.md")):
    text = file.read_bytes().decode()
    loader = yaml.CBaseLoader(text[4 : text.index("\\n---", 3) + 1])
    while not isinstance(loader.get_event(), yaml.StreamEndEvent):
        pass
"""


def cpu_seconds(command: list[str]) -> float:
    """The CPU time of a process and its children; its output is thrown away."""
    before = os.times()
    ended = subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    after = os.times()
    if ended.returncode != 0:
        raise SystemExit(f"{' '.join(command)} ended with {ended.returncode}")
    return sum(after[2:4]) - sum(before[2:4])


def measure(commands: dict[str, list[str]], runs: int) -> dict[str, float]:
    """The median of each command, all run in turn so that none has the better time."""
    found: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            found[name].append(cpu_seconds(command))
    return {name: statistics.median(times) for name, times in found.items()}


def main() -> None:
    """Makes the books, measures, and prints a table with the ratios."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    python, dossier = sys.executable, [sys.executable, "-m", "dossierkit"]
    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder, "small"), Path(folder, "large")
        generate(small, 1_000)
        generate(large, 10_000)
        one = measure(
            {
                "floor": [python, "-c", FLOOR, str(small)],
                "check": [*dossier, "check", "--book", str(small)],
                "click": [python, "-c", "import click"],
                "version": [*dossier, "--version"],
            },
            runs,
        )
        ten = measure({"check": [*dossier, "check", "--book", str(large)]}, max(1, runs // 2))
    rows = [
        ("check of 1,000", "libyaml's events", one["check"], one["floor"], 2.5),
        ("check of 10,000", "check of 1,000", ten["check"], one["check"], 11),
        ("dossier --version", "import click", one["version"], one["click"], 1.3),
    ]
    print(f"{'what':<18} {'floor':<17} {'s':>6} {'floor s':>8} {'ratio':>6} {'reach':>6}")
    for what, floor, seconds, floor_seconds, reach in rows:
        ratio = seconds / floor_seconds
        print(f"{what:<18} {floor:<17} {seconds:6.2f} {floor_seconds:8.2f} {ratio:6.2f} {reach:6}")


if __name__ == "__main__":
    main()
