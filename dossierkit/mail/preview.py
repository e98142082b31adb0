"""A letter as it would be, for looking at: with what was chosen, and all that would stop it.

What stops a letter only keeps it from being a letter; here it is noted, and writing goes on as
far as it can. The rules are those of `render` and `send`, asked by the same writer.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

from dossierkit.book.book import Book
from dossierkit.mail.checking.needs import needs_of
from dossierkit.mail.environment import TemplateSyntaxError
from dossierkit.mail.facts import Facts, Gap, TemplateError
from dossierkit.mail.job import Failed, Job, Rendered
from dossierkit.mail.letter import Letter, Request, Writer
from dossierkit.mail.stops import Stop, Stops
from dossierkit.mail.templates import Templates
from dossierkit.mail.workshop import Workshop
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier

NOBODY = "nobody@unknown.example"
"""Stands in a preview where no address is known; no letter ever goes there."""


class Preview(NamedTuple):
    """What a letter would be, or None where nothing can be made; `stops` say in words what keeps
    it from being one, `templates` are the paths of those it is made of."""

    letter: Letter | None
    templates: tuple[str, ...]
    stops: tuple[str, ...]


def preview(
    book: Book,
    templates: Templates,
    request: Request,
    dossier: Dossier[Customer],
    workshop: Workshop,
) -> Preview:
    """The preview of one customer's letter; nothing is written."""
    rehearsal = _Rehearsal(book, templates, request, workshop)
    result = rehearsal.letter(dossier)
    stops = [stop.message for stop in rehearsal.noted]
    if isinstance(result, Stop):
        stops.append(result.message)
    job = rehearsal.job
    if job is not None:
        stops += [one for one in _missing(job) if not any(one in stop for stop in stops)]
    paths = tuple(template.path for template in job.templates) if job else ()
    letter = None if isinstance(result, Stop) else result
    return Preview(letter, paths, tuple(dict.fromkeys(stops)))


class _Rehearsal(Writer):
    """A writer that notes what stops a letter, and goes on."""

    def __init__(
        self, book: Book, templates: Templates, request: Request, workshop: Workshop
    ) -> None:
        super().__init__(book, templates, request, workshop)
        self.noted: list[Stop] = []
        self.job: Job | None = None
        self._stops: Any = _Noting(self._stops, self.noted)
        self._workshop: Any = _Watching(workshop, self)

    def letter(self, dossier: Dossier[Customer]) -> Letter | Stop:
        reach = dossier.facts.reach
        if not reach.email:
            self._stops.stop(dossier, self._templates.purpose)
            facts = dossier.facts.but(reach=reach.but(email=(NOBODY,)))
            dossier = replace(dossier, facts=facts)
        return super().letter(dossier)

    def _occasion_stop(self, dossier: Dossier[Customer], occasion: str | None) -> Stop | None:
        stop = super()._occasion_stop(dossier, occasion)
        if stop:
            self.noted.append(stop)
        return None


class _Noting:
    """Stops that are noted and stop nothing."""

    def __init__(self, stops: Stops, noted: list[Stop]) -> None:
        self._stops, self._noted = stops, noted

    def stop(self, dossier: Dossier[Customer], purpose: str, **more: bool) -> None:
        """Notes why a customer gets no letter."""
        stop = self._stops.stop(dossier, purpose, **more)
        if stop:
            self._noted.append(stop)

    def address(self, dossier: Dossier[Customer]) -> str:
        """Where the letter would go."""
        return self._stops.address(dossier) or NOBODY

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stops, name)


class _Watching:
    """A workshop that keeps what it was asked for."""

    def __init__(self, workshop: Workshop, rehearsal: _Rehearsal) -> None:
        self._workshop, self._rehearsal = workshop, rehearsal

    def render(self, job: Job) -> Rendered | Failed:
        """The letter, made by the real workshop."""
        self._rehearsal.job = job
        return self._workshop.render(job)


def _missing(job: Job) -> list[str]:
    """Each fact that every letter of these templates needs and that is not known."""
    found: list[str] = []
    for template in job.templates:
        try:
            paths = needs_of(template).always
        except TemplateSyntaxError:
            continue
        found += [str(gap) for path in paths if (gap := _gap(job.names, path, template.uses))]
    return found


def _gap(names: dict[str, Any], path: str, uses: tuple[str, ...]) -> Gap | None:
    word, *steps = path.replace("-", "_").split(".")
    value = names.get(word)
    for step in steps:
        if not isinstance(value, Facts):
            break
        try:
            value = value.look_up(step, frozenset(uses))
        except TemplateError:
            return None
    return value if isinstance(value, Gap) else None
