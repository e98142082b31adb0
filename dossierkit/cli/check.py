"""`dossier check`: everything that is wrong in the book."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from dossierkit.book.broken import BrokenBook
from dossierkit.book.today import today_in
from dossierkit.cli.findings import FORMATS, Checked, count, number_of, say_findings
from dossierkit.cli.opening import find_root
from dossierkit.cli.options import book_option, format_option, on_option
from dossierkit.cli.output import remark
from dossierkit.index.verdicts import keep_verdict, known_verdict, state_of
from dossierkit.text.finding import Finding
from dossierkit.text.translation import _


@click.command(
    short_help="Report everything that is wrong in the book.",
)
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@book_option
@on_option
@format_option(*FORMATS)
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@click.option("--staged", is_flag=True, help="What the next commit would bring (for a git hook).")
@click.option("--at", "at", metavar="REV", help="The book as it stood at a commit or date.")
def command(
    paths: tuple[str, ...],
    book_path: str | None,
    on: date | None,
    output_format: str,
    strict: bool,
    staged: bool,
    at: str | None,
) -> int:
    """Report everything that is wrong in the book, or in some files and what they refer to.

    \b
    Examples:
      dossier check
      dossier check dossiers/customers/anna-schmidt.md --strict
      dossier check --at v1 --format json

    --staged reports what is wrong in the staged files, and by them in others, and was not wrong in
    the last commit. --at works in a bare repository too, on a team's own server.

    Templates of the book's own are checked, too: their syntax, names, filters, and sensitive facts.

    Exit status 1 if there is an error; warnings alone fail only with --strict. --on decides who
    counts as an actual customer; whether a log line is in the future, the real today decides.
    Every code is explained in docs/findings.md.
    """
    if staged or at is not None:
        if paths or (staged and at is not None):
            raise click.UsageError(_("PATH, --staged and --at exclude each other"))
        from dossierkit.cli.check_git import check_at, check_staged

        checked = check_staged(book_path, on) if at is None else check_at(book_path, at, on)
        return _end(checked, output_format, strict)
    root = find_root(book_path)
    if paths:
        return _end(_check_some(root, paths, on), output_format, strict)
    return _end(_check_whole(root, on), output_format, strict)


def _check_whole(root: Path, on: date | None) -> Checked:
    """What is wrong in a whole book: as it was found before, if no file has changed since."""
    folder = str(root)
    state = state_of(folder)
    known = known_verdict(folder, state, on, today_in) if state else None
    if known is None:
        from dossierkit.cli.check_book import verdict_of
        from dossierkit.cli.checked import broken

        try:
            known = verdict_of(root, on, state)
        except BrokenBook as error:
            return broken(error)
        if state:
            keep_verdict(folder, state, known)
    return known.findings, _summary(known.findings, known.dossiers, known.tables)


def _check_some(root: Path, paths: tuple[str, ...], on: date | None) -> Checked:
    """What is wrong in some files and in what they refer to."""
    from dossierkit.cli.check_book import findings_in
    from dossierkit.cli.checked import broken

    names = [name_in_book(path, root) for path in paths]
    try:
        found, dossiers, tables = findings_in(root, names, on)
    except BrokenBook as error:
        return broken(error)
    return found, _summary(found, dossiers, tables)


def _end(checked: Checked, output_format: str, strict: bool) -> int:
    """Prints the findings; gives the exit status."""
    found, summary = checked
    say_findings(found, output_format)
    if output_format == "text":
        remark(summary)
    return int(any(strict or finding.is_error for finding in found))


def _summary(found: Sequence[Finding], dossiers: int, tables: int) -> str:
    if found:
        return _("{count} in {file}").format(
            count=count(found), file=number_of(dossiers + tables, "{count} file", "{count} files")
        )
    return (
        _("{dossier}, all in order").format(
            dossier=number_of(dossiers, "{count} dossier", "{count} dossiers")
        )
        if dossiers
        else _("all in order")
    )


def name_in_book(path: str, root: Path) -> str:
    """A file or folder as findings name it, from a path relative to where one is, or to the book.

    An expected failure if there is no such file, or if it is not in the book.
    """
    candidates = [Path(os.path.abspath(base / path)) for base in (Path.cwd(), root)]
    there = [candidate for candidate in candidates if os.path.lexists(candidate)]
    if not there:
        raise click.ClickException(
            _("there is no file or folder '{path}', neither here nor in the book {root}").format(
                path=path, root=root
            )
        )
    for candidate in there:
        real = candidate if candidate == root else candidate.parent.resolve() / candidate.name
        if real.is_relative_to(root):
            name = real.relative_to(root).as_posix()
            from dossierkit.book.files import printable_path

            return "" if name == "." else printable_path(name)
    raise click.ClickException(_("'{path}' is not in the book {root}").format(path=path, root=root))
