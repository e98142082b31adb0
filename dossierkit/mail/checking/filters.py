"""What the filters of templates make of an expression, and the names they take as texts."""

from __future__ import annotations

from typing import Any, Protocol

from dossierkit.mail.checking.nature import ANYTHING, NUMBER, TEXT, Nature, Seen, list_of


class Looking(Protocol):
    """What looks at expressions (see `expressions`)."""

    def value(self, node: Any, *, printed: bool = False) -> Seen:
        """What an expression is; the facts it reads are noted."""

    def look(self, node: Any, printed: bool) -> Seen:
        """What an expression is, itself not noted."""

    def attribute(self, seen: Seen, name: str, line: int) -> Seen:
        """What something has under a name."""


_SAME = frozenset(
    ("list", "reverse", "select", "reject", "selectattr", "rejectattr", "sort", "unique")
)
_ITEM = frozenset(("first", "last", "min", "max"))
_TEXTS = frozenset(
    (
        *("capitalize", "day", "join", "listed", "lower", "money", "number", "percent", "replace"),
        *("title", "trim", "truncate", "upper"),
    )
)
_NUMBERS = frozenset(("abs", "count", "int", "length", "round", "wordcount"))
_ASKING = frozenset(("count", "d", "default", "length"))
"""Filters that a fact without a value passes without harm."""
_FIRST_IS_ATTRIBUTE = frozenset(("groupby", "rejectattr", "selectattr", "sum"))


def filtered(look: Looking, node: Any, printed: bool) -> Seen:
    """What a filter gives; the attributes it is told by name are looked at, too."""
    name = node.name
    stops = printed and name not in _ASKING
    seen = Seen(ANYTHING) if node.node is None else look.value(node.node, printed=stops)
    attribute = _attribute(node)
    for one in (*node.args, *(keyword.value for keyword in node.kwargs)):
        look.value(one, printed=printed)
    item = seen._replace(nature=seen.nature.item or ANYTHING, is_given=True)
    part = item
    for step in filter(None, attribute.split(".")):
        part = look.attribute(part, step, node.lineno)
    if name in ("default", "d"):
        return Seen(_defaulted(look, node, seen.nature))
    if name == "map":
        return Seen(list_of(part.nature if attribute else ANYTHING), seen.path, seen.is_row)
    if name in _ITEM:
        return item
    if name in _SAME:
        return seen._replace(is_given=True)
    natures = dict.fromkeys(_TEXTS, TEXT) | dict.fromkeys(_NUMBERS, NUMBER)
    return Seen(natures.get(name, ANYTHING))


def _defaulted(look: Looking, node: Any, nature: Nature) -> Nature:
    other = look.look(node.args[0], False).nature if node.args else TEXT
    return nature if nature == other else ANYTHING


def _attribute(node: Any) -> str:
    """The attribute that a filter is told by name, as in `map(attribute="name")`."""
    given = [one.value for one in node.kwargs if one.key == "attribute"]
    if not given and node.name in _FIRST_IS_ATTRIBUTE:
        given = node.args[:1]
    is_text = given and type(given[0]).__name__ == "Const" and isinstance(given[0].value, str)
    return str(given[0].value) if is_text else ""
