"""From one dossier to another: where an id leads, and everything that names it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dossierkit.book.files import FOLDERS, is_inside
from dossierkit.book.load import POLICY_PATH
from dossierkit.book.stories import STORIES_PATH
from dossierkit.editor.document import Document
from dossierkit.editor.occurrences import Occurrence, loose, occurrence_at, occurrences
from dossierkit.editor.surroundings import path_of
from dossierkit.editor.workspace import Workspace
from dossierkit.text.fence import Span
from dossierkit.text.source import decode


class Place(NamedTuple):
    """Some characters of a file of the book; `text` is what the file says."""

    path: str
    text: str
    span: Span


class Target(NamedTuple):
    """A dossier that is meant at a place; `at` is that place in the file that names it, or None if
    it is the file itself."""

    kind: str
    id: str
    at: Span | None

    @property
    def path(self) -> str:
        return path_of(self.kind, self.id)


def target_at(workspace: Workspace, document: Document, offset: int) -> Target | None:
    """The dossier that is meant at a place: by its id there, or by the name in its own header."""
    named = _named_at(document, offset)
    if named is not None:
        kinds = [named.kind] if named.kind else workspace.kinds_of(named.id)
        for kind in kinds:
            if named.id in workspace.around.ids(kind):
                return Target(kind, named.id, Span(named.start, named.end))
        return None
    where = document.placed
    if where is None or not where.is_dossier or not _is_own_name(document, offset):
        return None
    return Target(where.kind, where.id, None)


def definition(workspace: Workspace, document: Document, offset: int) -> list[Place]:
    """The dossiers that an id at a place may mean: their names."""
    named = _named_at(document, offset)
    if named is None:
        return []
    kinds = [named.kind] if named.kind else workspace.kinds_of(named.id)
    places = (_name_place(workspace, kind, named.id) for kind in kinds)
    return [place for place in places if place is not None]


def references(workspace: Workspace, target: Target) -> Iterator[list[Place]]:
    """Every place that names a dossier, file by file, the open ones as they stand. A file without
    any gives an empty list, so that one may do other things between two of them."""
    is_alone = workspace.kinds_of(target.id) == [target.kind]
    for path in _files(workspace):
        document = _naming(workspace, path, target.id)
        yield _places(workspace, document, target, in_text=is_alone) if document else []


def _places(
    workspace: Workspace, document: Document, target: Target, *, in_text: bool
) -> list[Place]:
    """The places of one file; with `in_text` also where the id stands alone in notes and logs."""
    spans = [
        Span(one.start, one.end)
        for one in occurrences(document)
        if one.id == target.id and _means(workspace, one, target)
    ]
    for one in loose(document, target.id) if in_text else ():
        if all(one.end <= span.start or span.end <= one.start for span in spans):
            spans.append(Span(one.start, one.end))
    return [Place(document.path, document.text, span) for span in sorted(spans)]


def declaration(workspace: Workspace, target: Target) -> Place | None:
    """The name of a dossier in its own file."""
    return _name_place(workspace, target.kind, target.id)


def _files(workspace: Workspace) -> Iterator[str]:
    yield from (POLICY_PATH, STORIES_PATH)
    for kind in FOLDERS:
        yield from (path_of(kind, one) for one in workspace.around.ids(kind))
    root = workspace.root
    for file in sorted((root / "templates").glob("*/*.md")):
        if is_inside(file, root):
            yield file.relative_to(root).as_posix()


def _naming(workspace: Workspace, path: str, dossier_id: str) -> Document | None:
    """A file in whose text an id stands somewhere; None for others."""
    opened = workspace.opened_at(path)
    if opened is not None:
        return opened if dossier_id in opened.text else None
    try:
        data = (workspace.root / path).read_bytes()
    except OSError:
        return None
    if dossier_id.encode() not in data:
        return None
    source = decode(path, data)
    return None if source.is_broken else Document(path, source.text)


def _means(workspace: Workspace, named: Occurrence, target: Target) -> bool:
    """Whether an id that may be of any kind means a dossier: the first kind that has it."""
    if named.kind:
        return named.kind == target.kind
    return workspace.kinds_of(named.id)[:1] == [target.kind]


def _named_at(document: Document, offset: int) -> Occurrence | None:
    return occurrence_at(occurrences(document), offset)


def _is_own_name(document: Document, offset: int) -> bool:
    nodes = document.nodes
    if nodes is None or "name" not in nodes.fields:
        return False
    return nodes.keys["name"] <= offset <= nodes.fields["name"].end


def _name_place(workspace: Workspace, kind: str, dossier_id: str) -> Place | None:
    if dossier_id not in workspace.around.ids(kind):
        return None
    path = path_of(kind, dossier_id)
    document = workspace.document(path)
    if document is None:
        return None
    node = document.nodes.get("name") if document.nodes else None
    span = Span(node.start, node.end) if node else Span(0, 0)
    return Place(path, document.text, span)
