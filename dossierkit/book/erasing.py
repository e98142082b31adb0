"""Taking one person out of a text: nothing else changes, and what is left is read back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from dossierkit.book.erasing_stories import without_stories
from dossierkit.book.mentions import Searcher
from dossierkit.text.event import LogLine
from dossierkit.text.fence import Parts, Span, split
from dossierkit.text.header import read_header
from dossierkit.text.log import read_log
from dossierkit.text.nodes import Mapping, Node, Scalar, Sequence, plain
from dossierkit.text.scalar import CannotEdit, write_scalar
from dossierkit.text.source import Source
from dossierkit.text.translation import _

MARK = "[erased]"
"""What stands where somebody was named."""

_REFERENCES = frozenset(("reports-to", "referred-by", "person"))
_BOMS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


class _Edit(NamedTuple):
    """From a character up to another, replaced by a text."""

    start: int
    end: int
    text: str


def without_person(text: str, searcher: Searcher, *, is_yaml: bool = False) -> str:
    """A file's text without a person: references to them are unset, mentions replaced by
    `[erased]`; a file without a header is taken as plain text, unless all of it `is_yaml`.

    Raises CannotEdit where the result would not read back as meant.
    """
    source = Source("", text)
    parts = _parts(source, is_yaml)
    header = read_header(source, parts.header) if parts and not source.is_broken else None
    if parts is None or header is None or source.is_broken:
        return searcher.erase(text, MARK)
    edits = list(_in_header(text, header, searcher))
    taken = [Span(edit.start, edit.end) for edit in edits] + list(_scalars(header))
    edits += [
        _Edit(mention.start, mention.end, MARK)
        for mention in searcher.sure(text)
        if not any(span.start < mention.end and mention.start < span.end for span in taken)
    ]
    changed = _applied(text, edits)
    again = Source("", changed)
    _read_back(source, parts.body, header, again, _parts(again, is_yaml), searcher)
    return changed


def _parts(source: Source, is_yaml: bool) -> Parts | None:
    whole = len(source.text)
    return Parts(Span(0, whole), Span(whole, whole)) if is_yaml else split(source)


def without_person_in_bytes(data: bytes, searcher: Searcher, *, is_yaml: bool = False) -> bytes:
    """The same for the bytes of any file, as carefully as they allow: never raises. Of what
    `is_yaml` the stories about the person go too."""
    text, encoding, errors = decoded(data)
    if not is_yaml and not searcher.sure(text):
        return data
    try:
        told = without_stories(text, searcher) if is_yaml else text
        changed = without_person(told, searcher, is_yaml=is_yaml)
    except CannotEdit:
        changed = searcher.erase(text, MARK)
    return changed.encode(encoding, errors)


def decoded(data: bytes) -> tuple[str, str, str]:
    """The text of any bytes, with the encoding and the error handler that give them back."""
    encoding = _BOMS.get(data[:2], "")
    if encoding:
        try:
            return data.decode(encoding), encoding, "strict"
        except UnicodeDecodeError:
            pass
    return data.decode("utf-8", "surrogateescape"), "utf-8", "surrogateescape"


def _applied(text: str, edits: list[_Edit]) -> str:
    for edit in sorted(edits, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def _scalars(node: Node) -> Iterator[Span]:
    if isinstance(node, Scalar):
        yield Span(node.start, node.end)
    else:
        for inner in node.items if isinstance(node, Sequence) else node.fields.values():
            yield from _scalars(inner)


def _in_header(text: str, header: Mapping, searcher: Searcher) -> Iterator[_Edit]:
    yield from _in_mapping(text, header, searcher, in_flow=False, is_top=True)


def _in_mapping(
    text: str, node: Mapping, searcher: Searcher, *, in_flow: bool, is_top: bool = False
) -> Iterator[_Edit]:
    for name, value in node.fields.items():
        key = node.keys[name]
        if searcher.sure(name) and text.startswith(name, key):
            yield _Edit(key, key + len(name), _key(name, searcher))
        if isinstance(value, Scalar):
            wanted = _wanted(value, name, searcher, is_name=is_top and name == "name")
            yield from _scalar_edit(text, value, wanted, searcher, in_flow=in_flow)
        else:
            yield from _in_collection(text, value, searcher, in_flow=in_flow)


def _in_collection(
    text: str, node: Mapping | Sequence, searcher: Searcher, *, in_flow: bool
) -> Iterator[_Edit]:
    in_flow = in_flow or text[node.start : node.start + 1] in ("[", "{")
    if isinstance(node, Mapping):
        yield from _in_mapping(text, node, searcher, in_flow=in_flow)
        return
    removal = _removal(text, node, searcher)
    if removal:
        yield removal
        return
    for item in node.items:
        if isinstance(item, Scalar):
            wanted = _wanted(item, "", searcher)
            yield from _scalar_edit(text, item, wanted, searcher, in_flow=in_flow)
        else:
            yield from _in_collection(text, item, searcher, in_flow=in_flow)


def _wanted(node: Scalar, name: str, searcher: Searcher, *, is_name: bool = False) -> str | None:
    """What a value is to be: None for no value, where it was nothing but the person."""
    if name in _REFERENCES and node.text.strip() in searcher.ids:
        return None
    erased = searcher.erase(node.text, MARK)
    return None if erased.strip() == MARK and not is_name else erased


def _scalar_edit(
    text: str, node: Scalar, wanted: str | None, searcher: Searcher, *, in_flow: bool
) -> Iterator[_Edit]:
    if wanted == node.text:
        return
    written = text[node.start : node.end]
    if wanted is None:
        new = "null"
    elif written[:1] in ("|", ">"):
        new = searcher.erase(written, MARK)
    else:
        new = write_scalar(wanted, in_flow=in_flow, like=written)
    yield _Edit(node.start, node.end, new)


def _removal(text: str, node: Sequence, searcher: Searcher) -> _Edit | None:
    """The edit that takes the only item out that is nothing but the person, among others that
    have nothing to do with them; None for any other list."""
    items = node.items
    gone = [place for place, item in enumerate(items) if _is_person(item, searcher)]
    others = (item for place, item in enumerate(items) if place not in gone)
    if len(gone) != 1 or any(_names(item, searcher) for item in others):
        return None
    if len(items) == 1:
        return _Edit(node.start, node.end, "[]") if text[node.start] == "[" else None
    place = gone[0]
    item = items[place]
    if text[node.start] == "[":
        if place + 1 < len(items):
            return _Edit(item.start, items[place + 1].start, "")
        return _Edit(items[place - 1].end, item.end, "")
    line_start = text.rfind("\n", 0, item.start) + 1
    line_end = text.find("\n", item.end) + 1
    is_alone = text[line_start : item.start].strip() == "-"
    return _Edit(line_start, line_end, "") if is_alone and place else None


def _is_person(item: Node, searcher: Searcher) -> bool:
    return isinstance(item, Scalar) and _wanted(item, "", searcher) is None and bool(item.text)


def _names(item: Node, searcher: Searcher) -> bool:
    if isinstance(item, Scalar):
        return _wanted(item, "", searcher) != item.text
    return True


def _key(name: str, searcher: Searcher) -> str:
    """The name of a field of the user's own that is the person's."""
    erased = searcher.erase(name, "erased").strip()
    return write_scalar(erased, in_flow=True)


def _expected(node: Node, searcher: Searcher, name: str = "", *, is_top: bool = False) -> Any:
    """What a node is to be afterwards, as texts, lists and dicts."""
    if isinstance(node, Scalar):
        if node.is_null:
            return None
        return _wanted(node, name, searcher, is_name=is_top and name == "name")
    if isinstance(node, Sequence):
        return [_expected(item, searcher) for item in node.items]
    return {
        _key(key, searcher) if searcher.sure(key) else key: _expected(
            value, searcher, key, is_top=is_top
        )
        for key, value in node.fields.items()
    }


def _compared(value: Any) -> Any:
    """A value in which an item without a value is none, as in the reading of lists."""
    if isinstance(value, dict):
        return {name: _compared(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_compared(inner) for inner in value if inner is not None]
    return value


def _read_back(
    source: Source,
    body: Span,
    header: Mapping,
    again: Source,
    parts: Parts | None,
    searcher: Searcher,
) -> None:
    """Raises CannotEdit unless the new text says what the old one did, but for the person."""
    new = read_header(again, parts.header) if parts else None
    wanted = _compared(_expected(header, searcher, is_top=True))
    if parts is None or new is None or again.is_broken or _compared(plain(new)) != wanted:
        raise CannotEdit(_("the header would not read back as meant; take the person out by hand"))
    before = [_outline(line) for line in read_log(source, body).lines]
    if before != [_outline(line) for line in read_log(again, parts.body).lines]:
        raise CannotEdit(_("the log would not read back as meant; take the person out by hand"))


def _outline(line: LogLine) -> tuple[object, ...]:
    return (line.date, line.time, line.event, line.direction, line.money, line.member, line.valid)
