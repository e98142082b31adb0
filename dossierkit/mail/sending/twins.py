"""The same letter to one letter box that stands in two dossiers: one person gets it once."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

from dossierkit.book.keys import mailbox
from dossierkit.book.sent import FAILED, Letter, letters
from dossierkit.mail.message import Key
from dossierkit.mail.sending.draft import Draft

DAYS_APART = 3
"""Letters of one kind, for one occasion, no further apart are one letter (DESIGN 3)."""

Box: TypeAlias = "tuple[str, str, str]"
"""A letter box, with the purpose and the occasion of a letter."""


def box_of(address: str, key: Key) -> Box:
    """The letter box of an address, for letters of one kind."""
    return (mailbox(address), key.purpose, key.occasion)


class Twins:
    """What went out of a book, or may have; read when it is first asked for."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def of(self, draft: Draft) -> Letter | None:
        """A letter to somebody else's address that is the same letter box, if there is one."""
        key = draft.key
        for one in self._gone.get(box_of(draft.recipient.address, key), ()):
            if one.customer != key.customer and abs((one.day - key.day).days) <= DAYS_APART:
                return one
        return None

    @cached_property
    def _gone(self) -> dict[Box, list[Letter]]:
        found: dict[Box, list[Letter]] = defaultdict(list)
        for one in letters(self._root):
            if one.state != FAILED:
                found[(mailbox(one.address), one.purpose, one.occasion)].append(one)
        return found
