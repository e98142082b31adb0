"""Where the values of a header really end, and to which of them lines and comments belong."""

from __future__ import annotations

import re
from typing import NamedTuple

from dossierkit.text.fence import Span, split
from dossierkit.text.header import read_header
from dossierkit.text.nodes import Mapping, Node, Scalar, Sequence
from dossierkit.text.scalar import CannotEdit
from dossierkit.text.source import Source
from dossierkit.text.translation import _

_COMMENT = re.compile(r"([ \t]*)#")
_KEEPS_BLANKS = re.compile(r"[|>][-0-9]*[+1-9]")
"""With `+` blank lines are text; how deep the text is indented is not looked up for a digit."""
_QUESTION = re.compile(r"( *)# ?([\w-]+):[ \t]*(?:#.*)?\r?")
"""A field that waits for its answer, as in a new dossier."""


class Header(NamedTuple):
    """A file's text with the nodes of its header."""

    text: str
    span: Span
    root: Mapping


class Question(NamedTuple):
    """A commented field: its name, its column, and the offset of its line."""

    name: str
    column: int
    start: int


def read_places(text: str) -> Header:
    """The header of a file; raises CannotEdit if it can't be read without doubt."""
    source = Source("", text)
    parts = split(source)
    root = read_header(source, parts.header) if parts else None
    if parts is None or root is None or source.is_broken:
        finding = next((finding for finding in source.findings if finding.is_error), None)
        why = (
            _("line {line}: {message}").format(line=finding.line, message=finding.message)
            if finding
            else _("it has no header")
        )
        raise CannotEdit(_("the file can't be read ({why}); mend it first").format(why=why))
    return Header(text, parts.header, root)


def line_start(text: str, offset: int) -> int:
    """The offset of the first character of a line."""
    return text.rfind("\n", 0, offset) + 1


def line_end(text: str, offset: int) -> int:
    """The offset of the line feed that ends a line, or of the CR before it."""
    end = text.find("\n", offset)
    end = len(text) if end < 0 else end
    return end - 1 if end > offset and text[end - 1] == "\r" else end


def next_line(text: str, offset: int) -> int:
    """The offset at which the next line begins; the end of the text after the last."""
    end = text.find("\n", offset)
    return len(text) if end < 0 else end + 1


def line_break(text: str, offset: int) -> str:
    """How the line of an offset ends: as the others, where it has no end."""
    end = text.find("\n", offset)
    end = text.rfind("\n") if end < 0 else end
    return "\r\n" if end > 0 and text[end - 1] == "\r" else "\n"


def column(text: str, offset: int) -> int:
    """The characters before an offset in its line."""
    return offset - line_start(text, offset)


def is_flow(text: str, node: Node) -> bool:
    """Whether a collection stands in brackets."""
    return not isinstance(node, Scalar) and text[node.start : node.start + 1] in ("{", "[")


def real_end(text: str, node: Node) -> int:
    """Where a value ends: libyaml has blocks reach over the blank lines that follow."""
    if is_block_text(text, node):
        return node.start + len(_block_text(text[node.start : node.end]))
    if isinstance(node, Scalar) or is_flow(text, node):
        return node.end
    inner = node.items if isinstance(node, Sequence) else list(node.fields.values())
    return real_end(text, inner[-1]) if inner else node.end


def _block_text(part: str) -> str:
    """A text in lines without the blank lines behind it, unless they are its own."""
    head, *lines = part.splitlines(keepends=True)
    indent = next((len(line) - len(line.lstrip(" ")) for line in lines if line.strip()), 0)
    if _KEEPS_BLANKS.match(head):
        indent = -1
    while lines and not lines[-1].strip() and len(lines[-1].rstrip("\r\n")) <= indent:
        lines.pop()
    return "".join([head, *lines]).removesuffix("\n").removesuffix("\r")


def is_block_text(text: str, node: Node) -> bool:
    """Whether a value is a text in lines of its own, after `|` or `>`."""
    return isinstance(node, Scalar) and not node.is_plain and text[node.start] in "|>"


def field_end(header: Header, key: int, node: Node) -> int:
    """Behind the lines of a field whose name begins at `key`, and the comments indented below."""
    text = header.text
    return block_end(header, max(key, real_end(text, node)), column(text, key))


def block_end(header: Header, offset: int, indent: int) -> int:
    """Behind the lines that belong to what ends at an offset: its own, and comments below it that
    are indented more than `indent`."""
    text = header.text
    end = at = next_line(text, offset)
    while at < header.span.end:
        after = next_line(text, at)
        comment = _COMMENT.match(text, at, after)
        if comment and len(comment.group(1)) > indent:
            end = after
        elif text[at:after].strip():
            break
        at = after
    return end


def is_swallowed(header: Header, at: int, indent: int) -> bool:
    """Whether a text in lines that are indented more than `indent` would take in the blanks and
    comments that stand from a line on."""
    text = header.text
    while at < header.span.end:
        after = next_line(text, at)
        line = text[at:after].rstrip("\r\n")
        if len(line) - len(line.lstrip(" ")) > indent:
            return True
        if line.strip():
            break
        at = after
    return False


def comments_above(header: Header, offset: int, floor: int) -> int:
    """The offset of the first of the comment lines right above a line, or of that line.

    Above `floor` nothing is a comment: another value stands there.
    """
    start = line_start(header.text, offset)
    while start > floor:
        above = line_start(header.text, start - 1)
        is_comment = _COMMENT.match(header.text, above, start)
        if not is_comment or questions(header, above, start):
            break
        start = above
    return start


def questions(header: Header, start: int, end: int) -> list[Question]:
    """The commented fields that stand between two offsets, a line's first ones."""
    found: list[Question] = []
    while start < end:
        after = next_line(header.text, start)
        match = _QUESTION.fullmatch(header.text, start, after - 1)
        if match:
            found.append(Question(match.group(2), len(match.group(1)), start))
        start = after
    return found


def dash_line(text: str, node: Sequence, item: Node) -> int:
    """The offset of the line with the dash of an item."""
    dash = re.compile(f" {{{column(text, node.start)}}}-(?=\\s)")
    start, first = line_start(text, item.start), line_start(text, node.start)
    while start >= first:
        if dash.match(text, start):
            return start
        start = line_start(text, start - 1)
    raise CannotEdit(_("a list begins behind its name; give its items lines of their own first"))
