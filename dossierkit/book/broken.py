"""What stops the reading of a book. Imports nothing, for those who only catch it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dossierkit.text.finding import Finding


class BrokenBook(Exception):
    """`book.yaml` has errors: no rule could be trusted, so nothing is done."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("\n".join(map(str, findings)))
        self.findings = findings


class ChangedMeanwhile(Exception):
    """A file was changed or taken away while a command was reading the book; the text says so."""
