"""All that the method knows of one customer on a day, asked for once, for rows and data alike."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from dossierkit.method.case import Case, case_of
from dossierkit.method.followups import Why, why
from dossierkit.method.selling.agreed import Agreed, agreed
from dossierkit.method.selling.cross_selling import Proposal, cross_selling
from dossierkit.method.selling.purchases import Bought, bought, products
from dossierkit.method.selling.relationship import Relationship, relationship
from dossierkit.method.selling.talk import Topic, topics
from dossierkit.report.portrait.scene import Scene
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier

if TYPE_CHECKING:
    from dossierkit.method.advising.advice import Advice
    from dossierkit.method.feasts.kept import Kept
    from dossierkit.method.knowing.completeness import Completeness, Gap

OCCASIONS_AHEAD = timedelta(days=60)
"""How far a portrait looks ahead for the occasions that a person keeps."""


class Known(NamedTuple):
    """What the method says of a customer. Where nobody may contact them, nothing is proposed:
    `proposals`, `topics`, `kept` and `gaps` are empty then, and `advice` has only taboos."""

    case: Case
    relationship: Relationship
    found: Why
    bought: tuple[Bought, ...]
    agreed: Agreed
    proposals: tuple[Proposal, ...]
    kept: tuple[Kept, ...]
    topics: tuple[Topic, ...]
    advice: tuple[Advice, ...]
    completeness: Completeness
    gaps: tuple[Gap, ...]


def know(dossier: Dossier[Customer], scene: Scene) -> Known:
    """What the method knows of a customer of a book on the day of a scene."""
    from dossierkit.method.advising.advice import advice
    from dossierkit.method.feasts.kept import kept_between
    from dossierkit.method.knowing.completeness import completeness, gaps_about

    book, on, language = scene.book, scene.on, scene.language
    case = case_of(book, dossier, on, scene.entered.get(dossier.id))
    found = why(book, dossier, on, entered=scene.entered)
    is_silent = bool(dossier.facts.consent.do_not_contact)
    last = min(on, date.max - OCCASIONS_AHEAD) + OCCASIONS_AHEAD
    kept = tuple(kept_between(book, dossier, on, last))
    return Known(
        case=case,
        relationship=relationship(case.course),
        found=found,
        bought=tuple(bought(case.course, products(book, on))),
        agreed=agreed(book.company_of(dossier.facts)),
        proposals=tuple(cross_selling(book, dossier, on)),
        kept=kept,
        topics=() if is_silent else tuple(topics(book, dossier, on, kept)),
        advice=tuple(advice(book, dossier, on, language=language)),
        completeness=completeness(book, dossier, on, language=language),
        gaps=tuple(gaps_about(book, dossier, on, language=language)),
    )
