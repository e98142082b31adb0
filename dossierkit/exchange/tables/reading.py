"""Readers of tables: CSV and Excel, from anywhere, as people and companies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, islice

from dossierkit.exchange.arrival import (
    MOST_ARRIVALS,
    MOST_BYTES,
    Arrival,
    Arrived,
    CannotRead,
    Options,
)
from dossierkit.exchange.characters import decode_file
from dossierkit.exchange.tables.columns import Meaning, format_of, is_own_table, meanings
from dossierkit.exchange.tables.csv_rows import csv_table
from dossierkit.exchange.tables.excel_rows import excel_table
from dossierkit.exchange.tables.json_lines import read_jsonl as read_jsonl
from dossierkit.exchange.tables.mapping_file import NO_MAP, ColumnMap, not_there, read_mapping
from dossierkit.exchange.tables.people import Layout, arrival_of
from dossierkit.exchange.tables.table import MOST_ABOVE, Row, Table
from dossierkit.text.finding import WARNING, Finding
from dossierkit.text.letters import letters_of
from dossierkit.text.source import MAX_FINDINGS
from dossierkit.text.translation import _

_WHO = (("name",), ("given",), ("family",))


def read_csv(data: bytes, name: str, options: Options) -> Arrived:
    """The people of a CSV file. Raises CannotRead."""
    _refuse_large(data, name)
    decoded = decode_file(data, name, options.encoding)
    findings = list(decoded.findings)
    known = _mapping(options)
    if _is_broken(known):
        return Arrived((), known.findings)
    return _arrived(csv_table(decoded.text, name, findings), findings, known, options)


def read_xlsx(data: bytes, name: str, options: Options) -> Arrived:
    """The people of a sheet of an Excel file. Raises CannotRead."""
    _refuse_large(data, name)
    known = _mapping(options)
    if _is_broken(known):
        return Arrived((), known.findings)
    table = excel_table(data, name, options.sheet or known.said.sheet or "")
    return _arrived(table, [], known, options)


def _refuse_large(data: bytes, name: str) -> None:
    if len(data) > MOST_BYTES:
        said = _("{name}: the file is larger than {size} MiB; split it")
        raise CannotRead(said.format(name=name, size=MOST_BYTES // 1024 // 1024))


def _mapping(options: Options) -> ColumnMap:
    if options.mapping is None:
        return NO_MAP
    return read_mapping(options.mapping, options.mapping_name, options.custom)


def _is_broken(known: ColumnMap) -> bool:
    return any(finding.is_error for finding in known.findings)


def _arrived(table: Table, findings: list[Finding], known: ColumnMap, options: Options) -> Arrived:
    """What the rows of a table say, below the one that names its columns."""
    head, rows = _head(table, known, options)
    titles = _titles(head)
    missing = not_there(known, titles)
    if missing:
        return Arrived((), tuple(missing))
    layout = _layout(titles, known, options)
    _refuse_strangers(table, titles, layout.columns)
    arrivals: list[Arrival] = []
    for row in rows:
        if row.cells == head.cells:
            continue
        found = arrival_of(table, row, layout)
        if isinstance(found, Finding):
            findings.append(found)
        elif found is not None:
            arrivals.append(found)
        if len(arrivals) > MOST_ARRIVALS:
            said = _("{name}: more than {count:,} rows; split the file")
            raise CannotRead(said.format(name=table.name, count=MOST_ARRIVALS))
    findings += known.findings
    findings += _unknown(table, head, layout)
    return _within_reason(Arrived(tuple(arrivals), tuple(sorted(findings))), table.name)


def _layout(titles: Sequence[str], known: ColumnMap, options: Options) -> Layout:
    form = format_of([] if is_own_table(titles) else titles)
    columns = [
        known.columns.get(letters_of(meaning.title)) or meaning
        for meaning in meanings(titles, form, options.custom)
    ]
    return Layout(
        columns=columns,
        form=form,
        order=options.dates or known.said.dates or "",
        constants=known.constants,
        company_constants=known.company_constants,
        leaves_out=options.leaves_out or known.said.unknown == "leave-out",
    )


def _head(table: Table, known: ColumnMap, options: Options) -> tuple[Row, Iterator[Row]]:
    """The row that names the columns, and those below it: mostly the first, but a title may stand
    above it. Raises CannotRead for an empty table."""
    first = list(islice(table.rows, MOST_ABOVE))
    if not first:
        raise CannotRead(_("{name}: there is nothing in it").format(name=table.name))
    scores = [_known_titles(row, known, options) for row in first]
    best = next((n for n, score in enumerate(scores) if score > 1), None)
    place = scores.index(max(scores)) if best is None else best
    return first[place], chain(first[place + 1 :], table.rows)


def _known_titles(row: Row, known: ColumnMap, options: Options) -> int:
    titles = [cell.strip() for cell in row.cells]
    meant = meanings(titles, format_of(titles), options.custom)
    return sum(
        bool(one.title) and (one.is_known or letters_of(one.title) in known.columns)
        for one in meant
    )


def _titles(head: Row) -> list[str]:
    """The titles; columns without one are called by their number."""
    said = _("column {number}")
    return [
        " ".join(cell.split()) or said.format(number=number)
        for number, cell in enumerate(head.cells, 1)
    ]


def _refuse_strangers(table: Table, titles: Sequence[str], columns: Sequence[Meaning]) -> None:
    """Raises CannotRead for a table of which no column says who it is about."""
    if any(_says_who(one) for one in columns):
        return
    listed = ", ".join(f"'{title}'" for title in titles[:20])
    said = _(
        "{name}: none of its columns is known to hold a name or a company ({titles}); say what "
        "they mean in a mapping file, with --map (docs/import-tables.md)"
    )
    raise CannotRead(said.format(name=table.name, titles=listed))


def _says_who(meaning: Meaning) -> bool:
    if meaning.is_of_company:
        return meaning.path == ("name",)
    return meaning.path in (*_WHO, ("company",))


def _unknown(table: Table, head: Row, layout: Layout) -> Iterator[Finding]:
    """A warning for each column that nobody knows."""
    places = head.places(table.delimiter)
    for number, meaning in enumerate(layout.columns):
        if meaning.is_known or not (number < len(head.cells) and head.cells[number].strip()):
            continue
        where = places[number]
        said = (
            _("the column '{title}' is not known: it is left out")
            if layout.leaves_out
            else _("the column '{title}' is not known: its cells go into the notes")
        )
        hint = _("say what it means in a mapping file (--map): columns: {{'{title}': FIELD}}")
        yield Finding(
            table.name,
            *where,
            WARNING,
            "unknown-column",
            said.format(title=meaning.title),
            hint.format(title=meaning.title),
        )


def _within_reason(arrived: Arrived, name: str) -> Arrived:
    """The same with at most 500 findings, and a word on how many more there are."""
    room = max(MAX_FINDINGS - len(arrived.findings), 0)
    left, arrivals = 0, list[Arrival]()
    for one in arrived.arrivals:
        left += max(len(one.findings) - room, 0)
        arrivals.append(one._replace(findings=one.findings[:room]))
        room -= len(arrivals[-1].findings)
    if not left and len(arrived.findings) <= MAX_FINDINGS:
        return arrived
    left += max(len(arrived.findings) - MAX_FINDINGS, 0)
    message = _("and {count:,} more findings").format(count=left)
    last = Finding(name, 1, 1, WARNING, "too-many-findings", message, _("mend those first"))
    return Arrived(tuple(arrivals), (*arrived.findings[:MAX_FINDINGS], last))
