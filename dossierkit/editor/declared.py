"""The declaration of what stands at a path of a header: its fact, its type, the fields below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from dossierkit.book.fields import GROUPS
from dossierkit.editor.document import POLICY, TEMPLATE, Placed
from dossierkit.schema.codes import ID, LANGUAGE
from dossierkit.schema.custom import custom_type
from dossierkit.schema.fact import Fact, Group, Record, fact
from dossierkit.schema.policy import CustomField, Policy
from dossierkit.schema.types import ANYTHING, TEXT, ListOf, MapOf, Type
from dossierkit.text.translation import _


class TemplateHead(Record):
    """The header of a template; what is wrong in one, `dossier check` says."""

    subject: str | None = fact(TEXT, "the subject of the letter; it may name facts")
    purpose: str | None = fact(ID, "the kind of letter: the name of its folder")
    language: str | None = fact(LANGUAGE, "its language: the name of the file")
    from_: str | None = fact(ID, "the member who writes, if not the customer's owner")
    attach: tuple[str, ...] = fact(ListOf(TEXT), "files that go with it")
    uses: tuple[str, ...] = fact(ListOf(TEXT), "sensitive facts it may read; usually none")


_ROOTS = {**GROUPS, POLICY: Group(Policy), TEMPLATE: Group(TemplateHead)}


class Entry(NamedTuple):
    """A field that may stand in a header, as its writer sees it; `fact` is missing for names that
    the book declares or the writer chooses."""

    name: str
    type: Type[Any]
    doc: str
    fact: Fact | None = None


def root_of(placed: Placed) -> Group[Any] | None:
    """The fields of a file's header; None for files without."""
    return _ROOTS.get(placed.kind)


def fields_at(
    placed: Placed, path: Sequence[str], custom: dict[str, CustomField] | Any
) -> list[Entry]:
    """The fields that may be written below a path; none where the writer chooses the names."""
    root = root_of(placed)
    if root is None:
        return []
    if tuple(path) == ("custom",) and placed.is_dossier:
        return [entry for name in custom if (entry := _custom(placed, name, custom))]
    group = _item(_walk(root, path))
    if not isinstance(group, Group):
        return []
    return [Entry(fact.name, fact.type, _(fact.doc), fact) for fact in group.facts.values()]


def entry_at(
    placed: Placed, path: Sequence[str], custom: dict[str, CustomField] | Any
) -> Entry | None:
    """The field that a path leads to; None if there is no such field."""
    root = root_of(placed)
    if root is None or not path:
        return None
    if path[0] == "custom" and len(path) == 2 and placed.is_dossier:
        return _custom(placed, path[1], custom)
    parent = _item(_walk(root, path[:-1]))
    if isinstance(parent, Group) and path[-1] in parent.facts:
        fact = parent.facts[path[-1]]
        return Entry(fact.name, fact.type, _(fact.doc), fact)
    if isinstance(parent, MapOf):
        return Entry(path[-1], parent.item, "")
    return None


def _custom(placed: Placed, name: str, custom: dict[str, CustomField]) -> Entry | None:
    field = custom.get(name)
    if field is None or field.kind not in (None, placed.kind):
        return None
    return Entry(name, custom_type(field), field.doc or "")


def _walk(field: Type[Any], path: Sequence[str]) -> Type[Any]:
    """The type at a path; `ANYTHING` where nothing is declared."""
    for name in path:
        inner = _item(field)
        if isinstance(inner, Group) and name in inner.facts:
            field = inner.facts[name].type
        elif isinstance(inner, MapOf):
            field = inner.item
        else:
            return ANYTHING
    return field


def _item(field: Type[Any]) -> Type[Any]:
    return field.item if isinstance(field, ListOf) else field


def item_type(field: Type[Any]) -> Type[Any]:
    """The type of one value of a field: that of its items, for a list."""
    return _item(field)


REFERENCES = {
    ("customer", ("company",)): "company",
    ("customer", ("owner",)): "member",
    ("customer", ("position", "reports-to")): "customer",
    ("customer", ("source", "referred-by")): "customer",
    ("company", ("links", "company")): "company",
    ("company", ("org", "person")): "customer",
    (POLICY, ("mail", "from")): "member",
    (TEMPLATE, ("from",)): "member",
    ("stories", ("about",)): "",
}
"""The fields that name another dossier, with its kind; empty where it may be any."""
"""`person` in a company's `org` may be a name as well."""
