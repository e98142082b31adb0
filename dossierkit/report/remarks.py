"""What must be said of all figures of a report."""

from __future__ import annotations

from dossierkit.prices.currency import Conversion
from dossierkit.report.known import Known
from dossierkit.text.translation import _


def report_remarks(known: Known) -> list[str]:
    """What must be said of all figures: the rates of money, and what can't be read."""
    ledger = known.ledger
    remarks = []
    for currency, rate in sorted(ledger.used.items()):
        if isinstance(rate, Conversion):
            value = f"{rate.rate:.6g}"
            told = _("1 {currency} = {value} {quote} of {date}").format(
                currency=currency, value=value, quote=rate.quote, date=rate.date
            )
            remarks.append(
                _("converted by {told}").format(told=told)
                + (f" ({rate.source})" if rate.source else "")
            )
        else:
            remarks.append(
                _("amounts in {currency} are listed by themselves: {rate}").format(
                    currency=currency, rate=rate
                )
            )
    if ledger.currency is None and any(person.orders for person in ledger.people):
        text = _("amounts in several currencies are not added up: write currency: USD (or yours)")
        remarks.append(_("{text} into dossiers/book.yaml").format(text=text))
    unreadable = known.book.unreadable_findings()
    return remarks + [
        _("can't be read, so it may be missing here: {one}").format(one=one) for one in unreadable
    ]
