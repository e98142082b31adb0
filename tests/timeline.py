"""A book in git whose commits are made by given people on given days."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO

ANNA = "dossiers/customers/anna.md"
KARL = "dossiers/customers/karl.md"
BRIGHTLITE = "dossiers/companies/brightlite.md"


def text(header: str = "", log: str = "", notes: str = "", name: str = "Anna Schmidt") -> str:
    """A dossier with lines of a header and of a log."""
    body = f"{notes}\n" if notes else ""
    events = f"\n## Log\n\n{log}" if log else ""
    return f"---\nname: {name}\n{header}---\n{body}{events}"


class Timeline:
    """A repository in a folder. Days are those of Shenzhen, at ten in the morning."""

    def __init__(self, root: Path, *, start: bool = True) -> None:
        self.root = root
        root.mkdir(parents=True, exist_ok=True)
        if start:
            self.git("init", "--quiet")

    def git(
        self,
        *words: str,
        day: str = "2026-11-01",
        by: str = "Lily Chen",
        stdin: IO[bytes] | None = None,
    ) -> str:
        """Runs git, as somebody on a day (or at a moment); gives what it prints."""
        when = day if "T" in day else f"{day}T10:00:00+08:00"
        mail = f"{by.split()[0].lower() or 'nobody'}@lumora.example"
        made = {"GIT_AUTHOR_NAME": by, "GIT_AUTHOR_EMAIL": mail}
        made |= {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
        done = subprocess.run(
            ["git", *words],
            cwd=self.root,
            env={**os.environ, **made},
            stdin=stdin,
            check=True,
            capture_output=True,
        )
        return done.stdout.decode("utf-8", "replace").strip()

    def write(self, files: Mapping[str, str | bytes | None]) -> None:
        """Writes files, or deletes them."""
        for path, content in files.items():
            file = self.root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            if content is None:
                file.unlink()
            else:
                file.write_bytes(content if isinstance(content, bytes) else content.encode())

    def commit(
        self,
        day: str,
        files: Mapping[str, str | bytes | None],
        message: str = "x",
        by: str = "Lily Chen",
    ) -> str:
        """Writes files and commits everything; gives the hash."""
        self.write(files)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message, day=day, by=by)
        return self.git("rev-parse", "HEAD")

    def rename(self, day: str, old: str, new: str) -> str:
        """Renames a file in a commit of its own."""
        self.git("mv", old, new)
        return self.commit(day, {}, f"rename {old}")

    def branch(self, name: str, start: str = "HEAD") -> None:
        """Begins a branch."""
        self.git("checkout", "--quiet", "-b", name, start)

    def merge(self, day: str, branch: str, files: Mapping[str, str | bytes] | None = None) -> str:
        """Merges a branch into main; `files` is what is written to end it by hand."""
        self.git("checkout", "--quiet", "main")
        if files is None:
            self.git("merge", "--quiet", "--no-ff", "--message", f"merge {branch}", branch, day=day)
        else:
            with suppress(subprocess.CalledProcessError):
                self.git("merge", "--quiet", "--no-ff", "--no-commit", branch, day=day)
            self.commit(day, files, f"merge {branch}")
        return self.git("rev-parse", "HEAD")
