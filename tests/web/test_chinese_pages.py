"""In a Chinese session nothing of what the page says is left in English."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from chinese_book import FILES, english_of
from conftest import Files
from visiting import Visitor

from dossierkit.text.translation import speaking

PAGES = (
    "/", "/?within=30", "/customers/wang", "/customers/no", "/companies/dahua", "/countries/de",
    "/team/lily", "/customers/wang/log", "/customers/wang/next", "/customers/wang/set",
    "/customers/wang/set?field=stage", "/customers/wang/history", "/calendar", "/calendar?as=list",
    "/report", "/search?q=wang", "/search?q=zzz", "/trouble",
)  # fmt: skip
CHOSEN = re.compile(
    r"<(style|script|code|datalist|textarea)\b.*?</\1>"
    r'|<p class="soft small" id="form-of-value">.*?</p>',
    re.DOTALL,
)
"""What is no speech, and what is to be written into files."""
FIELD = re.compile(r"(?<=>)[\w.-]+(?=[:<])")
"""The name of a field before what it is."""
WORDS = re.compile(r'\b(?:placeholder|title|aria-label)="([^"]*)"')
TERMS = frozenset(
    (
        "fri",
        "tomorrow",
        "dahua",
        "lily",
        "wang",
        "git",
        "WhatsApp",
        "Facebook",
        "Incoterms",
        "PDF",
        "zzz",
    )
)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_in_chinese(address: str, make_book: Callable[[Files], Path]) -> None:
    with speaking("zh"):
        page = CHOSEN.sub(" ", Visitor(make_book(FILES)).get(address))
    if "/set" in address:
        page = FIELD.sub(" ", page)
    said = html.unescape(re.sub(r"<[^>]+>", "\n", page)) + "\n" + "\n".join(WORDS.findall(page))
    assert 'lang="zh-Hans"' in page
    assert english_of(said, TERMS) == []
