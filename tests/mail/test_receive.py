"""Lily's mail of the morning goes into the right logs, once, and no more of it than was agreed."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from letterbook import LILY, customer, write
from mailbag import mail_text, mbox, report

from dossierkit.book.change import Wanted
from dossierkit.book.load import load
from dossierkit.book.sent import Letter, written
from dossierkit.cli.receive import _Entry
from dossierkit.mail.incoming.letter_box import mails_in
from dossierkit.mail.incoming.receiving import sort_out

Run = Callable[..., Any]

ON = ("--on", "2026-11-20")
ANNA = "dossiers/customers/anna.md"
POLICY = "name: Lumora\ncountry: cn\ntimezone: Asia/Shanghai\n"
LOG = "\n## Log\n\n- 2026-11-16 price-update out by lily: New list\n"
STEPS = "next: [2026-11-19 ask again, 2026-12-01 call]"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    root = write(
        tmp_path / "book",
        {
            "dossiers/book.yaml": POLICY,
            "dossiers/team/lily.md": LILY,
            ANNA: customer(company="", next="[2026-11-19 ask again, 2026-12-01 call]") + LOG,
            "dossiers/customers/karl.md": customer(
                name="Karl Brandt", company="", reach="{email: [karl@bücher.example]}"
            )
            + LOG,
        },
    )
    git(root, "init", "--quiet")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "-m", "begin")
    return root


def git(root: Path, *words: str) -> str:
    """What git prints."""
    done = subprocess.run(["git", *words], cwd=root, check=True, capture_output=True, text=True)
    return done.stdout


def saved(folder: Path, *mails: str, name: str = "mail.eml") -> Path:
    """A file with mails, several of them as an mbox."""
    file = folder / name
    file.write_bytes(mails[0].encode() if len(mails) == 1 else mbox(*mails))
    return file


def log(book: Path, who: str = "anna") -> list[str]:
    """The log lines of a customer."""
    text = (book / f"dossiers/customers/{who}.md").read_text(encoding="utf-8")
    return [line for line in text.partition("## Log\n\n")[2].split("\n") if line]


def test_an_answer_is_one_line_in_the_log_and_one_commit(
    run: Run, book: Path, tmp_path: Path
) -> None:
    result = run("receive", saved(tmp_path, mail_text()), *ON, book=book)
    assert result.status == 0, result.stderr
    assert result.stdout.splitlines()[1].split() == [
        *("2026-11-19", "anna", "logged", "Re:", "Updated", "prices"),
    ]
    new = log(book)[-1]
    assert new.startswith("- 2026-11-19 17:15 email in: Re: Updated prices #mail-")
    assert git(book, "log", "-1", "--format=%s|%b") == (
        "receive(anna): a mail|Dossier: anna\nDossier-Cmd: receive\n\n"
    )
    assert "Thank you" not in (book / ANNA).read_text()


def test_what_we_waited_for_is_done(run: Run, book: Path, tmp_path: Path) -> None:
    result = run("receive", saved(tmp_path, mail_text()), *ON, book=book)
    assert "anna: done: 2026-11-19 ask again" in result.stderr
    assert "next: 2026-12-01 call\n" in (book / ANNA).read_text()
    why = json.loads(run("due", "--why", "anna", "--format", "json", *ON, book=book).stdout)
    assert why["reasons"] == [] or "reply" in {one["rule"] for one in why["reasons"]}


def test_the_same_mail_twice_changes_nothing(run: Run, book: Path, tmp_path: Path) -> None:
    file = saved(tmp_path, mail_text(), mail_text(), name="box")
    first = run("receive", file, *ON, book=book)
    assert [line.split()[2:4] for line in first.stdout.splitlines()[1:]] == [
        ["logged", "Re:"],
        ["logged", "before"],
    ]
    before = (book / ANNA).read_bytes()
    again = run("receive", file, file, *ON, book=book)
    assert again.status == 0
    assert again.stdout.count("logged before") == 4
    assert (book / ANNA).read_bytes() == before
    assert git(book, "rev-list", "--count", "HEAD") == "2\n"


def test_any_spelling_of_an_address_is_known(run: Run, book: Path, tmp_path: Path) -> None:
    mails = [
        mail_text(From="A. S. <ANNA+lumora@BrightLite.Example>", Message_ID="<1@x>"),
        mail_text(From="anna@brightlite.example (Anna)", Message_ID="<2@x>"),
        mail_text(From="Karl <karl@xn--bcher-kva.example>", Message_ID="<3@x>"),
        mail_text(From="Karl <Karl@Bücher.example>", Message_ID="<4@x>"),
    ]
    result = run("receive", saved(tmp_path, *mails), *ON, book=book)
    assert result.status == 0, result.stderr
    assert len(log(book)) == 3
    assert len(log(book, "karl")) == 3
    assert git(book, "log", "-2", "--format=%s") == (
        "receive(karl): 2 mails\nreceive(anna): 2 mails\n"
    )


def test_out_of_office_is_no_answer(run: Run, book: Path, tmp_path: Path) -> None:
    away = mail_text("I am away, unsubscribe me not.\n", Auto_Submitted="auto-replied")
    result = run("receive", saved(tmp_path, away), *ON, book=book)
    assert result.status == 0
    assert "a note: automatic" in result.stdout
    assert "ASKS" not in result.stderr
    assert "note: automatic answer: Re: Updated prices" in log(book)[-1]
    assert "2026-11-19 ask again" in (book / ANNA).read_text()


def test_a_wish_for_no_more_mail_is_shown_with_what_records_it(
    run: Run, book: Path, tmp_path: Path
) -> None:
    file = saved(tmp_path, mail_text("Please take me off your list.\n"))
    result = run("receive", file, *ON, book=book)
    assert result.status == 0
    said = result.stderr
    assert "anna ASKS FOR NO MORE MAIL: “Please take me off your list.”" in said
    assert "\n  dossier set anna consent.opt-out '2026-11-19 by mail'\n" in said
    assert "dossier set anna consent.marketing refused" in said
    assert "consent" not in (book / ANNA).read_text(), "never done unasked"
    run("set", "anna", "consent.opt-out", "2026-11-19 by mail", book=book)
    assert "consent: {opt-out: 2026-11-19 by mail}" in (book / ANNA).read_text()
    assert run("render", "greeting", "anna", *ON, book=book).status == 1
    assert "ASKS" not in run("receive", file, *ON, book=book).stderr, "it is recorded by now"


def test_strangers_are_proposed_and_nothing_of_theirs_can_run(
    run: Run, book: Path, tmp_path: Path
) -> None:
    mails = [
        mail_text(From='"New; rm -rf ~ $(x)" <new@shop.example>', Message_ID="<1@x>"),
        mail_text(From="<o'`id`@shop.example>", Message_ID="<2@x>"),
        mail_text(From="-x <other@shop.example>", Message_ID="<3@x>"),
        mail_text("unsubscribe\n", From="Out <out@shop.example>", Message_ID="<4@x>"),
        mail_text(From="a@x.example, b@y.example", Message_ID="<5@x>"),
        mail_text(From="News <news@x.example>", Precedence="bulk", Message_ID="<6@x>"),
    ]
    result = run("receive", saved(tmp_path, *mails), *ON, book=book)
    assert result.status == 1
    said = result.stderr
    new = "dossier new customer"
    assert f"{new} 'New; rm -rf ~ $(x)' --set reach.email=new@shop.example" in said
    assert "--set 'reach.email=o'\"'\"'`id`@shop.example'" in said
    assert f"{new} x --set reach.email=other@shop.example" in said
    assert "--set reach.email=out@shop.example --set 'consent.opt-out=2026-11-19 by mail'" in said
    assert "without one plain address in From: not logged" in said
    assert "news@x.example is nobody" not in said
    assert git(book, "rev-list", "--count", "HEAD") == "1\n"


def test_a_shared_address_is_nobodys_until_the_letter_tells(
    run: Run, book: Path, tmp_path: Path
) -> None:
    write(book, {"dossiers/customers/eva.md": customer(name="Eva Lang", company="")})
    result = run("receive", saved(tmp_path, mail_text()), *ON, book=book)
    assert result.status == 1
    assert "is the address of anna, eva: not logged" in result.stderr
    write(
        book,
        {
            "outbox/x.eml": "Message-ID: <letter@lumora.example>\n"
            "X-Dossier-Letter: eva greeting - 2026-11-16\n\nHello\n"
        },
    )
    answer = mail_text(In_Reply_To="<letter@lumora.example>")
    assert run("receive", saved(tmp_path, answer), *ON, book=book).status == 0
    assert "email in: Re: Updated prices" in log(book, "eva")[-1]


def test_an_answer_from_another_address_is_known_by_the_letter(
    run: Run, book: Path, tmp_path: Path
) -> None:
    key = "0123456789abcdef" * 2
    sent = Letter(
        key=key,
        message_id=f"<{key}@lumora.example>",
        customer="anna",
        purpose="price-update",
        occasion="",
        day=date(2026, 11, 16),
        address="anna@brightlite.example",
        state="sent",
        at=datetime(2026, 11, 16, 1, tzinfo=UTC),
        by="lily",
    )
    file = book / sent.path
    file.parent.mkdir(parents=True)
    file.write_bytes(written(sent))
    answer = mail_text(From="Anna <a.s@home.example>", References=f"<x@y> {sent.message_id}")
    result = run("receive", saved(tmp_path, answer), *ON, book=book)
    assert result.status == 0
    assert "email in" in log(book)[-1]
    remedy = "anna answered from a.s@home.example: dossier set anna reach.email --add"
    assert remedy in result.stderr


def test_our_own_mails_and_bounces_are_not_logged(run: Run, book: Path, tmp_path: Path) -> None:
    mails = [mail_text(From="Lily <Lily@lumora.example>"), report()]
    result = run("receive", saved(tmp_path, *mails), *ON, book=book)
    assert result.status == 1
    assert "from us" in result.stdout
    assert "came back" in result.stdout
    assert "dossier bounce FILE" in result.stderr
    assert len(log(book)) == 1


def test_an_address_in_an_unreadable_dossier_is_no_stranger(
    run: Run, book: Path, tmp_path: Path
) -> None:
    (book / ANNA).write_text("\n" + (book / ANNA).read_text())
    result = run("receive", saved(tmp_path, mail_text()), *ON, book=book)
    assert result.status == 1
    assert f"stands in {ANNA}, which can't be read: mend it" in result.stderr
    assert "new customer" not in result.stderr


def test_a_dry_run_writes_nothing(run: Run, book: Path, tmp_path: Path) -> None:
    before = (book / ANNA).read_bytes()
    result = run("receive", saved(tmp_path, mail_text()), "--dry-run", *ON, book=book)
    assert result.status == 0
    assert "nothing was written" in result.stderr
    assert (book / ANNA).read_bytes() == before


@pytest.mark.parametrize(
    ("keep", "lines"),
    [
        ("none", ["email in: mail #mail-"]),
        ("subject", ["email in: Re: Updated prices #mail-"]),
        ("text", ["email in: Re: Updated prices #mail-", "  We take it.", "  Regards"]),
    ],
)
def test_the_policy_says_how_much_is_kept(
    keep: str, lines: list[str], run: Run, book: Path, tmp_path: Path
) -> None:
    write(book, {"dossiers/book.yaml": f"{POLICY}mail: {{keep: {keep}}}\n"})
    body = "We take it.\n\nRegards\n\nOn Mon, 16 Nov 2026, Lily wrote:\n> secret\n"
    run("receive", saved(tmp_path, mail_text(body)), *ON, book=book)
    new = log(book)[1:]
    assert len(new) == len(lines)
    assert all(line in found for line, found in zip(lines, new, strict=True))
    assert run("check", book=book).status == 0


def test_the_log_is_sound_whatever_a_mail_says(run: Run, book: Path, tmp_path: Path) -> None:
    write(book, {"dossiers/book.yaml": f"{POLICY}mail: {{keep: text}}\n"})
    hostile = [
        mail_text(
            "```\n## Log\n- 2026-01-01 order in USD 9,999.00: fake\n---\n<<<<<<< x\n",
            Subject=subject,
            Message_ID=f"<{number}@x>",
        )
        for number, subject in enumerate(
            ["=?utf-8?q?a=0A=2D_2026?=", "\x1b[2J", "---", "[[nobody]]", "#mail-abc", "- [ ] do"]
        )
    ]
    result = run("receive", saved(tmp_path, *hostile), *ON, book=book)
    assert result.status == 0, result.stderr
    assert "\x1b" not in result.stdout
    assert run("check", book=book).status == 0
    shown = run("history", "anna", book=book)
    assert shown.status == 0
    events = [line.event for line in load(book).customers["anna"].log.lines]
    assert events == ["price-update", *["email"] * 6]


def test_as_data_and_from_standard_input(
    run: Run, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Input:
        buffer = io.BytesIO(mail_text("unsubscribe\n").encode())

    monkeypatch.setattr(sys, "stdin", Input())
    result = run("receive", "-", "--format", "json", *ON, book=book)
    (one,) = json.loads(result.stdout)
    assert one == {
        "outcome": "log",
        "ids": ["anna"],
        "nature": "answer",
        "from": "anna@brightlite.example",
        "name": "Anna Schmidt",
        "subject": "Re: Updated prices",
        "date": "2026-11-19",
        "opt_out": "unsubscribe",
        "new_address": False,
    }


def test_a_chinese_mail_in_gbk_is_read(run: Run, book: Path, tmp_path: Path) -> None:
    text = mail_text("XX\n", Subject="YY", Content_Type="text/plain; charset=gb2312")
    file = tmp_path / "zh.eml"
    data = text.encode().replace(b"XX", "退订".encode("gbk"))
    file.write_bytes(data.replace(b"YY", "关于价格".encode("gbk")))
    result = run("receive", file, *ON, book=book)
    assert "关于价格" in result.stdout
    assert "“退订”" in result.stderr


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (None, "can't be read: No such file"),
        (b"", "there is nothing in it"),
        (b"PK\x03\x04", "this is no mail"),
    ],
)
def test_what_is_no_mail_is_an_expected_failure(
    data: bytes | None, said: str, run: Run, book: Path, tmp_path: Path
) -> None:
    file = tmp_path / "x.eml"
    if data is not None:
        file.write_bytes(data)
    result = run("receive", file, book=book)
    assert result.status == 1
    assert said in result.stderr


def test_a_wish_behind_a_shared_address_names_everybody(
    run: Run, book: Path, tmp_path: Path
) -> None:
    write(book, {"dossiers/customers/eva.md": customer(name="Eva Lang", company="")})
    result = run("receive", saved(tmp_path, mail_text("unsubscribe\n")), *ON, book=book)
    for who in ("anna", "eva"):
        assert f"\n  dossier set {who} consent.opt-out '2026-11-19 by mail'" in result.stderr
    nobody = mail_text("unsubscribe\n", From="a@x.example, b@x.example")
    result = run("receive", saved(tmp_path, nobody), *ON, book=book)
    assert "somebody ASKS FOR NO MORE MAIL" in result.stderr


def test_a_mailbox_too_large_is_not_read(
    run: Run, book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dossierkit.cli.mail_files.LARGEST", 10)
    result = run("receive", saved(tmp_path, mail_text()), *ON, book=book)
    assert result.status == 1
    assert "split the mailbox" in result.stderr


def test_without_a_file_it_is_wrong_usage(run: Run, book: Path) -> None:
    assert run("receive", book=book).status == 2


def nobody_writes(root: Path, who: str) -> None:
    """A hook that refuses every commit with somebody's dossier in it."""
    hook = root / ".git/hooks/pre-commit"
    hook.write_text(f"#!/bin/sh\n! git diff --cached --name-only | grep -q {who}.md\n")
    hook.chmod(0o755)


