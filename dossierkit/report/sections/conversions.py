"""Prospects won and customers lost, through time (M33)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from dossierkit.method.figures.turns import COUNTED, NEGATIVE, POSITIVE, STEPS, Turns
from dossierkit.report.known import Known
from dossierkit.report.sheet import Cell, Column, Pillar, Pillars, Section, Sheet, Shown
from dossierkit.report.wording import said
from dossierkit.text.translation import N_, _

_TITLES = {
    "first-order": N_("FIRST ORDER"),
    "returned": N_("AGAIN"),
    "lapsed": N_("LAPSED"),
    "lost": N_("LOST DEAL"),
    "forward": N_("FORWARD"),
    "back": N_("BACK"),
}
_LEGEND = {
    "first-order": N_("first order"),
    "returned": N_("ordered again after a year"),
    "lapsed": N_("lapsed: no order for a year"),
    "lost": N_("lost a deal"),
}


def section(known: Known) -> Section:
    """First orders, returns, lapses, lost deals and stages moved, by period, owner and channel."""
    turns = known.turns
    total = sum(turns.by_period.values(), Counter[str]())
    won = sum(total[what] for what in POSITIVE)
    gone = sum(total[what] for what in NEGATIVE)
    return Section(
        name="conversions",
        title=_("Won and lost"),
        headline=_("Since {since}: {won} won or won back, {gone} lapsed or lost.").format(
            since=turns.since, won=won, gone=gone
        ),
        method=(
            _(
                "From the logs: FIRST ORDER makes a prospect a customer, AGAIN is an order "
                "after more than a year, LAPSED the day after a year without one, LOST DEAL "
                "a 'lost' (M33). FORWARD and BACK are stages that moved, from git. Owners "
                "are those of today."
            )
        ),
        sheets=(
            _sheet(known, "periods", _("Through time"), "PERIOD", turns.by_period),
            _sheet(known, "owners", _("By owner"), "OWNER", turns.by_owner),
            _sheet(known, "channels", _("By source channel"), "CHANNEL", turns.by_channel),
        ),
        pictures=(_picture(turns),) if won or gone else (),
    )


def _sheet(
    known: Known,
    key: str,
    title: str,
    heading: str,
    counts: Mapping[str, Counter[str]] | Mapping[str | None, Counter[str]],
) -> Sheet:
    columns = (
        Column(heading.lower(), heading),
        *(Column(what, _(_TITLES[what]), is_number=True) for what in COUNTED),
    )
    is_channel = key == "channels"
    rows = tuple(
        (
            Shown(said(name, "channel"), name) if name and is_channel else name,
            *_counts(known, counter),
        )
        for name, counter in counts.items()
    )
    return Sheet(key, title, columns, rows, _("nothing turned"))


def _counts(known: Known, counter: Counter[str]) -> tuple[Cell, ...]:
    return tuple(
        None if what in STEPS and known.seen is None else counter[what] for what in COUNTED
    )


def _picture(turns: Turns) -> Pillars:
    return Pillars(
        _("Won above the line, lost below"),
        tuple(
            Pillar(
                name,
                tuple(counter[what] for what in POSITIVE),
                tuple(counter[what] for what in NEGATIVE),
            )
            for name, counter in turns.by_period.items()
        ),
        tuple(_(_LEGEND[what]) for what in POSITIVE),
        tuple(_(_LEGEND[what]) for what in NEGATIVE),
    )
