"""What to do about a follow-up: kind (M37), channel (M5, M10) and template."""

from __future__ import annotations

from typing import Literal, NamedTuple

from dossierkit.method.case import Case
from dossierkit.schema.customer import Customer

Kind = Literal["service", "conversion", "long-term"]

BULK = ("greeting", "price-update", "intro")
"""Events of mail that goes to many: not to two of one company within a few days."""

_BULK_PURPOSES = ("greeting", "price-update", "introduction")
"""Letters that go to many: never proposed for those who refused marketing."""

_PURPOSES = {
    ("ladder", "quote"): "quote-follow-up",
    ("ladder", "sample"): "sample-follow-up",
    ("ladder", "intro"): "introduction",
}


class Action(NamedTuple):
    """A proposal. `channel` is None where no way to reach them is known; `template` is the
    purpose of a letter that could be written, or None."""

    kind: Kind
    channel: str | None
    template: str | None


def action(case: Case, rules: list[str], start: str | None, purposes: frozenset[str]) -> Action:
    """What to do when these rules ask for it.

    `start` is the event that a running ladder began with; `purposes` are the letters for which
    there are templates.
    """
    return Action(_kind(case), channel(case.customer), _template(case, rules, start, purposes))


def _kind(case: Case) -> Kind:
    """Service for those who buy, conversion for those who might, long-term for the others."""
    if case.is_customer:
        return "service"
    if case.customer.intent in ("never", "not-soon") or case.standing == "lapsed":
        return "long-term"
    return "conversion" if case.customer.intent or case.course else "long-term"


def channel(customer: Customer) -> str | None:
    """The way to reach someone: the one they prefer, else the first that is known.

    Nobody whose spoken English is poor is called unasked (M5).
    """
    reach = customer.reach
    if reach.prefers:
        return reach.prefers
    known = {
        "email": bool(reach.email),
        "whatsapp": bool(reach.whatsapp),
        "wechat": bool(reach.wechat),
        "phone": bool(reach.phone) and customer.language.spoken_english not in ("basic", "none"),
    }
    return next((name for name, is_known in known.items() if is_known), None)


def _template(
    case: Case, rules: list[str], start: str | None, purposes: frozenset[str]
) -> str | None:
    purpose = None
    if "reply" in rules or "next" in rules:
        return None
    if "ladder" in rules and start is not None:
        purpose = _PURPOSES[("ladder", start)]
    elif "never-contacted" in rules:
        purpose = "introduction"
    elif rules:
        purpose = "greeting"
    if purpose in _BULK_PURPOSES and case.customer.consent.marketing == "refused":
        return None
    return purpose if purpose in purposes else None
