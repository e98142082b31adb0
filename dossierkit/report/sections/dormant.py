"""Customers worth waking: lost over terms that we accept now (M27), or lapsed."""

from __future__ import annotations

from dossierkit.method.figures.dormant import Offer, Sleeper, lapsed, sleepers
from dossierkit.report.known import Known
from dossierkit.report.sheet import Cell, Column, Section, Sheet, Shown
from dossierkit.report.wording import several
from dossierkit.text.translation import N_, _

_TERMS = (
    Column("id", ""),
    Column("name", "WHO", is_text=True),
    Column("owner", "OWNER"),
    Column("lost", "LOST"),
    Column("wanted", "WANTED", is_text=True),
    Column("words", ""),
    Column("company", ""),
    Column("agreed_with", "AGREED WITH", is_text=True),
    Column("terms", "TERMS IN FORCE NOW", is_text=True),
    Column("since", "SINCE"),
    Column("path", ""),
    Column("line", ""),
)
_METHOD = N_(
    "Lost over payment terms is who gave payment as the reason, or lost the last deal over it, and "
    "ordered nothing for a year. Accepted are the terms in force with companies of actual "
    "customers, and those noted for their own company (M27). A lapsed customer's last "
    "order is older than a year; the value is all that they ever ordered."
)


def section(known: Known) -> Section:
    """Those lost over payment terms with the terms that we accept now, and the lapsed."""
    sleeping = sleepers(known.ledger, known.seen)
    gone = lapsed(known.ledger)
    lost = several(len(sleeping), "{count} person was lost", "{count} people were lost")
    last = several(len(gone), "{count} lapsed customer", "{count} lapsed customers")
    return Section(
        name="dormant",
        title=_("Worth waking"),
        headline=_("{lost} over payment terms that we accept now; {last}.").format(
            lost=lost, last=last
        )
        if sleeping or gone
        else _("Nobody sleeps."),
        method=_(_METHOD),
        sheets=(
            Sheet(
                "terms",
                _("Lost over payment terms that we accept now"),
                _TERMS,
                tuple(_row(known, one, offer) for one in sleeping for offer in one.offers),
                _("nobody: a reason such as 'payment terms' tells who was lost over them"),
                is_list=True,
            ),
            Sheet(
                "lapsed",
                _("Lapsed customers"),
                (
                    Column("id", ""),
                    Column("name", "WHO", is_text=True),
                    Column("owner", "OWNER"),
                    Column("last_order", "LAST ORDER"),
                    Column("orders", "ORDERS", is_number=True),
                    Column("value", known.money, is_number=True),
                    Column("reason", "REASON", is_text=True),
                ),
                tuple(
                    (
                        one.id,
                        known.name(one.id),
                        known.owner_of(one.id),
                        one.last_order,
                        one.orders,
                        one.value,
                        one.reason,
                    )
                    for one in gone
                ),
                _("nobody"),
                is_list=True,
            ),
        ),
    )


def _row(known: Known, one: Sleeper, offer: Offer) -> tuple[Cell, ...]:
    with_whom = _("their own file") if offer.own else known.name(offer.company)
    return (
        one.id,
        known.name(one.id),
        known.owner_of(one.id),
        one.lost,
        str(one.wanted) if one.wanted else None,
        one.words,
        offer.company,
        Shown(with_whom, known.name(offer.company)),
        offer.text,
        offer.since,
        offer.path,
        offer.line,
    )
