"""What may be typed at a place of a file: fields, values, ids, the words of a log line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dossierkit.editor.choices import MOST, Typed, Value, days, people, tags, values
from dossierkit.editor.declared import Entry, entry_at, fields_at, item_type
from dossierkit.editor.document import Document
from dossierkit.editor.spot import Spot, spot_at
from dossierkit.editor.workspace import Workspace
from dossierkit.schema.fact import Group
from dossierkit.schema.types import ListOf, MapOf
from dossierkit.text.event import DIRECTIONS
from dossierkit.text.nodes import Mapping
from dossierkit.text.translation import _

_LINK = re.compile(r"\[\[([^\[\]\n|]*)$")
_TAG = re.compile(r"(?:^|[\s(])#(\w[\w-]*)?$")
_DATE = re.compile(r"[-*][ \t]+([0-9today+-]*)$")
_EVENT = re.compile(r"[-*][ \t]+\d{4}-\d\d-\d\d(?:[ \t]+\d{1,2}:\d\d)?[ \t]+([a-z-]*)$")
_HEAD = re.compile(
    r"[-*][ \t]+\d{4}-\d\d-\d\d(?:[ \t]+\d{1,2}:\d\d)?[ \t]+[a-z-]+[ \t]+([^:]*)$", re.IGNORECASE
)
_BY = re.compile(r"\bby[ \t]+([a-z0-9-]*)$")
_LOG = re.compile(r"^##[ \t]+log[ \t]*#*[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_HEADING = re.compile(r"^#{1,2}[ \t]", re.MULTILINE)


class Suggestion(NamedTuple):
    """Something that may be typed instead of what stands between `start` and the cursor. `kind` is
    that of `choices.Value`, or `field`; `¦` in `text` is where the cursor goes."""

    label: str
    text: str
    start: int
    detail: str
    doc: str
    kind: str
    search: str
    order: int


class Offered(NamedTuple):
    """What is offered; `is_all` if typing on can bring nothing more."""

    suggestions: list[Suggestion]
    is_all: bool


def complete(workspace: Workspace, document: Document, offset: int) -> Offered:
    """What may be typed at an offset of a file."""
    where, header = document.placed, document.header
    if where is None or header is None:
        return Offered([], True)
    if header.start <= offset <= header.end:
        spot = spot_at(document.text, header.start, offset)
        return _in_header(workspace, document, spot) if spot else Offered([], True)
    if where.is_dossier and offset > header.end:
        return _in_body(workspace, document, offset)
    return Offered([], True)


def _in_header(workspace: Workspace, document: Document, spot: Spot) -> Offered:
    where, custom = document.placed, workspace.policy.fields
    if where is None:
        return Offered([], True)
    found: list[Suggestion] = []
    is_all = True
    if spot.names:
        taken = spot.taken | _names_there(workspace, document, spot.path)
        entries = fields_at(where, spot.path, custom)
        found += [
            _field(one, spot, place)
            for place, one in enumerate(entries)
            if one.name not in taken or one.name == spot.typed
        ]
    entry = entry_at(where, spot.path, custom)
    if spot.values and entry and not isinstance(item_type(entry.type), (Group, MapOf)):
        in_flow = spot.column is None and not _is_block(document.text, spot)
        offered = values(workspace, where, spot.path, entry, Typed(spot.typed, in_flow))
        suggestions, is_all = _chosen(offered, spot.typed, spot.start)
        found += suggestions
    return Offered(found, is_all)


def _is_block(text: str, spot: Spot) -> bool:
    """Whether a value stands right behind its name, outside of brackets."""
    line = text[text.rfind("\n", 0, spot.start) + 1 : spot.start]
    return not re.search(r"[{\[]", line)


def _names_there(workspace: Workspace, document: Document, path: tuple[str, ...]) -> set[str]:
    """The names that stand at a path in the file as it could be read last."""
    dossier = workspace.read(document)
    node = dossier.header if dossier else None
    for name in path:
        inner = node.fields.get(name) if node else None
        node = inner if isinstance(inner, Mapping) else None
    return set(node.fields) if node else set()


def _field(entry: Entry, spot: Spot, order: int) -> Suggestion:
    field = entry.type
    text = f"{entry.name}: ¦"
    if isinstance(field, Group) and spot.column is not None:
        text = f"{entry.name}:\n{' ' * (spot.column + 2)}¦"
    elif isinstance(field, (Group, MapOf)):
        text = f"{entry.name}: {{¦}}"
    elif isinstance(field, ListOf) and isinstance(field.item, Group):
        text = f"{entry.name}: [{{¦}}]"
        if spot.column is not None:
            text = f"{entry.name}:\n{' ' * (spot.column + 2)}- ¦"
    elif isinstance(field, ListOf) and entry.name != "next":
        text = f"{entry.name}: [¦]"
    doc = field_doc(entry)
    return Suggestion(entry.name, text, spot.start, field.name, doc, "field", entry.name, order)


def field_doc(entry: Entry) -> str:
    """What there is to know of a field, in a line or two."""
    fact = entry.fact
    lines = [entry.doc]
    if fact and fact.question:
        lines.append(_("to ask: {question}").format(question=_(fact.question)))
    if fact and fact.sensitive:
        lines.append(_("sensitive: needs consent.sensitive"))
    return "\n".join(filter(None, lines))


def _chosen(offered: Iterable[Value], typed: str, start: int) -> tuple[list[Suggestion], bool]:
    """Those values that what is typed may mean, not too many, and whether those are all."""
    folded = typed.strip("\"'").casefold()
    found: list[Suggestion] = []
    for value in offered:
        if folded and folded not in value.key:
            continue
        if len(found) == MOST:
            return found, False
        label = value.label or value.text
        search = f"{typed} {value.key}" if folded else value.key
        found.append(
            Suggestion(label, value.text, start, value.detail, "", value.kind, search, len(found))
        )
    return found, True


def _in_body(workspace: Workspace, document: Document, offset: int) -> Offered:
    text = document.text
    line = text[text.rfind("\n", 0, offset) + 1 : offset]
    if link := _LINK.search(line):
        return Offered(*_chosen(people(workspace, "", link[1]), link[1], offset - len(link[1])))
    if tag := _TAG.search(line):
        typed = tag[1] or ""
        return Offered(*_chosen(_all_tags(workspace, document, typed), typed, offset - len(typed)))
    if _is_in_log(document, offset):
        typed, offered = _in_log_line(workspace, line)
        return Offered(*_chosen(offered, typed, offset - len(typed)))
    return Offered([], True)


def _is_in_log(document: Document, offset: int) -> bool:
    start = document.body.start if document.body else len(document.text)
    heads = [head.start() for head in _HEADING.finditer(document.text, start, offset)]
    return bool(heads) and _LOG.match(document.text, heads[-1]) is not None


def _all_tags(workspace: Workspace, document: Document, typed: str) -> Iterator[Value]:
    """The tags of this log, but for the one that is typed, and those of all headers."""
    dossier = workspace.read(document)
    own = dict.fromkeys(tag for line in dossier.log.lines for tag in line.tags) if dossier else {}
    yield from (Value(tag, kind="tag") for tag in own if tag != typed)
    yield from (value for value in tags(workspace) if value.text not in own)


def _in_log_line(workspace: Workspace, line: str) -> tuple[str, Iterable[Value]]:
    """The word that is typed in a log line, and what it may become."""
    if match := _DATE.match(line):
        return match[1], days(workspace.today, " ", past=True)
    if match := _EVENT.match(line):
        return match[1], (
            Value(f"{event} ", _way(event), "event", event, event) for event in DIRECTIONS
        )
    if match := _HEAD.match(line):
        rest = match[1]
        if by := _BY.search(rest):
            ours = people(workspace, "member", by[1])
            return by[1], (one._replace(text=f"{one.text}: ", label=one.text) for one in ours)
        typed = re.split(r"[ \t]", rest)[-1]
        return typed, _head_words(rest)
    return "", ()


def _head_words(rest: str) -> Iterator[Value]:
    words = rest.split()
    if not words or (len(words) == 1 and not rest.endswith((" ", "\t"))):
        yield Value("in", _("they wrote, called or came"), search="in")
        yield Value("out", _("we wrote, called or came"), search="out")
    if "by" not in words:
        yield Value("by ", _("who of us did it"), label="by", search="by")


def _way(event: str) -> str:
    """What an event's direction is where none is written."""
    return {
        "in": _("comes in, if nothing else is written"),
        "out": _("goes out, if nothing else is written"),
        "both": _("goes both ways, if nothing else is written"),
        None: _("is no touch"),
    }[DIRECTIONS[event]]
