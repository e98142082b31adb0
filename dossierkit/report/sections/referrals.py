"""Who brought whom, and what came of it (M48)."""

from __future__ import annotations

from dossierkit.method.figures.referrals import Node, referral_tree
from dossierkit.report.known import Known
from dossierkit.report.sheet import Cell, Column, Section, Sheet, Shown, value_text
from dossierkit.report.wording import several
from dossierkit.text.translation import _


def section(known: Known) -> Section:
    """The trees of referrals, with what everybody ordered and what those ordered whom they sent."""
    found = referral_tree(known.ledger)
    money = known.money
    return Section(
        name="referrals",
        title=_("Who brought whom"),
        headline=_headline(known, found),
        method=(
            _(
                "By source.referred-by. BROUGHT are all who came through somebody, at once or by "
                "others; THEIR VALUE is what these ordered (M48)."
            )
        ),
        sheets=(
            Sheet(
                "tree",
                _("Referrals"),
                (
                    Column("id", ""),
                    Column("name", "WHO", is_text=True),
                    Column("depth", ""),
                    Column("referred_by", ""),
                    Column("orders", "ORDERS", is_number=True),
                    Column("value", money, is_number=True),
                    Column("brought", "BROUGHT", is_number=True),
                    Column("brought_value", _("THEIR {money}").format(money=money), is_number=True),
                ),
                tuple(_row(node) for node in found),
                _("nobody was referred yet: ask satisfied customers, and note source.referred-by"),
                is_list=True,
            ),
        ),
        remarks=tuple(_remarks(found)),
    )


def _row(node: Node) -> tuple[Cell, ...]:
    branch = f"{'   ' * (node.depth - 1)}└─ " if node.depth else ""
    return (
        node.id, Shown(node.name, node.name, branch), node.depth, node.referred_by,
        node.orders, node.value, node.brought, node.brought_value,
    )  # fmt: skip


def _headline(known: Known, found: list[Node]) -> str:
    if not found:
        return _("Nobody was referred yet.")
    brought = [node for node in found if node.depth and not node.turns_back]
    referrers = {node.referred_by for node in brought}
    people = known.ledger.everybody
    value = known.ledger.value(
        line for node in brought for line in known.ledger.orders(people[node.id])
    )
    who = several(len(referrers), "{count} person", "{count} people")
    others = several(len(brought), "{count} other", "{count} others")
    currency = f"{known.ledger.currency} " if known.ledger.currency else ""
    return _("{who} brought {others}, who ordered for {currency}{value}.").format(
        who=who, others=others, currency=currency, value=value_text(value)
    )


def _remarks(found: list[Node]) -> list[str]:
    remarks = [
        _(
            "{name} is referred by people whom they brought themselves: mend source.referred-by"
        ).format(name=node.name)
        for node in found
        if node.turns_back
    ]
    return remarks + [
        _("'{id}' is said to have referred somebody, but is no customer of this book").format(
            id=node.id
        )
        for node in found
        if not node.is_known
    ]
