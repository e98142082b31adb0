"""Where the cursor stands in a header that nobody could read as YAML."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossierkit.editor.spot import Spot, spot_at


def spot(text: str) -> Spot | None:
    """What may be typed at `¦`."""
    return spot_at(text.replace("¦", ""), 0, text.index("¦"))


@pytest.mark.parametrize(
    ("text", "path", "typed"),
    [
        ("¦", "", ""),
        ("name: Anna\nst¦", "", "st"),
        ("name: Anna\r\nst¦", "", "st"),
        ("reach:\n  em¦", "reach", "em"),
        ("reach:\n  email: [x]\n  ¦", "reach", ""),
        ("reach:\n  email: [x]\n¦", "", ""),
        ("reach: {email: [x], ph¦", "reach", "ph"),
        ("reach: {email: ['}, {'], ph¦", "reach", "ph"),
        ("reach: {\n  email: [x],\n  ph¦", "reach", "ph"),
        ("reach: {email: [x]}  # {\nst¦", "", "st"),
        ("note: |\n  reach:\n    x: y\nst¦", "", "st"),
        ("org:\n  - role: x\n    per¦", "org", "per"),
        ("org:\n- role: x\n  per¦", "org", "per"),
        ("org:\n  - role: x\n  - ¦", "org", ""),
        ("- a: {b: [{¦", "a.b", ""),
        ("follow-up:\n  rhythm:\n    ne¦", "follow-up.rhythm", "ne"),
        ('"name": x\n\'st¦', "", "'st"),
    ],
)
def test_where_a_name_may_be_typed(text: str, path: str, typed: str) -> None:
    found = spot(text)
    assert found is not None
    assert (".".join(found.path), found.typed, found.names) == (path, typed, True)


@pytest.mark.parametrize(
    ("text", "path", "typed"),
    [
        ("stage: ¦", "stage", ""),
        ("stage: har¦", "stage", "har"),
        ("reach:\n  prefers: em¦", "reach.prefers", "em"),
        ("position: {title: x, authority: no¦", "position.authority", "no"),
        ("buys: [BL-20, ¦", "buys", ""),
        ("buys:\n  - BL¦", "buys", "BL"),
        ("next:\n- ¦", "next", ""),
        ("links: [{company: b, how: ¦", "links.how", ""),
        ("reach: {email: [a, b¦", "reach.email", "b"),
        ("reach: {website: https://x¦", "reach.website", "https://x"),
    ],
)
def test_where_a_value_may_be_typed(text: str, path: str, typed: str) -> None:
    found = spot(text)
    assert found is not None
    assert (".".join(found.path), found.typed, found.values) == (path, typed, True)


@pytest.mark.parametrize(
    "text", ["# no¦te", "name: x # no¦", "note: |\n  ab¦c", "note: >-\n\n  a¦"]
)
def test_nothing_is_typed_into_comments_and_texts(text: str) -> None:
    assert spot(text) is None


def test_names_that_stand_there_are_known() -> None:
    found = spot("name: x\nreach: {email: [a], ph¦")
    assert found is not None
    assert found.taken == {"email"}


@given(st.text(st.sampled_from("ab:-{}[],'\"|>#& \n"), max_size=60), st.integers(0, 60))
def test_whatever_stands_there_it_is_borne(text: str, offset: int) -> None:
    found = spot_at(text, 0, min(offset, len(text)))
    assert found is None or found.start <= offset
