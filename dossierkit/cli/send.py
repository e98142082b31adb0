"""`dossier send`: drafts to the mail server, each at most once."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from dossierkit.cli.checked import real_today
from dossierkit.cli.opening import open_book
from dossierkit.cli.options import book_option, format_option, on_option
from dossierkit.cli.output import remark, say_json
from dossierkit.cli.send_options import Way, YesParam, say_yes, way_of
from dossierkit.text.translation import _

if TYPE_CHECKING:
    from dossierkit.book.book import Book
    from dossierkit.cli.send_evidence import Evidence
    from dossierkit.cli.send_report import Report
    from dossierkit.mail.sending.outcome import Line
    from dossierkit.mail.sending.plan import Ready, Wishes
    from dossierkit.mail.sending.run import Result

_MOST, _PAUSE = 50, 1
"""Letters of one run, and seconds between two, where the book says nothing."""


@click.command("send", short_help="Hand drafts to the mail server.")
@click.argument("names", nargs=-1, metavar="[DRAFT]...")
@click.option(
    "--yes", type=YesParam(), is_flag=False, flag_value="", metavar="[N]",
    help="Send without asking, if it is just N letters (one may go without a number).",
)  # fmt: skip
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most N letters now.")
@click.option("--resend", is_flag=True, help="The named ones too that may have gone out already.")
@click.option("--to-imap", "imap", is_flag=True, help="Into the Drafts of your mail account.")
@click.option("--mailto", is_flag=True, help="Print links that open them in a mail program.")
@click.option("--eml", metavar="DIR", help="As files for any mail program, into a folder.")
@click.option("--sent", is_flag=True, help="The named ones went out by hand: only write that down.")
@click.option("--dry-run", is_flag=True, help="Only show who would get what.")
@format_option("table", "json")
@on_option
@book_option
def command(names: tuple[str, ...], book_path: str | None, **given: Any) -> int:
    """Hand drafts to the mail server: all unsent ones of outbox/, or those that are named.

    First it shows who gets what; nothing goes without a yes that names the number of letters.
    Each letter goes to one person, once: rendering it again makes the same letter. Whoever opted
    out, has another address by now, or can't be read, is left out, and that is said.

    \b
    Examples:
      dossier send --dry-run
      dossier send
      dossier send --yes 12 --limit 100
      dossier send 2026-11-20-greeting-birthday-anna-schmidt --yes
      dossier send --mailto

    A letter that failed for a passing reason goes with the next 'send'; one that was refused only
    if it is named, one that may have arrived only with --resend. The server stands under
    'mail.smtp' in book.yaml, the password in DOSSIER_SMTP_PASSWORD or the system's keyring.
    """
    way = way_of(given)
    drafts_named, yes = _words(names, given["yes"])
    if (given["resend"] or given["sent"]) and not drafts_named:
        raise click.UsageError(_("name the drafts: --resend and --sent are never for all of them"))
    from dossierkit.mail.sending.plan import Wishes

    book = open_book(book_path)
    wishes = Wishes(bool(drafts_named), given["resend"] or given["sent"])
    today = given["on"] or real_today(book)
    is_json = given["output_format"] == "json"
    from dossierkit.cli.send_evidence import Evidence

    with Evidence(book) as evidence:
        run = Run(book, way, wishes, today, evidence, is_json)
        report = _planned(run, drafts_named, given["limit"])
        if not is_json:
            from dossierkit.cli.send_text import say_list

            say_list(report)
        if not report.letters or given["dry_run"] or not _may_go(run, report, yes):
            _remember(run, report)
            return _close(report, way, is_json)
        with _interrupts(report):
            _go(run, report)
    return _close(report, way, is_json)


class Run(NamedTuple):
    """What one call of the command goes by."""

    book: Book
    way: Way
    wishes: Wishes
    today: date
    evidence: Evidence
    is_json: bool


def _words(names: tuple[str, ...], yes: str | None) -> tuple[tuple[str, ...], int | bool]:
    """The drafts that are named, and the yes: a number, or whether it was said at all. The word
    after `--yes` may be a draft."""
    if yes is None or yes == "":
        return names, yes is not None
    return (names, int(yes)) if yes.isdecimal() else ((yes, *names), True)


def _planned(run: Run, names: Sequence[str], limit: int | None) -> Report:
    from dossierkit.cli.send_report import Report, sizes
    from dossierkit.mail.sending.drafts import NoDraft, find, read_all
    from dossierkit.mail.sending.plan import Planner

    book = run.book
    try:
        drafts, broken = read_all(find(book.root, names, Path.cwd()))
    except NoDraft as error:
        raise click.ClickException(str(error)) from error
    ready, held = Planner(book, run.today, run.wishes, run.evidence.again).plan(drafts)
    most = limit or book.policy.mail.limit or _MOST
    report = Report(run.today, bool(names), ready[:most], [*broken, *held], ready[most:])
    report.remarks += sizes(report.letters)
    return report


def _may_go(run: Run, report: Report, yes: int | bool) -> bool:
    """Whether the user has said yes to just these letters."""
    if run.way.is_harmless:
        return True
    report.refusal = say_yes(run.book.root, report, run.way, yes)
    return report.refusal is None


def _remember(run: Run, report: Report) -> None:
    from dossierkit.mail.sending.shown import remember, shown_of

    if report.letters and not run.way.is_harmless:
        remember(run.book.root, shown_of(report.letters))


def _go(run: Run, report: Report) -> None:
    book, way = run.book, run.way
    if way.is_harmless:
        from dossierkit.cli.send_by_hand import by_hand

        by_hand(book, report, way, run.is_json)
        return
    from dossierkit.cli.send_ledger import BookLedger
    from dossierkit.mail.sending.run import Stopped, send_all
    from dossierkit.mail.sending.shown import remember

    pause = book.policy.mail.pause
    waits = (_PAUSE if pause is None else pause) if way.name == "smtp" else 0
    ledger = BookLedger(book, run.today, run.wishes, run.evidence)
    line = _line(book, way, report.letters)
    try:
        for result in send_all(report.letters, line, ledger, lambda: time.sleep(waits)):
            _take(book, report, result, run.is_json)
    except Stopped as error:
        report.stopped = str(error)
    remember(book.root, None)


def _line(book: Book, way: Way, letters: Sequence[Ready]) -> Line:
    """The way the letters go; an expected failure where the book does not say it wholly."""
    from dossierkit.cli.send_line import line_of
    from dossierkit.mail.sending.outcome import NoLine

    try:
        return line_of(book, way, letters[0].draft.sender.address)
    except NoLine as error:
        raise click.ClickException(_("{error}\nnothing was sent").format(error=error)) from error


def _take(book: Book, report: Report, result: Result, is_json: bool) -> None:
    """Notes what became of a letter, says it, and puts its draft away."""
    from dossierkit.cli.send_text import say_result
    from dossierkit.mail.sending.drafts import put_away

    report.results.append(result)
    remarks = [*result.remarks]
    if result.is_good and (problem := put_away(book.root, result.ready.draft)):
        remarks.append(problem)
    if not is_json:
        say_result(result)
    for text in remarks:
        remark(text)


@contextmanager
def _interrupts(report: Report) -> Iterator[None]:
    """Ctrl-C ends the run between two letters; what has been done is still summed up."""
    try:
        yield
    except KeyboardInterrupt:
        report.is_interrupted = True


def _close(report: Report, way: Way, is_json: bool) -> int:
    from dossierkit.cli.send_text import data, say_end

    if is_json:
        say_json(data(report))
    else:
        sys.stdout.flush()
        say_end(report, way)
    if report.is_interrupted:
        raise KeyboardInterrupt
    return report.status()
