"""The book as it stood, laid out for whoever wants to read it."""

from __future__ import annotations

import os
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from timeline import ANNA, KARL, Timeline, text

from dossierkit.book.load import load
from dossierkit.history.git import NoHistory
from dossierkit.history.past.snapshot import NoSuchRevision, revision_at, snapshot

POLICY = "dossiers/book.yaml"
SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def line(tmp_path: Path) -> Timeline:
    return Timeline(tmp_path / "book")


def test_as_it_stood_at_a_commit(line: Timeline) -> None:
    line.commit("2026-11-01", {POLICY: "", ANNA: text("stage: interest\n"), "readme.txt": "x"})
    line.commit("2026-11-02", {ANNA: text("stage: harmony\n"), KARL: text(name="Karl")})
    line.write({ANNA: text("stage: sincerity\n")})
    with snapshot(line.root, "HEAD~1") as root:
        assert load(root).customers["anna"].facts.stage == "interest"
        assert sorted(file.name for file in root.iterdir()) == ["dossiers"]
        assert not (root / ".git").exists()
    assert not root.exists()
    with snapshot(line.root, line.git("rev-parse", "HEAD")) as root:
        assert sorted(load(root).customers) == ["anna", "karl"]
    with snapshot(line.root, "2026-11-01") as root:
        assert sorted(load(root).customers) == ["anna"]
    assert line.git("status", "--short") == f"M {ANNA}"


def test_as_it_is_staged(line: Timeline) -> None:
    line.commit("2026-11-01", {POLICY: "", ANNA: text("stage: interest\n")})
    line.write({ANNA: text("stage: harmony\n")})
    line.git("add", "--all")
    line.write({ANNA: text("stage: sincerity\n"), KARL: text()})
    with snapshot(line.root, None) as root:
        assert {name: one.facts.stage for name, one in load(root).customers.items()} == {
            "anna": "harmony"
        }


def test_a_merge_that_is_not_finished_is_not_staged(line: Timeline) -> None:
    line.commit("2026-11-01", {POLICY: "", ANNA: "1"})
    line.branch("tom")
    line.commit("2026-11-02", {ANNA: "2"})
    line.git("checkout", "--quiet", "main")
    line.commit("2026-11-03", {ANNA: "3"})
    with pytest.raises(Exception, match="exit status 1"):
        line.git("merge", "tom")
    with pytest.raises(NoSuchRevision, match=f"not finished: {ANNA}"), snapshot(line.root, None):
        pass


def test_a_book_in_a_folder_of_the_repository(line: Timeline) -> None:
    line.commit("2026-11-01", {f"sales/{POLICY}": "", f"sales/{ANNA}": text()})
    with snapshot(line.root / "sales", "HEAD") as root:
        assert sorted(load(root).customers) == ["anna"]
    with snapshot(line.root / "sales", None) as root:
        assert sorted(load(root).customers) == ["anna"]


def test_the_filters_and_line_ends_of_git(line: Timeline) -> None:
    line.commit("2026-11-01", {POLICY: "", ANNA: "a\nb\n", ".gitattributes": "*.md eol=crlf\n"})
    with snapshot(line.root, "HEAD") as root:
        assert (root / ANNA).read_bytes() == b"a\r\nb\r\n"


def test_names_of_any_byte(line: Timeline) -> None:
    name = b"dossiers/customers/\xff\n.md".decode(errors="surrogateescape")
    (line.root / "dossiers" / "customers").mkdir(parents=True)
    (line.root / name).write_text("x")
    line.commit("2026-11-01", {POLICY: ""})
    with snapshot(line.root, "HEAD") as root:
        assert [finding.code for finding in load(root).refused] == ["id"]


