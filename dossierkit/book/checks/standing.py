"""`stage-contradiction` and `intent-contradiction`: the header says one thing, the log another.

Each stage has its sign: a sample is the sign of `assimilation`, an order of `harmony` (M31).
Advice, tone and figures follow the stage, so someone who has ordered is still courted like a
stranger if nobody moved it on. A deal that was lost afterwards (`lost` in the log) starts the
courtship anew and contradicts nothing. Neither does a year without an order (M33): they are a
prospect again, though not a stranger, so only `interest` is too little then.

An intent is a prospect's: it sets the rhythm until the first order (M34). Whoever ordered within
the last year is an actual customer (M33), whose rhythm no intent changes; one that is left over
from the days before misleads whoever reads it. The year is `follow-up.customer-for` of book.yaml.

PASS: an order in the log, `stage: harmony`, no intent
FAIL: an order in the log, and `stage: interest` or `intent: hesitant`
"""

from __future__ import annotations

from collections.abc import Iterator

from dossierkit.book.checks.common import Given
from dossierkit.book.checks.days import Day, Days
from dossierkit.schema.customer import STAGES, Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.text.event import LogLine
from dossierkit.text.finding import WARNING, Finding
from dossierkit.text.translation import N_, _

_SIGNS = {"order": "harmony", "sample": "assimilation"}
_SAID = {"order": N_("ordered"), "sample": N_("got a sample")}


def check(customer: Dossier[Customer], given: Given, days: Days) -> Iterator[Finding]:
    """A customer whose stage or intent does not go with their log."""
    facts = customer.facts
    if not (facts.stage or facts.intent):
        return
    order = _last(customer, "order", days.on)
    year = given.policy.follow_up.customer_for
    is_actual = order is not None and not days.on.is_after(year.after(order.date))
    yield from _stage_findings(customer, order, days.on, is_actual=is_actual)
    if order and facts.intent and is_actual:
        message = _("they ordered on {date}: an actual customer has no intent").format(
            date=order.date
        )
        hint = _("delete 'intent: {intent}'; for a rhythm of their own write 'every: 30d'").format(
            intent=facts.intent
        )
        place = customer.place("intent")
        yield customer.source.finding(place, "intent-contradiction", message, hint, WARNING)


def _stage_findings(
    customer: Dossier[Customer], order: LogLine | None, on: Day, *, is_actual: bool
) -> Iterator[Finding]:
    stage = customer.facts.stage
    if stage is None or stage == "harmony":
        return
    early = stage in ("interest", "consideration")
    sign = order or (_last(customer, "sample", on) if early else None)
    if sign is None:
        return
    is_lapsed = sign is order and not is_actual
    if is_lapsed and stage != "interest":
        return
    lost = _last(customer, "lost", on)
    if lost and lost.date >= sign.date:
        return
    message = _("the stage is {stage}, but they {said} on {date}").format(
        stage=stage, said=_(_SAID[sign.event]), date=sign.date
    )
    reached = "consideration" if is_lapsed else _SIGNS[sign.event]
    hint = _("write 'stage: {reached}' (the stages are: {stages})").format(
        reached=reached, stages=" ".join(STAGES)
    )
    place = customer.place("stage")
    yield customer.source.finding(place, "stage-contradiction", message, hint, WARNING)


_DIRECTIONS = {"order": "in", "sample": "out", "lost": "in"}


def _last(customer: Dossier[Customer], event: str, on: Day) -> LogLine | None:
    """Their latest event of a kind; an order of ours, or a sample of theirs, is none."""
    direction = _DIRECTIONS[event]
    lines = [
        line
        for line in customer.log.lines
        if line.event == event and line.direction == direction and on.is_from(line.date)
    ]
    return max(lines, key=lambda line: line.date, default=None)
