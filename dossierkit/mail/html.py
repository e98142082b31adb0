"""The HTML part of a letter, made from its Markdown. The only owner of markdown-it.

Styles stand in the tags themselves: mail programs drop style sheets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, MutableMapping, Sequence
from functools import cache, lru_cache
from html import escape
from itertools import pairwise
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_block.table import escapedSplit
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from dossierkit.mail.direction import direction

_JAPANESE = "'Hiragino Sans','Yu Gothic UI',Meiryo"
_CHINESE = "'PingFang SC','Microsoft YaHei'"
"""Fonts for Han characters: each language has its own shapes of the same characters."""
_FONT = (
    "font-family:'Segoe UI',Roboto,'Helvetica Neue',Arial,{han},sans-serif;"
    "font-size:15px;line-height:1.5;max-width:720px"
)
"""No colour of text or page: a mail program that is dark has its own."""
_CELL = "border:1px solid #b8bfc6;padding:5px 8px;vertical-align:top"
_FIRST = ";min-width:9em"
"""The first column names the thing; wide tables must not squeeze it to a word a line."""
_WRAP = '<div style="overflow-x:auto">\n'
"""A table wider than the screen moves by itself, and the letter keeps its width."""
_KEPT = 4096
"""Paragraphs, cells and rows whose HTML is kept for the next letter."""
_WHOLE = re.compile(r"```|~~~|\]:")
"""Fences and link references, which reach beyond a block: such Markdown is read in one piece."""
_PARAGRAPH = re.compile(r"[^\W\d_].*(?:\n[^\W\d_].*)*")
"""Lines that each begin with a letter: no list, heading, quote or rule."""
_LIST = re.compile(r"- [^\W\d_].*(?:\n- [^\W\d_].*)*")
"""Items of one line each that begin with a letter."""
_APART = re.compile(r"[^\W\d_]|\|")
"""How a block begins that is no part of a list beside it."""
_RULE = re.compile(r"\|(?:[ \t]*:?-+:?[ \t]*\|)+[ \t]*")
_STYLES = {
    "paragraph_open": "margin:0 0 1em",
    "bullet_list_open": "margin:0 0 1em;padding-inline-start:1.4em",
    "table_open": "border-collapse:collapse;margin:0 0 1em;font-size:13px",
    "th_open": f"{_CELL};background:rgba(128,128,128,0.12);font-weight:600",
    "td_open": _CELL,
}


class Section(NamedTuple):
    """A letter in one language, as Markdown."""

    language: str
    markdown: str


_TAGS = {
    "paragraph_open": "p",
    "bullet_list_open": "ul",
    "table_open": "table",
    "th_open": "th",
    "td_open": "td",
}


@cache
def _attributes(kind: str, aligned: str, way: str, is_first: bool = False) -> dict[str, str]:
    """The style of a tag. From right to left, what is Latin or a figure keeps its own order."""
    style = _STYLES[kind] + (_FIRST if is_first else "")
    if aligned:
        style = f"{style};{aligned}"
    elif kind == "th_open" or way == "rtl":
        style = f"{style};text-align:{'right' if way == 'rtl' else 'left'}"
    if aligned == "text-align:right" and kind == "td_open":
        style = f"{style};white-space:nowrap"
    if way == "rtl" and kind in ("paragraph_open", "td_open"):
        return {"style": style, "dir": "auto"}
    return {"style": style}


@cache
def _tag(kind: str, aligned: str, way: str, is_first: bool = False) -> str:
    named = _attributes(kind, aligned, way, is_first).items()
    shown = (f' {name}="{value}"' for name, value in named)
    return f"<{_TAGS[kind]}{''.join(shown)}>"


def _alignments(rule: str) -> tuple[str, ...]:
    """What the second line of a table says of its columns."""
    marks = [mark.strip() for mark in rule.strip().strip("|").split("|")]
    words = {(True, True): "center", (False, True): "right", (True, False): "left"}
    found = (words.get((mark[:1] == ":", mark[-1:] == ":"), "") for mark in marks)
    return tuple(word and f"text-align:{word}" for word in found)


class HtmlWriter:
    """Turns letters into pages. Raw HTML in Markdown is shown, never passed on."""

    def __init__(self) -> None:
        self._markdown = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table")
        self._markdown.core.ruler.at("inline", self._inline)
        self._markdown.add_render_rule("table_open", _table_open)
        self._markdown.add_render_rule("table_close", _table_close)
        self._known = lru_cache(_KEPT)(self._line)
        self._row = lru_cache(_KEPT)(self._made_row)

    def _inline(self, state: StateCore) -> None:
        """Puts the HTML of each paragraph and cell in its place, made once for equal ones: many
        letters say the same."""
        has_references = bool(state.env.get("references"))
        for token in state.tokens:
            if token.type == "inline":
                make = self._line if has_references else self._known
                content = make(token.content, state.env if has_references else None)
                token.children = [Token("html_inline", "", 0, content=content)]

    def _line(self, text: str, env: MutableMapping[str, Any] | None) -> str:
        env = {} if env is None else env
        children: list[Token] = []
        self._markdown.inline.parse(text, self._markdown, env, children)
        for child in children:
            child.type = "text" if child.type == "text_special" else child.type
        renderer: Any = self._markdown.renderer
        return str(renderer.renderInline(children, self._markdown.options, env))

    def page(self, title: str, sections: Sequence[Section]) -> str:
        """The page of a letter; one in two languages has a rule between them."""
        own = sections[0].language
        body = '\n<hr style="border:0;border-top:1px solid #d0d7de;margin:2em 0">\n'.join(
            map(self._section, sections)
        )
        return (
            f'<!DOCTYPE html>\n<html lang="{escape(own)}" dir="{direction(own)}">\n<head>\n'
            '<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n'
            '<meta name="color-scheme" content="light dark">\n'
            f"<title>{escape(title)}</title>\n</head>\n"
            f"<body>\n{body}\n</body>\n</html>\n"
        )

    def _section(self, section: Section) -> str:
        way = direction(section.language)
        content = "".join(self._pieces(section.markdown, way))
        han = _JAPANESE if section.language.partition("-")[0] == "ja" else _CHINESE
        style = _FONT.format(han=han)
        tag = f'<div lang="{escape(section.language)}" dir="{way}" style="{style}">'
        return f"{tag}\n{content}</div>"

    def _pieces(self, markdown: str, way: str) -> Iterator[str]:
        """The HTML of a section. Plain paragraphs and tables are made here: markdown-it takes a
        hundred steps for each, and most of them are alike in many letters."""
        if _WHOLE.search(markdown):
            yield self._parsed(markdown, way)
            return
        waiting: list[str] = []
        blocks = [block.strip("\n") for block in markdown.split("\n\n")]
        for number, block in enumerate(blocks):
            around = blocks[max(0, number - 1) : number] + blocks[number + 1 : number + 2]
            is_list = _LIST.fullmatch(block) and all(map(_APART.match, around))
            made = self._list(block, way) if is_list else self._block(block, way)
            if not made:
                waiting.append(block)
                continue
            if waiting:
                yield self._parsed("\n\n".join(waiting), way)
                waiting = []
            yield made
        if waiting:
            yield self._parsed("\n\n".join(waiting), way)

    def _list(self, block: str, way: str) -> str:
        items = (self._known(line[2:].strip(), None) for line in block.split("\n"))
        shown = "".join(f"<li>{item}</li>\n" for item in items)
        return f"{_tag('bullet_list_open', '', way)}\n{shown}</ul>\n"

    def _block(self, block: str, way: str) -> str:
        """The HTML of a block that is plainly a paragraph or a table, else an empty text."""
        if block.startswith("|"):
            return self._table(block, way)
        if _PARAGRAPH.fullmatch(block):
            return f"{_tag('paragraph_open', '', way)}{self._known(block.strip(), None)}</p>\n"
        return ""

    def _parsed(self, markdown: str, way: str) -> str:
        tokens = self._markdown.parse(markdown)
        for before, token in pairwise((Token("", "", 0), *tokens)):
            if token.type in _STYLES and not token.hidden:
                aligned = str(token.attrGet("style") or "")
                is_first = before.type == "tr_open"
                token.attrs = {**_attributes(token.type, aligned, way, is_first)}
        return str(self._markdown.renderer.render(tokens, self._markdown.options, {}))

    def _table(self, block: str, way: str) -> str:
        """The HTML of a block that is a table, else an empty text."""
        head, *rest = block.split("\n")
        if not rest or not _RULE.fullmatch(rest[0]) or not all(x.startswith("|") for x in rest):
            return ""
        aligned = _alignments(rest[0])
        if len(_cells(head)) != len(aligned):
            return ""
        rows = "".join(self._row(line, "td_open", aligned, way) for line in rest[1:])
        body = f"<tbody>\n{rows}</tbody>\n" if rows else ""
        header = self._row(head, "th_open", aligned, way)
        table = f"{_tag('table_open', '', way)}\n<thead>\n{header}</thead>\n{body}</table>\n"
        return f"{_WRAP}{table}</div>\n"

    def _made_row(self, line: str, kind: str, aligned: tuple[str, ...], way: str) -> str:
        cells = _cells(line)[: len(aligned)]
        cells += [""] * (len(aligned) - len(cells))
        end = f"</{_TAGS[kind]}>\n"
        shown = (
            _tag(kind, style, way, number == 0) + self._known(cell, None) + end
            for number, (cell, style) in enumerate(zip(cells, aligned, strict=True))
        )
        return f"<tr>\n{''.join(shown)}</tr>\n"


def _table_open(
    renderer: Any, tokens: Sequence[Token], at: int, options: Any, env: MutableMapping[str, Any]
) -> str:
    return f"{_WRAP}{renderer.renderToken(tokens, at, options, env)}"


def _table_close(
    renderer: Any, tokens: Sequence[Token], at: int, options: Any, env: MutableMapping[str, Any]
) -> str:
    return f"{renderer.renderToken(tokens, at, options, env)}</div>\n"


def _cells(line: str) -> list[str]:
    """The cells of a line of a table, as markdown-it splits it."""
    cells = escapedSplit(line.strip())
    start, end = not cells[0], len(cells) - (not cells[-1])
    return [cell.strip() for cell in cells[start:end]]
