"""The titles of our tables' columns: the fields' own names, or what they are in Chinese."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from dossierkit.exchange.tables.own import Column
from dossierkit.text.packaged import packaged


def titles_of(columns: Sequence[Column], language: str) -> list[str]:
    """The titles of columns, in English (`en`) or in Chinese (`zh`)."""
    known = _chinese() if language == "zh" else {}
    return [known.get(column.name, column.name) for column in columns]


@cache
def names_of_titles() -> dict[str, str]:
    """The column's name that each Chinese title stands for."""
    return {title: name for name, title in _chinese().items()}


@cache
def _chinese() -> dict[str, str]:
    return dict(packaged("exchange/tables/chinese.yaml"))
