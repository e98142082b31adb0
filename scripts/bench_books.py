"""The generated books that are measured, and the commands that are run on them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from measuring import Command

DAY = "2026-11-20"
"""The day of all lists: the one after the last event of a generated book."""
WALK = """
import os, sys
import click, sqlite3
for folder in ("customers", "companies", "countries", "team"):
    for entry in os.scandir(f"{sys.argv[1]}/dossiers/{folder}"):
        entry.stat()
"""
"""What one has to do at least to know that no dossier has changed."""
_GENERATE = Path(__file__).with_name("generate_book.py")


def book_of(folder: Path, customers: int, *, kept: int = 99) -> Path:
    """A book in a folder, made if it isn't there; of so many per cent care was taken lately."""
    root = folder / f"book-{customers}-{kept}"
    if not root.exists():
        making = root.with_name(f"{root.name}.part")
        arguments = [str(making), "--customers", str(customers), "--kept", str(kept)]
        subprocess.run([sys.executable, str(_GENERATE), *arguments], check=True)
        making.rename(root)
    return root


def dossier(root: Path, *arguments: str) -> Command:
    """The command `dossier` on a book, as it is installed beside this Python."""
    program = Path(sys.executable).with_name("dossier")
    return Command([str(program), *arguments, "--book", str(root)])


def cold(command: Command, root: Path) -> Command:
    """The same with nothing kept of what was read before."""
    return command._replace(before=lambda: shutil.rmtree(root / ".dossier", ignore_errors=True))


def python(*arguments: str) -> Command:
    """This Python itself."""
    return Command([sys.executable, *arguments])


def lines_of(command: Command) -> Sequence[str]:
    """What a command prints, line by line."""
    done = subprocess.run(command.args, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()
