"""Every version of a dossier, whatever was renamed, branched and merged on the way."""

from __future__ import annotations

import random
import subprocess
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from timeline import ANNA, KARL, Timeline, text

from dossierkit.history.git import NoHistory
from dossierkit.history.past.lineage import trace
from dossierkit.history.past.versions import Version, contents, versions
from dossierkit.history.past.walk import commit_at

LONG = "She likes hiking, baking and long letters about lamps, and never answers on Mondays.\n"


@pytest.fixture
def line(tmp_path: Path) -> Timeline:
    return Timeline(tmp_path / "book")


def told(found: list[Version]) -> list[tuple[str, str | None, str | None]]:
    """Versions as subject, and content before and after."""
    return [(one.commit.subject, _shown(one.old), _shown(one.new)) for one in found]


def _shown(content: bytes | None) -> str | None:
    return None if content is None else content.decode()


def of(line: Timeline, *paths: str) -> list[Version]:
    return list(versions(line.root, paths or [ANNA]))


def test_each_commit_that_touched_it_the_newest_first(line: Timeline) -> None:
    line.commit("2026-11-02", {ANNA: "1"}, "one")
    line.commit("2026-11-03", {KARL: "k"}, "other")
    line.commit("2026-11-04", {ANNA: "2"}, "two", by="Tom Wu")
    found = of(line)
    assert told(found) == [("two", "1", "2"), ("one", None, "1")]
    assert found[0].path == found[0].old_path == found[0].file == ANNA
    assert not found[0].is_merge
    commit = found[0].commit
    assert (commit.author, commit.email) == ("Tom Wu", "tom@lumora.example")
    assert commit.when == datetime(2026, 11, 4, 2, tzinfo=UTC)
    assert commit.when.utcoffset() == timedelta(hours=8)
    assert commit.hash == line.git("rev-parse", "HEAD")
    assert told(list(versions(line.root, [ANNA], oldest_first=True))) == told(found)[::-1]


def test_from_a_day_on_and_up_to_a_commit(line: Timeline) -> None:
    first = line.commit("2026-11-02", {ANNA: "1"}, "one")
    line.commit("2026-11-04", {ANNA: "2"}, "two")
    late = versions(line.root, [ANNA], since=date(2026, 11, 3))
    assert told(list(late)) == [("two", "1", "2")]
    assert told(list(versions(line.root, [ANNA], rev=first))) == [("one", None, "1")]


def test_a_message_in_three_parts(line: Timeline) -> None:
    why = "They asked for it:\n30 days are\nnot enough.\n\nPrice: 5 %"
    trailers = "Dossier: anna\nDossier-Cmd: set\nDossier: karl"
    line.commit("2026-11-02", {ANNA: "1"}, f"set(anna): 付款条件\n\n{why}\n\n{trailers}")
    line.commit("2026-11-03", {ANNA: "2"}, "a long\nsubject\n\nNote: no trailer")
    line.commit("2026-11-04", {ANNA: "3"}, "x\n\nSigned-off-by: Tom Wu <tom@lumora.example>")
    newest, middle, first = (version.commit for version in of(line))
    assert (first.subject, first.body) == ("set(anna): 付款条件", why)
    assert first.trailers == {"Dossier": "anna, karl", "Dossier-Cmd": "set"}
    assert (middle.subject, middle.body, middle.trailers) == (
        "a long subject",
        "Note: no trailer",
        {},
    )
    assert (newest.body, list(newest.trailers)) == ("", ["Signed-off-by"])
    assert commit_at(line.root, middle.hash) == middle


def test_messages_of_other_encodings_and_without_words(line: Timeline) -> None:
    line.write({ANNA: "1"})
    line.git("add", "--all")
    line.git("-c", "i18n.commitEncoding=GBK", "commit", "--quiet", "--message", "付款")
    line.commit("2026-11-03", {ANNA: "2"})
    tree = line.git("rev-parse", "HEAD^{tree}")
    empty = line.git("commit-tree", tree, "-p", "HEAD~1", "-m", "")
    line.git("update-ref", "HEAD", empty)
    newest, first = (version.commit for version in of(line))
    assert (newest.subject, newest.body) == ("", "")
    assert first.subject in ("付款", "\\xb8\\xb6\\xbf\\xee")


