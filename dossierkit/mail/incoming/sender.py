"""Who wrote a mail: one address, or none that could be trusted (promise 7)."""

from __future__ import annotations

import re

from dossierkit.mail.incoming.decoding import header, one_line, raw_header, readable
from dossierkit.mail.incoming.letter_box import Mail
from dossierkit.schema.codes import parse_address
from dossierkit.schema.types import Refused

_IN_BRACKETS = re.compile(r"(?P<name>.*)<(?P<address>[^<>\s]+)>\s*(?:\([^()]*\))?\s*", re.DOTALL)
_BARE = re.compile(r"\s*(?P<address>[^<>()\s,;]+)\s*(?:\((?P<name>[^()]*)\))?\s*", re.DOTALL)


def sender_address(mail: Mail) -> str | None:
    """The address a mail says it comes from; None where there is not exactly one.

    Python's own parser takes `alice@example.org)bob@…` for Alice (CVE-2023-27043); here anything
    but `Name <address>` or a plain address is nobody.
    """
    if sum(name.lower() == "from" for name, _ in mail.raw_items()) != 1:
        return None
    raw = readable(raw_header(mail, "From"))
    match = _IN_BRACKETS.fullmatch(raw) or _BARE.fullmatch(raw)
    return address_in(match["address"]) if match else None


def address_in(text: str) -> str | None:
    """A text as one mail address in ASCII, or None."""
    try:
        return parse_address(text.strip().strip("<>"))
    except Refused:
        return None


def sender_name(mail: Mail) -> str:
    """The name a mail says it comes from, for a person to read; empty where there is none."""
    match = _IN_BRACKETS.fullmatch(header(mail, "From"))
    name = one_line(match["name"]).strip(" \"'") if match else ""
    return "" if "@" in name else name


_MESSAGE_ID = re.compile(r"<[^<>\s]{1,250}>")


def message_ids(mail: Mail, *names: str) -> list[str]:
    """The Message-IDs in some headers, in angle brackets, those of the first header first."""
    found = [one for name in names for one in _MESSAGE_ID.findall(raw_header(mail, name))]
    return list(dict.fromkeys(found))
