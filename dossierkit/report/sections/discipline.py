"""What is due and late, and which promises were kept, by owner."""

from __future__ import annotations

from dossierkit.method.figures.discipline import Discipline
from dossierkit.report.known import Known
from dossierkit.report.sheet import Bar, Bars, Column, Picture, Section, Sheet, shown
from dossierkit.report.wording import several
from dossierkit.text.translation import _, plural

NOBODY = "nobody"

_NOW = (
    Column("owner", "OWNER"),
    Column("people", "PEOPLE", is_number=True),
    Column("due", "DUE", is_number=True),
    Column("late", "LATE", is_number=True),
    Column("median_late", "DAYS LATE", is_number=True),
    Column("longest", "LONGEST", is_number=True),
    Column("longest_id", ""),
    Column("longest_name", "WHO", is_text=True),
)
_PROMISES = (
    Column("owner", "OWNER"),
    Column("kept", "KEPT", is_number=True),
    Column("kept_late", "LATER", is_number=True),
    Column("missed", "MISSED", is_number=True),
    Column("kept_share", "KEPT IN TIME", is_number=True),
    Column("pushed", "PUSHED BACK", is_number=True),
)


def section(known: Known) -> Section:
    """Follow-ups due and late now, and next steps kept, late and missed in the span."""
    found = known.discipline
    due, late = sum(one.due for one in found), sum(one.late for one in found)
    headline = plural(
        "{late} of {follow_ups} due today is late.",
        "{late} of {follow_ups} due today are late.",
        late,
    ).format(late=late, follow_ups=several(due, "{count} follow-up", "{count} follow-ups"))
    has_promises = known.seen is not None
    return Section(
        name="discipline",
        title=_("Follow-up discipline"),
        headline=headline if due else _("Nothing is due today."),
        method=(
            _(
                "DUE is what 'dossier due' lists today, LATE what should have been done "
                "before; DAYS LATE is the median. Promises are next steps whose day was "
                "since {begin}: kept by their day, done later, or missed; from git."
            ).format(begin=known.begin)
        ),
        sheets=(
            Sheet(
                "now",
                _("Due and late today"),
                _NOW,
                tuple(
                    (
                        one.owner,
                        one.people,
                        one.due,
                        one.late,
                        one.median_late,
                        one.longest,
                        one.id,
                        known.name(one.id) if one.id else None,
                    )
                    for one in found
                ),
                _("nobody has customers"),
            ),
            Sheet(
                "promises",
                _("Next steps kept and missed"),
                _PROMISES,
                tuple(
                    (one.owner, one.kept, one.kept_late, one.missed, one.kept_share, one.pushed)
                    for one in found
                    if has_promises
                ),
                _("without git nobody knows which next steps there were")
                if not has_promises
                else _("nobody has customers"),
            ),
        ),
        pictures=_pictures(found),
    )


def _pictures(found: list[Discipline]) -> tuple[Picture, ...]:
    due = tuple(
        Bar(
            one.owner or NOBODY,
            (float(one.late), float(one.due - one.late)),
            _("{late} late of {due}").format(late=one.late, due=one.due),
        )
        for one in found
        if one.due
    )
    kept = tuple(
        Bar(
            one.owner or NOBODY,
            (float(one.kept or 0), float(one.kept_late or 0), float(one.missed or 0)),
            _("{kept_share} in time").format(kept_share=shown(one.kept_share)),
        )
        for one in found
        if one.kept_share is not None and one.kept_share.whole
    )
    pictures: list[Picture] = []
    if due:
        pictures.append(Bars(_("Due today"), due, (_("late"), _("in time"))))
    if kept:
        pictures.append(Bars(_("Promises"), kept, (_("kept"), _("done later"), _("missed"))))
    return tuple(pictures)
