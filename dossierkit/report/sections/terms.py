"""Price levels and terms by country (M18, M22, M24–M26)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from dossierkit.method.figures.terms import (
    CountryTerms,
    TermCount,
    by_country,
    incoterms,
    payments,
)
from dossierkit.report.known import Known
from dossierkit.report.sheet import Bar, Bars, Cell, Column, Picture, Section, Sheet, Shown, shown
from dossierkit.report.wording import several
from dossierkit.text.translation import _, word

_LEVELS = (
    Column("country", ""),
    Column("name", "COUNTRY", is_text=True),
    Column("companies", "COMPANIES", is_number=True),
    Column("adjustment", "MEDIAN", is_number=True),
    Column("lowest", "FROM", is_number=True),
    Column("highest", "TO", is_number=True),
    Column("taste", "MARKET"),
    Column("quality", "QUALITY", is_text=True),
    Column("currencies", "CURRENCY"),
)


def section(known: Known) -> Section:
    """Price adjustments, quality, currencies, orders, payment terms and Incoterms by country."""
    found = by_country(known.ledger)
    with_terms = [one for one in found if one.companies]
    with_orders = [one for one in found if one.orders]
    return Section(
        name="terms",
        title=_("Prices and terms by country"),
        headline=_headline(with_terms),
        method=(
            _(
                "MEDIAN, FROM and TO are price adjustments of the companies with terms, to "
                "the list price; one without an adjustment pays the list price (0 %). MARKET "
                "is the country's taste.price (M22); terms are those in force now (M24–M26)."
            )
        ),
        sheets=(
            Sheet(
                "levels",
                _("Price levels"),
                _LEVELS,
                tuple(_level(one) for one in sorted(with_terms, key=lambda one: one.name)),
                _("no company has terms yet: dossier set COMPANY terms.payment …"),
                is_list=True,
            ),
            Sheet(
                "orders",
                _("Orders by country"),
                (
                    Column("country", ""),
                    Column("name", "COUNTRY", is_text=True),
                    Column("orders", "ORDERS", is_number=True),
                    Column("value", known.money, is_number=True),
                ),
                tuple((one.code, one.name, one.orders, one.value) for one in with_orders),
                "",
                is_list=True,
            ),
            _counts("payment", _("Payment terms"), "PAYMENT", payments(known.ledger)),
            _counts("incoterms", "Incoterms", "INCOTERM", incoterms(known.ledger)),
        ),
        pictures=_pictures(known, with_terms, with_orders),
    )


def _headline(found: Sequence[CountryTerms]) -> str:
    companies = sum(one.companies for one in found)
    if not companies:
        return _("No company has terms yet.")
    return _("{have} terms, in {countries}.").format(
        have=several(companies, "{count} company has", "{count} companies have"),
        countries=several(len(found), "{count} country", "{count} countries"),
    )


def _level(one: CountryTerms) -> tuple[Cell, ...]:
    taste = Shown(word(one.taste, "price"), one.taste) if one.taste else None
    qualities = [(word(name, "quality"), count) for name, count in one.qualities]
    quality = Shown(_pairs(qualities) or "", _pairs(one.qualities)) if qualities else None
    return (
        one.code, one.name, one.companies, one.adjustment, one.lowest, one.highest, taste,
        quality, _pairs(one.currencies),
    )  # fmt: skip


def _pairs(counts: Sequence[tuple[str, int]]) -> str | None:
    """Words with counts; a count of one word alone says no more than the companies do."""
    if len(counts) == 1:
        return counts[0][0]
    return ", ".join(f"{count} {name}" for name, count in counts) or None


def _counts(key: str, title: str, heading: str, counts: Sequence[TermCount]) -> Sheet:
    columns = (
        Column("country", ""),
        Column("name", "COUNTRY", is_text=True),
        Column("term", heading, is_text=True),
        Column("companies", "COMPANIES", is_number=True),
    )
    rows = tuple((one.code, one.name, one.term, one.companies) for one in counts)
    return Sheet(key, title, columns, rows, "", is_list=True)


_MOST_BARS = 12


def _pictures(
    known: Known, terms: Sequence[CountryTerms], orders: Sequence[CountryTerms]
) -> tuple[Picture, ...]:
    pictures: list[Picture] = []
    if any(one.value.rank for one in orders):
        bars = [Bar(one.name, (float(one.value.rank),), shown(one.value)) for one in orders]
        rest = sum((one.value.rank for one in orders[_MOST_BARS:]), Decimal(0))
        if rest:
            others = several(
                len(bars) - _MOST_BARS, "{count} other country", "{count} other countries"
            )
            bars[_MOST_BARS:] = [Bar(others, (float(rest),), f"{rest:,.0f}")]
        pictures.append(
            Bars(
                _("Orders by country, {currency}").format(currency=known.ledger.currency),
                tuple(bars),
            )
        )
    levels = sorted(
        (one for one in terms if one.adjustment is not None), key=lambda one: -(one.adjustment or 0)
    )
    if any(one.adjustment for one in levels):
        bars = [
            Bar(one.name, (float(one.adjustment or 0),), shown(one.adjustment)) for one in levels
        ]
        pictures.append(Bars(_("Median price adjustment to the list price"), tuple(bars)))
    return tuple(pictures)
