"""The one owner of GitPython: the git program, called with fixed arguments.

`read` and `read_bytes` run nothing of a strange repository: no hook, no file system monitor, no
pager. `run` is for commands that write: there hooks, filters and signing work as git does them.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import IO, Any, NamedTuple

from dossierkit.text.translation import _


class NoHistory(Exception):
    """There is no git here, or it refuses to answer; the text says which, and what to do."""


class Ran(NamedTuple):
    """What a git command left behind; bytes that are no UTF-8 are shown as `\\xff`."""

    status: int
    stdout: str
    stderr: str


_READ_ONLY = [
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.quotepath=off",
    "core.pager=cat",
    "log.showSignature=false",
    "i18n.logOutputEncoding=utf-8",
    "safe.bareRepository=explicit",
]
_OWN_EYES = ("--no-ext-diff", "--no-textconv")
_COMPARING = frozenset(("diff", "diff_files", "diff_index", "diff_tree", "log", "show"))
"""Commands that might let a program of the repository's show the differences."""
_WRITING = ["i18n.commitEncoding=utf-8"]
_QUIET = {"GIT_TERMINAL_PROMPT": "0", "GIT_EDITOR": "true", "GIT_MERGE_AUTOEDIT": "no"}
_NEITHER = {**_QUIET, "GIT_OPTIONAL_LOCKS": "0"}


def read(root: Path, command: str, *arguments: str) -> str:
    """What a reading git command prints, run in a book's root, without the last line end.

    Raises NoHistory.
    """
    return _shown(read_bytes(root, command, *arguments)).removesuffix("\n")


def read_bytes(
    root: Path,
    command: str,
    *arguments: str,
    env: Mapping[str, str] | None = None,
    stdin: bytes | None = None,
) -> bytes:
    """What a reading git command prints, to the last byte; raises NoHistory."""
    if command in _COMPARING:
        arguments = (*_OWN_EYES, *arguments)
    ran = _call(root, command, arguments, {**_NEITHER, **(env or {})}, stdin, _READ_ONLY)
    if ran.status:
        raise NoHistory(_explained(ran.stderr))
    return ran.stdout


def run(
    root: Path,
    command: str,
    *arguments: str,
    env: Mapping[str, str] | None = None,
    stdin: bytes | None = None,
    seconds: float | None = None,
) -> Ran:
    """Runs a git command that may write, in a book's root; a failure is in the status.

    After so many seconds, if given, it is ended (not on Windows). Raises NoHistory where there is
    no git program.
    """
    ran = _call(root, command, arguments, {**_QUIET, **(env or {})}, stdin, _WRITING, seconds)
    return Ran(ran.status, _shown(ran.stdout), ran.stderr)


def has_git(root: Path) -> bool:
    """Whether a book lies in a git work tree, and git is there and willing."""
    try:
        return read(root, "rev_parse", "--is-inside-work-tree") == "true"
    except NoHistory:
        return False


class _Output(NamedTuple):
    status: int
    stdout: bytes
    stderr: str


def _call(
    root: Path,
    command: str,
    arguments: tuple[str, ...],
    env: Mapping[str, str],
    stdin: bytes | None,
    settings: list[str],
    seconds: float | None = None,
) -> _Output:
    os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")
    import git

    program: Any = git.Git(root)
    with nullcontext() if stdin is None else _given(stdin) as stream:
        try:
            status, stdout, stderr = getattr(program(c=settings), command)(
                *arguments,
                env=env,
                istream=stream,
                with_extended_output=True,
                with_exceptions=False,
                stdout_as_string=False,
                strip_newline_in_stdout=False,
                kill_after_timeout=seconds if sys.platform != "win32" else None,
            )
        except git.GitCommandNotFound as error:
            raise NoHistory(_("the program git is not installed; install it")) from error
    said = stderr.encode("utf-8", "surrogateescape")
    return _Output(status, stdout, _shown(said).strip("\n"))


@contextmanager
def _given(stdin: bytes) -> Iterator[IO[bytes]]:
    with tempfile.TemporaryFile() as stream:
        stream.write(stdin)
        stream.seek(0)
        yield stream


def _shown(output: bytes) -> str:
    return output.decode("utf-8", "backslashreplace")


def _explained(stderr: str) -> str:
    """What git said, with the remedy where its own words have none."""
    said = stderr.strip()
    if "not a git repository" in said:
        return _(
            "this book is in no git repository: it has no history (to begin one: dossier init .)"
        )
    return said or _("git gave no answer")
