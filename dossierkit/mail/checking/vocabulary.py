"""Which names a purpose's templates know, and what they are; `mail.names` gives their values."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from dossierkit.mail.checking.nature import (
    ANYTHING,
    DATE,
    FLAG,
    NUMBER,
    TEXT,
    Field,
    Nature,
    group,
    list_of,
)
from dossierkit.mail.price_rows import Row
from dossierkit.mail.purposes.registry import NAMES
from dossierkit.mail.purposes.shapes import Deal, Event, Holiday, NewProduct, Ours, TrueStory
from dossierkit.mail.quote_rows import QuoteLine
from dossierkit.schema.company import Company
from dossierkit.schema.country import Country
from dossierkit.schema.customer import Customer
from dossierkit.schema.member import Member
from dossierkit.schema.policy import Policy


class Word(NamedTuple):
    """A name of templates. `is_given`: it always has a value; `stands_for`: the fact it is
    another name of; `only`: the purposes that know it, where this is none of them."""

    nature: Nature
    is_given: bool = True
    stands_for: str = ""
    only: str = ""


_BOOK = ("name", "country", "timezone", "languages", "currency", "mail")
"""What letters may say of ourselves."""


@cache
def _everywhere() -> Mapping[str, Word]:
    letterhead = {name: field for name, field in _fields(group(Policy)) if name in _BOOK}
    terms = ("incoterm", "place", "payment")
    return {
        "customer": Word(group(Customer)),
        "company": Word(group(Company), is_given=False),
        "country": Word(group(Country), is_given=False),
        "owner": Word(group(Member)),
        "book": Word(Nature(letterhead)),
        "addressee": Word(TEXT),
        "firm": Word(TEXT, False, "company.name"),
        "buys": Word(list_of(TEXT), False, "customer.buys"),
        "formal": Word(FLAG),
        "simple_english": Word(FLAG),
        "signature": Word(TEXT),
        "today": Word(DATE),
        "occasion": Word(TEXT),
        "neutral": Word(FLAG),
        "years": Word(NUMBER, is_given=False),
        **{name: Word(TEXT, False, f"company.terms.{name}") for name in terms},
    }


@cache
def _of_purposes() -> Mapping[str, Word]:
    """The names that only some letters have; those of which nothing is known may be anything."""
    money = Nature(plain=Decimal)
    return {
        "prices": Word(list_of(group(Row))),
        "list_date": Word(DATE),
        "valid_until": Word(Nature(plain=datetime.date), is_given=False),
        "rises": Word(FLAG),
        "falls": Word(FLAG),
        "quote": Word(group(Deal)),
        "sample": Word(group(Deal)),
        "order": Word(group(Deal)),
        "lost": Word(group(Deal)),
        "sent": Word(DATE),
        "rung": Word(NUMBER),
        "turn": Word(NUMBER),
        "orders": Word(NUMBER),
        "event": Word(group(Event)),
        "holiday": Word(group(Holiday)),
        "products": Word(list_of(group(NewProduct))),
        "story": Word(group(TrueStory)),
        "ours": Word(group(Ours)),
        "former": Word(group(Member)),
        "lines": Word(list_of(group(QuoteLine))),
        "total": Word(money),
        "currency": Word(TEXT),
        "number": Word(TEXT),
        "concessions": Word(list_of(TEXT)),
    }


def _fields(nature: Nature) -> list[tuple[str, Field]]:
    return list((nature.fields or {}).items())


@cache
def vocabulary(purpose: str) -> Mapping[str, Word]:
    """The names that the templates of a purpose know, and what they are.

    Names of other purposes are there too, with `only`: in these letters they have no value.
    """
    words = dict(_everywhere())
    for name, purposes in NAMES.items():
        word = _of_purposes().get(name, Word(ANYTHING))
        if purpose in purposes:
            words[name] = word
        elif name not in words:
            words[name] = word._replace(only=", ".join(purposes))
    return words
