"""Anna asks to be erased: from every file and all history; nobody brings her back (promise 29)."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from conftest import write_book
from peoplebook import ANNA, FILES, KARL, commit, git, make, objects

from dossierkit.book.checks import findings
from dossierkit.book.erased import ERASED_PATH
from dossierkit.book.identity import Called, Identity, others_than, own_words
from dossierkit.book.load import load
from dossierkit.history.git import NoHistory, run
from dossierkit.history.people.cleaning import VARIABLE, Cleaner, cleaner, dumped
from dossierkit.history.people.erased import brought_back
from dossierkit.history.people.forget import CannotErase, Forgotten, forget
from dossierkit.history.people.known import is_in_history, known_as
from dossierkit.history.people.rewrite import Rewritten, require_rewritable, rewrite
from dossierkit.history.people.traces import (
    Traces,
    files_of,
    is_theirs,
    readable,
    traces,
)
from dossierkit.history.team.hook_files import hook_text
from dossierkit.text.finding import Finding

WHO = "anna-schmidt"
ANNA_PATH = f"dossiers/customers/{WHO}.md"
KARL_PATH = "dossiers/customers/karl-brandt.md"
IDENTIFIERS = (
    b"anna-schmidt", b"Anna Schmidt", b"Schmidt, Anna", b"anna@brightlite.example",
    b"+49 30 1234567", b"030/1234567", b"ANNA SCHMIDT",
)  # fmt: skip


def identity(root: Path) -> Identity:
    book = load(root)
    return known_as(book, WHO, others_than(book, WHO))


def erase(root: Path, reason: str = "") -> Forgotten:
    """What `dossier forget anna-schmidt --yes` does to the files."""
    who = identity(root)
    return forget(root, load(root).policy, who, traces(root, who), reason)


def write(root: Path, path: str, text: str | bytes) -> None:
    write_book(root, {"dossiers/book.yaml": (root / "dossiers/book.yaml").read_text(), path: text})


def found_in(data: bytes) -> list[bytes]:
    """The identifiers that some bytes hold, in any case."""
    return [one for one in IDENTIFIERS if one.lower() in data.lower()]


class TestFiles:
    def test_from_all_files_in_one_commit_that_names_nobody(self, tmp_path: Path) -> None:
        root = make(tmp_path / "book")
        done = erase(root, "request of 3 November")
        assert done.written.commit is not None
        message = git(root, "log", "-1", "--format=%B").strip()
        assert (
            message == "forget: one person erased\n\nrequest of 3 November\n\nDossier-Cmd: forget"
        )
        assert not (root / ANNA_PATH).exists()
        assert (root / KARL_PATH).read_text(encoding="utf-8") == KARL.replace(
            "Anna Schmidt works for him: [[anna-schmidt]]", "[erased] works for him: [erased]"
        ).replace("anna@brightlite.example, +49 (0)30 1234567", "[erased], [erased]")
        company = (root / "dossiers/companies/brightlite.md").read_text(encoding="utf-8")
        assert "org: [{role: Buyer, person: null}]" in company
        assert done.left == Traces((), (), (), ())
        assert findings(load(root), date(2026, 11, 21)) == []
        assert git(root, "status", "--porcelain") == ""

    def test_a_plain_folder(self, tmp_path: Path) -> None:
        root = write_book(tmp_path, FILES)
        done = erase(root)
        assert done.written.commit is None
        assert not (root / ANNA_PATH).exists()
        assert (root / ERASED_PATH).exists()

    def test_drafts_exports_and_what_editors_and_the_program_left(self, tmp_path: Path) -> None:
        letter = "To: Anna <ANNA@brightlite.example>\nSubject: Hi\n\nDear Anna Schmidt\n"
        other = (
            "To: karl@brightlite.example\nSubject: Hi\nMIME-Version: 1.0\n"
            "Content-Type: multipart/mixed; boundary=x\n\n--x\n\nAsk Anna Schmidt\n--x\n"
            "Content-Type: application/pdf\n\n%PDF\n--x--\n"
        )
        root = make(tmp_path / "book")
        theirs: dict[str, str | bytes] = {
            "outbox/2026-11-20-greeting-anna-schmidt.eml": "X-Dossier-Letter: x\n\n",
            "outbox/renamed.eml": letter,
            "outbox/by-key.eml": "X-Dossier-Letter: anna-schmidt greeting - 2026-11-20\n\n",
            "outbox/handover/anna-schmidt.md": "a brief",
            "outbox/state.json": json.dumps({"customer": WHO, "state": "sent"}),
            "outbox/state2.json": json.dumps({"to": "anna@brightlite.example"}),
            "exports/all.csv": "name\nAnna Schmidt\n",
            "dossiers/customers/.anna-schmidt.md.swp": b"\0Anna",
            "dossiers/customers/anna-schmidt.md~": "old",
        }
        stays: dict[str, str | bytes] = {
            "outbox/to-karl.eml": other,
            "outbox/state3.json": json.dumps({"customer": "karl-brandt"}),
            "outbox/state4.json": "[1]",
            "outbox/state5.json": "{",
            "exports/firms.csv": "name\nBrightlite\n",
            ".dossier/lock-holder": "process of Anna Schmidt",
            ".dossier/rescued/karl-brandt.md": "Karl",
        }
        gone: dict[str, str | bytes] = {
            ".dossier/index.sqlite": b"\0 index",
            ".dossier/rescued/anna-schmidt.md": "x",
            ".dossier/rescued/x.md": "Anna Schmidt",
        }
        index = (
            "| due | who |\n| 1 | [Anna Schmidt](anna-schmidt.md) |\n| 2 | Karl |\n\nAnna Schmidt\n"
        )
        write_book(root, {**FILES, **theirs, **stays, **gone, "outbox/handover/index.md": index})
        commit(root, "exports")
        done = erase(root)
        for path in (*theirs, *gone):
            assert not (root / path).exists(), path
        for path in stays:
            assert (root / path).exists(), path
        cleaned = (root / "outbox/handover/index.md").read_text(encoding="utf-8")
        assert cleaned == "| due | who |\n| 2 | Karl |\n\n[erased]\n"
        assert [trace.path for trace in done.left.doubtful] == ["outbox/to-karl.eml"]
        assert "exports/all.csv" in done.written.paths
        assert "outbox/handover/index.md" in done.beside

    def test_other_text_files(self, tmp_path: Path) -> None:
        root = make(tmp_path / "book")
        write(root, "templates/greeting/en.md", "---\nsubject: Hi\n---\nAsk Anna Schmidt.\n")
        write(root, "dossiers/prices/2026-01-01.csv", "\ufeffsku,note\nA,for Anna Schmidt\n")
        erase(root)
        template = (root / "templates/greeting/en.md").read_text(encoding="utf-8")
        assert template == "---\nsubject: Hi\n---\nAsk [erased].\n"
        prices = (root / "dossiers/prices/2026-01-01.csv").read_text(encoding="utf-8")
        assert prices == "\ufeffsku,note\nA,for [erased]\n"

    def test_the_policy(self, tmp_path: Path) -> None:
        root = make(tmp_path / "book")
        (root / "dossiers/book.yaml").write_text("name: of Anna Schmidt\n", encoding="utf-8")
        erase(root)
        assert load(root).policy.name == "of [erased]"

    def test_what_would_spoil_a_file_stops_everything(self, tmp_path: Path) -> None:
        for number, (path, text, said) in enumerate(
            [
                ("dossiers/book.yaml", "currency: Anna Schmidt USD\n", "policy names them"),
                (
                    KARL_PATH,
                    "---\nname: K\ncustom: {anna-schmidt: a, Anna Schmidt: b}\n---\n",
                    "hand",
                ),
            ]
        ):
            root = make(tmp_path / f"book{number}")
            who, before = identity(root), (root / "dossiers/companies/brightlite.md").read_bytes()
            found = traces(root, who)
            policy = load(root).policy
            (root / path).write_text(text, encoding="utf-8")
            again = traces(root, who)
            assert again != found
            with pytest.raises(CannotErase, match=said):
                forget(root, policy, who, again)
            assert (root / ANNA_PATH).exists()
            assert (root / "dossiers/companies/brightlite.md").read_bytes() == before

    def test_a_file_that_is_gone_meanwhile(self, tmp_path: Path) -> None:
        root = make(tmp_path / "book")
        who = identity(root)
        found = traces(root, who)
        (root / KARL_PATH).unlink()
        done = forget(root, load(root).policy, who, found)
        assert KARL_PATH not in done.written.paths

    def test_the_reason_must_not_name_them(self, tmp_path: Path) -> None:
        root = make(tmp_path / "book")
        with pytest.raises(CannotErase, match="would name them"):
            erase(root, "Anna wrote on the 3rd")
        assert (root / ANNA_PATH).exists()

    def test_first_names_and_relatives_are_for_a_person_to_look_at(self, tmp_path: Path) -> None:
        anna = ANNA.replace("next:", "family-life: {spouse: Peter Schmidt}\nnext:")
        root = make(tmp_path / "book", {**FILES, ANNA_PATH: anna})
        write(root, "dossiers/customers/zoe.md", "---\nname: Zoe\n---\nAnna?\nPeter Schmidt!\n")
        done = erase(root)
        assert [(t.path[-6:], t.line, t.text) for t in done.left.doubtful] == [
            ("zoe.md", 4, "Anna?"), ("zoe.md", 5, "Peter Schmidt!"),
        ]  # fmt: skip

    def test_files_that_nobody_can_look_into(self, tmp_path: Path) -> None:
        root = make(tmp_path / "book")
        write(root, "exports/a.xlsx", b"PK\0\0")
        write(root, "dossiers/customers/b.md", b"\xff\xfe")
        write(root, "outbox/c.txt", b"\xe9")
        assert erase(root).left.closed == (
            "dossiers/customers/b.md", "outbox/c.txt", "exports/a.xlsx",
        )  # fmt: skip

    def test_what_is_too_large_or_leads_out(self, tmp_path: Path) -> None:
        root = write_book(tmp_path / "book", {"dossiers/customers/a.md": "x"})
        (tmp_path / "secret.md").write_text("Anna Schmidt")
        (root / "dossiers/customers/link.md").symlink_to(tmp_path / "secret.md")
        with (root / "dossiers/large.bin").open("wb") as stream:
            stream.truncate(17 * 1024 * 1024)
        assert [path for path, _ in files_of(root)] == [
            "dossiers/book.yaml", "dossiers/large.bin", "dossiers/customers/a.md",
        ]  # fmt: skip
        assert traces(root, Identity((WHO,))).closed == ("dossiers/large.bin",)
        assert readable("gone.md", None) is None

    def test_a_file_that_cant_be_opened(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        root = write_book(tmp_path, {"dossiers/a.txt": "x"})

        def refuse(file: Path) -> bytes:
            raise PermissionError(13, "Permission denied", str(file))

        monkeypatch.setattr(Path, "read_bytes", refuse)
        assert traces(root, Identity((WHO,))).closed == ("dossiers/a.txt", "dossiers/book.yaml")

    def test_another_id_that_ends_alike(self) -> None:
        who = Identity(("anna",), lookalikes=("maria-anna",))
        assert is_theirs("outbox/2026-greeting-anna.eml", b"", who)
        assert not is_theirs("outbox/2026-greeting-maria-anna.eml", b"", who)
        assert not is_theirs("dossiers/companies/anna.md", b"", who)
        assert not is_theirs("dossiers/customers/maria-anna.md", b"", who)

    def test_a_namesakes_own_file_means_the_namesake(self, tmp_path: Path) -> None:
        files = {
            **FILES,
            "dossiers/customers/eva.md": (
                "---\nname: Eva Schmidt\nsalutation: Frau Schmidt\n---\nEva likes tea. Schmidt!\n"
            ),
            "dossiers/customers/zoe.md": "---\nname: Zoe\n---\nFrau Schmidt?\n",
            "dossiers/companies/schmidt.md": "---\nname: Schmidt KG\n---\nAnna?\n",
        }
        root = write_book(tmp_path, files)
        found = traces(root, identity(root), own_words(load(root)))
        assert [(t.path[-8:], t.line) for t in found.doubtful] == [("hmidt.md", 4), ("s/zoe.md", 4)]


class TestKnownAs:
    def test_old_addresses_and_old_ids(self, tmp_path: Path) -> None:
        old = ANNA.replace("anna@brightlite", "a.weber@lichthaus").replace("Schmidt", "Weber")
        files = {path: text for path, text in FILES.items() if path != ANNA_PATH}
        root = make(tmp_path / "book", {**files, "dossiers/customers/anna-weber.md": old})
        git(root, "mv", "dossiers/customers/anna-weber.md", ANNA_PATH)
        (root / ANNA_PATH).write_text(ANNA, encoding="utf-8")
        commit(root, "married", at="2026-11-04T10:00:00+00:00")
        who = identity(root)
        assert who.ids == (WHO, "anna-weber")
        assert who.addresses == ("anna@brightlite.example", "a.weber@lichthaus.example")
        assert {"Anna Schmidt", "Anna Weber"} <= set(who.names)

    def test_a_file_that_was_somebody_elses_before(self, tmp_path: Path) -> None:
        eva = "---\nname: Eva Meier\nreach: {email: [eva@x.example]}\n---\n"
        root = make(tmp_path / "book", {**FILES, ANNA_PATH: eva})
        (root / ANNA_PATH).write_text("---\nname: [\n---\n", encoding="utf-8")
        commit(root, "broken")
        (root / ANNA_PATH).write_text(ANNA, encoding="utf-8")
        commit(root, "Anna took over her place")
        assert identity(root).addresses == ("anna@brightlite.example",)

    def test_another_name_but_an_address_that_bounced_since(self, tmp_path: Path) -> None:
        old = ANNA.replace("name: Anna Schmidt", "name: A. Weber").replace("family: Schmidt", "")
        root = make(tmp_path / "book", {**FILES, ANNA_PATH: old.replace("+49 30", "+49 40")})
        reach = "reach: {bounced: [{address: Anna@brightlite.example}]}\nnext:"
        now = old.replace("A. Weber", "Anna Schmidt").replace("next:", reach)
        lines = [line for line in now.splitlines() if not line.startswith("reach: {email")]
        (root / ANNA_PATH).write_text("\n".join(lines), encoding="utf-8")
        commit(root, "it bounced")
        who = identity(root)
        assert who.addresses[0] == "Anna@brightlite.example"
        assert who.phones == ("+49 40 1234567",)

    def test_someone_who_is_no_more_in_the_book(self, tmp_path: Path) -> None:
        root = make(tmp_path / "book")
        before = identity(root)
        git(root, "rm", "--quiet", ANNA_PATH)
        commit(root, "gone")
        assert is_in_history(root, WHO)
        assert identity(root).addresses == before.addresses
        assert not is_in_history(root, "nobody")
        assert not is_in_history(tmp_path, WHO)

    def test_nobody(self, tmp_path: Path) -> None:
        root = write_book(tmp_path, {})
        with pytest.raises(NoHistory, match="neither the book nor its history"):
            identity(root)


class TestHistory:
    def seeded(self, tmp_path: Path) -> tuple[Path, Path]:
        """A book whose history names Anna everywhere, and its remote."""
        root = make(tmp_path / "book", {**FILES, "exports/anna-schmidt.csv": "Anna Schmidt\n"})
        write(root, KARL_PATH, KARL + "- 2026-11-03 call: Anna Schmidt, 030/1234567\n")
        write(root, "notes/anna-schmidt.txt", "ANNA SCHMIDT or Schmidt, Anna")
        write(root, "notes/old.txt", "Schmidt, Anna".encode("utf-16"))
        commit(root, "log(karl-brandt): call\n\nAnna Schmidt (anna-schmidt) was there")
        git(root, "branch", "offer-anna-schmidt")
        git(root, "tag", "--annotate", "--message", "for Anna Schmidt", "v1")
        remote = tmp_path / "remote.git"
        git(root, "init", "--quiet", "--bare", str(remote))
        git(root, "remote", "add", "origin", str(remote))
        git(root, "push", "--quiet", "--set-upstream", "origin", "main")
        git(root, "push", "--quiet", "origin", "--all")
        git(root, "push", "--quiet", "--tags")
        return root, remote

    def rewritten(self, root: Path) -> Rewritten:
        who = identity(root)
        forget(root, load(root).policy, who, traces(root, who))
        return rewrite(root, who)

    def test_no_object_names_her_here_or_at_the_server(self, tmp_path: Path) -> None:
        root, remote = self.seeded(tmp_path)
        assert found_in(objects(root)) == list(IDENTIFIERS)
        made = self.rewritten(root)
        assert made.left == ()
        assert made.remotes == ("origin",)
        assert set(made.renamed) == {"offer-anna-schmidt"}
        assert found_in(objects(root)) == []
        assert b"Schmidt" not in objects(root).replace(b"\0", b"")
        assert git(root, "branch", "--format=%(refname:short)").split() == ["main", "offer-erased"]
        assert git(root, "config", "remote.origin.url").strip() == str(remote)
        assert git(root, "config", "branch.main.merge").strip() == "refs/heads/main"
        assert git(root, "fsck", "--strict") == ""
        git(root, "push", "--quiet", "--force", "origin", "refs/heads/*:refs/heads/*")
        git(root, "push", "--quiet", "--force", "origin", "refs/tags/*:refs/tags/*")
        git(root, "push", "--quiet", "origin", "--delete", "offer-anna-schmidt")
        assert found_in(objects(remote)) != []
        git(remote, "reflog", "expire", "--expire=now", "--all")
        git(remote, "gc", "--quiet", "--prune=now")
        assert found_in(objects(remote)) == []

    def test_no_version_tells_her_story(self, tmp_path: Path) -> None:
        other = b"b: {about: brightlite, text: Anna Schmidt agreed.}\n"
        hers = (
            b"a:\n  about: anna-schmidt\n  text: From one box to ten.\n  consent: 2026-01-02 yes\n"
        )
        root, _ = self.seeded(tmp_path)
        write(root, "dossiers/stories.yaml", other)
        commit(root, "stories")
        git(root, "switch", "--quiet", "--create", "side")
        write(root, "dossiers/stories.yaml", other + hers)
        commit(root, "her story")
        git(root, "switch", "--quiet", "main")
        write(root, "old/stories.yml", hers.replace(b"one box", b"one carton"))
        commit(root, "another place")
        assert self.rewritten(root).left == ()
        data = objects(root)
        assert b"From one" not in data
        cleaned = 'b: {about: brightlite, text: "[erased] agreed."}\n'
        assert git(root, "show", "side:dossiers/stories.yaml") == cleaned
        assert git(root, "show", "main:old/stories.yml") == ""

    def test_what_others_wrote_is_still_readable_in_every_version(self, tmp_path: Path) -> None:
        root, _ = self.seeded(tmp_path)
        self.rewritten(root)
        first = git(root, "show", f"HEAD~2:{KARL_PATH}")
        assert "[erased] works for him: [erased]." in first
        company = git(root, "show", "HEAD~2:dossiers/companies/brightlite.md")
        assert "org: [{role: Buyer, person: null}]" in company
        assert git(root, "log", "--format=%an", "--all").split("\n")[0] == "Lily Chen"
        message = git(root, "log", "-1", "--format=%B", "HEAD~1")
        assert "[erased] ([erased]) was there" in message

    def test_the_tips_are_noted_so_that_sync_fetches_nothing_old(self, tmp_path: Path) -> None:
        root, _ = self.seeded(tmp_path)
        (root / ".git/dossier").mkdir()
        (root / ".git/dossier/last-seen").write_text("seen\trefs/remotes/origin/x\tabc\n")
        (root / ".git/FETCH_HEAD").write_text("anna-schmidt")
        (root / ".git/rr-cache").mkdir()
        (root / ".git/rr-cache/preimage").write_text("Anna Schmidt")
        self.rewritten(root)
        tip = git(root, "rev-parse", "HEAD").strip()
        assert (root / ".git/dossier/last-seen").read_text() == (
            f"seen\trefs/remotes/origin/main\t{tip}\n"
        )
        assert not (root / ".git/filter-repo").exists()

    def test_a_book_in_a_folder_of_its_repository(self, tmp_path: Path) -> None:
        top = tmp_path / "office"
        root = write_book(top / "book", FILES)
        git(top, "init", "--quiet")
        commit(top, "all")
        assert self.rewritten(root).left == ()
        assert found_in(objects(top)) == []
        assert git(top, "ls-files", "book/dossiers/customers").split() == [f"book/{KARL_PATH}"]

    def test_what_is_left_is_said(self, tmp_path: Path) -> None:
        root, _ = self.seeded(tmp_path)
        git(root, "config", "user.signingkey", "anna@brightlite.example")
        git(root, "commit", "--quiet", "--allow-empty", "--author=Anna Schmidt <a@x>", "-m", "x")
        git(root, "push", "--quiet", "origin", "main")
        git(root, "config", "remote.origin.receivepack", "for anna@brightlite.example")
        git(root, "config", "branch.main.description", "Anna Schmidt")
        who = identity(root)
        forget(root, load(root).policy, who, traces(root, who))
        made = rewrite(root, who)
        assert [left.split()[0] for left in made.left] == ["commit", "file"]
        assert made.left[1] == "file .git/config"
        assert run(root, "config", "remote.origin.receivepack").status

    @pytest.mark.parametrize(
        ("commands", "said"),
        [
            ([["checkout", "--quiet", "--detach"]], "detached head"),
            ([["update-ref", "CHERRY_PICK_HEAD", "HEAD"]], "a cherry-pick is not finished"),
            ([["rm", "--quiet", KARL_PATH]], "changes that no commit has"),
            ([["worktree", "add", "--quiet", "../other"]], "other work trees"),
            ([["rm", "--quiet", KARL_PATH], ["stash", "--quiet"]], "stashed changes"),
            (
                [["reset", "--quiet", "--hard", "HEAD~1"]],
                "'main' does not have 1 commits of origin/main: dossier sync",
            ),
        ],
    )
    def test_what_stands_in_the_way(
        self, tmp_path: Path, commands: list[list[str]], said: str
    ) -> None:
        root, _ = self.seeded(tmp_path)
        for command in commands:
            git(root, *command)
        with pytest.raises(CannotErase, match=said):
            require_rewritable(root)

    def test_a_part_of_a_history_and_none(self, tmp_path: Path) -> None:
        _, remote = self.seeded(tmp_path)
        git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{remote}", "shallow")
        with pytest.raises(CannotErase, match="only a part of it"):
            require_rewritable(tmp_path / "shallow")
        with pytest.raises(CannotErase, match="in no git repository"):
            require_rewritable(write_book(tmp_path / "plain", {}))

    def test_git_filter_repo_fails(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        root = make(tmp_path / "book")
        monkeypatch.setattr("sys.executable", "/bin/false")
        with pytest.raises(CannotErase, match="git-filter-repo failed"):
            rewrite(root, identity(root))

    def test_a_branch_of_a_remote_that_is_gone_here(self, tmp_path: Path) -> None:
        root, _ = self.seeded(tmp_path)
        git(root, "update-ref", "refs/remotes/origin/HEAD", "main")
        git(root, "update-ref", "refs/remotes/backup/old", "main")
        git(root, "branch", "--quiet", "later")
        git(root, "config", "branch.later.remote", "origin")
        git(root, "config", "branch.later.merge", "refs/heads/later")
        assert self.rewritten(root).left == ()
        assert found_in(objects(root)) == []


class TestComingBack:
    def stale(self, tmp_path: Path) -> tuple[Path, Path]:
        """An old clone of a colleague's, and the server after the history was rewritten."""
        seeded = TestHistory()
        root, remote = seeded.seeded(tmp_path)
        git(tmp_path, "clone", "--quiet", str(remote), "stale")
        seeded.rewritten(root)
        git(root, "push", "--quiet", "--force", "origin", "refs/heads/*:refs/heads/*")
        git(root, "push", "--quiet", "--force", "origin", "refs/tags/*:refs/tags/*")
        git(root, "push", "--quiet", "origin", "--delete", "offer-anna-schmidt")
        git(remote, "reflog", "expire", "--expire=now", "--all")
        git(remote, "gc", "--quiet", "--prune=now")
        return tmp_path / "stale", remote

    def test_check_knows_her_again(self, tmp_path: Path) -> None:
        stale, _ = self.stale(tmp_path)
        git(stale, "fetch", "--quiet", "origin", "+refs/heads/main:refs/remotes/origin/main")
        git(
            stale, "merge", "--quiet", "--no-edit", "--allow-unrelated-histories", "-X", "ours",
            "origin/main",
        )  # fmt: skip
        codes = {finding.code for finding in findings(load(stale), date(2026, 11, 21))}
        assert "erased-person" in codes
        assert self.brought_back(stale, stale) == []

    def test_a_server_refuses_old_commits_even_behind_a_clean_book(self, tmp_path: Path) -> None:
        stale, remote = self.stale(tmp_path)
        git(stale, "fetch", "--quiet", "origin", "+refs/heads/main:refs/remotes/origin/main")
        git(
            stale, "merge", "--quiet", "--no-edit", "--allow-unrelated-histories", "-s", "ours",
            "origin/main",
        )  # fmt: skip
        git(stale, "checkout", "--quiet", "origin/main", "--", ".")
        git(stale, "rm", "--quiet", ANNA_PATH)
        commit(stale, "as it is there")
        assert "erased-person" not in {f.code for f in findings(load(stale), date(2026, 11, 21))}
        hook = remote / "hooks/pre-receive"
        hook.write_text(hook_text("pre-receive"), encoding="utf-8")
        hook.chmod(0o755)
        pushed = run(stale, "push", "origin", "HEAD:main")
        assert pushed.status != 0
        assert f"{ANNA_PATH}:1:1: error: commit " in pushed.stderr
        assert "brings back the file of somebody who was erased" in pushed.stderr
        assert found_in(objects(remote)) == []
        git(stale, "reset", "--quiet", "--hard", "origin/main")
        write(stale, KARL_PATH, "---\nname: Karl\ncompany: brightlite\n---\n")
        commit(stale, "from a new start")
        assert run(stale, "push", "origin", "HEAD:main").status == 0

    def brought_back(self, repository: Path, folder: Path, commit: str = "HEAD") -> list[Finding]:
        return brought_back(repository, commit, "", folder)

    def test_without_a_rewritten_history_nothing_comes_back(self, tmp_path: Path) -> None:
        root = make(tmp_path / "book")
        assert self.brought_back(root, root) == []
        git(root, "checkout", "--quiet", "-b", "side")
        write(root, ANNA_PATH, ANNA + "- 2026-11-04 call: again\n")
        commit(root, "side")
        side = git(root, "rev-parse", "HEAD").strip()
        git(root, "checkout", "--quiet", "main")
        git(root, "branch", "--quiet", "-D", "side")
        erase(root)
        assert self.brought_back(root, root, side) == []

    def test_no_git(self, tmp_path: Path) -> None:
        root = write_book(tmp_path, FILES)
        erase(root)
        with pytest.raises(NoHistory):
            self.brought_back(root, root)


