"""`uses` of a template against what it reads, and what somebody forgot to finish in it."""

from __future__ import annotations

from collections.abc import Iterator

from dossierkit.mail.checking.nature import Field
from dossierkit.mail.checking.noted import Noted
from dossierkit.mail.checking.vocabulary import vocabulary
from dossierkit.mail.facts import meant
from dossierkit.mail.guard import LEFTOVER
from dossierkit.mail.job import Template
from dossierkit.text.finding import ERROR, WARNING, Finding, Severity
from dossierkit.text.translation import _


def uses_findings(template: Template, noted: Noted) -> Iterator[Finding]:
    """Sensitive facts that are read and not allowed, and the other way round (promise 31)."""
    allowed = {name.replace("_", "-") for name in template.uses}
    for path, line in noted.sensitive.items():
        if path not in allowed:
            message = _("'{path}' is a sensitive fact, and 'uses' does not list it").format(
                path=path
            )
            hint = _(
                "if this kind of letter may use it, write uses: [{path}] in the header"
            ).format(path=path)
            yield _finding(template, line, ERROR, message, hint)
    for path in sorted(allowed - noted.sensitive.keys()):
        yield from _idle(template, path)


def _idle(template: Template, path: str) -> Iterator[Finding]:
    """What `uses` lists and the template does not read: a slip, or no longer needed."""
    word, *steps = path.split(".")
    nature = vocabulary(template.purpose)[word].nature if word in vocabulary("") else None
    field: Field | None = None
    for step in steps if nature else ():
        names = {one.name: one for one in (nature.fields or {}).values()} if nature else {}
        field = names.get(step)
        if field is None:
            hint = meant(step, tuple(names)) if names else _("delete it")
            yield _finding(
                template,
                0,
                ERROR,
                _("'uses' lists '{path}', which is no fact").format(path=path),
                hint,
            )
            return
        nature = field.nature.item or field.nature
    if field is None:
        hint = _("write it as in customer.religion")
        yield _finding(
            template, 0, ERROR, _("'uses' lists '{path}', which is no fact").format(path=path), hint
        )
    elif not field.is_sensitive:
        message = _(
            "'uses' lists '{path}', which is not sensitive: every template may read it"
        ).format(path=path)
        yield _finding(template, 0, WARNING, message, _("delete it there"))
    else:
        message = _("'uses' lists '{path}', but nothing here reads it").format(path=path)
        yield _finding(template, 0, WARNING, message, _("delete it there"))


def _finding(template: Template, line: int, severity: Severity, message: str, hint: str) -> Finding:
    place = line or template.uses_line
    return Finding(template.path, place, 1, severity, "template-uses", message, hint)


def leftovers(template: Template, noted: Noted) -> Iterator[Finding]:
    """Words such as TODO in the template's own text, which stop every letter (promise 10)."""
    for line, text in noted.texts:
        for match in LEFTOVER.finditer(text):
            word, place = match.group(), line + text.count("\n", 0, match.start())
            message = _("'{word}' is left over: no letter is made with it").format(word=word)
            hint = _("finish or delete it; a remark for ourselves stands in {# … #}")
            yield Finding(template.path, place, 1, ERROR, "leftover", message, hint)
    if not template.body.strip():
        message, hint = _("the template has no text"), _("write the letter below the header")
        yield Finding(template.path, template.body_line, 1, ERROR, "template-field", message, hint)
