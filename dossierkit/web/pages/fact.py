"""Changing one fact, with the reason for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from dossierkit.book.change import ABSENT, Refusal, Wanted, Wish
from dossierkit.book.fields import GROUPS, UnknownField
from dossierkit.book.typed import field_type, set_value
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.schema.fact import Group
from dossierkit.schema.sensitive import is_sensitive, may_use_sensitive
from dossierkit.schema.types import PROSE, Choice, ListOf, Type
from dossierkit.text.nodes import Mapping as Fields
from dossierkit.text.nodes import Node, plain
from dossierkit.text.translation import _
from dossierkit.web.asked import Answer, Ask
from dossierkit.web.desk import Desk, Note
from dossierkit.web.layout import around
from dossierkit.web.values import typed
from dossierkit.web.whom import Whom, whom
from dossierkit.web.writing import Refused, back, saved


class Field(NamedTuple):
    """A field as the form has it: `was` is what stands in the file, `is_hidden` that it may not be
    shown."""

    path: str
    doc: str
    type: str
    example: str
    values: tuple[str, ...]
    is_prose: bool
    is_list: bool
    was: str
    is_hidden: bool


def page(desk: Desk, ask: Ask) -> Answer:
    """The fields to choose from, or the form for one of them."""
    found = whom(desk, ask)
    path = ask.query.get("field", "").strip()
    try:
        field = _field(desk, found, path) if path else None
    except Refused as error:
        return Answer(_form(desk, found, None, {"field": path}, error), 404)
    value = ask.query.get("value", field.was if field else "")
    return Answer(_form(desk, found, field, {"value": value}))


def save(desk: Desk, ask: Ask) -> Answer:
    """Writes the fact; or the form again, with what is wrong."""
    found, field = whom(desk, ask), None
    try:
        field = _field(desk, found, ask.form.get("field", ""))
        note = _saved(found, field, ask.form)
    except Refused as error:
        return Answer(_form(desk, found, field, ask.form, error), 422)
    return back(desk, found, note)


def _form(
    desk: Desk,
    found: Whom,
    field: Field | None,
    filled: Mapping[str, str],
    error: Refused | None = None,
) -> str:
    return around(
        desk,
        found.book,
        "fact.html",
        whom=found,
        field=field,
        filled=filled,
        error=error,
        choices=list(_leaves(GROUPS[found.kind])) + _own(found),
    )


def _leaves(group: Group[Any], above: str = "", about: str = "") -> Iterator[tuple[str, str]]:
    """The fields that hold a value, each with what it is, in the order of the schema."""
    for name, declared in group.facts.items():
        doc = _(declared.doc)
        said = _("{about}: {doc}").format(about=about, doc=doc) if about else doc
        if isinstance(declared.type, Group):
            yield from _leaves(declared.type, f"{above}{name}.", doc)
        elif name != "custom":
            yield f"{above}{name}", said


def _own(found: Whom) -> list[tuple[str, str]]:
    """The fields that the book declares for this kind."""
    declared = found.book.policy.fields.items()
    return [
        (f"custom.{name}", field.doc or "")
        for name, field in declared
        if field.kind in (None, found.kind)
    ]


def _field(desk: Desk, found: Whom, path: str) -> Field:
    """A field of the form; raises Refused for one that there is not."""
    try:
        kind = _type(found, path)
    except (UnknownField, Refusal) as error:
        raise Refused(str(error), "field") from error
    facts = found.dossier.facts
    is_hidden = (
        isinstance(facts, Customer)
        and is_sensitive(path)
        and not may_use_sensitive(facts, desk.today())
    )
    item = kind.item if isinstance(kind, ListOf) else kind
    known = dict([*_leaves(GROUPS[found.kind]), *_own(found)])
    return Field(
        path=path,
        doc=known.get(path, ""),
        type=kind.name,
        example=str(getattr(item, "example", "")),
        values=kind.values if isinstance(kind, Choice) else (),
        is_prose=kind is PROSE,
        is_list=isinstance(kind, ListOf),
        was="" if is_hidden else _now(found.dossier, path),
        is_hidden=is_hidden,
    )


def _type(found: Whom, path: str) -> Type[Any]:
    return field_type(GROUPS[found.kind], tuple(path.split(".")), found.book.policy.fields)


def _now(dossier: Dossier[Any], path: str) -> str:
    """What stands in a file for a field, as one would type it."""
    node: Node | None = dossier.header
    for name in path.split("."):
        node = node.fields.get(name) if isinstance(node, Fields) else None
    return "" if node is None else typed(plain(node))


def _saved(found: Whom, field: Field, form: Mapping[str, str]) -> Note:
    wish = _wish(found, field, form)

    def want(present: Dossier[Any]) -> Wanted:
        now = _now(present, field.path)
        if not field.is_hidden and _lines(now) != _lines(form.get("was", "")):
            said = _("it says '{now}' by now, in the file; look at it, then save again")
            raise Refused(said.format(now=now), "value")
        return Wanted({tuple(field.path.split(".")): wish})

    written = saved(found, want, "set", field.path, form.get("why", ""))
    said = () if written.written.paths else (_("it was so already; nothing was written"),)
    return Note(said, written)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _wish(found: Whom, field: Field, form: Mapping[str, str]) -> Wish:
    """What the field is to be; raises Refused."""
    if "unset" in form:
        if not field.was and not field.is_hidden:
            raise Refused(_("it is not set; nothing was written"), "value")
        return ABSENT
    value = form.get("value", "")
    if not value.strip():
        raise Refused(_("write a value, or take the fact away"), "value")
    try:
        return set_value(value, _type(found, field.path))
    except Refusal as error:
        raise Refused(str(error), "value") from error
