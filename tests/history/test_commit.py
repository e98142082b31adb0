"""One command, one commit: exactly the files it changed, as git itself would commit them."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from dossierkit.book import writing as writing_module
from dossierkit.history import commit as module
from dossierkit.history import git as git_module
from dossierkit.history import ready as ready_module
from dossierkit.history.commit import (
    FileEdit,
    Message,
    WriteRefused,
    Written,
    commit,
    commit_text,
    write,
)
from dossierkit.history.git import NoHistory, Ran
from dossierkit.schema.policy import Policy

ANNA, BEN, CHEN = (f"dossiers/customers/{name}.md" for name in ("anna", "ben", "chen"))
CALL = Message("log", "anna", "call out", "She asked for it.", ("anna",))


def git(folder: Path, *arguments: str, check: bool = True) -> str:
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=check)
    return done.stdout.decode()


@pytest.fixture
def plain(make_book: Callable[..., Path]) -> Path:
    return make_book({ANNA: "anna\n", BEN: "ben\n"})


@pytest.fixture
def root(plain: Path) -> Path:
    git(plain, "init", "--quiet")
    git(plain, "add", ".")
    git(plain, "commit", "--quiet", "-m", "begin")
    return plain


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits long for another git."""
    monkeypatch.setattr(ready_module, "_MOST_WAITING", 0.02)


def adding(line: str, path: str = ANNA) -> FileEdit:
    return FileEdit(path, lambda data: (data or b"") + line.encode())


def save(root: Path, *edits: FileEdit, policy: Policy | None = None) -> Written:
    return write(root, policy or Policy(), edits or [adding("call\n")], CALL)


def commits(root: Path) -> int:
    return int(git(root, "rev-list", "--count", "HEAD"))


def status(root: Path) -> str:
    return git(root, "status", "--porcelain")


def install(root: Path, name: str, script: str) -> None:
    hook = root / ".git" / "hooks" / name
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\n{script}\n")
    hook.chmod(0o755)


def refused(root: Path, *edits: FileEdit, match: str) -> str:
    """What a write is refused with; nothing may have changed."""
    before = {path: (root / path).read_bytes() for path in (ANNA, BEN)}
    index, head = git(root, "ls-files", "--stage"), git(root, "rev-parse", "HEAD", check=False)
    with pytest.raises(WriteRefused, match=match) as error:
        save(root, *edits)
    assert {path: (root / path).read_bytes() for path in before} == before
    assert git(root, "ls-files", "--stage") == index
    assert git(root, "rev-parse", "HEAD", check=False) == head
    assert not (root / CHEN).exists()
    assert list((root / ".dossier" / "tmp").glob("*")) == []
    return str(error.value)


