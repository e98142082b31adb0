"""`dossier history`: how a dossier, or one of its facts, came about."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dossierkit.book.find import NoBook, find_book
from dossierkit.cli.completing import FIELD, WHO
from dossierkit.cli.options import KindParam, book_option, format_option
from dossierkit.cli.output import remark, say_json
from dossierkit.cli.since import since_day, since_option
from dossierkit.text.translation import _

if TYPE_CHECKING:
    from dossierkit.cli.asked import Asked
    from dossierkit.history.past.life import Step


@click.command("history")
@click.argument("who", type=WHO)
@click.argument("field", type=FIELD, required=False)
@click.option("--kind", type=KindParam(), help="Look only among customers, companies …")
@since_option()
@format_option("text", "json")
@book_option
def command(
    who: str,
    field: str | None,
    kind: str | None,
    since: str | None,
    output_format: str,
    book_path: str | None,
) -> int:
    """Tell the life of WHO as facts: what changed, from what to what, who did it, when and why.

    \b
    Examples:
      dossier history anna
      dossier history anna terms.payment
      dossier history brightlite terms --since 2026-01-01
      dossier history anna stage --format json

    With FIELD, how this fact came about, or all those below it (terms, reach). A field that only a
    company has is that of a customer's company; company.terms.payment says so. The oldest change
    comes first; what is not committed yet comes last. Renames are followed, and somebody who was
    deleted can still be asked for by id. Dates are those of the book's time zone. Sensitive facts
    are told only with the person's consent.
    """
    from dossierkit.cli.history_text import say_history
    from dossierkit.cli.zone import zone_at
    from dossierkit.history.git import NoHistory

    try:
        root = find_book(Path.cwd(), book_path)
        zone = zone_at(root)
        today = datetime.now(zone).date()
        begin = since_day(since, today) if since else None
        asked, every = _life(root, who, kind, field or "")
    except (NoBook, NoHistory) as error:
        raise click.ClickException(str(error)) from error
    steps = _told(every, asked.field, begin)
    if asked.whose.kind == "customer":
        steps = _with_consent(root, asked, steps, today)
    if output_format == "json":
        from dossierkit.cli.history_data import history_data

        say_json(history_data(asked, steps))
    else:
        say_history(steps, zone, whole=not field)
    if not steps:
        what = (
            _("'{field}' of {id}").format(field=asked.field, id=asked.whose.id)
            if field
            else asked.whose.path
        )
        remark(
            _("nothing is known about {what}").format(what=what)
            + (_(" since {begin}").format(begin=begin) if begin else "")
        )
    now = every[-1].unreadable if every else None
    if now is not None:
        remark(_("can't be read now, so the last changes may be missing: {now}").format(now=now))
    return 1 if now is not None else 0


def _life(root: Path, who: str, kind: str | None, field: str) -> tuple[Asked, list[Step]]:
    """What is asked, and the life of that dossier. Where both are plain, the schema, which takes
    longer to load than that life to read, is not asked."""
    from dossierkit.cli.asked import plainly_asked
    from dossierkit.history.past.life import life

    plain = plainly_asked(root, who, kind, field)
    if plain is not None:
        steps = life(root, plain.whose.path, facts_only=bool(field))
        if not field or _told(steps, field, None):
            return plain, steps
    from dossierkit.cli.whose import find_field, find_whose

    whose = find_whose(root, who, kind)
    asked = find_field(root, whose, field)
    return asked, life(root, asked.whose.path, facts_only=bool(field))


def _with_consent(root: Path, asked: Asked, steps: list[Step], on: date) -> list[Step]:
    """Steps without the sensitive facts that the person, as their file says now, did not agree
    to."""
    from dossierkit.history.past.hidden import as_told
    from dossierkit.history.past.life import on_disk
    from dossierkit.schema.dossier import CUSTOMER, Dossier, read_dossier
    from dossierkit.text.source import decode

    whose = asked.whose
    source = decode(whose.path, on_disk(root / whose.path) or b"")
    now = read_dossier(CUSTOMER, whose.id, source, {})
    return as_told(steps, now.facts if isinstance(now, Dossier) else None, on)


def _told(steps: list[Step], field: str, begin: date | None) -> list[Step]:
    """Steps from a day on, those without a commit too; with a field, only what they say of it."""
    from dossierkit.history.past.life import is_below

    told = [
        step
        for step in steps
        if begin is None or step.commit is None or step.commit.when.date() >= begin
    ]
    if not field:
        return told
    told = [
        step._replace(facts=tuple(fact for fact in step.facts if is_below(fact.field, field)))
        for step in told
    ]
    return [step for step in told if step.facts or step.is_gone]
