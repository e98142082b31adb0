"""The pool for a person's eyes, and as data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dossierkit.book.book import Book
from dossierkit.cli.findings import finding_data
from dossierkit.cli.output import Column, remark, say, say_indented, table
from dossierkit.method.pool import Place, Pool, warning_of
from dossierkit.text.finding import Finding
from dossierkit.text.translation import _


def pool_data(book: Book, found: Pool, unreadable: Sequence[Finding]) -> dict[str, Any]:
    """The pool, as `pool --format json` prints it."""
    return {
        "on": found.on.isoformat(),
        "pool": [_data(book, one) for one in found.inside],
        "soon": [_data(book, one) for one in found.soon],
        "opted_out": found.opted_out,
        "unreadable": [finding_data(finding) for finding in unreadable],
    }


def _data(book: Book, one: Place) -> dict[str, Any]:
    facts = one.dossier.facts
    return {
        "id": one.dossier.id,
        "name": facts.name,
        "company": facts.company,
        "country": book.country_code(facts),
        "owner": facts.owner,
        "since": one.since.isoformat() if one.since else None,
        "cause": one.cause,
        "text": one.text,
        "path": one.dossier.path,
        "line": one.line,
    }


def show_pool(book: Book, found: Pool) -> None:
    """Prints who is in the pool, then who will be soon."""
    if found.inside:
        _show(book, _("IN SINCE"), found.inside)
    if found.soon:
        if found.inside:
            say()
        _show(book, _("FALLS IN"), found.soon)
    _say_summary(book, found)


def _show(book: Book, title: str, places: Sequence[Place]) -> None:
    columns = (
        Column(title),
        Column("WHO", shrinks=True),
        Column("COMPANY", shrinks=True),
        Column("IN"),
        Column("OWNER"),
    )
    heading, *lines = table(columns, [_row(book, one) for one in places])
    say(heading)
    for one, line in zip(places, lines, strict=True):
        say(line)
        say_indented(one.text, 12)


def _row(book: Book, one: Place) -> list[str]:
    facts = one.dossier.facts
    company = book.company_of(facts)
    return [
        str(one.since or "-"),
        one.dossier.id,
        company.facts.name if company else (facts.company or "-"),
        book.country_code(facts) or "-",
        facts.owner or "-",
    ]


def _say_summary(book: Book, found: Pool) -> None:
    figures = book.policy.pool
    silent = [
        name
        for name, value in (("customers", figures.customers), ("inquiries", figures.inquiries))
        if value is None
    ]
    if silent:
        example = ", ".join(f"{name}: {_EXAMPLES[name]}" for name in silent)
        remark(
            _(
                "book.yaml gives no time for {silent}: those with an owner stay theirs for "
                "good; to change it: pool: {{{example}}}"
            ).format(silent=_(" and ").join(silent), example=example)
        )
    if found.opted_out:
        remark(
            _("{opted_out} who asked not to be contacted: nobody's to take, not listed").format(
                opted_out=found.opted_out
            )
        )
    if found.inside:
        remark(
            _("{count} in the pool on {on}; to take one: dossier take WHO").format(
                count=len(found.inside), on=found.on
            )
        )
    else:
        remark(_("nobody is in the pool on {on}").format(on=found.on))
    if found.soon:
        remark(
            _(
                "{count} within {warning_of}: a touch keeps an inquiry, an order keeps a customer"
            ).format(count=len(found.soon), warning_of=warning_of(book))
        )


_EXAMPLES = {"customers": "12m", "inquiries": "90d"}
