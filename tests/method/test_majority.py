"""When a faith is that of a clear majority of a country."""

from __future__ import annotations

import pytest
from conftest import dossier

from dossierkit.method.feasts.majority import keeps
from dossierkit.schema.country import Country
from dossierkit.schema.customer import CHRISTIAN
from dossierkit.schema.dossier import COUNTRY


def country(religions: str) -> Country:
    facts: Country = dossier(f"---\nname: x\nreligions: {religions}\n---\n", COUNTRY).facts
    return facts


@pytest.mark.parametrize(
    ("religions", "faiths", "expected"),
    [
        ("{muslim: majority}", ("muslim",), True),
        ("{muslim: the great majority}", ("muslim",), True),
        ("{Islam: 90 %}", ("muslim",), True),
        ("{muslim: minority}", ("muslim",), False),
        ("{muslim: most}", ("muslim",), False),
        ("{christian: 53%, none: 40%, muslim: 7%}", CHRISTIAN, True),
        ("{christian: 50%}", CHRISTIAN, False),
        ("{christian: '50,5 %'}", CHRISTIAN, True),
        ("{catholic: 30%, protestant: 25%}", ("christian", "orthodox"), True),
        ("{muslim: 53%, christian: 46%}", ("muslim",), False),
        ("{muslim: 60%, christian: 29%}", ("muslim",), True),
        ("{muslim: 60%, christian: 30%}", ("muslim",), False),
        ("{hindu: 80%, muslim: 14%}", ("muslim",), False),
        ("{}", ("muslim",), False),
    ],
)
def test_a_clear_majority(religions: str, faiths: tuple[str, ...], expected: bool) -> None:
    assert keeps(country(religions), faiths) == expected
