"""In a Chinese session nothing of what the program says is left in English, on screen and page."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from chinese_book import FILES, english_of

Run = Callable[..., Any]
ON = ("--on", "2026-11-20", "--lang", "zh")
TERMS = frozenset(("dahua", "lily", "wang", "git", "PDF", "Incoterms", "WhatsApp"))
"""Ids of the book, and terms that are the same in Chinese."""
FIELDS = {
    "suggest": {"stage", "intent", "rapport", "hesitant", "quoted", "silent", "consideration"},
    "pool": {"pool", "customers", "inquiries"},
}
"""What these commands name as it stands in files, for the user to type."""
COMMANDS = (
    "due", "due --within 60d", "due --why wang", "due --why no", "show wang", "show li", "show no",
    "show dahua", "show de", "show lily", "calendar --within 90d", "gaps", "gaps wang", "gaps de",
    "suggest", "pool", "report", "price wang", "price dahua", "price --changes", "check --strict",
    "show wang --format md", "review --since 2025-01-01",
)  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_on_the_screen(command: str, make_book: Any, run: Run) -> None:
    result = run(*command.split(), *ON, book=make_book(FILES))
    assert result.status in (0, 1), result.stderr
    said = re.sub(r"^\S+:\d+:\d+: ", "", result.stdout + result.stderr, flags=re.MULTILINE)
    known = TERMS | FIELDS.get(command, set())
    assert english_of(re.sub(r"\[[a-z-]+\]$", "", said, flags=re.MULTILINE), known) == []
