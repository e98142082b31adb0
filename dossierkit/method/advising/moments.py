"""The moment that the next step with a customer is: a call, a quote, a shipment (M24–M39)."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import cache

from dossierkit.method.action import channel
from dossierkit.method.case import Case
from dossierkit.method.rules.ladder import running_ladder
from dossierkit.text.event import LogLine
from dossierkit.text.packaged import packaged

_BY_CHANNEL = {
    "email": "in-mail",
    "phone": "before-call",
    "video": "before-call",
    "whatsapp": "in-chat",
    "wechat": "in-chat",
    "visit": "at-visit",
}
_BY_LADDER = {"quote": "when-quoting", "sample": "when-sampling", "intro": "in-mail"}
_BY_STAGE = {
    "assimilation": "when-sampling",
    "sincerity": "when-quoting",
    "harmony": "between-orders",
}
_ORDER_RUNS = timedelta(days=120)
"""An order that nothing was shipped of is in production for so long at most."""


def moments_now(case: Case) -> tuple[str, ...]:
    """The moments that are next with a customer, the surest first.

    What a person wrote as the next step counts before what the log says (a lost deal, a running
    order, an unanswered quote), that before the channel, and that before the stage.
    """
    found = [*_of_next(case), *_of_log(case)]
    if way := channel(case.customer):
        found.append(_BY_CHANNEL[way])
    if stage := _BY_STAGE.get(case.customer.stage or ""):
        found.append(stage)
    if case.is_customer:
        found.append("between-orders")
    return tuple(dict.fromkeys(found))


def _of_next(case: Case) -> list[str]:
    """The moments that the words of the first open step name."""
    items = case.open_items()
    if not items:
        return []
    return [moment for moment, words in _patterns().items() if words.search(items[0].text)]


def _of_log(case: Case) -> list[str]:
    deals = [touch for touch in case.course if _is_of_deal(touch)]
    last = deals[-1] if deals else None
    if last and last.event == "lost":
        return ["after-refusal"]
    start = running_ladder(case)
    if start:
        return [_BY_LADDER[start.event]]
    if last and last.event in ("order", "payment") and case.on - last.date <= _ORDER_RUNS:
        return ["when-ordering", "when-shipping"]
    return []


def _is_of_deal(touch: LogLine) -> bool:
    return touch.event in ("quote", "order", "payment", "shipment", "lost", "inquiry")


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """What the words of a step speak for (moments.yaml): Latin words from their beginning."""
    return {
        moment: re.compile(
            "|".join(
                rf"\b{re.escape(word)}" if word.isascii() else re.escape(word) for word in words
            ),
            re.IGNORECASE,
        )
        for moment, words in packaged("method/advising/moments.yaml").items()
    }
