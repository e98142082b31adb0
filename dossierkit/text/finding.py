"""A finding: something in the user's files that is wrong or worth a look, as a value."""

from __future__ import annotations

from typing import Literal, NamedTuple

Severity = Literal["error", "warning"]

ERROR: Severity = "error"
WARNING: Severity = "warning"


class Finding(NamedTuple):
    """What is wrong, where, and what to do. Sorted by place.

    `path` is relative to the book, with `/`; `line` and `column` count from 1, in characters;
    `code` is a word of the catalogue in docs/findings.md; `hint` is the remedy, or empty.
    """

    path: str
    line: int
    column: int
    severity: Severity
    code: str
    message: str
    hint: str = ""

    @property
    def is_error(self) -> bool:
        return self.severity == ERROR

    def __str__(self) -> str:
        """The line that editors jump to: `path:line:column: error: message [code]`."""
        where = f"{self.path}:{self.line}:{self.column}"
        return f"{where}: {self.severity}: {self.message} [{self.code}]"
