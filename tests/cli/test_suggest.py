"""Lily asks what the log says that the headers don't, and takes some of it."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from booklet import git, make

Run = Callable[..., Any]
ON = ("--on", "2026-11-20")
ANNA = "dossiers/customers/anna.md"


def customer(header: str, *log: str) -> str:
    lines = "".join(f"- {line}\n" for line in log)
    return f"---\nname: Otto\n{header}---\n\n## Log\n\n{lines}"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Anna got a sample; Otto's deal was lost."""
    anna = "stage: interest\nowner: lily\ncompany: brightlite\n"
    otto = "owner: mei\nintent: hesitant\nstage: sincerity\n"
    files = {
        ANNA: customer(anna, "2026-11-02 sample out: 3 reels BL-20").replace("Otto", "Anna"),
        "dossiers/customers/otto.md": customer(otto, "2026-11-03 lost: It's the price"),
    }
    return make(tmp_path / "book", files)


def test_each_with_its_evidence_and_the_command_that_applies_it(run: Run, book: Path) -> None:
    result = run("suggest", *ON, book=book)
    assert (result.status, result.stdout) == (
        0,
        "Anna (anna), Brightlite GmbH\n"
        "  stage: interest → assimilation: a sample is with them (M31)\n"
        "      dossiers/customers/anna.md:10: 2026-11-02 sample out: 3 reels BL-20\n"
        "    dossier set anna stage assimilation --why 'a sample is with them'\n"
        "      assimilation: Make sure the sample gets tested: ask who tests it and when, answer "
        "doubts at once, and repeat its advantages.\n"
        "      assimilation: The risk: the sample is judged ordinary and put away untested. Name "
        "one test that shows the difference.\n"
        "\n"
        "Otto (otto)\n"
        "  intent: hesitant → not-soon: the deal is lost: no selling until they raise it (M39)\n"
        "      dossiers/customers/otto.md:10: 2026-11-03 lost in: It's the price\n"
        "    dossier set otto intent not-soon"
        " --why 'the deal is lost: no selling until they raise it'\n"
        "  reason: not set → It's the price: why it failed is worth knowing (M34)\n"
        "      dossiers/customers/otto.md:10: 2026-11-03 lost in: It's the price\n"
        "    dossier set otto reason 'It'\"'\"'s the price'"
        " --why 'why it failed is worth knowing'\n",
    )
    assert "3 suggestions on 2026-11-20; nothing was changed" in result.stderr
    assert git(book, "status", "--porcelain") == ""


def test_what_is_taken_does_not_come_again(run: Run, book: Path) -> None:
    while found := json.loads(run("suggest", *ON, "--format", "json", book=book).stdout)[
        "suggestions"
    ]:
        _, *words = shlex.split(found[0]["command"])
        assert run(*words, book=book).status == 0
    assert git(book, "log", "--format=%s").splitlines() == [
        "set(otto): reason",
        "set(otto): intent",
        "set(anna): stage",
        "begin",
    ]
    assert "a sample is with them" in git(book, "log", "--format=%b")
    result = run("suggest", *ON, book=book)
    assert (result.status, result.stdout) == (0, "")
    assert "the logs of the 2 customers asked for agree with their headers" in result.stderr


def test_json(run: Run, book: Path) -> None:
    result = run("suggest", "anna", *ON, "--format", "json", book=book)
    assert json.loads(result.stdout) == {
        "on": "2026-11-20",
        "suggestions": [
            {
                "id": "anna",
                "name": "Anna",
                "owner": "lily",
                "rule": "sampled",
                "field": "stage",
                "now": "interest",
                "value": "assimilation",
                "reason": "a sample is with them",
                "source": "M31",
                "evidence": [
                    {"text": "2026-11-02 sample out: 3 reels BL-20", "path": ANNA, "line": 10}
                ],
                "command": "dossier set anna stage assimilation --why 'a sample is with them'",
            }
        ],
        "unreadable": [],
    }


def ids(result: Any) -> list[str]:
    return [one["id"] for one in json.loads(result.stdout)["suggestions"]]


