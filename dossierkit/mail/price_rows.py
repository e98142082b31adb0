"""The table of a price-update: what changed for one customer since prices were last told (M43)."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import NamedTuple

from dossierkit.book.book import Book
from dossierkit.prices.currency import NoRate, StaleRate
from dossierkit.prices.customer_price import CustomerPrice, Given, customer_price
from dossierkit.prices.lists import Change, changes, list_before, list_on, skus_of
from dossierkit.schema.company import Terms
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.schema.price_policy import RATE_AGE
from dossierkit.schema.pricelist import PriceList, PriceRow
from dossierkit.text.finding import Finding
from dossierkit.text.translation import _


class Row(NamedTuple):
    """A product whose price changed, as templates see it.

    `change` is a ratio (0.05 is +5 %); `old` and `change` are None where the currency is another
    one now. `moq` is in units, `lead_time_days` in days. `line` is that of the price list.
    """

    sku: str
    name: str
    group: str
    unit: str
    old: Decimal | None
    new: Decimal
    currency: str
    change: Decimal | None
    moq: int | None
    lead_time_days: int | None
    valid_until: datetime.date | None
    note: str
    line: int


class PriceNews(NamedTuple):
    """What a customer is told: the list in force, and the rows that changed since `since`."""

    prices: PriceList
    since: PriceList
    rows: tuple[Row, ...]


class NoNews(NamedTuple):
    """Why there is nothing to tell. `is_error`: because something must be mended first."""

    message: str
    is_error: bool = False


def price_news(book: Book, dossier: Dossier[Customer], day: datetime.date) -> PriceNews | NoNews:
    """The price changes that concern a customer, against the prices last told."""
    customer = dossier.facts
    company = book.company_of(customer)
    if customer.company and company is None:
        return NoNews(
            _("dossiers/companies/{company}.md can't be read or is missing").format(
                company=customer.company
            ),
            True,
        )
    if company and (wrong := _first_error(company.findings)):
        return NoNews(
            _("{wrong}; the terms there decide about the price").format(wrong=wrong), True
        )
    current = list_on(book.price_lists, day)
    before = list_before(book.price_lists, current) if current else None
    if current is None or before is None:
        return NoNews(
            _("no price list before the one in force on {day} to compare with").format(day=day)
        )
    told = _told(dossier, day)
    since = (list_on(book.price_lists, told) if told and told < current.start else None) or before
    for prices in (current, since):
        if wrong := _first_error(prices.findings):
            return NoNews(_("{wrong}; mend the price list first").format(wrong=wrong), True)
    wanted = (*customer.buys, *(company.facts.buys if company else ()))
    changed = changes(since, current, skus_of(wanted, current, since))
    then = told if told and since.start <= told < current.start else None
    then = then or current.start - datetime.timedelta(days=1)
    terms = company.facts.terms if company else Terms()
    return _news(book, terms, PriceNews(current, since, ()), changed, then, day, wanted)


def _told(dossier: Dossier[Customer], day: datetime.date) -> datetime.date | None:
    """The day on which they were last told prices."""
    lines = dossier.log.lines
    told = (
        line.date
        for line in lines
        if line.event in ("price-update", "quote") and line.goes_out and line.date <= day
    )
    return max(told, default=None)


def _news(
    book: Book,
    terms: Terms,
    news: PriceNews,
    changed: tuple[Change, ...],
    then: datetime.date,
    day: datetime.date,
    wanted: tuple[str, ...],
) -> PriceNews | NoNews:
    rows = []
    for change in changed:
        if change.new is not None:
            row = _known_row(book, terms, news, change.old, change.new, then, day)
            if isinstance(row, NoNews):
                return row
            rows.append(row)
    if rows:
        return news._replace(rows=tuple(rows))
    if not wanted:
        return NoNews(
            _("no price that concerns them: neither they nor their company 'buys' anything")
        )
    gone = ", ".join(change.old.sku for change in changed)
    if gone:
        return NoNews(
            _("{gone} is no longer in {path}; nothing else changed for them").format(
                gone=gone, path=news.prices.path
            )
        )
    return NoNews(
        _("nothing they buy changed its price between {path} and {prices_path}").format(
            path=news.since.path, prices_path=news.prices.path
        )
    )


def _known_row(
    book: Book,
    terms: Terms,
    news: PriceNews,
    old: PriceRow,
    new: PriceRow,
    then: datetime.date,
    day: datetime.date,
) -> Row | NoNews:
    """A row, worked out once for all whose terms agree in what goes into a price. The day of the
    former price counts only where it is converted."""
    path, quoted_in = news.prices.path, terms.currency
    converted = quoted_in is not None and quoted_in != old.currency
    key = (path, news.since.path, new.sku, terms.price_adjustment, quoted_in, day)
    return book.once(
        ("price row", *key, then if converted else None),
        lambda: _row(book, terms, old, new, then, day, path),
    )


def _row(
    book: Book,
    terms: Terms,
    old: PriceRow,
    new: PriceRow,
    then: datetime.date,
    day: datetime.date,
    path: str,
) -> Row | NoNews:
    if new.valid_until and new.valid_until < day:
        return NoNews(
            _(
                "{path}:{line}: the price of {sku} was valid until {valid_until}; bring the "
                "list up to date"
            ).format(path=path, line=new.line, sku=new.sku, valid_until=new.valid_until),
            True,
        )
    age = book.policy.prices.rate_age or RATE_AGE
    price = customer_price(new, terms, book.rates, day, Given(rate_age=age))
    former = customer_price(old, terms, book.rates, then)
    used = [one.conversion for one in (price, former) if isinstance(one, CustomerPrice)]
    if any(used) and (wrong := _first_error(book.rates.findings)):
        return NoNews(_("{wrong}; mend the rates first").format(wrong=wrong), True)
    for one in (price, former):
        if isinstance(one, (NoRate, StaleRate)):
            return NoNews(str(one), True)
    assert isinstance(price, CustomerPrice)  # noqa: S101 - NoRate has returned above
    assert isinstance(former, CustomerPrice)  # noqa: S101
    compares = former.currency == price.currency
    return Row(
        sku=new.sku,
        name=new.name,
        group=new.group,
        unit=new.unit,
        old=former.price if compares else None,
        new=price.price,
        currency=price.currency,
        change=price.price / former.price - 1 if compares and former.price else None,
        moq=new.moq,
        lead_time_days=new.lead_time_days,
        valid_until=new.valid_until,
        note=new.note,
        line=new.line,
    )


def _first_error(findings: tuple[Finding, ...]) -> Finding | None:
    return next((finding for finding in findings if finding.is_error), None)
