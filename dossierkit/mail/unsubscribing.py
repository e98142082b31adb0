"""The way out of bulk mail: the headers that mail programs show as a button (RFC 2369, 8058)."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import quote

from dossierkit.mail.headers import text_header
from dossierkit.schema.policy import Policy

SUBJECT = "unsubscribe"
_LETTER = "{letter}"


class WayOut(NamedTuple):
    """Where one leaves: an address, and a page if there is one. The page knows the letter, and by
    it whom it went to, but says neither name nor address."""

    address: str
    page: str | None = None

    def headers(self) -> list[bytes]:
        """The header lines; raises UnsafeHeader. One click is promised only with a page."""
        box = f"<mailto:{quote(self.address, safe='@')}?subject={SUBJECT}>"
        if self.page is None:
            return [text_header("List-Unsubscribe", box)]
        return [
            text_header("List-Unsubscribe", f"<{self.page}>, {box}"),
            text_header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
        ]


def way_out(policy: Policy, sender: str, message_id: str) -> WayOut:
    """The way out of one letter: as `mail.unsubscribe` says, else an answer to the sender."""
    named = policy.mail.unsubscribe
    if named is None:
        return WayOut(sender)
    if "://" not in named:
        return WayOut(named)
    letter = message_id.strip("<>").partition("@")[0]
    if _LETTER not in named:
        named += f"{'&' if '?' in named else '?'}letter={_LETTER}"
    return WayOut(sender, named.replace(_LETTER, letter))
