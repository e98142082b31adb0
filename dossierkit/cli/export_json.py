"""`dossier export json` and `jsonl`: each dossier as `show --format json` begins."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from dossierkit.cli.export_chosen import Chosen, Wish, choose, say_rest
from dossierkit.cli.export_file import write_parts
from dossierkit.cli.output import json_line
from dossierkit.report.portrait.data import file_data


def export_json(wish: Wish, *, as_lines: bool) -> int:
    """Prints or writes dossiers as one JSON list, or as JSON Lines; gives the exit status."""
    found = choose(wish)
    lines = _lines(wish, found)
    write_parts(wish.target, found.book.root, map(_ended, lines) if as_lines else _listed(lines))
    return say_rest(wish, found)


def _listed(lines: Iterator[str]) -> Iterator[bytes]:
    """A list with one dossier in each of its lines."""
    first = next(lines, "")
    inner = (f",\n{line}" for line in lines)
    yield from (text.encode() for text in chain(("[\n", first), inner, ("\n]\n",)))


def _ended(line: str) -> bytes:
    return f"{line}\n".encode()


def _lines(wish: Wish, found: Chosen) -> Iterator[str]:
    for dossier in found.dossiers:
        data = file_data(dossier, found.book, wish.on)
        if wish.kind == "customer":
            data["do_not_contact"] = bool(dossier.facts.consent.do_not_contact)
        yield json_line(data)