@pytest.mark.parametrize(
    ("author", "committer", "name", "email", "year"),
    [
        (" <> 1700000000 +0800", "L <l@x> 1 +0000", "", "", 2023),
        ("Lily <l@x> 99999999999999999999 +0000", "L <l@x> 1700000000 +0000", "Lily", "l@x", 2023),
        ("Lily <l@x> 1700000000 +9999", "L <l@x> nonsense", "Lily", "l@x", 1970),
        ("just words", "L <l@x> 1700000000 -0530", "just words", "", 2023),
    ],
)
def test_commits_without_identity_or_with_nonsense_for_it(
    line: Timeline, author: str, committer: str, name: str, email: str, year: int
) -> None:
    line.commit("2026-11-02", {ANNA: "1"})
    tree = line.git("rev-parse", "HEAD^{tree}")
    raw = f"tree {tree}\nauthor {author}\ncommitter {committer}\n\nodd\n"
    done = subprocess.run(
        ["git", "hash-object", "-t", "commit", "-w", "--stdin", "--literally"],
        cwd=line.root, input=raw.encode(), capture_output=True, check=True,
    )  # fmt: skip
    [odd] = versions(line.root, [ANNA], rev=done.stdout.decode().strip())
    assert (odd.commit.author, odd.commit.email) == (name, email)
    assert odd.commit.when.year == year


def test_renames_are_followed_to_the_beginning(line: Timeline) -> None:
    old, older = "dossiers/customers/a-schmidt.md", "dossiers/customers/schmidt.md"
    line.commit("2026-11-02", {older: LONG}, "one")
    line.rename("2026-11-03", older, old)
    line.commit("2026-11-04", {old: LONG + "More.\n"}, "two")
    line.rename("2026-11-05", old, ANNA)
    line.commit("2026-11-06", {ANNA: LONG + "Even more.\n"}, "three")
    found = of(line)
    assert [(one.old_path, one.path) for one in found] == [
        (ANNA, ANNA), (old, ANNA), (old, old), (older, old), (older, older),
    ]  # fmt: skip
    assert {one.file for one in found} == {ANNA}


def test_a_rename_on_one_branch_and_an_edit_on_another(line: Timeline) -> None:
    old = "dossiers/customers/schmidt.md"
    line.commit("2026-11-02", {old: LONG}, "one")
    line.branch("tom")
    line.commit("2026-11-05", {old: LONG + "\nTom's line.\n"}, "toms")
    line.git("checkout", "--quiet", "main")
    line.rename("2026-11-04", old, ANNA)
    line.merge("2026-11-06", "tom")
    assert [one.commit.subject for one in of(line)] == ["toms", f"rename {old}", "one"]
    line.commit("2026-11-07", {old: "Somebody else"}, "new one")
    assert [one.commit.subject for one in of(line, old)] == ["new one"]
    every = versions(line.root, None)
    assert [(one.commit.subject, one.file) for one in every] == [
        ("new one", old), ("toms", ANNA), (f"rename {old}", ANNA), ("one", ANNA),
    ]  # fmt: skip


def test_an_id_that_two_people_had(line: Timeline) -> None:
    line.commit("2026-11-02", {ANNA: LONG}, "the first")
    line.rename("2026-11-03", ANNA, KARL)
    line.commit("2026-11-04", {ANNA: "Another Anna\n"}, "the second")
    assert [one.commit.subject for one in of(line)] == ["the second"]
    assert [one.path for one in of(line, KARL)] == [KARL, ANNA]
    both = {(one.file, one.commit.subject) for one in of(line, ANNA, KARL)}
    assert both == {
        (ANNA, "the second"), (KARL, f"rename {ANNA}"), (KARL, "the first"),
    }  # fmt: skip


def test_two_that_change_names(line: Timeline) -> None:
    line.commit("2026-11-02", {ANNA: LONG, KARL: "Karl\n" * 9}, "one")
    line.write({ANNA: "Karl\n" * 9, KARL: LONG})
    line.commit("2026-11-03", {}, "swap")
    assert [one.commit.subject for one in of(line)] == ["swap", "one"]


def test_deleted_and_back_again(line: Timeline) -> None:
    line.commit("2026-11-02", {ANNA: "1", KARL: "k"}, "one")
    line.commit("2026-11-03", {ANNA: None}, "gone")
    line.commit("2026-11-04", {ANNA: "2"}, "back")
    assert told(of(line)) == [("back", None, "2"), ("gone", "1", None), ("one", None, "1")]


def test_only_the_mode_changed(line: Timeline) -> None:
    line.commit("2026-11-02", {ANNA: "1"}, "one")
    (line.root / ANNA).chmod(0o755)
    line.commit("2026-11-03", {}, "mode")
    assert [one.commit.subject for one in of(line)] == ["one"]


