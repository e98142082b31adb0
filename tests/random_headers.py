"""Customers with every field that the schema declares, made of the declarations themselves."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from conftest import dossier

from dossierkit.book.newfile import new_text
from dossierkit.schema import codes, times, types
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import CUSTOMER, Dossier
from dossierkit.schema.fact import Group

_WORDS = (
    "LED strip", "Kühne+Nagel", "王小明", "no; really, none", "a\\b\\n", "50 % off: now", "O'Neil",
    '"quoted"', "#7", "x" * 90, "Ελλάδα 12", "عبد الله", "🙂 fine", "=cmd|x", "- dash", "it's [ok]",
    "END:VCARD", "null", "007", "2026-02-03 text", "tab-free", "ﬁne", "e\u0301", "two  blanks",
    "好" * 40,
)  # fmt: skip
_DAYS = ("2025-04-17", "2026-11-25", "2024-02-29", "1999-12-31")

_TEXTS: dict[Any, Callable[[random.Random], str]] = {
    types.TEXT: lambda pick: pick.choice(_WORDS),
    types.NUMBER: lambda pick: str(pick.randrange(1000)),
    types.SCORE: lambda pick: str(pick.randrange(4)),
    types.YES_NO: lambda pick: pick.choice(("true", "false")),
    types.OPT_OUT: lambda pick: pick.choice(("true", "false", "false")),
    codes.ID: lambda pick: pick.choice(("karl-brandt", "lily", "brightlite")),
    codes.COUNTRY: lambda pick: pick.choice(("de", "no", "cn", "ae")),
    codes.LANGUAGE: lambda pick: pick.choice(("de", "pt-BR", "zh-Hant-TW")),
    codes.ADDRESS: lambda pick: f"p{pick.randrange(10**6)}@{pick.choice('abc')}.example",
    codes.PHONE: lambda pick: f"+49 {pick.randrange(100, 999)} {pick.randrange(10**6, 10**7)}",
    codes.WEB: lambda pick: f"https://{pick.choice('abc')}.example/{pick.randrange(99)}?q=1,2;3",
    codes.SKU: lambda pick: pick.choice(("BL-20", "PN 62; blue", "led, strip")),
    times.DATE: lambda pick: pick.choice(_DAYS),
    times.PARTIAL_DATE: lambda pick: pick.choice((*_DAYS, "2025-04", "2019")),
    times.BIRTHDAY: lambda pick: pick.choice(("04-12", "02-29", "1985-04-12", "1604-04-15")),
    times.RHYTHM: lambda pick: pick.choice(("10d", "3d-4d", "1m")),
    times.DATED_TEXT: lambda pick: f"{pick.choice(_DAYS)} call, then: write; send",
    times.AGREEMENT: lambda pick: "2025-04-17 told me herself until 2999-04-17",
    times.OPT_OUT_DAY: lambda pick: "2026-11-20 by mail",
}
OWN = {"shoe, size; cm": "43", "x.y": ["a", "b, c"], 'say "so"': {"deep": ["1"]}, "^": "caret"}


def value_of(declared: types.Type[Any], pick: random.Random) -> Any:
    """A value of a type, as it would stand in a header."""
    if isinstance(declared, types.ListOf):
        return [value_of(declared.item, pick) for _ in range(pick.randint(1, 3))]
    if isinstance(declared, Group):
        first = next(iter(declared.facts.values()))
        return header_of(declared, pick, 0.6) or {first.name: value_of(first.type, pick)}
    if isinstance(declared, types.Choice):
        return pick.choice(declared.values)
    if isinstance(declared, types.MapOf):
        return {name: OWN[name] for name in pick.sample(sorted(OWN), 2)}
    return _TEXTS[declared](pick)


def header_of(kind: Group[Any], pick: random.Random, share: float) -> dict[str, Any]:
    """Some of the fields of a kind, each with a probability."""
    return {
        name: value_of(fact.type, pick)
        for name, fact in kind.facts.items()
        if fact.required or pick.random() < share
    }


def random_customer(pick: random.Random, number: int) -> Dossier[Customer]:
    """A customer with about half of all fields, and consent to keep them."""
    header = header_of(CUSTOMER, pick, pick.choice((0.1, 0.3, 0.9)))
    header.setdefault("consent", {})["sensitive"] = "2025-04-17 told me until 2999-04-17"
    name = header.pop("name")
    text = new_text(CUSTOMER, name, with_log=False, known=header)
    made = dossier(text, dossier_id=f"c{number}")
    assert not any(finding.is_error for finding in made.findings), made.findings
    return made  # type: ignore[no-any-return]
