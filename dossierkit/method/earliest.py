"""How long a customer is quiet: the first day on which a list of follow-ups could have them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from dossierkit.book.book import Book
from dossierkit.method.case import Case, Verdict, case_of, own_holidays_once
from dossierkit.method.ceiling import ceiling
from dossierkit.method.considered import consider, verdicts_of
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier

AHEAD = 30
"""How many days ahead is looked at most: feasts and own holidays are worked out no further."""


def earliest(book: Book, dossier: Dossier[Customer], on: date) -> date:
    """The first day, from `on` to `AHEAD` days after it, on which the customer may be on a list.

    As long as no file changes, no list of a span that begins on `on` or later and ends before
    that day has them: neither as due, nor as left out for want of any need. It may be too early (a
    day on which nothing comes of it), never too late. What can change by the mere passing of time
    are the rules' own days, the ends of what silences them, log lines, price lists and consent of
    days to come, and what an order makes of somebody (M33).
    """
    chain = consider(case_of(book, dossier, on, None))
    is_on_list = any(one.is_listed(on) or one.is_dropped(on) for one in chain)
    is_barred = dossier.facts.consent.do_not_contact
    return on if is_on_list and not is_barred else next_turn(book, dossier, on)


def next_turn(book: Book, dossier: Dossier[Customer], on: date) -> date:
    """What `earliest` gives of somebody who is on no list of the day `on`."""
    last = _last(on)
    if dossier.facts.consent.do_not_contact:
        return last + timedelta(1)
    until = looked_until(book, on)
    case = case_of(book, dossier, on, None, until, own_holidays_once(book, on, until))
    verdicts = verdicts_of(case)
    turns = [one.due for one in consider(case, verdicts)]
    turns += _turns(case, verdicts)
    return min([day for day in turns if day and day > on] + [last + timedelta(1)])


def looked_until(book: Book, on: date) -> date:
    """The last day that `next_turn` looks at: feasts are listed some days before they come."""
    return book.policy.follow_up.occasion.lead.after(_last(on))


def _last(on: date) -> date:
    return date.fromordinal(min(on.toordinal() + AHEAD, date.max.toordinal() - 1))


def _turns(case: Case, verdicts: dict[str, Verdict]) -> Iterator[date | None]:
    """Days on which something may turn, whatever the rules say of the case's own day."""
    for verdict in verdicts.values():
        for ground in verdict if isinstance(verdict, list) else ():
            yield from (ground.due, ground.lead, ground.limit)
    if (limit := ceiling(case)) is not None:
        yield limit.free
    if (snooze := case.customer.snooze) is not None:
        yield from (snooze.date, _day_after(snooze.date))
    if (agreed := case.customer.consent.sensitive) is not None:
        yield agreed.date
    for item in case.customer.next:
        yield from (item.date, _day_after(item.date))
    yield from (line.date for line in case.dossier.log.lines)
    yield from (prices.start for prices in case.book.price_lists)
    for touch in case.course:
        if touch.event == "order":
            yield _day_after(case.figures.customer_for.after(touch.date))


def _day_after(day: date) -> date:
    return day + timedelta(1) if day < date.max else day