class TestCleaner:
    WHO = Identity(
        ("anna-schmidt", "frank"),
        (Called(("Anna", "Schmidt"), "sure"),),
        ("anna@brightlite.example",),
        lookalikes=("maria-anna-schmidt",),
    )

    def test_it_is_read_from_a_file_that_the_environment_names(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        file = tmp_path / "person.json"
        file.write_text(dumped(self.WHO, frozenset(("a.md",))), encoding="utf-8")
        monkeypatch.setenv(VARIABLE, str(file))
        cleaner.cache_clear()
        made = cleaner()
        assert made.filename(b"a.md") is None
        assert made.content(b"Anna Schmidt") == b"[erased]"
        assert made.message(b"\xff anna@brightlite.example") == b"\xff [erased]"
        cleaner.cache_clear()

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            (b"docs/anna-schmidt.pdf", b"docs/erased.pdf"),
            (b"docs/anna.schmidt.pdf", b"docs/erased.pdf"),
            (b"docs/maria-anna-schmidt.pdf", b"docs/maria-anna-schmidt.pdf"),
            (b"docs/frank.pdf", b"docs/frank.pdf"),
            (b"exports/for-anna-schmidt.csv", None),
            (b"book/outbox/anna-schmidt.eml", None),
            (b"book/outbox/karl.eml", b"book/outbox/karl.eml"),
        ],
    )
    def test_names_of_files(self, before: bytes, after: bytes | None) -> None:
        assert Cleaner(self.WHO).filename(before) == after

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            (b"refs/heads/offer-anna-schmidt-2", b"refs/heads/offer-erased-2"),
            (b"refs/heads/frank", b"refs/heads/erased"),
            (b"refs/tags/frank", b"refs/tags/erased"),
            (b"refs/heads/frankly", b"refs/heads/frankly"),
            (b"refs/heads/main", b"refs/heads/main"),
        ],
    )
    def test_names_of_branches(self, before: bytes, after: bytes) -> None:
        assert Cleaner(self.WHO).refname(before) == after

    def test_what_it_finds(self) -> None:
        made = Cleaner(self.WHO)
        assert made.finds("tree", b"100644 frank.md\0" + b"\x01" * 20)
        assert made.finds("tree", b"100644 anna-schmidt.txt\0" + b"\x01" * 20)
        assert not made.finds("tree", b"100644 karl.md\0" + b"\x01" * 20)
        assert made.finds("commit", b"author x\n\nlog(frank): call")
        assert not made.finds("blob", b"to be frank")
