"""Whom `due` is asked about: WHO and `--owner`."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click
import pytest
from conftest import Result

from dossierkit.book.load import load
from dossierkit.cli.opening import find_any
from dossierkit.schema.dossier import Dossier

MakeBook = Callable[[Mapping[str, str]], Path]
Run = Callable[..., Result]

ON = ("--on", "2026-11-20")


def person(header: str, name: str) -> str:
    return f"---\nname: {name}\n{header}---\n"


@pytest.mark.parametrize("who", ["anna-schmidt", "anna-s", "ANNA-S", "Anna Schmidt", "schmidt"])
def test_who_is_an_id_a_beginning_or_a_name(who: str, make_book: MakeBook, run: Run) -> None:
    files = {
        "dossiers/customers/anna-schmidt.md": person("", "Anna Schmidt"),
        "dossiers/customers/anna.md": person("", "Anna Berg"),
    }
    result = run("due", *ON, "--why", who, "--format", "json", book=make_book(files))
    assert (result.status, json.loads(result.stdout)["id"]) == (0, "anna-schmidt")


@pytest.mark.parametrize(
    ("who", "found"),
    [("jorg muller", "a1"), ("Mueller", "a1"), ("wangxiaoming", "a2"), ("wang xiao", "a2"),
     ("ivan", "a3"), ("lodzki", "a4")],
)  # fmt: skip
def test_a_name_is_found_in_other_letters(
    who: str, found: str, make_book: MakeBook, run: Run
) -> None:
    names = {"a1": "Jörg Müller", "a2": "王小明", "a3": "Иван Петров", "a4": "Jan Łódzki"}
    files = {f"dossiers/customers/{one}.md": person("", name) for one, name in names.items()}
    result = run("due", *ON, "--why", who, "--format", "json", book=make_book(files))
    assert (result.status, json.loads(result.stdout)["id"]) == (0, found)


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("an", ["may mean several", "anna-berg", "anna-schmidt"]),
        ("nobody", ["nobody called 'nobody'"]),
        ("", ["nobody called ''"]),
        ("broken", ["can't be read", "dossiers/customers/broken.md:1:1"]),
    ],
)
def test_who_is_not_clear(who: str, said: list[str], make_book: MakeBook, run: Run) -> None:
    files = {
        "dossiers/customers/anna-schmidt.md": person("", "Anna Schmidt"),
        "dossiers/customers/anna-berg.md": person("", "Anna Berg"),
        "dossiers/customers/broken.md": "no header\n",
    }
    result = run("due", *ON, "--why", who, book=make_book(files))
    assert (result.status, result.stdout) == (1, "")
    assert all(word in result.stderr for word in said)


def test_owner(make_book: MakeBook, run: Run) -> None:
    book = make_book(
        {
            "dossiers/customers/anna.md": person("owner: lily\n", "Anna"),
            "dossiers/customers/bert.md": person("owner: tom\n", "Bert"),
            "dossiers/customers/carl.md": person("", "Carl"),
            "dossiers/team/wang-jun.md": person("", "Wang Jun"),
        }
    )

    def listed(owner: str) -> list[str]:
        result = run("due", *ON, "--owner", owner, "--format", "json", book=book)
        assert result.status == 0
        return [entry["id"] for entry in json.loads(result.stdout)["due"]]

    assert listed("lily") == ["anna"]
    assert listed("wang-jun") == []
    result = run("due", *ON, "--owner", "li", book=book)
    assert (result.status, result.stdout) == (1, "")
    assert "there is lily, tom, wang-jun" in result.stderr


def test_an_owner_whose_own_file_cannot_be_read(make_book: MakeBook, run: Run) -> None:
    result = run(
        "due", *ON, "--owner", "tom", book=make_book({"dossiers/team/tom.md": "no header\n"})
    )
    assert result.status == 1
    assert "dossiers/team/tom.md:1:1: error: " in result.stderr
    assert "no member" not in result.stderr


def test_among_several_kinds_a_whole_id_comes_first(make_book: MakeBook) -> None:
    files = {
        "dossiers/customers/brightlite-anna.md": person("", "Anna"),
        "dossiers/companies/brightlite.md": person("", "Brightlite"),
    }
    book = load(make_book(files))
    kinds: dict[str, dict[str, Dossier[Any]]] = {
        "customer": {**book.customers},
        "company": {**book.companies},
    }
    assert find_any("brightlite", kinds, book).id == "brightlite"
    assert find_any("bright", kinds, book).id == "brightlite-anna"
    with pytest.raises(click.ClickException, match="nobody called 'karl'"):
        find_any("karl", kinds, book)
