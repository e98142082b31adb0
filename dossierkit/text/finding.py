"""A finding: something in the user's files that is wrong or worth a look, as a value."""

from __future__ import annotations

from typing import Literal, NamedTuple

from dossierkit.text.translation import _

Severity = Literal["error", "warning"]

ERROR: Severity = "error"
WARNING: Severity = "warning"


class Advised(ValueError):
    """Something that a caller asked for is wrong: `message` says what, `hint` what to do, or is
    empty. As a text both are one sentence."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.hint = message, hint

    def __str__(self) -> str:
        if not self.hint:
            return self.message
        return _("{message}; {hint}").format(message=self.message, hint=self.hint)


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
