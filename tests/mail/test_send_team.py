"""Two clones and one letter: never both in silence (promise 6); and erasing it (29, 30)."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from postbook import Server, make_post, policy, put_draft, serving, states

from dossierkit.book.load import load
from dossierkit.book.sent import SENT_FOLDER, letters

Run = Callable[..., Any]
DAY = ("--on", "2026-11-20")


def git(root: Path, *words: str) -> str:
    done = subprocess.run(
        ["git", *words],
        cwd=root,
        check=False,
        capture_output=True,
        text=True,
        errors="replace",
    )
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout


class Team:
    """A server's repository, and two clones, each with a draft of the same letter."""

    def __init__(self, run: Run, folder: Path, port: int) -> None:
        self._run = run
        first = make_post(folder / "lily", ("anna",))
        (first / "dossiers/book.yaml").write_text(policy(port))
        git(first, "init", "--quiet")
        git(first, "add", "--all")
        git(first, "commit", "--quiet", "--message", "begin")
        git(folder, "init", "--quiet", "--bare", "server.git")
        git(first, "remote", "add", "origin", str(folder / "server.git"))
        assert run("sync", book=first).status == 0
        git(folder, "clone", "--quiet", "server.git", "tom")
        self.lily, self.tom = first, folder / "tom"
        put_draft(self.tom, "anna")
        assert run("sync", book=self.tom).status == 0

    def send(self, root: Path, *words: str) -> Any:
        return self._run("send", "--yes", *words, *DAY, book=root)

    def sync(self, root: Path, *words: str) -> Any:
        return self._run("sync", *words, book=root)


@pytest.fixture
def server() -> Any:
    with serving() as one:
        yield one


@pytest.fixture
def team(run: Run, tmp_path: Path, server: Server) -> Team:
    return Team(run, tmp_path, server.port)


def test_a_colleague_sent_it_and_synced(team: Team, server: Server) -> None:
    assert team.send(team.lily).status == 0
    assert team.sync(team.lily).status == 0
    assert team.sync(team.tom).status == 0
    again = team.send(team.tom)
    assert "it went out on" in again.stderr
    named = team.send(team.tom, "2026-11-20-service-anna", "--resend")
    assert named.status == 1
    assert len(server.seen) == 1


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [("sent", "sent"), ("pending", "pending"), ("failed", "sent"), ("uncertain", "failed")],
)
def test_both_began_before_either_synced(
    run: Run, team: Team, server: Server, ours: str, theirs: str
) -> None:
    for root, state in ((team.lily, theirs), (team.tom, ours)):
        assert team.send(root).status == 0
        if state != "sent":
            (file,) = (root / SENT_FOLDER).glob("*/*.json")
            file.write_bytes(
                file.read_bytes().replace(b'"state": "sent"', f'"state": "{state}"'.encode())
            )
            git(root, "checkout", "--quiet", "HEAD~1", "--", "dossiers/customers")
            git(root, "commit", "--quiet", "--all", "--message", "as if it had stopped there")
    assert team.sync(team.lily).status == 0
    asked = team.sync(team.tom)
    assert asked.status == 1
    assert "both sides" in asked.stdout
    assert SENT_FOLDER in asked.stdout
    before = len(server.seen)
    put_draft(team.tom, "anna")
    assert team.send(team.tom).status == 1
    assert team.send(team.tom, "2026-11-20-service-anna", "--resend").status == 1
    assert len(server.seen) == before
    checked = run("check", book=team.tom)
    assert checked.status == 1
    assert "[letter-state]" in checked.stdout
    (file,) = (team.tom / SENT_FOLDER).glob("*/*.json")
    lines = [line for line in file.read_text().splitlines() if line.startswith("{")]
    assert len(lines) == 2
    file.write_text(lines[0] + "\n")
    for path in git(team.tom, "diff", "--name-only", "--diff-filter=U").split():
        if path.endswith(".md"):
            text = (team.tom / path).read_text().splitlines()
            kept = [line for line in text if not line.startswith(("<<<", "===", ">>>"))]
            (team.tom / path).write_text("\n".join(dict.fromkeys(kept)) + "\n")
    assert "marker" not in team.sync(team.tom, "--continue").stderr


def test_it_changed_on_both_sides(team: Team, server: Server) -> None:
    """A failure that both know of; both try again, and git asks."""
    server.say = {"RCPT": "451 later"}
    team.send(team.lily)
    team.sync(team.lily)
    (team.tom / "outbox/2026-11-20-service-anna.eml").touch()
    team.sync(team.tom)
    assert states(team.tom) == {"anna": "failed"}
    server.say = {}
    assert team.send(team.lily).status == 0
    assert team.send(team.tom).status == 0
    assert team.sync(team.lily).status == 0
    assert team.sync(team.tom).status == 1


def test_forgetting_takes_the_states_too(run: Run, team: Team) -> None:
    team.send(team.lily)
    told = run("export", "--subject", "anna", "--format", "json", book=team.lily)
    held = json.loads(told.stdout)
    assert [one["state"]["to"] for one in held["states"]] == ["anna@brightlite.example"]
    assert [one["path"] for one in held["letters"]] == ["outbox/sent/2026-11-20-service-anna.eml"]
    assert run("forget", "anna", "--yes", book=team.lily).status == 0
    assert letters(team.lily) == []
    assert not list((team.lily / "outbox").rglob("*anna*"))
    assert "anna" not in load(team.lily).customers


def test_the_states_are_no_strays(run: Run, team: Team) -> None:
    team.send(team.lily)
    assert run("check", "--strict", book=team.lily).status == 0


def test_forgetting_with_the_history_takes_them_from_all_commits(run: Run, team: Team) -> None:
    file = team.lily / "outbox/2026-11-20-service-anna.eml"
    file.write_bytes(file.read_bytes().replace(b"Subject: Hello", b"Subject: Good day"))
    team.send(team.lily)
    assert run("forget", "anna", "--history", "--yes", book=team.lily).status == 0
    objects = git(team.lily, "cat-file", "--batch-all-objects", "--batch")
    assert "anna@brightlite" not in objects
    assert "Good day" not in objects
    assert "message_id" not in objects
