"""All that the report is made of, counted once, however many sections use it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from dossierkit.book.book import Book
from dossierkit.method.course.moves import Seen
from dossierkit.method.figures.discipline import Discipline, discipline
from dossierkit.method.figures.ledger import Ledger, ledger_of
from dossierkit.method.figures.periods import year_before
from dossierkit.method.figures.refusals import Refusal, refusals
from dossierkit.method.figures.turns import Turns, turns
from dossierkit.report.themes import reason_themes
from dossierkit.text.translation import _


@dataclass(frozen=True)
class Known:
    """A book on a day, what git tells of it (None: nothing), and when files entered git.

    `since` is the first day that the user asked for; without one, sums are of all that the logs
    tell, and what is shown through time is of the last twelve months.
    """

    book: Book
    on: date
    since: date | None
    owner: str | None
    seen: Seen | None
    entered: Mapping[str, date]

    @cached_property
    def ledger(self) -> Ledger:
        return ledger_of(self.book, self.on, self.since, self.owner)

    @property
    def begin(self) -> date:
        """The first day of what is shown through time."""
        return self.since or year_before(self.on)

    @cached_property
    def turns(self) -> Turns:
        return turns(self.ledger, self.seen, self.begin)

    @cached_property
    def discipline(self) -> list[Discipline]:
        return discipline(self.ledger, self.seen, self.begin, self.entered)

    @cached_property
    def refusals(self) -> list[Refusal]:
        return refusals(self.ledger, reason_themes())

    @property
    def money(self) -> str:
        """The heading of sums."""
        return (
            _("VALUE {currency}").format(currency=self.ledger.currency)
            if self.ledger.currency
            else "VALUE"
        )

    def name(self, one: str) -> str:
        """What a customer or a company is called."""
        dossier = self.book.customers.get(one) or self.book.companies.get(one)
        return (dossier.facts.name if dossier else "") or one

    def owner_of(self, one: str) -> str | None:
        """Whose customer somebody is."""
        dossier = self.book.customers.get(one)
        return dossier.facts.owner if dossier else None
