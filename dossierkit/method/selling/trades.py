"""What everybody bought, as the index keeps it (book.noted)."""

from __future__ import annotations

import json
from datetime import date
from typing import Any, NamedTuple

from dossierkit.book.noted import Note
from dossierkit.method.touches import touches
from dossierkit.schema.dossier import Dossier


class Trade(NamedTuple):
    """Of a customer who ordered: the words of `buys` with their line, and the orders, the earliest
    first, each with its day as an ordinal, its line and its text."""

    buys: list[str]
    line: int
    orders: list[tuple[int, int, str]]


class Firm(NamedTuple):
    """Of a company: what makes buyers alike, and the words of `buys` with their line."""

    country: str | None
    type: str | None
    level: str | None
    buys: list[str]
    line: int


NO_FIRM = Firm(None, None, None, [], 1)


def trade_in(note: str) -> Trade:
    """The trade that a note tells of."""
    return Trade(*json.loads(note))


def firm_in(note: str | None) -> Firm:
    """The company that a note tells of."""
    return Firm(*json.loads(note)) if note else NO_FIRM


def _trade(dossier: Dossier[Any]) -> str | None:
    orders = [
        (touch.date.toordinal(), touch.line, touch.text)
        for touch in touches(dossier.log, date.max)
        if touch.event == "order"
    ]
    return _text([*dossier.facts.buys], dossier.line("buys"), orders) if orders else None


def _firm(dossier: Dossier[Any]) -> str:
    facts = dossier.facts
    buys = [*facts.buys]
    return _text(facts.country, facts.type, facts.price_level, buys, dossier.line("buys"))


def _text(*values: Any) -> str:
    return json.dumps(values, ensure_ascii=False)


TRADE = Note("customer", "trade", _trade)
FIRM = Note("company", "trade", _firm)
