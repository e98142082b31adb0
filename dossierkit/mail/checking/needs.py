"""What the letters of a template need: which facts must be known, and which they use if known."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from dossierkit.mail.checking.noted import Mention, Noted
from dossierkit.mail.checking.reader import Reader
from dossierkit.mail.checking.vocabulary import vocabulary
from dossierkit.mail.environment import LetterEnvironment
from dossierkit.mail.job import Template


class Needs(NamedTuple):
    """Facts by their paths in the files (`customer.family-life.married`), sorted.

    `always` must be known for any letter; `sometimes` for some, such as a greeting of one
    occasion; `if_known` are used where they are known; `sensitive` is what `uses` allows.
    """

    always: tuple[str, ...]
    sometimes: tuple[str, ...]
    if_known: tuple[str, ...]
    sensitive: tuple[str, ...]


@cache
def _environment() -> LetterEnvironment:
    return LetterEnvironment("en")


def read_template(template: Template) -> Noted:
    """What a template says; raises TemplateSyntaxError, whose `lineno` is that of the file."""
    environment = _environment()
    reader = Reader(vocabulary(template.purpose), environment.filters, environment.tests)
    reader.read(environment.syntax(template.subject, template.subject_line))
    reader.read(environment.syntax(template.body, template.body_line))
    return reader.noted


def needs_of(template: Template) -> Needs:
    """What a template needs; raises TemplateSyntaxError."""
    noted = read_template(template)
    always = {one.path for one in noted.mentions if _stops(one) and one.is_certain}
    sometimes = {one.path for one in noted.mentions if _stops(one)} - always
    if_known = {one.path for one in noted.mentions} - always - sometimes
    allowed = (name.replace("_", "-") for name in template.uses)
    return Needs(*(tuple(sorted(paths)) for paths in (always, sometimes, if_known, allowed)))


def together(needs: Iterable[Needs]) -> Needs:
    """What the templates of a purpose need, whichever language is written in.

    What only some of the languages need in every letter is needed sometimes.
    """
    many = list(needs)
    everywhere = [set(one.always) for one in many]
    always = set.intersection(*everywhere) if everywhere else set()
    sometimes = set().union(*everywhere, *(one.sometimes for one in many)) - always
    if_known = set().union(*(one.if_known for one in many)) - always - sometimes
    sensitive = set().union(*(one.sensitive for one in many))
    return Needs(*(tuple(sorted(paths)) for paths in (always, sometimes, if_known, sensitive)))


def _stops(mention: Mention) -> bool:
    return mention.is_printed and not mention.is_asked
