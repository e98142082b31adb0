"""Small books for the rules of follow-ups, asked through the command itself.

The day is a Friday, 2026-11-20, unless a test says otherwise; without a country Saturdays and
Sundays are off.
"""

from __future__ import annotations

import io
import json
import re
import tempfile
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from conftest import write_book

from dossierkit.cli import main

ON = "2026-11-20"

Entry: TypeAlias = dict[str, Any]
"""One follow-up as `due --format json` prints it."""


class Answer(NamedTuple):
    """What the command said: its status, its JSON, and what went to stderr."""

    status: int
    data: Any
    stderr: str

    @property
    def ids(self) -> list[str]:
        return [entry["id"] for entry in self.data["due"]]

    def entry(self, dossier_id: str) -> Entry:
        found: Entry = next(entry for entry in self.data["due"] if entry["id"] == dossier_id)
        return found


def person(*lines: str, name: str = "Anna") -> str:
    """A customer's file: lines that begin with a date are its log, the others its header."""
    log = [line for line in lines if re.match(r"\d{4}-", line)]
    header = "".join(f"{line}\n" for line in lines if line not in log)
    body = "\n## Log\n\n" + "".join(f"- {line}\n" for line in log) if log else ""
    return f"---\nname: {name}\n{header}---\n{body}"


def write(root: Path, files: Mapping[str, str]) -> Path:
    """A book whose customers go by their id, and other files by their path in `dossiers/`."""
    paths = {
        f"dossiers/{name}" if "." in name else f"dossiers/customers/{name}.md": text
        for name, text in files.items()
    }
    return write_book(root, paths)


def ask(files: Mapping[str, str], *args: str, on: str = ON) -> Answer:
    """`dossier due` in JSON, in a book of these files."""
    with tempfile.TemporaryDirectory() as folder:
        return ask_in(write(Path(folder), files), *args, on=on)


def ask_in(root: Path, *args: str, on: str = ON) -> Answer:
    """`dossier due` in JSON, in a book that is there."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        status = main(["due", "--book", str(root), "--on", on, "--format", "json", *args])
    return Answer(status, json.loads(out.getvalue() or "null"), err.getvalue())


def anna(*lines: str, on: str = ON, args: tuple[str, ...] = (), **beside: str) -> Entry | None:
    """The follow-up of a single customer, or None; `beside` are companies by id."""
    files = {"anna": person(*lines)}
    files |= {f"companies/{name}.md": text for name, text in beside.items()}
    found = ask(files, *args, on=on).data["due"]
    assert len(found) <= 1
    return found[0] if found else None


def reasons(entry: Entry | None) -> dict[str, str]:
    """Rule ids with their days, or nothing where nothing is due."""
    return {reason["rule"]: reason["due"] for reason in entry["reasons"]} if entry else {}


def due_days(*lines: str, on: str = ON) -> dict[str, str]:
    """The rules that ask for Anna on a day, with their days."""
    return reasons(anna(*lines, on=on))


def chain(*lines: str, on: str = ON) -> dict[str, Any]:
    """The steps of `--why`, by rule; of several of one rule, the last."""
    answer = ask({"anna": person(*lines)}, "--why", "anna", on=on)
    return {step["rule"]: step for step in answer.data["chain"]}
