"""Advice for a moment (`show --moment`), and for the stage that is suggested (M31)."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[..., Any]
ON = ("--on", "2026-11-20")


def test_all_the_advice_before_a_call(run: Run, sample_book: Path) -> None:
    words = ("show", "anna", "--moment", "before-call", *ON)
    result = run(*words, book=sample_book)
    heading, first, *rest = result.stdout.splitlines()
    assert heading == "Anna Schmidt (anna-schmidt)  before-call"
    assert first.startswith("  ! Don't call")
    assert any("true story" in line for line in rest)
    chinese = run(*words, "--lang", "zh", book=sample_book).stdout
    assert "真实" in chinese
    listed = json.loads(run(*words, "--format", "json", book=sample_book).stdout)
    assert listed[0]["is_taboo"]
    assert all("before-call" in one["moments"] or not one["moments"] for one in listed)


def test_not_of_a_company_nor_as_a_page(run: Run, sample_book: Path) -> None:
    company = run("show", "brightlite", "--moment", "in-mail", book=sample_book)
    assert (company.status, company.stdout) == (2, "")
    assert "--moment is for a customer" in company.stderr
    page = run("show", "anna", "--moment", "in-mail", "--format", "html", book=sample_book)
    assert page.status == 2
    assert run("show", "anna", "--moment", "at-dinner", book=sample_book).status == 2


def test_of_someone_who_opted_out_only_that(run: Run, make_book: Callable[..., Path]) -> None:
    text = "---\nname: Anna\nconsent: {do-not-contact: true}\n---\n"
    book = make_book({"dossiers/customers/anna.md": text})
    result = run("show", "anna", "--moment", "in-mail", *ON, book=book)
    _, *rest = result.stdout.splitlines()
    assert [line[:31] for line in rest] == ["  ! They asked not to be contact"[:31]]


def test_a_moment_without_any(run: Run, make_book: Callable[..., Path]) -> None:
    book = make_book({"dossiers/customers/anna.md": "---\nname: Anna\n---\n"})
    names = [
        one["id"]
        for one in json.loads(
            run(
                "show", "anna", "--moment", "after-refusal", *ON, "--format", "json", book=book
            ).stdout
        )
    ]
    off = "".join(f"{name}: {{off: true}}\n" for name in names)
    (book / "dossiers/playbook.yaml").write_text(off, encoding="utf-8")
    result = run("show", "anna", "--moment", "after-refusal", *ON, book=book)
    assert len(result.stdout.splitlines()) == 1
    assert "no advice for after-refusal" in result.stderr


def test_a_suggested_stage_comes_with_what_to_do_and_the_risk(run: Run, sample_book: Path) -> None:
    said = run("suggest", "lars-eide", *ON, book=sample_book).stdout
    assert "consideration: Give them market facts" in said
    assert "consideration: The risk is silence" in said
    assert (
        "consideration: 风险"
        in run("suggest", "lars-eide", "--lang", "zh", *ON, book=sample_book).stdout
    )
