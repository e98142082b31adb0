"""Whose history is asked for: a dossier, there or gone, and which of its facts."""

from __future__ import annotations

from pathlib import Path

import click

from dossierkit.book.fields import (
    GROUPS,
    REFERENCES,
    dossiers_of,
    kind_of,
    paths_of,
    type_at,
    unknown_field,
)
from dossierkit.book.files import FOLDERS, is_inside
from dossierkit.cli.asked import Asked, Whose, of_whole_id
from dossierkit.cli.indexed import open_for_few
from dossierkit.cli.opening import find_any
from dossierkit.cli.output import remark
from dossierkit.history.git import NoHistory
from dossierkit.history.past.gone import gone_paths, last_name
from dossierkit.schema.codes import ID_FORM
from dossierkit.schema.types import ListOf
from dossierkit.text.translation import _, word


def find_whose(root: Path, who: str, kind: str | None) -> Whose:
    """The dossier that WHO means; an expected failure, with candidates, if it is none.

    A whole id is found without loading the book. Of those that are gone, only git knows.
    """
    whole = of_whole_id(root, who, kind)
    if whole is not None:
        return whole._replace(path=_real(root, whole.path))
    folded = who.casefold().strip()
    folders = {kind: FOLDERS[kind]} if kind else FOLDERS
    book = open_for_few(str(root))
    kinds = {one: dossiers_of(book)[one] for one in folders}
    try:
        dossier = find_any(who, kinds, book)
    except click.ClickException:
        hidden = [file for file in book.unreadable if folded and file.id.startswith(folded)]
        readable = [name for there in kinds.values() for name in there if name.startswith(folded)]
        if len(hidden) == 1 and not readable:
            return _by_path(hidden[0].path)
        gone = _find_gone(root, folded, list(folders.values())) if not hidden + readable else None
        if gone is None:
            raise
        return gone
    return Whose(kind_of(book, dossier), dossier.id, _real(root, dossier.path))


def find_field(root: Path, whose: Whose, field: str) -> Asked:
    """Where the history of a field stands: in the dossier itself, in one that it refers to (as in
    `company.terms.payment`), or, for what only a company has, in a customer's company (M27).

    Without a field, the dossier itself. Wrong usage for a field that there is not; an expected
    failure where nobody is referred to.
    """
    if not field:
        return Asked(whose, field)
    first, _unused, rest = field.partition(".")
    target = REFERENCES.get(whose.kind, {}).get(first)
    if rest and target and _stored(target, rest):
        return Asked(_referred(root, whose, first, target, field), _stored(target, rest) or rest)
    stored = _stored(whose.kind, field)
    if stored is not None:
        return Asked(whose, stored)
    theirs = _stored("company", field) if whose.kind == "customer" else None
    if theirs is not None:
        return Asked(_referred(root, whose, "company", "company", field), theirs)
    known = list(paths_of(GROUPS[whose.kind]))
    for name, other in REFERENCES.get(whose.kind, {}).items():
        known += [f"{name}.{path}" for path in paths_of(GROUPS[other])]
    raise click.UsageError(str(unknown_field(whose.kind, field, known)))


def _stored(kind: str, field: str) -> str | None:
    """The path under which a field is kept: of something inside a list, the list; None if there is
    no such field."""
    names = field.split(".")
    for length in range(1, len(names) + 1):
        try:
            found = type_at(GROUPS[kind], names[:length])
        except KeyError:
            return None
        if isinstance(found, ListOf):
            return ".".join(names[:length])
    return field


def _referred(root: Path, whose: Whose, reference: str, kind: str, field: str) -> Whose:
    """The dossier that another one names: its company, country or owner."""
    facts = _facts(root, whose)
    name = facts.get(reference)
    if name is None and reference == "country" and "company" in facts:
        company = str(facts["company"])
        theirs = _facts(root, Whose("company", company, _path("company", company)))
        name = theirs.get("country")
    if name is None:
        raise click.ClickException(
            _("'{field}' belongs to a {kind}, and the dossier of {id} names none").format(
                field=field, kind=word(kind, "dossier"), id=whose.id
            )
        )
    path = _path(kind, str(name))
    if not (root / path).is_file():
        raise click.ClickException(
            _(
                "'{field}' belongs to the {kind} '{name}', which {id} names, and there is no {path}"
            ).format(field=field, kind=word(kind, "dossier"), name=name, id=whose.id, path=path)
        )
    said = _("'{field}' belongs to the {kind} {name}")
    remark(said.format(field=field, kind=word(kind, "dossier"), name=name))
    return Whose(kind, str(name), _real(root, path))


def _facts(root: Path, whose: Whose) -> dict[str, object]:
    """What a header says now; nothing if it can't be read."""
    content = whose.content(root)
    return content.facts if content else {}


def _path(kind: str, dossier_id: str) -> str:
    return f"dossiers/{FOLDERS[kind]}/{dossier_id}.md"


def _real(root: Path, path: str) -> str:
    """The path of a file in the book, through a link inside it."""
    file = root / path
    if not file.is_symlink() or not is_inside(file, root):
        return path
    return file.resolve().relative_to(root.resolve()).as_posix()


def _by_path(path: str, *, is_gone: bool = False) -> Whose:
    _unused, folder, name = path.split("/")
    kind = next(kind for kind, there in FOLDERS.items() if there == folder)
    return Whose(kind, name.removesuffix(".md"), path, is_gone)


def _find_gone(root: Path, beginning: str, folders: list[str]) -> Whose | None:
    """A dossier that is no longer there, or not under this id; None if git knows none."""
    if not ID_FORM.fullmatch(beginning):
        return None
    try:
        paths = gone_paths(root, [f"dossiers/{folder}" for folder in folders], beginning)
        whole = [path for path in paths if path.endswith(f"/{beginning}.md")]
        found = whole or paths
        if len(found) > 1:
            listed = "\n".join(f"  {path}" for path in found)
            raise click.ClickException(
                _("'{beginning}' may mean several that are gone:\n{listed}").format(
                    beginning=beginning, listed=listed
                )
            )
        if not found:
            return None
        last = last_name(root, found[0])
    except NoHistory:
        return None
    if (root / last).is_file():
        remark(_("{found} is called {last} now").format(found=found[0], last=last))
        return _by_path(last)
    renamed = _(" (last as {last})").format(last=last) if last != found[0] else ""
    remark(
        _("{found} is no longer in the book{renamed}; this is what git knows of it").format(
            found=found[0], renamed=renamed
        )
    )
    return _by_path(last, is_gone=True)
