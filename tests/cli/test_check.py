"""`dossier check`: what it prints, in which form, of which files, and its exit status."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from dossierkit.book import today
from dossierkit.cli import output
from dossierkit.text.finding import ERROR, Finding

ANNA = "dossiers/customers/anna.md"
KARL = "dossiers/customers/karl.md"
BRIGHTLITE = "dossiers/companies/brightlite.md"

GOOD = {
    BRIGHTLITE: "---\nname: Brightlite\ncountry: de\n---\n",
    ANNA: "---\nname: Anna\ncompany: brightlite\n---\n",
}
BAD = {
    BRIGHTLITE: "---\nname: Brightlite\n---\n",
    ANNA: "---\nname: Anna\ncompany: brightlite\nstage: harmonic\n---\n",
    KARL: "---\nname: Karl\ncountry: de\nowner: nobody\n---\nsee [[anna]]\n",
    "dossiers/rates.csv": "date,from,to\n",
    "dossiers/countries/no.md": "---\nname: Norway\n---\n",
    "dossiers/team/tom.md": "---\nname: Tom\n---\n[[anna]]\n",
}


def test_a_book_in_order_says_so(make_book: Callable[..., Path], run: Callable[..., Any]) -> None:
    result = run("check", book=make_book(GOOD))
    assert result == (0, "", "2 dossiers, all in order\n")


def test_the_sample_book_is_in_order(sample_book: Path, run: Callable[..., Any]) -> None:
    result = run("check", "--strict", "--on", "2026-11-21", book=sample_book)
    kept = [line for line in result.stdout.splitlines() if line.endswith("]")]
    assert [line for line in kept if not line.endswith("[future-date]")] == []


def test_findings_print_as_editors_want_them(
    make_book: Callable[..., Path], run: Callable[..., Any]
) -> None:
    result = run("check", book=make_book(BAD))
    assert result.status == 1
    assert result.stdout.splitlines()[:4] == [
        f"{BRIGHTLITE}:2:7: warning: the company has no country [no-country]",
        "    write 'country: de'",
        f"{ANNA}:4:8: error: 'harmonic' is not known here [unknown-value]",
        "    did you mean 'harmony'?",
    ]
    assert result.stderr == "3 errors, 1 warning in 7 files\n"


def test_json_is_exactly_the_findings(
    make_book: Callable[..., Path], run: Callable[..., Any]
) -> None:
    result = run("check", "--format", "json", ANNA, book=make_book(BAD))
    assert result.stderr == ""
    assert json.loads(result.stdout) == [
        {
            "path": BRIGHTLITE,
            "line": 2,
            "column": 7,
            "severity": "warning",
            "code": "no-country",
            "message": "the company has no country",
            "hint": "write 'country: de'",
        },
        {
            "path": ANNA,
            "line": 4,
            "column": 8,
            "severity": "error",
            "code": "unknown-value",
            "message": "'harmonic' is not known here",
            "hint": "did you mean 'harmony'?",
        },
    ]


def test_json_of_nothing_is_an_empty_list(
    make_book: Callable[..., Path], run: Callable[..., Any]
) -> None:
    assert run("check", "--format", "json", book=make_book(GOOD)) == (0, "[]\n", "")


def test_github_gets_annotations(make_book: Callable[..., Path], run: Callable[..., Any]) -> None:
    name = "dossiers/customers/a,b:c%.md"
    result = run("check", "--format", "github", book=make_book({name: "x"}))
    assert result.stdout == (
        "::error file=dossiers/customers/a%2Cb%3Ac%25.md,line=1,col=1,title=id"
        "::'a,b:c%25' is no id"
        "%0Ause a-z, 0-9 and '-', at most 63 characters, as in wang-xiao-ming.md\n"
    )
    assert result.status == 1


def test_a_finding_without_hint_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    from dossierkit.cli.findings import say_findings

    finding = Finding("a\x1b.md", 1, 2, ERROR, "id", "no\nid")
    say_findings([finding], "text")
    say_findings([finding], "github")
    assert capsys.readouterr().out == (
        "a\\x1b.md:1:2: error: no⏎id [id]\n::error file=a\\x1b.md,line=1,col=2,title=id::no⏎id\n"
    )


def test_severity_is_coloured_on_a_terminal_only(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from dossierkit.cli.findings import say_findings

    monkeypatch.setattr(output, "is_terminal", lambda: True)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    say_findings([Finding("a.md", 1, 2, ERROR, "id", "no id")], "text")
    assert capsys.readouterr().out == "a.md:1:2: \x1b[31merror\x1b[0m: no id [id]\n"


@pytest.mark.parametrize(("options", "status"), [((), 0), (("--strict",), 1)])
def test_warnings_alone_fail_only_when_strict(
    make_book: Callable[..., Path], run: Callable[..., Any], options: tuple[str, ...], status: int
) -> None:
    book = make_book({BRIGHTLITE: "---\nname: Brightlite\n---\n"})
    assert run("check", *options, book=book).status == status


def test_a_broken_policy_is_told_in_every_form(
    make_book: Callable[..., Path], run: Callable[..., Any]
) -> None:
    book = make_book({"dossiers/book.yaml": "nmae: Lumora\n"})
    result = run("check", book=book)
    assert result.status == 1
    assert result.stdout.startswith("dossiers/book.yaml:1:1: error: 'nmae' is no field here")
    assert result.stderr == "1 error in the book's policy: nothing else was read\n"
    result = run("check", "--format", "json", book=book)
    assert (result.status, result.stderr) == (1, "")
    assert [finding["code"] for finding in json.loads(result.stdout)] == ["unknown-field"]


def paths_of(printed: str) -> set[str]:
    return {finding["path"] for finding in json.loads(printed)}


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ([ANNA], {ANNA, BRIGHTLITE}),
        ([KARL], {ANNA, KARL}),
        (["dossiers/team"], {ANNA}),
        (["dossiers/companies"], {BRIGHTLITE}),
        (["dossiers/countries"], set()),
        (["dossiers/rates.csv"], {"dossiers/rates.csv"}),
        (["."], {ANNA, KARL, BRIGHTLITE, "dossiers/rates.csv"}),
        ([ANNA, KARL], {ANNA, KARL, BRIGHTLITE}),
    ],
)
def test_files_are_checked_with_what_they_refer_to(
    make_book: Callable[..., Path],
    run: Callable[..., Any],
    named: list[str],
    expected: set[str],
) -> None:
    result = run("check", "--format", "json", *named, book=make_book(BAD))
    assert paths_of(result.stdout) == expected


def test_a_country_is_referred_to_by_its_code(
    make_book: Callable[..., Path], run: Callable[..., Any]
) -> None:
    files = {**GOOD, "dossiers/countries/de.md": "---\nname: Germany\nx: 1\n---\n"}
    for named in (ANNA, BRIGHTLITE):
        result = run("check", "--format", "json", named, book=make_book(files))
        assert paths_of(result.stdout) == {"dossiers/countries/de.md"}


def test_paths_are_found_from_where_one_is_and_from_the_book(
    make_book: Callable[..., Path], run: Callable[..., Any]
) -> None:
    book = make_book(GOOD)
    folder = book / "dossiers" / "customers"
    for path in ("anna.md", ANNA, str(folder / "anna.md"), "../customers"):
        result = run("check", path, book=folder)
        assert result == (0, "", "2 dossiers, all in order\n")
    assert run("check", "../book.yaml", book=folder).stderr == "all in order\n"


def test_a_path_that_is_nowhere_is_an_expected_failure(
    make_book: Callable[..., Path], run: Callable[..., Any], tmp_path: Path
) -> None:
    book = make_book(GOOD)
    result = run("check", "nobody.md", book=book)
    assert (result.status, result.stdout) == (1, "")
    assert "there is no file or folder 'nobody.md'" in result.stderr
    result = run("check", str(tmp_path), book=book)
    assert (result.status, result.stdout) == (1, "")
    assert "is not in the book" in result.stderr


def test_nonsense_options_are_wrong_usage(
    make_book: Callable[..., Path], run: Callable[..., Any]
) -> None:
    book = make_book(GOOD)
    assert run("check", "--format", "xml", book=book).status == 2
    assert run("check", "--nonsense", book=book).status == 2


def test_no_book_is_an_expected_failure(tmp_path: Path, run: Callable[..., Any]) -> None:
    assert run("check", "--book", tmp_path).status == 1


def test_on_decides_who_is_an_actual_customer_but_not_what_is_in_the_future(
    make_book: Callable[..., Path], run: Callable[..., Any]
) -> None:
    text = (
        "---\nname: Anna\ncountry: de\nintent: hesitant\n---\n## Log\n- 2020-03-01 order in: one\n"
    )
    book = make_book({ANNA: text})
    assert run("check", book=book).stdout == ""
    assert "[intent-contradiction]" in run("check", "--on", "2021-03-01", book=book).stdout
    assert run("check", "--on", "2021-03-02", book=book).stdout == ""
    assert run("check", "--on", "2020-02-01", book=book).stdout == ""


class Today(date):
    @classmethod
    def today(cls) -> Today:
        return cls(2026, 11, 21)


class Now(datetime):
    @classmethod
    def now(cls, tz: Any = None) -> Now:
        return cls(2026, 11, 22 if tz is not None and "Shanghai" in str(tz) else 20)


@pytest.mark.parametrize(
    ("policy", "status"),
    [
        ("", 1),
        ("timezone: Asia/Shanghai\n", 0),
        ("timezone: America/New_York\n", 1),
        ("timezone: Asia/Nowhere\n", 1),
    ],
)
def test_it_is_tomorrow_already_where_the_book_is(
    make_book: Callable[..., Path],
    run: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
    policy: str,
    status: int,
) -> None:
    monkeypatch.setattr(today, "date", Today)
    monkeypatch.setattr(today, "datetime", Now)
    text = (
        "---\nname: Anna\ncountry: de\n---\n## Log\n- 2026-11-22 call out: at one in the morning\n"
    )
    book = make_book({"dossiers/book.yaml": policy, ANNA: text})
    result = run("check", ANNA, book=book)
    assert result.status == status
    assert ("[future-date]" in result.stdout) == bool(status)