def test_branches_side_by_side_do_not_undo_each_other(line: Timeline) -> None:
    line.commit("2026-11-01", {ANNA: text("stage: interest\nowner: lily\n")}, "one")
    line.branch("tom")
    line.commit("2026-11-02", {ANNA: text("stage: harmony\nowner: lily\n")}, "toms")
    line.git("checkout", "--quiet", "main")
    line.commit("2026-11-03", {ANNA: text("stage: interest\nowner: lily\n") + LONG}, "lilys")
    line.merge("2026-11-04", "tom", {ANNA: text("stage: harmony\nowner: lily\n") + LONG})
    merge, lilys, toms, _ = of(line)
    assert merge.is_merge
    assert (lilys.commit.subject, toms.commit.subject) == ("lilys", "toms")
    assert lilys.old == toms.old == merge.base
    assert (merge.old, merge.others) == (lilys.new, (toms.new,))


def test_a_merge_of_what_one_side_changed_says_nothing(line: Timeline) -> None:
    line.commit("2026-11-01", {ANNA: "1"}, "one")
    line.branch("tom")
    line.commit("2026-11-02", {ANNA: "2"}, "toms")
    line.git("checkout", "--quiet", "main")
    line.commit("2026-11-03", {KARL: "k"}, "lilys")
    line.merge("2026-11-04", "tom")
    assert [one.commit.subject for one in of(line)] == ["toms", "one"]
    assert [one.commit.subject for one in of(line, KARL)] == ["lilys"]


def test_a_merge_that_drops_what_a_side_did(line: Timeline) -> None:
    line.commit("2026-11-01", {ANNA: "1"}, "one")
    line.branch("tom")
    line.commit("2026-11-02", {ANNA: "2"}, "toms")
    line.git("checkout", "--quiet", "main")
    line.commit("2026-11-03", {KARL: "k"}, "lilys")
    line.git("merge", "--quiet", "-s", "ours", "--message", "ours", "tom", day="2026-11-04")
    assert told(of(line))[0] == ("ours", "1", "1")


def test_a_merge_that_changes_what_nobody_touched(line: Timeline) -> None:
    line.commit("2026-11-01", {ANNA: "1", KARL: "k"}, "one")
    line.branch("tom")
    line.commit("2026-11-02", {KARL: "kk"}, "toms")
    line.git("checkout", "--quiet", "main")
    line.commit("2026-11-03", {"notes.txt": "x"}, "lilys")
    line.merge("2026-11-04", "tom", {ANNA: "evil"})
    assert told(of(line)) == [("merge tom", "1", "evil"), ("one", None, "1")]
    assert ("merge tom", "1", "evil") in told(of(line, ANNA, KARL))


def test_three_branches_in_one_merge(line: Timeline) -> None:
    line.commit("2026-11-01", {ANNA: "1", KARL: "1"}, "one")
    for name, path in (("tom", ANNA), ("mei", KARL)):
        line.branch(name, "main")
        line.commit("2026-11-02", {path: name}, name)
    line.git("checkout", "--quiet", "main")
    line.commit("2026-11-03", {"notes.txt": "x"}, "lilys")
    line.git("merge", "--quiet", "--message", "all", "tom", "mei", day="2026-11-04")
    assert [one.commit.subject for one in of(line)] == ["tom", "one"]
    assert [one.commit.subject for one in of(line, KARL)] == ["mei", "one"]


def test_both_sides_changed_and_the_base_lies_far_back(line: Timeline) -> None:
    line.commit("2026-10-01", {ANNA: "1"}, "one")
    for number in range(3):
        line.commit(f"2026-10-0{2 + number}", {KARL: str(number)}, "other")
    line.branch("tom")
    line.commit("2026-11-02", {ANNA: "2"}, "toms")
    line.git("checkout", "--quiet", "main")
    line.commit("2026-11-03", {ANNA: "3"}, "lilys")
    line.merge("2026-11-04", "tom", {ANNA: "4"})
    merge = of(line)[0]
    assert (merge.base, merge.old, merge.others, merge.new) == (b"1", b"3", (b"2",), b"4")
    both = next(one for one in of(line, ANNA, KARL) if one.is_merge)
    assert both == merge


def test_both_sides_begin_the_same_file(line: Timeline) -> None:
    line.commit("2026-11-01", {KARL: "k"}, "one")
    line.branch("tom")
    line.commit("2026-11-02", {ANNA: "2"}, "toms")
    line.git("checkout", "--quiet", "main")
    line.commit("2026-11-03", {ANNA: "3"}, "lilys")
    line.merge("2026-11-04", "tom", {ANNA: "4"})
    merge = of(line)[0]
    assert (merge.base, merge.old, merge.others) == (None, b"3", (b"2",))


