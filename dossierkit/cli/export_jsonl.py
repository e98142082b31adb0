"""`dossier export jsonl`: a dossier in each line, as `show --format json` has it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

from dossierkit.cli.entry_days import entry_days
from dossierkit.cli.export_chosen import Chosen, Wish, choose, say_rest
from dossierkit.cli.export_file import write_parts
from dossierkit.cli.output import json_line
from dossierkit.report.portrait.data import show_data
from dossierkit.report.portrait.scene import Scene


def export_jsonl(wish: Wish, language: str) -> int:
    """Prints or writes dossiers as JSON Lines; gives the exit status."""
    found = choose(wish)
    write_parts(wish.target, found.book.root, _lines(wish, found, language))
    return say_rest(wish, found)


def _lines(wish: Wish, found: Chosen, language: str) -> Iterator[bytes]:
    now = datetime.now(UTC) if wish.on == date.today() else None
    entered = entry_days(found.book, wish.on) if wish.kind == "customer" else {}
    scene = Scene(found.book, wish.on, now, language, entered)
    for dossier in found.dossiers:
        yield f"{json_line(show_data(dossier, scene))}\n".encode()
