"""Where customers come from, and what has come of it (M1): where to advertise next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from dossierkit.method.figures.ledger import Ledger, Person, Share, Value
from dossierkit.text.translation import N_

UNKNOWN = N_("not known")


class Source(NamedTuple):
    """A channel, or a detail of one.

    `people` first came in the span, and `bought` says how many of them ever ordered; `orders` and
    `value` are those of the span, from everybody who came that way; `customers` of these ordered
    in the last 365 days.
    """

    channel: str
    detail: str | None
    people: int
    bought: Share
    customers: int
    orders: int
    value: Value


def by_channel(ledger: Ledger) -> list[Source]:
    """Each channel; the most valuable first, then the one with most people."""
    groups: dict[str, list[Person]] = defaultdict(list)
    for person in ledger.people:
        groups[person.facts.source.channel or UNKNOWN].append(person)
    return _ranked(_source(ledger, channel, None, people) for channel, people in groups.items())


def exhibitions(ledger: Ledger) -> list[Source]:
    """Each exhibition by what `source.detail` calls it."""
    return _ranked(one for one in _by_detail(ledger) if one.channel == "exhibition")


def details(ledger: Ledger) -> list[Source]:
    """Each detail of the other channels that led to an order, or that several people share; who
    referred whom is told by `referrals`."""
    return _ranked(
        one
        for one in _by_detail(ledger)
        if one.channel not in ("exhibition", "referral", UNKNOWN)
        and one.detail != UNKNOWN
        and (one.people > 1 or one.orders)
    )


def undated(ledger: Ledger) -> int:
    """How many people can't be said to have come in the span: no `source.date`, no touch."""
    return sum(one.first_contact is None for one in ledger.people) if ledger.since else 0


def _by_detail(ledger: Ledger) -> list[Source]:
    groups: dict[tuple[str, str], list[Person]] = defaultdict(list)
    for person in ledger.people:
        source = person.facts.source
        words = " ".join((source.detail or UNKNOWN).split())
        groups[source.channel or UNKNOWN, words.casefold()].append(person)
    return [
        _source(ledger, channel, _spelling(people), people)
        for (channel, _unused), people in groups.items()
    ]


def _spelling(people: list[Person]) -> str:
    """How the first of several people spells a detail."""
    return " ".join((people[0].facts.source.detail or UNKNOWN).split())


def _source(ledger: Ledger, channel: str, detail: str | None, people: list[Person]) -> Source:
    came = [one for one in people if _came(ledger, one)]
    orders = [line for one in people for line in ledger.orders(one)]
    return Source(
        channel=channel,
        detail=detail,
        people=len(came),
        bought=Share(sum(bool(one.orders) for one in came), len(came)),
        customers=sum(one.standing == "customer" for one in people),
        orders=len(orders),
        value=ledger.value(orders),
    )


def _came(ledger: Ledger, person: Person) -> bool:
    """Whether someone first came in the span."""
    if ledger.since is None:
        return True
    return person.first_contact is not None and ledger.is_counted(person.first_contact)


def _ranked(sources: Iterable[Source]) -> list[Source]:
    found = [one for one in sources if one.people or one.orders]
    return sorted(
        found, key=lambda one: (-one.value.rank, -one.people, one.channel, one.detail or "")
    )
