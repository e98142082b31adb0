"""A day's list as plain data: from the index, or from the whole book where there is none."""

from __future__ import annotations

from datetime import date

from dossierkit.cli.indexed import from_index
from dossierkit.cli.opening import open_book, require_owner
from dossierkit.index.asked import Listing, Page, Pen
from dossierkit.index.pages import page, page_of
from dossierkit.index.reading import listing


def list_now(book_path: str | None, on: date, within: int, owner: str | None) -> Listing:
    """The list of a day by the book as it stands, for programs."""
    found = from_index(book_path, listing, on, within, owner, in_full=True)
    return found or _whole(book_path, on, within, owner)


def page_now(book_path: str | None, on: date, within: int, owner: str | None, pen: Pen) -> Page:
    """The same, for a person."""
    found = from_index(
        book_path, lambda root, asked: page(root, asked, pen), on, within, owner, in_full=False
    )
    return found or page_of(_whole(book_path, on, within, owner), pen)


def _whole(book_path: str | None, on: date, within: int, owner: str | None) -> Listing:
    from dossierkit.cli.entry_days import entry_days
    from dossierkit.index.answers import whole_listing
    from dossierkit.method.followups import due

    book = open_book(book_path)
    require_owner(book, owner)
    found = due(book, on, within=within, owner=owner, entered=entry_days(book, on))
    return whole_listing(book, found)


def list_then(
    book_path: str | None, at: str, on: date | None, within: int, owner: str | None
) -> Listing:
    """The list of a day by the book as it stood at a moment of the past."""
    from dossierkit.cli.entry_days import entry_days
    from dossierkit.cli.moment import book_at
    from dossierkit.index.answers import whole_listing
    from dossierkit.method.followups import due

    with book_at(book_path, at, on) as moment:
        book, day = moment.book, moment.day
        require_owner(book, owner)
        entered = entry_days(book, day, moment.root, moment.rev)
        return whole_listing(book, due(book, day, within=within, owner=owner, entered=entered))
