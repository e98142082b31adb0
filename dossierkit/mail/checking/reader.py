"""Walking through a template: which facts it asks about and prints, and what can't be right.

The tree is jinja2's, made by `environment.syntax_of`; its nodes are told apart by their names,
since only `environment` knows the library.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dossierkit.mail.checking.expressions import Expressions
from dossierkit.mail.checking.nature import ANYTHING, Seen
from dossierkit.mail.checking.noted import Noted
from dossierkit.mail.checking.vocabulary import Word
from dossierkit.text.translation import _

_ELSEWHERE = frozenset(("Include", "Import", "FromImport", "Extends"))


class Reader:
    """Reads the parts of one template, the subject and the body, into one `Noted`."""

    def __init__(self, words: Mapping[str, Word], filters: Iterable[str], tests: Iterable[str]):
        self.noted = Noted()
        self._set_somewhere: frozenset[str] = frozenset()
        self._expressions = Expressions(words, frozenset(filters), frozenset(tests), self.noted)

    def read(self, tree: Any) -> None:
        """Reads one part; what it sets is not known in the other."""
        self._set_somewhere = frozenset(_names_set_in(tree))
        with self._expressions.scope():
            self._all(tree.body)

    def _all(self, nodes: Iterable[Any]) -> None:
        for node in nodes:
            self._one(node)

    def _one(self, node: Any) -> None:
        kind = type(node).__name__
        if kind in _ELSEWHERE:
            word = {"FromImport": "from … import"}.get(kind, kind.lower())
            self.noted.problem(
                node.lineno,
                "template-include",
                _("'{word}' finds nothing: a letter is made of one template").format(word=word),
                _("write the text itself here"),
            )
            return
        statement = getattr(self, f"_{kind.lower()}", None)
        if statement:
            statement(node)
        else:
            self._all(node.iter_child_nodes())

    def _output(self, node: Any) -> None:
        for one in node.nodes:
            if type(one).__name__ == "TemplateData":
                self.noted.texts.append((one.lineno, one.data))
                continue
            seen = self._expressions.value(one, printed=True)
            if not seen.nature.is_printable:
                self._not_printable(one.lineno, seen)

    def _not_printable(self, line: int, seen: Seen) -> None:
        names = ", ".join(seen.nature.names()[:8])
        hint = (
            _("print one of: {names}").format(names=names)
            if names
            else _("print one of its parts, or ask with {% if %}")
        )
        what = f"'{seen.path}', {seen.nature.name}," if seen.path else seen.nature.name
        self.noted.problem(
            line, "not-printable", _("{what} can't be printed").format(what=what), hint
        )

    def _if(self, node: Any) -> None:
        look = self._expressions
        look.value(node.test)
        excluded = look.implied(node.test, holds=False)
        with look.branch(look.implied(node.test)):
            self._all(node.body)
        for other in node.elif_:
            with look.branch(excluded):
                look.value(other.test)
                with look.branch(look.implied(other.test)):
                    self._all(other.body)
                excluded = excluded | look.implied(other.test, holds=False)
        with look.branch(excluded):
            self._all(node.else_)

    def _for(self, node: Any) -> None:
        look = self._expressions
        many = look.value(node.iter)
        item = Seen(many.nature.item or ANYTHING, many.path, many.is_row or not many.path)
        known = frozenset((many.path,)) if many.path else frozenset()
        with look.branch(known), look.scope():
            look.assign(node.target, item)
            look.names["loop"] = Seen(ANYTHING)
            if node.test is not None:
                look.value(node.test)
            self._all(node.body)
        with look.branch(frozenset()):
            self._all(node.else_)

    def _assign(self, node: Any) -> None:
        seen = self._expressions.value(node.node)
        self._expressions.condition(node.target, node.node)
        self._expressions.assign(node.target, seen)

    def _assignblock(self, node: Any) -> None:
        self._all(node.body)
        if node.filter is not None:
            self._expressions.value(node.filter)
        self._expressions.assign(node.target, Seen(ANYTHING))

    def _macro(self, node: Any) -> None:
        look = self._expressions
        for default in node.defaults:
            look.value(default)
        look.names[node.name] = Seen(ANYTHING)
        with look.branch(frozenset()), look.scope():
            for name in ("caller", "varargs", "kwargs", *self._set_somewhere):
                look.names.setdefault(name, Seen(ANYTHING))  # a macro may run further down
            for target in node.args:
                look.assign(target, Seen(ANYTHING))
            self._all(node.body)

    def _callblock(self, node: Any) -> None:
        look = self._expressions
        look.value(node.call, printed=True)
        with look.scope():
            for target in node.args:
                look.assign(target, Seen(ANYTHING))
            self._all(node.body)

    def _filterblock(self, node: Any) -> None:
        self._expressions.value(node.filter)
        self._all(node.body)

    def _with(self, node: Any) -> None:
        look = self._expressions
        with look.scope():
            for target, value in zip(node.targets, node.values, strict=True):
                look.assign(target, look.value(value))
            self._all(node.body)

    def _exprstmt(self, node: Any) -> None:
        self._expressions.value(node.node)


def _names_set_in(node: Any) -> Iterator[str]:
    if type(node).__name__ == "Macro" or getattr(node, "ctx", "") == "store":
        yield from filter(None, (getattr(node, "name", ""),))
    for child in node.iter_child_nodes():
        yield from _names_set_in(child)