def test_links_stay_links_and_lead_nowhere(line: Timeline, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text(text(name="Secret"))
    line.commit("2026-11-01", {POLICY: "", ANNA: text()})
    os.symlink(tmp_path / "secret.md", line.root / "dossiers/customers/secret.md")
    os.symlink("anna.md", line.root / KARL)
    line.commit("2026-11-02", {})
    with snapshot(line.root, "HEAD") as root:
        book = load(root)
        assert sorted(book.customers) == ["anna", "karl"]
        assert [finding.code for finding in book.refused] == ["outside-book"]


def test_a_tree_that_would_write_elsewhere(line: Timeline, tmp_path: Path) -> None:
    line.commit("2026-11-01", {POLICY: "", ANNA: text()})
    policy = line.git("rev-parse", f"HEAD:{POLICY}")

    def tree(*entries: str) -> str:
        (tmp_path / "entries").write_text("".join(f"{entry}\n" for entry in entries))
        with open(tmp_path / "entries", "rb") as stream:
            return line.git("mktree", stdin=stream)

    inner = tree(f"100644 blob {policy}\tescaped.md")
    for name in ("..", ".git"):
        book = f"100644 blob {policy}\tbook.yaml"
        evil = tree(f"040000 tree {tree(book, f'040000 tree {inner}{chr(9)}{name}')}\tdossiers")
        with snapshot(line.root, line.git("commit-tree", evil, "-m", "evil")) as root:
            assert [file.name for file in (root / "dossiers").iterdir()] == ["book.yaml"]
            assert not list(tmp_path.rglob("escaped.md"))
            assert not list(root.parent.rglob("escaped.md"))


def test_what_git_has_lost(line: Timeline) -> None:
    line.commit("2026-11-01", {POLICY: "", ANNA: text()})
    name = line.git("rev-parse", f"HEAD:{ANNA}")
    (line.root / ".git" / "objects" / name[:2] / name[2:]).unlink()
    with pytest.raises(NoSuchRevision, match="can't lay out commit"), snapshot(line.root, "HEAD"):
        pass


def test_a_strange_repository_runs_none_of_its_programs(line: Timeline) -> None:
    line.commit("2026-11-01", {POLICY: "", ANNA: text()})
    trap = line.root / "trap.sh"
    trap.write_text("#!/bin/sh\ntouch sprung\n")
    trap.chmod(0o755)
    line.git("config", "core.fsmonitor", str(trap))
    line.git("config", "core.hooksPath", str(line.root / "hooks"))
    (line.root / "hooks").mkdir()
    for hook in ("post-checkout", "post-index-change"):
        (line.root / "hooks" / hook).symlink_to(trap)
    for rev in ("HEAD", None):
        with snapshot(line.root, rev) as root:
            assert (root / ANNA).is_file()
    assert not list(line.root.rglob("sprung"))


def test_before_there_was_a_book(line: Timeline) -> None:
    line.commit("2026-11-01", {"readme.txt": "x"})
    where = "there was no book yet: commit [0-9a-f]{8} has no dossiers/book.yaml"
    with pytest.raises(NoSuchRevision, match=where), snapshot(line.root, "HEAD"):
        pass
    with pytest.raises(NoSuchRevision, match="what is staged has no"), snapshot(line.root, None):
        pass


def test_the_end_of_a_day(line: Timeline) -> None:
    first = line.commit("2026-06-30T23:30:00+08:00", {ANNA: "1"})
    second = line.commit("2026-07-01T00:30:00+08:00", {ANNA: "2"})
    assert revision_at(line.root, "2026-06-30", SHANGHAI) == first
    assert revision_at(line.root, "2026-06-30", ZoneInfo("Europe/Berlin")) == second
    assert revision_at(line.root, "2026-07-02", SHANGHAI) == second
    assert revision_at(line.root, "2027-01-01", None) == second
    for day in ("2026-06-29", "1950-01-01"):
        with pytest.raises(NoSuchRevision, match=f"by {day}: the history begins on 2026-06-30"):
            revision_at(line.root, day, SHANGHAI)


def test_what_colleagues_did_counts_from_the_merge(line: Timeline) -> None:
    line.commit("2026-11-01", {ANNA: "1"})
    line.branch("tom")
    line.commit("2026-11-03", {KARL: "k"})
    line.git("checkout", "--quiet", "main")
    mine = line.commit("2026-11-02", {ANNA: "2"})
    merge = line.merge("2026-11-05", "tom")
    assert revision_at(line.root, "2026-11-04", SHANGHAI) == mine
    assert revision_at(line.root, "2026-11-05", SHANGHAI) == merge


def test_revisions_by_any_name(line: Timeline) -> None:
    first = line.commit("2026-11-01", {ANNA: "1"})
    line.git("tag", "--annotate", "--message", "x", "v1")
    second = line.commit("2026-11-02", {ANNA: "2"})
    for name in ("v1", "HEAD~1", first[:8], first):
        assert revision_at(line.root, name, None) == first
    assert revision_at(line.root, "main", None) == second


@pytest.mark.parametrize(
    ("word", "why"),
    [
        ("nonsense", "there is no revision 'nonsense'; write a date as 2026-06-30"),
        ("-x", "'-x' is no revision"),
        ("--output=x", "is no revision"),
        ("a\nb", "is no revision"),
        ("", "is no revision"),
        ("HEAD:readme.txt", "there is no revision"),
        ("2026-02-30", "there is no day 2026-02-30"),
        ("0" * 40, "there is no revision"),
    ],
)
def test_words_that_name_no_commit(line: Timeline, word: str, why: str) -> None:
    line.commit("2026-11-01", {ANNA: "1", "readme.txt": "x"})
    with pytest.raises(NoSuchRevision, match=why):
        revision_at(line.root, word, None)
    assert not (line.root / "x").exists()


def test_nothing_committed_yet(line: Timeline) -> None:
    for word, why in (("2026-11-01", "nothing was committed yet"), ("HEAD", "no revision")):
        with pytest.raises(NoSuchRevision, match=why):
            revision_at(line.root, word, None)


def test_a_plain_folder(tmp_path: Path) -> None:
    for word in ("2026-11-01", "HEAD"):
        with pytest.raises(NoHistory):
            revision_at(tmp_path, word, None)
    with pytest.raises(NoHistory), snapshot(tmp_path, None):
        pass


def test_only_the_users_own_filters_run(
    line: Timeline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    line.commit("2026-11-01", {POLICY: "", ANNA: "a\n", ".gitattributes": "*.md filter=upper\n"})
    line.git("config", "filter.upper.smudge", "tr a-z A-Z")
    line.git("config", "filter.upper.required", "true")
    with snapshot(line.root, "HEAD") as root:
        assert (root / ANNA).read_text() == "a\n"
    line.git("config", "--remove-section", "filter.upper")
    (tmp_path / "own").write_text('[filter "upper"]\n\tsmudge = tr a-z A-Z\n')
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "own"))
    with snapshot(line.root, "HEAD") as root:
        assert (root / ANNA).read_text() == "A\n"
