"""The cards of a file: one broken card, or line, never stops another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dossierkit.exchange.vcard.lines import Line, content_lines
from dossierkit.text.finding import ERROR, WARNING, Finding, Severity
from dossierkit.text.translation import _


class Card(NamedTuple):
    """A card with its properties in order, and what is wrong with its lines."""

    name: str
    start: Line
    lines: list[Line]
    findings: list[Finding]

    @property
    def version(self) -> str:
        """`2.1`, `3.0` or `4.0`, as it says itself; empty if it says nothing."""
        said = (line.value.strip() for line in self.lines if line.name == "VERSION")
        return next(said, b"").decode("ascii", "replace")

    def report(
        self, line: Line, code: str, message: str, hint: str = "", severity: Severity = WARNING
    ) -> None:
        """Notes a finding at a line of the card."""
        place = (self.name, line.number, line.column)
        self.findings.append(Finding(*place, severity, code, message, hint))


def cards(data: bytes, name: str, stray: list[Finding]) -> Iterator[Card]:
    """The cards of a file; `stray` takes the findings of what stands between them.

    A card without an end ends where the next one begins. A card within a card (AGENT) is left out.
    """
    card: Card | None = None
    inner = 0
    for line in content_lines(data):
        is_mark = line.name in ("BEGIN", "END") and line.value.strip().upper() == b"VCARD"
        if inner:
            inner += (1 if line.name == "BEGIN" else -1) if is_mark else 0
        elif is_mark and line.name == "BEGIN" and card and _is_agent(card):
            message = _("the card within this card was left out")
            card.report(line, "nested-card", message, _("import it from a file of its own"))
            inner = 1
        elif is_mark:
            if card and line.name == "BEGIN":
                _report_no_end(card)
            if card:
                yield card
            elif line.name == "END":
                stray.append(_stray(name, line))
            card = Card(name, line, [], []) if line.name == "BEGIN" else None
        elif card is None:
            if line.value.strip() or line.name:
                stray.append(_stray(name, line))
        elif line.name:
            card.lines.append(line)
        else:
            hint = _("a line is NAME:VALUE; one that goes on begins with a blank")
            card.report(line, "card-line", _("this line is no property; it was left out"), hint)
    if card:
        _report_no_end(card)
        yield card


def _is_agent(card: Card) -> bool:
    return bool(card.lines) and card.lines[-1].name == "AGENT" and not card.lines[-1].value.strip()


def _report_no_end(card: Card) -> None:
    message = _("the card has no END:VCARD; what stands before the next one was read")
    card.report(
        card.start._replace(column=1), "card-end", message, _("see whether the file is whole")
    )


def _stray(name: str, line: Line) -> Finding:
    message = _("this line stands in no card; it was left out")
    hint = _("cards stand between BEGIN:VCARD and END:VCARD")
    return Finding(name, line.number, 1, ERROR, "card-line", message, hint)
