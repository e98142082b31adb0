"""`dossier history`: how did this come about, who did it, and why?"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from timeline import ANNA, BRIGHTLITE, KARL, Timeline, text

Run = Callable[..., Any]
CALL = "- 2026-11-03 09:30 call out USD 12,400.50 by lily: Not decided.\n"
CHINESE = "dossiers/customers/wang-xiao-ming.md"


@pytest.fixture
def line(tmp_path: Path) -> Timeline:
    """Three years of Anna, her company, and a customer with a Chinese name."""
    made = Timeline(tmp_path / "book")
    terms = "country: de\nterms: {incoterm: FOB, payment: T/T 30/70}\n"
    header = "company: brightlite\nstage: interest\n"
    made.commit(
        "2024-03-01",
        {
            "dossiers/book.yaml": "timezone: Asia/Shanghai\n",
            "dossiers/countries/de.md": text("currency: EUR\n", name="Germany"),
            BRIGHTLITE: text(terms, name="Brightlite GmbH"),
            ANNA: text(header),
            CHINESE: text("stage: interest\n", name="王小明"),
        },
        "new(anna): met at the fair",
    )
    made.commit(
        "2025-08-14",
        {BRIGHTLITE: text(terms.replace("T/T 30/70", "L/C at sight"), name="Brightlite GmbH")},
        "set(brightlite): terms.payment\n\nKarl insisted:\nhis bank wants it.\n\n"
        "Dossier: brightlite",
    )
    made.commit("2026-11-03", {ANNA: text(header, CALL)}, "log(anna): call out", by="Tom Wu")
    return made


def test_the_life_of_a_dossier_as_facts(line: Timeline, run: Run) -> None:
    header = "company: brightlite\nstage: harmony\n"
    line.commit("2026-11-04", {ANNA: text(header, notes="Hikes.")}, "set(anna): stage")
    line.write({ANNA: text(header, notes="Hikes.") + "\n\n"})
    hashes = line.git("log", "--format=%h", "--abbrev=8", "--", ANNA).split()[::-1]
    result = run("history", "anna", book=line.root)
    assert (result.status, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        f"2024-03-01 10:00  Lily Chen  {hashes[0]}",
        "  new(anna): met at the fair",
        "      the file began: name: Anna Schmidt · company: brightlite · stage: interest",
        f"2026-11-03 10:00  Tom Wu  {hashes[1]}",
        "  log(anna): call out",
        "      + 2026-11-03 09:30 call out USD 12,400.50 by lily: Not decided.",
        f"2026-11-04 10:00  Lily Chen  {hashes[2]}",
        "  set(anna): stage",
        "      stage: interest → harmony",
        "      - 2026-11-03 09:30 call out USD 12,400.50 by lily: Not decided.",
        "      the notes changed",
        "not committed yet",
        "      only comments or the layout changed",
    ]


def test_how_a_payment_term_came_about(line: Timeline, run: Run) -> None:
    """M27: the terms of a customer are those of the company, and the reason is in the message."""
    line.write({BRIGHTLITE: text("terms: {payment: O/A 30 days}\n", name="Brightlite GmbH")})
    first, second = line.git("log", "--format=%h", "--abbrev=8", "--", BRIGHTLITE).split()[::-1]
    expected = [
        f"2024-03-01 10:00  Lily Chen  {first}",
        "  new(anna): met at the fair",
        "      terms.payment: – → T/T 30/70",
        f"2025-08-14 10:00  Lily Chen  {second}",
        "  set(brightlite): terms.payment",
        "  Karl insisted:",
        "  his bank wants it.",
        "      terms.payment: T/T 30/70 → L/C at sight",
        "not committed yet",
        "      terms.payment: L/C at sight → O/A 30 days",
    ]
    for words in (("anna", "terms.payment"), ("anna", "company.terms.payment")):
        result = run("history", *words, book=line.root)
        assert result.status == 0
        assert result.stdout.splitlines() == expected
        assert result.stderr == f"'{words[1]}' belongs to the company brightlite\n"
    own = run("history", "brightlite", "terms.payment", book=line.root)
    assert own.stdout.splitlines() == expected
    assert own.stderr == ""
    below = run("history", "anna", "terms", book=line.root).stdout
    assert "      terms.incoterm: FOB → –" in below


def test_from_a_day_on(line: Timeline, run: Run) -> None:
    result = run("history", "anna", "--since", "2026-11-01", book=line.root)
    assert result.stdout.startswith("2026-11-03 10:00  Tom Wu")
    late = run("history", "anna", "stage", "--since", "2026-11-01", book=line.root)
    assert (late.status, late.stdout) == (0, "")
    assert late.stderr == "nothing is known about 'stage' of anna since 2026-11-01\n"
    assert run("history", "anna", "--since", "0d", book=line.root).stdout == ""
    assert run("history", "anna", "--since", "1m", book=line.root).status == 0
    wrong = run("history", "anna", "--since", "soon", book=line.root)
    assert wrong.status == 2
    assert "'soon' is no day; write it as 7d, 2w, 3m or 2026-06-30" in wrong.stderr


def test_as_json(line: Timeline, run: Run) -> None:
    line.write({ANNA: text("company: brightlite\nstage: harmony\ntags: [a, {b: c}]\n", CALL)})
    data = json.loads(run("history", "anna", "--format", "json", book=line.root).stdout)
    assert {name: data[name] for name in ("kind", "id", "path", "is_gone", "field")} == {
        "kind": "customer", "id": "anna", "path": ANNA, "is_gone": False, "field": None,
    }  # fmt: skip
    begun, called, now = data["history"]
    assert begun["facts"][0] == {"field": "name", "old": None, "new": "Anna Schmidt"}
    assert (begun["old_path"], begun["author"]) == (None, "Lily Chen")
    assert called["when"] == "2026-11-03T10:00:00+08:00"
    assert called["email"] == "tom@lumora.example"
    assert called["added"][0]["amount"] == "12400.50"
    assert "line" not in called["added"][0]
    assert (now["commit"], now["when"], now["trailers"]) == (None, None, {})
    assert now["facts"][1] == {"field": "tags", "old": None, "new": ["a", {"b": "c"}]}
    terms = json.loads(
        run("history", "anna", "terms.payment", "--format", "json", book=line.root).stdout
    )
    assert (terms["id"], terms["field"]) == ("brightlite", "terms.payment")
    assert terms["history"][1]["trailers"] == {"Dossier": "brightlite"}
    assert terms["history"][1]["body"] == "Karl insisted:\nhis bank wants it."


def test_values_on_one_line(line: Timeline, run: Run) -> None:
    line.write({ANNA: text("tags: [a, {b: c}]\nreason: |\n  one\n  two\n")})
    result = run("history", "anna", book=line.root)
    assert "      reason: – → one two" in result.stdout
    assert "      tags: – → [a, {b: c}]" in result.stdout


def test_names_in_any_script(line: Timeline, run: Run) -> None:
    assert "name: 王小明" in run("history", "王小明", book=line.root).stdout
    assert "name: 王小明" in run("history", "wang", book=line.root).stdout


def test_facts_of_other_dossiers(line: Timeline, run: Run) -> None:
    for words, where in (
        (("anna", "company.name"), "company brightlite"),
        (("anna", "country.currency"), "country de"),
        (("brightlite", "country.currency"), "country de"),
    ):
        result = run("history", *words, book=line.root)
        assert result.stderr == f"'{words[1]}' belongs to the {where}\n"
        assert len(result.stdout.splitlines()) == 3
    missing = run("history", "anna", "owner.email", book=line.root)
    assert missing.status == 1
    assert "belongs to a member, and the dossier of anna names none" in missing.stderr
    nobody = run("history", "wang", "terms.payment", book=line.root)
    assert (
        "'terms.payment' belongs to a company, and the dossier of wang-xiao-ming" in nobody.stderr
    )
    line.write({ANNA: text("company: ghost\n")})
    ghost = run("history", "anna", "country.currency", book=line.root)
    assert "belongs to a country, and the dossier of anna names none" in ghost.stderr
    ghost = run("history", "anna", "terms", book=line.root)
    assert "there is no dossiers/companies/ghost.md" in ghost.stderr
    line.write({ANNA: "broken"})
    broken = run("history", "anna", "terms", book=line.root)
    assert "the dossier of anna names none" in broken.stderr


def test_a_fact_inside_a_list_is_the_list(line: Timeline, run: Run) -> None:
    line.write({BRIGHTLITE: text("org: [{role: Buyer, person: anna}]\n", name="Brightlite")})
    result = run("history", "brightlite", "org.person", book=line.root)
    assert "org: – → [{role: Buyer, person: anna}]" in result.stdout


def test_a_field_that_there_is_not(line: Timeline, run: Run) -> None:
    result = run("history", "anna", "terms.paymnt", book=line.root)
    assert result.status == 2
    assert (
        "a customer has no field 'terms.paymnt'; did you mean company.terms.payment?"
        in result.stderr
    )
    assert run("history", "de", "stage", book=line.root).status == 2


def test_somebody_who_was_renamed(line: Timeline, run: Run) -> None:
    line.rename("2026-11-05", CHINESE, KARL)
    result = run("history", "wang-xiao-ming", book=line.root)
    assert result.stderr == f"{CHINESE} is called {KARL} now\n"
    assert f"      renamed from {CHINESE}" in result.stdout


def test_somebody_who_is_gone(line: Timeline, run: Run) -> None:
    line.rename("2026-11-05", ANNA, KARL)
    line.commit("2026-11-06", {KARL: None}, "forget(karl)")
    result = run("history", "karl", book=line.root)
    assert result.status == 0
    assert result.stderr == f"{KARL} is no longer in the book; this is what git knows of it\n"
    assert result.stdout.splitlines()[-1] == "      the file was deleted"
    assert "stage: interest" in result.stdout
    by_old_id = run("history", "ann", book=line.root)
    assert f"{ANNA} is no longer in the book (last as {KARL})" in by_old_id.stderr
    assert by_old_id.stdout == result.stdout
    data = json.loads(run("history", "karl", "stage", "--format", "json", book=line.root).stdout)
    assert data["is_gone"]
    assert [one["is_gone"] for one in data["history"]] == [False, True]
    told = run("history", "karl", "stage", book=line.root).stdout.splitlines()
    assert told[-1] == "      the file was deleted"
    terms = run("history", "karl", "terms", book=line.root)
    assert "the dossier of karl names none" in terms.stderr


def test_several_who_are_gone(line: Timeline, run: Run) -> None:
    for name in ("zoe-a", "zoe-b", "zoe"):
        line.commit(
            "2026-11-05", {f"dossiers/customers/{name}.md": text(f"tags: [{name}]\n" * 1, CALL)}
        )
        line.commit("2026-11-06", {f"dossiers/customers/{name}.md": None})
    several = run("history", "zoe-", book=line.root)
    assert several.status == 1
    assert "'zoe-' may mean several that are gone" in several.stderr
    assert "  dossiers/customers/zoe-b.md" in several.stderr
    assert "zoe.md is no longer" in run("history", "zoe", book=line.root).stderr
    assert run("history", "zoe", "--kind", "company", book=line.root).status == 1


def test_nobody(line: Timeline, run: Run) -> None:
    for who in ("nobody", "Frau Niemand", ""):
        result = run("history", who, book=line.root)
        assert result.status == 1
        assert "there is nobody called" in result.stderr


def test_an_unreadable_dossier(line: Timeline, run: Run) -> None:
    line.commit("2026-11-05", {CHINESE: "no header"}, "oops")
    for who in ("wang-xiao-ming", "wang"):
        result = run("history", who, book=line.root)
        assert result.status == 1
        assert "      can't be read here; the next version that can shows what" in result.stdout
        assert (
            f"can't be read now, so the last changes may be missing: {CHINESE}:1:1" in result.stderr
        )
    line.write({"dossiers/customers/wang-li.md": text()})
    assert run("history", "wang", book=line.root).status == 1


def test_a_value_decided_in_a_merge(line: Timeline, run: Run) -> None:
    line.branch("tom")
    line.commit("2026-11-05", {ANNA: text("stage: harmony\n")})
    line.git("checkout", "--quiet", "main")
    line.commit("2026-11-06", {ANNA: text("stage: sincerity\n")})
    line.merge("2026-11-07", "tom", {ANNA: text("stage: harmony\n")})
    result = run("history", "anna", "stage", book=line.root)
    assert result.stdout.splitlines()[-2:] == [
        "      decided in a merge", "      stage: sincerity → harmony",
    ]  # fmt: skip


def test_a_link_inside_the_book(line: Timeline, run: Run) -> None:
    (line.root / KARL).symlink_to("anna.md")
    assert "stage: interest" in run("history", "karl", book=line.root).stdout
    (line.root / "dossiers/customers/out.md").symlink_to("/etc/hostname")
    assert "not committed" not in run("history", "out", "stage", book=line.root).stdout


def test_many_lines_at_the_beginning(line: Timeline, run: Run) -> None:
    line.write({KARL: text("next: 2026-12-01 x\n", CALL + CALL.replace("11-03", "10-01"))})
    result = run("history", "karl", book=line.root)
    assert "      + 2 log lines, 2026-10-01 to 2026-11-03" in result.stdout
    line.write({KARL: text(log=CALL)})
    assert "      + 2026-11-03 09:30 call out USD" in run("history", "karl", book=line.root).stdout


def test_without_git(line: Timeline, run: Run, tmp_path: Path) -> None:
    (line.root / ".git").rename(tmp_path / "away")
    result = run("history", "anna", book=line.root)
    assert result.status == 1
    assert "this book is in no git repository" in result.stderr
    assert run("history", "zoe", book=line.root).status == 1
    assert run("history", "zoe", book=tmp_path).status == 1


def test_text_that_would_act_on_a_terminal(line: Timeline, run: Run) -> None:
    evil = "set: \x1b]0;owned\x07 \u202eevil"
    line.commit("2026-11-05", {ANNA: text("stage: harmony\n")}, evil, by="L\x1b[31mily")
    result = run("history", "anna", book=line.root)
    assert "\x1b" not in result.stdout
    assert "\\x1b]0;owned" in result.stdout
