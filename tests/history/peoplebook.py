"""A book in git about Anna, for the tests of handing over, erasing and telling."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

from conftest import write_book

ANNA = """\
---
name: Anna Schmidt
given: Anna
family: Schmidt
company: brightlite
owner: lily
reach: {email: [anna@brightlite.example], phone: ["+49 30 1234567"]}
next: 2026-11-05 answer on L/C terms
---
Buys strips.

## Log

- 2026-11-01 call out by lily: She thinks about it.
"""
KARL = """\
---
name: Karl Brandt
company: brightlite
owner: lily
position: {title: Boss, authority: decision-maker}
---
Anna Schmidt works for him: [[anna-schmidt]].

## Log

- 2026-11-02 call: Asked for anna@brightlite.example, +49 (0)30 1234567.
"""
FILES = {
    "dossiers/book.yaml": "name: Lumora\n",
    "dossiers/team/lily.md": "---\nname: Lily Zhang\nemail: lily@lumora.example\n---\n",
    "dossiers/team/tom.md": "---\nname: Tom Becker\nemail: tom@lumora.example\n---\n",
    "dossiers/companies/brightlite.md": (
        "---\nname: Brightlite GmbH\ncountry: de\n"
        "org: [{role: Buyer, person: anna-schmidt}]\nterms:\n  payment: T/T 30/70\n---\n"
    ),
    "dossiers/customers/anna-schmidt.md": ANNA,
    "dossiers/customers/karl-brandt.md": KARL,
    ".gitignore": "outbox/\n.dossier/\n",
}


def git(root: Path, *arguments: str, at: str = "2026-11-03T10:00:00+00:00") -> str:
    """Runs git in a folder, as Lily, at a moment; gives what it prints."""
    command = ["git", f"--git-dir={root}"] if root.suffix == ".git" else ["git", "-C", str(root)]
    environment = {"GIT_AUTHOR_DATE": at, "GIT_COMMITTER_DATE": at}
    ran = subprocess.run(
        ["env", *(f"{name}={value}" for name, value in environment.items()), *command, *arguments],
        check=True, capture_output=True,
    )  # fmt: skip
    return ran.stdout.decode("utf-8", "replace")


def make(root: Path, files: Mapping[str, str] = FILES) -> Path:
    """A book with one commit."""
    write_book(root, files)
    git(root, "init", "--quiet")
    commit(root, "The book begins")
    return root


def commit(root: Path, message: str, at: str = "2026-11-03T10:00:00+00:00") -> None:
    """Commits everything."""
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", message, at=at)


def objects(root: Path) -> bytes:
    """The contents of all objects of a repository, one after the other."""
    command = ["git", f"--git-dir={root if root.suffix == '.git' else root / '.git'}"]
    ran = subprocess.run(
        [*command, "cat-file", "--batch-all-objects", "--batch"], check=True, capture_output=True
    )
    return ran.stdout
