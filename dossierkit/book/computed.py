"""Fields that stand in no file, but follow on a day from logs and references: names and types.

`method.computed` gives their values. Conditions can be checked with their types alone.
"""

from __future__ import annotations

from typing import Any

from dossierkit.book.fields import Computed, Field
from dossierkit.schema.person import CHANNELS
from dossierkit.schema.times import DATE, DATED_TEXT
from dossierkit.schema.types import NUMBER, Choice, Type
from dossierkit.text.event import DIRECTIONS

STANDING = Choice("prospect", "customer", "lapsed")
UNANSWERED = Choice("intro", "quote", "sample")
CHANNEL = Choice(*CHANNELS)

COMPUTED: dict[str, dict[str, Type[Any]]] = {
    "customer": {
        "last": DATE,
        "standing": STANDING,
        "unanswered": UNANSWERED,
        "failed": DATE,
        "orders": NUMBER,
        "contacts": NUMBER,
        "referrals": NUMBER,
        "channel": CHANNEL,
        "completeness": NUMBER,
        "priority": NUMBER,
        **{f"log.{event}": DATE for event in DIRECTIONS},
    },
    "company": {
        "last": DATE,
        "people": NUMBER,
        "completeness": NUMBER,
        "next-exhibition": DATED_TEXT,
        "next-anniversary": DATED_TEXT,
        "last-news": DATED_TEXT,
        "market-change": DATED_TEXT,
    },
    "country": {"companies": NUMBER, "customers": NUMBER, "completeness": NUMBER},
    "member": {"customers": NUMBER, "completeness": NUMBER},
}
"""By kind and name. `unanswered` is what a running ladder began with, `failed` the day of a deal
that was lost and since which nothing was asked, quoted or ordered, `contacts` those since the last
order, `log.quote` the latest quote of ours (and so for every event), `referrals` whom they sent to
us, `completeness` how many per cent of what one may ask is known, `priority` from 1 (first) to 9;
nobody without any need, and nobody who asked not to be contacted, has one."""


def nothing_computed() -> Computed:
    """The computed fields without any value: enough to see whether a condition is right."""
    return {
        kind: {name: Field(name, field_type, lambda dossier: []) for name, field_type in of.items()}
        for kind, of in COMPUTED.items()
    }
