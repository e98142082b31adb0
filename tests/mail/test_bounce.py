"""Mail came back: the address is marked as dead, and nothing more is sent there."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from letterbook import customer, write
from mailbag import mail_text, mbox, report
from test_receive import ANNA, ON, book, git, log, nobody_writes, saved

from dossierkit.book.change import Wanted
from dossierkit.book.load import load
from dossierkit.book.sent import Letter, written
from dossierkit.mail.incoming.bouncing import bounces_of
from dossierkit.mail.incoming.returned import Returned

Run = Callable[..., Any]

__all__ = ["book"]


def test_a_dead_address_is_marked_and_gets_nothing_more(
    run: Run, book: Path, tmp_path: Path
) -> None:
    result = run("bounce", saved(tmp_path, report()), *ON, book=book)
    assert result.status == 0, result.stderr
    said = "5.1.1 Recipient address rejected: User unknown"
    assert result.stdout == f"anna: nothing more is sent to anna@brightlite.example: {said}\n"
    assert "anna can't be reached by mail any more; ask for another address" in result.stderr
    (entry,) = load(book).customers["anna"].facts.reach.bounced
    assert (entry.address, entry.reason) == ("anna@brightlite.example", said)
    assert entry.date == date(2026, 11, 20)
    assert f"note: mail to anna@brightlite.example came back: {said} #mail-" in log(book)[-1]
    assert git(book, "log", "-1", "--format=%s") == "bounce(anna): an address is dead\n"
    assert run("check", book=book).status == 0
    stopped = run("render", "greeting", "anna", *ON, book=book)
    assert stopped.status == 1
    assert "mail to every address of theirs came back" in stopped.stderr


def test_told_twice_it_is_noted_once(run: Run, book: Path, tmp_path: Path) -> None:
    file = saved(tmp_path, report())
    run("bounce", file, *ON, book=book)
    before = (book / ANNA).read_bytes()
    again = run("bounce", file, *ON, book=book)
    assert again.status == 0
    assert "noted before" in again.stdout
    assert (book / ANNA).read_bytes() == before


def test_a_full_box_is_a_note_and_the_address_lives(run: Run, book: Path, tmp_path: Path) -> None:
    file = saved(tmp_path, report(status="5.2.2", said="552 5.2.2 Mailbox full"))
    result = run("bounce", file, *ON, book=book)
    assert "came back for now: 5.2.2 Mailbox full" in result.stdout
    result = run("bounce", file, *ON, book=book)
    assert result.status == 0
    assert "noted before" in result.stdout
    assert "bounced" not in (book / ANNA).read_text()
    assert "came back: 5.2.2 Mailbox full" in log(book)[-1]
    assert len(log(book)) == 2
    assert run("render", "greeting", "anna", *ON, "--format", "json", book=book).status == 0


def test_a_second_address_takes_over(run: Run, book: Path, tmp_path: Path) -> None:
    reach = "{email: [anna@brightlite.example, a.schmidt@brightlite.example]}"
    write(book, {ANNA: customer(company="", reach=reach)})
    result = run("bounce", "--address", "Anna@brightlite.example", "--why", "left", *ON, book=book)
    assert result.status == 0
    assert "can't be reached" not in result.stderr
    letter = run("render", "greeting", "anna", "--format", "json", *ON, book=book)
    assert json.loads(letter.stdout)[0]["to"] == "a.schmidt@brightlite.example"
    run("bounce", "--address", "a.schmidt@brightlite.example", *ON, book=book)
    assert (book / ANNA).read_text().count("date: 2026-11-20") == 2
    assert run("render", "greeting", "anna", *ON, book=book).status == 1


def test_everybody_with_the_address_is_marked_in_one_commit(
    run: Run, book: Path, tmp_path: Path
) -> None:
    reach = "{email: [ANNA+x@brightlite.example]}"
    write(book, {"dossiers/customers/eva.md": customer(name="Eva", company="", reach=reach)})
    git(book, "add", ".")
    git(book, "commit", "--quiet", "-m", "eva")
    result = run("bounce", saved(tmp_path, report()), *ON, book=book)
    assert result.stdout.startswith("anna, eva: nothing more")
    assert git(book, "log", "-1", "--format=%b") == (
        "Dossier: anna\nDossier: eva\nDossier-Cmd: bounce\n\n"
    )


def test_of_a_whole_mailbox_only_what_came_back_counts(
    run: Run, book: Path, tmp_path: Path
) -> None:
    file = tmp_path / "inbox"
    karl = report(address="karl@xn--bcher-kva.example", said="550 5.1.1 unknown")
    file.write_bytes(mbox(mail_text(), report(), karl, report(action="delayed", status="4.4.1")))
    result = run("bounce", file, "--format", "json", *ON, book=book)
    assert [(one["ids"], one["dead"]) for one in json.loads(result.stdout)] == [
        (["anna"], True),
        (["karl"], True),
    ]
    assert len(log(book)) == 2


def test_an_address_that_changed_meanwhile_is_known_by_the_letter(
    run: Run, book: Path, tmp_path: Path
) -> None:
    key = "0123456789abcdef" * 2
    old = "old@brightlite.example"
    identity = f"<{key}@lumora.example>"
    day, at = date(2026, 11, 16), datetime(2026, 11, 16, tzinfo=UTC)
    sent = Letter(key, identity, "anna", "greeting", "", day, old, "sent", at, "lily")
    file = book / sent.path
    file.parent.mkdir(parents=True)
    file.write_bytes(written(sent))
    result = run("bounce", saved(tmp_path, report(old, letter=identity)), *ON, book=book)
    assert result.status == 0, result.stderr
    assert result.stdout.startswith(f"anna: nothing more is sent to {old}")
    stranger = report("stranger@x.example", letter=identity)
    assert run("bounce", saved(tmp_path, stranger), *ON, book=book).status == 1


def test_nobodys_address_is_said(run: Run, book: Path, tmp_path: Path) -> None:
    result = run("bounce", saved(tmp_path, report("who@x.example")), *ON, book=book)
    assert result.status == 1
    assert "who@x.example is nobody's address in dossiers/customers/" in result.stderr
    (book / ANNA).write_text("\n" + (book / ANNA).read_text())
    broken = run("bounce", saved(tmp_path, report()), *ON, book=book)
    assert f"stands in {ANNA}, which can't be read: mend it" in broken.stderr


def test_a_dry_run_writes_nothing(run: Run, book: Path, tmp_path: Path) -> None:
    before = (book / ANNA).read_bytes()
    result = run("bounce", saved(tmp_path, report()), "--dry-run", *ON, book=book)
    assert "nothing was written" in result.stderr
    assert (book / ANNA).read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        ([], 2, "name a mail that came back, or --address"),
        (["FILE", "--address", "a@x.example"], 2, "name a mail that came back"),
        (["FILE", "--why", "x"], 2, "--why goes with --address"),
        (["--address", "a@x, b@y"], 2, "is no mail address"),
        (["FILE"], 1, "no mail server says here that a mail came back"),
        (["missing.eml"], 1, "can't be read"),
    ],
)
def test_what_is_asked_for_wrongly_is_explained(
    arguments: list[str], status: int, said: str, run: Run, book: Path, tmp_path: Path
) -> None:
    file = str(saved(tmp_path, mail_text()))
    words = [file if word == "FILE" else word for word in arguments]
    result = run("bounce", *words, book=book)
    assert result.status == status
    assert said in result.stderr


def test_a_report_without_a_known_address_is_said(run: Run, book: Path, tmp_path: Path) -> None:
    vague = mail_text("It failed.\n", From="mailer-daemon@x.example", Subject="Failure notice")
    result = run("bounce", saved(tmp_path, vague), *ON, book=book)
    assert result.status == 1
    assert "names no address of this book" in result.stderr


def test_an_entry_by_hand_is_kept(run: Run, book: Path, tmp_path: Path) -> None:
    reach = "{email: [anna@brightlite.example], bounced: {address: x@y.example}}"
    write(book, {ANNA: customer(company="", reach=reach)})
    assert run("bounce", saved(tmp_path, report()), *ON, book=book).status == 0
    text = (book / ANNA).read_text()
    assert "x@y.example" in text
    assert run("check", book=book).status == 0


def test_one_who_cannot_be_noted_keeps_nobody_else_from_it(
    run: Run, book: Path, tmp_path: Path
) -> None:
    nobody_writes(book, "karl")
    file = saved(tmp_path, report("karl@xn--bcher-kva.example"), report())
    done = run("bounce", file, *ON, book=book)
    assert done.status == 1
    assert "karl: not noted: " in done.stderr
    assert "anna: nothing more is sent to" in done.stdout
    assert "karl" not in done.stdout
    assert not load(book).customers["karl"].facts.reach.bounced


def test_a_bounce_that_a_colleague_noted_in_that_moment(
    run: Run, book: Path, tmp_path: Path
) -> None:
    dead = Returned("anna@brightlite.example", "5.1.1", "unknown", True)
    (one,) = bounces_of(load(book), [(dead, "")], date(2026, 11, 20))
    run("bounce", saved(tmp_path, report()), *ON, book=book)
    assert one.want(load(book).customers["anna"]) == Wanted()
