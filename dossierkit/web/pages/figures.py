"""The report: what the book says as a whole, with its charts."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from dossierkit.book.book import Book
from dossierkit.book.zone import zone_named
from dossierkit.history.git import NoHistory
from dossierkit.history.past.review import seen
from dossierkit.index.head import head_of
from dossierkit.method.course.moves import Seen
from dossierkit.method.followups import needs_entry_day
from dossierkit.report.known import Known
from dossierkit.report.markup import Html, join
from dossierkit.report.page import drawn_section
from dossierkit.report.remarks import report_remarks
from dossierkit.report.sections import sections
from dossierkit.text.translation import _, spoken
from dossierkit.web.asked import Answer, Ask
from dossierkit.web.desk import Desk
from dossierkit.web.layout import around


class Drawn(NamedTuple):
    """A report as it stands on the page: names and titles of its sections, their figures, and what
    must be said of all of them."""

    contents: list[tuple[str, str]]
    body: Html
    remarks: list[str]


def page(desk: Desk, ask: Ask) -> Answer:
    """The whole report, of one owner's customers or of all. It is counted once for each state of
    the book and of its git."""
    book, today = desk.book(), desk.today()
    owner = ask.query.get("owner") or None
    key = ("report", today, owner, head_of(str(desk.root)), spoken())
    drawn = book.once(key, lambda: _drawn(desk, book, today, owner)) if book.customers else None
    members = {one: dossier.facts.name or one for one, dossier in book.members.items()}
    html = around(desk, book, "report.html", drawn=drawn, on=today, owner=owner, members=members)
    return Answer(html)


def _drawn(desk: Desk, book: Book, on: date, owner: str | None) -> Drawn:
    told, remarks = _seen(book, on), []
    if told is None:
        remarks.append(_("only what the files tell: stages through time and promises need git"))
    entered = desk.entered([one.id for one in needs_entry_day(book, on)]) if told else {}
    known = Known(book, on, None, owner, told, entered)
    found = sections(known, ())
    return Drawn(
        [(one.name, one.title) for one in found],
        join(*map(drawn_section, found)),
        [*remarks, *report_remarks(known)],
    )


def _seen(book: Book, on: date) -> Seen | None:
    """What git tells up to a day; None in a plain folder."""
    zone = zone_named(book.policy.timezone)
    try:
        return seen(book, date.min, on, zone, is_now=on >= datetime.now(zone).date())
    except NoHistory:
        return None