class TestOneCommit:
    def test_says_who_what_and_why(self, root: Path) -> None:
        written = save(root)
        assert written == Written(git(root, "rev-parse", "HEAD").strip(), (ANNA,), ())
        assert git(root, "log", "-1", "--format=%an <%ae>%n%B") == (
            "Lily Chen <lily@lumora.example>\nlog(anna): call out\n\nShe asked for it.\n\n"
            "Dossier: anna\nDossier-Cmd: log\n\n"
        )
        assert git(root, "show", f"HEAD:{ANNA}") == "anna\ncall\n"
        assert commits(root) == 2
        assert status(root) == ""

    def test_holds_all_edits_new_files_and_deletions(self, root: Path) -> None:
        rename = (FileEdit(BEN, lambda data: None), FileEdit(CHEN, lambda data: b"chen\n"))
        written = save(root, adding("call\n"), *rename)
        assert written.paths == (ANNA, BEN, CHEN)
        changed = git(root, "show", "--no-renames", "--name-status", "--format=", "HEAD")
        assert changed == f"M\t{ANNA}\nD\t{BEN}\nA\t{CHEN}\n"
        assert status(root) == ""

    def test_takes_two_edits_of_one_file_one_upon_the_other(self, root: Path) -> None:
        assert save(root, adding("one\n"), adding("two\n")).paths == (ANNA,)
        assert (root / ANNA).read_text() == "anna\none\ntwo\n"
        assert commits(root) == 2

    def test_is_not_made_if_nothing_changed(self, root: Path) -> None:
        assert save(root, adding("")) == Written(None, (), ())
        assert save(root, FileEdit(CHEN, lambda data: None)).paths == ()
        assert commits(root) == 1

    def test_may_be_the_first_one(self, plain: Path) -> None:
        git(plain, "init", "--quiet")
        assert save(plain) == Written(git(plain, "rev-parse", "HEAD").strip(), (ANNA,), ())
        assert git(plain, "ls-files") == f"{ANNA}\n"

    def test_keeps_every_byte(self, root: Path) -> None:
        text = "\ufeffname: 王\r\nno end \x85 of line".encode()
        save(root, FileEdit(ANNA, lambda data: text))
        assert (root / ANNA).read_bytes() == text
        assert git(root, "cat-file", "-p", f"HEAD:{ANNA}").encode() == text

    def test_in_a_folder_of_the_repository(self, tmp_path: Path, plain: Path) -> None:
        git(tmp_path, "init", "--quiet")
        git(tmp_path, "add", ".")
        git(tmp_path, "commit", "--quiet", "-m", "begin")
        save(plain, adding("call\n"), adding("chen\n", CHEN))
        names = git(tmp_path, "show", "--name-only", "--format=", "HEAD").splitlines()
        assert names == [f"book/{ANNA}", f"book/{CHEN}"]
        assert status(tmp_path) == ""

    def test_of_a_link_is_one_of_what_it_leads_to(self, root: Path) -> None:
        (root / CHEN).symlink_to("anna.md")
        git(root, "add", CHEN)
        git(root, "commit", "--quiet", "-m", "link")
        assert save(root, adding("call\n", CHEN)).paths == (CHEN,)
        assert git(root, "show", "--name-only", "--format=", "HEAD") == f"{ANNA}\n"
        save(root, FileEdit(CHEN, lambda data: None))
        assert git(root, "show", "--name-status", "--format=", "HEAD") == f"D\t{CHEN}\n"
        assert (root / ANNA).exists()
        assert status(root) == ""

    def test_through_a_linked_folder(self, root: Path) -> None:
        (root / "dossiers" / "customers").rename(root / "people")
        (root / "dossiers" / "customers").symlink_to("../people")
        git(root, "add", "--all")
        git(root, "commit", "--quiet", "-m", "link")
        save(root)
        assert git(root, "show", "--name-only", "--format=", "HEAD") == "people/anna.md\n"

    def test_is_not_made_in_a_plain_folder(self, plain: Path) -> None:
        assert save(plain) == Written(None, (ANNA,), ())
        assert (plain / ANNA).read_text() == "anna\ncall\n"

    def test_is_not_made_if_the_book_says_so(self, root: Path) -> None:
        assert save(root, policy=Policy(commit="off")) == Written(None, (ANNA,), ())
        assert commits(root) == 1
        assert status(root) == f" M {ANNA}\n"


