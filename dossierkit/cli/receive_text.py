"""What `dossier receive` says of mails."""

from __future__ import annotations

import shlex
from collections.abc import Sequence

from dossierkit.cli.output import Column, table
from dossierkit.mail.incoming.receiving import Received

_OUTCOMES = {
    "log": "logged",
    "again": "logged before",
    "refused": "not logged",
    "bounce": "came back",
    "ours": "from us",
    "unknown": "unknown",
    "several": "may be several",
    "unreadable": "unreadable",
}
_OF_ONE = ("log", "again", "refused")
"""The outcomes of mails of which it is known who wrote them."""


def listing(found: Sequence[Received]) -> list[str]:
    """One line for each mail."""
    columns = [
        Column("date"),
        Column("who"),
        Column("outcome"),
        Column("subject", shrinks=True),
    ]
    return table(columns, [_row(one) for one in found])


def _row(one: Received) -> list[str]:
    is_known = one.outcome in _OF_ONE
    who = one.ids[0] if is_known else one.address or "?"
    outcome = _OUTCOMES[one.outcome]
    if one.outcome == "log" and one.nature == "automatic":
        outcome = "a note: automatic"
    return [one.day.isoformat(), who, outcome, one.subject or "(no subject)"]


def wishes(found: Sequence[Received]) -> list[str]:
    """Those who ask for no more mail, with what records it; asked twice is said once."""
    said: dict[str, str] = {}
    for one in found:
        if one.wish is None:
            continue
        who = one.address or "somebody"
        day = f"{one.day} by mail"
        if one.outcome in _OF_ONE:
            who = one.ids[0]
            more = (
                f"\n  dossier set {who} consent.opt-out '{day}'\n"
                "      nothing at all goes to them any more\n"
                f"  dossier set {who} consent.marketing refused --why 'asked on {day}'\n"
                "      no bulk mail; what they ask for themselves still does"
            )
        elif one.outcome == "several":
            more = "".join(f"\n  dossier set {other} consent.opt-out '{day}'" for other in one.ids)
        elif one.outcome == "unknown" and one.address:
            more = f"\n  {_begin(one)} --set {shlex.quote(f'consent.opt-out={day}')}"
        else:
            more = ""
        said.setdefault(who, f"{who} ASKS FOR NO MORE MAIL: “{one.wish}”; to record it:{more}")
    return [*said.values()]


def remarks(found: Sequence[Received]) -> list[str]:
    """What was not logged and needs a person, each with what to do."""
    said: dict[str, None] = {}
    for one in found:
        who = one.address or "somebody without one plain address in From"
        if one.outcome == "unknown" and one.nature == "answer":
            if one.address is None:
                said[f"{who}: not logged; log it by hand if it matters"] = None
            elif one.wish is None:
                said[f"{who} is nobody's address here; if it should be: {_begin(one)}"] = None
            else:
                said[f"{who} is nobody's address here; not logged"] = None
        elif one.outcome == "several":
            listed = ", ".join(one.ids)
            text = f"{who} is the address of {listed}: not logged; leave it with one of them, or"
            said[f"{text} log it: dossier log {one.ids[0]} email in TEXT"] = None
        elif one.outcome == "unreadable":
            said[f"{who} stands in {one.ids[0]}, which can't be read: mend it, then again"] = None
        elif one.outcome == "bounce":
            said["what came back is not logged here: dossier bounce FILE"] = None
    return [*said]


def new_addresses(found: Sequence[Received]) -> list[str]:
    """Customers who answered from an address that their dossier does not have."""
    return [
        f"{one.ids[0]} answered from {one.address}: "
        f"dossier set {one.ids[0]} reach.email --add {shlex.quote(one.address)}"
        for one in found
        if one.outcome == "log" and one.is_new_address and one.address
    ]


def _begin(one: Received) -> str:
    """The command that begins a dossier of who wrote."""
    address = one.address or ""
    name = one.name.lstrip("-") or address.partition("@")[0].lstrip("-")
    fact = shlex.quote(f"reach.email={address}")
    return f"dossier new customer {shlex.quote(name)} --set {fact}"
