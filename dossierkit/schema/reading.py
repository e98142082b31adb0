"""One file on its way from nodes to facts: where types put what they find wrong."""

from __future__ import annotations

from typing import NamedTuple

from dossierkit.text.finding import ERROR, Finding, Severity
from dossierkit.text.nodes import Node
from dossierkit.text.source import Source


class Noted(NamedTuple):
    """A finding, with the field at the top of the header that it belongs to."""

    field: str
    finding: Finding


class Reading:
    """Collects the findings of one file. `field` is the top-level field being read."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.field = ""
        self.notes: list[Noted] = []

    def report(
        self, node: Node, code: str, message: str, hint: str = "", severity: Severity = ERROR
    ) -> None:
        """Notes a finding at a node."""
        finding = self.source.finding(node.start, code, message, hint, severity)
        self.notes.append(Noted(self.field, finding))

    def report_key(self, offset: int, code: str, message: str, hint: str) -> None:
        """Notes an error at a character, such as the first one of a field's name."""
        finding = self.source.finding(offset, code, message, hint)
        self.notes.append(Noted(self.field, finding))

    def line(self, node: Node) -> int:
        """The line of a node, from 1."""
        return self.source.text.count("\n", 0, node.start) + 1


def nearest(word: str, known: tuple[str, ...]) -> str:
    """The known word that was probably meant, or an empty text."""
    from difflib import get_close_matches

    folded = word.strip().lower().replace("_", "-").replace(" ", "-")
    near = get_close_matches(folded, known, 1, 0.7)
    return near[0] if near else ""
