"""Follow-up discipline of each owner: what is due and late now, and which promises were kept."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from dossierkit.method.course.moves import Seen
from dossierkit.method.course.review import review
from dossierkit.method.figures.ledger import Ledger, Share
from dossierkit.method.figures.stages import middle
from dossierkit.method.followups import FollowUp, due


class Discipline(NamedTuple):
    """One owner. `due` is all that `dossier due` lists for them today, `late` of it what is
    overdue, by `median_late` days; `id` is longest overdue, by `longest` days.

    The last four count next steps of the span, None without history: done by their day, done
    later, never done, and how often one was pushed back.
    """

    owner: str | None
    people: int
    due: int
    late: int
    median_late: int | None
    id: str | None
    longest: int | None
    kept: int | None
    kept_late: int | None
    missed: int | None
    pushed: int | None

    @property
    def kept_share(self) -> Share | None:
        """The promises kept, of all that had to be."""
        if self.kept is None:
            return None
        return Share(self.kept, self.kept + (self.kept_late or 0) + (self.missed or 0))


def discipline(
    ledger: Ledger, seen: Seen | None, since: date, entered: Mapping[str, date] | None = None
) -> list[Discipline]:
    """The discipline of every owner with customers, in the order of their ids, nobody last."""
    listed: dict[str | None, list[FollowUp]] = defaultdict(list)
    for entry in due(ledger.book, ledger.on, owner=ledger.owner, entered=entered).entries:
        listed[entry.customer.facts.owner].append(entry)
    promised: Mapping[str | None, Counter[str]] = {}
    if seen is not None:
        promised = review(ledger.book, seen, since, ledger.on, ledger.owner).owners
    people = Counter(person.facts.owner for person in ledger.people)
    return [
        _of(owner, people[owner], listed[owner], promised.get(owner, Counter()), seen is not None)
        for owner in sorted(people, key=lambda owner: owner or "\uffff")
    ]


def _of(
    owner: str | None, people: int, entries: list[FollowUp], steps: Counter[str], knows: bool
) -> Discipline:
    late = sorted((entry.overdue_days, entry.id) for entry in entries if entry.overdue_days)
    listed = [entry for entry in entries if entry.urgency != "soon"]
    longest, who = late[-1] if late else (None, None)
    return Discipline(
        owner=owner,
        people=people,
        due=len(listed),
        late=len(late),
        median_late=middle([days for days, _ in late]),
        id=who,
        longest=longest,
        kept=steps["kept"] if knows else None,
        kept_late=steps["late"] if knows else None,
        missed=steps["missed"] if knows else None,
        pushed=steps["pushed"] if knows else None,
    )
