"""What a log line does to a customer's next steps: done ones go, new ones come."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from dossierkit.book.change import ABSENT, Wish
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.schema.times import parse_dated
from dossierkit.schema.types import Refused
from dossierkit.text.event import LogLine
from dossierkit.text.nodes import Scalar
from dossierkit.text.nodes import Sequence as Items


class NextSteps(NamedTuple):
    """The items that are open after a log line, as they stand in the file, and those it closed."""

    open: tuple[str, ...]
    closed: tuple[str, ...]

    def wish(self) -> Wish:
        """What `next` is to be: one text, several, or nothing."""
        if not self.open:
            return ABSENT
        return self.open[0] if len(self.open) == 1 else [*self.open]


def next_steps(dossier: Dossier[Customer], line: LogLine, new: Sequence[str]) -> NextSteps:
    """The next steps of a customer after a log line (DESIGN 3, `next`).

    A touch closes the items dated on or before it, a `note` closes none; an item that can't be
    read stays. `new` ones come behind those that stay open.
    """
    items = open_steps(dossier)
    closed = tuple(item for item in items if line.is_touch and _is_closed(item, line))
    return NextSteps((*(item for item in items if item not in closed), *new), closed)


def open_steps(dossier: Dossier[Customer]) -> list[str]:
    """The next steps of a customer as they stand in the file."""
    node = dossier.header.get("next")
    nodes = node.items if isinstance(node, Items) else [node]
    return [item.text for item in nodes if isinstance(item, Scalar) and not item.is_null]


def _is_closed(item: str, line: LogLine) -> bool:
    try:
        return parse_dated(item, 0).date <= line.date
    except Refused:
        return False
