"""Where a file's header begins and ends: the two `---` lines."""

from __future__ import annotations

import re
from typing import NamedTuple

from dossierkit.text.source import Source
from dossierkit.text.translation import N_, _

MAX_HEADER_BYTES = 64 * 1024

_OPENING = re.compile(r"---\r?\n")
_CLOSING = re.compile(r"^(?:---|\.\.\.).*$", re.MULTILINE)
_KEY_LINE = re.compile(r"^[A-Za-z][\w-]*:(?:\s|$)")
_HEADER_LIKE = re.compile(r"^(?:[A-Za-z][\w-]*:(?:\s.*)?|\s.*|- .*|#.*|)\r?$")


class Span(NamedTuple):
    """From a character up to, but without, another."""

    start: int
    end: int


class Parts(NamedTuple):
    """A file in two: the YAML between the fences, and all that follows them."""

    header: Span
    body: Span


def split(source: Source) -> Parts | None:
    """The header and the body of a file; None, with findings in the source, if it has no header.

    Findings: `no-header`, `bad-fence`, `unclosed-header`, `header-too-large`, `second-header`.
    """
    opening = _OPENING.match(source.text)
    if opening is None:
        _explain_missing_header(source)
        return None
    closing = _closing_fence(source, opening.end())
    if closing is None:
        return None
    header = Span(opening.end(), closing.start)
    if _bytes(source.text, header) > MAX_HEADER_BYTES:
        message = _("the header is larger than 64 KiB")
        source.report(
            header.start, "header-too-large", message, _("move long text below the header")
        )
        return None
    body = Span(closing.end, len(source.text))
    _look_for_second_header(source, body)
    return Parts(header, body)


def _bytes(text: str, span: Span) -> int:
    """At least the bytes of a part, exactly if it might be too large."""
    characters = span.end - span.start
    if characters * 4 <= MAX_HEADER_BYTES:
        return characters
    return len(text[span.start : span.end].encode())


def _explain_missing_header(source: Source) -> None:
    text = source.text
    hint = _("begin the file with a line '---', then fields like 'name: Anna Schmidt', then '---'")
    first_line = text.partition("\n")[0].rstrip("\r")
    if not text.strip():
        source.report(0, "no-header", _("the file is empty"), hint)
    elif first_line == "---":
        source.report(0, "unclosed-header", _("the header is never closed"), _(_CLOSE_HINT))
    elif re.match(r"\s+---", text):
        message = _("blanks or empty lines stand before the opening '---'")
        source.report(0, "bad-fence", message, _("let the file begin with '---'"))
    elif first_line.startswith("---"):
        source.report(0, "bad-fence", _fence_message(first_line), _(_FENCE_HINT))
    else:
        source.report(0, "no-header", _("the file does not begin with a header"), hint)


_CLOSE_HINT = N_("put a line '---' after the last field")
_FENCE_HINT = N_("let the line be exactly three dashes")


def _fence_message(line: str) -> str:
    if line.startswith("..."):
        return _("the header is ended by '...' instead of '---'")
    if line.startswith("----"):
        return _("the fence has more than three dashes")
    return _("something stands after the '---' of the fence")


def _closing_fence(source: Source, start: int) -> Span | None:
    match = _CLOSING.search(source.text, start)
    if match is None:
        source.report(0, "unclosed-header", _("the header is never closed"), _(_CLOSE_HINT))
        return None
    line = match.group().rstrip("\r")
    if line != "---":
        source.report(match.start(), "bad-fence", _fence_message(line), _(_FENCE_HINT))
        return None
    return Span(match.start(), min(match.end() + 1, len(source.text)))


def _look_for_second_header(source: Source, body: Span) -> None:
    """Two headers in one file are what a bad merge, or a '---' inside a value, leaves behind."""
    text = source.text
    if "\n---" not in text[body.start - 1 : body.end]:
        return
    start = body.start
    for fence in re.finditer(r"^---\r?$", text[body.start : body.end], re.MULTILINE):
        lines = text[start : body.start + fence.start()].split("\n")
        if any(map(_KEY_LINE.match, lines)) and all(map(_HEADER_LIKE.match, lines)):
            message = _("a second header stands in the file")
            hint = _("merge it into the first; for a line across the page write '***'")
            source.report(start, "second-header", message, hint)
            return
        start = min(body.start + fence.end() + 1, body.end)
