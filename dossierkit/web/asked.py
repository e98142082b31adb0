"""What a browser asks of a page, and what it gets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Ask(NamedTuple):
    """A request: `place` are the named parts of its path, `query` and `form` what was filled in
    (the last value of each name), `several` all values of the form; `is_part` says that only the
    part that changes is wanted."""

    place: Mapping[str, str]
    query: Mapping[str, str]
    form: Mapping[str, str]
    several: Mapping[str, list[str]]
    is_part: bool = False


class Answer(NamedTuple):
    """A page, or the way to another one (`to`)."""

    html: str
    status: int = 200
    to: str | None = None


class Nowhere(Exception):
    """There is no such page; the text says what to do instead."""
