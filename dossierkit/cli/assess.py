"""`dossier assess`: how customer-oriented a member sells, asked, scored and kept."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from dossierkit.book.change import Wanted
from dossierkit.cli.assess_text import results_data, say_incomplete, show_results
from dossierkit.cli.checked import real_today
from dossierkit.cli.completing import MEMBER
from dossierkit.cli.indexed import open_for_few
from dossierkit.cli.opening import find_who
from dossierkit.cli.options import book_option, format_option, lang_option, on_option
from dossierkit.cli.output import remark, say_csv, say_json
from dossierkit.cli.saving import Draft, save, say_saved
from dossierkit.history.commit import Message
from dossierkit.method.assessment import (
    HIGHEST,
    LOWEST,
    STATEMENTS,
    results,
    scale,
    statements,
)
from dossierkit.schema.dossier import Dossier
from dossierkit.schema.member import Member
from dossierkit.text.nodes import Sequence as Listed
from dossierkit.text.nodes import plain
from dossierkit.text.translation import _

FIELD = "assessments"


@click.command("assess", short_help="Assess how customer-oriented a member is.")
@click.argument("member", type=MEMBER)
@click.option("--from", "file", metavar="FILE", help="Answers from a CSV file; - is stdin.")
@click.option("--show", is_flag=True, help="Only show the results so far.")
@click.option("--blank", is_flag=True, help="Print an empty sheet (CSV) to fill in.")
@lang_option
@on_option
@format_option("text", "json")
@book_option
def command(
    member: str,
    file: str | None,
    show: bool,
    blank: bool,
    language: str,
    on: date | None,
    output_format: str,
    book_path: str | None,
) -> int:
    """Ask MEMBER 24 statements about selling, score the answers and show how they develop.

    \b
    Examples:
      dossier assess lily
      dossier assess lily --lang zh
      dossier assess lily --blank > lily.csv
      dossier assess lily --from lily.csv
      dossier assess lily --show

    The answers go from 1 (true for none of my customers) to 9 (true for all of them). They are
    kept in the member's dossier, in one commit; the total, 24 to 216, the trend and the two
    weakest areas are computed of them. The scale is SOCO (Saxe and Weitz 1982).

    The file has the columns statement and answer (others are left alone), or just 24 numbers.
    """
    if [file is not None, show, blank].count(True) > 1:
        raise click.UsageError(_("--from, --show and --blank don't go together"))
    book = open_for_few(book_path)
    dossier: Dossier[Member] = find_who(member, book.members, book)
    if blank:
        rows = [[str(one.number), "", one.text] for one in statements(language)]
        say_csv(["statement", "answer", "text"], rows)
        return 0
    today = real_today(book)
    day = on or today
    if not show:
        _require_free(dossier, day, today)
        answers = _from_file(file) if file is not None else _asked(language)
        draft = Draft(dossier, "member", lambda present: _wanted(present, day, answers))
        message = Message("assess", dossier.id, FIELD, "", (dossier.id,))
        say_saved(save(book, [draft], message)._replace(facts=()))
        dossier = open_for_few(book_path).members[dossier.id]
    found = results(dossier, day)
    if output_format == "json":
        say_json(results_data(dossier, found, language))
    else:
        show_results(dossier, found, language)
    say_incomplete(dossier, found.incomplete)
    return 1 if show and found.incomplete else 0


def _require_free(dossier: Dossier[Member], day: date, today: date) -> None:
    """An expected failure, before anything is asked, for a day that can't have an assessment."""
    if day > today:
        raise click.ClickException(_("{day} has not come yet; nothing was asked").format(day=day))
    if any(one.date == day for one in dossier.facts.assessments):
        raise click.ClickException(
            _(
                "{id} has an assessment of {day} already, in {path}:{line}; take that out "
                "first, or come back another day"
            ).format(id=dossier.id, day=day, path=dossier.path, line=dossier.line(FIELD))
        )


def _asked(language: str) -> list[int]:
    if not sys.stdin.isatty():
        raise click.ClickException(
            _(
                "nobody is here to answer; give the answers in a file: --from FILE.csv (--blank "
                "prints an empty sheet)"
            )
        )
    from dossierkit.cli.assess_asking import ask

    try:
        return ask(statements(language), scale(language), language)
    except click.Abort:
        remark(_("\nnothing was written"))
        raise


def _from_file(name: str) -> list[int]:
    """The answers in a file; an expected failure that names what is wrong in it, and where."""
    from dossierkit.schema.answers import read_answers
    from dossierkit.text.source import decode

    path = "stdin" if name == "-" else name
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise click.ClickException(f"{name}: {error.strerror}") from error
    source = decode(path, data)
    answers = read_answers(source, STATEMENTS, LOWEST, HIGHEST)
    errors = [finding for finding in sorted(source.findings) if finding.is_error]
    if errors:
        listed = "\n".join(f"{one}\n    {one.hint}" if one.hint else f"{one}" for one in errors)
        raise click.ClickException(_("nothing was written\n{listed}").format(listed=listed))
    return answers


def _wanted(present: Dossier[Any], day: date, answers: Sequence[int]) -> Wanted:
    """One more item of the list, as the file stands when it is written."""
    node = present.header.get(FIELD)
    before = plain(node) if node is not None else None
    items: Any = before if isinstance(node, Listed) else [before] if before else []
    new = {"date": day.isoformat(), "answers": [str(answer) for answer in answers]}
    return Wanted({(FIELD,): [*items, new]})
