"""The HTML part of a letter, as mail programs show it: narrow or wide, light or dark."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from catalogue import LOGS, catalogue_book, letter_of
from letterbook import TODAY, made

from dossierkit.mail.html import HtmlWriter, Section
from dossierkit.mail.letter import Request
from dossierkit.mail.workshop import Workshop

LARGEST = 20_000
"""Bytes; far below the 102 KB after which Gmail cuts a message off."""


def page(root: Path, shop: Workshop, language: str) -> str:
    letter = made(letter_of(root, shop, "price-update", Request(TODAY, None, language)))
    return letter.content.html


@pytest.mark.parametrize("language", ["de", "ar"])
def test_a_page_needs_nothing_from_outside_and_is_small(
    language: str, tmp_path: Path, shop: Workshop
) -> None:
    html = page(catalogue_book(tmp_path, LOGS["price-update"]), shop, language)
    assert not re.search(r"<(?:script|link|img|style|iframe|form|svg)\b|url\(|https?://", html)
    assert len(html.encode()) < LARGEST


def test_a_dark_mail_program_keeps_its_own_colours(tmp_path: Path, shop: Workshop) -> None:
    """Text and page have no colour of ours, and what is tinted lets the page through."""
    html = page(catalogue_book(tmp_path, LOGS["price-update"]), shop, "de")
    body = html.split('<div style="font-family')[0]
    assert not re.search(r"[;\"]color:", body)
    assert set(re.findall(r"background:([^;\"]+)", html)) == {"rgba(128,128,128,0.12)"}
    assert '<meta name="color-scheme" content="light dark">' in html


def test_a_wide_table_does_not_widen_the_letter(tmp_path: Path, shop: Workshop) -> None:
    html = page(catalogue_book(tmp_path, LOGS["price-update"]), shop, "de")
    assert '<div style="overflow-x:auto">\n<table' in html
    assert html.count("</table>\n</div>") == 1
    assert html.count("min-width:9em") == 3, "a heading and two products"


def test_japanese_has_its_own_shapes_of_characters() -> None:
    writer = HtmlWriter()
    assert "Hiragino" in writer.page("x", [Section("ja", "直\n")])
    assert "PingFang" not in writer.page("x", [Section("ja", "直\n")])
    assert "PingFang" in writer.page("x", [Section("zh", "直\n")])
