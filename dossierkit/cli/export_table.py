"""`dossier export csv` and `xlsx`: dossiers as rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from dossierkit.cli.export_chosen import Chosen, Wish, choose, say_rest
from dossierkit.cli.export_file import new_file, write_parts
from dossierkit.cli.options import WITH_LOG
from dossierkit.cli.output import remark
from dossierkit.exchange.tables.csv_file import csv_parts
from dossierkit.exchange.tables.own import rows_of
from dossierkit.exchange.tables.titles import titles_of
from dossierkit.schema.dossier import Dossier
from dossierkit.text.translation import _

if TYPE_CHECKING:
    from dossierkit.exchange.tables.workbook import Sheet
    from dossierkit.method.followups import FollowUp

_NAMES = {
    "customer": "Customers",
    "company": "Companies",
    "country": "Countries",
    "member": "Team",
}
_AHEAD = 30
"""Follow-ups of so many days are in a workbook."""


def export_csv(wish: Wish, language: str, *, raw: bool) -> int:
    """Prints or writes dossiers as CSV; gives the exit status."""
    found = choose(wish)
    rows = rows_of(found.book, wish.kind, found.dossiers, wish.on)
    titles = titles_of(rows.columns, language)
    write_parts(wish.target, found.book.root, csv_parts(rows, titles, raw=raw))
    return say_rest(wish, found)


def export_xlsx(wish: Wish, language: str) -> int:
    """Writes dossiers as a workbook; gives the exit status."""
    if wish.target is None:
        raise click.UsageError(_("an Excel file can't be printed: name one with --to"))
    try:
        from dossierkit.exchange.tables.workbook import write_workbook
    except ModuleNotFoundError as error:
        if error.name != "openpyxl":
            raise
        raise click.ClickException(
            _("Excel needs libraries that are not installed: pip install 'dossierkit[excel]'")
        ) from None
    found = choose(wish)
    sheets = [*_sheets(wish, found, language)]
    with new_file(wish.target, found.book.root) as stream:
        write_workbook(stream, sheets, remark)
    return say_rest(wish, found)


def _sheets(wish: Wish, found: Chosen, language: str) -> Iterator[Sheet]:
    """The dossiers; of customers, their companies, logs and follow-ups as well."""
    from dossierkit.exchange.tables.sheets import dossier_sheet, due_sheet, log_sheet

    def sheet(kind: str, dossiers: list[Dossier[Any]]) -> Sheet:
        rows = rows_of(found.book, kind, dossiers, wish.on)
        return dossier_sheet(_NAMES[kind], rows, titles_of(rows.columns, language))

    yield sheet(wish.kind, found.dossiers)
    companies = _companies(wish, found)
    if wish.kind == "customer":
        yield sheet("company", companies)
    if wish.kind in WITH_LOG:
        people = found.dossiers if wish.kind == "customer" else []
        yield log_sheet("Log", [*people, *companies])
    if wish.kind == "customer":
        names = {one.id: one.facts.name for one in found.book.companies.values()}
        yield due_sheet("Follow-ups", _entries(wish, found), names)


def _companies(wish: Wish, found: Chosen) -> list[Dossier[Any]]:
    """The companies themselves, or those of the customers; all of them, if all customers are."""
    if wish.kind == "company":
        return found.dossiers
    if wish.is_of_all:
        return list(found.book.companies.values())
    employers = (found.book.company_of(one.facts) for one in found.dossiers)
    return sorted({one.id: one for one in employers if one}.values(), key=lambda one: one.id)


def _entries(wish: Wish, found: Chosen) -> list[FollowUp]:
    from dossierkit.cli.entry_days import entry_days
    from dossierkit.method.followups import due

    entered = entry_days(found.book, wish.on)
    ids = {one.id for one in found.dossiers}
    every = due(found.book, wish.on, within=_AHEAD, entered=entered).entries
    return [entry for entry in every if entry.id in ids]
