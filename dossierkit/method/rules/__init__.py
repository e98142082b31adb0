"""The follow-up rules, one module for each rule or small family, in the order of `--why`."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from dossierkit.method.case import Case, Verdict
from dossierkit.method.rules.after_order import after_order
from dossierkit.method.rules.event import event
from dossierkit.method.rules.expected import expected
from dossierkit.method.rules.ladder import ladder
from dossierkit.method.rules.never_contacted import never_contacted
from dossierkit.method.rules.next_step import next_step
from dossierkit.method.rules.no_plan import no_plan
from dossierkit.method.rules.occasion import occasion
from dossierkit.method.rules.price_update import price_update
from dossierkit.method.rules.quote_expiry import quote_expiry
from dossierkit.method.rules.refusal import refusal
from dossierkit.method.rules.reorder import reorder
from dossierkit.method.rules.reply import reply
from dossierkit.method.rules.rhythm import rhythm


class Rule(NamedTuple):
    """A rule by its id.

    `is_asked_for`: it is due even without any need of theirs (M40), for a promise of ours, a
    message, a deal that has just ended, or a birthday does not ask for that. `waits_for_next`: an
    open `next` in the future silences it. `waits_for_ladder`: a running ladder takes its place.
    `has_ceiling`: too much contact holds it back (M36). `snoozes`: a snooze silences it. `moves`:
    a due date on a day off moves to the next working day.
    """

    id: str
    find: Callable[[Case], Verdict]
    is_asked_for: bool = False
    waits_for_next: bool = False
    waits_for_ladder: bool = False
    has_ceiling: bool = False
    snoozes: bool = True
    moves: bool = True


RULES = (
    Rule("next", next_step, is_asked_for=True, moves=False),
    Rule("reply", reply, is_asked_for=True, waits_for_next=True),
    Rule("ladder", ladder, waits_for_next=True, has_ceiling=True),
    Rule("rhythm", rhythm, waits_for_next=True, waits_for_ladder=True, has_ceiling=True),
    Rule("no-plan", no_plan, waits_for_ladder=True),
    Rule("never-contacted", never_contacted),
    Rule("expected", expected),
    Rule("after-order", after_order, is_asked_for=True),
    Rule("reorder", reorder, waits_for_next=True),
    Rule("refusal", refusal, is_asked_for=True),
    Rule("occasion", occasion, is_asked_for=True, snoozes=False, moves=False),
    Rule("price-update", price_update),
    Rule("quote-expiry", quote_expiry),
    Rule("event", event),
)
