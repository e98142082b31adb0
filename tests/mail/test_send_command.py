"""Lily sends her letters: a real server in this process, and a yes that names the number."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from letterbook import opened
from postbook import (
    POLICY,
    Server,
    free_port,
    logged,
    make_post,
    only,
    policy,
    put_draft,
    serving,
    states,
)

Run = Callable[..., Any]
DAY = ("--on", "2026-11-20")


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as one:
        yield one


@pytest.fixture
def book(tmp_path: Path, server: Server) -> Path:
    root = make_post(tmp_path)
    (root / "dossiers/book.yaml").write_text(policy(server.port))
    return root


def git(root: Path, *words: str) -> str:
    return subprocess.run(
        ["git", *words], cwd=root, check=True, capture_output=True, text=True
    ).stdout


def test_the_list_first_then_a_yes_that_names_the_number(
    run: Run, book: Path, server: Server
) -> None:
    shown = run("send", *DAY, book=book)
    assert shown.status == 1
    assert "anna@brightlite.example" in shown.stdout
    assert "--yes 3" in shown.stderr
    assert server.sessions == 0
    done = run("send", "--yes", "3", *DAY, book=book)
    assert done.status == 0
    assert "3 of 3 sent and logged" in done.stderr
    assert [one.recipients for one in server.seen] == [
        [f"{who}@brightlite.example"] for who in ("anna", "bo", "carla")
    ]
    assert server.sessions == 1
    assert {one.sender for one in server.seen} == {"lily@lumora.example"}
    assert set(states(book).values()) == {"sent"}
    assert logged(book, "anna") == ["email Hello anna"]
    assert sorted(file.name for file in (book / "outbox").glob("*.eml")) == []
    again = run("send", *DAY, book=book)
    assert (again.status, again.stdout) == (0, "")
    assert "no drafts" in again.stderr


# Promise 9: nothing is connected without a yes


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--yes",),
        ("--yes", "2"),
        ("--yes", "4"),
        ("--yes", "0"),
        ("--dry-run", "--yes", "3"),
        ("--limit", "2", "--yes", "3"),
        ("--yes", "03x"),
        ("--yes", "-1"),
        ("--resend", "--yes", "3"),
        ("--sent", "--yes", "3"),
        ("--limit", "0", "--yes", "3"),
        ("--to-imap",),
        ("--to-imap", "--mailto", "--yes", "3"),
        ("nobody.eml", "--yes"),
        ("--format", "json"),
    ],
)
def test_no_connection_without_a_yes_that_fits(
    run: Run, book: Path, server: Server, words: tuple[str, ...]
) -> None:
    result = run("send", *words, *DAY, book=book)
    assert result.status in ((0,) if "--dry-run" in words else (1, 2))
    assert server.sessions == 0
    assert states(book) == {}


def test_a_list_that_changed_with_the_same_number(run: Run, book: Path, server: Server) -> None:
    run("send", *DAY, book=book)
    next((book / "outbox").glob("*anna.eml")).unlink()
    put_draft(book, "bo", "thanks")
    refused = run("send", "--yes", "3", *DAY, book=book)
    assert refused.status == 1
    assert "not the one you were shown" in refused.stderr
    assert server.sessions == 0
    assert run("send", "--yes", "3", *DAY, book=book).status == 0


def test_one_letter_may_go_with_a_bare_yes(run: Run, book: Path, server: Server) -> None:
    name = "2026-11-20-service-anna"
    assert run("send", name, "--yes", *DAY, book=book).status == 0
    assert (
        run("send", "--yes", f"outbox/{'2026-11-20-service-bo'}.eml", *DAY, book=book).status == 0
    )
    assert states(book) == {"anna": "sent", "bo": "sent"}
    again = run("send", name, book=book)
    assert again.status == 1
    assert f"outbox/sent/{name}.eml: it went out on" in again.stderr
    gone = run("send", "carla", book=book)
    assert gone.status == 1
    assert "no draft 'carla'; did you mean 2026-11-20-service-carla.eml?" in gone.stderr
    nowhere = run("send", "zoe", book=book)
    assert "no draft 'zoe'; 'ls outbox' shows what there is" in nowhere.stderr


def test_the_cap(run: Run, book: Path, server: Server) -> None:
    (book / "dossiers/book.yaml").write_text(policy(server.port) + "  limit: 2\n")
    shown = run("send", "--yes", "3", *DAY, book=book)
    assert shown.status == 1
    assert "--limit 3" in shown.stderr
    assert server.sessions == 0
    assert run("send", "--yes", "2", *DAY, book=book).status == 0
    assert len(states(book)) == 2
    assert run("send", "--yes", "1", *DAY, book=book).status == 0


def test_fifty_is_the_cap_by_default(run: Run, book: Path, server: Server) -> None:
    for number in range(51):
        put_draft(book, "anna", f"kind-{number}")
    shown = run("send", "--yes", "54", *DAY, book=book)
    assert shown.status == 1
    assert "4 more wait: 50 go in one run (--limit 54)" in shown.stderr
    assert server.sessions == 0


@pytest.mark.parametrize(("said", "many"), [(b"y\n", 3), (b"n\n", 0), (b"\n", 0)])
def test_a_question_that_names_the_number(
    book: Path, server: Server, said: bytes, many: int
) -> None:
    lead, follow = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "dossierkit", "send", *DAY],
        cwd=book, stdin=follow, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    os.write(lead, said)
    _, errors = process.communicate(timeout=60)
    os.close(follow)
    os.close(lead)
    assert b"These 3 letters will be sent. Go on?" in errors
    assert len(server.seen) == many
    assert process.returncode == (0 if many else 1)


# Who gets nothing


def test_those_who_get_nothing_are_named_and_the_others_go_on(
    run: Run, book: Path, server: Server
) -> None:
    anna = book / "dossiers/customers/anna.md"
    anna.write_text(anna.read_text().replace("name:", "consent: {do-not-contact: true}\nname:"))
    bo = book / "dossiers/customers/bo.md"
    bo.write_text(bo.read_text().replace("bo@", "new@"))
    (book / "outbox/broken.eml").write_bytes(b"\xff\0 no letter")
    done = run("send", "--yes", "1", *DAY, book=book)
    assert done.status == 1
    assert [one.recipients for one in server.seen] == [["carla@brightlite.example"]]
    assert "asked not to be contacted" in done.stderr
    assert "has another address now, new@brightlite.example" in done.stderr
    assert "outbox/broken.eml: it has no 'From'" in done.stderr


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        (b"To: Anna <", b"To: Anna <evil@x.example>, <", "does not name exactly one address"),
        (b"To: Anna <anna@brightlite", b"To: Anna <boss@brightlite", "another address now"),
        (b"To: Anna <anna@", b"To: Anna <anna+x@", "says anna@brightlite.example"),
        (b"Subject: ", b"Bcc: evil@x.example\r\nSubject: ", "a letter goes to one person"),
        (b"Subject: ", b"Cc: evil@x.example\r\nSubject: ", "a letter goes to one person"),
        (b"Subject: Hello", b"Subject: =?utf-8?q?a=0ABcc=3A_e=40x?=", "has no place in a header"),
        (b"From: Lily <lily@", b"From: Lily <mallory@", "nobody of ours"),
        (
            b"X-Dossier-Letter: anna",
            b"X-Dossier-Letter: carl",
            "customers/carl.md is gone",
        ),
        (b"X-Dossier-Letter: anna", b"X-Other: anna", "it has no 'X-Dossier-Letter'"),
        (b"X-Dossier-Letter: anna service", b"X-Dossier-Letter: anna", "was changed"),
        (b"Subject: ", b"Subject: two\r\nSubject: ", "it has 2 lines 'Subject'"),
        (b"Subject: Hello", b"Subject: TODO", "left over"),
    ],
)
def test_a_draft_that_was_changed_for_the_worse(
    run: Run, book: Path, server: Server, old: bytes, new: bytes, why: str
) -> None:
    file = book / "outbox/2026-11-20-service-anna.eml"
    assert old in file.read_bytes()
    file.write_bytes(file.read_bytes().replace(old, new, 1))
    done = run("send", "2026-11-20-service-anna", "--yes", *DAY, book=book)
    assert done.status == 1
    assert why in done.stderr
    assert server.sessions == 0


def test_an_edited_draft_goes_as_it_stands_and_its_words_are_kept(
    run: Run, book: Path, server: Server
) -> None:
    file = book / "outbox/2026-11-20-service-anna.eml"
    head = file.read_bytes().partition(b"MIME-Version")[0]
    head = head.replace(b"X-Unsent", b"User-Agent: Thunder\r\nX-Mozilla-Keys: x\r\nX-Unsent")
    body = "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
    body += "Content-Transfer-Encoding: 8bit\n\n"
    text = "Dear Anna,\n.dots and grüße\n" + "long " * 300 + "\n"
    file.write_bytes(head.replace(b"\r\n", b"\n") + (body + text).encode())
    done = run("send", "2026-11-20-service-anna", "--yes", *DAY, book=book)
    assert done.status == 0
    assert "(edited)" in done.stdout
    message = opened(server.seen[0].message)
    assert message.get_content().replace("\r\n", "\n").rstrip() == text.rstrip()
    assert "X-Mozilla-Keys" not in message
    assert "User-Agent" not in message
    assert "X-Dossier-Letter" not in message
    kept = only(book).kept
    assert kept is not None
    assert kept.text == text


# What the server says


def test_a_refused_recipient_and_a_full_mailbox(run: Run, book: Path, server: Server) -> None:
    server.say = {
        "anna@brightlite.example": "550 5.1.1 no such user",
        "bo@brightlite.example": "452 4.2.2 full",
    }
    done = run("send", "--yes", "3", *DAY, book=book)
    assert done.status == 1
    assert "failed  anna  anna@brightlite.example  550 5.1.1 no such user" in done.stdout
    assert states(book) == {"anna": "failed", "bo": "failed", "carla": "sent"}
    assert logged(book, "anna") == []
    server.say = {}
    again = run("send", "--yes", *DAY, book=book)
    assert "the server refused it" in again.stderr
    assert again.status == 1
    assert states(book) == {"anna": "failed", "bo": "sent", "carla": "sent"}
    assert run("send", "2026-11-20-service-anna", "--yes", *DAY, book=book).status == 0
    assert logged(book, "anna") == ["email Hello anna"]


def test_no_server(run: Run, book: Path) -> None:
    (book / "dossiers/book.yaml").write_text(policy(free_port()))
    done = run("send", "--yes", "3", *DAY, book=book)
    assert done.status == 1
    assert "no line to 127.0.0.1:" in done.stderr
    assert "3 of 3 wait for the next 'send'" in done.stderr
    assert states(book) == {}


def test_no_server_named(run: Run, book: Path) -> None:
    (book / "dossiers/book.yaml").write_text(POLICY)
    done = run("send", "--yes", "3", *DAY, book=book)
    assert done.status == 1
    assert "fill 'mail.smtp.host'" in done.stderr


def test_it_went_out_by_hand(run: Run, book: Path, server: Server) -> None:
    done = run("send", "2026-11-20-service-anna", "--sent", "--yes", *DAY, book=book)
    assert done.status == 0
    assert states(book) == {"anna": "sent"}
    assert logged(book, "anna") == ["email Hello anna"]
    assert server.sessions == 0


# By hand, and as data


def test_links_and_files(run: Run, book: Path, server: Server, tmp_path: Path) -> None:
    links = run("send", "--mailto", *DAY, book=book)
    assert links.status == 0
    assert (
        "mailto:anna@brightlite.example?subject=Hello%20anna&body=Dear%20anna%2C%0D%0Aall%20well%3F"
        in links.stdout.splitlines()
    )
    files = run("send", "--eml", tmp_path / "out", *DAY, book=book)
    assert files.status == 0
    made = (tmp_path / "out/2026-11-20-service-anna.eml").read_bytes()
    assert made.startswith(b"X-Unsent: 1\r\nFrom: Lily <lily@lumora.example>\r\nTo: Anna <anna@")
    assert b"X-Dossier" not in made
    assert server.sessions == 0
    assert states(book) == {}


def test_files_are_written_once_and_one_in_the_way_stops_no_other(
    run: Run, book: Path, tmp_path: Path
) -> None:
    words = ("send", "--eml", tmp_path / "out", *DAY)
    assert run(*words, book=book).status == 0
    before = {file: file.read_bytes() for file in (tmp_path / "out").iterdir()}
    assert run(*words, book=book).status == 0
    assert {file: file.read_bytes() for file in (tmp_path / "out").iterdir()} == before
    bo = tmp_path / "out/2026-11-20-service-bo.eml"
    bo.write_text("my own words")
    done = run(*words, book=book)
    assert done.status == 1
    assert f"{bo} is there already, and says something else; delete it first" in done.stderr
    assert "service-carla.eml" in done.stdout
    assert bo.read_text() == "my own words"
    (tmp_path / "file").write_text("")
    nowhere = run("send", "--eml", tmp_path / "file/out", *DAY, book=book)
    assert nowhere.status == 1
    assert nowhere.stderr.count("can't be written: Not a directory") == 3


def test_what_a_link_cannot_carry_is_said(run: Run, book: Path) -> None:
    put_draft(book, "anna", text="long " * 500)
    for who, body in (
        ("bo", b"Content-Type: text/html\r\n\r\n<p>Hello</p>"),
        (
            "carla",
            b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nHello\r\n--b\r\n"
            b"Content-Type: application/pdf; name=a.pdf\r\n\r\nPDF\r\n--b--",
        ),
    ):
        file = book / f"outbox/2026-11-20-service-{who}.eml"
        file.write_bytes(file.read_bytes().partition(b"Content-Type")[0] + body)
    said = run("send", "--mailto", *DAY, book=book)
    assert said.status == 0
    assert "service-anna.eml: some mail programs cut a link this long" in said.stderr
    assert "service-bo.eml: a link carries no HTML, and the letter is nothing else" in said.stderr
    assert "service-carla.eml: a link carries no attachments; add them by hand" in said.stderr
    data = json.loads(run("send", "--mailto", "--format", "json", *DAY, book=book).stdout)
    assert data["letters"][1]["made"].startswith("mailto:bo@brightlite.example?subject=")


def test_json(run: Run, book: Path, server: Server) -> None:
    shown = json.loads(run("send", "--format", "json", *DAY, book=book).stdout)
    assert [(one["id"], one["to"], one["state"]) for one in shown["letters"]] == [
        (who, f"{who}@brightlite.example", None) for who in ("anna", "bo", "carla")
    ]
    done = json.loads(run("send", "--format", "json", "--yes", "3", *DAY, book=book).stdout)
    assert {one["state"] for one in done["letters"]} == {"sent"}
    assert done["stopped"] == []


# With git


def test_a_letter_is_one_commit_with_its_log_line(run: Run, book: Path, server: Server) -> None:
    git(book, "init", "--quiet")
    git(book, "add", "--all")
    git(book, "commit", "--quiet", "--message", "begin")
    server.say = {"MAIL": lambda: "250 OK" if "pending" in git(book, "log", "-1") else "550 no"}
    done = run("send", "2026-11-20-service-anna", "--yes", *DAY, book=book)
    assert done.status == 0, done
    assert git(book, "log", "--format=%s").splitlines() == [
        "send(anna): email out",
        "send(anna): service pending",
        "begin",
    ]
    changed = git(book, "show", "--format=", "--name-only", "HEAD").split()
    assert changed[0] == "dossiers/customers/anna.md"
    assert changed[1].startswith("dossiers/mail/2026/")
    assert git(book, "status", "--porcelain") == ""
    assert run("check", book=book).status == 0


def test_a_hook_that_refuses_the_first_commit_lets_nothing_go(
    run: Run, book: Path, server: Server
) -> None:
    git(book, "init", "--quiet")
    git(book, "add", "--all")
    git(book, "commit", "--quiet", "--message", "begin")
    hook = book / ".git/hooks/pre-commit"
    hook.write_text("#!/bin/sh\necho nobody commits today\nexit 1\n")
    hook.chmod(0o755)
    done = run("send", "--yes", "3", *DAY, book=book)
    assert done.status == 1
    assert "nobody commits today" in done.stderr
    assert server.seen == []
    assert states(book) == {}


def test_a_hook_that_refuses_only_the_second(run: Run, book: Path, server: Server) -> None:
    git(book, "init", "--quiet")
    git(book, "add", "--all")
    git(book, "commit", "--quiet", "--message", "begin")
    hook = book / ".git/hooks/commit-msg"
    hook.write_text("#!/bin/sh\ngrep -q pending $1\n")
    hook.chmod(0o755)
    done = run("send", "2026-11-20-service-anna", "--yes", *DAY, book=book)
    assert states(book) == {"anna": "sent"}
    assert "the log line is not written" in done.stderr
    assert "dossier log anna email out" in done.stderr
    assert len(server.seen) == 1
