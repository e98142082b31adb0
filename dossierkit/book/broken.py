"""A book whose policy can't be read. Imports nothing, for those who only catch it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dossierkit.text.finding import Finding


class BrokenBook(Exception):
    """`book.yaml` has errors: no rule could be trusted, so nothing is done."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("\n".join(map(str, findings)))
        self.findings = findings
