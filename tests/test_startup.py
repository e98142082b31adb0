"""What a command imports before it does anything: compared in fresh interpreters."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

MakeBook = Callable[[dict[str, str | bytes]], Path]

ANNA = """\
---
name: Anna
company: bright
reach: {email: [anna@bright.example], phone: ["+49 30 1234567"]}
source: {date: 2025-04-17}
---
## Log

- 2026-11-01 email in: hello
"""
FILES: dict[str, str | bytes] = {
    "dossiers/customers/anna.md": ANNA,
    "dossiers/companies/bright.md": "---\nname: Bright\n---\n",
}
HEAVY = {"jinja2", "git", "babel", "markdown_it", "email_validator", "phonenumbers", "frontmatter"}


def modules(code: str, *, cwd: Path | None = None) -> set[str]:
    """The modules of a fresh interpreter after some code."""
    show = "import sys as _sys; _sys.stderr.write('\\n@' + ' '.join(_sys.modules))"
    run = subprocess.run(
        [sys.executable, "-c", f"{code}\n{show}"],
        cwd=cwd, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    return set(run.stderr.rpartition("\n@")[2].split())


def command(*args: str) -> str:
    """Code that runs the command."""
    return f"from dossierkit.cli import main; main({list(args)!r})"


PLAIN_CLICK = """
import click
@click.group()
@click.version_option("1")
def program(): pass
program.main(["--help"], standalone_mode=False)
"""


@pytest.mark.parametrize("code", ["import dossierkit.cli", command("--version"), command("--help")])
def test_the_command_line_loads_what_click_loads(code: str) -> None:
    own = {"dossierkit", "dossierkit.cli", "dossierkit.cli.language"}
    own |= {"dossierkit.text", "dossierkit.text.translation"}
    assert modules(code) - modules(PLAIN_CLICK) <= own


@pytest.mark.parametrize("args", [("due", "--on", "2026-11-20"), ("check",)])
def test_everyday_commands_load_nothing_heavy(make_book: MakeBook, args: tuple[str]) -> None:
    loaded = modules(command(*args), cwd=make_book(FILES))
    assert loaded & (HEAVY | {"holidays"}) == set()


def test_holidays_are_loaded_only_for_a_country(make_book: MakeBook) -> None:
    company = {"dossiers/companies/bright.md": "---\nname: Bright\ncountry: de\n---\n"}
    loaded = modules(command("due", "--on", "2026-11-20"), cwd=make_book({**FILES, **company}))
    assert loaded & HEAVY == set()
