"""What to do about a follow-up: kind (M37), channel (M5, M10) and template."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from dossierkit.method.case import Case
from dossierkit.schema.customer import Customer

Kind = Literal["service", "conversion", "long-term"]

BULK = ("greeting", "price-update", "intro")
"""Events of mail that goes to many: not to two of one company within a few days."""

BULK_PURPOSES = (
    *("greeting", "price-update", "introduction", "exhibition", "factory-holiday"),
    *("referral", "reorder"),
)
"""Letters that are bulk mail: never proposed for those who refused marketing."""


LETTERS = (
    "refusal-thanks",
    "thanks",
    "quote-follow-up",
    "sample-follow-up",
    "introduction",
    "reorder",
    "price-update",
    "service",
    "referral",
    "exhibition",
    "factory-holiday",
    "greeting",
)
"""The letters that rules propose, the most important first."""


class Action(NamedTuple):
    """A proposal. `channel` is None where no way to reach them is known; `template` is the
    purpose of a letter that could be written, or None."""

    kind: Kind
    channel: str | None
    template: str | None


def action(
    case: Case, rules: Sequence[str], letters: Sequence[str | None], purposes: frozenset[str]
) -> Action:
    """What to do when these rules ask for it.

    `letters` are what the rules propose to write; `purposes` are the letters for which there are
    templates.
    """
    return Action(_kind(case), channel(case.customer), _template(case, rules, letters, purposes))


def _kind(case: Case) -> Kind:
    """Service for those who buy, conversion for those who might, long-term for the others."""
    if case.is_customer:
        return "service"
    if case.customer.intent in ("never", "not-soon") or case.standing == "lapsed":
        return "long-term"
    return "conversion" if case.customer.intent or case.course else "long-term"


def channel(customer: Customer) -> str | None:
    """The way to reach someone: the one they prefer, else the first that is known.

    Nobody whose spoken English is poor is called unasked (M5); mail goes to no address from which
    it came back.
    """
    reach = customer.reach
    dead = {bounce.address for bounce in reach.bounced}
    has_mail = any(address not in dead for address in reach.email)
    if reach.prefers and (reach.prefers != "email" or has_mail or not reach.email):
        return reach.prefers
    known = {
        "email": has_mail,
        "whatsapp": bool(reach.whatsapp),
        "wechat": bool(reach.wechat),
        "phone": bool(reach.phone) and customer.language.spoken_english not in ("basic", "none"),
    }
    return next((name for name, is_known in known.items() if is_known), None)


def _template(
    case: Case, rules: Sequence[str], letters: Sequence[str | None], purposes: frozenset[str]
) -> str | None:
    """The first letter that there is a template for; none where a person's own words are due."""
    if "reply" in rules or "next" in rules:
        return None
    is_refused = case.customer.consent.marketing == "refused"
    barred = BULK_PURPOSES if is_refused else ()
    fitting = (one for one in LETTERS if one in letters and one in purposes and one not in barred)
    return next(fitting, None)
