"""Who stands at which stage, by intent and rapport, and how long people stay there."""

from __future__ import annotations

from dossierkit.method.figures.stages import (
    NOT_SET,
    StageTime,
    by_rapport,
    by_stage,
    stage_times,
)
from dossierkit.report.known import Known
from dossierkit.report.sheet import Bar, Bars, Column, Section, Sheet
from dossierkit.report.wording import several
from dossierkit.schema.customer import INTENTS

_NO_HISTORY = (
    "without git nobody knows when a stage was set: times are counted from the sample or the first "
    "order that shows it, where there was one"
)


def section(known: Known) -> Section:
    """Stages in their order with people, intents and times; and the depths of rapport."""
    stages = by_stage(known.ledger)
    times = stage_times(known.ledger, known.seen)
    so_far = {one.stage: one.so_far for one in times}
    most = max(stages, key=lambda one: one.people)
    people = len(known.ledger.people)
    bars = tuple(
        Bar(
            one.stage,
            (float(one.customers), float(one.people - one.customers)),
            _text(one.people, so_far.get(one.stage)),
        )
        for one in stages
    )
    return Section(
        name="funnel",
        title="Where relationships stand",
        headline=f"Most are at {most.stage}: {most.people} of {people}." if people else "Nobody.",
        method=(
            "Stages, intents and rapport are those in the headers (M31, M32, M34). DAYS is the "
            "median time at the stage so far, of those for whom it is known; STAYED that of those "
            "who left it. Both from git: from the day on which the stage was set."
        ),
        sheets=(
            Sheet(
                "stages",
                "People by stage and intent",
                (
                    Column("stage", "STAGE"),
                    Column("people", "PEOPLE", is_number=True),
                    Column("customers", "", is_number=True),
                    *(Column(name, _TITLES.get(name, name.upper()), is_number=True)
                      for name in INTENTS),
                    Column("no-intent", "NONE", is_number=True),
                ),
                tuple(
                    (one.stage, one.people, one.customers, *one.intents.values()) for one in stages
                ),
                "",
            ),
            Sheet("times", "Days at a stage", _TIMES, tuple(_row(known, one) for one in times), ""),
            Sheet(
                "rapport",
                "Rapport",
                (Column("rapport", "RAPPORT"), Column("people", "PEOPLE", is_number=True)),
                tuple(by_rapport(known.ledger)),
                "",
            ),
        ),
        pictures=(Bars("People by stage", bars, ("actual customers", "others")),) if people else (),
        remarks=() if known.seen or not people else (_NO_HISTORY,),
    )  # fmt: skip


_TITLES = {"quoted-silent": "SILENT", NOT_SET: "NONE"}
_TIMES = (
    Column("stage", "STAGE"),
    Column("people", "THERE", is_number=True),
    Column("known", "KNOWN", is_number=True),
    Column("days", "DAYS", is_number=True),
    Column("longest", "LONGEST", is_number=True),
    Column("longest_id", ""),
    Column("longest_name", "WHO", is_text=True),
    Column("left", "LEFT", is_number=True),
    Column("stayed", "STAYED", is_number=True),
)


def _row(known: Known, one: StageTime) -> tuple[str | int | None, ...]:
    name = known.name(one.id) if one.id else None
    return (
        one.stage, one.people, one.known, one.so_far, one.longest, one.id, name, one.left,
        one.stayed,
    )  # fmt: skip


def _text(people: int, days: int | None) -> str:
    return f"{people:,}" if days is None else f"{people:,} · {several(days, 'day', 'days')}"
