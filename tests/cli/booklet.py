"""Lily's book in git, small enough to read whole, for the commands that write."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

from conftest import write_book

ANNA = """\
---
name: Anna Schmidt            # as on her card
company: brightlite
owner: lily
reach: {email: [anna@brightlite.example], prefers: email}
stage: interest
intent: interested
next: 2026-11-19 send the data sheet   # she asked twice
tags: [strip-project]
---
She prepares a table for her boss.

## Log

- 2026-11-02 email in: Asked for LED strips, 3000 K.
- 2026-11-03 email out by lily: Sent the catalogue.
"""
BRIGHTLITE = """\
---
name: Brightlite GmbH
country: de
terms:
  incoterm: FOB
  payment: T/T 30/70          # agreed in 2024
---
"""
FILES = {
    "dossiers/book.yaml": "name: Lumora\ncountry: cn\n",
    "dossiers/customers/anna.md": ANNA,
    "dossiers/companies/brightlite.md": BRIGHTLITE,
    "dossiers/team/lily.md": "---\nname: Lily Chen\nemail: lily@lumora.example\n---\n",
    "dossiers/team/mei.md": "---\nname: Mei Chen\nemail: mei@lumora.example\n---\n",
}
ANNA_FILE = "dossiers/customers/anna.md"


def git(root: Path, *arguments: str) -> str:
    """What a git command prints; it must succeed."""
    done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True, check=True)
    return done.stdout


def make(root: Path, files: Mapping[str, str] | None = None) -> Path:
    """The book, with one commit."""
    book = write_book(root, {**FILES, **(files or {})})
    git(book, "init", "--quiet")
    git(book, "add", "--all")
    git(book, "commit", "--quiet", "--message", "begin")
    return book


def numstat(root: Path, rev: str = "HEAD") -> dict[str, tuple[int, int]]:
    """The lines that a commit added to and took from each file."""
    rows = git(root, "show", "--numstat", "--format=", rev).split("\n")
    cells = [row.split("\t") for row in rows if row]
    return {path: (int(added), int(taken)) for added, taken, path in cells}
