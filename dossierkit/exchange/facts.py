"""A header as facts by path, and back again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dossierkit.exchange.arrival import Facts
from dossierkit.schema.fact import Group
from dossierkit.schema.types import ListOf, MapOf
from dossierkit.text.edit import Path, Value


def facts_of(kind: Group[Any], header: Mapping[str, Any]) -> dict[Path, Value]:
    """The values of a header, as `nodes.plain` gives it, by path; a list is a tuple, even of one.

    Without what has no value.
    """
    return dict(_facts(kind, header, ()))


def _facts(group: Group[Any], fields: Mapping[str, Any], path: Path) -> Iterator[tuple[Path, Any]]:
    for name, value in fields.items():
        declared = group.facts.get(name)
        if value is None or value in ([], {}):
            continue
        if declared and isinstance(declared.type, Group) and isinstance(value, dict):
            yield from _facts(declared.type, value, (*path, name))
        elif declared and isinstance(declared.type, MapOf) and isinstance(value, dict):
            yield from (((*path, name, inner), _tupled(one)) for inner, one in value.items())
        elif declared and isinstance(declared.type, ListOf) and not isinstance(value, list):
            yield (*path, name), (_tupled(value),)
        else:
            yield (*path, name), _tupled(value)


def _tupled(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _tupled(inner) for name, inner in value.items()}
    return tuple(map(_tupled, value)) if isinstance(value, list) else value


def header_of(facts: Facts) -> dict[str, Any]:
    """The fields within fields that facts by path stand for."""
    header: dict[str, Any] = {}
    for path, value in facts.items():
        inner = header
        for name in path[:-1]:
            inner = inner.setdefault(name, {})
        inner[path[-1]] = value
    return header
