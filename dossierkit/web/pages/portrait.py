"""The portrait of a dossier: all that `show` has, with ways on."""

from __future__ import annotations

from typing import Any, NamedTuple

from dossierkit.method.followups import has_no_day
from dossierkit.report.portrait.draw import portrait
from dossierkit.report.portrait.scene import Scene, sorted_log
from dossierkit.report.portrait.value import Portrait, Section, Table
from dossierkit.schema.company import Company
from dossierkit.schema.customer import Customer
from dossierkit.text.event import LogLine
from dossierkit.text.translation import _
from dossierkit.web.asked import Answer, Ask
from dossierkit.web.desk import Desk
from dossierkit.web.layout import around
from dossierkit.web.whom import Whom, address_of, whom

_MOST_LINES = 40
"""So many lines of a log stand on the page at first; all of them on request."""
_MOST_ROWS = 100
"""So many people stand in a table."""


class Way(NamedTuple):
    """A way to another dossier: what it is to this one, its name, its page."""

    what: str
    name: str
    address: str


def page(desk: Desk, ask: Ask) -> Answer:
    """Who it is, what is due and why, what to say, the company and the country, the whole log."""
    found = whom(desk, ask)
    lines = _log(found)
    most = len(lines) if ask.query.get("log") == "all" else _MOST_LINES
    note = desk.note(ask.query.get("saved", ""))
    html = around(
        desk,
        found.book,
        "portrait.html",
        whom=found,
        drawn=_drawn(desk, found),
        ways=_ways(found),
        customers=found.book.customers,
        lines=lines[:most],
        more=len(lines) - most,
        most_rows=_MOST_ROWS,
        note=note,
    )
    return Answer(html)


def _drawn(desk: Desk, found: Whom) -> Portrait:
    day, dossier = desk.today(), found.dossier
    entered = {}
    if isinstance(dossier.facts, Customer) and has_no_day(dossier, day):
        entered = dict(desk.entered([dossier.id]))
    drawn = portrait(dossier, Scene(found.book, day, desk.now(day), desk.language, entered))
    return drawn._replace(sections=tuple(one for one in drawn.sections if not _is_log(one, drawn)))


def _is_log(section: Section, drawn: Portrait) -> bool:
    """Whether a section has only the latest of the log, all of which stands below."""
    tables = [item for item in section.items if isinstance(item, Table)]
    return tables == [*section.items] and all(one.about.startswith(drawn.path) for one in tables)


def _log(found: Whom) -> list[LogLine]:
    """The lines of the log, the latest first."""
    return sorted_log(found.dossier)[::-1]


def _ways(found: Whom) -> list[Way]:
    """The dossiers that this one names."""
    book, facts = found.book, found.dossier.facts
    ways = []
    code = facts.country if isinstance(facts, Company) else None
    if isinstance(facts, Customer):
        code = book.country_code(facts)
        company = book.company_of(facts)
        if company:
            ways.append(_way(_("company"), "company", company))
    if code in book.countries:
        ways.append(
            Way(_("country"), book.country_name(code or ""), address_of("country", code or ""))
        )
    if isinstance(facts, Customer) and facts.owner in book.members:
        ways.append(_way(_("owner"), "member", book.members[facts.owner or ""]))
    return ways


def _way(what: str, kind: str, dossier: Any) -> Way:
    return Way(what, dossier.facts.name or dossier.id, address_of(kind, dossier.id))
