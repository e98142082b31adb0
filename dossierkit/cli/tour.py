"""`dossier tour`: what dossier does, in five minutes, on a copy of the sample book."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import click

from dossierkit.cli.output import columns_of_terminal, paint, safe, say, wrapped
from dossierkit.text.translation import N_, _

_DAY = "2026-11-20"
"""A day on which much is due in the sample book."""
_GUIDE = {
    "GIT_AUTHOR_NAME": N_("Lily Zhang"),
    "GIT_AUTHOR_EMAIL": N_("lily@lumora.example"),
    "GIT_COMMITTER_NAME": N_("Lily Zhang"),
    "GIT_COMMITTER_EMAIL": N_("lily@lumora.example"),
}
"""Whose book the sample is."""


class _Stop(NamedTuple):
    """A stop of the tour: what is told, and the command that shows it."""

    told: str
    command: tuple[str, ...]


def _stops() -> list[_Stop]:
    say_so = "Karl has the sheet, he decides next week"
    return [
        _Stop(
            _(
                "A customer is a file that you edit in any editor: facts at the top, notes, and a "
                "log. This is Anna's. 'dossier edit anna' opens it in your editor."
            ),
            ("show", "anna", "--on", _DAY),
        ),
        _Stop(
            _("Nothing is lost in silence: the whole book is checked, with file, line and remedy."),
            ("check",),
        ),
        _Stop(
            _(
                "Who is to hear from us today? Next steps, unanswered mails, quotes without an "
                "answer, birthdays and feasts, people who were never contacted: all in one list."
            ),
            ("due", "--owner", "lily", "--on", _DAY),
        ),
        _Stop(
            _("And why just today? Every rule that looked at Anna, also those that did not apply."),
            ("due", "--why", "anna", "--on", _DAY),
        ),
        _Stop(
            _("The right letter: her prices, her language, her way of being spoken to."),
            ("render", "price-update", "anna-schmidt", "--format", "text", "--on", _DAY),
        ),
        _Stop(
            _("You called her. One line goes into her log, with the next step, as one commit."),
            ("log", "anna", "call", "out", say_so, "--next", "7d ask again", "--on", _DAY),
        ),
        _Stop(
            _("The git history is the audit trail: what was agreed, when, and by whom."),
            ("history", "anna"),
        ),
        _Stop(
            _("All that stands anywhere can be found again, in any spelling."),
            ("find", "mueller"),
        ),
    ]


@click.command("tour")
@click.argument("directory", metavar="[DIR]", required=False)
def command(directory: str | None) -> int:
    """Show in five minutes what dossier does, on a copy of the sample book.

    \b
    Examples:
      dossier tour
      dossier tour ~/tour

    The copy is made in DIR and stays there; without DIR it is deleted at the end. Your own book is
    not touched. On a terminal each step waits for Enter; q ends the tour.
    """
    with ExitStack() as stack:
        root = Path(directory).expanduser() if directory else None
        if root is None:
            made = stack.enter_context(tempfile.TemporaryDirectory(prefix="dossier-tour-"))
            root = Path(made) / "book"
        _tell(_("First a book of its own: {command}").format(command=f"dossier init {root.name}"))
        if status := _run(root.parent, "init", str(root)):
            return status
        stops = _stops()
        for number, stop in enumerate(stops, 1):
            if not _goes_on():
                return 0
            say()
            _tell(f"{number}/{len(stops)}  {stop.told}")
            if status := _run(root, *stop.command):
                return status
        say()
        _tell(_farewell(root if directory else None))
    return 0


def _tell(text: str) -> None:
    for line in wrapped(safe(text), columns_of_terminal()):
        say(paint(line, "green"))


def _run(folder: Path, *words: str) -> int:
    """Shows a command and runs it, as one would oneself; gives its exit status, where findings
    are none of the tour's matter."""
    shown = " ".join(f'"{word}"' if " " in word else word for word in words)
    say(paint(safe(f"$ dossier {shown}"), "bold"))
    sys.stdout.flush()
    environment = {**os.environ, **_GUIDE}
    environment.pop("DOSSIER_BOOK", None)
    folder.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [sys.executable, "-m", "dossierkit", *words], cwd=folder, env=environment, check=False
    )
    return done.returncode


def _goes_on() -> bool:
    """Whether to go on: on a terminal that is asked."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return True
    say()
    answer = click.prompt(
        _("Enter to go on, q to end"), default="", show_default=False, prompt_suffix=" "
    )
    return str(answer).strip().lower() not in ("q", "quit")


def _farewell(root: Path | None) -> str:
    if root is None:
        end = _("Begin your own book: dossier init customers --empty; each command has --help.")
    else:
        end = _("The copy is in {folder}: try things out there. Each command has --help.").format(
            folder=root
        )
    return end
