"""What must be said of all figures of a report."""

from __future__ import annotations

from dossierkit.prices.currency import Conversion
from dossierkit.report.known import Known


def report_remarks(known: Known) -> list[str]:
    """What must be said of all figures: the rates of money, and what can't be read."""
    ledger = known.ledger
    remarks = []
    for currency, rate in sorted(ledger.used.items()):
        if isinstance(rate, Conversion):
            value = f"{rate.rate:.6g}"
            told = f"1 {currency} = {value} {rate.quote} of {rate.date}"
            remarks.append(f"converted by {told}" + (f" ({rate.source})" if rate.source else ""))
        else:
            remarks.append(f"amounts in {currency} are listed by themselves: {rate}")
    if ledger.currency is None and any(person.orders for person in ledger.people):
        text = "amounts in several currencies are not added up: write currency: USD (or yours)"
        remarks.append(f"{text} into dossiers/book.yaml")
    unreadable = known.book.unreadable_findings()
    return remarks + [f"can't be read, so it may be missing here: {one}" for one in unreadable]
