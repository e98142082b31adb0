"""What a portrait says of one of our own people: how to reach them, and their customers."""

from __future__ import annotations

from dossierkit.report.portrait.scene import Scene, log_table, notes_row, people_table
from dossierkit.report.portrait.value import Part, Row, Section, listed, marks, named, row, section
from dossierkit.schema.dossier import Dossier
from dossierkit.schema.member import Member
from dossierkit.text.translation import _

_MOST_RESULTS = 3
"""How many self-assessments stand in a portrait; 'dossier assess' shows all."""


def member_sections(dossier: Dossier[Member], scene: Scene) -> list[Section]:
    """The sections about a member, with how the self-assessments went (M49)."""
    member = dossier.facts
    own = scene.book.customers_of(dossier.id)
    mail = Part(member.email, f"mailto:{member.email}") if member.email else None
    reach = [
        mail,
        listed(member.phone),
        named(_("whatsapp"), member.whatsapp),
        named(_("wechat"), member.wechat),
    ]
    return [
        section(
            _("The colleague"),
            [
                row(_("Reach"), reach),
                row(_("Writes"), [listed(member.languages)]),
                row(_("Signs"), (member.signature or "").splitlines(), "lines"),
                _assessed(dossier, scene),
                marks(member.tags, member.custom),
                notes_row(dossier),
            ],
        ),
        section(_("Customers"), [people_table(own, scene.on)]),
        section(_("The latest"), [log_table(dossier)]),
    ]


def _assessed(dossier: Dossier[Member], scene: Scene) -> Row:
    """The totals of the self-assessments, each with its step, and the two weakest areas."""
    from dossierkit.method.assessment import MOST, results, weakest

    scored = results(dossier, scene.on).scored
    if not scored:
        return row(_("Assessed"), [])
    steps = zip(scored[-_MOST_RESULTS:], [None, *scored[:-1]][-_MOST_RESULTS:], strict=True)
    totals = [
        _("{date} {total} of {most}").format(date=one.date, total=one.total, most=MOST)
        + (f" ({one.total - before.total:+})" if before else "")
        for one, before in steps
    ]
    weak = listed(area.title for area in weakest(scored[-1], scene.language))
    return row(_("Assessed"), [*totals, named(_("weakest:"), weak)])
