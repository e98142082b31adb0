"""What is asked of a draft right before it is sent, and the line it leaves in the log."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from letterbook import HEAD, NEW, customer, made, make_book, write, write_letter
from postbook import TODAY, make_post, policy, put_draft, serving, states

from dossierkit.book.load import load
from dossierkit.cli.send_evidence import Evidence
from dossierkit.mail.sending.draft import read_draft
from dossierkit.mail.sending.entry import log_entry
from dossierkit.mail.sending.plan import Planner, Ready, Wishes
from dossierkit.mail.sending.smtp import SmtpLine
from dossierkit.mail.workshop import Workshop

Run = Callable[..., Any]


def planned(root: Path, day: date = TODAY, wishes: Wishes | None = None) -> list[str]:
    """Why the drafts of a book stay; nothing of those that go."""
    files = sorted((root / "outbox").glob("*.eml"))
    drafts = [read_draft(file, file.stem) for file in files]
    _, held = Planner(load(root), day, wishes or Wishes()).plan(drafts)
    return [one.message for one in held]


def entry(root: Path, file: Path) -> str:
    return log_entry(read_draft(file, "x"), TODAY, "lily").line


@pytest.mark.parametrize(
    ("purpose", "occasion", "line"),
    [
        ("greeting", "birthday", "greeting out by lily: Hello anna #birthday"),
        ("greeting", "season", "greeting out by lily: Hello anna"),
        ("price-update", "", "price-update out by lily: Hello anna"),
        ("introduction", "", "intro out by lily: Hello anna"),
        ("thanks", "", "thanks out by lily: Hello anna"),
        ("quote-follow-up", "", "email out by lily: Hello anna"),
        ("order", "", "email out by lily: Hello anna"),
    ],
)
def test_the_line_in_the_log(tmp_path: Path, purpose: str, occasion: str, line: str) -> None:
    root = make_post(tmp_path, ())
    file = put_draft(root, "anna", purpose, occasion=occasion)
    assert entry(root, file) == f"2026-11-20 {line}"


def test_a_quote_leaves_its_amount_and_validity(tmp_path: Path) -> None:
    root = make_post(tmp_path, ("anna",))
    next((root / "outbox").glob("*.eml")).unlink()
    file = put_draft(root, "anna", "quote")
    assert planned(root) == [f"{file.stem}.json beside it is gone; write the quote again"]
    note = {"event": "quote", "money": "USD 12400.00", "text": "1 000 pcs BL-20", "tags": ["Q-1"]}
    file.with_suffix(".json").write_text(json.dumps(note | {"valid": "2026-12-31"}))
    line = "quote out USD 12,400.00 by lily: 1 000 pcs BL-20, valid 2026-12-31 #Q-1"
    assert entry(root, file) == f"2026-11-20 {line}"
    assert planned(root, date(2026, 12, 31)) == []
    assert planned(root, date(2027, 1, 1)) == [
        "its prices were valid until 2026-12-31; write it again"
    ]


def test_prices_of_yesterday(tmp_path: Path, shop: Workshop) -> None:
    template = {"templates/price-update/en.md": "---\nsubject: Prices\n---\n{{ list_date|day }}\n"}
    root = make_book(tmp_path, **template)
    policy_text = (root / "dossiers/book.yaml").read_text()
    write(root, {"dossiers/book.yaml": policy_text.replace("}", ", address: Shenzhen}")})
    (root / "outbox").mkdir()
    letter = made(write_letter(root, shop, "price-update"))
    (root / "outbox/p.eml").write_bytes(letter.message)
    assert planned(root) == []
    (expired,) = planned(root, date(2027, 2, 1))
    assert "was valid until 2027-01-31" in expired
    write(root, {"dossiers/prices/2026-11-20.csv": HEAD + NEW.replace("5.10", "5.20")})
    with Evidence(load(root)) as evidence:
        drafts = [read_draft(root / "outbox/p.eml", "p")]
        _, held = Planner(load(root), TODAY, Wishes(), evidence.again).plan(drafts)
    assert [one.message for one in held] == ["the book says something else by now; render it again"]
    again = made(write_letter(root, shop, "price-update"))
    (root / "outbox/p.eml").write_bytes(again.message)
    with Evidence(load(root)) as evidence:
        drafts = [read_draft(root / "outbox/p.eml", "p")]
        ready, held = Planner(load(root), TODAY, Wishes(), evidence.again).plan(drafts)
    assert (len(ready), held) == (1, [])
    write(root, {"dossiers/prices/2026-11-21.csv": HEAD + NEW.replace("5.10", "5.30")})
    assert planned(root, date(2026, 11, 21)) == [
        "dossiers/prices/2026-11-21.csv is in force now; render it again"
    ]


def test_a_header_that_would_not_be_read_as_it_was_meant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last look: whatever lets a line slip in, the letter stays."""
    root = make_post(tmp_path, ("anna",))
    line = b"Content-Language: en\r\nBcc: evil@x.example\r\n"
    monkeypatch.setattr("dossierkit.mail.sending.wire._passed_on", lambda message: [line])
    assert planned(root) == [
        "the letter does not read back as it was meant; it is not sent; mend that in the draft, or "
        "render it again"
    ]


