"""`dossier import`: people from elsewhere, after a look at what would change."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import PurePath
from typing import Any

import click

from dossierkit.book.book import Book
from dossierkit.book.change import Refusal
from dossierkit.book.keys import mailbox
from dossierkit.cli.checked import real_today
from dossierkit.cli.import_data import plan_data
from dossierkit.cli.import_files import (
    STDIN,
    Incoming,
    arrivals_of,
    findings_of,
    place_of,
    read_files,
    read_mapping,
    require_unchanged,
)
from dossierkit.cli.import_text import say_plan
from dossierkit.cli.newcomer import writer
from dossierkit.cli.opening import find_who, open_book, require_owner
from dossierkit.cli.options import book_option, format_option, on_option
from dossierkit.cli.output import remark, say_json
from dossierkit.exchange.arrival import Options
from dossierkit.exchange.days import ORDERS
from dossierkit.exchange.plan.entry import Plan, Write
from dossierkit.exchange.plan.planning import plan_import
from dossierkit.exchange.plan.spreading import PER_DAY
from dossierkit.exchange.plan.told import NEW, Wishes
from dossierkit.exchange.readers import KINDS, SIGNATURES
from dossierkit.history.commit import FileEdit, Message, WriteRefused, Written, write
from dossierkit.text.finding import Finding
from dossierkit.text.translation import _, plural

_MOST_DOSSIERS = 15_000
"""Of one commit: git is told their paths in one command line."""


@click.command("import", short_help="Take people over from a file.")
@click.argument("names", metavar="FILE...", nargs=-1, required=True)
@click.option("--as", "kind", type=click.Choice(KINDS), help="What kind of file it is.")
@click.option("--signatures", is_flag=True, help="Mails: take people from their signatures.")
@click.option("--map", "mapping", metavar="FILE", help="What the columns of a table mean.")
@click.option("--sheet", default="", metavar="NAME", help="The sheet of an Excel file.")
@click.option(
    "--unknown",
    type=click.Choice(("note", "leave-out")),
    default="note",
    show_default=True,
    help="Columns that nobody knows: into the notes, or left out.",
)
@click.option("--dates", type=click.Choice(ORDERS), help="How to read dates such as 03/04/2026.")
@click.option("--encoding", default="", metavar="NAME", help="What the file is written in.")
@click.option("--owner", metavar="MEMBER", help="Whose the new customers are (default: yours).")
@click.option(
    "--spread",
    "per_day",
    type=click.IntRange(1, 1000),
    default=PER_DAY,
    show_default=True,
    metavar="N",
    help="First contacts a day.",
)
@click.option("--take", type=click.Choice(("theirs",)), help="Where both differ, take the file's.")
@click.option("--match", "matches", multiple=True, metavar="PLACE=WHO", help="Who somebody is.")
@click.option("--only", multiple=True, metavar="PLACE", help="Only who stands there.")
@click.option("--dry-run", is_flag=True, help="Only show what would change.")
@click.option("--yes", is_flag=True, help="Write it without asking.")
@click.option("--why", default="", metavar="TEXT", help="The reason, for the history.")
@on_option
@format_option("table", "json")
@book_option
def command(names: tuple[str, ...], book_path: str | None, **given: Any) -> int:
    """Take people and companies over from FILE, or from standard input (-).

    vCards of any phone or mail program, CSV, Excel, JSON Lines, the connections of LinkedIn, and
    mails (--signatures) are told apart by their content. First you see who would be added, updated
    or left as they are, and why; nothing is written until you say yes, and then all of it in one
    commit. The same file once more changes nothing.

    \b
    Examples:
      dossier import contacts.vcf
      dossier import customers.xlsx --map mapping.yaml --dates dmy
      dossier import --signatures inbox.mbox --only inbox.mbox:1204 --yes
      dossier import contacts.vcf --match 30=anna-schmidt --match 52=new

    A field that is filled stays as it is; what the file says instead is shown, and taken only with
    --take theirs. Who was erased is refused, who asked not to be contacted stays so. New customers
    are yours, and get their first contact on one of the coming working days, some each day.
    """
    if given["dry_run"] and given["yes"]:
        raise click.UsageError(_("--dry-run writes nothing and --yes writes; choose one"))
    if given["signatures"] and given["kind"] not in (None, SIGNATURES):
        raise click.UsageError(_("--signatures reads mails; leave --as out"))
    book = open_book(book_path)
    require_owner(book, given["owner"])
    on = given["on"] or real_today(book)
    kind = SIGNATURES if given["signatures"] else given["kind"]
    files = read_files(names, kind, _options(book, on, given))
    arrivals = arrivals_of(files, given["only"])
    plan = plan_import(book, arrivals, _wishes(book, files, on, given))
    findings = sorted([*findings_of(files), *(f for e in plan.entries for f in e.findings)])
    is_json = given["output_format"] == "json"
    if not is_json:
        say_plan(files, plan, findings)
    written = None
    if len(plan.writes) > _MOST_DOSSIERS:
        said = _("{count:,} dossiers are too many for one commit, which takes {most:,}; split it")
        raise click.ClickException(said.format(count=len(plan.writes), most=_MOST_DOSSIERS))
    if plan.writes and not given["dry_run"] and _is_wanted(files, plan, given["yes"]):
        require_unchanged(files)
        written = _write(book, files, plan, given["why"])
    if is_json:
        say_json(plan_data(files, plan, findings, written))
    if plan.count("add") and not (given["owner"] or writer(book)):
        remark(_("no member has the mail address of your git: say whose they are, with --owner"))
    _close(plan, written, given["dry_run"])
    return _status(plan, findings)


def _options(book: Book, on: date, given: dict[str, Any]) -> Options:
    ours = (member.facts.email for member in book.members.values())
    return Options(
        on=on,
        dates=given["dates"] or "",
        encoding=given["encoding"],
        mapping=read_mapping(given["mapping"]),
        mapping_name=given["mapping"] or "",
        sheet=given["sheet"],
        leaves_out=given["unknown"] == "leave-out",
        custom=book.policy.fields,
        ours=frozenset(mailbox(address) for address in ours if address),
    )


def _wishes(book: Book, files: Sequence[Incoming], on: date, given: dict[str, Any]) -> Wishes:
    return Wishes(
        on=on,
        owner=given["owner"] or writer(book),
        takes_theirs=given["take"] == "theirs",
        per_day=given["per_day"],
        matches=dict(_match(book, files, text) for text in given["matches"]),
        kinds={file.name: file.kind for file in files},
    )


def _match(book: Book, files: Sequence[Incoming], text: str) -> tuple[str, str]:
    """The place and the id that a `PLACE=WHO` means; WHO may be `new`."""
    place, equals, who = text.rpartition("=")
    if not equals:
        said = _("'{text}' is no match; write it as PLACE=WHO, or PLACE=new")
        raise click.UsageError(said.format(text=text))
    place = place_of(files, place.strip())
    return place, NEW if who == NEW else find_who(who.strip(), book.customers, book).id


def _is_wanted(files: Sequence[Incoming], plan: Plan, yes: bool) -> bool:
    """Whether the user says yes, beforehand or now."""
    if yes or any(file.name == STDIN for file in files) or not sys.stdin.isatty():
        return yes
    count = len(plan.writes)
    question = plural("write {count} dossier?", "write {count} dossiers?", count)
    return click.confirm(question.format(count=count), default=False, err=True)


def _write(book: Book, files: Sequence[Incoming], plan: Plan, why: str) -> Written:
    """All of it in one commit, or nothing with an expected failure that says why."""
    names = " ".join(PurePath(file.name).name for file in files)
    new = sum(one.before is None for one in plan.writes)
    summary = f"{new} new, {len(plan.writes) - new} changed"
    ids = tuple(dict.fromkeys(one.id for one in plan.writes))
    edits = [FileEdit(one.path, _edit(one)) for one in plan.writes]
    try:
        return write(book.root, book.policy, edits, Message("import", names, summary, why, ids))
    except (WriteRefused, Refusal) as error:
        raise click.ClickException(str(error)) from error


def _edit(one: Write) -> Callable[[bytes | None], bytes]:
    def edit(before: bytes | None) -> bytes:
        if before != one.before:
            said = _("{path} has changed since the preview; nothing was written: import again")
            raise Refusal(said.format(path=one.path))
        return one.after

    return edit


def _close(plan: Plan, written: Written | None, dry_run: bool) -> None:
    """Says what came of it, and how it can be taken back."""
    count = len(plan.writes)
    if not count:
        remark(_("nothing is new; nothing was written"))
    elif written is None:
        said = plural(
            "{count} dossier would be written, none was",
            "{count} dossiers would be written, none was",
            count,
        )
        remark(said.format(count=count) + ("" if dry_run else _("; to write them: --yes")))
    else:
        said = plural("{count} dossier written", "{count} dossiers written", count)
        remark(said.format(count=count))
        for text in written.remarks:
            remark(text)
        if written.commit:
            said = _("to take all of it back: git revert {commit}")
            remark(said.format(commit=written.commit[:10]))


def _status(plan: Plan, findings: Sequence[Finding]) -> int:
    """1 if somebody was left out, or something could not be read."""
    is_open = plan.count("ambiguous") + plan.count("refused") > 0
    return 1 if is_open or any(finding.is_error for finding in findings) else 0
