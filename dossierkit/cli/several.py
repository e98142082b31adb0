"""Several books in one command: each under its name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dossierkit.cli.output import paint, safe, say


def say_book(name: str, *, is_first: bool) -> None:
    """The heading of a book's part, where there are several."""
    if not is_first:
        say()
    say(paint(safe(f"== {name}"), "bold"))


def with_book(name: str | None, data: Mapping[str, Any]) -> dict[str, Any]:
    """Data with the book that it is of in front, where there are several."""
    return dict(data) if name is None else {"book": name, **data}


def cells_of_book(name: str | None, cells: Sequence[str]) -> list[str]:
    """A row for a spreadsheet with its book in front, where there are several."""
    return [*cells] if name is None else [name, *cells]
