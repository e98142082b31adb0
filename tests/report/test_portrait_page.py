"""A portrait to print, to paste and to read on a phone: Markdown and HTML, whatever files say."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

ON = ("--on", "2026-11-20")

EVIL = """---
name: "<script>alert(1)</script> [x](javascript:alert(1)) | `y`"
company: bad
tags: ["**bold**", "<img src=x onerror=alert(1)>"]
reach:
  email: [bo@x.example]
  phone: ["+49 30 1234567"]
  wechat: "<b>"
  linkedin: "https://l.example/bo"
  facebook: "javascript:alert(1)"
  prefers: phone
interests: ["# heading", "1. list", "a | b", "www.evil.example", "\\u200eolleh"]
taboos: ["---", "> quote"]
next: [2026-12-01 "<i>", 2026-12-02 ring]
---
- not a list
<style>body { display: none }</style>

## Log

- 2026-11-02 email: "| cell | <td> [link](http://evil.example)"
"""
BAD = """---
name: "]]> & <b>"
website: https://bad.example
products: {new: ["*star*"]}
---
"""


@pytest.fixture
def evil(run: Callable[..., Any], make_book: Any) -> Callable[[str, str], str]:
    """Shows somebody whose file is full of markup, in a format."""
    root = make_book({"dossiers/customers/bo.md": EVIL, "dossiers/companies/bad.md": BAD})

    def show(who: str, form: str) -> str:
        result = run("show", who, "--format", form, *ON, book=root)
        assert result.status == 0, result.stderr
        text: str = result.stdout
        return text

    return show


class Tags(HTMLParser):
    """The elements of a page, with their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.text += data


def test_markdown_of_the_sample(run: Callable[..., Any], sample_book: Path) -> None:
    text = run("show", "anna", "--format", "md", *ON, book=sample_book).stdout
    assert text.startswith(
        "# Anna Schmidt (anna-schmidt)\n\nPurchasing Assistant · Brightlite GmbH"
    )
    titles = re.findall(r"^## (.*)", text, re.MULTILINE)
    assert titles == [
        "First of all",
        "The person",
        "Where it stands",
        "What to say",
        "Company and country",
        "The latest",
    ]
    assert "she will carry it upstairs." in text
    assert "| 2026-11-09 | quote out | USD 12,160.00 | 1 000 pcs BL-20" in text
    html = MarkdownIt("commonmark").enable("table").render(text)
    assert html.count("<h2>") == len(titles)
    assert html.count("<tr>") == 4


def test_nothing_in_markdown_is_markup(evil: Callable[[str, str], str]) -> None:
    text = evil("bo", "md")
    for rules in ("commonmark", "gfm-like"):
        reader = MarkdownIt(rules, {"html": True, "linkify": False}).enable("table")
        html = reader.render(text)
        page = Tags(html)
        assert set(page.names) <= {
            "h1", "h2", "p", "ul", "li", "strong", "table", "thead", "tbody", "tr", "th", "td",
        }  # fmt: skip
        assert html.count("<h1>") == 1
        assert "**bold**" in page.text
        assert "<script>alert(1)</script> [x](javascript:alert(1)) | `y`" in page.text
    assert "\u200e" not in text
    assert all(line.count(" | ") == 3 for line in text.splitlines() if line.startswith("| 2026"))
    assert "\\*star\\*" in text


def test_nothing_on_the_page_is_markup(evil: Callable[[str, str], str]) -> None:
    text = evil("bo", "html")
    page = Tags(text)
    assert page.names.count("style") == 1
    assert {"script", "img", "i"}.isdisjoint(page.names)
    assert not any(name.startswith("on") for name in page.attributes)
    assert page.links == ["tel:+49301234567", "mailto:bo@x.example", "https://l.example/bo"]
    assert "<script>alert(1)</script>" in page.text
    company = Tags(evil("bad", "html"))
    assert company.links == ["https://bad.example"]


def test_the_page_is_whole_and_offline(run: Callable[..., Any], sample_book: Path) -> None:
    text = run("show", "wang", "--format", "html", "--lang", "zh", *ON, book=sample_book).stdout
    page = Tags(text)
    assert text.startswith("<!DOCTYPE html>")
    assert text.rstrip().endswith("</html>")
    assert {"src", "srcset"}.isdisjoint(page.attributes)
    assert not re.search(r"@import|url\(", text)
    assert "<title>王小明</title>" in text
    assert '<html lang="zh-Hans">' in text
    assert "送钟 - never a clock as a gift" in page.text
    assert page.names.count("h2") == 6
    assert page.text.index("禁忌：") < page.text.index("职务")


def test_who_opted_out_is_told_first_of_all(run: Callable[..., Any], sample_book: Path) -> None:
    page = run("show", "giles", "--format", "html", *ON, book=sample_book).stdout
    assert page.index('class="stop"') < page.index("<h1>")
    text = run("show", "giles", "--format", "md", *ON, book=sample_book).stdout
    assert text.startswith("**DO NOT CONTACT: they asked us not to")


@pytest.mark.parametrize("who", ["brightlite", "de", "lily"])
@pytest.mark.parametrize("form", ["md", "html"])
def test_every_kind_in_every_format(
    run: Callable[..., Any], sample_book: Path, who: str, form: str
) -> None:
    result = run("show", who, "--format", form, *ON, book=sample_book)
    assert result.status == 0
    assert "anna-schmidt" in result.stdout
