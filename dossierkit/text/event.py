"""The events of a dossier: what one line of a `## Log` says."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any, Literal, NamedTuple

Direction = Literal["in", "out", "both"]

FORM = "- DATE [HH:MM] EVENT [in|out] [CURRENCY AMOUNT] [by MEMBER]: text"
EXAMPLE = "- 2025-04-18 quote out USD 12,400.00: 1 000 pcs BL-20 FOB Hong Kong"

DIRECTIONS: dict[str, Direction | None] = {
    **dict.fromkeys(("inquiry", "complaint", "order", "payment", "lost"), "in"),
    **dict.fromkeys(("email", "chat", "intro", "quote", "sample", "shipment"), "out"),
    **dict.fromkeys(("greeting", "price-update", "thanks"), "out"),
    **dict.fromkeys(("call", "meeting", "visit", "fair"), "both"),
    "note": None,
}
"""The events of a log with the direction they have where none is written."""


class Money(NamedTuple):
    """An amount in a currency (ISO 4217)."""

    currency: str
    amount: Decimal


class LogLine(NamedTuple):
    """One event. `position` counts the lines of this log from the top of the file."""

    date: datetime.date
    time: datetime.time | None
    event: str
    direction: Direction | None
    money: Money | None
    member: str | None
    text: str
    valid: datetime.date | None
    tags: tuple[str, ...]
    line: int
    position: int

    @property
    def is_touch(self) -> bool:
        """Any event but a note."""
        return self.direction is not None

    @property
    def goes_out(self) -> bool:
        """We reached them: written to, or spoken with."""
        return self.direction in ("out", "both")

    @property
    def comes_in(self) -> bool:
        """They answered: wrote, ordered, or spoke with us."""
        return self.direction in ("in", "both")


class Log(NamedTuple):
    """All events of a file that could be read, in the order of the file."""

    lines: tuple[LogLine, ...]
    newest_first: bool


def log_data(line: LogLine) -> dict[str, Any]:
    """A log line as plain data for JSON, the same wherever one is given out."""
    return {
        "date": line.date.isoformat(),
        "time": f"{line.time:%H:%M}" if line.time else None,
        "event": line.event,
        "direction": line.direction,
        "currency": line.money.currency if line.money else None,
        "amount": f"{line.money.amount:f}" if line.money else None,
        "by": line.member,
        "text": line.text,
        "valid": line.valid.isoformat() if line.valid else None,
        "tags": [*line.tags],
        "line": line.line,
    }
