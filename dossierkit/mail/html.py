"""The HTML part of a letter, made from its Markdown. The only owner of markdown-it.

Styles stand in the tags themselves: mail programs drop style sheets.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

_RIGHT_TO_LEFT = frozenset(("ar", "he", "fa", "ur", "yi", "ps", "sd", "ug", "dv", "ckb"))
_FONT = (
    "font-family:'Segoe UI',Roboto,'Helvetica Neue',Arial,'PingFang SC','Microsoft YaHei',"
    "sans-serif;font-size:15px;line-height:1.5;color:#1f2328"
)
_CELL = "border:1px solid #d0d7de;padding:6px 10px;vertical-align:top"
_STYLES = {
    "paragraph_open": "margin:0 0 1em",
    "bullet_list_open": "margin:0 0 1em;padding-inline-start:1.4em",
    "table_open": "border-collapse:collapse;margin:0 0 1em;font-size:14px",
    "th_open": f"{_CELL};background:#f6f8fa;font-weight:600",
    "td_open": _CELL,
}


class Section(NamedTuple):
    """A letter in one language, as Markdown."""

    language: str
    markdown: str


def direction(language: str) -> str:
    """`rtl` for languages written from right to left, else `ltr`."""
    return "rtl" if language.partition("-")[0] in _RIGHT_TO_LEFT else "ltr"


def _dress(token: Token, way: str) -> None:
    """Gives a tag its style. From right to left, what is Latin or a figure keeps its own order."""
    aligned = token.attrGet("style")
    style = _STYLES[token.type]
    if aligned:
        style = f"{style};{aligned}"
    elif token.type == "th_open" or way == "rtl":
        style = f"{style};text-align:{'right' if way == 'rtl' else 'left'}"
    if aligned == "text-align:right" and token.type == "td_open":
        style = f"{style};white-space:nowrap"
    token.attrSet("style", style)
    if way == "rtl" and token.type in ("paragraph_open", "td_open"):
        token.attrSet("dir", "auto")


class HtmlWriter:
    """Turns letters into pages. Raw HTML in Markdown is shown, never passed on."""

    def __init__(self) -> None:
        self._markdown = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table")

    def page(self, title: str, sections: Sequence[Section]) -> str:
        """The page of a letter; one in two languages has a rule between them."""
        own = sections[0].language
        body = '\n<hr style="border:0;border-top:1px solid #d0d7de;margin:2em 0">\n'.join(
            map(self._section, sections)
        )
        return (
            f'<!DOCTYPE html>\n<html lang="{escape(own)}" dir="{direction(own)}">\n<head>\n'
            f'<meta charset="utf-8">\n<title>{escape(title)}</title>\n</head>\n'
            f"<body>\n{body}\n</body>\n</html>\n"
        )

    def _section(self, section: Section) -> str:
        way = direction(section.language)
        tokens = self._markdown.parse(section.markdown)
        for token in tokens:
            if token.type in _STYLES and not token.hidden:
                _dress(token, way)
        content = self._markdown.renderer.render(tokens, self._markdown.options, {})
        tag = f'<div lang="{escape(section.language)}" dir="{way}" style="{_FONT}">'
        return f"{tag}\n{content}</div>"
