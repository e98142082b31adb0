"""How what is coming is said: in a table, and in the title of an event."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from dossierkit.book.book import Book
from dossierkit.method.feasts.coming.item import Coming
from dossierkit.text.translation import _

_MOST_NAMES = 3
"""So many people or countries are named; the others are counted."""


def together(found: Iterable[Coming]) -> list[tuple[Coming, ...]]:
    """What comes, with a day off that several countries share said once; in the order given."""
    return [tuple(same) for _unused, same in groupby(found, key=_shared)]


def _shared(item: Coming) -> tuple[object, ...]:
    if item.kind != "day-off":
        return (item,)
    return item.kind, item.title, item.first, item.last, item.occasion, item.estimated


def heading(item: Coming) -> str:
    """What comes, in a few words, for a column beside its kind."""
    title = (
        _("{title} (national day)").format(title=item.title)
        if item.occasion == "national-day"
        else item.title
    )
    return _("{title} (estimated)").format(title=title) if item.estimated else title


def sentence(item: Coming, whose: str) -> str:
    """What comes and whom it concerns, in one line that stands alone."""
    words = {"closed": _("we are closed: "), "day-off": _("day off: ")}.get(item.kind, "")
    tone = _(", neutral words") if item.neutral else ""
    return f"{words}{heading(item)}{tone}" + (f" ({whose})" if whose else "")


def names_of(book: Book, items: tuple[Coming, ...]) -> str:
    """Whom it concerns: a company, countries, or people by name."""
    item = items[0]
    if item.company:
        company = book.companies.get(item.company)
        return company.facts.name if company else item.company
    if item.country:
        names = [book.country_name(one.country or "") for one in items]
    else:
        names = [book.customers[one.id].facts.name or one.id for one in item.people]
    more = len(names) - _MOST_NAMES
    if more > 1:
        return _("{names} and {more} more").format(names=", ".join(names[:_MOST_NAMES]), more=more)
    return ", ".join(names)
