"""True stories about one person: they are told and erased whole, with their consent (M46)."""

from __future__ import annotations

from typing import NamedTuple

from dossierkit.book.mentions import Searcher
from dossierkit.text.edit_flow import remove_entry
from dossierkit.text.edit_removal import remove_field
from dossierkit.text.fence import Span
from dossierkit.text.header import read_header
from dossierkit.text.nodes import Mapping, Node, Scalar, plain
from dossierkit.text.places import Header, field_end, is_flow
from dossierkit.text.scalar import CannotEdit
from dossierkit.text.source import Source
from dossierkit.text.translation import _


class Told(NamedTuple):
    """A story about somebody: its id, from which character up to which it stands, and all of its
    fields as texts."""

    id: str
    start: int
    end: int
    says: object

    @property
    def in_one_line(self) -> str:
        """All of it, field by field."""
        return _flat(self.says)

    def is_told_in(self, letter: str) -> bool:
        """Whether a letter has the words of the story, in one of its languages."""
        text = self.says.get("text") if isinstance(self.says, dict) else None
        ways = text.values() if isinstance(text, dict) else [text]
        words = (" ".join(way.split()) for way in ways if isinstance(way, str))
        return any(one and one in " ".join(letter.split()) for one in words)


def stories_about(text: str, searcher: Searcher) -> list[Told]:
    """The stories in the text of a file that are about a person, by `about` or, without it, by
    their own id; raises CannotEdit, with the line, if the file can't be read without doubt."""
    header = _read(text)
    fields, keys = header.root.fields, header.root.keys
    return [
        Told(name, keys[name], _end(header, keys[name], node), plain(node))
        for name, node in fields.items()
        if isinstance(node, Mapping) and _is_about(node, name, searcher)
    ]


def without_stories(text: str, searcher: Searcher) -> str:
    """The text without the stories about a person; all other stories, comments and lines stay.

    Raises CannotEdit if the file can't be read, or if the result would not read back as meant.
    """
    gone = [story.id for story in stories_about(text, searcher)]
    before = _read(text).root.fields
    for name in gone:
        text = _without(_read(text), name)
    if plain(_read(text).root) != {n: plain(before[n]) for n in before if n not in gone}:
        raise CannotEdit(_("the stories would not read back as meant; take theirs out by hand"))
    return text


def _flat(said: object) -> str:
    if isinstance(said, dict):
        return ", ".join(f"{name}: {_flat(value)}" for name, value in said.items())
    if isinstance(said, list):
        return ", ".join(map(_flat, said))
    return " ".join(str(said or "").split())


def _read(text: str) -> Header:
    source = Source("", text)
    span = Span(0, len(text))
    root = read_header(source, span)
    if root is None or source.is_broken:
        finding = next(finding for finding in source.findings if finding.is_error)
        raise CannotEdit(
            _("can't be read (line {line}: {message}); mend it first").format(
                line=finding.line, message=finding.message
            )
        )
    return Header(text, span, root)


def _end(header: Header, key: int, node: Node) -> int:
    return node.end if is_flow(header.text, header.root) else field_end(header, key, node)


def _is_about(story: Mapping, name: str, searcher: Searcher) -> bool:
    about = story.fields.get("about")
    who = about.text.strip() if isinstance(about, Scalar) and not about.is_null else name
    return who in searcher.ids or not searcher.erase(who, "").strip()


def _without(header: Header, name: str) -> str:
    root = header.root
    if is_flow(header.text, root):
        return remove_entry(header.text, root, list(root.fields).index(name))
    return remove_field(header, root.keys[name], root.fields[name])
