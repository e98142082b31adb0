"""Our own long holidays, and who has to order by when before them (M20, M45)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from dossierkit.book.book import Book
from dossierkit.book.holiday_names import holiday_name
from dossierkit.method.feasts.coming.item import Coming, Concerned
from dossierkit.method.feasts.long_holidays import LongHoliday, long_holidays, order_before
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.text.translation import _

_LONGEST_LEAD = 365
"""How many days past a span a holiday is looked for whose orders are due within it."""


def our_holidays(
    book: Book, customers: Sequence[Dossier[Customer]], since: date, until: date
) -> list[Coming]:
    """When we are closed in a span of days, and the last days for orders before that.

    Nobody with intent `never` is told to order.
    """
    far = date.fromordinal(min(until.toordinal() + _LONGEST_LEAD, date.max.toordinal()))
    found: list[Coming] = []
    for holiday in long_holidays(book, since, far):
        if holiday.first <= until:
            found.append(_closed(holiday))
        found += [one for one in _orders(book, customers, holiday) if since <= one.first <= until]
    return found


def _closed(holiday: LongHoliday) -> Coming:
    return Coming(
        "closed",
        holiday_name(holiday.name),
        holiday.first,
        holiday.last,
        occasion=holiday.tag,
        estimated=holiday.estimated,
    )


def _orders(
    book: Book, customers: Sequence[Dossier[Customer]], holiday: LongHoliday
) -> list[Coming]:
    groups: dict[date, list[Concerned]] = defaultdict(list)
    for dossier in customers:
        if dossier.facts.intent != "never":
            order = order_before(book, dossier, holiday)
            note = _("{lead_days} days").format(lead_days=order.lead_days) + (
                _(" for {sku}").format(sku=order.sku) if order.sku else ""
            )
            groups[order.day].append(Concerned(dossier.id, order.path, order.line, note))
    return [
        Coming(
            "order-before",
            _("order before {day}: {name} from {first}").format(
                day=day, name=holiday_name(holiday.name), first=holiday.first
            ),
            day,
            day,
            occasion=holiday.tag,
            estimated=holiday.estimated,
            people=tuple(people),
        )
        for day, people in groups.items()
    ]