FILES = ("dossiers/a.md", "dossiers/b.md", "dossiers/c.md")
Tree = dict[str, str]


class Crowd:
    """Random work of several people, made by `git fast-import`, and what follows from it."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.commits: list[tuple[list[int], Tree]] = []
        self.stream: list[str] = []
        tips = [self.add([], dict.fromkeys(FILES[:2], "0"))]
        for _ in range(self.rng.randrange(8, 30)):
            self.work(tips)
        while len(tips) > 1:
            self.join(tips, 0, len(tips) - 1)
            tips.pop()
        self.head = tips[0]

    def add(self, parents: list[int], tree: Tree) -> int:
        number = len(self.commits)
        self.commits.append((parents, tree))
        when = 1_700_000_000 + 100 * number + self.rng.randrange(-250, 250)
        lines = [f"commit refs/heads/main\nmark :{number + 1}"]
        lines.append(f"committer L <l@x> {when} +0000\ndata <<.\n{number}\n.\n")
        for place, parent in enumerate(parents):
            lines.append(f"{'merge' if place else 'from'} :{parent + 1}")
        lines.append("deleteall")
        lines += [
            f"M 100644 inline {path}\ndata <<.\n{path} {word}\n." for path, word in tree.items()
        ]
        self.stream.append("\n".join(lines) + "\n\n")
        return number

    def work(self, tips: list[int]) -> None:
        chance = self.rng.random()
        if chance < 0.2 and len(tips) < 4:
            tips.append(tips[0])
        elif chance < 0.5 and len(tips) > 1:
            one, other = self.rng.sample(range(len(tips)), 2)
            self.join(tips, one, other)
        place = self.rng.randrange(len(tips))
        tree = dict(self.commits[tips[place]][1])
        for path in self.rng.sample(FILES, self.rng.choice([0, 1, 1, 2])):
            if tree.pop(path, None) is None or self.rng.random() > 0.1:
                tree[path] = str(self.rng.randrange(3))
        tips[place] = self.add([tips[place]], tree)

    def join(self, tips: list[int], one: int, other: int) -> None:
        ours, theirs = tips[one], tips[other]
        if ours in self.before(theirs):
            tips[one] = theirs
        elif theirs not in self.before(ours):
            tree: Tree = {}
            for path in FILES:
                trees = (self.commits[ours][1], self.commits[theirs][1], {path: "merged"})
                chosen = self.rng.choices(trees, (4, 4, 1))[0]
                tree |= {path: chosen[path]} if path in chosen else {}
            tips[one] = self.add([ours, theirs], tree)

    def before(self, number: int) -> set[int]:
        """A commit and all it was built upon."""
        seen: set[int] = set()
        waiting = [number]
        while waiting:
            here = waiting.pop()
            if here not in seen:
                seen.add(here)
                waiting += self.commits[here][0]
        return seen

    def expected(self) -> tuple[set[tuple[int, str]], set[tuple[int, str]]]:
        """Commits with the files they made versions of; and those where git itself would find
        several bases that differ."""
        found, unsure = set(), set()
        for number in self.before(self.head):
            parents, tree = self.commits[number]
            trees = [self.commits[parent][1] for parent in parents] or [{}]
            bases: list[Tree] = [trees[0]]
            if len(parents) > 1:
                common = self.before(parents[0]) & self.before(parents[1])
                best = [c for c in common if not any(c in self.before(o) - {o} for o in common)]
                bases = [self.commits[one][1] for one in best]
            for path in FILES:
                if len({base.get(path) for base in bases}) > 1:
                    unsure.add((number, path))
                base = bases[0].get(path)
                made = {one.get(path) for one in trees} - {base} or {base}
                if made != {tree.get(path)}:
                    found.add((number, path))
        return found, unsure


@pytest.mark.parametrize("seed", range(12))
def test_random_histories_hold_just_the_versions_that_they_should(
    line: Timeline, seed: int
) -> None:
    crowd = Crowd(seed)
    tip = f"reset refs/heads/main\nfrom :{crowd.head + 1}\n\n"
    subprocess.run(
        ["git", "fast-import", "--quiet", "--force"],
        cwd=line.root, input="".join([*crowd.stream, tip]).encode(), check=True,
    )  # fmt: skip
    expected, unsure = crowd.expected()
    found = {(int(one.commit.subject), one.file) for one in of(line, *FILES)}
    alone = {(int(one.commit.subject), one.file) for path in FILES for one in of(line, path)}
    assert found - unsure == expected - unsure
    assert alone - unsure == expected - unsure


def test_many_files_at_once(line: Timeline) -> None:
    paths = [f"dossiers/customers/c-{number}.md" for number in range(30)]
    line.commit("2026-11-02", {path: f"{path}\n{LONG}" for path in paths}, "one")
    line.rename("2026-11-03", paths[0], ANNA)
    line.commit("2026-11-04", {paths[5]: "changed"}, "two")
    found = of(line, ANNA, *paths[1:])
    assert [(one.commit.subject, one.file) for one in found[:2]] == [
        ("two", paths[5]), (f"rename {paths[0]}", ANNA),
    ]  # fmt: skip
    assert len(found) == 32


def test_a_book_in_a_folder_of_the_repository(line: Timeline) -> None:
    line.commit("2026-11-02", {f"sales/{ANNA}": LONG, "readme.txt": "x"}, "one")
    line.rename("2026-11-03", f"sales/{ANNA}", f"sales/{KARL}")
    found = list(versions(line.root / "sales", [KARL]))
    assert [(one.old_path, one.path) for one in found] == [(ANNA, KARL), (ANNA, ANNA)]


def test_paths_in_any_script_and_with_any_byte(line: Timeline) -> None:
    chinese = "dossiers/customers/王小明.md"
    line.commit("2026-11-02", {chinese: "1"}, "one")
    raw = b"dossiers/customers/\xff\n.md"
    (line.root.joinpath("dossiers").parent / raw.decode(errors="surrogateescape")).write_text("x")
    line.commit("2026-11-03", {}, "odd")
    assert told(of(line, chinese)) == [("one", None, "1")]
    every = [one.file for one in versions(line.root, None)]
    assert every == [raw.decode(errors="surrogateescape"), chinese]


def test_a_folder_that_is_another_repository_is_no_file(line: Timeline, tmp_path: Path) -> None:
    other = Timeline(tmp_path / "other")
    other.commit("2026-11-01", {"x": "x"})
    head = other.git("rev-parse", "HEAD")
    line.commit("2026-11-02", {ANNA: "1"}, "one")
    line.git("rm", "--quiet", ANNA)
    line.git("update-index", "--add", "--cacheinfo", f"160000,{head},{ANNA}")
    line.git("commit", "--quiet", "--message", "submodule")
    assert told(of(line)) == [("submodule", "1", None), ("one", None, "1")]


def test_a_shallow_clone_begins_where_it_was_cut(line: Timeline, tmp_path: Path) -> None:
    line.commit("2026-11-02", {ANNA: "1"}, "one")
    line.commit("2026-11-03", {ANNA: "2"}, "two")
    line.git("clone", "--quiet", "--depth", "1", line.root.as_uri(), str(tmp_path / "clone"))
    assert told(list(versions(tmp_path / "clone", [ANNA]))) == [("two", None, "2")]


def test_before_the_first_commit_there_are_none(line: Timeline) -> None:
    assert of(line) == []
    with pytest.raises(NoHistory):
        list(versions(line.root, [ANNA], rev="0" * 40))


def test_a_head_that_leads_nowhere(line: Timeline) -> None:
    line.commit("2026-11-02", {ANNA: "1"})
    (line.root / ".git" / "HEAD").write_text(f"{'1' * 40}\n")
    with pytest.raises(NoHistory):
        of(line)
    (line.root / ".git" / "HEAD").write_text("ref: refs/heads/main\n")
    (line.root / ".git" / "objects").rename(line.root / ".git" / "lost")
    (line.root / ".git" / "objects").mkdir()
    with pytest.raises(NoHistory):
        of(line)


def test_a_plain_folder(tmp_path: Path) -> None:
    with pytest.raises(NoHistory, match="no git repository"):
        list(versions(tmp_path, [ANNA]))


def test_content_that_git_has_lost(line: Timeline) -> None:
    line.commit("2026-11-02", {ANNA: "1"})
    name = line.git("rev-parse", f"HEAD:{ANNA}")
    (line.root / ".git" / "objects" / name[:2] / name[2:]).unlink()
    with pytest.raises(NoHistory, match=f"lost the content {name}: run 'dossier doctor'"):
        of(line)


def test_contents_of_objects(line: Timeline) -> None:
    line.commit("2026-11-02", {ANNA: "a\nb"})
    asked = [f"HEAD:./{ANNA}", "HEAD:./dossiers", "HEAD:./no such file"]
    assert list(contents(line.root, asked).values()) == [b"a\nb", None, None]
    assert contents(line.root, []) == {}


def test_the_names_of_nothing(line: Timeline) -> None:
    line.commit("2026-11-02", {"readme.txt": "x"})
    log, names = trace(line.root, "HEAD", [ANNA])
    assert (log, names) == ([], [])
