"""Prices as data: what `price --format json` and `csv` print. Amounts are texts, exact."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from dossierkit.prices.list_changes import ListChange, ListChanges
from dossierkit.prices.offer import Line, Offer
from dossierkit.schema.dossier import Dossier

LINE_FIELDS = (
    "sku", "name", "unit", "quantity", "list_price", "list_currency", "price", "currency",
    "amount", "moq", "lead_time_days", "valid_until", "steps", "path", "line",
)  # fmt: skip
CHANGE_FIELDS = (
    "sku", "name", "group", "unit", "kind", "old", "old_currency", "new", "currency",
    "change", "percent", "path", "line",
)  # fmt: skip


def offer_data(dossier: Dossier[Any], offer: Offer) -> dict[str, Any]:
    """An offer with every line and every step."""
    total = offer.total
    return {
        "on": offer.day.isoformat(),
        "id": dossier.id,
        "name": dossier.facts.name,
        "company": offer.company.id if offer.company else None,
        "prices": offer.prices.path,
        "incoterm": offer.terms.incoterm,
        "place": offer.terms.place,
        "payment": offer.terms.payment,
        "concessions": [
            {"discount": f"{one.discount}", "for": one.for_} for one in offer.concessions
        ],
        "lines": [line_data(offer, line) for line in offer.lines],
        "total": None if total is None else _text(total),
        "currency": offer.currencies[0] if len(offer.currencies) == 1 else None,
        "problems": [problem._asdict() for problem in offer.problems],
    }


def line_data(offer: Offer, line: Line) -> dict[str, Any]:
    """One product with its steps; `path` and `line` are those of its row in the list."""
    row = line.price.row
    steps = []
    for step in line.price.steps:
        place = offer.place(line, step)
        steps.append(
            {
                "kind": step.kind,
                "text": step.text,
                "amount": _text(step.amount),
                "currency": step.currency,
                "path": place.path if place else None,
                "line": place.line if place else None,
            }
        )
    return {
        "sku": row.sku,
        "name": row.name,
        "unit": row.unit,
        "quantity": line.quantity,
        "list_price": _text(row.price),
        "list_currency": row.currency,
        "price": _text(line.price.price),
        "currency": line.price.currency,
        "amount": None if line.amount is None else _text(line.amount),
        "moq": row.moq,
        "below_minimum": line.below_minimum,
        "lead_time_days": row.lead_time_days,
        "valid_until": line.valid_until.isoformat(),
        "larger_quantities": [*line.further],
        "steps": steps,
        "path": offer.prices.path,
        "line": row.line,
    }


def line_row(offer: Offer, line: Line) -> list[str]:
    """One product as cells of `LINE_FIELDS`."""
    data = line_data(offer, line)
    data["steps"] = "; ".join(f"{one['text']}: {one['amount']}" for one in data["steps"])
    return ["" if data[name] is None else str(data[name]) for name in LINE_FIELDS]


def changes_data(found: ListChanges) -> dict[str, Any]:
    """What differs between two lists."""
    return {
        "old": {"start": found.old.start.isoformat(), "path": found.old.path},
        "new": {"start": found.new.start.isoformat(), "path": found.new.path},
        "changes": [change_data(found, change) for change in found.changes],
        "same": found.same,
    }


def change_data(found: ListChanges, change: ListChange) -> dict[str, Any]:
    """One product in both lists; `path` and `line` are those of the newer row there is."""
    old, new, row = change.old, change.new, change.row
    ratio = change.ratio
    return {
        "sku": row.sku,
        "name": row.name,
        "group": row.group,
        "unit": row.unit,
        "kind": change.kind,
        "old": _text(old.price) if old else None,
        "old_currency": old.currency if old else None,
        "new": _text(new.price) if new else None,
        "currency": new.currency if new else None,
        "change": None if change.difference is None else f"{change.difference:+f}",
        "percent": None if ratio is None else percent(ratio),
        "path": (found.new if new else found.old).path,
        "line": row.line,
    }


def change_row(found: ListChanges, change: ListChange) -> list[str]:
    """One product as cells of `CHANGE_FIELDS`."""
    data = change_data(found, change)
    return ["" if data[name] is None else str(data[name]) for name in CHANGE_FIELDS]


def percent(ratio: Decimal) -> str:
    """A ratio as a signed percentage of two decimals: 0.0525 is +5.25."""
    return f"{ratio * 100:+.2f}"


def _text(amount: Decimal) -> str:
    return f"{amount:f}"
