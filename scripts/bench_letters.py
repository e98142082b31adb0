"""Measures letters against what anyone can measure: the Jinja rendering of their templates.

`render --all` minus `list` of the same book is what the letters cost, with starting the worker.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from bench_books import DAY, book_of, dossier, lines_of, python
from bench_rows import Row
from measuring import Command, measure, runs_for

PURPOSES = ("greeting", "price-update")
REACH = 2.5
_JINJA = str(Path(__file__).with_name("bench_letters_jinja.py"))


def letters_book(folder: Path, letters: int) -> Path:
    """A book in which everybody gets letters, with rates for every list."""
    root = folder / f"letters-{letters}"
    if root.exists():
        return root
    shutil.copytree(book_of(folder, letters, kept=0), root)
    for file in (root / "dossiers" / "customers").glob("*.md"):
        text = file.read_text(encoding="utf-8").replace("marketing: refused", "marketing: given")
        text = text.replace("do-not-contact: true", "do-not-contact: false")
        file.write_text(text, encoding="utf-8")
    rates = "date,from,to,rate,source\n2026-06-30,EUR,USD,1.15,bank\n2026-11-16,EUR,USD,1.16,bank\n"
    rates += "2026-06-30,USD,EUR,0.86,bank\n2026-11-16,USD,EUR,0.87,bank\n"
    (root / "dossiers" / "rates.csv").write_text(rates, encoding="utf-8")
    return root


def render(root: Path, purpose: str) -> Command:
    """The letters of a purpose for everybody, with none written yet."""
    command = dossier(root, "render", purpose, "--all", "--on", DAY)
    return command._replace(
        before=lambda: shutil.rmtree(root / "outbox", ignore_errors=True), statuses=(0, 1)
    )


def rows(folder: Path, letters: int, runs: int) -> list[Row]:
    """What a letter of each purpose costs above its rendering."""
    with tempfile.TemporaryDirectory(dir=_in_memory()) as place:
        root = Path(place) / "book"
        shutil.copytree(letters_book(folder, letters), root)
        return [_row(root, letters, one, runs_for(5 * letters, runs)) for one in PURPOSES]


def _in_memory() -> Path | None:
    """A place that is no disk, if there is one: a disk takes its own time to make a file."""
    memory = Path("/dev/shm")  # noqa: S108
    return memory if memory.is_dir() and os.access(memory, os.W_OK) else None


def _row(root: Path, customers: int, purpose: str, runs: int) -> Row:
    jobs = str(root / f"{purpose}.pickle")
    letters = int(lines_of(python(_JINJA, "keep", str(root), purpose, DAY, jobs))[0])
    commands = {  # the list of members reads the whole book, as `render` does
        "render": render(root, purpose),
        "list": dossier(root, "list", "members", "--on", DAY),
        "jinja": python(_JINJA, "render", jobs),
        "nothing": python(_JINJA, "nothing", jobs),
    }
    found = measure(commands, runs)
    drafts = len(list((root / "outbox").glob("*.eml")))
    if drafts != letters:
        raise SystemExit(f"{drafts} drafts, {letters} letters")
    each = 1000 * (found["render"].cpu - found["list"].cpu) / letters
    floor = 1000 * (found["jinja"].cpu - found["nothing"].cpu) / letters
    took, floor_took = f"{each:.2f} ms each", f"{floor:.2f} ms each"
    what = f"{letters:,} letters, {purpose}"
    return Row(what, customers, "Jinja", took, floor_took, each - floor, REACH, "ms above")
