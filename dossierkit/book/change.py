"""A change to one dossier, proved before anyone writes it.

The edit touches a few characters; then the whole file is read again, strictly, and must say what it
said before but for the change. Nothing here opens a file.
"""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple, TypeAlias

from dossierkit.book.fields import paths_of
from dossierkit.schema.dossier import Dossier, Unreadable, read_dossier
from dossierkit.schema.fact import Group
from dossierkit.schema.policy import CustomField
from dossierkit.text.edit import CannotEdit, Path, Value, set_field, unset_field
from dossierkit.text.event import LogLine
from dossierkit.text.fence import split
from dossierkit.text.finding import Finding
from dossierkit.text.log_edit import add_log_line
from dossierkit.text.log_line import Bullet
from dossierkit.text.nodes import Mapping as Fields
from dossierkit.text.nodes import plain
from dossierkit.text.notes import read_notes
from dossierkit.text.source import Source, decode
from dossierkit.text.translation import _
from dossierkit.text.value import as_plain

_BOM = "\ufeff"


class Refusal(Exception):
    """The change is not made; the text says why, and what to do."""


class _Absent(enum.Enum):
    ABSENT = enum.auto()


ABSENT: Final = _Absent.ABSENT
"""What a field is set to that is to be taken out."""

Wish: TypeAlias = "Value | _Absent"
"""The value that a field is to have, or ABSENT."""


class Wanted(NamedTuple):
    """What a file is to say: fields by their path, and perhaps one more log line."""

    fields: Mapping[Path, Wish] = {}
    log: Bullet | None = None

    def edit(self, kind: Group[Any]) -> Callable[[str], str]:
        """The edit that brings this about in the text of a dossier of a kind."""
        order = list(paths_of(kind))

        def apply(text: str) -> str:
            for path, value in self.fields.items():
                if isinstance(value, _Absent):
                    text = unset_field(text, path)
                else:
                    text = set_field(text, path, value, order)
            if self.log is None:
                return text
            line = self.log.read()
            return add_log_line(text, self.log.line, self.log.more, line.date, line.time)

        return apply


def changed(
    kind: Group[Any],
    dossier_id: str,
    path: str,
    before: bytes,
    edit: Callable[[str], str] | None,
    expect: Wanted,
    custom: Mapping[str, CustomField],
) -> bytes:
    """The bytes of a dossier after an edit; without one, after that of `expect`.

    A byte order mark and all line ends stay as they are. `custom` are the declared fields of the
    book. Raises Refusal for a file that can't be read, a value that the schema refuses, and an edit
    that would change anything but what is expected.
    """
    old = read_dossier(kind, dossier_id, decode(path, before), custom)
    if isinstance(old, Unreadable):
        finding = next(finding for finding in old.findings if finding.is_error)
        raise Refusal(f"{finding}; {finding.hint or _('mend it first')}")
    try:
        text = (edit or expect.edit(kind))(old.source.text)
    except CannotEdit as error:
        raise Refusal(f"{path}: {error}") from error
    mark = _BOM if old.source.had_bom else ""
    after = (mark + text).encode("utf-8", "surrogatepass")
    new = read_dossier(kind, dossier_id, decode(path, after), custom)
    fresh = _fresh(old.findings, new.findings)
    if fresh:
        raise Refusal(_sentence(fresh, new, expect))
    if isinstance(new, Unreadable) or not _is_as_wanted(old, new, expect):
        hint = _("edit it by hand, then run: dossier check")
        raise Refusal(
            _("{path}: the change can't be made without touching other things; {hint}").format(
                path=path, hint=hint
            )
        )
    return after


def _fresh(before: tuple[Finding, ...], after: tuple[Finding, ...]) -> list[Finding]:
    """The errors of which there were fewer before, wherever they stand."""
    known = Counter((finding.code, finding.message) for finding in before)
    more = Counter((finding.code, finding.message) for finding in after) - known
    return [f for f in after if f.is_error and (f.code, f.message) in more]


def _sentence(fresh: list[Finding], new: Dossier[Any] | Unreadable, expect: Wanted) -> str:
    """The finding that is to blame; of a file that is not written no line can be looked at."""
    places = dict.fromkeys(fresh, "")
    if isinstance(new, Dossier):
        places = {finding: _field_at(new.header, new.source, finding) for finding in fresh}
    wanted = tuple(".".join(path) for path in expect.fields)
    finding = next((one for one in fresh if places[one].startswith(wanted)), fresh[0])
    hint = f"; {finding.hint}" if finding.hint else ""
    said = f"{finding.message}{hint} [{finding.code}]"
    field = "" if finding.code == "missing-field" else places[finding]
    return f"{field}: {said}" if field else said


def _field_at(header: Fields, source: Source, finding: Finding) -> str:
    """The dotted path of the field in which a finding stands; empty outside of the header."""
    offset = source.start_of(finding.line) + finding.column - 1
    names: list[str] = []
    node: Any = header
    while isinstance(node, Fields) and offset <= node.end:
        inner = [name for name in node.fields if node.keys[name] <= offset]
        if not inner:
            break
        names.append(inner[-1])
        node = node.fields[inner[-1]]
    return ".".join(names)


def _is_as_wanted(old: Dossier[Any], new: Dossier[Any], expect: Wanted) -> bool:
    lines = Counter(map(_event, old.log.lines))
    if expect.log is not None:
        lines[_event(expect.log.read())] += 1
    wanted: Any = plain(old.header)
    header: Any = plain(new.header)
    for path, value in expect.fields.items():
        if isinstance(value, _Absent):
            _remove(wanted, path)
            _remove(header, path)
        else:
            _put(wanted, path, as_plain(value))
    is_same_text = _notes(old.source) == _notes(new.source)
    return bool(wanted == header) and lines == Counter(map(_event, new.log.lines)) and is_same_text


def _event(line: LogLine) -> tuple[object, ...]:
    """What a log line says, wherever it stands."""
    return line[:-2]


def _notes(source: Source) -> str:
    parts = split(source)
    return read_notes(source, parts.body) if parts else ""


def _put(fields: dict[str, Any], path: Path, value: Value) -> None:
    for name in path[:-1]:
        inner = fields.get(name)
        fields[name] = inner if isinstance(inner, dict) else {}
        fields = fields[name]
    fields[path[-1]] = value


def _remove(fields: dict[str, Any], path: Path) -> None:
    """Takes a field out, and the parents that hold nothing else."""
    inner = fields.get(path[0])
    if len(path) > 1 and isinstance(inner, dict):
        _remove(inner, path[1:])
    if len(path) == 1 or not inner:
        fields.pop(path[0], None)
