"""`dossier merge-driver`, as git calls it, and whole files that can't be merged by facts."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from more_scenarios import COMPANY, FLOW_BASE
from scenarios import ANNA, BASE, CALL, MAIL, edit, log_of

from dossierkit.history.git import NoHistory
from dossierkit.history.merge import driver, prose
from dossierkit.history.merge.driver import WHOLE_FILE, merge
from dossierkit.history.merge.markers import Style

SINCERE = edit(BASE, ("consideration", "sincerity"))
HARMONY = edit(BASE, ("consideration", "harmony"))


@pytest.fixture
def drive(run: Callable[..., Any], tmp_path: Path) -> Callable[..., Any]:
    """Runs the driver on three contents; gives its result, and what our file holds then."""

    def drive_three(base: str, ours: str, theirs: str, *words: str) -> tuple[Any, str]:
        files = [tmp_path / name for name in ("O", "A", "B")]
        for file, text in zip(files, (base, ours, theirs), strict=True):
            file.write_bytes(text.encode())
        result = run("merge-driver", *files, *(words or (ANNA,)))
        assert sorted(path.name for path in tmp_path.iterdir()) == ["A", "B", "O"]
        return result, files[1].read_bytes().decode()

    return drive_three


def test_a_clean_merge_is_silent_and_ends_with_0(drive: Callable[..., Any]) -> None:
    result, text = drive(BASE, log_of(BASE, CALL), log_of(BASE, MAIL))
    assert result == (0, "", "")
    assert text == log_of(BASE, CALL, MAIL)


def test_our_file_is_left_alone_where_it_is_right_already(drive: Callable[..., Any]) -> None:
    ours = log_of(BASE, CALL)
    assert drive(BASE, ours, edit(BASE, ("company: brightlite", "company: 'brightlite'"))) == (
        (0, "", ""),
        edit(ours, ("company: brightlite", "company: 'brightlite'")),
    )
    assert drive(BASE, ours, BASE) == ((0, "", ""), ours)


def test_when_only_we_changed_something_our_file_is_left_alone(drive: Callable[..., Any]) -> None:
    assert drive(BASE, SINCERE, BASE) == ((0, "", ""), SINCERE)


def test_a_question_ends_with_1_and_is_named(drive: Callable[..., Any]) -> None:
    ours = edit(SINCERE, ("owner: lily", "owner: tom"))
    result, text = drive(BASE, ours, log_of(HARMONY, CALL))
    assert result.status == 1
    assert result.stderr == f"{ANNA}: both sides changed stage\n"
    block = "<<<<<<< ours\nstage: sincerity\n=======\nstage: harmony\n>>>>>>> theirs\n"
    asked = edit(ours, ("stage: sincerity\n", block))
    assert text == log_of(asked, CALL)


def test_markers_can_be_longer_and_named(drive: Callable[..., Any]) -> None:
    words = (ANNA, "--marker-size", "9", "--ours-label", "lily", "--theirs-label", "tom's\nbranch")
    _, text = drive(BASE, SINCERE, HARMONY, *words)
    assert "<<<<<<<<< lily\nstage" in text
    assert "\n=========\n" in text
    assert ">>>>>>>>> tom's branch\n" in text


def test_markers_have_the_line_ends_of_the_file(drive: Callable[..., Any]) -> None:
    sides = [text.replace("\n", "\r\n") for text in (BASE, SINCERE, HARMONY)]
    _, text = drive(*sides)
    assert "<<<<<<< ours\r\nstage: sincerity\r\n=======\r\n" in text
    assert text.count("\n") == text.count("\r\n")


def test_without_a_path_a_dossier_is_known_by_its_shape(drive: Callable[..., Any]) -> None:
    result, text = drive(BASE, log_of(BASE, CALL), SINCERE, "")
    assert result.status == 0
    assert text == log_of(SINCERE, CALL)


def test_a_missing_file_is_wrong_usage(run: Callable[..., Any], tmp_path: Path) -> None:
    result = run("merge-driver", tmp_path / "O", tmp_path / "A", tmp_path / "B", ANNA)
    assert result.status == 2


def test_a_read_only_file_is_refused(run: Callable[..., Any], tmp_path: Path) -> None:
    for name, text in (("O", BASE), ("A", SINCERE), ("B", log_of(BASE, CALL))):
        (tmp_path / name).write_text(text)
    (tmp_path / "A").chmod(0o444)
    result = run("merge-driver", *(tmp_path / name for name in "OAB"), ANNA)
    assert result.status == 1
    assert "read-only" in result.stderr


def test_a_fault_of_ours_leaves_both_versions(
    drive: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("a fault")

    monkeypatch.setattr(driver, "_merge_versions", broken)
    result, text = drive(BASE, SINCERE, log_of(BASE, CALL))
    assert result.status == 1
    assert "a fault of dossier itself: ZeroDivisionError" in result.stderr
    assert "both sides changed the whole file" in result.stderr
    assert "stage: sincerity" in text
    assert CALL in text
    assert "<<<<<<< ours\n" in text


UNREADABLE = {
    "encoding": BASE.encode().replace(b"Likes", b"Lik\xe9s"),
    "utf-16": BASE.encode("utf-16"),
    "binary": b"\0\1\2" * 50,
    "duplicate key": edit(BASE, ("owner: lily\n", "owner: lily\nowner: tom\n")).encode(),
    "markers": edit(BASE, ("owner: lily\n", "<<<<<<< x\nowner: lily\n>>>>>>> y\n")).encode(),
    "no end": BASE.replace("---\nMet", "Met").encode(),
    "four dashes": BASE.replace("---\nname", "----\nname").encode(),
    "no header": b"Just notes.\n",
    "list": b"---\n- name: Anna\n---\n",
    "tabs": edit(BASE, ("  marketing", "\tmarketing")).encode(),
    "anchor": edit(BASE, ("owner: lily", "owner: &x lily")).encode(),
    "lone CR": edit(BASE, ("owner: lily", "owner: lily\rx")).encode(),
    "second header": BASE.replace("Met at", "---\nname: Karl\n---\nMet at").encode(),
    "empty": b"",
}


@pytest.mark.parametrize("role", ["base", "ours", "theirs"])
@pytest.mark.parametrize("bad", UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_read_is_asked(bad: bytes, role: str) -> None:
    sides = {"base": BASE.encode(), "ours": SINCERE.encode(), "theirs": log_of(BASE, CALL).encode()}
    sides[role] = bad
    merged = merge(sides["base"], sides["ours"], sides["theirs"], ANNA)
    assert merged.conflicts == (WHOLE_FILE,)
    assert b"<<<<<<< ours\n" in merged.content
    lines = set(merged.content.splitlines())
    for side, other in (("ours", "theirs"), ("theirs", "ours")):
        assert set(sides[side].splitlines()) - set(sides[other].splitlines()) <= lines


def test_two_equal_files_are_no_question_even_if_unreadable() -> None:
    bad = UNREADABLE["duplicate key"]
    assert merge(BASE.encode(), bad, bad, ANNA) == (bad, ())


def test_both_create_a_file() -> None:
    merged = merge(b"", BASE.encode(), SINCERE.encode(), ANNA)
    assert merged.conflicts == (WHOLE_FILE,)
    assert b"<<<<<<< ours\nstage: consideration\n=======\nstage: sincerity\n" in merged.content


PRICES = b"sku,price\nA,1\nB,2\nC,3\nD,4\n"


def test_what_is_no_dossier_is_merged_by_lines() -> None:
    ours, theirs = PRICES.replace(b"A,1", b"A,9"), PRICES.replace(b"D,4", b"D,8")
    path = "dossiers/prices/2026-01-01.csv"
    merged = merge(PRICES, ours, theirs, path)
    assert merged == (ours.replace(b"D,4", b"D,8"), ())
    asked = merge(PRICES, ours, PRICES.replace(b"A,1", b"A,8"), path)
    assert asked.conflicts == (WHOLE_FILE,)
    assert merge(b"\0a", b"\0b", b"\0c", "x.png").conflicts == (WHOLE_FILE,)


def test_settings_with_a_key_twice_are_asked() -> None:
    base = b"name: Lumora\ncurrency: USD\ncountry: cn\n"
    ours, theirs = b"commit: off\n" + base, base + b"commit: auto\n"
    merged = merge(base, ours, theirs, "dossiers/book.yaml")
    assert merged.conflicts == (WHOLE_FILE,)
    assert merge(base, base + b"pool: 3\n", b"# x\n" + base, "dossiers/book.yaml").conflicts == ()


def test_an_opt_out_stands_in_both_versions_of_a_question() -> None:
    ours = edit(FLOW_BASE, ("false}", "true}"), ("legitimate-interest", "given"))
    theirs = edit(FLOW_BASE, ("legitimate-interest", "unknown"))
    merged = merge(FLOW_BASE.encode(), ours.encode(), theirs.encode(), ANNA)
    assert merged.conflicts == ("consent",)
    assert b"{marketing: given, do-not-contact: true}" in merged.content
    assert b"{marketing: unknown, do-not-contact: true}" in merged.content


def test_without_git_what_only_lines_can_tell_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_git(*_: object, **__: object) -> None:
        raise NoHistory("no git")

    monkeypatch.setattr(prose, "run", no_git)
    ours, theirs = edit(BASE, ("Likes short", "Hates")), edit(BASE, ("- [ ] send", "- [x] send"))
    merged = merge(BASE.encode(), ours.encode(), theirs.encode(), ANNA)
    assert merged.conflicts == ("the notes",)
    assert merge(PRICES, PRICES + b"E,5\n", b"x\n" + PRICES, "p.csv").conflicts == (WHOLE_FILE,)


def test_without_room_for_temporary_files_both_versions_are_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "TemporaryDirectory", full)
    ours, theirs = UNREADABLE["no end"].rstrip(b"\n"), SINCERE.encode()
    merged = merge(BASE.encode(), ours, theirs, ANNA)
    assert set(ours.splitlines()) | set(theirs.splitlines()) <= set(merged.content.splitlines())


def test_what_cannot_be_proved_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(driver, "is_proved", lambda *_: False)
    merged = merge(BASE.encode(), log_of(BASE, CALL).encode(), SINCERE.encode(), ANNA)
    assert merged.conflicts == (WHOLE_FILE,)
    assert CALL.encode() in merged.content
    assert b"stage: sincerity" in merged.content


def test_long_markers_of_the_user_are_left_alone() -> None:
    ruled = edit(BASE, ("Likes short mails.\n", f"Likes short mails.\n{'=' * 70}\n"))
    ours, theirs = edit(ruled, ("Met at the", "Saw her at")), edit(ruled, ("Met at the", "Hi at"))
    merged = merge(ruled.encode(), ours.encode(), theirs.encode(), ANNA, Style(7, "a", "b"))
    assert merged.conflicts == ("the notes",)
    assert f">>>>>>> b\n{'=' * 70}\n".encode() in merged.content
    assert b"<<<<<<< a\nSaw her at" in merged.content


def test_a_byte_order_mark_stays_where_all_have_it() -> None:
    sides = [("\ufeff" + text).encode() for text in (BASE, SINCERE, log_of(BASE, CALL))]
    merged = merge(sides[0], sides[1], sides[2], ANNA)
    assert merged == (("\ufeff" + log_of(SINCERE, CALL)).encode(), ())


def test_a_long_log_is_merged_in_time() -> None:
    lines = "".join(
        f"- 20{year:02}-01-01 note: n {n}\n" for year in range(5, 25) for n in range(100)
    )
    base = log_of(edit(BASE, ("- 2025-04-17 fair in: Met at booth 5.2A17.\n", lines)))
    merged = merge(base.encode(), (base + CALL).encode(), (base + MAIL).encode(), ANNA)
    assert merged == ((base + CALL + MAIL).encode(), ())


def test_fields_of_a_company_are_asked_where_they_stand() -> None:
    ours, theirs = edit(COMPANY, ("30 % dep", "40 % dep")), edit(COMPANY, ("30 % dep", "20 % dep"))
    path = "dossiers/companies/brightlite.md"
    merged = merge(COMPANY.encode(), ours.encode(), theirs.encode(), path)
    assert merged.conflicts == ("terms.payment",)
    asked = (
        "  # agreed on the phone\n<<<<<<< ours\n  payment: T/T 40 % deposit, 70 % before shipment\n"
        "=======\n  payment: T/T 20 % deposit, 70 % before shipment\n>>>>>>> theirs\n  currency"
    )
    assert asked.encode() in merged.content
