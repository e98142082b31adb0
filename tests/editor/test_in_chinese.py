"""In a Chinese session nothing of what the editor is told is left in English."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from chinese_book import FILES, english_of
from desk import Open, desk

from dossierkit.book.fields import GROUPS, documented
from dossierkit.editor.hints import hints
from dossierkit.editor.hover import hover
from dossierkit.text.translation import speaking

WANG = "dossiers/customers/wang.md"
FIELDS = frozenset(part for path, _ in documented(GROUPS["customer"]) for part in path.split("."))
VALUES = re.compile(r"^.*之一.*$|^可以写：.*$", re.MULTILINE)
"""The line with the values that may be written."""
TERMS = FIELDS | {"dahua", "lily", "wang", "WhatsApp"}


@pytest.mark.parametrize("line", range(1, 24))
def test_what_a_line_means(line: int, tmp_path: Path) -> None:
    with speaking("zh"):
        workspace = desk(tmp_path, FILES)
        text = FILES[WANG]
        document = workspace.open(WANG, text)
        offset = sum(len(one) + 1 for one in text.split("\n")[:line]) + 2
        found = hover(*Open(workspace, document, offset))
        said = found.page.as_text() if found else ""
    assert english_of(VALUES.sub("", said), TERMS) == []


def test_the_remarks_beside_the_text(tmp_path: Path) -> None:
    with speaking("zh"):
        workspace = desk(tmp_path, FILES)
        told = list(hints(workspace, workspace.open(WANG, FILES[WANG])))
    assert told
    for hint in told:
        assert english_of(f"{hint.text}\n{hint.why}", TERMS) == []
