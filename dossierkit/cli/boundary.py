"""The one error boundary: what is expected becomes a sentence, what is not becomes a report."""

from __future__ import annotations

import errno
import os
import platform
import sys
import tempfile
import traceback
from datetime import datetime

import click

from dossierkit import __version__
from dossierkit.book.broken import ChangedMeanwhile
from dossierkit.cli.output import complain, safe
from dossierkit.text.translation import _

_OF_THE_MACHINE = frozenset(
    (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EROFS, errno.EACCES, errno.EPERM)
)
"""What a full or broken disk and missing rights raise: no fault of ours."""


def report(error: Exception) -> int:
    """Tells the user about an error; gives the exit status that goes with it."""
    if isinstance(error, BrokenPipeError):
        let_go()
        return 0
    if isinstance(error, click.UsageError):
        _show_usage(error)
        return error.exit_code
    if isinstance(error, click.ClickException):
        complain(error.format_message())
        return error.exit_code
    if isinstance(error, ChangedMeanwhile):
        complain(str(error))
        return 1
    if isinstance(error, OSError) and error.errno in _OF_THE_MACHINE:
        let_go()
        complain(f"{error.strerror}: {error.filename or _('the result')}")
        return 1
    complain(
        _(
            "a fault of dossier itself: {name}: {error}\n"
            "{write_report}; none of your files was left half-written"
        ).format(name=type(error).__name__, error=error, write_report=write_report(error))
    )
    return 3


def _show_usage(error: click.UsageError) -> None:
    if error.ctx is not None:
        print(error.ctx.get_usage(), file=sys.stderr)
        print(
            _("Try '{command_path} --help'.\n").format(command_path=error.ctx.command_path),
            file=sys.stderr,
        )
    print(
        _("Error: {error}").format(error=safe(error.format_message(), lines=True)), file=sys.stderr
    )


def let_go() -> None:
    """Gives up a stream that takes nothing more (its reader has gone, the disk is full), so that
    nothing complains at exit."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def write_report(error: Exception) -> str:
    """Writes down what happened, and says where."""
    text = (
        f"dossier {__version__}, Python {platform.python_version()}\n"
        f"{platform.platform()}, {datetime.now().isoformat(timespec='seconds')}\n"
        f"arguments: {sys.argv[1:]}\n\n{''.join(traceback.format_exception(error))}"
    )
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="dossier-report-", suffix=".txt", delete=False,
            encoding="utf-8", errors="backslashreplace",
        ) as file:  # fmt: skip
            file.write(text)
    except OSError:
        return _("no report could be written, so here it is:\n{text}").format(text=text)
    return _("what happened is written in {name}").format(name=file.name)
