"""The user's text editor: which it is, and how it is told to begin in a line of a file."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Sequence
from pathlib import Path

import click

from dossierkit.text.translation import _

_PLUS = frozenset(
    ("vi", "vim", "nvim", "gvim", "view", "nano", "emacs", "emacsclient", "joe", "mg", "micro")
)
"""Editors that are told the line as `+12`."""
_COLON = frozenset(("hx", "helix", "subl", "zed", "zeditor"))
"""Editors that are told it as `file:12`."""
_GOTO = frozenset(("code", "codium", "code-insiders", "cursor"))
"""Editors that are told it as `--goto file:12`."""


def edit_file(file: Path, line: int = 0) -> None:
    """Opens a file in $VISUAL, $EDITOR or the system's editor, in a line (from 1) if it is known
    how to say that, and waits for the end; an expected failure if it can't be run or fails."""
    from click._termui_impl import Editor

    words = shlex.split(Editor().get_editor())
    try:
        status = subprocess.run([*words, *_place(words, file, line)], check=False).returncode
    except OSError as error:
        raise click.ClickException(
            _("the editor '{editor}' can't be run: {why}; name another one in EDITOR").format(
                editor=words[0], why=error.strerror or error
            )
        ) from error
    if status:
        raise click.ClickException(
            _("the editor '{editor}' ended with status {status}").format(
                editor=words[0], status=status
            )
        )


def _place(words: Sequence[str], file: Path, line: int) -> list[str]:
    name = os.path.basename(words[0]).removesuffix(".exe").lower()
    if not line:
        return [str(file)]
    if name in _PLUS:
        return [f"+{line}", str(file)]
    if name in _COLON:
        return [f"{file}:{line}"]
    if name in _GOTO:
        return ["--goto", f"{file}:{line}"]
    return [str(file)]
