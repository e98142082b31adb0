"""The report as one page that opens offline, on a screen, a phone and paper."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, partial
from pathlib import Path

from dossierkit.report.charts import charts
from dossierkit.report.known import Known
from dossierkit.report.markup import GENERATOR, Html, between, join, page, spoken_tag, tag, words
from dossierkit.report.sheet import Cell, Column, Section, Sheet, Shown, Tiles, shown
from dossierkit.text.translation import _

_MARK = '<header class="report">'
_SHORT = 15
"""A table of so many rows is printed on one sheet of paper."""
_MOST_ROWS = 30
"""So many rows of a list stand on the page; the terminal and the spreadsheet have all."""


def report_page(known: Known, sections: Sequence[Section], remarks: Sequence[str]) -> str:
    """The whole document. `remarks` are what must be said of all figures: rates, what can't be
    read."""
    name = known.book.policy.name or _("Our customers")
    contents = tag(
        "nav",
        between(" · ", [tag("a", one.title, href=f"#{one.name}") for one in sections]),
        aria_label="Sections",
    )
    body = join(
        Html(_MARK),
        tag("h1", words(name)),
        tag("p", _span(known), class_="soft"),
        contents if len(sections) > 1 else "",
        Html("</header>"),
        *map(drawn_section, sections),
        _footer(known, remarks),
    )
    return page(
        _("{name}: report of {on}").format(name=name, on=known.on), body, spoken_tag(), _style()
    )


def is_report(data: bytes) -> bool:
    """Whether a file is a report of ours, which the next one may replace."""
    return data.startswith(b"<!DOCTYPE html>") and all(
        mark.encode() in data for mark in (GENERATOR, _MARK)
    )


def _span(known: Known) -> str:
    since = _(", from {since}").format(since=known.since) if known.since else ""
    whose = _(", customers of {owner}").format(owner=known.owner) if known.owner else ""
    return _("Report of {on}{since}{whose}").format(on=known.on, since=since, whose=whose)


def drawn_section(section: Section) -> Html:
    """A section with its charts and tables."""
    has_all = any(isinstance(picture, Tiles) for picture in section.pictures)
    return tag(
        "section",
        tag("h2", section.title),
        tag("p", section.headline, class_="headline"),
        charts(section.pictures),
        ""
        if has_all
        else tag("div", *map(partial(_table, section), section.sheets), class_="tables"),
        *(tag("p", remark, class_="warn small", dir="auto") for remark in section.remarks),
        tag("p", tag("b", _("How it is counted. ")), section.method, class_="soft small method"),
        id=section.name,
    )


def _table(section: Section, sheet: Sheet) -> Html:
    """A table in a box of its own, which scrolls where the screen is too narrow for it."""
    if not sheet.rows:
        text = f"{sheet.title}: {sheet.empty}"
        return tag("p", text, class_="soft small empty") if sheet.empty else Html("")
    places = [place for place, column in enumerate(sheet.columns) if column.title]
    columns = [sheet.columns[place] for place in places]
    rows = sheet.rows[:_MOST_ROWS] if sheet.is_list else sheet.rows
    head = tag("tr", *(tag("th", _(one.title), class_=_class(one), scope="col") for one in columns))
    lines = [tag("tr", *_cells(columns, [row[place] for place in places])) for row in rows]
    table = tag(
        "table", tag("caption", sheet.title), tag("thead", head), tag("tbody", join(*lines))
    )
    left = len(sheet.rows) - len(rows)
    more = _("and {left:,} more: dossier report {name} --format csv").format(
        left=left, name=section.name
    )
    return tag(
        "div",
        tag("div", table, class_="scroll", tabindex="0", role="region", aria_label=sheet.title),
        tag("p", more, class_="soft small") if left else "",
        class_="table short" if len(rows) <= _SHORT else "table",
    )


def _cells(columns: Sequence[Column], cells: Sequence[Cell]) -> list[Html]:
    """The cells of a row; the first names it."""
    made = []
    for place, (column, cell) in enumerate(zip(columns, cells, strict=True)):
        text = shown(cell) if column.is_number else _words(cell)
        if place:
            is_nothing = column.is_number and text in ("0", "-")
            made.append(tag("td", text, class_="number soft" if is_nothing else _class(column)))
        else:
            made.append(tag("th", text, class_=_class(column), scope="row"))
    return made


def _words(cell: Cell) -> Html:
    """A text, behind its branch of a tree, which must not turn around with it."""
    if isinstance(cell, Shown) and cell.branch:
        return join(tag("span", cell.branch, class_="branch"), words(cell.text))
    return words(shown(cell))


def _class(column: Column) -> str | None:
    return "number" if column.is_number else "text" if column.is_text else None


def _footer(known: Known, remarks: Sequence[str]) -> Html:
    return tag(
        "footer",
        *(tag("p", remark, class_="small", dir="auto") for remark in remarks),
        tag(
            "p",
            _(
                "Counted from the dossiers of this book as of {on}. This page names people: "
                "keep it as you keep the book."
            ).format(on=known.on),
            class_="soft small",
        ),
    )


@cache
def _style() -> str:
    return Path(__file__).with_name("report.css").read_text(encoding="utf-8")
