"""`never-contacted`: no touch and no `next`; since `source.date`, else git, else today."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from dues import Entry, anna, ask_in, due_days, person, write

COMMITTER = {
    "GIT_AUTHOR_NAME": "Lily",
    "GIT_AUTHOR_EMAIL": "lily@lumora.example",
    "GIT_COMMITTER_NAME": "Lily",
    "GIT_COMMITTER_EMAIL": "lily@lumora.example",
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_CONFIG_NOSYSTEM": "1",
}


def git(root: Path, *arguments: str, date: str = "2026-11-20T12:00:00+08:00") -> None:
    """Runs git in a folder, at a moment."""
    moments = {"GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": "2026-11-20T12:00:00+00:00"}
    environment = {**COMMITTER, **moments, "PATH": "/usr/local/bin:/usr/bin:/bin"}
    subprocess.run(["git", *arguments], cwd=root, env=environment, check=True, capture_output=True)


def commit(root: Path, date: str) -> None:
    """Commits everything, written by its author at a moment."""
    git(root, "add", "--all")
    git(root, "commit", "--message", "x", date=date)


def only(root: Path, on: str = "2026-11-20") -> Entry:
    """The only follow-up of a book."""
    [entry] = ask_in(root, on=on).data["due"]
    return dict(entry)


@pytest.mark.parametrize(
    ("date", "due"),
    [("2026-11-03", "2026-11-03"), ("2025-04", "2025-04-01"), ("2026", "2026-01-01")],
)
def test_since_the_date_of_the_source(date: str, due: str) -> None:
    entry = anna(f"source: {{channel: website, date: {date}}}")
    assert entry is not None
    [reason] = entry["reasons"]
    assert (reason["rule"], reason["due"], reason["line"]) == ("never-contacted", due, 3)


def test_not_before_a_source_date_that_is_still_to_come() -> None:
    assert anna("source: {date: 2026-11-23}") is None


def test_it_moves_to_a_working_day() -> None:
    entry = anna("source: {date: 2026-11-14}")
    assert entry is not None
    assert (entry["due"], entry["moved_from"]) == ("2026-11-16", "2026-11-14")


@pytest.mark.parametrize("on", ["2026-11-20", "2026-11-21", "2026-11-22"])
def test_today_in_a_plain_folder_on_every_day(on: str) -> None:
    entry = anna(on=on)
    assert entry is not None
    assert (entry["due"], entry["class"], entry["moved_from"]) == (on, "today", None)
    assert entry["reasons"][0]["rule"] == "never-contacted"


def test_a_note_is_no_contact_and_a_touch_is() -> None:
    assert set(due_days("2026-11-02 note: found in customs data")) == {"never-contacted"}
    assert due_days("2026-11-02 email out: x") == {}


def test_a_touch_after_the_day_is_none_yet() -> None:
    lines = ("source: {date: 2026-11-02}", "2026-11-18 email out: x")
    assert due_days(*lines, on="2026-11-17") == {"never-contacted": "2026-11-02"}


@pytest.mark.parametrize(
    ("zone", "due"),
    [
        ("", "2026-11-10"),  # the author's own
        ("timezone: Asia/Shanghai", "2026-11-11"),
        ("timezone: America/New_York", "2026-11-10"),
        ("timezone: Nowhere/Else", "2026-11-10"),
    ],
)
def test_since_it_entered_git_in_the_books_time_zone(tmp_path: Path, zone: str, due: str) -> None:
    write(tmp_path, {"anna": person(), "book.yaml": f"{zone}\n"})
    git(tmp_path, "init", "--quiet")
    commit(tmp_path, "2026-11-10T23:30:00+01:00")
    entry = only(tmp_path)
    assert (entry["due"], entry["reasons"][0]["line"]) == (due, 1)


def test_a_rename_and_later_edits_change_nothing(tmp_path: Path) -> None:
    write(tmp_path, {"anna": person("tags: [a, b]", "company: brightlite")})
    git(tmp_path, "init", "--quiet")
    commit(tmp_path, "2026-11-02T10:00:00+08:00")
    git(tmp_path, "mv", "dossiers/customers/anna.md", "dossiers/customers/anna-schmidt.md")
    commit(tmp_path, "2026-11-09T10:00:00+08:00")
    write(tmp_path, {"anna-schmidt": person("tags: [a]", "company: brightlite")})
    commit(tmp_path, "2026-11-16T10:00:00+08:00")
    entry = only(tmp_path)
    assert (entry["id"], entry["due"], entry["overdue_days"]) == ("anna-schmidt", "2026-11-02", 18)


def test_a_file_that_git_does_not_know_yet_is_todays(tmp_path: Path) -> None:
    write(tmp_path, {"book.yaml": ""})
    git(tmp_path, "init", "--quiet")
    commit(tmp_path, "2026-11-02T10:00:00+08:00")
    write(tmp_path, {"anna": person()})
    assert only(tmp_path)["due"] == "2026-11-20"


def test_the_day_of_entry_counts_before_a_touch_that_came_later(tmp_path: Path) -> None:
    write(tmp_path, {"anna": person("2026-11-18 email out: first")})
    git(tmp_path, "init", "--quiet")
    commit(tmp_path, "2026-11-10T10:00:00+08:00")
    assert only(tmp_path, on="2026-11-17")["due"] == "2026-11-10"


def test_a_book_in_a_folder_of_a_repository(tmp_path: Path) -> None:
    write(tmp_path / "sales" / "book", {"anna": person()})
    git(tmp_path, "init", "--quiet")
    commit(tmp_path, "2026-11-10T10:00:00+08:00")
    assert only(tmp_path / "sales" / "book")["due"] == "2026-11-10"
