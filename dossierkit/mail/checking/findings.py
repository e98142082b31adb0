"""What is wrong with the templates of a book, with file and line (DESIGN 5).

A template that is byte for byte the shipped one is not read: our own tests hold those sound.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dossierkit.book.book import Book
from dossierkit.book.purposes import purposes
from dossierkit.book.shipped import shipped_folder
from dossierkit.mail.job import Template
from dossierkit.text.finding import ERROR, WARNING, Finding
from dossierkit.text.translation import _


def own_templates(root: Path) -> list[str]:
    """The templates that a book has itself, by path, without those it has as they were shipped."""
    own, shipped = root / "templates", shipped_folder("templates")
    if not own.is_dir():
        return []
    is_ours = own.resolve() == shipped.resolve()
    return [
        file.relative_to(root).as_posix()
        for file in sorted(own.glob("*/*.md"))
        if not file.name.startswith((".", "#", "~")) and (is_ours or not _is_shipped(file, own))
    ]


def _is_shipped(file: Path, own: Path) -> bool:
    shipped = shipped_folder("templates") / file.relative_to(own)
    try:
        same_size = shipped.stat().st_size == file.stat().st_size
        return same_size and not file.is_symlink() and shipped.read_bytes() == file.read_bytes()
    except OSError:
        return False


def template_findings(book: Book) -> list[Finding]:
    """Everything that is wrong with the templates of a book, sorted by place.

    Nothing is imported that costs time unless the book has templates of its own.
    """
    paths = own_templates(book.root)
    found = set(_misplaced(book.root))
    if paths:
        own = {path.split("/")[1] for path in paths}
        for purpose in sorted(own & set(purposes(book.root))):
            found.update(_of_purpose(book, purpose, frozenset(paths)))
    return sorted(found)


def _misplaced(root: Path) -> Iterator[Finding]:
    """Files that look like templates and are never read, since their folder is no purpose."""
    from dossierkit.schema.codes import ID_FORM

    own = root / "templates"
    for file in sorted(own.glob("*.md")):
        yield _lost(file.relative_to(root), _("it is in no folder of a purpose"))
    for folder in sorted(own.iterdir()) if own.is_dir() else ():
        if folder.is_dir() and not ID_FORM.fullmatch(folder.name) and folder.name[0] != ".":
            for file in sorted(folder.glob("*.md")):
                yield _lost(
                    file.relative_to(root),
                    _("'{name}' is no name of a purpose").format(name=folder.name),
                )


def _lost(path: Path, why: str) -> Finding:
    hint = _("put it into templates/<purpose>/<language>.md, as in templates/greeting/de.md")
    message = _("this template is never used: {why}").format(why=why)
    return Finding(path.as_posix(), 1, 1, WARNING, "template-place", message, hint)


def _of_purpose(book: Book, purpose: str, paths: frozenset[str]) -> Iterator[Finding]:
    from dossierkit.mail.checking.missing import missing_languages
    from dossierkit.mail.templates import load_templates

    templates = load_templates(book.root, purpose)
    for broken in templates.broken.values():
        yield from (finding for finding in broken if finding.path in paths)
    for template in templates.by_language.values():
        if template.path in paths:
            yield from findings_of(template)
            if template.sender is not None and template.sender not in book.members:
                yield _nobody(template)
    yield from missing_languages(book, templates)


def _nobody(template: Template) -> Finding:
    message = _("'from' is '{sender}', and there is no dossiers/team/{sender}.md").format(
        sender=template.sender
    )
    hint = _("name a member, or leave 'from' out: the customer's owner writes then")
    return Finding(
        template.path, template.sender_line, 1, ERROR, "dangling-reference", message, hint
    )


def findings_of(template: Template) -> Iterator[Finding]:
    """What is wrong with one template by itself: syntax, names, filters, sensitive facts."""
    from dossierkit.mail.checking.needs import read_template
    from dossierkit.mail.checking.uses import leftovers, uses_findings
    from dossierkit.mail.environment import TemplateSyntaxError

    try:
        noted = read_template(template)
    except TemplateSyntaxError as error:
        hint = _(
            "look before this place too: something is not closed or not spelt as Jinja wants it"
        )
        message = " ".join(str(error.message).split())
        yield Finding(template.path, error.lineno, 1, ERROR, "template-syntax", message, hint)
        return
    except RecursionError:
        message, hint = _("the template is nested too deeply"), _("make it simpler")
        yield Finding(template.path, template.body_line, 1, ERROR, "template-syntax", message, hint)
        return
    for one in noted.problems:
        yield Finding(template.path, one.line, 1, one.severity, one.code, one.message, one.hint)
    yield from uses_findings(template, noted)
    yield from leftovers(template, noted)