def test_who_and_owner(run: Run, book: Path) -> None:
    form = (*ON, "--format", "json")
    assert ids(run("suggest", "otto", "anna", "Otto", *form, book=book)) == ["anna", "otto", "otto"]
    assert ids(run("suggest", "--owner", "lily", *form, book=book)) == ["anna"]
    assert ids(run("suggest", "otto", "--owner", "lily", *form, book=book)) == []
    nobody = run("suggest", "--owner", "li", book=book)
    assert (nobody.status, nobody.stdout) == (1, "")
    assert "there is lily, mei" in nobody.stderr
    assert run("suggest", "zoe", book=book).status == 1
    assert run("suggest", "--format", "csv", book=book).status == 2


def test_many_lines_of_evidence_are_cut_short(run: Run, book: Path) -> None:
    calls = [f"2026-10-{day:02} call: x" for day in range(1, 8)]
    text = customer("stage: sincerity\nintent: interested\n", *calls)
    (book / "dossiers/customers/karl.md").write_text(text)
    result = run("suggest", "karl", *ON, book=book)
    assert "7 contacts as interested, and no order" in result.stdout
    assert result.stdout.count("call: x") == 4
    assert "      and 3 earlier\n" in result.stdout


def test_contacts_count_since_the_intent_was_set(run: Run, book: Path) -> None:
    calls = [f"2026-10-{day:02} call: x" for day in range(1, 8)]
    file = book / "dossiers/customers/otto.md"
    file.write_text(customer("stage: sincerity\nintent: not-soon\n", *calls))
    git(book, "commit", "--quiet", "--all", "--message", "calls")
    assert run("set", "otto", "intent", "interested", book=book).status == 0
    assert ids(run("suggest", "otto", *ON, "--format", "json", book=book)) == []


def test_nothing_about_people_who_asked_not_to_be_contacted(run: Run, book: Path) -> None:
    run("set", "anna", "consent.do-not-contact", "true", book=book)
    result = run("suggest", "anna", *ON, book=book)
    assert (result.status, result.stdout) == (0, "")
    assert "anna asked not to be contacted: nothing is suggested" in result.stderr


def test_what_cannot_be_read_is_said(run: Run, book: Path) -> None:
    (book / "dossiers/customers/zoe.md").write_text("no header\n")
    everybody = run("suggest", *ON, "--format", "json", book=book)
    assert everybody.status == 1
    (one,) = json.loads(everybody.stdout)["unreadable"]
    assert one["path"] == "dossiers/customers/zoe.md"
    shown = run("suggest", *ON, book=book)
    assert "can't be read: dossiers/customers/zoe.md:1:1" in shown.stderr
    assert run("suggest", "anna", *ON, book=book).status == 0
    (book / "dossiers/customers/otto.md").write_text(customer("", "2026-13-01 call: x"))
    assert run("suggest", "otto", *ON, book=book).status == 1


def test_an_empty_book_and_a_plain_folder(run: Run, make_book: Callable[..., Path]) -> None:
    empty = make_book({})
    result = run("suggest", book=empty)
    assert (result.status, result.stdout) == (0, "")
    assert "no customers yet" in result.stderr
    calls = [f"2026-10-{day:02} call: x" for day in range(1, 8)]
    text = customer("stage: sincerity\nintent: interested\n", *calls)
    plain = make_book({"dossiers/customers/otto.md": text})
    assert ids(run("suggest", *ON, "--format", "json", book=plain)) == ["otto"]


def test_git_that_breaks_off_is_said(run: Run, book: Path) -> None:
    calls = [f"2026-10-{day:02} call: x" for day in range(1, 8)]
    text = customer("stage: sincerity\nintent: interested\n", *calls)
    (book / "dossiers/customers/otto.md").write_text(text)
    tree = git(book, "rev-parse", "HEAD^{tree}").strip()
    (book / ".git/objects" / tree[:2] / tree[2:]).unlink()
    result = run("suggest", "otto", *ON, book=book)
    assert (result.status, result.stdout) == (1, "")
    assert "git broke off" in result.stderr


def test_the_sample_book(run: Run, sample_book: Path) -> None:
    result = run("suggest", *ON, book=sample_book)
    assert result.status == 0
    assert "Сергей Волков (sergey-volkov), ООО «Волга-Свет»" in result.stdout
    assert "  stage: harmony → consideration: no order since 2024-09-12 (M33)" in result.stdout
