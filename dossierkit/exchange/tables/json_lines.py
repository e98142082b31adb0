"""Our own JSON Lines, as `dossier export jsonl` writes them, read back."""

from __future__ import annotations

import json
from datetime import date, time
from decimal import Decimal, InvalidOperation
from typing import Any

from dossierkit.book.fields import GROUPS
from dossierkit.exchange.arrival import Arrival, Arrived, CannotRead, Options
from dossierkit.exchange.characters import decode_file
from dossierkit.exchange.facts import facts_of
from dossierkit.text.event import DIRECTIONS, Money
from dossierkit.text.finding import ERROR, Finding
from dossierkit.text.log_line import format_log_line
from dossierkit.text.scalar import CannotEdit
from dossierkit.text.translation import _

_KINDS = ("customer", "company")


def read_jsonl(data: bytes, name: str, options: Options) -> Arrived:
    """The people and companies of a file of our own; other kinds are findings.

    Raises CannotRead for a file in which there is none of them.
    """
    decoded = decode_file(data, name, options.encoding)
    arrivals, findings = list[Arrival](), list(decoded.findings)
    for number, line in enumerate(decoded.text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            arrivals.append(_arrival(json.loads(line), f"{name}:{number}"))
        except (ValueError, RecursionError, CannotEdit) as error:
            message = _("the line can't be read: {why}").format(why=error)
            hint = _("take a file as 'dossier export jsonl' writes it")
            findings.append(Finding(name, number, 1, ERROR, "json-line", message, hint))
    if not arrivals:
        said = _("{name}: there are no dossiers in it, as 'dossier export jsonl' writes them")
        raise CannotRead(said.format(name=name))
    return Arrived(tuple(arrivals), tuple(findings))


def _arrival(said: Any, place: str) -> Arrival:
    """What a line says; raises ValueError for anything but a customer or a company."""
    if not isinstance(said, dict) or said.get("kind") not in _KINDS:
        raise ValueError(_("it is neither a customer nor a company"))
    header, dossier_id = said.get("header"), str(said.get("id", ""))
    if not isinstance(header, dict):
        raise ValueError(_("it has no header"))
    facts = facts_of(GROUPS[said["kind"]], header)
    log = tuple(_log_line(line) for line in reversed(said.get("log") or ()))
    note = str(said.get("notes") or "")
    if said["kind"] == "company":
        return Arrival(place, company=facts, company_id=dossier_id, log=log, note=note)
    return Arrival(place, facts, log=log, note=note, id=dossier_id)


def _log_line(said: Any) -> str:
    """A log line as a dossier has it, without the dash; raises ValueError or CannotEdit."""
    try:
        direction = said["direction"]
        amount = said["amount"]
        return format_log_line(
            said["event"],
            date.fromisoformat(said["date"]),
            said["text"],
            clock=time.fromisoformat(said["time"]) if said["time"] else None,
            direction=None if direction == DIRECTIONS.get(said["event"]) else direction,
            money=Money(said["currency"], Decimal(amount)) if amount else None,
            member=said["by"],
        ).line
    except (KeyError, TypeError, InvalidOperation) as error:
        raise ValueError(_("a line of its log is not as it should be")) from error
