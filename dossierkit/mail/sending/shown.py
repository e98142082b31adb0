"""The list that a user was shown last, so that a yes means that list and no other (promise 9)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from dossierkit.book.writing import PRIVATE, Busy, Outside, writing
from dossierkit.mail.sending.plan import Ready
from dossierkit.text.atomic import Changed, ReadOnly
from dossierkit.text.translation import _

_PATH = f"{PRIVATE}/send-list.json"


class Shown(NamedTuple):
    """How many letters a list had, and what it said, as a hash."""

    letters: int
    mark: str


def shown_of(letters: Sequence[Ready]) -> Shown:
    """What a list of letters says: who, what, and the words of each draft."""
    lines = sorted(f"{one.key} {one.recipient.address} {one.draft.mark()}" for one in letters)
    return Shown(len(lines), hashlib.sha256("\n".join(lines).encode()).hexdigest())


def last_shown(root: Path) -> Shown | None:
    """The list that was shown last and not sent yet; None if there is none."""
    try:
        data = json.loads((root / _PATH).read_bytes())
        return Shown(int(data["letters"]), str(data["mark"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def remember(root: Path, shown: Shown | None) -> None:
    """Notes the list that is shown now; None for one that has been dealt with.

    A book that can't be written into remembers nothing, and can't send either.
    """
    new = None if shown is None else json.dumps(shown._asdict()).encode()
    try:
        with writing(root) as writer:
            writer.put(_PATH, writer.read(_PATH), new)
    except (Busy, Outside, ReadOnly, Changed, OSError):
        return


def fits(root: Path, letters: Sequence[Ready], count: int | None) -> str | None:
    """Why a yes to `count` letters (None: to the one there is) does not fit what would go now;
    None if it fits."""
    now, last = shown_of(letters), last_shown(root)
    if count is None and now.letters != 1:
        return _("{letters} letters would go: say how many, --yes {letters}").format(
            letters=now.letters
        )
    if count is not None and count != now.letters:
        return _("you said {count}, and {letters} would go now: look at the list again").format(
            count=count, letters=now.letters
        )
    if last is not None and last.letters == now.letters and last.mark != now.mark:
        return _("the list is not the one you were shown last: look at it again")
    return None
