"""What an event suggests about the facts of a customer: proposed, never done (M31, M34, M39)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dossierkit.schema.customer import STAGES, Customer
from dossierkit.text.event import LogLine


class Proposal(NamedTuple):
    """A fact that may have changed; `value` None means that it no longer holds."""

    field: str
    value: str | None
    reason: str


def consequences(customer: Customer, event: LogLine) -> list[Proposal]:
    """What follows from an event that was just written down, for the customer as they are now."""
    return [*_stage(customer, event), *_intent(customer, event)]


_STAGE_REACHED = {
    "sample": ("out", "assimilation", "a sample is with them"),
    "order": ("in", "harmony", "they ordered"),
}
"""The stage that an event in a direction shows to be reached (M31)."""


def _stage(customer: Customer, event: LogLine) -> Iterator[Proposal]:
    direction, stage, reason = _STAGE_REACHED.get(event.event, ("", "", ""))
    if event.direction != direction:
        return
    if customer.stage is None or STAGES.index(customer.stage) < STAGES.index(stage):
        yield Proposal("stage", stage, reason)


def _intent(customer: Customer, event: LogLine) -> Iterator[Proposal]:
    if event.event == "order" and event.direction == "in":
        if customer.intent is not None:
            yield Proposal("intent", None, "they ordered: the rhythm of a customer takes over")
        if customer.expected_purchase is not None:
            yield Proposal("expected-purchase", None, "the purchase has come")
    elif event.event == "quote" and event.direction == "out":
        if customer.intent not in ("quoted-silent", "never"):
            yield Proposal("intent", "quoted-silent", "a quote is out and unanswered")
    elif event.event == "lost" and customer.reason is None:
        yield Proposal("reason", "…", "why it failed is worth knowing")
    elif event.comes_in and not event.goes_out and customer.intent == "quoted-silent":
        yield Proposal("intent", "interested", "they have broken the silence")
