"""`dossier show`: the portrait of one dossier."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import click

from dossierkit.book.book import Book
from dossierkit.book.fields import dossiers_of
from dossierkit.book.files import FOLDERS
from dossierkit.book.playbook import playbook_findings
from dossierkit.cli.advice import say_advice
from dossierkit.cli.completing import WHO
from dossierkit.cli.moment import Moment, book_at
from dossierkit.cli.opening import find_any
from dossierkit.cli.options import (
    KindParam,
    at_option,
    book_option,
    format_option,
    lang_option,
    on_option,
)
from dossierkit.cli.output import remark, safe, say, say_json
from dossierkit.schema.company import Company
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.schema.playbook import MOMENTS
from dossierkit.text.translation import _, plural

if TYPE_CHECKING:
    from dossierkit.report.portrait.scene import Scene


@click.command("show")
@click.argument("who", type=WHO)
@click.option("--kind", type=KindParam(), help="Look only among customers, companies …")
@click.option("--moment", type=click.Choice(MOMENTS), help="Only the advice for this moment.")
@at_option
@on_option
@lang_option
@format_option("text", "md", "json", "html")
@book_option
def command(
    who: str,
    kind: str | None,
    moment: str | None,
    at: str | None,
    on: date | None,
    language: str,
    output_format: str,
    book_path: str | None,
) -> int:
    """Show all that matters about WHO on one screen: taboos first, the person, what is due and
    why, what to say, the company with its terms, the country, and the latest of the log.

    \b
    Examples:
      dossier show anna
      dossier show 王小明 --lang zh
      dossier show brightlite --format json
      dossier show anna --format html > anna.html
      dossier show anna --moment before-call
      dossier show de --kind country
      dossier show anna --at 2026-06-30

    WHO is an id, a unique beginning of one, or a name; customers are looked through first, then
    companies, countries and members.

    On a terminal, longer prose and the lines of the log are cut (…) to keep it on one screen: md
    and html have all of it. The page of html opens offline and prints well. The JSON has the
    header under its own field names (see 'dossier list --help' for what one can filter by), the
    log with the latest line first, and all that is known beside it: see docs/portrait.md.

    --moment gives all the advice of the playbook for a moment, the best first, as text or json.

    --at tells what the book said then: a date (which then counts as today), or a commit, tag or
    branch (whose last commit's day then does).
    """
    with book_at(book_path, at, on) as then:
        book = then.book
        kinds = dossiers_of(book)
        dossier = find_any(who, {kind: kinds[kind]} if kind else kinds, book)
        if moment:
            say_advice(book, dossier, then.day, moment, language, output_format)
        else:
            _say(dossier, _scene(dossier, then, language), output_format)
        return _say_findings(dossier, book, at)


def _scene(dossier: Dossier[Any], moment: Moment, language: str) -> Scene:
    """What the portrait is drawn from; git is asked only about those never contacted."""
    from dossierkit.cli.entry_days import entry_day_of
    from dossierkit.report.portrait.scene import Scene

    book, day = moment.book, moment.day
    entered = entry_day_of(book, dossier, day, moment.root, moment.rev)
    now = datetime.now(UTC) if day == date.today() else None
    return Scene(book, day, now, language, entered)


def _say(dossier: Dossier[Any], scene: Scene, output_format: str) -> None:
    if output_format == "json":
        from dossierkit.report.portrait.data import show_data

        say_json(show_data(dossier, scene))
        return
    from dossierkit.report.portrait.draw import portrait

    drawn = portrait(dossier, scene)
    if output_format == "html":
        from dossierkit.report.portrait.page import portrait_page

        say(portrait_page(drawn).rstrip("\n"))
    elif output_format == "md":
        from dossierkit.report.portrait.markdown import markdown

        say(safe(markdown(drawn), lines=True).rstrip("\n"))
    else:
        from dossierkit.cli.portrait_layout import lay_out

        for line in lay_out(drawn):
            say(line)


def _say_findings(dossier: Dossier[Any], book: Book, at: str | None) -> int:
    """Says what the portrait could not show; the exit status is 1 if a file can't be read."""
    named = _named(dossier, book)
    others = [dossiers_of(book)[kind].get(one) for kind, one in named.items()]
    shown = [dossier, *filter(None, others)]
    paths = {f"dossiers/{FOLDERS[kind]}/{one}.md" for kind, one in named.items()}
    hidden = [file for file in book.unreadable if file.path in paths]
    for finding in (finding for file in hidden for finding in file.findings):
        remark(_("can't be read: {finding}").format(finding=finding))
    for one in shown:
        if count := len(one.findings):
            how = f"dossier check --at {at}" if at else f"dossier check {one.path}"
            remark(
                plural("{count} finding: {how}", "{count} findings: {how}", count).format(
                    count=count, how=how
                )
            )
    for finding in playbook_findings(book):
        remark(_("left out of the advice: {finding}").format(finding=finding))
    return 1 if hidden else 0


def _named(dossier: Dossier[Any], book: Book) -> dict[str, str]:
    """The ids of the company and the country that a dossier names, by kind."""
    facts = dossier.facts
    code = facts.country if isinstance(facts, Company) else None
    company = None
    if isinstance(facts, Customer):
        code, company = book.country_code(facts), facts.company
    names = {"company": company, "country": code}
    return {kind: name for kind, name in names.items() if name}
