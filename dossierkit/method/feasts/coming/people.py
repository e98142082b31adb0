"""The occasions that people keep, those of one day and kind together (M42)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import TypeAlias

from dossierkit.book.book import Book
from dossierkit.method.feasts.coming.item import Coming, Concerned
from dossierkit.method.feasts.kept import Kept, kept_between
from dossierkit.method.feasts.occasions import PERSONAL
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier

_Group: TypeAlias = tuple[date, str, str, bool, str]


def occasions(
    book: Book, customers: Sequence[Dossier[Customer]], since: date, until: date
) -> list[Coming]:
    """What to greet somebody for in a span of days: a feast once with all who keep it, a birthday
    with the one whose it is, the anniversary of a company with its people."""
    groups: dict[_Group, list[tuple[Dossier[Customer], Kept]]] = defaultdict(list)
    for dossier in customers:
        for kept in kept_between(book, dossier, since, until):
            groups[_group(dossier, kept)].append((dossier, kept))
    return [_coming(members) for members in groups.values()]


def _group(dossier: Dossier[Customer], kept: Kept) -> _Group:
    whose = ""
    if kept.occasion in PERSONAL:
        whose = dossier.facts.company or "" if kept.occasion == "company" else dossier.id
    return kept.day, kept.occasion, kept.title, kept.neutral, whose


def _coming(members: list[tuple[Dossier[Customer], Kept]]) -> Coming:
    dossier, kept = members[0]
    return Coming(
        kind="care" if kept.is_care else "greeting",
        title=kept.title,
        first=kept.day,
        last=kept.day,
        occasion=kept.occasion,
        company=dossier.facts.company if kept.occasion == "company" else None,
        estimated=any(one.estimated for _, one in members),
        neutral=kept.neutral,
        people=tuple(Concerned(who.id, one.path, one.line) for who, one in members),
        path=kept.path,
        line=kept.line,
    )
