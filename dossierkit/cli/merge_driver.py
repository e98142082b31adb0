"""`dossier merge-driver`: what git calls when two versions of a dossier must become one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dossierkit.cli.boundary import report
from dossierkit.cli.output import remark
from dossierkit.text.atomic import Changed, ReadOnly, let_go, replace
from dossierkit.text.translation import _

if TYPE_CHECKING:
    from dossierkit.history.merge.driver import Result
    from dossierkit.history.merge.markers import Style

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("merge-driver", short_help="Merge three versions of a dossier (git calls it).")
@click.argument("base", type=_FILE)
@click.argument("ours", type=_FILE)
@click.argument("theirs", type=_FILE)
@click.argument("path", default="")
@click.option(
    "--marker-size",
    type=click.IntRange(min=1, max=1000),
    default=7,
    show_default=True,
    help="How long conflict markers are (git's %L).",
)
@click.option("--ours-label", default="ours", metavar="TEXT", help="What our side is called.")
@click.option("--theirs-label", default="theirs", metavar="TEXT", help="What theirs is called.")
def command(
    base: Path,
    ours: Path,
    theirs: Path,
    path: str,
    marker_size: int,
    ours_label: str,
    theirs_label: str,
) -> int:
    """Merge BASE, OURS and THEIRS into OURS. PATH is the file's place in the book.

    \b
    Example, as 'dossier init' sets it in .git/config:
      [merge "dossier"]
        driver = dossier merge-driver %O %A %B %P

    Fields are merged one by one, lists and log lines as sets, and an opt-out always wins. Exit
    status 0 only if that is surely right; 1 if a person must decide: then OURS has conflict
    markers. docs/merging.md tells what is merged how.
    """
    from dossierkit.history.merge.markers import Style

    style = Style(marker_size, *(" ".join(one.split()) for one in (ours_label, theirs_label)))
    versions = [file.read_bytes() for file in (base, ours, theirs)]
    result = _merged(versions, path, style)
    if result.content != versions[1]:
        try:
            let_go(replace(ours, versions[1], result.content, ours.absolute().parent))
        except (Changed, ReadOnly) as error:
            raise click.ClickException(str(error)) from error
    if result.conflicts:
        remark(
            _("{path}: both sides changed {conflicts}").format(
                path=path or ours, conflicts=", ".join(result.conflicts)
            )
        )
    return int(bool(result.conflicts))


def _merged(versions: list[bytes], path: str, style: Style) -> Result:
    """The merged file; if we break down, both versions of it with markers."""
    from dossierkit.history.merge.driver import WHOLE_FILE, Result, merge
    from dossierkit.history.merge.prose import ask_about_file

    base, ours, theirs = versions
    try:
        return merge(base, ours, theirs, path, style)
    except Exception as error:
        report(error)
        return Result(ask_about_file(base, ours, theirs, style), (_(WHOLE_FILE),))