class TestTheUsersOwnWork:
    def test_is_left_alone_staged_or_not(self, root: Path) -> None:
        (root / BEN).write_text("ben\nstaged\n")
        git(root, "add", BEN)
        (root / BEN).write_text("ben\nstaged\nnot staged\n")
        (root / "notes.txt").write_text("mine")
        (root / "later.txt").write_text("announced")
        git(root, "add", "--intent-to-add", "later.txt")
        before = (git(root, "diff"), git(root, "diff", "--cached"), status(root))
        assert save(root).carried == ()
        assert git(root, "show", "--name-only", "--format=", "HEAD") == f"{ANNA}\n"
        assert (git(root, "diff"), git(root, "diff", "--cached"), status(root)) == before

    def test_in_the_same_file_goes_along_and_is_named(self, root: Path) -> None:
        (root / ANNA).write_text("anna\nstaged\n")
        git(root, "add", ANNA)
        (root / ANNA).write_text("anna\nstaged\nnot staged\n")
        (root / BEN).write_text("mine\n")
        written = save(root, adding("call\n"), adding("", BEN))
        assert written.carried == (ANNA,)
        assert git(root, "show", f"HEAD:{ANNA}") == "anna\nstaged\nnot staged\ncall\n"
        assert status(root) == f" M {BEN}\n"

    def test_in_a_new_file_goes_along(self, root: Path) -> None:
        (root / CHEN).write_text("chen\n")
        assert save(root, adding("call\n", CHEN)).carried == (CHEN,)
        assert status(root) == ""

    def test_a_deletion_of_a_file_that_git_never_knew(self, root: Path) -> None:
        (root / CHEN).write_text("chen\n")
        written = save(root, FileEdit(CHEN, lambda data: None))
        assert (written.commit, written.paths) == (None, (CHEN,))

    @pytest.mark.parametrize("lock", [".anna.md.swp", ".#anna.md"])
    def test_an_editor_that_has_the_file_open_is_named(self, root: Path, lock: str) -> None:
        (root / ANNA).with_name(lock).symlink_to("lily@desk.1234")
        (remark,) = save(root).remarks
        assert remark == f"{ANNA} is open in an editor: load it again there before you save"

    def test_that_an_earlier_command_found_in_its_way_is_named(self, root: Path) -> None:
        tmp = root / ".dossier" / "tmp"
        tmp.mkdir(parents=True)
        (tmp / ".dossier-tmp-1-anna.md").write_text("theirs")
        (remark,) = save(root).remarks
        assert "rescued/1-anna.md is what somebody saved in the moment" in remark

    def test_of_another_command_meanwhile_is_kept(
        self, root: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Somebody saves while the edit is computed."""

        def edit(data: bytes | None) -> bytes:
            (root / ANNA).write_text("theirs\n")
            return b"ours\n"

        with pytest.raises(WriteRefused, match="changed meanwhile; it was left as it is: look"):
            save(root, adding("x", BEN), FileEdit(ANNA, edit))
        assert (root / ANNA).read_text() == "theirs\n"
        assert (root / BEN).read_text() == "ben\n"

    def test_after_the_write_is_kept_and_named(self, root: Path) -> None:
        install(root, "pre-commit", f"echo theirs > {ANNA}\nexit 1")
        with pytest.raises(WriteRefused, match=r"anna\.md could not be taken back: look at it"):
            save(root)
        assert (root / ANNA).read_text() == "theirs\n"


class TestAsGitDoes:
    def test_a_hook_runs_and_knows_that_the_file_is_checked(self, root: Path) -> None:
        install(root, "pre-commit", 'echo "$DOSSIER_CHECKED" > hook.txt')
        save(root)
        assert (root / "hook.txt").read_text() == "1\n"

    def test_a_hook_may_refuse(self, root: Path) -> None:
        install(root, "pre-commit", "echo not today, nothing to commit; echo no >&2; exit 1")
        new = adding("chen\n", CHEN)
        said = refused(root, adding("call\n"), new, match="git did not take the commit")
        assert "not today" in said
        assert "\nno" in said

    def test_a_hook_may_look_at_the_message(self, root: Path) -> None:
        install(root, "commit-msg", "grep -q TICKET $1 || { echo no ticket >&2; exit 1; }")
        refused(root, match="no ticket")

    def test_signatures_are_made(self, root: Path, tmp_path: Path) -> None:
        if not shutil.which("ssh-keygen"):
            pytest.skip("ssh-keygen is not installed")
        key = tmp_path / "key"
        command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)]
        subprocess.run(command, check=True)
        signing = {"gpg.format": "ssh", "user.signingKey": f"{key}.pub", "commit.gpgSign": "true"}
        for name, value in signing.items():
            git(root, "config", name, value)
        save(root)
        assert "-----BEGIN SSH SIGNATURE-----" in git(root, "cat-file", "-p", "HEAD")

    def test_a_signature_that_fails_is_said(self, root: Path) -> None:
        git(root, "config", "commit.gpgSign", "true")
        git(root, "config", "gpg.program", "/bin/false")
        refused(root, match="gpg failed to sign")

    def test_filters_are_applied(self, root: Path) -> None:
        (root / ".gitattributes").write_text("*.md filter=upper\n")
        git(root, "config", "filter.upper.clean", "tr a-z A-Z")
        git(root, "config", "filter.upper.smudge", "tr A-Z a-z")
        git(root, "add", "--renormalize", ".gitattributes", ".")
        git(root, "commit", "--quiet", "-m", "filter")
        save(root, adding("call\n"), adding("chen\n", CHEN))
        assert git(root, "cat-file", "-p", f"HEAD:{ANNA}") == "ANNA\nCALL\n"
        assert git(root, "cat-file", "-p", f"HEAD:{CHEN}") == "CHEN\n"
        assert (root / ANNA).read_text() == "anna\ncall\n"

    def test_line_ends_are_converted_and_may_be_all_there_is(self, root: Path) -> None:
        git(root, "config", "core.autocrlf", "true")
        save(root, FileEdit(ANNA, lambda data: b"anna\r\ncall\r\n"))
        assert git(root, "cat-file", "-p", f"HEAD:{ANNA}") == "anna\ncall\n"
        (root / "other.txt").write_text("untracked")
        written = save(root, FileEdit(ANNA, lambda data: b"anna\ncall\n"))
        assert (written.commit, written.paths) == (None, (ANNA,))
        (root / BEN).write_text("changed\r\n")
        assert save(root, FileEdit(ANNA, lambda data: b"anna\r\ncall\r\n")).commit is None

    def test_a_message_that_git_may_not_touch(self, root: Path) -> None:
        git(root, "config", "commit.cleanup", "strip")
        why = "# 3 samples\n\n  indented\n"
        write(root, Policy(), [adding("x\n")], Message("set", "anna", "next", why))
        assert "\n\n# 3 samples\n\n  indented\n\nDossier-Cmd" in git(
            root, "log", "-1", "--format=%B"
        )


class TestRefused:
    def test_while_a_merge_is_not_finished(self, root: Path) -> None:
        (root / ".git" / "MERGE_HEAD").write_text(git(root, "rev-parse", "HEAD"))
        refused(root, match="a merge is not finished")

    def test_on_a_detached_head(self, root: Path) -> None:
        git(root, "checkout", "--quiet", "--detach")
        refused(root, match="on no branch")

    def test_without_an_identity(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        git(root, "config", "user.useConfigOnly", "true")
        for name in ("GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"):
            monkeypatch.delenv(name)
        new = adding("chen\n", CHEN)
        refused(root, adding("call\n"), new, match="git does not know who you are")
        for name in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL"):
            monkeypatch.delenv(name)
        refused(root, match="git does not know who you are")

    def test_while_git_is_busy(self, root: Path) -> None:
        (root / ".git" / "index.lock").write_text("")
        refused(root, match=r"index\.lock has been there for \d+ seconds?; wait for the other git")

    def test_if_git_gets_busy_meanwhile(self, root: Path) -> None:
        lock = root / ".git" / "index.lock"

        def edit(data: bytes | None) -> bytes:
            lock.write_text("")
            return b"ours\n"

        assert "wait for the other git" in refused(root, FileEdit(ANNA, edit), match="not take")
        lock.unlink()
        new = FileEdit(CHEN, edit)
        assert "wait for the other git" in refused(root, new, match="not take")

    def test_for_a_file_that_git_ignores(self, root: Path) -> None:
        (root / ".gitignore").write_text("chen.md\n")
        refused(root, adding("chen\n", CHEN), match="is ignored by git")

    def test_outside_of_the_book(self, root: Path) -> None:
        refused(root, adding("x", "../away.md"), match="leads out of the book")

    def test_of_a_read_only_file(self, root: Path) -> None:
        (root / BEN).chmod(0o444)
        refused(root, adding("call\n"), adding("x", BEN), match=r"ben\.md is read-only")
        assert stat.S_IMODE((root / BEN).stat().st_mode) == 0o444

    def test_while_another_command_writes(
        self, root: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(writing_module, "_MOST_WAITING", 0)
        with writing_module.writing(root):
            refused(root, match="another command is writing into this book")

    def test_in_a_repository_where_git_will_not_work(
        self, root: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """No silent change without a commit: somebody else's repository, or git not installed."""
        monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
        with pytest.raises(WriteRefused, match=r"safe\.directory"):
            save(root)
        assert (root / ANNA).read_text() == "anna\n"
        assert save(root, policy=Policy(commit="off")).paths == (ANNA,)

    def test_by_the_edit_itself(self, root: Path) -> None:
        def edit(data: bytes | None) -> bytes:
            raise ValueError("no such field")

        with pytest.raises(ValueError, match="no such field"):
            save(root, adding("call\n"), FileEdit(BEN, edit))
        assert status(root) == ""

    def test_by_the_disk(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def full(handle: int) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            save(root)
        assert status(root) == ""


class TestCtrlC:
    @pytest.fixture(autouse=True)
    def as_in_a_terminal(self) -> object:
        before = signal.signal(signal.SIGINT, signal.default_int_handler)
        yield
        signal.signal(signal.SIGINT, before)

    def test_too_late_changes_nothing(self, root: Path) -> None:
        install(root, "post-commit", f"kill -INT {os.getpid()}")
        assert save(root).commit
        assert commits(root) == 2
        assert status(root) == ""

    def test_in_time_takes_all_of_it_back(self, root: Path) -> None:
        install(root, "pre-commit", f"kill -INT {os.getpid()}; exit 1")
        with pytest.raises(KeyboardInterrupt):
            save(root, adding("call\n"), adding("chen\n", CHEN))
        assert status(root) == ""
        assert commits(root) == 1


class TestWhatGitLeavesUndone:
    @pytest.mark.parametrize("path", [ANNA, CHEN])
    def test_a_commit_whose_index_could_not_be_written_is_one(
        self, root: Path, monkeypatch: pytest.MonkeyPatch, path: str
    ) -> None:
        """Git says 128 then, though the commit is made; undoing the file would be wrong."""

        def run(root: Path, command: str, *arguments: str, **more: object) -> Ran:
            if command != "commit":
                return git_module.run(root, command, *arguments, **more)  # type: ignore[arg-type]
            before = (root / ".git" / "index").read_bytes()
            git_module.run(root, command, *arguments, **more)  # type: ignore[arg-type]
            (root / ".git" / "index").write_bytes(before)
            return Ran(128, "", "fatal: unable to write new index file")

        monkeypatch.setattr(module, "run", run)
        written = save(root, adding("call\n", path))
        assert written.commit == git(root, "rev-parse", "HEAD").strip()
        assert commits(root) == 2
        assert status(root) == ""

    def test_a_direct_commit_knows_by_itself_where_git_stands(self, root: Path) -> None:
        (root / CHEN).write_text("chen\n")
        assert commit(root, [CHEN, "dossiers/none.md"], CALL)
        assert commit(root, ["dossiers/none.md"], CALL) is None
        assert commit(root, [ANNA], CALL) is None
        install(root, "pre-commit", "exit 1")
        (root / "new.md").write_text("x")
        with pytest.raises(NoHistory, match="did not take"):
            commit(root, ["new.md"], CALL)
        assert status(root) == "?? new.md\n"


class TestTheText:
    def test_without_reason_or_dossiers(self) -> None:
        assert commit_text(Message("init", "", "a new book")) == (
            "init: a new book\n\nDossier-Cmd: init\n"
        )

    @pytest.mark.parametrize("about", ["anna", "a" * 63, ""])
    @pytest.mark.parametrize(
        "summary", ["call out", "x" * 60, "x" * 100, "two\nlines\ttab \x1b[1m"]
    )
    def test_the_subject_is_one_short_line(self, about: str, summary: str) -> None:
        subject, empty, *_ = commit_text(Message("log", about, summary)).split("\n")
        assert len(subject) <= 72
        assert empty == ""
        assert subject.startswith("log")
        assert subject.isprintable()

    def test_ids_that_are_too_long_go_first(self) -> None:
        long = commit_text(Message("log", "a" * 63, "call out"))
        assert long.startswith("log: call out\n")
        cut = commit_text(Message("log", "", "x" * 80)).split("\n")[0]
        assert cut == "log: " + "x" * 66 + "…"

    def test_no_reason_can_pass_for_a_trailer(self, root: Path) -> None:
        why = "because\n\nDossier: ben\nDossier-Cmd: forget\r\n---\nSigned-off-by: x\n"
        message = Message("log", "anna\nDossier: ben", "call", why, ("anna", "chen\nDossier: ben"))
        write(root, Policy(), [adding("call\n")], message)
        trailers = git(root, "log", "-1", "--format=%(trailers:only)")
        assert trailers == "Dossier: anna\nDossier: chen Dossier: ben\nDossier-Cmd: log\n\n"

    def test_control_characters_and_half_characters_go(self, root: Path) -> None:
        message = Message("log", "anna", "call", "bell\x07 esc\x1b[2J \udc80 nul\x00\r\nnext")
        write(root, Policy(), [adding("call\n")], message)
        body = git(root, "log", "-1", "--format=%b")
        assert body.startswith("bell esc[2J \\udc80 nul\nnext\n")

    @pytest.mark.parametrize("text", ["--amend", "HEAD", "-", "--", "@{-1}", "王小明 🎂"])
    def test_is_never_taken_for_an_option_or_a_revision(self, root: Path, text: str) -> None:
        write(root, Policy(), [adding("x\n")], Message("set", text, text, text))
        assert git(root, "log", "-1", "--format=%s%n%b").startswith(f"set({text}): {text}\n{text}")
        assert commits(root) == 2


class TestAnotherGitAtWork:
    """A shell's prompt, or another window: its lock is there for a moment."""

    @pytest.fixture
    def lock(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """Git's lock, which goes as soon as somebody waits for it."""
        found = root / ".git" / "index.lock"

        def sleep(seconds: float) -> None:
            assert seconds == ready_module._POLL
            found.unlink()

        monkeypatch.setattr(ready_module, "_MOST_WAITING", 60.0)
        monkeypatch.setattr(time, "sleep", sleep)
        return found

    def test_is_waited_for_before(self, root: Path, lock: Path) -> None:
        lock.write_text("")
        assert save(root).commit == git(root, "rev-parse", "HEAD").strip()

    @pytest.mark.parametrize("path", [ANNA, CHEN])
    def test_is_waited_for_meanwhile(self, root: Path, lock: Path, path: str) -> None:
        def edit(data: bytes | None) -> bytes:
            lock.write_text("")
            return b"ours\n"

        assert save(root, FileEdit(path, edit)).commit
        assert git(root, "show", f"HEAD:{path}") == "ours\n"
        assert (commits(root), status(root)) == (2, "")

    @pytest.mark.parametrize(("times", "done"), [(1, True), (4, True), (5, False)])
    @pytest.mark.parametrize(
        "said",
        [
            "fatal: Unable to create '/book/.git/index.lock': File exists.",
            "fatal: cannot lock ref 'HEAD': is at 46f4237 but expected 1887b4b",
        ],
    )
    def test_does_not_stop_the_commit(
        self, root: Path, monkeypatch: pytest.MonkeyPatch, said: str, times: int, done: bool
    ) -> None:
        real, failing = git_module.run, [Ran(128, "", said)] * times

        def run(root: Path, command: str, *words: str, **more: object) -> Ran:
            if command == "commit" and failing:
                return failing.pop()
            return real(root, command, *words, **more)  # type: ignore[arg-type]

        monkeypatch.setattr(module, "run", run)
        if done:
            assert save(root).commit
        else:
            refused(root, match=said.partition(":")[2].strip().partition("'")[0])
        assert failing == []


def test_a_new_file_that_git_does_not_take_is_no_success(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that git can't read: `git add` only warns, and ends with 0."""
    real = git_module.run

    def run(root: Path, command: str, *words: str, **more: object) -> Ran:
        if command == "add":
            return Ran(0, "", "warning: could not open directory 'dossiers/customers/'")
        return real(root, command, *words, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "run", run)
    refused(root, adding("chen\n", CHEN), match="did not match any file")


class TestSparseCheckout:
    @pytest.fixture
    def sparse(self, root: Path) -> Path:
        """A checkout that leaves Ben out."""
        git(root, "sparse-checkout", "set", "--no-cone", "/*", f"!/{BEN}")
        assert not (root / BEN).exists()
        return root

    def test_nobody_is_written_over_unseen(self, sparse: Path) -> None:
        with pytest.raises(WriteRefused, match=f"{BEN} is in git, though not checked out here"):
            save(sparse, adding("another Ben\n", BEN))
        assert not (sparse / BEN).exists()
        assert git(sparse, "show", f"HEAD:{BEN}") == "ben\n"

    def test_others_are_new_as_ever(self, sparse: Path) -> None:
        assert save(sparse, adding("chen\n", CHEN)).paths == (CHEN,)
        assert save(sparse).paths == (ANNA,)

    def test_the_remedy_is_one(self, sparse: Path) -> None:
        git(sparse, "sparse-checkout", "add", "--skip-checks", BEN)
        assert (sparse / BEN).read_text() == "ben\n"
        assert save(sparse, adding("call\n", BEN)).paths == (BEN,)
