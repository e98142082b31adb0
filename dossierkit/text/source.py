"""The characters of one file, strictly decoded, with the place of every offset."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from itertools import accumulate

from dossierkit.text.finding import ERROR, WARNING, Finding, Severity
from dossierkit.text.translation import _

MAX_FILE_BYTES = 4 * 1024 * 1024
"""A dossier larger than this (4 MiB) is refused unread: no log of a lifetime comes near it."""

MAX_FINDINGS = 500
"""After so many findings in its text a file is not searched for more."""

_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff"
_BIDI_OVERRIDE = "\u202a-\u202e\u2066-\u2069"
SUSPECT_CHARACTER = re.compile(f"\r(?!\n)|[{_CONTROL}{_BIDI_OVERRIDE}\ufeff]")
_CONFLICT = re.compile(r"^(?:<{7}(?: .*)?|\|{7}(?: .*)?|>{7}(?: .*)?)\r?$", re.MULTILINE)
_BOM = "\ufeff"


class Source:
    """A file's text with its findings.

    `text` is without a byte order mark, line ends as they stand. Offsets count characters of
    `text`; `line` and `column` give the place that an editor shows, both from 1.
    """

    def __init__(self, path: str, text: str, *, had_bom: bool = False) -> None:
        self.path = path
        self.text = text
        self.had_bom = had_bom
        self.findings: list[Finding] = []

    @cached_property
    def _line_starts(self) -> list[int]:
        *whole, _unused = self.text.split("\n")
        return [*accumulate((len(line) + 1 for line in whole), initial=0)]

    def line(self, offset: int) -> int:
        """The line of a character, from 1."""
        return bisect_right(self._line_starts, offset)

    def start_of(self, line: int) -> int:
        """The offset of the first character of a line."""
        return self._line_starts[line - 1]

    def column(self, offset: int) -> int:
        """The column of a character in its line, from 1, in characters (not bytes, not cells)."""
        return self.place(offset)[1]

    def place(self, offset: int) -> tuple[int, int]:
        """The line and the column of a character."""
        line = self.line(offset)
        return line, offset - self._line_starts[line - 1] + 1

    def finding(
        self, offset: int, code: str, message: str, hint: str = "", severity: Severity = ERROR
    ) -> Finding:
        """A finding at a character of this file."""
        line, column = self.place(offset)
        return Finding(self.path, line, column, severity, code, message, hint)

    def report(
        self, offset: int, code: str, message: str, hint: str = "", severity: Severity = ERROR
    ) -> None:
        """Notes a finding at a character of this file, unless there are too many already."""
        if self.is_full:
            return
        if len(self.findings) == MAX_FINDINGS:
            code, message = (
                "too-many-findings",
                _("more than {max_findings} things are wrong").format(max_findings=MAX_FINDINGS),
            )
            hint, severity = _("mend those above, then check again"), ERROR
        self.findings.append(self.finding(offset, code, message, hint, severity))

    @property
    def is_full(self) -> bool:
        """Whether so much is wrong that looking for more is no help to anyone."""
        return len(self.findings) > MAX_FINDINGS

    @property
    def is_broken(self) -> bool:
        """Whether an error was found so far."""
        return any(finding.is_error for finding in self.findings)


def decode(path: str, data: bytes) -> Source:
    """The source of a file's bytes: UTF-8 only, nothing replaced, nothing guessed.

    Findings: `too-large`, `encoding`, `byte-order-mark` (a warning), `lone-cr`,
    `control-character`, `conflict-marker`. After `too-large` and `encoding` the text is empty.
    """
    if len(data) > MAX_FILE_BYTES:
        source = Source(path, "")
        size = _("{count:.1f} MiB").format(count=len(data) / 1024 / 1024)
        source.report(
            0,
            "too-large",
            _("the file is {size} large").format(size=size),
            _("keep it below 4 MiB"),
        )
        return source
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _undecodable(path, data, error)
    had_bom = text.startswith(_BOM)
    source = Source(path, text.removeprefix(_BOM), had_bom=had_bom)
    if had_bom:
        hint = _("save the file as UTF-8 without BOM")
        source.report(
            0, "byte-order-mark", _("the file begins with a byte order mark"), hint, WARNING
        )
    if not text.replace("\n", "").replace("\t", "").isprintable():
        _look_for_suspects(source)
    if b"<<<<<<<" in data or b">>>>>>>" in data:
        _look_for_conflicts(source)
    return source


def _undecodable(path: str, data: bytes, error: UnicodeDecodeError) -> Source:
    source = Source(path, "")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        guess = _("it looks like UTF-16")
    else:
        guess = _("byte 0x{data:02x} can't be read").format(data=data[error.start])
    line = data.count(b"\n", 0, error.start) + 1
    line_start = data.rfind(b"\n", 0, error.start) + 1
    column = len(data[line_start : error.start].decode("utf-8", "replace")) + 1
    message = _("the file is not UTF-8: {guess}").format(guess=guess)
    hint = _("save it as UTF-8 in your editor")
    source.findings.append(Finding(path, line, column, ERROR, "encoding", message, hint))
    return source


def _look_for_suspects(source: Source) -> None:
    for match in SUSPECT_CHARACTER.finditer(source.text):
        if source.is_full:
            return
        character = match.group()
        if character == "\r":
            message, hint = (
                _("a carriage return without a line feed"),
                _("use LF or CRLF line ends"),
            )
            source.report(match.start(), "lone-cr", message, hint)
        else:
            message = f"{describe_suspect(character)} U+{ord(character):04X}"
            source.report(match.start(), "control-character", message, _("delete it"))


def describe_suspect(character: str) -> str:
    """What a character is that has no place in a dossier."""
    if re.match(f"[{_BIDI_OVERRIDE}]", character):
        return _("bidirectional override character")
    if character in "\u0085\u2028\u2029":
        return _("invisible line break")
    if character == _BOM:
        return _("byte order mark inside the text")
    return _("control character")


def _look_for_conflicts(source: Source) -> None:
    for match in _CONFLICT.finditer(source.text):
        message = _("a merge conflict is left in the file")
        hint = _("keep what is right of both sides and delete the marker lines")
        source.report(match.start(), "conflict-marker", message, hint)
        if source.is_full:
            return
