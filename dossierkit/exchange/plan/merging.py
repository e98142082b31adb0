"""What a file says beside what a dossier says: gaps are filled and lists get longer, and what
differs is left alone unless the user takes theirs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from dossierkit.book.keys import mailbox, name_key, same_number, significant
from dossierkit.exchange.arrival import Facts
from dossierkit.exchange.plan.entry import Change, ChangeKind
from dossierkit.exchange.plan.firms import firm_key
from dossierkit.exchange.plan.people import bounced
from dossierkit.exchange.plan.subject import Subject
from dossierkit.text.edit import Path, Value

_OURS = frozenset(("next", "every", "snooze"))
"""What we have planned: a file that was written before the plan changed must not bring it back."""


def merge(subject: Subject, facts: Facts, *, takes_theirs: bool = False) -> list[Change]:
    """Puts facts into a dossier that is there, and says what changes and what is left alone.

    Consent is only ever made stricter, whatever the user takes.
    """
    return [
        change
        for path, value in facts.items()
        for change in _merge(subject, path, value, takes_theirs)
    ]


def _merge(subject: Subject, path: Path, value: Value, takes_theirs: bool) -> Iterator[Change]:
    known = subject.facts.get(path)
    if known is None and not _has_room(subject, path):
        yield _change(subject, path, "conflict", subject.facts[path[:1]], value)
        return
    if isinstance(value, tuple) and path[0] not in _OURS:
        yield from _add(subject, path, known, value)
        return
    if known is not None and _is_same(subject.kind, path, known, value):
        return
    is_kept = path[0] in _OURS or (path[0] == "consent" and not _is_stricter(subject, path, value))
    if is_kept or (known is not None and not takes_theirs and path[0] != "consent"):
        yield _change(subject, path, "conflict", known, value)
        return
    yield _change(subject, path, "set" if known is None else "replace", known, value)
    subject.want(path, value)


def _has_room(subject: Subject, path: Path) -> bool:
    """Whether a field can be set: the one around it holds fields, and no text."""
    return len(path) == 1 or path[:1] not in subject.facts


def _is_stricter(subject: Subject, path: Path, value: Value) -> bool:
    """Whether a consent of the file may be written: an opt-out always, nothing for who opted out,
    and no word against one that stands there."""
    if path[1:] == ("do-not-contact",):
        return str(value).casefold() not in ("false", "no", "off")
    if path[1:] == ("opt-out",) or (path[1:] == ("marketing",) and value == "refused"):
        return True
    return not subject.opted_out and path not in subject.facts


def _add(subject: Subject, path: Path, known: Value, value: tuple[Value, ...]) -> Iterator[Change]:
    """The items that a list does not have yet."""
    items = [*known] if isinstance(known, (tuple, list)) else [] if known is None else [known]
    is_same = _same_item(path)
    barred = bounced(subject) if path == ("reach", "email") else []
    new: list[Any] = []
    for item in value:
        if not any(is_same(item, other) for other in (*items, *new, *barred)):
            new.append(item)
    if new:
        kind: ChangeKind = "set" if not items else "add"
        shown = ", ".join(map(shown_value, new))
        yield Change(subject.kind, ".".join(path), kind, shown_value(known), shown)
        subject.want(path, (*items, *new))


def _change(subject: Subject, path: Path, kind: ChangeKind, known: Value, value: Value) -> Change:
    return Change(subject.kind, ".".join(path), kind, shown_value(known), shown_value(value))


def shown_value(value: Value) -> str:
    """A value in one line, as a person reads it."""
    if value is None:
        return ""
    if isinstance(value, str):
        return ", ".join(line.strip() for line in value.strip().split("\n"))
    if isinstance(value, Mapping):
        return " ".join(f"{name}: {shown_value(inner)}" for name, inner in value.items())
    return ", ".join(map(shown_value, value))


def _same_item(path: Path) -> Callable[[Any, Any], bool]:
    """How two items of a list are compared."""
    if path == ("reach", "email"):
        return lambda one, other: mailbox(str(one)) == mailbox(str(other))
    if path == ("reach", "phone"):
        return _same_phone
    return lambda one, other: _folded(one) == _folded(other)


def _same_phone(one: Any, other: Any) -> bool:
    return same_number(significant(str(one)), significant(str(other)))


def _is_same(kind: str, path: Path, one: Value, other: Value) -> bool:
    if path == ("name",):
        key = firm_key if kind == "company" else name_key
        return key(str(one)) == key(str(other))
    if path == ("reach", "whatsapp"):
        return _same_phone(one, other)
    if path[-1] in ("website", "linkedin", "facebook"):
        return _page(str(one)) == _page(str(other))
    return bool(_folded(one) == _folded(other))


def _page(text: str) -> str:
    bare = text.strip().casefold().partition("://")[2] or text.strip().casefold()
    return bare.removeprefix("www.").rstrip("/")


def _folded(value: Any) -> Any:
    """A value without case, and with blanks as one."""
    if isinstance(value, str):
        return " ".join(value.casefold().split())
    if isinstance(value, Mapping):
        return {name: _folded(inner) for name, inner in value.items() if inner is not None}
    return [_folded(item) for item in value] if isinstance(value, (tuple, list)) else value
