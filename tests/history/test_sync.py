"""`sync`: what colleagues exchange, and everything that must stop it."""

from __future__ import annotations

from pathlib import Path

import pytest
from team import ANNA, BOOK, KARL, Clone, Team, git, person

import dossierkit.history.team.sync as sync_module
from dossierkit.history.team.exchange import Report
from dossierkit.history.team.remote import CannotSync, push

SHARED = "reach: {email: [shared@brightlite.example]}"


@pytest.fixture
def team(tmp_path: Path) -> Team:
    return Team(tmp_path)


def test_both_ways_in_one_go(team: Team) -> None:
    lily, tom = team.lily, team.first
    lily.edit(ANNA, "email in: hello", "email in: hello again")
    lily.commit()
    report = lily.sync()
    assert report.is_pushed
    assert [passed.dossiers for passed in report.went] == [("anna",)]
    tom.edit(KARL, "country: de", "country: at")
    tom.commit()
    report = tom.sync()
    assert [(passed.dossiers, passed.author) for passed in report.came] == [
        (("anna",), "Lily Chen")
    ]
    assert [passed.dossiers for passed in report.went] == [("karl",)]
    assert lily.sync().came[0].dossiers == ("karl",)
    assert lily.tip() == tom.tip() == git(team.server, "rev-parse", "main").strip()
    assert lily.sync() == Report()
    assert lily.pauses == tom.pauses == []


def test_a_fresh_clone_is_set_up_by_its_first_sync(team: Team) -> None:
    tom = team.bare_clone("tom")
    assert len(tom.sync().done) == 3
    assert tom.sync().done == ()


def test_the_first_push_makes_the_branch_follow(team: Team) -> None:
    assert team.first.git("rev-parse", "--abbrev-ref", "main@{upstream}").strip() == "origin/main"


def test_a_book_in_a_folder_of_a_repository(tmp_path: Path) -> None:
    files = {f"sales/{path}": text for path, text in BOOK.items()}
    team = Team(tmp_path, {**files, "dossiers/book.yaml": ""})
    lily, tom = Clone(team.clone("lily").root / "sales"), Clone(team.clone("tom").root / "sales")
    lily.commit(ANNA, text=person("Anna", "country: at"))
    tom.commit(ANNA, text=person("Anna", "country: ch"))
    assert lily.sync().went[-1].dossiers == ("anna",)
    report = tom.sync()
    assert [(one.path, bool(one.lines)) for one in report.questions] == [(ANNA, True)]
    tom.write(ANNA, person("Anna", "country: ch"))
    assert tom.go_on().is_pushed


# What stops it before anything happens


def test_a_plain_folder(tmp_path: Path) -> None:
    with pytest.raises(CannotSync, match="plain folder"):
        Clone(tmp_path).sync()
    with pytest.raises(CannotSync, match="plain folder"):
        Clone(tmp_path).go_on()


