"""A small HTML builder, and the page that holds what it builds: whole, offline, and safe.

Everything that is no `Html` is escaped, so that text from a dossier can't become markup.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from functools import cache
from html import escape
from pathlib import Path

from dossierkit.text.translation import spoken

GENERATOR = '<meta name="generator" content="dossierkit">'
"""Stands in the head of every page of ours."""

_VOID = frozenset(("meta", "br", "hr", "img", "col", "wbr", "link", "input"))
_ADDRESSES = frozenset(("href", "src", "action", "formaction", "xlink:href"))
_SAFE_ADDRESS = re.compile(r"(?:https?://|mailto:|tel:|#)", re.IGNORECASE)
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9:-]*")
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
"""What no page may hold, and what would show its neighbours in another order."""


class Html(str):
    """Text that is safe to put into a page."""

    __slots__ = ()

    def __html__(self) -> str:
        """What template engines ask for before they escape a text."""
        return self


def tag(name: str, /, *children: str, **attributes: str | None) -> Html:
    """An element. Children and values are escaped, but for children that are `Html`.

    `class_` is written `class`, `aria_label` as `aria-label`; an attribute that is None is left
    out, and so is an address that leads neither to the web, a mailbox, a phone nor a place on the
    page. Raises ValueError for a name that HTML does not have, and for attributes that run code.
    """
    said = "".join(
        f' {_attribute(key)}="{_text(value)}"'
        for key, value in attributes.items()
        if value is not None and (key not in _ADDRESSES or is_safe_address(value))
    )
    if not _NAME.fullmatch(name) or name.lower() in ("script", "style"):
        raise ValueError(f"'{name}' is no element that a page may have")
    if name in _VOID:
        return Html(f"<{name}{said}>")
    return Html(f"<{name}{said}>{join(*children)}</{name}>")


def join(*parts: str) -> Html:
    """Parts one after the other, escaped but for those that are `Html`."""
    return Html("".join(part if isinstance(part, Html) else _text(part) for part in parts))


def between(separator: str, parts: Iterable[str]) -> Html:
    """Parts with something between any two of them."""
    joined: list[str] = []
    for part in parts:
        joined += [separator, part] if joined else [part]
    return join(*joined)


def words(text: str) -> Html:
    """Text of a file inside a sentence or a cell: it runs its own way, whatever its script, and
    leaves its neighbours where they are."""
    return tag("bdi", text)


def spoken_tag() -> str:
    """The language that is spoken, as a page names it."""
    return {"zh": "zh-Hans"}.get(spoken(), spoken())


def page(title: str, body: Html, language: str, style: str = "") -> str:
    """One whole document that opens offline: nothing in it is fetched, and nothing runs.

    `style` is added to the styles that every page has: light and dark, phone and print. Its own
    styles are the only ones that the page allows, by their hash.
    """
    styles = f"{_base_style()}{style}"
    policy = (
        f"default-src 'none'; style-src 'sha256-{_hash(styles)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    head = join(
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="referrer", content="no-referrer"),
        Html(GENERATOR),
        tag("title", title),
    )
    lang = escape({"zh": "zh-Hans"}.get(language, language))
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n{head}\n<style>{styles}</style>\n</head>\n'
        f"<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def is_safe_address(address: str) -> bool:
    """Whether an address leads to the web, a mailbox, a phone or a place on the page."""
    return _SAFE_ADDRESS.match(address) is not None


def visible(text: str) -> str:
    """Text in which what is hidden, or would turn its neighbours around, is written as escapes."""
    return _HIDDEN.sub(lambda match: ascii(match.group())[1:-1], text)


def _attribute(key: str) -> str:
    name = key.rstrip("_").replace("_", "-")
    if not _NAME.fullmatch(name) or name.lower().startswith("on") or name.lower() == "style":
        raise ValueError(f"'{name}' is no attribute that a page may have")
    return name


def _text(text: str) -> str:
    """Text with what HTML would take for markup written as entities, and what is hidden shown."""
    return escape(visible(text))


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def _base_style() -> str:
    return Path(__file__).with_name("page.css").read_text(encoding="utf-8")
