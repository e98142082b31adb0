"""The HTML builder: whatever is no markup of ours is text."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest

from dossierkit.report.markup import Html, between, join, page, tag, words

HOSTILE = ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</style>", "a & b'")


@pytest.mark.parametrize("text", HOSTILE)
def test_text_never_becomes_markup(text: str) -> None:
    made = tag("p", text, title=text)
    assert re.findall(r"<[^<>]*>", re.sub(r'"[^"]*"', '""', made)) == ['<p title="">', "</p>"]


def test_elements_stand_in_each_other_as_they_are() -> None:
    assert tag("p", "1 < 2 ", tag("b", "x & y")) == "<p>1 &lt; 2 <b>x &amp; y</b></p>"


def test_attributes_are_written_as_html_has_them() -> None:
    made = tag("td", class_="number", aria_label="a", viewBox="0 0 1 1", title=None, hidden="")
    assert made == '<td class="number" aria-label="a" viewBox="0 0 1 1" hidden=""></td>'
    assert tag("meta", name="x", content='"') == '<meta name="x" content="&quot;">'


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "//x.example", "x"])
def test_an_address_that_is_none_is_left_out(address: str) -> None:
    assert tag("a", "x", href=address) == "<a>x</a>"


@pytest.mark.parametrize("address", ["https://x.example", "mailto:a@x.example", "tel:1", "#top"])
def test_an_address_that_is_one_stays(address: str) -> None:
    assert tag("a", "x", href=address) == f'<a href="{address}">x</a>'


@pytest.mark.parametrize("name", ["script", "STYLE", "a b", "", "p><script"])
def test_what_is_no_element_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="no element"):
        tag(name)


@pytest.mark.parametrize("name", ["onclick", "style", "a b", 'x"'])
def test_what_is_no_attribute_or_runs_code_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="no attribute"):
        tag("p", **{name: "x"})


def test_what_hides_or_reorders_text_is_shown() -> None:
    assert words("abc\u202edcb\x00\x1b\ud800") == ("<bdi>abc\\u202edcb\\x00\\x1b\\ud800</bdi>")


def test_joiners_that_scripts_need_stay() -> None:
    assert words("می\u200cخواهم") == "<bdi>می\u200cخواهم</bdi>"


def test_parts_are_joined_with_something_between() -> None:
    assert between(" < ", [Html("<b>1</b>"), "2", "3"]) == "<b>1</b> &lt; 2 &lt; 3"
    assert join() == between("x", []) == ""


def test_a_page_is_one_whole_document_that_fetches_and_runs_nothing() -> None:
    made = page("A & B", tag("p", "text"), "zh", "p { color: red; }")
    [style] = re.findall(r"<style>(.*?)</style>", made, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    [policy] = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', made)
    assert policy.startswith("default-src &#x27;none&#x27;; style-src &#x27;sha256-")
    assert digest in policy
    assert "unsafe" not in policy
    assert made.startswith('<!DOCTYPE html>\n<html lang="zh-Hans">')
    assert "<title>A &amp; B</title>" in made
    assert "p { color: red; }" in style
    assert "@media print" in style
    assert "prefers-color-scheme: dark" in style
    assert not re.search(r"<(script|link|img|iframe)|url\(|@import|https?://", made)
