"""The one error boundary: what is expected becomes a sentence, what is not becomes a report."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import traceback
from datetime import datetime

import click

from dossierkit import __version__
from dossierkit.cli.output import complain, safe


def report(error: Exception) -> int:
    """Tells the user about an error; gives the exit status that goes with it."""
    if isinstance(error, BrokenPipeError):
        _close_stdout()
        return 0
    if isinstance(error, click.UsageError):
        _show_usage(error)
        return error.exit_code
    if isinstance(error, click.ClickException):
        complain(error.format_message())
        return error.exit_code
    path = _write_report(error)
    complain(
        f"a fault of dossier itself: {type(error).__name__}: {error}\n"
        f"what happened is written in {path}; none of your files was left half-written"
    )
    return 3


def _show_usage(error: click.UsageError) -> None:
    if error.ctx is not None:
        print(error.ctx.get_usage(), file=sys.stderr)
        print(f"Try '{error.ctx.command_path} --help'.\n", file=sys.stderr)
    print(f"Error: {safe(error.format_message(), lines=True)}", file=sys.stderr)


def _close_stdout() -> None:
    """The reader of our pipe has gone; nothing more can be written, not even at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _write_report(error: Exception) -> str:
    with tempfile.NamedTemporaryFile(
        "w", prefix="dossier-report-", suffix=".txt", delete=False, encoding="utf-8"
    ) as file:
        file.write(f"dossier {__version__}, Python {platform.python_version()}\n")
        file.write(f"{platform.platform()}, {datetime.now().isoformat(timespec='seconds')}\n")
        file.write(f"arguments: {sys.argv[1:]}\n\n")
        traceback.print_exception(error, file=file)
    return file.name
