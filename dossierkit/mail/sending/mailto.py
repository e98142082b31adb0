"""A letter as a `mailto:` link, which opens it in any mail program (RFC 6068)."""

from __future__ import annotations

from urllib.parse import quote

from dossierkit.mail.sending.draft import Draft

LONGEST = 2000
"""Characters that every mail program takes; longer links are cut by some."""


def mailto(draft: Draft, address: str) -> str:
    """The link: address, subject and text. HTML and attachments can't go along."""
    text = draft.text.strip().replace("\n", "\r\n")
    subject, body = quote(draft.subject, safe=""), quote(text, safe="")
    return f"mailto:{quote(address, safe='@')}?subject={subject}&body={body}"
