"""Words as they are compared where people write them in many ways."""

from __future__ import annotations

import unicodedata


def letters_of(text: str) -> str:
    """Only letters and digits, without case, accents and width: `E-Mail 1` is `email1`."""
    if text.isascii():
        return "".join(filter(str.isalnum, text.lower()))
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    bare = (one for one in apart if one.isalnum() and not unicodedata.combining(one))
    return unicodedata.normalize("NFC", "".join(bare))
