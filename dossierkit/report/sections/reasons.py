"""Why people did not buy, and what they wish we made (M34)."""

from __future__ import annotations

from collections.abc import Sequence

from dossierkit.method.figures.refusals import NOT_SAID, OTHER, Refusal, by_theme
from dossierkit.method.figures.wishes import Wish, wishes
from dossierkit.report.known import Known
from dossierkit.report.sheet import Bar, Bars, Cell, Column, Section, Sheet, Shown
from dossierkit.report.wording import listed, several
from dossierkit.text.translation import _

_REFUSALS = (
    Column("date", "WHEN"),
    Column("id", ""),
    Column("name", "WHO", is_text=True),
    Column("country", "IN"),
    Column("owner", "OWNER"),
    Column("themes", "ABOUT"),
    Column("reason", "REASON", is_text=True),
    Column("words", "", is_text=True),
    Column("path", ""),
    Column("line", ""),
)
_WISHES = (
    Column("date", "WHEN"),
    Column("id", ""),
    Column("name", "WHO", is_text=True),
    Column("company", ""),
    Column("country", "IN"),
    Column("wish", "WISH", is_text=True),
    Column("path", ""),
    Column("line", ""),
)


def section(known: Known) -> Section:
    """Refusals by theme and one by one, and the wishes collected."""
    found = known.refusals
    themes = by_theme(found)
    wished = wishes(known.ledger, found)
    return Section(
        name="reasons",
        title=_("Why they did not buy"),
        headline=_headline(found, themes),
        method=(
            _(
                "A refusal is a 'lost' in a log, or a reason or the intent 'never' in a "
                "header. What it is about is told by its words. A wish is a line with #wish "
                "in a log or in notes, what stands under custom.wishes, or a refusal that is "
                "about our range (M34)."
            )
        ),
        sheets=(
            Sheet(
                "themes",
                _("What refusals are about"),
                (Column("theme", "ABOUT"), Column("refusals", "REFUSALS", is_number=True)),
                tuple((Shown(_(theme), theme), count) for theme, count in themes),
                "",
            ),
            Sheet(
                "refusals",
                _("Refusals"),
                _REFUSALS,
                tuple(_refusal(known, one) for one in found),
                _("none: 'dossier log WHO lost …' writes one down"),
                is_list=True,
            ),
            Sheet(
                "wishes",
                _("Wishes for product development"),
                _WISHES,
                tuple(_wish(known, one) for one in wished),
                _("none: mark what customers miss in our range with #wish in the log"),
                is_list=True,
            ),
        ),
        pictures=(
            Bars(
                _("What refusals are about"),
                tuple(Bar(_(theme), (float(count),), str(count)) for theme, count in themes),
            ),
        )
        if themes
        else (),
        remarks=tuple(_remarks(known)),
    )


def _headline(found: Sequence[Refusal], themes: Sequence[tuple[str, int]]) -> str:
    """What is named most; where several are, all of these."""
    named = [pair for pair in themes if pair[0] not in (NOT_SAID, OTHER)]
    if not found:
        return _("No refusal is written down.")
    if not named:
        return _("{refusals}, no reason that tells.").format(
            refusals=several(len(found), "{count} refusal", "{count} refusals")
        )
    most = [_(theme) for theme, count in named if count == named[0][1]]
    each = _(", each") if len(most) > 1 else ""
    return _("Most often named: {most} ({named} of {count}{each}).").format(
        most=listed(most), named=named[0][1], count=len(found), each=each
    )


def _refusal(known: Known, one: Refusal) -> tuple[Cell, ...]:
    return (
        one.day,
        one.id,
        known.name(one.id),
        known.book.country_code(known.book.customers[one.id].facts),
        known.owner_of(one.id),
        Shown(", ".join(map(_, one.themes)), ", ".join(one.themes)),
        Shown(": ".join(filter(None, (one.reason, one.words))) or "-", one.reason),
        one.words or None,
        one.path,
        one.line,
    )


def _wish(known: Known, one: Wish) -> tuple[Cell, ...]:
    return (
        one.day, one.id, known.name(one.id), one.company, one.country, one.text, one.path,
        one.line,
    )  # fmt: skip


def _remarks(known: Known) -> list[str]:
    silent = [one for one in known.refusals if one.themes == (NOT_SAID,)]
    if not silent:
        return []
    who = several(len(silent), "{count} refusal has", "{count} refusals have")
    example = f"dossier set {silent[0].id} reason …"
    return [
        _("{who} no reason: ask, and write it down ({example})").format(who=who, example=example)
    ]
