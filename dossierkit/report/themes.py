"""What reasons for a refusal are about: words that tell, in English and Chinese, as data."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path


@cache
def reason_themes() -> Mapping[str, Sequence[str]]:
    """Each theme with its words, in the order in which they are looked for."""
    path = Path(__file__).with_name("reason_themes.json")
    themes: dict[str, list[str]] = json.loads(path.read_text(encoding="utf-8"))
    return themes
