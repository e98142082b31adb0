"""A dossier as data, for `show --format json`: what stands in the file, and what is known of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from dossierkit.book.book import Book
from dossierkit.book.countries import country_facts
from dossierkit.method.feasts.days_ahead import days_ahead
from dossierkit.method.followups import FollowUp
from dossierkit.method.selling.agreed import Agreed, agreed
from dossierkit.report.portrait.country import clock_of, country_of
from dossierkit.report.portrait.known import Known, know
from dossierkit.report.portrait.scene import Scene, notes_of, sorted_log
from dossierkit.schema.company import Company
from dossierkit.schema.country import WEEKDAYS, Country
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.schema.person import Bounce
from dossierkit.schema.sensitive import shown_header
from dossierkit.text.event import LogLine, log_data
from dossierkit.text.nodes import plain as plain_node


def show_data(dossier: Dossier[Any], scene: Scene) -> dict[str, Any]:
    """A dossier as data: its header under its own field names, its log with the latest first, and
    what the method says of it on the day of the scene.

    Header, notes and log are the file's own text. Sensitive facts are nowhere without consent in
    force: `hidden` names those of the header that are left out.
    """
    said = file_data(dossier, scene.book, scene.on)
    return {**said, "on": scene.on.isoformat(), **_said(dossier, scene)}


def file_data(dossier: Dossier[Any], book: Book, on: date) -> dict[str, Any]:
    """The part of it that stands in the file, and the dossiers that belong to it; in a time that
    does not grow with the book, for a customer."""
    header, hidden = _header(dossier, on)
    return {
        "kind": type(dossier.facts).__name__.lower(),
        "id": dossier.id,
        "path": dossier.path,
        "header": header,
        "hidden": hidden,
        **_references(dossier, book),
        "log": [log_data(line) for line in reversed(sorted_log(dossier))],
        "notes": notes_of(dossier),
    }


def _header(dossier: Dossier[Any], on: date) -> tuple[dict[str, Any], list[str]]:
    header = {name: plain_node(node) for name, node in dossier.header.fields.items()}
    facts = dossier.facts
    return shown_header(header, facts, on) if isinstance(facts, Customer) else (header, [])


def _references(dossier: Dossier[Any], book: Book) -> dict[str, Any]:
    """The ids of the dossiers that belong to this one; computed, never stored."""
    facts = dossier.facts
    if isinstance(facts, Customer):
        return {"company": facts.company, "country": book.country_code(facts)}
    if isinstance(facts, Company):
        people = [person.id for person in book.staff_of(dossier.id)]
        return {"country": facts.country, "people": people}
    if isinstance(facts, Country):
        companies = [c.id for c in book.companies.values() if c.facts.country == dossier.id]
        customers = [
            c.id for c in book.customers.values() if book.country_code(c.facts) == dossier.id
        ]
        return {"companies": companies, "customers": customers}
    return {"customers": [c.id for c in book.customers_of(dossier.id)]}


def _said(dossier: Dossier[Any], scene: Scene) -> dict[str, Any]:
    """What the method says of a dossier, by its kind."""
    facts = dossier.facts
    if isinstance(facts, Customer):
        return _customer(know(dossier, scene), scene)
    from dossierkit.method.knowing.completeness import completeness

    known = completeness(scene.book, dossier, scene.on, language=scene.language)
    found = {"completeness": _complete(known), "gaps": _data(known.gaps)}
    if isinstance(facts, Company):
        return {**_agreed(agreed(dossier)), **found, "there": _there(facts.country, scene)}
    if isinstance(facts, Country):
        return {**found, "there": _there(dossier.id, scene)}
    from dossierkit.method.assessment import results

    return {"assessments": _data(results(dossier, scene.on).scored), **found}


def _customer(known: Known, scene: Scene) -> dict[str, Any]:
    case, course = known.case, known.relationship
    orders = [log_data(order) for order in reversed(course.orders)]
    return {
        "standing": case.standing,
        "do_not_contact": bool(case.customer.consent.do_not_contact),
        "bounced": [_bounced(one) for one in case.customer.reach.bounced],
        "touches": course.touches,
        "unanswered": course.unanswered,
        "first_touch": _day(course.first),
        "last_touch": _day(course.last),
        "orders": {"count": len(orders), "values": _data(dict(course.values)), "lines": orders},
        "due": _due(known.found.entry),
        "next": _data(case.open_items()),
        "bought": _data(known.bought),
        "cross_selling": _data(known.proposals),
        **_agreed(known.agreed),
        "topics": _data(known.topics),
        "advice": _data(known.advice),
        "occasions": _data(known.kept),
        "completeness": _complete(known.completeness),
        "gaps": _data(known.gaps),
        "there": _there(scene.book.country_code(case.customer), scene),
    }


def _bounced(one: Bounce) -> dict[str, Any]:
    return {"address": one.address, "date": _data(one.date), "reason": one.reason}


def _day(touch: LogLine | None) -> str | None:
    return touch.date.isoformat() if touch else None


def _due(entry: FollowUp) -> dict[str, Any] | None:
    """What is due, as in `due --format json`; None for nothing."""
    if entry.due is None:
        return None
    return {
        "due": entry.due.isoformat(),
        "overdue_days": entry.overdue_days,
        "class": entry.urgency,
        "priority": entry.priority,
        "score": [{"text": text, "points": points} for text, points in entry.score.parts],
        "reasons": _data(entry.reasons),
        "action": _data(entry.action),
    }


def _agreed(terms: Agreed) -> dict[str, Any]:
    return {"confirm": _data(terms.confirm), "before_quoting": _data(terms.before_quoting)}


def _complete(known: Any) -> dict[str, int]:
    return {"percent": known.percent, "known": known.known, "askable": known.askable}


def _there(code: str | None, scene: Scene) -> dict[str, Any] | None:
    """The country on that day; None where no country is known."""
    if code is None:
        return None
    country, packaged = country_of(code, scene.book), country_facts(code)
    clock, near = clock_of(code, scene), days_ahead(scene.book, code, scene.on)
    return {
        "name": country.name,
        "local_time": clock.time.isoformat(timespec="minutes") if clock else None,
        "at_work": clock.at_work if clock else None,
        "weekend": [WEEKDAYS[day] for day in sorted(scene.book.calendar(code).weekend)],
        "has_holiday_data": near.is_known,
        "days_off": _data(near.days_off),
        "currency": country.currency or (packaged.currency if packaged else None),
        "currency_risk": country.fx.risk,
        "currency_note": country.fx.note,
    }


def _data(value: Any) -> Any:
    """Values as JSON knows them: fields by name, days and amounts as text."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    if hasattr(value, "_asdict"):
        return {name: _data(item) for name, item in value._asdict().items()}
    if isinstance(value, dict):
        return {name: _data(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_data(item) for item in value]
    return value
