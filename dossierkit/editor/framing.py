"""What a book says beside its dossiers, as it could be read last."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from dossierkit.book.broken import BrokenBook
from dossierkit.book.load import (
    PLAYBOOK_PATH,
    POLICY_PATH,
    PRICES_PATH,
    RATES_PATH,
    Frame,
    load_frame,
)
from dossierkit.editor.surroundings import stamp
from dossierkit.schema.playbook import NO_PLAYBOOK
from dossierkit.schema.policy import read_policy
from dossierkit.schema.pricelist import Rates
from dossierkit.text.source import Source

_FILES = (POLICY_PATH, RATES_PATH, PLAYBOOK_PATH, PRICES_PATH, "templates")


class Framing:
    """Policy, prices, rates and playbook of a book. While the policy has errors, the one before
    counts, and before the first that can be read, the defaults do."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._stamps: tuple[int, ...] = ()
        policy = read_policy(Source(POLICY_PATH, ""))
        self.frame = Frame(policy, (), Rates(RATES_PATH, (), ()), frozenset(), NO_PLAYBOOK)

    def refresh(self) -> bool:
        """Reads it anew if a file of it looks different; whether that is so."""
        now = tuple(self._look())
        if now == self._stamps:
            return False
        self._stamps = now
        with suppress(BrokenBook):
            self.frame = load_frame(self._root)
        return True

    def _look(self) -> Iterator[int]:
        for name in _FILES:
            yield stamp(self._root / name)
        with suppress(OSError), os.scandir(self._root / PRICES_PATH) as entries:
            yield from (stamp(Path(name)) for name in sorted(entry.path for entry in entries))
