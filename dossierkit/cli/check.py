"""`dossier check`: everything that is wrong in the book."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import click

from dossierkit.book.book import Book
from dossierkit.book.checks import findings
from dossierkit.book.checks.codes import is_zone
from dossierkit.book.checks.scope import dossier_paths, scope_of, table_paths
from dossierkit.book.files import printable_path
from dossierkit.book.load import BrokenBook, load
from dossierkit.cli.findings import FORMATS, count, number_of, say_findings
from dossierkit.cli.opening import find_root
from dossierkit.cli.options import book_option, format_option, on_option
from dossierkit.cli.output import remark
from dossierkit.text.finding import Finding


@click.command(
    short_help="Report everything that is wrong in the book.",
    epilog="Example: dossier check dossiers/customers/anna-schmidt.md --strict",
)
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@book_option
@on_option
@format_option(*FORMATS)
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
def command(
    paths: tuple[str, ...],
    book_path: str | None,
    on: date | None,
    output_format: str,
    strict: bool,
) -> int:
    """Report everything that is wrong in the book, or in some files and what they refer to.

    Exit status 1 if there is an error; warnings alone fail only with --strict. --on decides who
    counts as an actual customer; whether a log line is in the future, the real today decides.
    Every code is explained in docs/findings.md.
    """
    root = find_root(book_path)
    names = [name_in_book(path, root) for path in paths]
    try:
        book = load(root)
    except BrokenBook as error:
        say_findings(error.findings, output_format)
        if output_format == "text":
            remark(f"{count(error.findings)} in the book's policy: nothing else was read")
        return 1
    today = real_today(book)
    found: Sequence[Finding] = findings(book, today, on)
    dossiers, tables = dossier_paths(book), table_paths(book)
    if names:
        in_scope = scope_of(book, names)
        found = [finding for finding in found if in_scope(finding.path)]
        dossiers, tables = list(filter(in_scope, dossiers)), list(filter(in_scope, tables))
    say_findings(found, output_format)
    if output_format == "text":
        remark(_summary(found, len(dossiers), len(tables)))
    return int(any(strict or finding.is_error for finding in found))


def _summary(found: Sequence[Finding], dossiers: int, tables: int) -> str:
    if found:
        return f"{count(found)} in {number_of(dossiers + tables, 'file')}"
    return f"{number_of(dossiers, 'dossier')}, all in order" if dossiers else "all in order"


def name_in_book(path: str, root: Path) -> str:
    """A file or folder as findings name it, from a path relative to where one is, or to the book.

    An expected failure if there is no such file, or if it is not in the book.
    """
    candidates = [Path(os.path.abspath(base / path)) for base in (Path.cwd(), root)]
    there = [candidate for candidate in candidates if os.path.lexists(candidate)]
    if not there:
        raise click.ClickException(
            f"there is no file or folder '{path}', neither here nor in the book {root}"
        )
    for candidate in there:
        real = candidate if candidate == root else candidate.parent.resolve() / candidate.name
        if real.is_relative_to(root):
            name = real.relative_to(root).as_posix()
            return "" if name == "." else printable_path(name)
    raise click.ClickException(f"'{path}' is not in the book {root}")


def real_today(book: Book) -> date:
    """The day it is, here or in the book's own time zone, whichever is further on."""
    here = date.today()
    zone = book.policy.timezone
    if zone is None or not is_zone(zone):
        return here
    from zoneinfo import ZoneInfo

    return max(here, datetime.now(ZoneInfo(zone)).date())
