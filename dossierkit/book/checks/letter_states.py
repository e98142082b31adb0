"""`letter-state`: what became of a letter can't be read.

One file for each letter says whether it went out, so that nobody gets it twice. Where two
colleagues sent the same letter, each from a clone of their own, git asks in that file; as long as
it can't be read, the letter is not sent again.

PASS: `{"key": …, "state": "sent", …}` in one line
FAIL: the markers of a merge around two such lines
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dossierkit.book.sent import all_states
from dossierkit.text.finding import Finding


def check(root: Path) -> Iterator[Finding]:
    """A finding at each state file that can't be read."""
    for state in all_states(root):
        if isinstance(state, Finding):
            yield state
