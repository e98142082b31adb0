"""What the checks share: what they go by beside a dossier, and the place of a word in a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from dossierkit.book.erased import ErasedList, erased_list
from dossierkit.book.load import POLICY_PATH, read_source
from dossierkit.schema.dossier import Dossier
from dossierkit.schema.policy import Policy, read_policy
from dossierkit.schema.pricelist import PriceList
from dossierkit.text import nodes
from dossierkit.text.event import LogLine
from dossierkit.text.fence import Span
from dossierkit.text.finding import Finding
from dossierkit.text.header import read_header
from dossierkit.text.nodes import Mapping, Node, Scalar
from dossierkit.text.source import Source


class Given:
    """What a check of one dossier may go by beside it: nothing that another dossier says.

    `products` are the SKUs and groups of all price lists; None where there are none, or while one
    has errors.
    """

    def __init__(self, root: Path, policy: Policy, price_lists: Sequence[PriceList]) -> None:
        self.root = root
        self.policy = policy
        self.products = _products(price_lists)

    @cached_property
    def erased(self) -> ErasedList:
        """The people who were erased."""
        return erased_list(self.root)


def _products(price_lists: Sequence[PriceList]) -> frozenset[str] | None:
    if not price_lists or any(prices.findings for prices in price_lists):
        return None
    rows = [row for prices in price_lists for row in prices.rows.values()]
    return frozenset(name for row in rows for name in (row.sku, row.group) if name)


class PolicyFile(NamedTuple):
    """`book.yaml` once more, with places, and what is found in it."""

    source: Source
    header: Mapping
    findings: tuple[Finding, ...]


def policy_file(root: Path) -> PolicyFile:
    """The file of a book's policy, which has no errors: else the book would not be open."""
    source = read_source(root / POLICY_PATH, POLICY_PATH)
    read_policy(source)
    found = tuple(source.findings)
    header = read_header(source, Span(0, len(source.text)))
    return PolicyFile(source, header or Mapping({}, {}, 0, 0), found)


def node_at(node: Node, *names: str) -> Node:
    """A field's value, or its nearest parent that is there."""
    for name in names:
        value = node.fields.get(name) if isinstance(node, Mapping) else None
        if value is None:
            break
        node = value
    return node


def scalars(node: Node) -> Iterator[Scalar]:
    """The single values below a node, in the order of the file."""
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, nodes.Sequence):
        for item in node.items:
            yield from scalars(item)
    else:
        for field in node.fields.values():
            yield from scalars(field)


def place_of(header: Mapping, text: str, *names: str) -> int:
    """The offset of the value below a field that reads so, in any case; else of the field."""
    node = node_at(header, *names)
    folded = text.casefold()
    for scalar in scalars(node):
        if scalar.text.strip().casefold() == folded:
            return scalar.start
    return node.start


def log_place(dossier: Dossier[Any], line: LogLine, word: str = "", after: str = "") -> int:
    """The offset of a word in the head of a log line, or of the line's date."""
    source = dossier.source
    start = source.text.find(line.date.isoformat(), source.start_of(line.line))
    if after:
        start = source.text.find(after, start)
    return source.text.find(word, start)
