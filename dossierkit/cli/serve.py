"""`dossier serve`: the book as a page in the browser of this machine."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from threading import Thread

import click

from dossierkit.cli.opening import find_root
from dossierkit.cli.options import book_option, on_option
from dossierkit.cli.output import remark, say
from dossierkit.text.translation import _


@click.command("serve")
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    metavar="N",
    help="The port (default: one that is free).",
)
@click.option("--open", "is_opened", is_flag=True, help="Open it in the browser.")
@click.option("--read-only", "is_read_only", is_flag=True, help="Let nothing be changed.")
@on_option
@book_option
def command(
    port: int | None, is_opened: bool, is_read_only: bool, on: date | None, book_path: str | None
) -> int:
    """Show the book as a page: today's list, portraits, calendar, report, history; log a touch,
    set the next step or a fact. Ctrl-C ends it.

    \b
    Examples:
      dossier serve
      dossier serve --open
      dossier serve --port 8123 --read-only

    The page is only for this machine, and only for the browser that opens the printed address: its
    key holds until the command ends. Nothing is fetched from elsewhere. What you change in an
    editor meanwhile shows when the page is loaded again.
    """
    root = find_root(book_path)
    missing = [name for name in ("starlette", "uvicorn") if find_spec(name) is None]
    if missing:
        raise click.ClickException(
            _("'serve' needs {names}; install them with: pip install 'dossierkit[page]'").format(
                names=_(" and ").join(missing)
            )
        )
    _serve(root, port or 0, on, is_opened=is_opened, is_read_only=is_read_only)
    return 0


def _serve(root: Path, port: int, on: date | None, *, is_opened: bool, is_read_only: bool) -> None:
    from dossierkit.cli.boundary import write_report
    from dossierkit.web.app import application
    from dossierkit.web.desk import Desk
    from dossierkit.web.guard import Keys
    from dossierkit.web.server import ADDRESS, listen, port_of, run

    try:
        listening = listen(port)
    except OSError as error:
        raise click.ClickException(
            _("port {port} can't be used: {reason}; name another one, or none").format(
                port=port, reason=error.strerror
            )
        ) from error
    with listening:
        keys = Keys(port_of(listening))
        desk = Desk(root, on, is_read_only=is_read_only)
        address = f"http://{ADDRESS}:{port_of(listening)}/?token={keys.token}"
        say(address)
        sys.stdout.flush()
        remark(_("open this address in a browser of this machine; Ctrl-C ends it"))
        Thread(target=desk.prepare, daemon=True).start()
        with _opened(address) if is_opened else nullcontext():
            with suppress(KeyboardInterrupt):
                run(application(desk, keys, write_report), listening)
            remark(_("ended"))


@contextmanager
def _opened(address: str) -> Iterator[None]:
    """Opens the browser; where there is none, the user opens the address.

    The browser is given a file that leads there, which only the user can read: the arguments of a
    program, and with them the key, can be read by everybody on the machine.
    """
    import tempfile
    import webbrowser
    from html import escape

    with tempfile.TemporaryDirectory(prefix="dossier-") as folder:
        file = Path(folder) / "open.html"
        leads = f'<!DOCTYPE html><meta http-equiv="refresh" content="0;url={escape(address)}">'
        file.write_text(leads, encoding="utf-8")
        if not webbrowser.open(file.as_uri()):
            remark(_("no browser could be started here"))
        yield