def test_nothing_committed_yet(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    with pytest.raises(CannotSync, match="nothing is committed here yet"):
        Clone(tmp_path).sync()


def test_a_detached_head(team: Team) -> None:
    team.first.git("checkout", "--quiet", "--detach")
    with pytest.raises(CannotSync, match="detached head"):
        team.first.sync()


def test_another_work_of_gits_is_not_finished(team: Team) -> None:
    first = team.first
    first.git("branch", "fair")
    first.commit(ANNA, text=person("Anna", "country: at"))
    first.git("switch", "--quiet", "fair")
    first.commit(ANNA, text=person("Anna", "country: ch"))
    first.git("rebase", "main", check=False)
    with pytest.raises(CannotSync, match="a rebase is not finished"):
        first.sync()
    first.git("rebase", "--abort")
    first.git("bisect", "start")
    with pytest.raises(CannotSync, match="git bisect reset"):
        first.sync()


def test_no_remote(team: Team) -> None:
    team.first.git("remote", "remove", "origin")
    with pytest.raises(CannotSync, match="git remote add origin"):
        team.first.sync()


def test_several_remotes_and_no_upstream(team: Team) -> None:
    first = team.first
    first.git("branch", "--unset-upstream")
    first.git("remote", "add", "other", "nowhere")
    assert first.sync() == Report()
    first.git("branch", "--unset-upstream")
    first.git("remote", "rename", "origin", "team")
    with pytest.raises(CannotSync, match="several remotes: other team"):
        first.sync()
    first.git("remote", "remove", "other")
    assert first.sync() == Report()


def test_a_branch_that_follows_a_local_one_is_pushed_to_nothing(team: Team) -> None:
    team.first.git("switch", "--quiet", "--track", "-c", "fair", "main")
    with pytest.raises(CannotSync, match="has no branch 'fair', but it has main"):
        team.first.sync()


def test_a_remote_that_cant_be_reached(team: Team) -> None:
    team.first.git("remote", "set-url", "origin", str(team.folder / "gone.git"))
    with pytest.raises(CannotSync, match=r"'origin' can't be reached:\n.*gone\.git"):
        team.first.sync()


def test_a_remote_that_breaks_off(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    lily = team.lily
    team.first.commit(ANNA, text=person("Anna", "country: at"))
    team.first.sync()
    tip = git(team.server, "rev-parse", "main").strip()
    (team.server / "objects" / tip[:2] / tip[2:]).unlink()
    with pytest.raises(CannotSync, match="fetching failed"):
        lily.sync()


def test_two_books_that_began_apart(team: Team, tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "apart")
    apart = Clone(tmp_path / "apart")
    for path, text in BOOK.items():
        apart.write(path, text)
    apart.write("README.txt", "apart\n")
    apart.commit()
    apart.git("remote", "add", "origin", str(team.server))
    with pytest.raises(CannotSync, match="began apart"):
        apart.sync()


def test_a_file_in_the_way_of_the_merge(team: Team) -> None:
    lily = team.lily
    team.first.commit("README.txt", text="ours\n")
    team.first.sync()
    lily.write("README.txt", "mine\n")
    with pytest.raises(CannotSync, match=r"merging failed; nothing was changed:\n[^$]*README\.txt"):
        lily.sync()
    assert lily.read("README.txt") == "mine\n"


def test_another_command_is_writing(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    import dossierkit.book.writing as writing_module

    monkeypatch.setattr(writing_module, "_MOST_WAITING", 0.01)
    lily = team.lily
    team.first.commit(ANNA, text=person("Anna", "country: at"))
    team.first.sync()
    with writing_module.writing(lily.root), pytest.raises(CannotSync, match="another command"):
        lily.sync()


# Edits that nobody committed


def test_edits_stop_it_with_the_remedy(team: Team) -> None:
    team.first.edit(ANNA, "hello", "hello again")
    with pytest.raises(CannotSync, match=rf"not committed yet:\n  {ANNA}\n.*--commit"):
        team.first.sync()


def test_edits_are_committed_on_request(team: Team) -> None:
    first = team.first
    first.edit(ANNA, "hello", "hello again")
    first.write(KARL, None)
    first.write("dossiers/customers/tom.md", person("Tom", "country: de"))
    first.write("dossiers/notes.txt", "mine\n")
    first.write("private.txt", "mine\n")
    report = first.sync(commit=True)
    assert report.is_pushed
    assert report.went[0].dossiers == ("anna", "karl", "tom")
    message = first.git("log", "-1", "--format=%B")
    assert message.startswith("edit(anna, karl, tom): 4 files edited by hand\n")
    assert "Dossier: karl\n" in message
    assert first.git("status", "--short") == "?? private.txt\n"
    for number in range(5):
        first.write(f"dossiers/customers/c-{number}.md", person(f"C {number}", "country: de"))
    first.sync(commit=True)
    assert first.git("log", "-1", "--format=%s") == "edit(5 dossiers): 5 files edited by hand\n"
    first.write("dossiers/book.yaml", "country: cn\n")
    first.sync(commit=True)
    assert first.git("log", "-1", "--format=%s") == "edit(book): 1 file edited by hand\n"


def test_edits_with_errors_are_not_committed(team: Team) -> None:
    team.first.edit(ANNA, "country: de", "cuntry: de")
    with pytest.raises(CannotSync, match=rf"nothing was committed:\n{ANNA}:3:1: error"):
        team.first.sync(commit=True)


def test_without_a_name_edits_are_not_committed(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.delenv(f"GIT_{name}_NAME")
        monkeypatch.delenv(f"GIT_{name}_EMAIL")
    team.first.git("config", "user.useConfigOnly", "true")
    team.first.edit(ANNA, "hello", "hello again")
    with pytest.raises(CannotSync, match="who you are"):
        team.first.sync(commit=True)


def test_many_edits_are_listed_in_brief(team: Team) -> None:
    first = team.first
    for number in range(25):
        first.write(f"dossiers/customers/c-{number}.md", person(f"C {number}", "country: de"))
    first.git("add", "--all")
    with pytest.raises(CannotSync, match="and 5 more"):
        first.sync()


# A history that was rewritten


def amend(clone: Clone) -> None:
    clone.edit(ANNA, "hello", "hullo")
    clone.git("commit", "--quiet", "--all", "--amend", "--no-verify", "--no-edit")


def reset(clone: Clone) -> None:
    clone.git("reset", "--quiet", "--hard", "HEAD~1")


def rebase(clone: Clone) -> None:
    clone.git("rebase", "--quiet", "--force-rebase", "HEAD~1", "--exec", "true")
    clone.git("commit", "--quiet", "--amend", "--no-verify", "-m", "other words")


def orphan(clone: Clone) -> None:
    clone.git("checkout", "--quiet", "--orphan", "new")
    clone.git("commit", "--quiet", "--no-verify", "-m", "anew")
    clone.git("branch", "--quiet", "-M", "main")


def filter_repo(clone: Clone) -> None:
    clone.git("filter-branch", "--msg-filter", "sed s/x/y/", "--", "HEAD~2..HEAD")


def delete(clone: Clone) -> None:
    git(clone.root.parent / "server.git", "update-ref", "-d", "refs/heads/main")


WAYS = [amend, reset, rebase, orphan, filter_repo, delete]


@pytest.mark.parametrize("rewrite", WAYS)
@pytest.mark.parametrize("fetches", [False, True])
def test_a_rewritten_history_is_never_taken(
    team: Team, monkeypatch: pytest.MonkeyPatch, rewrite: object, fetches: bool
) -> None:
    monkeypatch.setenv("FILTER_BRANCH_SQUELCH_WARNING", "1")
    lily = team.lily
    team.first.commit(ANNA, text=person("Anna", "country: at", log=["2026-11-01 chat: hello"]))
    team.first.sync()
    lily.sync()
    old, branch = lily.tip(), lily.git("symbolic-ref", "HEAD")
    assert callable(rewrite)
    rewrite(team.first)
    if rewrite is not delete:
        team.first.git("push", "--quiet", "--force", "origin", "HEAD:main")
    if fetches:
        lily.git("fetch", "--quiet", "--prune")
    for _ in range(2):
        with pytest.raises(CannotSync, match="was rewritten; nothing was merged") as stopped:
            lily.sync()
        assert f'it was   {old[:7]} "x" by Lily Chen' in str(stopped.value)
        new = "gone" if rewrite is delete else team.first.tip()[:7]
        assert f"it is    {new}" in str(stopped.value)
        assert (lily.tip(), lily.git("symbolic-ref", "HEAD")) == (old, branch)
        assert lily.git("status", "--porcelain") == ""


@pytest.mark.parametrize("fetches", [False, True])
def test_a_rewriting_before_the_first_sync_is_seen_too(team: Team, fetches: bool) -> None:
    lily = team.bare_clone("new")
    old = lily.tip()
    amend_message(team.first)
    if fetches:
        lily.git("fetch", "--quiet")
    with pytest.raises(CannotSync, match=f"it was   {old[:7]}"):
        lily.sync()


def amend_message(clone: Clone) -> None:
    clone.git("commit", "--quiet", "--amend", "--no-verify", "-m", "other words")
    clone.git("push", "--quiet", "--force", "origin", "HEAD:main")


def test_a_fetch_by_hand_between_two_syncs_counts(team: Team) -> None:
    lily = team.lily
    team.first.commit(ANNA, text=person("Anna", "country: at"))
    team.first.sync()
    lily.git("fetch", "--quiet")
    team.first.git("reset", "--quiet", "--hard", "HEAD~1")
    team.first.commit(KARL, text=person("Karl", "country: at"))
    team.first.git("push", "--quiet", "--force", "origin", "HEAD:main")
    with pytest.raises(CannotSync, match="was rewritten"):
        lily.sync()


def test_whoever_rewrote_it_goes_on_by_naming_what_is_lost(team: Team) -> None:
    first, old = team.first, team.first.tip()
    lily = team.lily
    amend_message(first)
    with pytest.raises(CannotSync, match=f"--accept-rewrite {old[:10]}"):
        first.sync()
    with pytest.raises(CannotSync, match="was rewritten"):
        first.sync(rewrite="1234567")
    assert first.sync(rewrite=old[:10]) == Report()
    assert first.sync() == Report()
    with pytest.raises(CannotSync, match="would bring it back"):
        lily.sync(rewrite=old[:10])


def test_a_lost_commit_that_is_gone_altogether_is_named(team: Team) -> None:
    notes = team.first.root / ".git/dossier/last-seen"
    notes.write_text(notes.read_text().replace(team.first.tip(), "1" * 40))
    with pytest.raises(CannotSync, match=r"it was   1111111111\n"):
        team.first.sync()


# Many files that vanish at once


@pytest.mark.parametrize(
    ("there", "deleted", "stops"), [(2, 2, False), (10, 3, True), (200, 10, False), (200, 11, True)]
)
def test_many_that_vanish(tmp_path: Path, there: int, deleted: int, stops: bool) -> None:
    names = [f"dossiers/customers/c-{number}.md" for number in range(there)]
    team = Team(tmp_path, {"dossiers/book.yaml": "", **dict.fromkeys(names, person("C"))})
    lily, tom = team.first, team.clone("tom")
    for name in names[:deleted]:
        lily.write(name, None)
    lily.commit()
    if stops:
        with pytest.raises(CannotSync, match=f"going out would delete {deleted} of {there}"):
            lily.sync()
    assert lily.sync(deletions=deleted).is_pushed
    if stops:
        with pytest.raises(CannotSync, match=rf"{names[0]}\n[^$]*--allow-deletions {deleted}"):
            tom.sync()
        assert (tom.root / names[0]).exists()
    assert len(tom.sync(deletions=deleted).came) == 1
    assert not (tom.root / names[0]).exists()


def test_renamed_files_have_not_vanished(team: Team) -> None:
    for number in range(4):
        text = person(f"Person {number}", "country: de", log=[f"2026-11-0{number + 1} chat: hello"])
        team.first.write(f"dossiers/customers/c-{number}.md", text)
    team.first.commit()
    team.first.sync()
    for number in range(4):
        team.first.git(
            "mv", f"dossiers/customers/c-{number}.md", f"dossiers/customers/d-{number}.md"
        )
    team.first.commit()
    assert team.first.sync().is_pushed


def test_a_long_list_is_cut(tmp_path: Path) -> None:
    names = [f"dossiers/customers/c-{number}.md" for number in range(25)]
    team = Team(tmp_path, {"dossiers/book.yaml": "", **dict.fromkeys(names, person("C"))})
    for name in names:
        team.first.write(name, None)
    team.first.commit()
    with pytest.raises(CannotSync, match="and 5 more"):
        team.first.sync()


# Faults across files that no merge sees


@pytest.mark.parametrize(
    ("hers", "his", "code"),
    [
        ({ANNA: person("Anna", SHARED)}, {KARL: person("Karl", SHARED)}, "shared-address"),
        (
            {"dossiers/companies/brightlite.md": None},
            {KARL: person("Karl", "company: brightlite")},
            "dangling-reference",
        ),
        (
            {"dossiers/customers/eva-lang.md": person("Eva Lang", "company: brightlite")},
            {"dossiers/customers/lang-eva.md": person("Eva Lang", "company: brightlite")},
            "same-person",
        ),
        (
            {ANNA: person("Anna", log=["2026-04-12 greeting out: all the best #birthday"])},
            {KARL: "<<<<<<< ours\n" + BOOK[KARL]},
            "conflict-marker",
        ),
        (
            {"dossiers/customers/eva.md": person("Eva", "country: de")},
            {"dossiers/customers/EVA.md": person("Eva", "country: de")},
            "same-name",
        ),
    ],
)
def test_faults_are_found_and_not_pushed(
    team: Team, hers: dict[str, str | None], his: dict[str, str | None], code: str
) -> None:
    lily, tom = team.lily, team.first
    for clone, changes in ((lily, hers), (tom, his)):
        for path, text in changes.items():
            clone.write(path, text)
        clone.commit()
    assert lily.sync().is_pushed
    before = git(team.server, "rev-parse", "main")
    for _ in range(2):
        report = tom.sync()
        assert code in {finding.code for finding in report.findings}
        assert not report.is_pushed
    assert git(team.server, "rev-parse", "main") == before


def test_one_greeting_sent_by_two(team: Team) -> None:
    lily, tom = team.lily, team.first
    for member in ("lily", "tom"):
        tom.write(f"dossiers/team/{member}.md", f"---\nname: {member.title()}\n---\n")
    tom.commit()
    tom.sync()
    for clone, line in (
        (lily, "2026-11-03 greeting out by lily: A card #birthday"),
        (tom, "2026-11-04 greeting out by tom: All the best #birthday"),
    ):
        clone.sync()
        log = ["2026-11-01 email in: hello", line]
        clone.commit(ANNA, text=person("Anna", "country: de", log=log))
    assert lily.sync().is_pushed
    assert [question.path for question in tom.sync().questions] == [ANNA]
    both = ["2026-11-03 greeting out by lily: A card #birthday", log[1]]
    tom.write(ANNA, person("Anna", "country: de", log=[log[0], *both]))
    with pytest.raises(CannotSync, match="double-send"):
        tom.go_on()
    tom.git("commit", "--quiet", "--all", "--no-verify", "-m", "both")
    assert [finding.code for finding in tom.sync().findings] == ["double-send"]


def test_two_of_one_name_may_be_two_people(team: Team) -> None:
    lily, tom = team.lily, team.first
    for clone, name in ((lily, "eva-lang"), (tom, "lang-eva")):
        text = person("Eva Lang", "company: brightlite")
        clone.commit(f"dossiers/customers/{name}.md", text=text)
    lily.sync()
    assert tom.sync().findings
    assert tom.sync(both=True).is_pushed
    tom.edit(ANNA, "hello", "hello again")
    tom.commit()
    assert tom.sync().is_pushed


def test_a_warning_of_ones_own_stops_nobody(team: Team) -> None:
    for name in ("eva-lang", "lang-eva"):
        text = person("Eva Lang", "company: brightlite")
        team.first.write(f"dossiers/customers/{name}.md", text)
    team.first.commit()
    assert team.first.sync().is_pushed


def test_what_only_this_clone_has_does_not_count(team: Team) -> None:
    team.first.commit(ANNA, text=person("Anna", "company: fjordlys"))
    team.first.write("dossiers/companies/fjordlys.md", "---\nname: Fjordlys\n---\n")
    assert [one.code for one in team.first.sync().findings] == ["dangling-reference"]
    assert team.first.sync(commit=True).is_pushed
    team.first.commit(KARL, text=person("Karl", "company: brightlite"))
    team.first.write("dossiers/customers/eva.md", "no dossier yet")
    assert team.first.sync().is_pushed


def test_a_book_whose_policy_is_not_committed(team: Team) -> None:
    team.first.git("rm", "--quiet", "--cached", "dossiers/book.yaml")
    team.first.git("commit", "--quiet", "--no-verify", "-m", "x")
    with pytest.raises(CannotSync, match=r"no dossiers/book\.yaml"):
        team.first.sync()


# Colleagues who are quicker, and servers that refuse


def quicker(team: Team, monkeypatch: pytest.MonkeyPatch, times: int) -> Clone:
    """A colleague who pushes just before each of the next pushes."""
    colleague = team.lily
    pushes: list[int] = []

    def after_the_colleague(*arguments: object) -> bool:
        if len(pushes) < times:
            pushes.append(1)
            line = f"2026-11-02 chat: message {len(pushes)}"
            colleague.git("pull", "--quiet", "--no-rebase")
            colleague.commit(KARL, text=person("Karl", "country: de", log=[line]))
            colleague.git("push", "--quiet")
        return push(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(sync_module, "push", after_the_colleague)
    return colleague


def test_a_quicker_colleague_is_merged_and_tried_again(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    quicker(team, monkeypatch, 3)
    team.first.commit(ANNA, text=person("Anna", "country: at"))
    report = team.first.sync()
    assert report.is_pushed
    assert len(report.came) == 3
    assert len(team.first.pauses) == 3
    assert all(0 < pause <= 0.1 * 2**number for number, pause in enumerate(team.first.pauses))


def test_colleagues_who_are_always_quicker(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    quicker(team, monkeypatch, 100)
    monkeypatch.setattr(sync_module, "MOST_TRIES", 3)
    team.first.commit(ANNA, text=person("Anna", "country: at"))
    with pytest.raises(CannotSync, match="quicker 3 times"):
        team.first.sync()


def test_pauses_grow_up_to_a_limit() -> None:
    assert 1.25 <= sync_module._pause(29) <= 5


def test_a_server_that_refuses_is_quoted(team: Team) -> None:
    hook = team.server / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\necho not on Fridays >&2\nexit 1\n")
    hook.chmod(0o755)
    team.first.commit(ANNA, text=person("Anna", "country: at"))
    with pytest.raises(CannotSync, match=r"did not take it:\n[^$]*not on Fridays"):
        team.first.sync()


def test_silence_is_quoted_as_silence() -> None:
    from dossierkit.history.team.remote import own_words

    assert own_words("\n") == "  git did not say why"


# A merge that asks


@pytest.fixture
def asked(team: Team) -> Clone:
    """A clone whose merge asks about Anna's country."""
    tom = team.lily
    team.first.commit(ANNA, text=person("Anna", "country: at"))
    team.first.sync()
    tom.commit(ANNA, text=person("Anna", "country: ch"))
    report = tom.sync()
    assert not report.is_pushed
    assert [(one.path, len(one.lines)) for one in report.questions] == [(ANNA, 2)]
    assert "country: at" in tom.read(ANNA)
    assert "country: ch" in tom.read(ANNA)
    return tom


@pytest.mark.parametrize("country", ["ch", "at", "li"])
def test_an_answer_is_committed_and_pushed(asked: Clone, country: str) -> None:
    assert [one.path for one in asked.sync().questions] == [ANNA]
    asked.write(ANNA, person("Anna", f"country: {country}"))
    report = asked.go_on()
    assert report.is_pushed
    message = asked.git("log", "-1", "--format=%B")
    assert message.startswith("Merge commit")
    assert "#" not in message


def test_no_answer_no_end(asked: Clone) -> None:
    with pytest.raises(CannotSync, match=rf"not every question is answered:\n{ANNA}:3:1"):
        asked.go_on()
    asked.git("add", ANNA)
    with pytest.raises(CannotSync, match=rf"{ANNA}:3:1: error: a merge conflict is left"):
        asked.go_on()
    asked.write(ANNA, person("Anna", "country: ch"))
    asked.write("templates/greeting/en.md", "<<<<<<< ours\nDear\n")
    asked.git("add", "templates")
    with pytest.raises(CannotSync, match=r"templates/greeting/en\.md:1:1: a marker"):
        asked.go_on()
    asked.write("templates/greeting/en.md", "---\nsubject: Hello\n---\nDear\n")
    asked.write("dossiers/book.yaml", "commit: perhaps\n")
    with pytest.raises(CannotSync, match=r"dossiers/book\.yaml:1:9: error"):
        asked.go_on()
    asked.write("dossiers/book.yaml", "")
    assert asked.go_on().is_pushed


def test_an_answer_that_the_hook_refuses_can_be_mended(asked: Clone) -> None:
    asked.write(ANNA, person("Anna", "countri: ch"))
    with pytest.raises(CannotSync, match=r"git commit failed:\n[^$]*did you mean 'country'"):
        asked.go_on()
    asked.write(ANNA, person("Anna", "country: ch"))
    assert asked.go_on().is_pushed


def test_a_merge_is_taken_back(asked: Clone) -> None:
    sync_module.give_up(asked.root)
    assert asked.read(ANNA) == person("Anna", "country: ch")
    for attempt in (asked.go_on, lambda: sync_module.give_up(asked.root)):
        with pytest.raises(CannotSync, match="no merge"):
            attempt()
    assert [one.path for one in asked.sync().questions] == [ANNA]


def test_deleted_here_and_changed_there_is_asked(team: Team) -> None:
    tom = team.lily
    team.first.edit(ANNA, "hello", "hello again")
    team.first.write(KARL, None)
    team.first.commit()
    team.first.sync()
    tom.write(ANNA, None)
    tom.edit(KARL, "hello", "hello again")
    tom.commit()
    report = tom.sync()
    assert [(one.path, one.is_deleted) for one in report.questions] == [(ANNA, True), (KARL, True)]
    with pytest.raises(CannotSync, match=f"{ANNA}: we deleted it, they changed it; to keep"):
        tom.go_on()
    tom.git("rm", "--quiet", ANNA)
    with pytest.raises(CannotSync, match=f"{KARL}: they deleted it, we changed it; to keep"):
        tom.go_on()
    tom.git("add", KARL)
    assert tom.go_on().is_pushed
    assert not (tom.root / ANNA).exists()


@pytest.mark.parametrize("command", ["no-such-program %A", "exit 1", "kill -9 $$"])
def test_a_merge_by_hand_with_a_broken_driver_is_asked_anew(team: Team, command: str) -> None:
    tom = team.lily
    team.first.commit(ANNA, text=person("Anna", "country: at"))
    team.first.sync()
    tom.commit(ANNA, text=person("Anna", "country: ch"))
    tom.git("config", "merge.dossier.driver", command)
    tom.git("pull", "--no-rebase", check=False)
    assert tom.read(ANNA) == person("Anna", "country: ch")
    with pytest.raises(CannotSync, match=rf"not every question is answered:\n{ANNA}:3:1"):
        tom.go_on()
    assert "country: at" in tom.read(ANNA)
    assert "country: ch" in tom.read(ANNA)


def test_two_new_files_of_one_name_are_asked(team: Team) -> None:
    tom = team.lily
    team.first.commit("dossiers/customers/eva.md", text=person("Eva Lang", "country: at"))
    team.first.sync()
    tom.commit("dossiers/customers/eva.md", text=person("Eva Maas", "country: nl"))
    report = tom.sync()
    assert [one.path for one in report.questions] == ["dossiers/customers/eva.md"]
    assert report.questions[0].lines


def test_what_git_put_together_line_by_line_is_named(team: Team) -> None:
    from dossierkit.history.team.clone import Conflict
    from dossierkit.history.team.pending import in_words

    assert "line by line" in in_words(Conflict(ANNA, frozenset((1, 2, 3)), ()))


def test_a_file_that_both_renamed_is_asked_under_every_name(team: Team) -> None:
    lily, tom = team.lily, team.first
    lily.git("mv", ANNA, "dossiers/customers/anna-schmidt.md")
    lily.commit()
    lily.sync()
    tom.git("mv", ANNA, "dossiers/customers/anna-s.md")
    tom.commit()
    report = tom.sync()
    assert (ANNA, frozenset((1,)), ()) in report.questions
    assert all(one.is_deleted for one in report.questions)
    tom.git("rm", "--quiet", ANNA, "dossiers/customers/anna-s.md")
    tom.git("add", "dossiers/customers/anna-schmidt.md")
    assert tom.go_on().is_pushed


def test_what_an_unfinished_merge_has_staged_is_our_version(team: Team) -> None:
    from dossierkit.history.past.tree import index_tree

    lily, tom = team.lily, team.first
    lily.commit(ANNA, text=person("Anna", "country: at"))
    lily.sync()
    tom.commit(ANNA, text=person("Anna", "country: ch"))
    tom.sync()
    assert index_tree(tom.root)[ANNA].blob == tom.tip(f"HEAD:{ANNA}")


def test_a_repository_inside_the_book_is_no_file_of_it(team: Team) -> None:
    from dossierkit.history.past.tree import commit_tree

    first = team.first
    first.git("update-index", "--add", "--cacheinfo", f"160000,{first.tip()},dossiers/other")
    first.git("commit", "--quiet", "--no-verify", "-m", "x")
    assert "dossiers/other" not in commit_tree(first.root, "HEAD")


def test_a_subject_full_of_control_characters(team: Team) -> None:
    team.first.edit(ANNA, "hello", "hello again")
    team.first.git("commit", "--quiet", "--all", "--no-verify", "-m", "\x01a\x02b\tc")
    team.first.edit(KARL, "hello", "hello again")
    team.first.commit()
    went = team.first.sync().went
    assert [(passed.subject, passed.dossiers) for passed in went] == [
        ("x", ("karl",)),
        ("\x01a\x02b\tc", ("anna",)),
    ]
