"""What `book.yaml` says of prices: how old a rate may be, quantity steps, concessions (M38)."""

from __future__ import annotations

from decimal import Decimal

from dossierkit.schema.fact import Group, Record, fact
from dossierkit.schema.reading import Reading
from dossierkit.schema.times import DURATION
from dossierkit.schema.types import NUMBER, PERCENT, TEXT, ListOf, MapOf, Refused, ScalarType
from dossierkit.schema.values import Duration
from dossierkit.text.nodes import Mapping, Node, Scalar
from dossierkit.text.translation import _

RATE_AGE = Duration(days=30)
"""The age after which a rate is too old to quote with, unless `prices.rate-age` says another."""
VALID = Duration(days=30)
"""How long a price without a last day holds, unless `prices.valid` says another."""


def _discount(text: str) -> Decimal:
    percent = PERCENT.parse(text)
    if not 0 < percent < 100:
        raise Refused(
            "number",
            _("'{text}' is no discount").format(text=text),
            _("write it as 5%, between 0% and 100%"),
        )
    return percent


DISCOUNT = ScalarType("a percentage between 0% and 100%", _discount, "5%")


def _return(text: str) -> str:
    said = TEXT.parse(text).strip()
    if not said:
        raise Refused(
            "missing-field", _("nothing is said to come in return"), _("write what we get")
        )
    return said


RETURN = ScalarType("a line of text", _return, "cash on collection")


class QuantityStep(Record):
    """A discount for a large quantity."""

    from_: int | None = fact(NUMBER, "the quantity of one product from which it counts")
    discount: Decimal | None = fact(DISCOUNT, "the discount")
    products: tuple[str, ...] = fact(ListOf(TEXT), "SKUs or groups it is for; all if left out")


class Concession(Record):
    """A discount against something in return; without that there is none (M38)."""

    discount: Decimal | None = fact(DISCOUNT, "the discount")
    for_: str | None = fact(RETURN, "what we get in return, as in the quote: cash on collection")


class _Whole(Group[Record]):
    """A group that says nothing unless each of some facts is there."""

    def __init__(self, kind: type[Record], **needed: str) -> None:
        super().__init__(kind)
        self._needed = needed

    def read(self, node: Node, reading: Reading) -> Record | None:
        found = super().read(node, reading)
        if found is None or type(node) is not Mapping:
            return found
        for attribute, hint in self._needed.items():
            if getattr(found, attribute) is None:
                name = attribute.rstrip("_")
                given = node.fields.get(name)
                if given is None or (type(given) is Scalar and given.is_null):
                    reading.report(
                        node, "missing-field", _("'{name}' is missing").format(name=name), _(hint)
                    )
                return None
        return found


_STEP = _Whole(
    QuantityStep,
    from_="write from which quantity: {from: 5000, discount: 2%}",
    discount="write how much: {from: 5000, discount: 2%}",
)
_CONCESSION = _Whole(
    Concession,
    discount="write how much: {discount: 5%, for: cash on collection}",
    for_="nothing for nothing: say what we get, as in {discount: 5%, for: cash on collection}",
)


class PriceSettings(Record):
    """How a customer's price is made, and how long it holds."""

    rate_age: Duration | None = fact(DURATION, "the age after which a rate is too old; 30d")
    valid: Duration | None = fact(DURATION, "how long a price without a last day holds; 30d")
    quantity: tuple[QuantityStep, ...] = fact(ListOf(_STEP), "discounts for large quantities")
    concessions: dict[str, Concession] = fact(
        MapOf(_CONCESSION), "discounts against something in return, each by a name"
    )
