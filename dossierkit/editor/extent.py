"""The characters that a finding is about: it names the first of them."""

from __future__ import annotations

import re
from typing import Any

from dossierkit.editor.document import Document
from dossierkit.editor.occurrences import Occurrence, occurrences
from dossierkit.text.fence import Span
from dossierkit.text.finding import Finding
from dossierkit.text.nodes import Mapping, Node, Scalar, Sequence
from dossierkit.text.places import line_end

_WORD = re.compile(r"#?[\w.@+-]+")
_WHOLE_LINE = frozenset(
    ("log-line", "price-row", "rate-row", "columns", "bad-fence", "conflict-marker")
)


def extent(document: Document, finding: Finding) -> Span:
    """The characters of one line that a finding is about; at least one, where there is any."""
    text = document.text
    start = offset_of(text, finding)
    end_of_line = line_end(text, start)
    named = _link_at(document, start) if text.startswith("[[", start) else None
    if named is not None:
        return Span(named.start, named.end)
    node = _node_at(document.nodes, start) if document.nodes else None
    if node is not None:
        end = node.end
    elif finding.code in _WHOLE_LINE:
        end = end_of_line
    else:
        word = _WORD.match(text, start)
        end = word.end() if word else start + 1
    end = min(end, end_of_line)
    return Span(start, max(end, min(start + 1, len(text))))


def _link_at(document: Document, start: int) -> Occurrence | None:
    """The id in the link that begins at a place."""
    return next((one for one in occurrences(document) if one.start > start), None)


def offset_of(text: str, finding: Finding) -> int:
    """The character at which a finding stands; the end of a shorter text."""
    start = 0
    for _ in range(finding.line - 1):
        start = text.find("\n", start) + 1
        if start == 0:
            return len(text)
    return min(start + finding.column - 1, len(text))


def _node_at(header: Mapping, start: int) -> Any:
    """The name or the single value of a header that begins at a place; None if none does."""
    waiting: list[Node] = [header]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Mapping):
            for name, value in node.fields.items():
                key = node.keys[name]
                if key == start:
                    return Scalar(name, key, key + len(name), True)
                waiting.append(value)
        elif isinstance(node, Sequence):
            waiting += node.items
        elif node.start == start and node.end > start:
            return node
    return None
