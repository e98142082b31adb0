"""`dossier lsp`: the language server that editors start."""

from __future__ import annotations

import sys

import click

from dossierkit.book.today import today_in
from dossierkit.cli.output import remark
from dossierkit.text.translation import _


@click.command("lsp", short_help="Serve an editor: findings, completion, links between dossiers.")
@click.option("--stdio", is_flag=True, help="Speak on standard input and output (it always does).")
@click.option(
    "--tcp",
    "port",
    type=click.IntRange(1, 65535),
    metavar="PORT",
    help="Wait for one editor on a port of this machine instead.",
)
def command(stdio: bool, port: int | None) -> int:
    """Serve an editor that speaks the Language Server Protocol, until it goes.

    Editors start it by themselves: docs/editors.md and the folder 'editors' say how. The book is
    found from each file that is open. Nothing is written here; the editor is told what to change.

    \b
    Examples:
      dossier lsp
      dossier lsp --tcp 7070
    """
    try:
        from dossierkit.editor.features import with_features
        from dossierkit.editor.server import BookServer, serve
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("pygls", "lsprotocol", "attrs", "cattrs"):
            raise
        message = _(
            "the language server needs libraries that are not installed: "
            "pip install 'dossierkit[lsp]'"
        )
        raise click.ClickException(message) from None
    if port is None and sys.stdin.isatty():
        remark(_("an editor is expected here, not a person: see docs/editors.md (Ctrl-C ends it)"))
    return serve(with_features(BookServer(today_in)), None if stdio else port)
