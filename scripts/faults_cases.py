"""The writing commands, each with a book for it: what `faults.py` runs."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

ENVIRONMENT = {
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "Lily Chen",
    "GIT_AUTHOR_EMAIL": "lily@lumora.example",
    "GIT_COMMITTER_NAME": "Lily Chen",
    "GIT_COMMITTER_EMAIL": "lily@lumora.example",
}
ANNA = """\
---
name: Anna Schmidt
country: de
owner: lily
reach: {email: [anna@brightlite.example]}
language: {prefers: en}
birthday: 04-12
stage: interest
consent: {marketing: legitimate-interest}
---
Met through [[karl]].

## Log

- 2026-11-01 email in: hello
"""
KARL = "---\nname: Karl Brandt\nowner: lily\ncountry: de\n---\nKnows [[anna-schmidt]].\n"
MEMBER = "---\nname: {name} Chen\nemail: {id}@lumora.example\nsignature: {name}\n---\n"
LETTER = """\
---
subject: Hello {{ customer.name }}
purpose: greeting
language: en
---
Dear {{ customer.name }}, all the best.
"""
FILES = {
    "dossiers/book.yaml": "",
    "dossiers/customers/anna-schmidt.md": ANNA,
    "dossiers/customers/karl.md": KARL,
    "dossiers/team/lily.md": MEMBER.format(name="Lily", id="lily"),
    "dossiers/team/tom.md": MEMBER.format(name="Tom", id="tom"),
    "templates/greeting/en.md": LETTER,
    ".gitignore": "/outbox/\n/.dossier/\n",
}


class Case(NamedTuple):
    """A command: its words, its book, and where it is run (relative to the case's folder).

    `is_whole` says that its files change all or none; `gits` that faults go to its git, too.
    """

    name: str
    words: tuple[str, ...]
    prepare: Callable[[Path], None]
    is_whole: bool = True
    gits: bool = True
    where: str = "book"
    book: str = "book"
    status: tuple[int, ...] = (0,)


def git(folder: Path, *words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    """A git command in a folder."""
    ran = subprocess.run(
        ["git", *words],
        cwd=folder,
        env={**os.environ, **ENVIRONMENT},
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if check and ran.returncode:
        raise SystemExit(f"git {' '.join(words)}: {ran.stderr}")
    return ran


def plain(folder: Path) -> None:
    """A book without git."""
    for path, text in FILES.items():
        file = folder / "book" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def with_git(folder: Path) -> None:
    """A book with one commit."""
    plain(folder)
    book = folder / "book"
    git(book, "init", "--quiet", "--template=", "--initial-branch=main")
    git(book, "add", ".")
    git(book, "commit", "--quiet", "-m", "begun")


def with_server(folder: Path) -> None:
    """A book that has a commit of its own, and a server that has another."""
    with_git(folder)
    book, server = folder / "book", folder / "server.git"
    git(folder, "clone", "--quiet", "--bare", "--template=", "book", "server.git")
    git(book, "remote", "add", "origin", "../server.git")
    git(book, "fetch", "--quiet")
    git(book, "branch", "--quiet", "--set-upstream-to=origin/main")
    git(folder, "clone", "--quiet", str(server), "other")
    other = folder / "other"
    karl = other / "dossiers" / "customers" / "karl.md"
    karl.write_text(KARL.replace("country: de", "country: at"), encoding="utf-8")
    git(other, "commit", "--quiet", "-am", "moved")
    git(other, "push", "--quiet")
    subprocess.run(["rm", "-rf", str(other)], check=True)
    anna = book / "dossiers" / "customers" / "anna-schmidt.md"
    anna.write_text(ANNA.replace("stage: interest", "stage: sincerity"), encoding="utf-8")
    git(book, "commit", "--quiet", "-am", "a stage")


def three_versions(folder: Path) -> None:
    """A file in three versions, in the root of a plain book."""
    plain(folder)
    for name, stage, line in (
        ("base", "interest", ""),
        ("ours", "sincerity", "- 2026-11-02 call out: one\n"),
        ("theirs", "interest", "- 2026-11-03 call out: other\n"),
    ):
        text = ANNA.replace("stage: interest", f"stage: {stage}") + line
        (folder / "book" / name).write_text(text, encoding="utf-8")


def nothing(folder: Path) -> None:
    """An empty folder."""


CASES = (
    Case("log", ("log", "anna-schmidt", "call", "out", "Not decided"), with_git),
    Case("set", ("set", "anna-schmidt", "stage", "sincerity"), with_git),
    Case("set-plain", ("set", "anna-schmidt", "stage", "sincerity"), plain, gits=False),
    Case("new", ("new", "customer", "Lars Eide", "--set", "owner=tom"), with_git),
    Case("handover", ("handover", "lily", "tom"), with_git),
    Case("forget", ("forget", "anna-schmidt", "--yes"), with_git),
    Case("render", ("render", "greeting", "anna-schmidt"), plain, is_whole=False, gits=False),
    Case("merge-driver", ("merge-driver", "base", "ours", "theirs"), three_versions, gits=False),
    Case("sync", ("sync",), with_server, is_whole=False),
    Case("init", ("init", "new", "--empty"), nothing, is_whole=False, book="book/new"),
)
