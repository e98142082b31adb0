"""The kinds of letters there are, in which languages, and what each of them needs."""

from __future__ import annotations

from typing import NamedTuple

from dossierkit.book.book import Book
from dossierkit.book.purposes import purposes
from dossierkit.book.shipped import shipped_folder
from dossierkit.mail.checking.findings import own_templates
from dossierkit.mail.checking.needs import Needs, needs_of, together
from dossierkit.mail.duties import is_bulk
from dossierkit.mail.environment import TemplateSyntaxError
from dossierkit.mail.job import Template
from dossierkit.mail.purposes.registry import PURPOSES
from dossierkit.mail.templates import load_templates
from dossierkit.text.finding import Finding
from dossierkit.text.translation import N_

SHIPPED, OWN, SHADOWS = "shipped", "own", "shadows"


class Form(NamedTuple):
    """A purpose in one language. `origin`: `shipped`, `own`, or `shadows` for one of the book
    that takes the place of a shipped one. `needs` is None where `wrong` says why."""

    language: str
    path: str
    origin: str
    needs: Needs | None
    wrong: tuple[Finding, ...]


class Kind(NamedTuple):
    """A purpose. `fits` says in words for whom there is something to write; `needs` sums up its
    languages. `is_bulk_to_many`: bulk mail if it is written to many at once."""

    purpose: str
    is_bulk: bool
    is_bulk_to_many: bool
    fits: str
    forms: tuple[Form, ...]
    needs: Needs


def catalogue(book: Book, *wanted: str) -> list[Kind]:
    """The kinds of letters of a book, sorted; only those `wanted`, if any are named."""
    is_ours = (book.root / "templates").resolve() == shipped_folder("templates").resolve()
    own = frozenset(() if is_ours else own_templates(book.root))
    return [_kind(book, purpose, own) for purpose in wanted or purposes(book.root)]


def _kind(book: Book, purpose: str, own: frozenset[str]) -> Kind:
    templates = load_templates(book.root, purpose)
    forms = [_form(template, own) for template in templates.by_language.values()]
    for language, findings in templates.broken.items():
        path = findings[0].path
        forms.append(Form(language, path, _origin(path, own), None, findings))
    forms.sort()
    needs = together(form.needs for form in forms if form.needs)
    known = PURPOSES.get(purpose)
    fits = known.needs if known else N_("everybody")
    bulk = (is_bulk(purpose), is_bulk(purpose, many=True))
    return Kind(purpose, *bulk, fits, tuple(forms), needs)


def _form(template: Template, own: frozenset[str]) -> Form:
    origin = _origin(template.path, own)
    try:
        return Form(template.language, template.path, origin, needs_of(template), ())
    except TemplateSyntaxError:
        from dossierkit.mail.checking.findings import findings_of

        wrong = tuple(findings_of(template))
        return Form(template.language, template.path, origin, None, wrong)


def _origin(path: str, own: frozenset[str]) -> str:
    if path not in own:
        return SHIPPED
    inner = path.removeprefix("templates/")
    return SHADOWS if (shipped_folder("templates") / inner).is_file() else OWN
