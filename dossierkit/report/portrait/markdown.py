"""A portrait as a Markdown page that prints well and can be pasted into a mail or a chat."""

from __future__ import annotations

from dossierkit.report.portrait.value import Part, Portrait, Row, Section, Table
from dossierkit.text.markdown import plain
from dossierkit.text.translation import _


def markdown(drawn: Portrait) -> str:
    """The text of the page, with a line feed at its end. Nothing in it from a dossier is markup."""
    lines = [f"# {plain(drawn.name, at_start=True)} ({drawn.id})"]
    if drawn.about:
        about = [plain(part, at_start=not number) for number, part in enumerate(drawn.about)]
        lines += ["", " · ".join(about)]
    for warning in drawn.warnings:
        lines[:0] = [f"**{plain(warning.text)}**", ""]
    for section in drawn.sections:
        lines += _section(section)
    return "\n".join(lines).rstrip() + "\n"


def _section(section: Section) -> list[str]:
    lines = ["", f"## {section.title}", ""]
    for item in section.items:
        if isinstance(item, Row):
            lines += _row(item)
        else:
            lines += _table(item)
    return lines


def _row(row: Row) -> list[str]:
    parts = [_part(part) for part in row.parts]
    if row.style == "flow" or len(parts) == 1:
        return [f"- **{row.label}:** {' · '.join(parts)}"]
    return [f"- **{row.label}:**", *(f"  - {part}" for part in _first(row.parts))]


def _first(parts: tuple[Part, ...]) -> list[str]:
    """Parts each of which begins a line."""
    return [plain(part.text, at_start=True) for part in parts]


def _part(part: Part) -> str:
    return plain(part.text)


def _table(table: Table) -> list[str]:
    about = [f"{plain(table.about)}", ""] if table.about else []
    titles = [_(column.title).capitalize() for column in table.columns]
    rules = ["--:" if column.right else "---" for column in table.columns]
    rows = [[plain(cell) for cell in row] for row in table.rows]
    return [*about, *(f"| {' | '.join(cells)} |" for cells in (titles, rules, *rows))]
