"""Prices for people: every step of each price, and what changed between two lists."""

from __future__ import annotations

from typing import Any

from dossierkit.cli.output import (
    Column,
    columns_of_terminal,
    paint,
    remark,
    safe,
    say,
    table,
    width,
)
from dossierkit.cli.price_data import percent
from dossierkit.cli.price_words import money
from dossierkit.prices.list_changes import ListChange, ListChanges
from dossierkit.prices.offer import Line, Offer
from dossierkit.schema.dossier import Dossier
from dossierkit.text.translation import _, plural, word


def show_offer(dossier: Dossier[Any], offer: Offer) -> None:
    """Prints the products one after the other, then the total and the terms."""
    for number, line in enumerate(offer.lines):
        if number:
            say()
        _show_line(offer, line)
    if offer.lines:
        say()
        _show_close(dossier, offer)


def _show_line(offer: Offer, line: Line) -> None:
    row, price = line.price.row, line.price
    say(paint(safe(f"{row.sku}  {row.name}".rstrip()), "bold"))
    rows = []
    for step in price.steps:
        place = offer.place(line, step)
        shown = f"{place.path}:{place.line}" if place else ""
        rows.append([f"  {step.text}", money(step.amount, step.currency), shown])
    if line.quantity is not None and line.amount is not None:
        count = f"  {line.quantity:,} {row.unit}".rstrip()
        rows.append([count, money(line.amount, price.currency), ""])
    _say_steps(rows)
    for text in _details(line):
        say(safe(f"  {text}"))


def _say_steps(rows: list[list[str]]) -> None:
    """Prints text, amount and place of each step under each other. Where a terminal is too narrow
    for all three, the places have lines of their own: nothing of a price is ever cut."""
    room = columns_of_terminal()
    texts, amounts, places = (max(width(safe(row[i])) for row in rows) for i in range(3))
    is_narrow = 0 < room < texts + amounts + places + 4
    for text, amount, place in ([safe(cell) for cell in row] for row in rows):
        shown = text + " " * (texts - width(text) + 2 + amounts - width(amount)) + amount
        say(shown if is_narrow or not place else f"{shown}  {place}")
        if place and is_narrow:
            say(f"      {place}")


def _details(line: Line) -> list[str]:
    row = line.price.row
    facts = [_("valid until {valid_until}").format(valid_until=line.valid_until)]
    if row.moq:
        facts.append(_("minimum {moq:,} {unit}").format(moq=row.moq, unit=row.unit).rstrip())
    if row.lead_time_days:
        facts.append(_("{lead_time_days} days").format(lead_time_days=row.lead_time_days))
    details = [", ".join(facts)]
    if line.below_minimum:
        details.append(
            _("{quantity:,} is below the minimum of {moq:,}").format(
                quantity=line.quantity, moq=row.moq
            )
        )
    if line.further:
        details.append(_("larger quantities: ") + "; ".join(line.further))
    return details


def _show_close(dossier: Dossier[Any], offer: Offer) -> None:
    total = offer.total
    if total is not None:
        say(_("total        {money}").format(money=money(total, offer.currencies[0])))
    terms = offer.terms
    delivery = " ".join(filter(None, (terms.incoterm, terms.place))) or _("not agreed")
    say(safe(_("delivery     {delivery}").format(delivery=delivery)))
    payment = terms.payment or _("not agreed")
    say(safe(_("payment      {payment}").format(payment=payment)))
    for condition in offer.conditions:
        say(safe(_("condition    {condition}").format(condition=condition)))
    missing = [name for name in ("payment", "incoterm", "place") if not getattr(terms, name)]
    if missing:
        remark(
            _("agree on the terms before the price ({missing}), then write them down:").format(
                missing=", ".join(missing)
            )
        )
        if offer.company is None:
            remark(
                _("  dossier set {id} company ID      (the terms stand in its dossier)").format(
                    id=dossier.id
                )
            )
        remark(
            _("  dossier set {id} terms.{missing} ...").format(id=dossier.id, missing=missing[0])
        )


def show_changes(found: ListChanges) -> None:
    """Prints the products that changed, with the old and the new price."""
    say(f"{found.old.path} -> {found.new.path}")
    if not found.changes:
        say(_("no price changed"))
        return
    columns = (
        Column("sku"), Column("name", shrinks=True), Column("old", right=True),
        Column("new", right=True), Column("change", right=True), Column("%", right=True),
    )  # fmt: skip
    for line in table(columns, [_cells(change) for change in found.changes]):
        say(line)
    if found.same:
        products = plural("product keeps its price", "products keep their price", found.same)
        say(f"{found.same} {products}")


def _cells(change: ListChange) -> list[str]:
    old, new, ratio = change.old, change.new, change.ratio
    is_step = change.kind not in ("new", "dropped", "currency")
    return [
        change.row.sku,
        change.row.name,
        money(old.price, old.currency) if old else "",
        money(new.price, new.currency) if new else "",
        f"{change.difference:+,f}" if is_step else word(change.kind, "price-change"),
        "" if ratio is None else percent(ratio),
    ]