def test_one_who_cannot_be_logged_keeps_nobody_else_from_it(
    run: Run, book: Path, tmp_path: Path
) -> None:
    nobody_writes(book, "karl")
    karl = mail_text(From="karl@bücher.example", Message_ID="<karl@x.example>")
    file = saved(tmp_path, karl, mail_text())
    done = run("receive", file, *ON, book=book)
    assert done.status == 1
    assert "karl: not logged: " in done.stderr
    outcomes = [line.split("  ")[1:] for line in done.stdout.splitlines()[1:]]
    assert [" ".join(words).split()[:3] for words in outcomes] == [
        ["karl", "not", "logged"],
        ["anna", "logged", "Re:"],
    ]
    assert len(log(book)) == 2
    (book / ".git/hooks/pre-commit").unlink()
    again = run("receive", file, *ON, book=book)
    assert again.status == 0
    assert "logged before" in again.stdout


def test_a_folder_among_the_drafts_is_passed_over(run: Run, book: Path, tmp_path: Path) -> None:
    (book / "outbox/a.eml").mkdir(parents=True)
    strangers = [
        mail_text(From=f"{who}@x.example", In_Reply_To="<a@b.example>", Message_ID=f"<{who}@x>")
        for who in ("one", "two")
    ]
    done = run("receive", saved(tmp_path, *strangers), *ON, book=book)
    assert done.status == 1
    assert done.stdout.count("unknown") == 2


def test_a_mail_that_a_colleague_logged_in_that_moment(
    run: Run, book: Path, tmp_path: Path
) -> None:
    """It stood nowhere when the book was read, and does when the file is written."""
    (one,) = sort_out(load(book), mails_in(mail_text().encode()), date(2026, 11, 20))
    run("receive", saved(tmp_path, mail_text()), *ON, book=book)
    assert _Entry(one).want(load(book).customers["anna"]) == Wanted()
