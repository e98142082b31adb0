"""The sections of the report, each a pure function of what is known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module

from dossierkit.report.known import Known
from dossierkit.report.sheet import Section
from dossierkit.text.translation import N_

SECTIONS = {
    "overview": N_("the book at a glance, beside a year before"),
    "sources": N_("where customers come from, and what it brought"),
    "funnel": N_("who stands at which stage, and how long"),
    "conversions": N_("prospects won and customers lost, through time"),
    "discipline": N_("what is due and late, and which promises were kept, by owner"),
    "reasons": N_("why people did not buy, and what they wish for"),
    "terms": N_("price levels and terms by country"),
    "referrals": N_("who brought whom"),
    "dormant": N_("customers worth waking"),
}
"""Every section with what it tells, in the order of the report."""

NEED_HISTORY = frozenset(("overview", "funnel", "conversions", "discipline", "dormant"))
"""The sections that ask git."""


def sections(known: Known, names: Sequence[str]) -> list[Section]:
    """Sections by their names, in the order of the report; without names, all of them."""
    return [_maker(name)(known) for name in SECTIONS if not names or name in names]


def _maker(name: str) -> Callable[[Known], Section]:
    made: Callable[[Known], Section] = import_module(f"{__name__}.{name}").section
    return made
