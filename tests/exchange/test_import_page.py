"""The page on imports names every code that an import can report of itself."""

from __future__ import annotations

import re
from pathlib import Path

from conftest import REPOSITORY

EXCHANGE = REPOSITORY / "dossierkit" / "exchange"
FILES = [
    *(EXCHANGE / "vcard").glob("*.py"),
    *(EXCHANGE / "plan").glob("*.py"),
    *(EXCHANGE / f"{name}.py" for name in ("characters", "days", "linkedin", "signatures")),
]
_CALL = re.compile(r"(?:\breport|Finding|Refused)\((.*?)\)\n", re.DOTALL)
_CODE = re.compile(r'(?<!_\()"([a-z]+(?:-[a-z]+)*)"')


def codes(file: Path) -> set[str]:
    calls = _CALL.findall(file.read_text(encoding="utf-8"))
    return {code for call in calls for code in _CODE.findall(call)}


def test_every_code_is_on_the_page() -> None:
    page = (REPOSITORY / "docs" / "import.md").read_text(encoding="utf-8")
    emitted = set().union(*map(codes, FILES))
    assert {"card-line", "no-name", "ambiguous-date", "csv-row", "no-signature"} <= emitted
    assert [code for code in sorted(emitted) if f"`{code}`" not in page] == []
