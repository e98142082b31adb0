"""What `dossier receive` says of mails."""

from __future__ import annotations

import shlex
from collections.abc import Sequence

from dossierkit.cli.output import Column, table
from dossierkit.mail.incoming.receiving import Received
from dossierkit.text.translation import N_, _

_OUTCOMES = {
    "log": N_("logged"),
    "again": N_("logged before"),
    "refused": N_("not logged"),
    "bounce": N_("came back"),
    "ours": N_("from us"),
    "unknown": N_("unknown"),
    "several": N_("may be several"),
    "unreadable": N_("unreadable"),
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
    outcome = _(_OUTCOMES[one.outcome])
    if one.outcome == "log" and one.nature == "automatic":
        outcome = _("a note: automatic")
    return [one.day.isoformat(), who, outcome, one.subject or _("(no subject)")]


def wishes(found: Sequence[Received]) -> list[str]:
    """Those who ask for no more mail, with what records it; asked twice is said once."""
    said: dict[str, str] = {}
    for one in found:
        if one.wish is None:
            continue
        who = one.address or _("somebody")
        day = f"{one.day} by mail"
        if one.outcome in _OF_ONE:
            who = one.ids[0]
            more = _(
                "\n  dossier set {who} consent.opt-out '{day}'\n      nothing at all goes to "
                "them any more\n  dossier set {who} consent.marketing refused --why 'asked on "
                "{day}'\n      no bulk mail; what they ask for themselves still does"
            ).format(who=who, day=day)
        elif one.outcome == "several":
            more = "".join(f"\n  dossier set {other} consent.opt-out '{day}'" for other in one.ids)
        elif one.outcome == "unknown" and one.address:
            more = f"\n  {_begin(one)} --set {shlex.quote(f'consent.opt-out={day}')}"
        else:
            more = ""
        said.setdefault(
            who,
            _("{who} ASKS FOR NO MORE MAIL: “{wish}”; to record it:{more}").format(
                who=who, wish=one.wish, more=more
            ),
        )
    return [*said.values()]


def remarks(found: Sequence[Received]) -> list[str]:
    """What was not logged and needs a person, each with what to do."""
    said: dict[str, None] = {}
    for one in found:
        who = one.address or _("somebody without one plain address in From")
        if one.outcome == "unknown" and one.nature == "answer":
            if one.address is None:
                said[_("{who}: not logged; log it by hand if it matters").format(who=who)] = None
            elif one.wish is None:
                said[
                    _("{who} is nobody's address here; if it should be: {begin}").format(
                        who=who, begin=_begin(one)
                    )
                ] = None
            else:
                said[_("{who} is nobody's address here; not logged").format(who=who)] = None
        elif one.outcome == "several":
            listed = ", ".join(one.ids)
            text = _(
                "{who} is the address of {listed}: not logged; leave it with one of them, or"
            ).format(who=who, listed=listed)
            said[
                _("{text} log it: dossier log {ids} email in TEXT").format(
                    text=text, ids=one.ids[0]
                )
            ] = None
        elif one.outcome == "unreadable":
            said[
                _("{who} stands in {ids}, which can't be read: mend it, then again").format(
                    who=who, ids=one.ids[0]
                )
            ] = None
        elif one.outcome == "bounce":
            said[_("what came back is not logged here: dossier bounce FILE")] = None
    return [*said]


def new_addresses(found: Sequence[Received]) -> list[str]:
    """Customers who answered from an address that their dossier does not have."""
    return [
        _("{ids} answered from {address}: dossier set {ids} reach.email --add {quote}").format(
            ids=one.ids[0], address=one.address, quote=shlex.quote(one.address)
        )
        for one in found
        if one.outcome == "log" and one.is_new_address and one.address
    ]


def _begin(one: Received) -> str:
    """The command that begins a dossier of who wrote."""
    address = one.address or ""
    name = one.name.lstrip("-") or address.partition("@")[0].lstrip("-")
    fact = shlex.quote(f"reach.email={address}")
    return f"dossier new customer {shlex.quote(name)} --set {fact}"
