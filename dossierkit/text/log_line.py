"""The text of a new log line, from what happened."""

from __future__ import annotations

import re
from datetime import date, time
from typing import NamedTuple

from dossierkit.text.event import DIRECTIONS, Direction, LogLine, Money
from dossierkit.text.fence import Span
from dossierkit.text.log import read_log
from dossierkit.text.scalar import CannotEdit, refuse_control_characters
from dossierkit.text.source import Source
from dossierkit.text.translation import _

_LOOKS_LIKE_MORE = re.compile(r"#{1,6}[ \t]|```|~~~")
"""A heading or a code block, unless it is indented by four."""


class Bullet(NamedTuple):
    """A log line without its dash, and the lines that continue it, with their indentation."""

    line: str
    more: tuple[str, ...]

    def read(self) -> LogLine:
        """The event that it says; raises CannotEdit if it is not of the form."""
        text = "\n".join(["## Log", f"- {self.line}", *self.more])
        source = Source("", text)
        lines = read_log(source, Span(0, len(text))).lines
        if source.findings:
            finding = source.findings[0]
            raise CannotEdit(
                _("the log line can't be written: {message}; {hint}").format(
                    message=finding.message, hint=finding.hint
                )
            )
        return lines[0]


def format_log_line(
    event: str,
    day: date,
    text: str,
    *,
    clock: time | None = None,
    direction: Direction | None = None,
    money: Money | None = None,
    member: str | None = None,
) -> Bullet:
    """A log line in the form of DESIGN 2.1; further lines of the text continue it.

    Raises CannotEdit for control characters, and for what would not be read back the same.
    """
    words = [f"{day}", f"{clock:%H:%M}" if clock is not None else "", event, direction or ""]
    words.append(f"{money.currency} {money.amount:,f}" if money else "")
    words.append(f"by {member}" if member else "")
    first, *others = _lines_of(text) or [""]
    head = " ".join(filter(None, words))
    bullet = Bullet(f"{head}: {first}".rstrip(), tuple(map(_continued, others)))
    line = bullet.read()
    direction = direction or DIRECTIONS[event]
    wanted = (day, clock, event, direction, money, member, " ".join([first, *others]))
    if line[:7] != wanted:
        raise CannotEdit(_("'{head}:' is not of the form of a log line").format(head=head))
    return bullet


def _lines_of(text: str) -> list[str]:
    """The lines of a text, without blanks around them and without empty ones."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    refuse_control_characters(text)
    return [stripped for line in text.split("\n") if (stripped := line.strip())]


def _continued(line: str) -> str:
    return ("    " if _LOOKS_LIKE_MORE.match(line) else "  ") + line
