"""Measures letters against what anyone can measure: the Jinja rendering of their templates.

    python scripts/bench_letters.py [--runs 3] [--letters 1000]

CPU milliseconds a letter (user and system, of the command and its worker), medians of interleaved
runs. `render --all` minus `list` of the same book is what the letters cost, with starting the
worker; the floor renders the same templates with the same names with Jinja alone.
"""

from __future__ import annotations

import argparse
import os
import pickle
import shutil
import statistics
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

from generate_book import generate

from dossierkit.book.load import load
from dossierkit.mail.job import Failed, Job, Rendered
from dossierkit.mail.letter import Letter, Request, Writer
from dossierkit.mail.renderer import Renderer
from dossierkit.mail.templates import load_templates

ON = date(2026, 11, 20)
REACH = 2.5
PURPOSES = ("greeting", "price-update")
FLOOR = """
import pickle, sys
from dossierkit.mail.environment import LetterEnvironment
environments, compiled = {}, {}
with open(sys.argv[1], "rb") as file:
    jobs = pickle.load(file)
for job in jobs if sys.argv[2] == "all" else ():
    for template in job.templates:
        for source in (template.subject, template.body):
            if template.language not in environments:
                environments[template.language] = LetterEnvironment(template.language)
            environment = environments[template.language]
            if source not in compiled:
                compiled[source] = environment.compiled(source, template.path)
            environment.run(compiled[source], job.names, template.uses, 1 << 18)
"""


class Recorder:
    """A workshop in this process that keeps the jobs it was given."""

    def __init__(self) -> None:
        self.jobs: list[Job] = []
        self._renderer = Renderer()

    def render(self, job: Job) -> Rendered | Failed:
        """The letter; its job is kept."""
        result = self._renderer.render(job)
        if isinstance(result, Rendered):
            self.jobs.append(job)
        return result


def cpu_seconds(command: list[str]) -> float:
    """The CPU time of a process and its children; its output is thrown away."""
    before = os.times()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    after = os.times()
    return sum(after[2:4]) - sum(before[2:4])


def make_book(root: Path, letters: int) -> None:
    """A book in which everybody gets letters, with rates for every list."""
    generate(root, letters)
    for file in (root / "dossiers" / "customers").glob("*.md"):
        text = file.read_text(encoding="utf-8").replace("marketing: refused", "marketing: given")
        text = text.replace("do-not-contact: true", "do-not-contact: false")
        file.write_text(text, encoding="utf-8")
    rates = "date,from,to,rate,source\n2026-06-30,EUR,USD,1.15,bank\n2026-11-16,EUR,USD,1.16,bank\n"
    rates += "2026-06-30,USD,EUR,0.86,bank\n2026-11-16,USD,EUR,0.87,bank\n"
    (root / "dossiers" / "rates.csv").write_text(rates, encoding="utf-8")


def jobs_of(root: Path, purpose: str) -> list[Job]:
    """What is rendered for each letter of a purpose."""
    book, recorder = load(root), Recorder()
    request = Request(ON, is_bulk=True)
    writer = Writer(book, load_templates(root, purpose), request, recorder)  # type: ignore[arg-type]
    made = sum(isinstance(writer.letter(one), Letter) for one in book.customers.values())
    return recorder.jobs[:made]


def measure(root: Path, purpose: str, runs: int) -> tuple[int, float, float]:
    """The number of letters; CPU seconds of all of them, and of their Jinja rendering."""
    jobs = jobs_of(root, purpose)
    kept = root / f"{purpose}.pickle"
    kept.write_bytes(pickle.dumps(jobs))
    dossier = [sys.executable, "-m", "dossierkit"]
    tail = ["--book", str(root), "--on", str(ON)]
    commands = {
        "render": [*dossier, "render", purpose, "--all", *tail],
        "list": [*dossier, "list", *tail],
        "jinja": [sys.executable, "-c", FLOOR, str(kept), "all"],
        "nothing": [sys.executable, "-c", FLOOR, str(kept), "none"],
    }
    found: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            shutil.rmtree(root / "outbox", ignore_errors=True)
            found[name].append(cpu_seconds(command))
            if name == "render":
                drafts = len(list((root / "outbox").glob("*.eml")))
                if drafts != len(jobs):
                    raise SystemExit(f"{drafts} drafts, {len(jobs)} letters")
    median = {name: statistics.median(times) for name, times in found.items()}
    return len(jobs), median["render"] - median["list"], median["jinja"] - median["nothing"]


def main() -> None:
    """Makes the book, measures, and prints a table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--letters", type=int, default=1_000)
    given = parser.parse_args()
    print(f"{'letters':<22} {'ms each':>8} {'Jinja ms':>9} {'above':>6} {'reach':>6}")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "book")
        make_book(root, given.letters)
        for purpose in PURPOSES:
            many, whole, jinja = measure(root, purpose, given.runs)
            each, floor = 1000 * whole / many, 1000 * jinja / many
            name = f"{many} {purpose}"
            print(f"{name:<22} {each:8.2f} {floor:9.2f} {each - floor:6.2f} {REACH:6.2f}")


if __name__ == "__main__":
    main()
