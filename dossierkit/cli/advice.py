"""All the advice for one moment with a customer: before a call, at a visit, when quoting."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from dossierkit.book.book import Book
from dossierkit.cli.output import paint, remark, safe, say, say_indented, say_json
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.text.translation import _


def say_advice(
    book: Book,
    dossier: Dossier[Any],
    on: date,
    moment: str,
    language: str,
    output_format: str,
) -> None:
    """Prints the advice of the playbook for a moment, the best first; as text or JSON."""
    from dossierkit.method.advising.advice import advice

    if not isinstance(dossier.facts, Customer):
        raise click.UsageError(
            _("--moment is for a customer; {path} is none").format(path=dossier.path)
        )
    if output_format not in ("text", "json"):
        raise click.UsageError(_("--moment is written as text or as json"))
    found = advice(book, dossier, on, language=language, moment=moment)
    if output_format == "json":
        say_json([one._asdict() for one in found])
        return
    say(paint(safe(f"{dossier.facts.name} ({dossier.id})"), "bold") + f"  {moment}")
    for one in found:
        mark = "!" if one.is_taboo else "-"
        source = f" ({one.source})" if one.source else ""
        say_indented(f"{mark} {one.text}{source}", 2)
    if not found:
        remark(
            _("the playbook has no advice for {moment}; your own: dossiers/playbook.yaml").format(
                moment=moment
            )
        )
