"""The task of one letter: for whom, on which day; and why a kind of letter does not fit them."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, TypeAlias

from dossierkit.book.book import Book
from dossierkit.mail.facts import Facts, Place
from dossierkit.mail.purposes.shapes import Deal
from dossierkit.method.case import Case, case_of
from dossierkit.method.selling.purchases import Products, products
from dossierkit.schema.company import Company
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.schema.member import Member
from dossierkit.text.event import LogLine
from dossierkit.text.translation import _


class Unfit(NamedTuple):
    """Why a letter does not fit a customer, with the remedy; `quiet` sums it up among many, and
    is empty where something has to be mended."""

    message: str
    quiet: str = ""


@dataclass(frozen=True)
class Task:
    """A letter to write. `is_bulk`: one of many, so that the log decides whom it fits; somebody
    who is named gets it whenever there is anything to write about."""

    book: Book
    dossier: Dossier[Customer]
    sender: Dossier[Member]
    day: datetime.date
    is_bulk: bool = False

    @cached_property
    def case(self) -> Case:
        """The customer as the rules of follow-ups see them on the day."""
        return case_of(self.book, self.dossier, self.day, None)

    @property
    def company(self) -> Dossier[Company] | None:
        """The dossier of the company they work for, if it can be read."""
        return self.book.company_of(self.dossier.facts)

    @cached_property
    def known(self) -> Products:
        """The products of our lists up to the day."""
        key = ("letters: products", self.day)
        return self.book.once(key, lambda: products(self.book, self.day))

    def last(self, *events: str) -> LogLine | None:
        """The latest touch of these events."""
        return next((one for one in reversed(self.case.course) if one.event in events), None)

    def deal(self, line: LogLine, title: str) -> Facts:
        """A line of their log as templates see it."""
        deal = Deal(
            date=line.date,
            valid=line.valid,
            amount=line.money.amount if line.money else None,
            currency=line.money.currency if line.money else None,
            text=line.text,
            number=next((tag for tag in line.tags if any(map(str.isdigit, tag))), None),
            products=self.known.named_in(line.text),
        )
        return Facts(deal, title, Place(f"{self.dossier.path}:{line.line}"))

    def refused(self) -> Unfit | None:
        """Why nothing is sold to them: a deal was lost, and they have not come back (M39); or
        they told us that they never want to buy (M34)."""
        if self.dossier.facts.intent == "never":
            message = _("their intent is 'never' ({path}): nothing is sold to them").format(
                path=self.dossier.path
            )
            return Unfit(
                _("{message}; a greeting is welcome").format(message=message),
                _("do not want to buy"),
            )
        touch = self.last("lost", "inquiry", "order", "quote")
        if touch is None or touch.event != "lost":
            return None
        place = f"{self.dossier.path}:{touch.line}"
        message = _("the deal of {date} was lost ({place}): no selling until they raise it").format(
            date=touch.date, place=place
        )
        return Unfit(
            _("{message}; write refusal-thanks or a greeting").format(message=message),
            _("refused the last deal"),
        )


Data: TypeAlias = dict[str, Any]
"""The names of one purpose with their values: Facts, plain values, or Gaps."""


class Purpose(NamedTuple):
    """A kind of letter that knows more than the dossier.

    `needs` says in words whom it fits; `names` are the names that it adds, which are gaps in all
    other letters; `data` gives their values, or says why it does not fit.
    """

    id: str
    needs: str
    names: tuple[str, ...]
    data: Callable[[Task], Data | Unfit]
