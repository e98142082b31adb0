"""Another id for a dossier: its file gets the name, and everything that names it follows."""

from __future__ import annotations

from typing import NamedTuple

from dossierkit.book.files import RESERVED
from dossierkit.editor.document import Document, is_id
from dossierkit.editor.links import Target, declaration, target_at
from dossierkit.editor.surroundings import path_of
from dossierkit.editor.workspace import Workspace
from dossierkit.text.fence import Span
from dossierkit.text.translation import _


class CannotRename(Exception):
    """There will be no other id; the text says why, and what to do."""


class Renaming(NamedTuple):
    """What is to be done: all places that name the dossier (`links.references`) get the new id,
    then its file gets the name."""

    target: Target
    id: str

    @property
    def new_path(self) -> str:
        return path_of(self.target.kind, self.id)


def renamed_at(workspace: Workspace, document: Document, offset: int) -> tuple[Span, str]:
    """The characters of an id at a place, with that id; for a dossier's own name, those of the
    name. Raises CannotRename."""
    target = _target(workspace, document, offset)
    if target.at is not None:
        return target.at, target.id
    own = declaration(workspace, target)
    return (own.span if own else Span(0, 0)), target.id


def rename(workspace: Workspace, document: Document, offset: int, new_id: str) -> Renaming:
    """What it takes to give the dossier at a place another id. Raises CannotRename."""
    target = _target(workspace, document, offset)
    new_id = new_id.strip()
    if not is_id(new_id):
        message = _("'{word}' is no id; write a-z, 0-9 and '-', as in wang-xiao-ming")
        raise CannotRename(message.format(word=new_id))
    if new_id in RESERVED:
        message = _("'{word}' is a reserved name on Windows; choose another id")
        raise CannotRename(message.format(word=new_id))
    if new_id == target.id:
        message = _("that is its id already: '{word}'")
        raise CannotRename(message.format(word=new_id))
    taken = workspace.kinds_of(new_id)
    if taken:
        message = _("'{word}' is taken: {path}; choose another id")
        raise CannotRename(message.format(word=new_id, path=path_of(taken[0], new_id)))
    return Renaming(target, new_id)


def _target(workspace: Workspace, document: Document, offset: int) -> Target:
    target = target_at(workspace, document, offset)
    if target is None:
        raise CannotRename(
            _("no dossier is named here; point at an id, or at a dossier's own name")
        )
    if target.kind == "country":
        message = _("'{word}' is the country's code in ISO 3166; it has no other id")
        raise CannotRename(message.format(word=target.id))
    return target
