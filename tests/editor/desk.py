"""A book on the desk of a test: files, and one that is open with a cursor in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from conftest import write_book

from dossierkit.editor.document import Document
from dossierkit.editor.workspace import Workspace

TODAY = date(2026, 11, 20)
ANNA = "dossiers/customers/anna-schmidt.md"
BRIGHTLITE = "dossiers/companies/brightlite.md"
PRICES = """\
sku,name,group,unit,currency,price,moq,lead_time_days,valid_until,note
BL-20,LED strip,strip,reel,USD,5.10,100,30,,
BL-30,"COB strip, dotless",strip,reel,USD,6.95,100,30,,
"""
FILES = {
    "dossiers/book.yaml": "country: cn\nmail: {from: lily}\n",
    "dossiers/team/lily.md": "---\nname: Lily Zhang\ntitle: Export Manager\n---\n",
    "dossiers/team/tom.md": "---\nname: Tom\n---\n",
    "dossiers/countries/de.md": "---\nname: Germany\nlanguages: [de]\n---\n",
    BRIGHTLITE: """\
---
name: Brightlite GmbH
country: de
org: [{role: buyer, person: anna-schmidt}]
tags: [big-fish]
---
""",
    "dossiers/customers/karl-brandt.md": """\
---
name: Dr. Karl Brandt
company: brightlite
position: {title: Head of Purchasing}
tags: [vip, 'green']
---
Chief of [[anna-schmidt]] and [[ anna-schmidt |her]]; anna-schmidt signs nothing, maria-anna-schmidt
neither, nor https://b.example/anna-schmidt.

## Log

- 2026-11-10 call out by lily: about anna-schmidt
""",
    ANNA: "---\nname: Anna Schmidt\ncountry: de\n---\n",
    "dossiers/prices/2026-11-16.csv": PRICES,
}


class Open(NamedTuple):
    """A file that is open, the cursor where `¦` stood."""

    workspace: Workspace
    document: Document
    offset: int

    def after(self, word: str) -> int:
        """The place right behind the first occurrence of a word."""
        return self.document.text.index(word) + len(word)


def desk(root: Path, files: Mapping[str, str] = FILES) -> Workspace:
    """A book of these files, looked around in."""
    workspace = Workspace(write_book(root / "book", files), lambda zone: TODAY)
    while workspace.around.look_around(50):
        pass
    return workspace


def opened(workspace: Workspace, text: str, path: str = ANNA) -> Open:
    """A file that is opened with a text; `¦` is the cursor."""
    offset = text.find("¦")
    document = workspace.open(path, text.replace("¦", ""))
    return Open(workspace, document, offset)
