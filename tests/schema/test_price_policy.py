"""What the team writes into book.yaml about prices, and what it must not write."""

from __future__ import annotations

from decimal import Decimal

import pytest
from conftest import Place, places

from dossierkit.schema.policy import read_policy
from dossierkit.schema.price_policy import PriceSettings
from dossierkit.schema.values import Duration
from dossierkit.text.source import Source, decode


def settings(text: str) -> tuple[PriceSettings, Source]:
    """The prices section of a policy, and what was wrong in it."""
    source = decode("dossiers/book.yaml", text.encode())
    return read_policy(source).prices, source


def test_everything_that_can_be_said() -> None:
    found, source = settings(
        "prices:\n"
        "  rate-age: 2w\n"
        "  valid: 1m\n"
        "  quantity: [{from: 5000, discount: 2%}, {from: 9, discount: 1.5%, products: [strip]}]\n"
        "  concessions:\n"
        "    cash: {discount: 5%, for: cash on collection}\n"
    )
    assert source.findings == []
    assert (found.rate_age, found.valid) == (Duration(days=14), Duration(months=1))
    assert [(one.from_, one.discount, one.products) for one in found.quantity] == [
        (5000, Decimal(2), ()),
        (9, Decimal("1.5"), ("strip",)),
    ]
    cash = found.concessions["cash"]
    assert (cash.discount, cash.for_) == (Decimal(5), "cash on collection")


def test_a_silent_policy_has_no_discounts_at_all() -> None:
    found, _ = settings("")
    assert (found.quantity, dict(found.concessions)) == ((), {})


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("concessions: {cash: {discount: 5%}}", (2, 23, "missing-field")),
        ("concessions: {cash: {discount: 5%, for: }}", (2, 23, "missing-field")),
        ("concessions: {cash: {discount: 5%, for: null}}", (2, 23, "missing-field")),
        ('concessions: {cash: {discount: 5%, for: " "}}', (2, 43, "missing-field")),
        ("concessions: {cash: {for: cash}}", (2, 23, "missing-field")),
        ("concessions: {cash: {discount: 0%, for: cash}}", (2, 34, "number")),
        ("concessions: {cash: {discount: -5%, for: cash}}", (2, 34, "number")),
        ("concessions: {cash: {discount: 100%, for: cash}}", (2, 34, "number")),
        ("concessions: {cash: {discount: 5, for: cash}}", (2, 34, "number")),
        ("concessions: {cash: 5%}", (2, 23, "wrong-shape")),
        ("quantity: [{discount: 2%}]", (2, 14, "missing-field")),
        ("quantity: [{from: 5000}]", (2, 14, "missing-field")),
        ("quantity: [{from: many, discount: 2%}]", (2, 21, "number")),
        ("rate-age: soon", (2, 13, "duration")),
        ("discount: 5%", (2, 3, "unknown-field")),
    ],
)
def test_nothing_for_nothing_and_nothing_half_said(line: str, place: Place) -> None:
    found, source = settings(f"prices:\n  {line}\n")
    assert places(source.findings) == [place]
    assert all(one.for_ and one.discount for one in found.concessions.values())
    assert all(one.from_ and one.discount for one in found.quantity)


def test_the_finding_says_what_is_missing() -> None:
    _, source = settings("prices:\n  concessions: {cash: {discount: 5%}}\n")
    assert source.findings[0].message == "'for' is missing"
    assert source.findings[0].hint.startswith("nothing for nothing: say what we get")
