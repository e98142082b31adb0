"""Lily's morning: drafts for one person, for everybody, and what is said of those not made."""

from __future__ import annotations

import email
import email.policy
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

DAY = ("--on", "2026-11-20")

Run = Callable[..., Any]


def test_a_draft_for_one_person(run: Run, sample_book: Path) -> None:
    result = run("render", "greeting", "anna", *DAY, book=sample_book)
    assert result.status == 0
    draft = "outbox/2026-11-20-greeting-anna-schmidt.eml"
    assert result.stdout.splitlines()[1].split("  ")[0] == draft
    assert "anna@brightlite.example  de, en    their own language; both because" in result.stdout
    assert "open it in your mail program" in result.stderr
    message = email.message_from_bytes(
        (sample_book / draft).read_bytes(), policy=email.policy.default
    )
    assert message["To"].addresses[0].addr_spec == "anna@brightlite.example"
    assert message["X-Unsent"] == "1"


def test_rendering_again_changes_nothing_and_an_edited_draft_is_kept(
    run: Run, sample_book: Path
) -> None:
    run("render", "greeting", "anna", *DAY, book=sample_book)
    file = sample_book / "outbox/2026-11-20-greeting-anna-schmidt.eml"
    before = file.read_bytes()
    assert run("render", "greeting", "anna", *DAY, book=sample_book).status == 0
    assert file.read_bytes() == before
    file.write_bytes(before.replace(b"X-Unsent: 1", b"X-Unsent: 1\r\nCc: boss@x.example"))
    again = run("render", "greeting", "anna", *DAY, book=sample_book)
    assert again.status == 1
    assert "was edited since it was written" in again.stderr


def test_prices_to_everybody_whom_they_concern(run: Run, sample_book: Path) -> None:
    result = run("render", "price-update", "--all", *DAY, book=sample_book)
    assert result.status == 1
    said = result.stderr.splitlines()
    assert (
        "zofia-wisniewska: templates/price-update/en.md:43: 'incoterm' has no value; "
        "dossiers/companies/swiatlo-plus.md: fill 'terms.incoterm'"
    ) in said
    assert any(line.startswith("no letter for ") and "nothing changed" in line for line in said)
    assert not any("brandt" in line for line in said)
    assert len(result.stdout.splitlines()) > 5


def test_one_who_is_named_is_told_why_not(run: Run, sample_book: Path) -> None:
    result = run("render", "price-update", "karl-brandt", *DAY, book=sample_book)
    assert result.status == 1
    assert result.stderr.startswith("karl-brandt: nothing they buy changed its price")
    assert result.stdout == ""


def test_json_and_text_and_html_write_no_files(run: Run, sample_book: Path) -> None:
    result = run("render", "greeting", "anna", "--format", "json", *DAY, book=sample_book)
    (letter,) = json.loads(result.stdout)
    assert list(letter) == ["id", "to", "subject", "languages", "why", "text", "html", "path"]
    assert letter["path"] is None
    for shown, begin in (("text", "Guten Tag"), ("html", "<!DOCTYPE html>")):
        result = run(
            "render", "greeting", "anna", "lars", "--format", shown, *DAY, book=sample_book
        )
        assert result.stdout.startswith(f"Subject: {letter['subject']}\n\n{begin}")
        assert result.stdout.count("Subject: ") == 2
    assert not (sample_book / "outbox").exists()


def test_drafts_go_elsewhere_if_asked(run: Run, sample_book: Path, tmp_path: Path) -> None:
    result = run(
        *("render", "greeting", "anna", "--to", tmp_path / "x", "--format", "json"),
        *DAY,
        book=sample_book,
    )
    (letter,) = json.loads(result.stdout)
    assert Path(letter["path"]).is_file()
    assert not (sample_book / "outbox").exists()


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["greeting"], 2, "say to whom: either WHO, or --due, or --all"),
        (["greeting", "anna", "--all"], 2, "say to whom"),
        (["greeting", "anna", "--occasion", "birtday"], 2, "did you mean 'birthday'?"),
        (["greeting", "anna", "--occasion", "xyzzy"], 2, "there are: birthday, wedding"),
        (["greeting", "anna", "--language", "deutsch"], 2, "write it as de or pt-BR"),
        (["greting", "anna"], 1, "did you mean 'greeting'?"),
        (["zzz", "anna"], 1, "there are: case-story, "),
        (["greeting", "anna-schmit"], 1, "anna-schmidt"),
        (["greeting", "anna", "--on", "2026-02-30"], 2, "no date"),
    ],
)
def test_what_is_asked_for_wrongly_is_explained(
    arguments: list[str], status: int, said: str, run: Run, sample_book: Path
) -> None:
    result = run("render", *arguments, book=sample_book)
    assert result.status == status
    assert said in result.stderr
    assert not (sample_book / "outbox").exists()


def test_an_outbox_that_leads_out_of_the_book_is_refused(
    run: Run, sample_book: Path, tmp_path: Path
) -> None:
    (sample_book / "outbox").symlink_to(tmp_path)
    result = run("render", "greeting", "anna", *DAY, book=sample_book)
    assert result.status == 1
    assert "leads out of the book" in result.stderr


def test_those_whose_follow_up_proposes_it(run: Run, sample_book: Path) -> None:
    """Anna's company is thirty years old, whatever else is due; Mike is owed other letters only.
    Sipho awaits an answer, and thanks for his refusal as well."""
    result = run("render", "greeting", "--due", *DAY, book=sample_book)
    assert result.status in (0, 1)
    assert "greeting-company-anna-schmidt" in result.stdout
    assert "mike-delgado" not in result.stdout
    thanks = run("render", "refusal-thanks", "--due", *DAY, book=sample_book)
    assert "refusal-thanks-sipho-dlamini" in thanks.stdout


def test_an_unreadable_dossier_is_never_passed_over(run: Run, sample_book: Path) -> None:
    file = sample_book / "dossiers/customers/lars-eide.md"
    file.write_text("\n" + file.read_text())
    for who in ("--all", "lars-eide"):
        result = run("render", "greeting", who, *DAY, book=sample_book)
        assert result.status == 1
        assert "lars-eide: dossiers/customers/lars-eide.md:1:1: error" in result.stderr


def test_nobody_to_write_to_is_said(run: Run, sample_book: Path) -> None:
    for file in (sample_book / "dossiers/customers").iterdir():
        file.unlink()
    result = run("render", "greeting", "--all", *DAY, book=sample_book)
    assert (result.status, result.stderr) == (0, "nobody to write to\n")


def test_nothing_from_a_dossier_can_fool_the_terminal(run: Run, sample_book: Path) -> None:
    file = sample_book / "dossiers/customers/anna-schmidt.md"
    text = file.read_text().replace("Frau Schmidt", '"Frau \\e[31m\\a Schmidt\\u202e\\u200b"')
    file.write_text(text)
    for shown in ("text", "html", "eml", "json"):
        result = run("render", "greeting", "anna", "--format", shown, *DAY, book=sample_book)
        output = result.stdout + result.stderr
        assert all(mark.isprintable() or mark in "\n\u00a0\u202f" for mark in output)


def test_the_command_table_needs_none_of_the_heavy_libraries() -> None:
    code = (
        "import sys, dossierkit.cli, dossierkit.cli.render, dossierkit.book.load;"
        "print([m for m in ('jinja2', 'email.message', 'babel', 'markdown_it', 'frontmatter')"
        " if m in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout == "[]\n"
