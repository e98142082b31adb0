"""One run of `send`: what goes, what stays, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from dossierkit.mail.sending.outcome import PUT
from dossierkit.mail.sending.plan import Held, Ready
from dossierkit.mail.sending.run import Result
from dossierkit.text.translation import _

_LARGE, _CLIPPED = 5 * 1024 * 1024, 102 * 1024
"""Bytes: attachments that many mailboxes refuse, and HTML that Gmail cuts off."""


@dataclass
class Report:
    """One run: the `letters` that go, the drafts that stay (`held`), those beyond the cap
    (`waiting`), and what became of it."""

    on: date
    is_named: bool
    letters: list[Ready]
    held: list[Held]
    waiting: list[Ready]
    remarks: list[str] = field(default_factory=list)
    results: list[Result] = field(default_factory=list)
    made: dict[str, str] = field(default_factory=dict)
    refusal: str | None = None
    stopped: str | None = None
    is_interrupted: bool = False

    @property
    def failures(self) -> list[Held]:
        """The drafts that stayed though they were to go: not those that had gone out before,
        unless they were named."""
        return [one for one in self.held if one.why != "sent" or self.is_named]

    def status(self) -> int:
        """0 if all that was asked for has been done."""
        bad = [one for one in self.results if not (one.is_good or is_put(one))]
        return int(bool(self.failures or bad or self.refusal or self.stopped))


def is_put(result: Result) -> bool:
    """Whether a letter lies in the Drafts of a mail account, where it was to go."""
    return result.outcome is not None and result.outcome.reply.startswith(PUT)


def sizes(letters: Sequence[Ready]) -> list[str]:
    """Remarks on letters that mailboxes refuse for their size, or cut."""
    found = []
    for one in letters:
        attached = sum(len(piece.data) for piece in one.draft.pieces if piece.name)
        html = len(one.draft.html.encode())
        if attached > _LARGE:
            size = _("{attached:.1f} MB").format(attached=attached / 1024 / 1024)
            found.append(
                _("{shown}: {size} of attachments; many mailboxes refuse that").format(
                    shown=one.draft.shown, size=size
                )
            )
        if html > _CLIPPED:
            size = _("{html} KB").format(html=html // 1024)
            found.append(
                _("{shown}: its HTML has {size}; Gmail cuts it off after 102 KB").format(
                    shown=one.draft.shown, size=size
                )
            )
    return found
