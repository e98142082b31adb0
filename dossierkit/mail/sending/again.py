"""A letter made once more from the book, to compare it with a draft or with what was sent."""

from __future__ import annotations

from typing import NamedTuple

from dossierkit.mail.sending.draft import Draft


class Again(NamedTuple):
    """A letter made again: as a draft, or None and the reason why that is impossible."""

    draft: Draft | None
    why: str = ""
