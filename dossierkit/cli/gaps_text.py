"""What is missing, for a person's eyes: of one dossier, and of the whole book."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dossierkit.book.book import Book
from dossierkit.cli.findings import number_of
from dossierkit.cli.gaps_data import fill_command, first_gap, words_of
from dossierkit.cli.output import (
    Column,
    columns_of_terminal,
    paint,
    remark,
    safe,
    say,
    say_indented,
    table,
    wrapped,
)
from dossierkit.method.knowing.completeness import Completeness, Gap, Knowledge
from dossierkit.method.knowing.completeness_of_book import BookCompleteness, Row
from dossierkit.method.knowing.contacts import OneContact, role_text
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.schema.types import in_words
from dossierkit.text.translation import N_, _, word

_WAIT = {
    "rapport": N_("personal; once you really talk with each other (rapport: exchange)"),
    "never": N_("they said never; ask nothing until they raise it themselves"),
    "newcomer": N_("new at the company themselves; ask somebody who has been there longer"),
}
_MATTERS = {"customer": N_("buys"), "potential": N_("potential")}


def show_dossier(
    parts: Sequence[tuple[str, str, Completeness]],
    gaps: Sequence[Gap],
    friends: Sequence[Dossier[Customer]],
    book: Book,
    limit: int,
) -> None:
    """Prints what to ask about one dossier and those that belong to it."""
    for kind, name, found in parts:
        say(safe(f"{found.percent:3} %  {name}, {word(kind, 'dossier')}"))
    now = [gap for gap in gaps if not gap.wait]
    for gap in now[: limit or None]:
        _show_gap(gap, book)
    for wait, why in _WAIT.items():
        later = [gap.field for gap in gaps if gap.wait == wait]
        if later:
            say()
            say_indented(_("later: {later}").format(later=", ".join(later)), 0)
            say_indented(_(why), 2)
    if friends and gaps:
        say()
        named = (_friend(friend, book) for friend in friends)
        say_indented(_("may know, and may be asked: {named}").format(named=", ".join(named)), 0)
    rest = len(now) - len(now[: limit or None])
    if rest:
        remark(
            _("{gap}: --limit 0 shows all").format(
                gap=number_of(rest, "{count} more gap", "{count} more gaps")
            )
        )


def _with_meaning(value: str, field: str) -> str:
    """A value to be typed, with what it says in another language than English."""
    said = in_words(value, field)
    return value if said == value else f"{value} {said}"


def _show_gap(gap: Gap, book: Book) -> None:
    words, room = words_of(gap, book), columns_of_terminal()
    said = (_with_meaning(one, gap.field.rpartition(".")[2]) for one in words)
    text = gap.question + (f" ({', '.join(said)})" if words else "")
    first, *more = wrapped(safe(text), room - _INDENT if room else 0)
    say()
    say(f"{gap.worth:2}  {first}")
    for line in more:
        say(" " * _INDENT + line)
    say(paint(safe(" " * _INDENT + fill_command(gap, book)), "dim"))


_INDENT = 4
"""The places of a gap's worth, before its question."""


def _friend(friend: Dossier[Customer], book: Book) -> str:
    company = book.company_of(friend.facts)
    where = _(" of {name}").format(name=company.facts.name) if company else ""
    return f"{friend.facts.name}{where} ({friend.id})"


def show_book(
    found: BookCompleteness, alone: Sequence[OneContact], knowledge: Knowledge, limit: int
) -> None:
    """Prints how complete the book is, whose dossiers lack most, and where one person is all."""
    kinds = [
        f"{_(_PLURAL[kind])} {one.percent} %" for kind, one in found.kinds.items() if one.dossiers
    ]
    listed = f" ({', '.join(kinds)})" if len(kinds) > 1 else ""
    say(
        _("{percent} % of what is worth knowing is known{listed}").format(
            percent=found.whole.percent, listed=listed
        )
    )
    _show_owners(found)
    matter = [row for row in found.rows if row.matters and row.missing]
    rows = matter or [row for row in found.rows if row.missing]
    shown = rows[: limit or None]
    if shown:
        whose = _("of those who buy or may buy much") if matter else _("of all")
        say()
        say(_("Worth asking next, {whose}:").format(whose=whose))
        say()
        for line in table(_COLUMNS, [_row(row) for row in shown]):
            say(line)
    _show_alone(alone, knowledge)
    if len(rows) > len(shown):
        remark(
            _("{dossier}: --limit 0 shows all").format(
                dossier=number_of(
                    len(rows) - len(shown), "{count} more dossier", "{count} more dossiers"
                )
            )
        )
    if shown:
        remark(
            _("next: dossier gaps {id} tells what to ask, and how to note it").format(
                id=shown[0].id
            )
        )


_PLURAL = {"customer": N_("customers"), "company": N_("companies"), "country": N_("countries")}
_COLUMNS = (
    Column("WHO"),
    Column("WHY"),
    Column("OWNER", shrinks=True),
    Column("KNOWN", right=True),
    Column("LACKS", right=True),
    Column("ASK FIRST", shrinks=True),
)


def _row(row: Row) -> list[str]:
    first = first_gap(row)
    return [
        row.id,
        _(_MATTERS.get(row.matters or "", "-")),
        " ".join(row.owners) or "-",
        f"{row.completeness.percent} %",
        str(row.missing),
        first.question if first else "-",
    ]


def _show_owners(found: BookCompleteness) -> None:
    if len(found.owners) < 2:
        return
    columns = (Column("OWNER"), Column("DOSSIERS", right=True), Column("KNOWN", right=True))
    rows = [
        [owner, str(share.dossiers), f"{share.percent} %"] for owner, share in found.owners.items()
    ]
    say()
    for line in table(columns, rows):
        say(line)


def _show_alone(alone: Sequence[OneContact], knowledge: Knowledge) -> None:
    if not alone:
        return
    say()
    say(_("They buy, and you know only one person there. Get to know:"))
    for one in alone:
        name = f"{one.company.facts.name} ({one.person.facts.name}, {_deal(one)})"
        meet = [role_text(role, knowledge.language) for role in one.meet]
        joint = "、" if knowledge.language == "zh" else "; "
        say()
        say_indented(name, 2)
        say_indented(joint.join(meet) or _("anybody else"), 4)


def _deal(one: OneContact) -> str:
    return _("{event} of {date}").format(
        event=word(one.reason.event, "event"), date=one.reason.date
    )


def no_gaps(dossier: Dossier[Any], has_gaps: bool) -> str:
    """What to say of somebody about whom there is nothing to ask; empty if there is."""
    facts = dossier.facts
    if isinstance(facts, Customer) and facts.consent.do_not_contact:
        return _("{name} asked not to be contacted: nothing is asked").format(name=facts.name)
    return (
        ""
        if has_gaps
        else _("all that is worth knowing about {name} is known").format(name=facts.name)
    )
