"""What a portrait says of a relationship: where it stands, what is due, what they buy (M31–M47)."""

from __future__ import annotations

from datetime import date

from dossierkit.book.book import Book
from dossierkit.method.followups import FollowUp, Why
from dossierkit.report.portrait.known import Known
from dossierkit.report.portrait.scene import ago
from dossierkit.report.portrait.value import Row, called, listed, named, row
from dossierkit.schema.customer import Customer, Potential
from dossierkit.text.translation import _, plural, word

MOST_OFFERS = 2
"""How many products to offer stand in a portrait; the data have all."""
_MOST_LINES = 2
"""How many lines of a terminal the reasons for a follow-up may take."""


def course_rows(known: Known, book: Book) -> list[Row]:
    """The relationship and its course, what comes next and why, and what they buy."""
    case = known.case
    customer = case.customer
    offers = [f"{one.sku} {one.name} ({one.reason})" for one in known.proposals[:MOST_OFFERS]]
    return [
        _stands(known),
        row(_("Due"), _due(known.found), most=_MOST_LINES),
        row(_("Next"), [str(item) for item in case.open_items()], "lines"),
        row(_("Snoozed"), [_snooze(customer, case.on)]),
        row(_("Buys"), [*_bought(known), *_wants(customer, book)]),
        row(_("Offer"), offers),
        _source(known, book),
    ]


def _stands(known: Known) -> Row:
    case, course = known.case, known.relationship
    customer = case.customer
    why = customer.reason and f"({customer.reason})"
    intent = called(customer.intent, "intent")
    silence = (
        _(", {unanswered} unanswered").format(unanswered=course.unanswered)
        if course.unanswered
        else ""
    )
    last = course.last
    return row(
        _("Stands"),
        [
            word(case.standing, "standing"),
            named(_("stage"), called(customer.stage, "stage")),
            named(_("rapport"), called(customer.rapport, "rapport")),
            named(_("intent"), " ".join(filter(None, (intent, why)))),
            _scores(customer.potential),
            _("last touch {date}, {ago}{silence}").format(
                date=last.date, ago=ago(last.date, case.on), silence=silence
            )
            if last
            else _("no touch yet"),
            named(_("own rhythm"), customer.every),
        ],
    )


def _scores(potential: Potential) -> str | None:
    """The potential as one sum if all of it is known (M40), else what is known of it."""
    scores = {name: getattr(potential, name) for name in Potential.declared}
    known = [score for score in scores.values() if score is not None]
    if len(known) == len(scores):
        return _("potential {known} of {count}").format(known=sum(known), count=3 * len(known))
    said = listed(filter(None, (named(name, score) for name, score in scores.items())))
    return _("{said} of 3").format(said=said) if said else None


def _due(found: Why) -> list[str]:
    """What is due and why, and what to do; else the next day on which something will be."""
    entry = found.entry
    if entry.customer.facts.consent.do_not_contact:
        return []
    if entry.reasons:
        head = listed([_late(entry), *_to_do(entry)]) or ""
        return [head, *(reason.text for reason in entry.reasons)]
    coming = [one for one in found.chain if one.due and one.silenced_by is None]
    following = min(coming, key=lambda one: one.due or date.max, default=None)
    return (
        [_("nothing today; on {due}: {text}").format(due=following.due, text=following.text)]
        if following
        else []
    )


def _late(entry: FollowUp) -> str:
    days = entry.overdue_days
    if days:
        return plural("{days} day late", "{days} days late", days).format(days=days)
    if entry.due is None or entry.due == entry.on:
        return _("today")
    day = _("since {day}") if entry.due < entry.on else _("on {day}")
    return day.format(day=entry.due)


def _to_do(entry: FollowUp) -> list[str]:
    words = (
        named(_("by"), called(entry.action.channel, "channel")),
        named(_("letter"), entry.action.template),
    )
    return [word for word in words if word]


def _snooze(customer: Customer, on: date) -> str | None:
    snooze = customer.snooze
    return _("until {snooze}").format(snooze=snooze) if snooze and snooze.date >= on else None


def _bought(known: Known) -> list[str | None]:
    """Orders and their value, and the products that they name, with how often."""
    course = known.relationship
    count = len(course.orders)
    if not count:
        return []
    value = _(" and ").join(f"{currency} {amount:,}" for currency, amount in course.values)
    orders = plural("1 order", "{count} orders", count).format(count=count)
    goods = [f"{one.sku} × {one.orders}" if one.orders > 1 else one.sku for one in known.bought]
    last = _("the last on {date}").format(date=course.orders[-1].date)
    return [listed(filter(None, (orders, value, last))), listed(goods, _("bought"))]


def _wants(customer: Customer, book: Book) -> list[str | None]:
    """What they are interested in, what the company buys, and when they want to buy."""
    company = book.company_of(customer)
    return [
        listed(customer.buys, _("wants")),
        listed(company.facts.buys, _("the company buys")) if company else None,
        named(_("purchase expected"), customer.expected_purchase),
    ]


def _source(known: Known, book: Book) -> Row:
    """Where they came from (M1), and how often we have been in touch since."""
    source, course = known.case.customer.source, known.relationship
    friend = book.customers.get(source.referred_by or "")
    name = f"{friend.facts.name} ({friend.id})" if friend else source.referred_by
    day = str(source.date) if source.date else None
    since = None
    if course.first and course.touches > 1:
        since = _("{touches} touches since {date}").format(
            touches=course.touches, date=course.first.date
        )
    where = called(source.channel, "channel")
    return row(_("Source"), [where, source.detail, named(_("sent by"), name), day, since])
