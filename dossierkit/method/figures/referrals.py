"""Who brought whom, and what came of it (M48)."""

from __future__ import annotations

from collections import defaultdict
from itertools import takewhile
from typing import NamedTuple

from dossierkit.method.figures.ledger import Ledger, Value


class Node(NamedTuple):
    """Somebody in a tree of referrals.

    `depth` is 0 for whoever began it. `value` are their own orders of the span; `brought` counts
    those who came through them, at once or by others of them, `brought_value` is what all these
    ordered. `turns_back` marks somebody who stands above already: dossiers that name each other.
    """

    id: str
    name: str
    is_known: bool
    depth: int
    referred_by: str | None
    orders: int
    value: Value
    brought: int
    brought_value: Value
    turns_back: bool


def referral_tree(ledger: Ledger) -> list[Node]:
    """All trees of at least two people, each from its root down; the most valuable first.

    With an owner, the trees in which one of theirs stands. A reference to nobody in the book is a
    root that is not known. Of people who refer each other in a circle, the first by id begins.
    """
    children = _children(ledger)
    brought = {child for below in children.values() for child in below}
    roots = sorted(one for one in children if one not in brought)
    trees = [_walk(ledger, children, root) for root in roots]
    reached = {node.id for tree in trees for node in tree}
    for one in sorted(children):
        if one not in reached:
            trees.append(_walk(ledger, children, one))
            reached |= {node.id for node in trees[-1]}
    theirs = {person.id for person in ledger.people}
    kept = [tree for tree in trees if ledger.owner is None or theirs & {n.id for n in tree}]
    kept.sort(key=lambda tree: (-tree[0].brought_value.rank, -tree[0].brought, tree[0].id))
    return [node for tree in kept for node in tree]


def _children(ledger: Ledger) -> dict[str, list[str]]:
    """Whom everybody brought, by ids in order; who is said to have come by themselves did not."""
    children: dict[str, list[str]] = defaultdict(list)
    for one in sorted(ledger.everybody):
        by = ledger.everybody[one].facts.source.referred_by
        if by and by != one:
            children[by].append(one)
    return dict(children)


def _walk(ledger: Ledger, children: dict[str, list[str]], root: str) -> list[Node]:
    """A tree in the order in which it is shown. Nobody has two referrers, so only its root can
    come up again."""
    order: list[tuple[str, str | None, int]] = []
    waiting: list[tuple[str, str | None, int]] = [(root, None, 0)]
    while waiting:
        one, by, depth = waiting.pop()
        order.append((one, by, depth))
        if depth == 0 or one != root:
            waiting += [(child, one, depth + 1) for child in reversed(children.get(one, []))]
    return [_node(ledger, order, place) for place in range(len(order))]


def _node(ledger: Ledger, order: list[tuple[str, str | None, int]], place: int) -> Node:
    one, by, depth = order[place]
    turns_back = depth > 0 and one == order[0][0]
    below = takewhile(lambda other: other[2] > depth, order[place + 1 :])
    members = [ledger.everybody[other] for other, _, _ in below if other != order[0][0]]
    person = ledger.everybody.get(one)
    own = ledger.orders(person) if person and not turns_back else []
    return Node(
        id=one,
        name=person.name if person else one,
        is_known=person is not None,
        depth=depth,
        referred_by=by,
        orders=len(own),
        value=ledger.value(own),
        brought=len(members),
        brought_value=ledger.value(line for member in members for line in ledger.orders(member)),
        turns_back=turns_back,
    )
