"""Rendering one letter: its templates, then text and HTML. Runs in the worker."""

from __future__ import annotations

import traceback
from typing import Any

from dossierkit.mail.environment import LetterEnvironment, TemplateSyntaxError
from dossierkit.mail.formats import locale_code
from dossierkit.mail.guard import LEFTOVER, as_markdown, as_text
from dossierkit.mail.html import HtmlWriter, Section
from dossierkit.mail.job import MOST_CHARACTERS, Failed, Job, Rendered, Template
from dossierkit.mail.plain import tidy
from dossierkit.text.translation import _


class Renderer:
    """Renders letters, keeping what it has compiled."""

    def __init__(self) -> None:
        self._environments: dict[tuple[str, str], LetterEnvironment] = {}
        self._compiled: dict[tuple[str, str, int, str], Any] = {}
        self._html = HtmlWriter()

    def render(self, job: Job) -> Rendered | Failed:
        """A letter, or the reason why not with the template's line; never raises."""
        subject, sections = "", []
        for template in job.templates:
            try:
                if not subject:
                    rendered = self._run(template, template.subject, template.subject_line, job)
                    subject = " ".join(as_text(rendered).split())
                body = self._run(template, template.body, template.body_line, job)
            except Exception as error:
                return _failed(template, error)
            body = tidy(body)
            left = LEFTOVER.search(subject) or LEFTOVER.search(as_text(body))
            if left or not subject or not body.strip():
                return _left(template, left.group() if left else "")
            sections.append(Section(template.language, body))
        text = "\n---\n\n".join(as_text(section.markdown) for section in sections)
        marked = [Section(one.language, as_markdown(one.markdown)) for one in sections]
        html = self._html.page(subject, marked)
        if len(text) + len(html) > 2 * MOST_CHARACTERS:
            return Failed(job.templates[0].path, job.templates[0].body_line, _too_large())
        return Rendered(subject, text, html)

    def _run(self, template: Template, source: str, line: int, job: Job) -> str:
        locale = locale_code(template.language, job.region)
        environment = self._environment(template.language, locale)
        key = (locale, template.path, line, source)
        if key not in self._compiled:
            placed = "\n" * (line - 1) + source
            self._compiled[key] = environment.compiled(placed, template.path)
        return environment.run(self._compiled[key], job.names, template.uses, MOST_CHARACTERS)

    def _environment(self, language: str, locale: str) -> LetterEnvironment:
        key = (language, locale)
        if key not in self._environments:
            self._environments[key] = LetterEnvironment(language, locale)
        return self._environments[key]


def _too_large() -> str:
    return _("the letter grows beyond {most_characters} KB").format(
        most_characters=2 * MOST_CHARACTERS // 1024
    )


def _failed(template: Template, error: Exception) -> Failed:
    line = template.body_line
    if isinstance(error, TemplateSyntaxError):
        line = error.lineno
    else:
        frames = traceback.extract_tb(error.__traceback__)
        lines = [frame.lineno for frame in frames if frame.filename == template.path]
        line = lines[-1] or line if lines else line
    return Failed(template.path, line, _explained(error))


def _explained(error: Exception) -> str:
    if isinstance(error, MemoryError):
        return _("the template needs more memory than letters may (256 MB)")
    if isinstance(error, RecursionError):
        return _("the template calls itself without end")
    return " ".join(str(error).split())[:1000] or type(error).__name__


def _left(template: Template, left: str) -> Failed:
    if not left:
        return Failed(template.path, template.subject_line, _("the letter would be empty"))
    lines = template.body.split("\n")
    offset = next((i for i, line in enumerate(lines) if left in line), 0)
    message = _("'{left}' is left over in the letter; finish or delete it").format(left=left)
    return Failed(template.path, template.body_line + offset, message)
