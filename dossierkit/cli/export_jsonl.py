"""`dossier export jsonl`: a dossier in each line, as `show --format json` begins."""

from __future__ import annotations

from collections.abc import Iterator

from dossierkit.cli.export_chosen import Chosen, Wish, choose, say_rest
from dossierkit.cli.export_file import write_parts
from dossierkit.cli.output import json_line
from dossierkit.report.portrait.data import file_data


def export_jsonl(wish: Wish) -> int:
    """Prints or writes dossiers as JSON Lines; gives the exit status."""
    found = choose(wish)
    write_parts(wish.target, found.book.root, _lines(wish, found))
    return say_rest(wish, found)


def _lines(wish: Wish, found: Chosen) -> Iterator[bytes]:
    for dossier in found.dossiers:
        data = file_data(dossier, found.book, wish.on)
        if wish.kind == "customer":
            data["do_not_contact"] = bool(dossier.facts.consent.do_not_contact)
        yield f"{json_line(data)}\n".encode()
