"""The one owner of GitPython: the git program, called with fixed arguments, reading only."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any


class NoHistory(Exception):
    """There is no git here, or it refuses to answer; the text says which."""


_READ_ONLY = ["core.fsmonitor=false", "core.hooksPath=/dev/null", "core.quotepath=off"]


def read(root: Path, command: str, *arguments: str) -> str:
    """What a reading git command prints, run in a book's root; raises NoHistory.

    Hooks and the file system monitor are off: a strange repository runs none of its programs.
    """
    os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")
    import git

    program: Any = git.Git(root)
    try:
        output: str = getattr(program(c=_READ_ONLY), command)(*arguments)
    except git.GitCommandNotFound as error:
        raise NoHistory("the program git is not installed") from error
    except git.GitCommandError as error:
        raise NoHistory(str(error.stderr).strip()) from error
    return output
