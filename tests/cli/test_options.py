"""Options: dates and durations as people say them, on both sides of a command's name."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import click
import pytest
from conftest import Result

from dossierkit.cli import COMMANDS, dossier
from dossierkit.cli.options import DayParam, DurationParam, KindParam, parse_day

MakeBook = Callable[[Mapping[str, str]], Path]
Run = Callable[..., Result]

FRIDAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("word", "day"),
    [
        ("2026-11-25", "2026-11-25"),
        ("2024-02-29", "2024-02-29"),
        ("today", "2026-11-20"),
        ("Today", "2026-11-20"),
        ("tomorrow", "2026-11-21"),
        ("yesterday", "2026-11-19"),
        ("+3d", "2026-11-23"),
        ("+2w", "2026-12-04"),
        ("-1d", "2026-11-19"),
        ("+0d", "2026-11-20"),
        ("fri", "2026-11-20"),
        ("Friday", "2026-11-20"),
        ("sat", "2026-11-21"),
        ("mon", "2026-11-23"),
        ("thu", "2026-11-26"),
        (" wednesday ", "2026-11-25"),
    ],
)
def test_days(word: str, day: str) -> None:
    assert parse_day(word, FRIDAY) == date.fromisoformat(day)


@pytest.mark.parametrize(
    "word",
    ["", "2026-02-30", "2025-02-29", "2026-13-01", "20.11.2026", "08/15/2026", "2026-11", "3d",
     "+3", "+3x", "monkey", "sundae", "frid", "+99999d", "２０２６-11-20", "20261120"],
)  # fmt: skip
def test_no_days(word: str) -> None:
    assert parse_day(word, FRIDAY) is None


def test_converted_values_stay() -> None:
    assert DayParam().convert(FRIDAY, None, None) == FRIDAY
    assert DurationParam().convert(7, None, None) == 7


@pytest.mark.parametrize(
    ("word", "days"), [("7d", 7), ("7", 7), ("2w", 14), ("0d", 0), (" 3D ", 3)]
)
def test_durations(word: str, days: int) -> None:
    assert DurationParam().convert(word, None, None) == days


BOOK = {
    "dossiers/customers/anna.md": "---\nname: Anna\nowner: due\nnext: 2026-11-18 x\n---\n",
    "dossiers/customers/list.md": "---\nname: Li\nnext: 2026-11-23 x\n---\n",
}
JSON = ("--format", "json")
ON = ("--on", "2026-11-20")


@pytest.mark.parametrize(
    ("args", "ids"),
    [
        (("due", *ON, *JSON), ["anna"]),
        ((*ON, *JSON, "due"), ["anna"]),
        ((*ON, "due", *JSON), ["anna"]),
        (("--on=2026-11-20", "--format=json", "due", "--within", "7d"), ["anna", "list"]),
        (("--within", "7d", *ON, "due", *JSON), ["anna", "list"]),
        (("--owner", "due", *ON, *JSON, "due"), ["anna"]),
        (("--on", "2026-11-17", "due", *ON, *JSON), ["anna"]),  # the later word counts
    ],
)
def test_options_on_both_sides(
    args: tuple[str, ...], ids: list[str], make_book: MakeBook, run: Run
) -> None:
    result = run(*args, book=make_book(BOOK))
    assert (result.status, result.stderr) == (0, "")
    assert [entry["id"] for entry in json.loads(result.stdout)["due"]] == ids


def test_an_options_value_may_be_a_commands_name(make_book: MakeBook, run: Run) -> None:
    result = run("--why", "list", *ON, *JSON, "due", book=make_book(BOOK))
    assert json.loads(result.stdout)["id"] == "list"


@pytest.mark.parametrize(
    "args",
    [
        ("due", "--on", "2026-02-30"),
        ("due", "--on", "soon"),
        ("due", "--on"),
        ("due", "--within", "-1d"),
        ("due", "--within", "a week"),
        ("due", "--format", "xml"),
        ("due", "--no-such-option"),
        ("due", "anna"),
        ("--no-such-option", "due"),
        ("--on", "due"),
        ("--on",),
        ("deu",),
        ("--on", "2026-11-20"),
    ],
)
def test_wrong_usage(args: tuple[str, ...], make_book: MakeBook, run: Run) -> None:
    result = run(*args, book=make_book(BOOK))
    assert (result.status, result.stdout) == (2, "")
    assert "Error: " in result.stderr


@pytest.mark.parametrize(
    ("word", "said"), [("deu", "did you mean 'due'?"), ("xyzzy", "commands: ")]
)
def test_an_unknown_command_is_told_what_there_is(word: str, said: str, run: Run) -> None:
    result = run(word)
    assert result.status == 2
    assert said in result.stderr


@pytest.mark.parametrize("args", [(), ("--help",), ("-h",)])
def test_help_lists_every_command(args: tuple[str, ...], run: Run) -> None:
    result = run(*args)
    assert result.status == 0
    assert all(f"  {name} " in result.stdout for name in COMMANDS)


def test_help_of_a_command_has_an_example(run: Run) -> None:
    for args in (("due", "--help"), ("due", "-h")):
        result = run(*args)
        assert result.status == 0
        assert "dossier due --why anna" in result.stdout


def test_version(run: Run) -> None:
    result = run("--version")
    assert (result.status, result.stderr) == (0, "")
    assert result.stdout.startswith("dossier ")


def test_shells_can_complete_commands(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    words = {"_DOSSIER_COMPLETE": "bash_complete", "COMP_WORDS": "dossier du", "COMP_CWORD": "1"}
    with pytest.raises(SystemExit) as stopped:
        run(env=words)
    assert stopped.value.code == 0
    assert capsys.readouterr().out == "plain,due\n"
    assert dossier.get_command(click.Context(dossier), "xyzzy") is None


@pytest.mark.parametrize(
    ("word", "kind"), [("customer", "customer"), ("Companies", "company"), ("team", "member")]
)
def test_kinds_in_the_singular_and_the_plural(word: str, kind: str) -> None:
    assert KindParam().convert(word, None, None) == kind


def test_no_kind() -> None:
    with pytest.raises(click.BadParameter, match="'people' is no kind"):
        KindParam().convert("people", None, None)
