"""Which dossier a fact is written into, when a customer's field may be their company's."""

from __future__ import annotations

from typing import Any, NamedTuple

import click

from dossierkit.book.book import Book
from dossierkit.book.change import Refusal, Wish
from dossierkit.book.fields import GROUPS, UnknownField
from dossierkit.book.typed import field_type, set_value
from dossierkit.schema.dossier import Dossier
from dossierkit.schema.types import Type
from dossierkit.text.nodes import Mapping, Node
from dossierkit.text.translation import _


class Target(NamedTuple):
    """A field of a dossier: of the one that was named, or of the company of that customer."""

    dossier: Dossier[Any]
    kind: str
    path: tuple[str, ...]
    type: Type[Any]

    @property
    def field(self) -> str:
        return ".".join(self.path)

    def wish(self, text: str) -> Wish:
        """What a VALUE of the command line means for this field; an expected failure if nothing."""
        return wish(self.field, self.type, text, self.dossier.id)

    def items(self, text: str) -> list[Any]:
        """The items of a list that an ITEM of the command line means."""
        value = self.wish(text)
        return [*value] if isinstance(value, list) else [value]

    def node(self, dossier: Dossier[Any]) -> Node | None:
        """What stands in a file for this field; None for no value."""
        node: Node | None = dossier.header
        for name in self.path:
            node = node.fields.get(name) if isinstance(node, Mapping) else None
        return node


def split_fact(text: str) -> tuple[str, str]:
    """The field and the value of a `FIELD=VALUE`; wrong usage for anything else."""
    name, equals, value = text.partition("=")
    if not equals:
        raise click.UsageError(_("'{text}' is no fact; write it as FIELD=VALUE").format(text=text))
    return name.strip(), value.strip()


def wish(field: str, field_type: Type[Any], text: str, who: str = "WHO") -> Wish:
    """What a VALUE of the command line means for a field; an expected failure if nothing."""
    if not text.strip():
        raise click.ClickException(
            _(
                "'{field}' can't be set to nothing; to take it away: dossier set {who} {field} "
                "--unset"
            ).format(field=field, who=who)
        )
    try:
        return set_value(text, field_type)
    except Refusal as error:
        raise click.ClickException(f"{field}: {error}") from error


def own_type(book: Book, kind: str, path: tuple[str, ...]) -> Type[Any]:
    """The type of a field of a kind of dossier; wrong usage for one that there is not."""
    try:
        return field_type(GROUPS[kind], path, book.policy.fields)
    except (UnknownField, Refusal) as error:
        raise click.UsageError(str(error)) from error


def find_target(book: Book, kind: str, dossier: Dossier[Any], field: str) -> Target:
    """Where a dotted field of a dossier is written: the terms of a customer are their company's
    (M24). Wrong usage for a field that there is not; an expected failure without the company."""
    path = tuple(field.split("."))
    inner = path[1:] if path[0] == "company" and len(path) > 1 else path
    if kind == "customer" and not _is_of(kind, path) and _is_of("company", inner):
        company = _company(book, dossier, field)
        return Target(company, "company", inner, own_type(book, "company", inner))
    return Target(dossier, kind, path, own_type(book, kind, path))


def _is_of(kind: str, path: tuple[str, ...]) -> bool:
    """Whether a kind of dossier has this field; `company.x` of a customer leads further."""
    try:
        field_type(GROUPS[kind], path)
    except (UnknownField, Refusal):
        return False
    return True


def _company(book: Book, dossier: Dossier[Any], field: str) -> Dossier[Any]:
    company = book.company_of(dossier.facts)
    if company is not None:
        return company
    name = dossier.facts.company
    if name is None:
        raise click.ClickException(
            _(
                "'{field}' belongs to a company, and {id} has none: dossier set {id} company ID"
            ).format(field=field, id=dossier.id)
        )
    raise click.ClickException(
        _(
            "'{field}' belongs to the company '{name}', whose dossier is missing or can't be "
            "read: dossier check dossiers/companies/{name}.md"
        ).format(field=field, name=name)
    )
