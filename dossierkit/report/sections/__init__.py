"""The sections of the report, each a pure function of what is known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module

from dossierkit.report.known import Known
from dossierkit.report.sheet import Section

SECTIONS = {
    "overview": "the book at a glance, beside a year before",
    "sources": "where customers come from, and what it brought",
    "funnel": "who stands at which stage, and how long",
    "conversions": "prospects won and customers lost, through time",
    "discipline": "what is due and late, and which promises were kept, by owner",
    "reasons": "why people did not buy, and what they wish for",
    "terms": "price levels and terms by country",
    "referrals": "who brought whom",
    "dormant": "customers worth waking",
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
