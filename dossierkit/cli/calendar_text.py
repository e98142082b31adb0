"""What is coming for a person's eyes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dossierkit.book.book import Book
from dossierkit.cli.output import Column, paint, remark, say, table
from dossierkit.method.feasts.coming.countries import Unknown
from dossierkit.method.feasts.coming.item import Coming, Scope
from dossierkit.report.calendar_words import heading, names_of, together
from dossierkit.text.translation import N_, _
from dossierkit.text.weekdays import short_weekday

_COLUMNS = (
    Column("DAY"),
    Column(""),
    Column("TO"),
    Column("KIND"),
    Column("WHAT", shrinks=True),
    Column("WHO", shrinks=True),
)
_KINDS = {
    "greeting": N_("greet"),
    "care": N_("care"),
    "order-before": N_("order"),
    "closed": N_("closed"),
    "event": N_("event"),
    "certificate": N_("paper"),
    "feast": N_("feast"),
    "day-off": N_("day off"),
}
_COLOURS = {"greeting": "green", "order-before": "yellow", "day-off": "dim", "feast": "dim"}


def show_coming(book: Book, found: Sequence[Coming], on: date, until: date) -> None:
    """Prints a line for each thing that comes, by day."""
    if found:
        groups = together(found)
        titles, *lines = table(_COLUMNS, [_row(book, items) for items in groups])
        say(titles)
        for items, line in zip(groups, lines, strict=True):
            colour = _COLOURS.get(items[0].kind)
            say(paint(line, colour) if colour else line)
    if not book.customers and not book.unreadable:
        remark(_("no customers yet: put a file like anna-schmidt.md into dossiers/customers/"))
    elif not found:
        remark(
            _(
                "nothing is coming from {on} to {until}; look further ahead with --within 365d"
            ).format(on=on, until=until)
        )
    else:
        if any(item.estimated for item in found):
            remark(_("~ estimated: by the sighting of the moon, or not announced yet"))
        remark(
            _("{count} from {on} to {until}; to whom to write, and what: dossier due").format(
                count=len(together(found)), on=on, until=until
            )
        )


def _row(book: Book, items: tuple[Coming, ...]) -> list[str]:
    item = items[0]
    same_year = item.last.year == item.first.year
    last = f"{item.last:%m-%d}" if same_year else item.last.isoformat()
    return [
        f"{item.first} {short_weekday(item.first)}",
        "~" if item.estimated else "",
        last if item.last > item.first else "",
        _("neutral") if item.neutral else _(_KINDS[item.kind]),
        heading(item),
        _("ourselves") if item.kind == "closed" else names_of(book, items),
    ]


def say_unknown(book: Book, scope: Scope, unknown: Sequence[Unknown]) -> None:
    """Says of which countries no holidays are known, and who has no country at all."""
    for one in unknown:
        years = ", ".join(map(str, one.years))
        remark(
            _(
                "no public holidays of {country_name} are known for {years}: a day without "
                "one here may still be off; write those you know under 'holidays: {{extra: "
                "…}}' in dossiers/countries/{country}.md"
            ).format(country_name=book.country_name(one.country), years=years, country=one.country)
        )
    homeless = [
        dossier.id
        for dossier in scope.customers
        if not dossier.facts.consent.do_not_contact and not book.country_code(dossier.facts)
    ]
    if homeless:
        more = _(" and {count} more").format(count=len(homeless) - 3) if len(homeless) > 3 else ""
        listed = ", ".join(homeless[:3]) + more
        remark(
            _("no country is known of {listed}: their holidays are not here").format(listed=listed)
        )
