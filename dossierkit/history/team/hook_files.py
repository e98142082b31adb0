"""The hooks and the workflow that come with the program, as files for other programs to run."""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path
from typing import NamedTuple

from dossierkit.history.git import run
from dossierkit.text.translation import _

_FOLDER = Path(__file__).with_name("hooks")

SHIPPED = ("pre-commit", "pre-receive", "check-book.yml")
"""A hook of each clone, one of a team's own server, and a workflow for a forge."""

_MARK = "# dossierkit: "


def program() -> str:
    """The Python that runs this program; `-P -m dossierkit` is meant to follow.

    With `-P` a file in the book can't pass itself off as one of our modules.
    """
    return sys.executable


def hook_text(name: str, book: str = ".") -> str:
    """A shipped file with this machine's program in it.

    `book` is the book's folder in the work tree, with `/`.
    """
    text = (_FOLDER / name).read_text(encoding="utf-8")
    return text.replace("@PROGRAM@", shlex.quote(program())).replace("@BOOK@", shlex.quote(book))


def write_hooks(folder: Path) -> list[Path]:
    """Writes all shipped files into a folder, which is made if need be; gives their paths.

    Raises FileExistsError if one of them is there already: it may be somebody's own.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files = [folder / name for name in SHIPPED]
    for file in files:
        if os.path.lexists(file):
            raise FileExistsError(
                _("{file} is there already; nothing was written").format(file=file)
            )
    for file in files:
        _write_program(file, hook_text(file.name))
    return files


class Hook(NamedTuple):
    """The pre-commit hook of a clone.

    `text` is None if there is none; `is_ours` tells ours from somebody else's; `is_here` is
    whether git looks for hooks in this repository's own folder, where one may be written.
    """

    file: Path
    text: str | None
    wanted: str
    is_here: bool

    @property
    def is_ours(self) -> bool:
        """Whether it is one of this program, of whatever version."""
        return self.text is not None and _MARK in self.text

    @property
    def is_current(self) -> bool:
        """Whether it is what this program would write."""
        return self.text == self.wanted


def find_hook(root: Path) -> Hook:
    """The pre-commit hook of the clone that a book is in; `core.hooksPath` is respected."""
    answer = run(
        root, "rev_parse", "--show-prefix", "--path-format=absolute", "--git-common-dir",
        "--git-path", "hooks",
    )  # fmt: skip
    prefix, common, hooks = answer.stdout.split("\n")[:3]
    file = Path(hooks) / "pre-commit"
    try:
        text: str | None = file.read_bytes().decode("utf-8", "replace")
    except OSError:
        text = None
    is_here = Path(hooks).resolve() == (Path(common) / "hooks").resolve()
    return Hook(file, text, hook_text("pre-commit", prefix.rstrip("/") or "."), is_here)


def install_hook(hook: Hook) -> str | None:
    """Writes the hook unless it is current, and says so; another's hook is left alone."""
    if hook.is_current:
        return None
    if hook.text is not None and not hook.is_ours:
        return _(
            "{file} is another program's hook and was left alone; to check dossiers in it, call: "
            "dossier check --staged"
        ).format(file=hook.file)
    if not hook.is_here:
        return _(
            "git takes hooks from {parent} (core.hooksPath), which may serve other books too; "
            "nothing was written there: call 'dossier check --staged' in its pre-commit"
        ).format(parent=hook.file.parent)
    hook.file.parent.mkdir(parents=True, exist_ok=True)
    _write_program(hook.file, hook.wanted)
    return _("commits are checked before they are made (.git/hooks/pre-commit)")


def _write_program(file: Path, text: str) -> None:
    """Writes a file that can be run, whole or not at all."""
    made = file.with_name(f"{file.name}.new")
    made.write_text(text, encoding="utf-8", newline="\n")
    made.chmod(0o755)
    made.replace(file)
