"""A portrait as one HTML page: opens offline, prints on one sheet or two, reads well on a phone."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from dossierkit.report.markup import Html, between, join, page, spoken_tag, tag, words
from dossierkit.report.portrait.value import Part, Portrait, Row, Section, Table
from dossierkit.text.translation import _

_DAY = re.compile(r"(\b\d{4}-\d\d(?:-\d\d)?\b)")
"""A date, which stays in one piece."""
_DOT = Html("&nbsp;· ")


def portrait_page(drawn: Portrait) -> str:
    """The whole document. Text from a dossier stands in it as text, whatever it says."""
    about = between(_DOT, map(words, drawn.about))
    body = join(
        tag(
            "header",
            *(_warning(warned.text, warned.is_grave) for warned in drawn.warnings),
            tag("h1", words(drawn.name), " ", tag("span", drawn.id, class_="soft id")),
            tag("p", about, class_="soft"),
        ),
        *map(_section, drawn.sections),
        tag("footer", drawn.path, class_="soft small"),
    )
    return page(drawn.name, body, spoken_tag(), _style())


def _warning(text: str, is_grave: bool) -> Html:
    return tag("p", text, class_="stop" if is_grave else "stop mild", role="alert")


def _section(section: Section) -> Html:
    """A heading, the rows as a list of terms, and the tables below it."""
    rows = [_row(item) for item in section.items if isinstance(item, Row)]
    tables = [_table(item) for item in section.items if isinstance(item, Table)]
    facts = [tag("dl", *rows)] if rows else []
    return tag("section", tag("h2", section.title), *facts, *tables)


def _row(row: Row) -> Html:
    parts = [_part(part) for part in row.parts]
    if row.style == "list" and len(parts) > 1:
        said = tag("ul", *(tag("li", part) for part in parts))
    else:
        said = between(tag("br") if row.style == "lines" else _DOT, parts)
    kind = "first" if row.is_grave else None
    return tag("div", tag("dt", row.label), tag("dd", said, lang=row.language), class_=kind)


def _part(part: Part) -> Html:
    if part.address is not None:
        return tag("a", words(part.text), href=part.address)
    pieces = _DAY.split(part.text)
    days = (tag("time", piece) if number % 2 else piece for number, piece in enumerate(pieces))
    return tag("bdi", *days)


def _table(table: Table) -> Html:
    head = tag("thead", tag("tr", *(_title(_(column.title)) for column in table.columns)))
    rows = [
        tag(
            "tr",
            *(
                tag("td", words(cell), class_="number" if column.right else _kind(column.shrinks))
                for column, cell in zip(table.columns, row, strict=True)
            ),
        )
        for row in table.rows
    ]
    caption = [tag("caption", table.about)] if table.about else []
    whole = tag("table", *caption, head, tag("tbody", *rows))
    return tag("div", whole, class_="scroll", tabindex="0")


def _title(title: str) -> Html:
    return tag("th", title.capitalize(), scope="col")


def _kind(shrinks: bool) -> str | None:
    return "text" if shrinks else None


@cache
def _style() -> str:
    return Path(__file__).with_name("portrait.css").read_text(encoding="utf-8")
