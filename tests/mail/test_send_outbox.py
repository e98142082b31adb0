"""The outbox before and after a run, and one person who stands in two dossiers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from letterbook import write
from postbook import TODAY, Server, make_post, person, policy, put_draft, serving, states

from dossierkit.book.load import load
from dossierkit.book.sent import letters
from dossierkit.cli.send_evidence import Evidence
from dossierkit.cli.send_ledger import BookLedger
from dossierkit.mail.sending.draft import read_draft
from dossierkit.mail.sending.plan import Planner, Ready, Wishes
from dossierkit.mail.sending.twins import Twins

Run = Callable[..., Any]
DAY = ("--on", "2026-11-20")
ANNA = "2026-11-20-service-anna"


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as one:
        yield one


@pytest.fixture
def book(tmp_path: Path, server: Server) -> Path:
    root = make_post(tmp_path)
    (root / "dossiers/book.yaml").write_text(policy(server.port))
    return root


# The outbox


def test_a_sent_draft_that_cannot_be_put_away(run: Run, book: Path, server: Server) -> None:
    (book / "outbox/sent").write_text("no folder")
    done = run("send", ANNA, "--yes", *DAY, book=book)
    assert done.status == 0
    assert f"outbox/{ANNA}.eml can't be moved to outbox/sent: File exists" in done.stderr
    assert states(book) == {"anna": "sent"}


def test_nothing_is_put_away_outside_the_book(
    run: Run, book: Path, server: Server, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (book / "outbox/sent").symlink_to(elsewhere)
    done = run("send", ANNA, "--yes", *DAY, book=book)
    assert "outbox/sent leads out of the book" in done.stderr
    assert list(elsewhere.iterdir()) == []


def test_a_draft_that_lies_elsewhere_stays_there(
    run: Run, book: Path, server: Server, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("elsewhere") / "anna.eml"
    (book / f"outbox/{ANNA}.eml").rename(file)
    done = run("send", file, "--yes", *DAY, book=book)
    assert done.status == 0
    assert file.exists()
    again = run("send", file, "--yes", *DAY, book=book)
    assert f"{file}: it went out on" in again.stderr


def test_no_outbox_yet(run: Run, book: Path, server: Server) -> None:
    (book / "outbox").rename(book / "drafts")
    assert "no drafts" in run("send", *DAY, book=book).stderr


def test_a_book_in_which_nothing_can_be_remembered(run: Run, book: Path, server: Server) -> None:
    """The list is shown all the same; sending would say what is wrong."""
    (book / ".dossier").write_text("a file")
    shown = run("send", *DAY, book=book)
    assert "anna@brightlite.example" in shown.stdout
    done = run("send", "--yes", "3", *DAY, book=book)
    assert done.status == 1
    assert "no letter goes as long as that is so" in done.stderr
    assert server.seen == []


def test_a_number_of_letters_that_nobody_has(run: Run, book: Path, server: Server) -> None:
    for number in ("9" * 5000, "３"):
        refused = run("send", "--yes", number, *DAY, book=book)
        assert refused.status == 2
        assert "is no number of letters" in refused.stderr


# One person in two dossiers


def test_a_greeting_to_one_letter_box_goes_once_in_two_runs_too(
    run: Run, book: Path, server: Server
) -> None:
    for file in (book / "outbox").glob("*.eml"):
        file.unlink()
    bo = book / "dossiers/customers/bo.md"
    bo.write_text(bo.read_text().replace("bo@", "Anna+new@"))
    put_draft(book, "anna", "greeting", occasion="new-year")
    put_draft(book, "bo", "greeting", occasion="new-year", to="Anna+new@brightlite.example")
    server.say = {"RCPT": "451 later"}
    assert run("send", "--yes", "1", *DAY, book=book).status == 1
    server.say = {}
    first = run("send", "--yes", "1", *DAY, book=book)
    assert "the same letter goes to the same address as" in first.stderr
    assert len(server.seen) == 1
    again = run("send", "--yes", "1", *DAY, book=book)
    assert again.status == 1
    assert "the same letter went to this address on" in again.stderr
    assert "(anna); delete the draft, or: dossier send outbox/" in again.stderr
    assert len(server.seen) == 1
    name = "2026-11-20-greeting-new-year-bo"
    assert run("send", name, "--resend", "--yes", *DAY, book=book).status == 0
    assert len(server.seen) == 2


def test_letters_of_a_kind_of_our_own_go_once_to_a_letter_box(tmp_path: Path) -> None:
    root = make_post(tmp_path, ())
    text = person("anna")
    write(root, {f"dossiers/customers/{who}.md": text for who in ("anna", "anne")})
    for who in ("anna", "anne"):
        file = put_draft(root, who, "our-news", to="anna@brightlite.example")
        out = b"List-Unsubscribe: <mailto:lily@lumora.example>\r\nMIME-Version"
        file.write_bytes(file.read_bytes().replace(b"MIME-Version", out))
    drafts = [read_draft(one, one.stem) for one in sorted((root / "outbox").glob("*.eml"))]
    ready, held = Planner(load(root), TODAY, Wishes()).plan(drafts)
    assert ([one.dossier.id for one in ready], len(held)) == (["anna"], 1)


def test_a_price_update_in_another_month_is_another_letter(tmp_path: Path) -> None:
    root = make_post(tmp_path, ("anna", "bo"))
    file = root / "outbox/2026-11-20-service-anna.eml"
    ready = Planner(load(root), TODAY, Wishes()).examine(read_draft(file, "x"))
    assert isinstance(ready, Ready)
    book = load(root)
    BookLedger(book, TODAY, Wishes(), Evidence(book)).begin(ready)
    (letter,) = letters(root)
    other = put_draft(root, "bo", to="anna@brightlite.example", day=date(2026, 12, 20))
    assert Twins(root).of(read_draft(other, "x")) is None
    near = put_draft(root, "bo", to="anna@brightlite.example", day=date(2026, 11, 22))
    assert Twins(root).of(read_draft(near, "x")) == letter
