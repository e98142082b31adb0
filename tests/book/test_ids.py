"""Ids made of names in the scripts of the world."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dossierkit.book.ids import same_name, suggest_id
from dossierkit.schema.codes import ID_FORM


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("王小明", "wang-xiao-ming"),
        ("Lily Zhang 张丽", "lily-zhang-zhang-li"),
        ("김철수", "gim-cheol-su"),
        ("Сергей Волков", "sergey-volkov"),
        ("Zofia Wiśniewska", "zofia-wisniewska"),
        ("João Carvalho", "joao-carvalho"),
        ("Seán O'Brien", "sean-obrien"),
        ("Anna  Schmidt-Braun", "anna-schmidt-braun"),
        ("con", "con-1"),
        ("…", ""),
    ],
)
def test_a_name_becomes_an_id(name: str, made: str) -> None:
    assert suggest_id(name) == made


def test_an_umlaut_is_written_as_its_country_writes_it() -> None:
    assert suggest_id("Jörg Müller", "de") == "joerg-mueller"
    assert suggest_id("Özlem Gül", "tr") == "ozlem-gul"


def test_a_long_name_is_cut_between_words() -> None:
    assert suggest_id("Maria " * 20) == "-".join(["maria"] * 10)
    assert suggest_id("x" * 100) == "x" * 63


@given(st.text(max_size=200))
@settings(derandomize=True, deadline=None)
def test_whatever_is_made_is_an_id_or_nothing(name: str) -> None:
    made = suggest_id(name)
    assert made == "" or ID_FORM.fullmatch(made)


def test_names_are_the_same_in_any_spelling() -> None:
    assert same_name("Schmidt, Anna", "anna  SCHMIDT")
    assert same_name("José Núñez", "Jose Nunez")
    assert not same_name("Anna Schmidt", "Anne Schmidt")
