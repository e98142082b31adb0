"""`comment-in-value` and `unbalanced`: text that YAML takes for something else.

After a blank, `#` begins a comment: what follows it is no part of the value, and the number of an
invoice vanishes from the next step without a word (M24, M51). A comma in a list divides two
entries, even between parentheses. Both are legal YAML, and hardly ever meant.

PASS: `next: "2026-11-25 answer PI #118"`, and `suppliers: ["Delta (Ningbo, Cixi)", Lumora]`
FAIL: `next: 2026-11-25 answer PI #118`, and `suppliers: [Delta (Ningbo, Cixi), Lumora]`
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from dossierkit.book.book import Book
from dossierkit.book.checks.common import Given, policy_file, scalars
from dossierkit.book.checks.days import Days
from dossierkit.schema.dossier import Dossier
from dossierkit.text.finding import WARNING, Finding
from dossierkit.text.nodes import Mapping, Node, Scalar, Sequence
from dossierkit.text.source import Source
from dossierkit.text.translation import _

_HASH = re.compile(r" #[^\s#][^\r\n]*")
_COMMA = re.compile(r"\([^()]*,")


def check(dossier: Dossier[Any], given: Given, days: Days) -> Iterator[Finding]:
    """Where a blank before `#`, or a comma between parentheses, changes what a header means."""
    return _in_header(dossier.source, dossier.header)


def check_policy(book: Book) -> Iterator[Finding]:
    """The same in the policy."""
    return _in_header(*policy_file(book.root)[:2])


def _in_header(source: Source, header: Mapping) -> Iterator[Finding]:
    text, start = source.text, header.start
    end = text.find("\n---", header.end)
    end = end if end >= 0 else len(text)
    if _HASH.search(text, start, end):
        yield from _comments(source, header, end)
    if _COMMA.search(text, start, end):
        for first, second in _divided(text, header):
            message = _(
                "'{text}' and '{second_text}' are two entries: a comma divides them"
            ).format(text=first.text, second_text=second.text)
            hint = _('if they are one, put it in quotes: "{text}, {second_text}"').format(
                text=first.text, second_text=second.text
            )
            yield source.finding(first.start, "unbalanced", message, hint, WARNING)


def _comments(source: Source, header: Mapping, header_end: int) -> Iterator[Finding]:
    by_end = {scalar.end: scalar for scalar in scalars(header) if scalar.is_plain}
    for match in _HASH.finditer(source.text, header.start, header_end):
        end = match.start()
        while source.text[end - 1] in " \t":
            end -= 1
        if end not in by_end:
            continue
        lost = match.group().strip()
        message = _("'{lost}' is lost: after a blank, '#' begins a comment").format(lost=lost)
        whole = f"{by_end[end].text} {lost}".strip()
        hint = _(
            'put the value in quotes: "{whole}"; for a comment, write a blank after the #'
        ).format(whole=whole)
        offset = match.start() + 1
        yield source.finding(offset, "comment-in-value", message, hint, WARNING)


def _divided(text: str, node: Node) -> Iterator[tuple[Scalar, Scalar]]:
    """Neighbours in a list of the form `[…]`, the first with a parenthesis that stays open."""
    if isinstance(node, Mapping):
        for field in node.fields.values():
            yield from _divided(text, field)
    elif isinstance(node, Sequence):
        if text[node.start] == "[":
            for first, second in pairwise(node.items):
                if isinstance(first, Scalar) and isinstance(second, Scalar) and _is_open(first):
                    yield first, second
        for item in node.items:
            yield from _divided(text, item)


def _is_open(item: Scalar) -> bool:
    return item.is_plain and item.text.count("(") > item.text.count(")")
