"""A member's assessments for a person's eyes, and as plain data for JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dossierkit.cli.output import Column, remark, safe, say, say_indented, table
from dossierkit.method.assessment import (
    HIGHEST,
    LEAST,
    LOWEST,
    MOST,
    STATEMENTS,
    Incomplete,
    Result,
    Results,
    areas,
    weakest,
)
from dossierkit.schema.dossier import Dossier
from dossierkit.schema.member import Member
from dossierkit.text.translation import _

_BARS = "▁▂▃▄▅▆▇█"


def show_results(member: Dossier[Member], found: Results, language: str) -> None:
    """Prints the totals over time, the areas of the latest assessment, and what to work on."""
    name = member.facts.name
    if not found.scored:
        remark(
            _("{name} has no assessment yet: dossier assess {id}").format(name=name, id=member.id)
        )
        return
    say(
        safe(
            _("{name}: customer orientation, {least} to {most} (SOCO)").format(
                name=name, least=LEAST, most=MOST
            )
        )
    )
    say()
    for line in table(_TOTALS, _totals(found.scored)):
        say(line)
    if len(found.scored) > 1:
        say()
        say(
            _("course: {sparkline}").format(
                sparkline=sparkline([one.total for one in found.scored])
            )
        )
    say()
    for line in table(_AREAS, _areas(found.scored, language)):
        say(line)
    say()
    say(_("Work on:"))
    for area in weakest(found.scored[-1], language):
        say()
        say(f"  {area.title} ({area.principle})")
        say_indented(area.work_on, 4)


def say_incomplete(member: Dossier[Member], incomplete: Sequence[Incomplete]) -> None:
    """Says which assessments could not be scored, and why."""
    for one in incomplete:
        when = (
            _("the assessment of {date}").format(date=one.date) if one.date else _("an assessment")
        )
        why = (
            _("it has {answers} answers of {statements}").format(
                answers=one.answers, statements=STATEMENTS
            )
            if one.date
            else _("it has no date")
        )
        remark(
            _("{path}:{line}: {when} is not scored: {why}").format(
                path=member.path, line=one.line, when=when, why=why
            )
        )


_TOTALS = (
    Column("DATE"),
    Column("TOTAL", right=True),
    Column("CHANGE", right=True),
    Column(f"MEAN ({LOWEST}-{HIGHEST})", right=True),
)
_AREAS = (Column("AREA"), Column("MEAN", right=True), Column("CHANGE", right=True))


def _totals(scored: Sequence[Result]) -> list[list[str]]:
    rows = []
    for number, one in enumerate(scored):
        change = f"{one.total - scored[number - 1].total:+}" if number else ""
        rows.append([str(one.date), str(one.total), change, f"{one.mean:.1f}"])
    return rows


def _areas(scored: Sequence[Result], language: str) -> list[list[str]]:
    last = scored[-1].areas
    before = scored[-2].areas if len(scored) > 1 else {}
    return [
        [
            area.title,
            f"{last[area.name]:.1f}",
            f"{last[area.name] - before[area.name]:+.1f}" if before else "",
        ]
        for area in areas(language)
    ]


def sparkline(totals: Sequence[int]) -> str:
    """A bar for each total, from the lowest of them to the highest; equal ones are all low."""
    low, span = min(totals), max(totals) - min(totals)
    return "".join(_BARS[(total - low) * (len(_BARS) - 1) // (span or 1)] for total in totals)


def results_data(member: Dossier[Member], found: Results, language: str) -> dict[str, Any]:
    """The assessments, the earliest first, and the two weakest areas of the last."""
    last = found.scored[-1] if found.scored else None
    return {
        "id": member.id,
        "name": member.facts.name,
        "assessments": [
            {
                "date": one.date.isoformat(),
                "total": one.total,
                "change": one.total - found.scored[number - 1].total if number else None,
                "mean": round(one.mean, 2),
                "areas": {name: round(mean, 2) for name, mean in one.areas.items()},
                "path": member.path,
                "line": one.line,
            }
            for number, one in enumerate(found.scored)
        ],
        "weakest": [
            {**area._asdict(), "mean": round(last.areas[area.name], 2)}
            for area in weakest(last, language)
        ]
        if last
        else [],
        "incomplete": [
            {
                "date": one.date.isoformat() if one.date else None,
                "answers": one.answers,
                "path": member.path,
                "line": one.line,
            }
            for one in found.incomplete
        ],
    }
