"""Answers to a questionnaire, from a file: a table with a column for each, or a list of numbers."""

from __future__ import annotations

import re

from dossierkit.schema.table import Column, records, report_row
from dossierkit.schema.types import Refused, between
from dossierkit.text.source import Source
from dossierkit.text.translation import _


def read_answers(source: Source, count: int, low: int, high: int) -> list[int]:
    """So many answers from `low` to `high`, in the order of the statements.

    The file is a CSV with the columns `statement` (its number, in any order) and `answer`, others
    being left alone; or just the answers, divided by commas, semicolons, blanks or line breaks.
    What is wrong stands in the source's findings: `columns`, `number`, `missing-field`,
    `duplicate-key`.
    """
    if source.is_broken:
        return []
    first = source.text.lstrip().partition("\n")[0]
    is_table = re.search(r"[^\W\d_]", first) is not None
    return _table(source, count, low, high) if is_table else _list(source, count, low, high)


def _table(source: Source, count: int, low: int, high: int) -> list[int]:
    columns = (
        Column("statement", between(1, count).parse, "its number"),
        Column("answer", between(low, high).parse, _("{low} to {high}").format(low=low, high=high)),
    )
    found: dict[int, int] = {}
    lines = 0
    for line, (number, answer) in records(source, columns, "number"):
        lines = line
        if number in found:
            message = _("statement {number} is answered twice").format(number=number)
            report_row(source, line, 1, "duplicate-key", message, _("keep one of the two"))
        found.setdefault(number, answer)
    missing = [number for number in range(1, count + 1) if number not in found]
    if missing and not source.findings:
        listed = ", ".join(map(str, missing))
        message = _("no answer to statement {listed}: all {count} are needed").format(
            listed=listed, count=count
        )
        report_row(
            source, lines + 1, 1, "missing-field", message, _("answer it in a row of its own")
        )
    return [found[number] for number in range(1, count + 1) if number in found]


def _list(source: Source, count: int, low: int, high: int) -> list[int]:
    answer, found = between(low, high), []
    for match in re.finditer(r"[^\s,;]+", source.text):
        try:
            found.append(answer.parse(match.group()))
        except Refused as refused:
            source.report(match.start(), refused.code, refused.message, refused.hint)
    if len(found) != count and not source.findings:
        message = _("{count} answers where {count_2} are needed").format(
            count=len(found), count_2=count
        )
        hint = _("write them all, in the order of the statements")
        source.report(len(source.text.rstrip()), "missing-field", message, hint)
    return found