def test_a_greeting_that_is_in_the_log_already(tmp_path: Path) -> None:
    log = "\n## Log\n\n- 2026-11-18 call out: Fine\n"
    log += "- 2026-11-19 greeting out by tom: Happy birthday #birthday\n"
    text = customer(birthday="11-20").rstrip() + "\n" + log
    root = make_post(tmp_path, ("anna",), **{"dossiers/customers/anna.md": text})
    next((root / "outbox").glob("*.eml")).unlink()
    put_draft(root, "anna", "greeting", occasion="birthday")
    (why,) = planned(root)
    assert "a greeting for it went out on 2026-11-19" in why
    assert planned(root, wishes=Wishes(named=True, resend=True)) == []


def test_a_feast_of_another_faith(tmp_path: Path) -> None:
    root = make_post(tmp_path, ())
    text = customer(religion="muslim", consent="{sensitive: 2025-01-01 told me}")
    write(root, {"dossiers/customers/anna.md": text})
    put_draft(root, "anna", "greeting", occasion="christmas")
    (why,) = planned(root)
    assert "does not keep christmas" in why


def test_two_dossiers_with_one_address_get_one_greeting(tmp_path: Path) -> None:
    root = make_post(tmp_path, ())
    for who in ("anna", "anne"):
        write(root, {f"dossiers/customers/{who}.md": customer(name=who.title())})
        put_draft(root, who, "greeting", to="anna@brightlite.example")
        put_draft(root, who, "service", to="anna@brightlite.example")
    (why,) = planned(root)
    assert why == "the same letter goes to the same address as 2026-11-20-greeting-anna"


def test_a_copy_of_a_draft(tmp_path: Path) -> None:
    root = make_post(tmp_path, ("anna",))
    file = next((root / "outbox").glob("*.eml"))
    (root / "outbox/copy.eml").write_bytes(file.read_bytes())
    assert len(planned(root)) == 1


def test_ctrl_c_ends_the_run_after_the_letter(run: Run, tmp_path: Path) -> None:
    root = make_post(tmp_path)
    with serving() as server:
        (root / "dossiers/book.yaml").write_text(policy(server.port))

        original = SmtpLine.hand_over

        def hand_over(self: SmtpLine, *words: Any) -> Any:
            signal.raise_signal(signal.SIGINT)
            return original(self, *words)

        before = signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(SmtpLine, "hand_over", hand_over)
                done = run("send", "--yes", "3", "--on", "2026-11-20", book=root)
        finally:
            signal.signal(signal.SIGINT, before)
    assert done.status == 130
    assert states(root) == {"anna": "sent"}
    assert "1 of 3 sent and logged" in done.stderr
    assert len(server.seen) == 1


def test_what_is_ready_says_everything(tmp_path: Path) -> None:
    root = make_post(tmp_path, ("anna",))
    draft = read_draft(next((root / "outbox").glob("*.eml")), "x")
    ready = Planner(load(root), TODAY, Wishes()).examine(draft)
    assert isinstance(ready, Ready)
    assert ready.member == "lily"
    assert ready.path == f"dossiers/mail/2026/{ready.key}.json"
