"""Who we are for git."""

from __future__ import annotations

import re
from pathlib import Path

from dossierkit.history.git import NoHistory, read

_ADDRESS = re.compile(r"<([^<>]*)> \d+ [+-]\d{4}$")


def author_address(root: Path) -> str | None:
    """The mail address that commits in a book would be made with; None if git knows none."""
    try:
        said = read(root, "var", "GIT_AUTHOR_IDENT")
    except NoHistory:
        return None
    match = _ADDRESS.search(said)
    return match.group(1) if match and match.group(1) else None
