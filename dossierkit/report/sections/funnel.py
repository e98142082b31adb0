"""Who stands at which stage, by intent and rapport, and how long people stay there."""

from __future__ import annotations

from collections.abc import Sequence

from dossierkit.method.figures.stages import (
    StageCount,
    StageTime,
    by_rapport,
    by_stage,
    stage_times,
)
from dossierkit.report.known import Known
from dossierkit.report.sheet import Bar, Bars, Cell, Column, Section, Sheet, Shown
from dossierkit.report.wording import said, several
from dossierkit.schema.customer import INTENTS
from dossierkit.text.translation import N_, _, word

_NO_HISTORY = N_(
    "without git nobody knows when a stage was set: times are counted from the sample or the first "
    "order that shows it, where there was one"
)
_METHOD = N_(
    "Stages, intents and rapport are those in the headers (M31, M32, M34). DAYS is the "
    "median time at the stage so far, of those for whom it is known; STAYED that of those "
    "who left it. Both from git: from the day on which the stage was set."
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
            said(one.stage, "stage"),
            (float(one.customers), float(one.people - one.customers)),
            _text(one.people, so_far.get(one.stage)),
        )
        for one in stages
    )
    return Section(
        name="funnel",
        title=_("Where relationships stand"),
        headline=_("Most are at {stage}: {people} of {people_2}.").format(
            stage=said(most.stage, "stage"), people=most.people, people_2=people
        )
        if people
        else _("Nobody."),
        method=_(_METHOD),
        sheets=(_by_intent(stages), _days(known, times), _rapport(known)),
        pictures=(Bars(_("People by stage"), bars, (_("actual customers"), _("others"))),)
        if people
        else (),
        remarks=() if known.seen or not people else (_(_NO_HISTORY),),
    )


def _by_intent(stages: Sequence[StageCount]) -> Sheet:
    columns = (
        Column("stage", "STAGE"),
        Column("people", "PEOPLE", is_number=True),
        Column("customers", "", is_number=True),
        *(Column(name, _title(name), is_number=True) for name in INTENTS),
        Column("no-intent", "NONE", is_number=True),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (_stage(one.stage), one.people, one.customers, *one.intents.values()) for one in stages
    )
    return Sheet("stages", _("People by stage and intent"), columns, rows, "")


def _days(known: Known, times: Sequence[StageTime]) -> Sheet:
    rows = tuple(_row(known, one) for one in times)
    return Sheet("times", _("Days at a stage"), _TIMES, rows, "")


def _rapport(known: Known) -> Sheet:
    columns = (Column("rapport", "RAPPORT"), Column("people", "PEOPLE", is_number=True))
    counts = by_rapport(known.ledger)
    rows = tuple((Shown(said(name, "rapport"), name), count) for name, count in counts)
    return Sheet("rapport", _("Rapport"), columns, rows, "")


_TIMES = (
    Column("stage", "STAGE"),
    Column("people", "PEOPLE", is_number=True),
    Column("known", "KNOWN", is_number=True),
    Column("days", "DAYS", is_number=True),
    Column("longest", "LONGEST", is_number=True),
    Column("longest_id", ""),
    Column("longest_name", "WHO", is_text=True),
    Column("left", "LEFT", is_number=True),
    Column("stayed", "STAYED", is_number=True),
)


def _title(intent: str) -> str:
    return _("SILENT") if intent == "quoted-silent" else word(intent, "intent").upper()


def _stage(stage: str) -> Shown:
    return Shown(said(stage, "stage"), stage)


def _row(known: Known, one: StageTime) -> tuple[Cell, ...]:
    name = known.name(one.id) if one.id else None
    return (
        _stage(one.stage), one.people, one.known, one.so_far, one.longest, one.id, name, one.left,
        one.stayed,
    )  # fmt: skip


def _text(people: int, days: int | None) -> str:
    return (
        f"{people:,}"
        if days is None
        else f"{people:,} · {several(days, '{count} day', '{count} days')}"
    )
