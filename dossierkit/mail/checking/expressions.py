"""What expressions of a template are, and which facts they read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from dossierkit.mail.checking.conditions import implied
from dossierkit.mail.checking.filters import filtered
from dossierkit.mail.checking.nature import ANYTHING, Nature, Seen, list_of
from dossierkit.mail.checking.noted import Mention, Noted
from dossierkit.mail.checking.vocabulary import Word
from dossierkit.mail.facts import meant
from dossierkit.text.finding import ERROR, WARNING
from dossierkit.text.translation import _, word


class Expressions:
    """Looks at expressions in the order of the template; `names` are those of this place."""

    def __init__(
        self,
        words: Mapping[str, Word],
        filters: frozenset[str],
        tests: frozenset[str],
        noted: Noted,
    ) -> None:
        self.names: dict[str, Seen] = {}
        self.noted = noted
        self._words = words
        self._filters = filters
        self._tests = tests
        self._known: frozenset[str] = frozenset()
        self._implied_by: dict[str, frozenset[str]] = {}
        self._depth = 0

    @contextmanager
    def scope(self) -> Iterator[None]:
        """Names that are set in here are forgotten afterwards."""
        before = dict(self.names)
        yield
        self.names = before

    @contextmanager
    def branch(self, known: frozenset[str]) -> Iterator[None]:
        """A part that is not in every letter, in which some facts are known."""
        before = self._known
        self._known, self._depth = before | known, self._depth + 1
        yield
        self._known, self._depth = before, self._depth - 1

    def condition(self, target: Any, node: Any) -> None:
        """Remembers which facts are known where a name that is set has a value."""
        name, is_nothing = getattr(target, "name", ""), not getattr(node, "value", True)
        if name and not is_nothing:
            implied_here = self.implied(node) | self._known
            former = self._implied_by.get(name, implied_here)
            self._implied_by[name] = former & implied_here

    def assign(self, target: Any, seen: Seen) -> None:
        """Gives a name to a value; a name with two natures may be anything."""
        kind = type(target).__name__
        if kind == "Tuple":
            for one in target.items:
                self.assign(one, Seen(ANYTHING))
        elif kind == "Name":
            former = self.names.get(target.name)
            if former and former.nature != seen.nature:
                seen = seen._replace(nature=ANYTHING)
            if former and former.path and not seen.path:
                seen = seen._replace(path=former.path, is_given=former.is_given)
            self.names[target.name] = seen

    def value(self, node: Any, *, printed: bool = False) -> Seen:
        """What an expression is; the facts it reads are noted."""
        seen = self.look(node, printed)
        if seen.path and not seen.is_row and not seen.is_given:
            is_asked, is_certain = seen.path in self._known, self._depth == 0
            mention = Mention(seen.path, node.lineno, printed, is_asked, is_certain)
            self.noted.mentions.add(mention)
        return seen

    def look(self, node: Any, printed: bool) -> Seen:
        """What an expression is, itself not noted."""
        handler = getattr(self, f"_{type(node).__name__.lower()}", None)
        if handler:
            seen: Seen = handler(node, printed)
            return seen
        for child in node.iter_child_nodes():
            self.value(child, printed=printed)
        return Seen(ANYTHING)

    def attribute(self, seen: Seen, name: str, line: int) -> Seen:
        """What something has under a name."""
        nature = seen.nature
        field = nature.attribute(name)
        if field is None:
            if nature.fields is not None:
                message = _("'{filter}' is no fact").format(
                    filter=".".join(filter(None, (seen.path, name)))
                )
                hint = meant(name, nature.names())
            else:
                message = _("'{name}' is nothing that {nature_name} has").format(
                    name=name, nature_name=nature.name
                )
                hint = _("delete it; docs/letters.md has the names")
            self.noted.problem(line, "unknown-name", message, hint)
            return Seen(ANYTHING)
        if nature.fields is None:
            return seen._replace(nature=field.nature)
        path = f"{seen.path}.{field.name}" if seen.path else ""
        if field.is_sensitive and path:
            self.noted.sensitive.setdefault(path, line)
        return Seen(field.nature, path, seen.is_row, seen.is_given and field.is_given)

    def _name(self, node: Any, printed: bool) -> Seen:
        if node.name in self.names:
            return self.names[node.name]
        word = self._words.get(node.name)
        if word is None:
            message = _("there is no '{name}' in letters").format(name=node.name)
            hint = meant(node.name, (*self._words, *self.names))
            self.noted.problem(node.lineno, "unknown-name", message, hint)
            return Seen(ANYTHING)
        if word.only:
            message = _("'{name}' is only known in {only}").format(name=node.name, only=word.only)
            severity = ERROR if printed else WARNING
            hint = _("delete it here; it never has a value")
            self.noted.problem(node.lineno, "unknown-name", message, hint, severity)
            return Seen(ANYTHING)
        is_row = word.nature.item is not None
        return Seen(word.nature, word.stands_for or node.name, is_row, word.is_given)

    def _getattr(self, node: Any, printed: bool) -> Seen:
        return self.attribute(self.look(node.node, printed), node.attr, node.lineno)

    def _getitem(self, node: Any, printed: bool) -> Seen:
        seen, key = self.look(node.node, printed), node.arg
        if type(key).__name__ == "Const" and isinstance(key.value, str):
            return self.attribute(seen, key.value, node.lineno)
        self.value(key, printed=printed)
        if type(key).__name__ == "Slice":
            return seen
        return seen._replace(nature=seen.nature.item or ANYTHING, is_given=seen.is_row)

    def _const(self, node: Any, printed: bool) -> Seen:
        return Seen(ANYTHING if node.value is None else Nature(plain=type(node.value)))

    def _not(self, node: Any, printed: bool) -> Seen:
        self.value(node.node)
        return Seen(Nature(plain=bool))

    def _compare(self, node: Any, printed: bool) -> Seen:
        for one in (node.expr, *(operand.expr for operand in node.ops)):
            self.value(one)
        return Seen(Nature(plain=bool))

    def _and(self, node: Any, printed: bool) -> Seen:
        self.value(node.left)
        with self.branch(self.implied(node.left)):
            return Seen(self.value(node.right, printed=printed).nature)

    def _or(self, node: Any, printed: bool) -> Seen:
        left = self.value(node.left)
        with self.branch(self.implied(node.left, holds=False)):
            right = self.value(node.right, printed=printed)
        return Seen(_either(left, right))

    def _condexpr(self, node: Any, printed: bool) -> Seen:
        self.value(node.test)
        with self.branch(self.implied(node.test)):
            seen = self.value(node.expr1, printed=printed)
        if node.expr2 is None:
            return Seen(seen.nature)
        with self.branch(self.implied(node.test, holds=False)):
            return Seen(_either(seen, self.value(node.expr2, printed=printed)))

    def _list(self, node: Any, printed: bool) -> Seen:
        items = [self.value(one, printed=printed) for one in node.items]
        alike = items and all(one.nature == items[0].nature for one in items)
        return Seen(list_of(items[0].nature if alike else ANYTHING))

    _tuple = _list

    def _call(self, node: Any, printed: bool) -> Seen:
        self.look(node.node, printed)
        for one in (*node.args, *(keyword.value for keyword in node.kwargs)):
            self.value(one, printed=printed)
        return Seen(ANYTHING)

    def _test(self, node: Any, printed: bool) -> Seen:
        self.known("test", node.name, node.lineno, self._tests)
        for one in (node.node, *node.args):
            self.value(one)
        return Seen(Nature(plain=bool))

    def _filter(self, node: Any, printed: bool) -> Seen:
        self.known("filter", node.name, node.lineno, self._filters)
        return filtered(self, node, printed)

    def known(self, kind: str, name: str, line: int, names: frozenset[str]) -> None:
        """Notes a filter or a test that does not exist."""
        if name not in names:
            hint = meant(name, tuple(sorted(names)))
            self.noted.problem(
                line,
                "unknown-filter",
                _("there is no {kind} '{name}'").format(kind=word(kind, "jinja"), name=name),
                hint,
            )

    def implied(self, test: Any, *, holds: bool = True) -> frozenset[str]:
        """The facts that are known where a condition holds, or where it does not."""
        return implied(test, self._facts, holds=holds)

    def _facts(self, node: Any) -> frozenset[str]:
        """The facts that are known where an expression has a value; filters don't matter here."""
        while type(node).__name__ == "Filter" and node.node is not None:
            node = node.node
        if type(node).__name__ not in ("Name", "Getattr", "Getitem"):
            return frozenset()
        if (name := getattr(node, "name", "")) in self._implied_by:
            return self._implied_by[name]
        path = self.look(node, False).path
        return frozenset((path,)) if path else frozenset()


def _either(one: Seen, other: Seen) -> Nature:
    return one.nature if one.nature == other.nature else ANYTHING
