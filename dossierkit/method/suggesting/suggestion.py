"""A suggestion: a fact that may have changed, what it may be now, and the log lines that say so."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from dossierkit.method.case import Case, quoted
from dossierkit.text.event import LogLine
from dossierkit.text.nodes import Scalar


class Evidence(NamedTuple):
    """What speaks for a suggestion, and where it stands (`line` from 1)."""

    text: str
    path: str
    line: int


class Suggestion(NamedTuple):
    """A fact that may have changed: `id` names the rule, `field` and `now` what the header says,
    `value` what it may say instead (None: nothing, the fact no longer holds).

    `source` is the rule of the method, `evidence` never empty, the earliest line first.
    """

    id: str
    field: str
    now: str | None
    value: str | None
    reason: str
    source: str
    evidence: tuple[Evidence, ...]


def heard(case: Case, lines: Iterable[LogLine]) -> tuple[Evidence, ...]:
    """Lines of a customer's log as evidence."""
    return tuple(Evidence(_said(line), case.dossier.path, line.line) for line in lines)


def written(case: Case, field: str, value: object) -> Evidence:
    """A field of a customer's header as evidence."""
    return Evidence(f"{field}: {value}", case.dossier.path, case.dossier.line(field))


def is_legible(case: Case, field: str, value: object) -> bool:
    """Whether a field says what was read of it: nothing is suggested for what can't be read."""
    node = case.dossier.header.fields.get(field)
    is_silent = node is None or (isinstance(node, Scalar) and node.is_null)
    return value is not None or is_silent


def _said(line: LogLine) -> str:
    clock = f" {line.time:%H:%M}" if line.time else ""
    direction = f" {line.direction}" if line.direction in ("in", "out") else ""
    return f"{line.date}{clock} {line.event}{direction}{quoted(line)}"
