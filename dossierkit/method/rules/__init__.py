"""The follow-up rules, one module for each rule or small family, in the order of `--why`."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from dossierkit.method.case import Case, Verdict
from dossierkit.method.rules.ladder import ladder
from dossierkit.method.rules.never_contacted import never_contacted
from dossierkit.method.rules.next_step import next_step
from dossierkit.method.rules.no_plan import no_plan
from dossierkit.method.rules.reply import reply
from dossierkit.method.rules.rhythm import rhythm


class Rule(NamedTuple):
    """A rule by its id.

    `waits_for_next`: an open `next` in the future silences it. `waits_for_ladder`: a running
    ladder takes its place. `has_ceiling`: too much contact holds it back (M36). `moves`: a due
    date on a day off moves to the next working day.
    """

    id: str
    find: Callable[[Case], Verdict]
    waits_for_next: bool = False
    waits_for_ladder: bool = False
    has_ceiling: bool = False
    moves: bool = True


RULES = (
    Rule("next", next_step, moves=False),
    Rule("reply", reply, waits_for_next=True),
    Rule("ladder", ladder, waits_for_next=True, has_ceiling=True),
    Rule("rhythm", rhythm, waits_for_next=True, waits_for_ladder=True, has_ceiling=True),
    Rule("no-plan", no_plan, waits_for_ladder=True),
    Rule("never-contacted", never_contacted),
)
