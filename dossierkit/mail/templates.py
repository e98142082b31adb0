"""Finding templates: the book's own ones, and behind them those that come with the program.

`templates/<purpose>/<language>.md`. A book's file takes the place of the shipped one of the same
purpose and language. Nothing outside those folders is ever read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from dossierkit.book.shipped import PACKAGE, shipped_folder
from dossierkit.mail.job import Template
from dossierkit.schema.codes import ID_FORM, LANGUAGE
from dossierkit.schema.reading import nearest
from dossierkit.schema.types import Refused
from dossierkit.text.finding import ERROR, Finding
from dossierkit.text.frontmatter import StrictError, read_front_matter
from dossierkit.text.source import MAX_FILE_BYTES
from dossierkit.text.translation import _

_FIELDS = ("subject", "purpose", "language", "from", "attach", "uses")
_USES = re.compile(r"[a-z][a-z_.-]*")


class Templates(NamedTuple):
    """The templates of one purpose by language; `broken` are the findings of those that aren't."""

    purpose: str
    by_language: dict[str, Template]
    broken: dict[str, tuple[Finding, ...]]

    @property
    def languages(self) -> frozenset[str]:
        """The languages there are files for, readable or not."""
        return frozenset((*self.by_language, *self.broken))


def load_templates(root: Path, purpose: str) -> Templates:
    """The templates of a purpose; those of the book (`root`) shadow the shipped ones.

    Findings: those of strict reading, `outside-book`, `template-field`.
    """
    found = Templates(purpose, {}, {})
    shipped, own = shipped_folder("templates"), root / "templates"
    for folder, shown in ((shipped, _shipped_name()), (own, "templates")):
        if (folder / purpose).is_dir() and ID_FORM.fullmatch(purpose):
            limit = root.resolve() if folder == own else folder.resolve()
            for file in sorted((folder / purpose).glob("*.md")):
                if not file.name.startswith((".", "#", "~")):
                    _take(found, file, f"{shown}/{purpose}/{file.name}", limit, folder)
    return found


def _shipped_name() -> str:
    return "templates" if shipped_folder("templates").parent != PACKAGE else "dossierkit/templates"


def _take(found: Templates, file: Path, path: str, limit: Path, folder: Path) -> None:
    language = file.stem
    found.by_language.pop(language, None)
    found.broken.pop(language, None)
    inside = folder.resolve().is_relative_to(limit)
    if not (inside and file.resolve().is_relative_to(folder.resolve())):
        message = _("a link that leads out of the templates")
        finding = Finding(path, 1, 1, ERROR, "outside-book", message, _("put the file itself here"))
        found.broken[language] = (finding,)
        return
    try:
        found.by_language[language] = _read(file, path, found.purpose, language)
    except StrictError as error:
        found.broken[language] = error.findings


def _read(file: Path, path: str, purpose: str, language: str) -> Template:
    try:
        with file.open("rb") as stream:
            data = stream.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        message = _("the file can't be opened: {strerror}").format(strerror=error.strerror or error)
        hint = _("check its permissions")
        raise StrictError(
            (Finding(path, 1, 1, ERROR, "unreadable-file", message, hint),)
        ) from error
    parts = read_front_matter(path, data)
    fields = parts.fields
    found = [
        Finding(path, parts.lines.get(name, 1), 1, ERROR, "template-field", message, hint)
        for name, message, hint in _problems(fields, purpose, language)
    ]
    if found:
        raise StrictError(tuple(found))
    uses = fields.get("uses") or []
    return Template(
        path=path,
        purpose=purpose,
        language=language,
        subject=fields["subject"],
        subject_line=parts.lines["subject"],
        body=parts.body,
        body_line=parts.body_line,
        uses=tuple(name.replace("-", "_") for name in uses),
        sender=fields.get("from"),
        attach=_listed(fields.get("attach")),
        uses_line=parts.lines.get("uses", 1),
        sender_line=parts.lines.get("from", 1),
    )


def _problems(
    fields: dict[str, Any], purpose: str, language: str
) -> Iterator[tuple[str, str, str]]:
    """What is wrong with a template's header: field, message, hint."""
    for name in fields:
        if name not in _FIELDS:
            near = nearest(name, _FIELDS)
            hint = (
                _("did you mean '{near}'?").format(near=near)
                if near
                else _("the fields are: {fields}").format(fields=" ".join(_FIELDS))
            )
            yield name, _("'{name}' is no field of a template").format(name=name), hint
    if not isinstance(fields.get("subject"), str) or not fields["subject"].strip():
        yield "subject", _("the template has no subject"), _("write 'subject: …'")
    for name, expected in (("purpose", purpose), ("language", language)):
        if fields.get(name) not in (None, expected):
            hint = _("write '{name}: {expected}', or move the file").format(
                name=name, expected=expected
            )
            yield name, _("the {name} is not that of the file's place").format(name=name), hint
    try:
        LANGUAGE.parse(language)
    except Refused as refused:
        yield (
            "",
            _("the file is not named by a language: {message}").format(message=refused.message),
            refused.hint,
        )
    uses = fields.get("uses") or []
    if not (
        isinstance(uses, list) and all(isinstance(u, str) and _USES.fullmatch(u) for u in uses)
    ):
        yield "uses", _("'uses' is no list of facts"), _("write it as [customer.religion]")
    attach = fields.get("attach") or []
    if not isinstance(attach, str | list) or not all(isinstance(one, str) for one in attach):
        yield "attach", _("'attach' is no list of files"), _("write it as [files/catalogue.pdf]")
    sender = fields.get("from")
    if sender is not None and not (isinstance(sender, str) and ID_FORM.fullmatch(sender)):
        yield "from", _("'from' is no member's id"), _("write an id of dossiers/team, as in lily")


def _listed(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ())
