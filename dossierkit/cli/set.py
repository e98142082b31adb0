"""`dossier set`: one fact, with the reason for it in the history."""

from __future__ import annotations

from typing import Any

import click

from dossierkit.book.change import ABSENT, Wanted, Wish
from dossierkit.book.fields import dossiers_of, kind_of
from dossierkit.cli.completing import FIELD, VALUE, WHO
from dossierkit.cli.indexed import open_for_few
from dossierkit.cli.opening import find_any
from dossierkit.cli.options import KindParam, book_option
from dossierkit.cli.output import remark
from dossierkit.cli.saving import Draft, save, say_saved
from dossierkit.cli.target import Target, find_target
from dossierkit.history.commit import Message
from dossierkit.schema.dossier import Dossier
from dossierkit.schema.types import ListOf
from dossierkit.text.nodes import Node, Sequence, plain
from dossierkit.text.translation import _


@click.command(
    "set",
    short_help="Change one fact.",
    context_settings={"ignore_unknown_options": True},  # a value such as -3% is no option
)
@click.argument("who", type=WHO)
@click.argument("field", type=FIELD)
@click.argument("value", type=VALUE, required=False)
@click.option("--unset", is_flag=True, help="Take the fact away.")
@click.option("--add", metavar="ITEM", help="One more item of a list.")
@click.option("--remove", metavar="ITEM", help="One item of a list less.")
@click.option("--why", default="", metavar="TEXT", help="The reason, for the history.")
@click.option("--kind", type=KindParam(), help="Look only among customers, companies …")
@book_option
def command(
    who: str,
    field: str,
    value: str | None,
    unset: bool,
    add: str | None,
    remove: str | None,
    why: str,
    kind: str | None,
    book_path: str | None,
) -> int:
    """Set one FIELD of WHO: one edit of its own lines, one commit.

    \b
    Examples:
      dossier set anna stage sincerity
      dossier set anna terms.payment "T/T 50/50" --why "their bank no longer opens L/Cs"
      dossier set anna tags --add vip
      dossier set anna buys "[BL-20, BL-30]"
      dossier set anna intent --unset
      dossier set brightlite terms.price-adjustment -1.5%

    FIELD is a field as in the file, with dots. One that a customer doesn't have but their company
    does, such as terms.payment, is set there. Lists and fields are written as [a, b] and {a: b}.
    The reason is kept with the commit: 'dossier history anna terms.payment' tells it later.
    """
    if [value is not None, unset, add is not None, remove is not None].count(True) != 1:
        raise click.UsageError(_("give one of: a VALUE, --unset, --add ITEM, --remove ITEM"))
    if value is not None and value.startswith("--"):
        raise click.UsageError(_("there is no option '{value}'").format(value=value))
    book = open_for_few(book_path)
    kinds = dossiers_of(book)
    dossier = find_any(who, {kind: kinds[kind]} if kind else kinds, book)
    target = find_target(book, kind_of(book, dossier), dossier, field)
    change = _Change(target, value, add, remove)
    message = Message("set", target.dossier.id, target.field, why, (target.dossier.id,))
    saved = save(book, [Draft(target.dossier, target.kind, change.want)], message)
    say_saved(saved)
    if not saved.written.paths:
        remark(
            _("{id}: {field} is so already; nothing was written").format(
                id=target.dossier.id, field=target.field
            )
        )
    return 0


class _Change:
    """What a field is to be, from what it is when the file is written."""

    def __init__(
        self, target: Target, value: str | None, add: str | None, remove: str | None
    ) -> None:
        self.target, self.add, self.remove = target, add, remove
        self.wish: Wish = ABSENT if value is None else target.wish(value)
        if (add or remove) is not None and not isinstance(target.type, ListOf):
            raise click.UsageError(
                _("'{field}' is no list; give it a VALUE").format(field=target.field)
            )

    def want(self, present: Dossier[Any]) -> Wanted:
        node = self.target.node(present)
        if self.add is not None:
            return self._wanted([*_items(node), *self.target.items(self.add)])
        if self.remove is not None:
            return self._wanted(self._without(_items(node), self.remove))
        if self.wish is ABSENT and node is None:
            raise click.ClickException(
                _("{id}: {field} is not set; nothing was written").format(
                    id=self.target.dossier.id, field=self.target.field
                )
            )
        return Wanted({self.target.path: self.wish})

    def _wanted(self, items: list[Any]) -> Wanted:
        return Wanted({self.target.path: items or ABSENT})

    def _without(self, items: list[Any], text: str) -> list[Any]:
        gone = self.target.items(text)
        if any(item not in items for item in gone):
            listed = ", ".join(map(str, items)) or _("nothing")
            raise click.ClickException(
                _("{id}: {field} has no '{text}'; it has {listed}").format(
                    id=self.target.dossier.id, field=self.target.field, text=text, listed=listed
                )
            )
        return [item for item in items if item not in gone]


def _items(node: Node | None) -> list[Any]:
    """The items of a list as they stand; a single value is a list of one."""
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    value = None if node is None else plain(node)
    return [] if value is None else [value]
