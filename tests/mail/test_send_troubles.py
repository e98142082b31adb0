"""What can go wrong while a letter is on its way: each trouble is said, and nothing goes twice."""

from __future__ import annotations

import errno
import shlex
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from postbook import (
    TODAY,
    Server,
    logged,
    make_post,
    only,
    policy,
    put_draft,
    serving,
    states,
)

from dossierkit.book.load import load
from dossierkit.book.sent import written
from dossierkit.cli.send_evidence import Evidence
from dossierkit.cli.send_ledger import BookLedger
from dossierkit.history import commit as history
from dossierkit.mail.sending.draft import read_draft
from dossierkit.mail.sending.plan import Planner, Ready, Wishes
from dossierkit.mail.sending.run import CannotBegin

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


def git(root: Path, *words: str) -> str:
    return subprocess.run(
        ["git", *words], cwd=root, check=True, capture_output=True, text=True
    ).stdout


def once(act: Callable[[], object], answer: str = "250 OK") -> Callable[[], str]:
    """What a server does when it gets its first letter, and its answer to all of them."""
    left = [act]

    def say() -> str:
        if left:
            left.pop()()
        return answer

    return say


# Others work in the book while a run goes on


def test_an_opt_out_that_arrives_during_the_run(run: Run, book: Path, server: Server) -> None:
    bo = book / "dossiers/customers/bo.md"
    out = bo.read_text().replace("name:", "consent: {opt-out: 2026-11-20 by phone}\nname:")
    server.say = {"DATA": once(lambda: bo.write_text(out), "250 taken")}
    done = run("send", "--yes", "3", *DAY, book=book)
    assert done.status == 1
    assert "asked not to be contacted" in done.stderr
    assert states(book) == {"anna": "sent", "carla": "sent"}


def test_an_opt_out_that_arrives_while_the_line_is_opened(
    run: Run, book: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dossierkit.mail.sending.smtp import SmtpLine

    anna = book / "dossiers/customers/anna.md"
    open_line = SmtpLine.open

    def open_slowly(self: SmtpLine) -> None:
        open_line(self)
        text = anna.read_text()
        if "opt-out" not in text:
            anna.write_text(text.replace("name:", "consent: {opt-out: 2026-11-20}\nname:"))

    monkeypatch.setattr(SmtpLine, "open", open_slowly)
    done = run("send", ANNA, "--yes", *DAY, book=book)
    assert done.status == 1
    assert server.seen == []
    assert states(book) == {}


def test_settings_that_break_during_the_run(run: Run, book: Path, server: Server) -> None:
    settings = book / "dossiers/book.yaml"
    server.say = {"DATA": once(lambda: settings.write_text("name: [\n"), "250 taken")}
    done = run("send", "--yes", "3", *DAY, book=book)
    assert done.status == 1
    assert done.stderr.count("dossiers/book.yaml:1:7: error:") == 2
    assert "mend it first" in done.stderr
    assert states(book) == {"anna": "sent"}


def test_a_draft_that_is_changed_or_taken_away_during_the_run(
    run: Run, book: Path, server: Server
) -> None:
    def meddle() -> None:
        (book / "outbox/2026-11-20-service-bo.eml").unlink()
        put_draft(book, "carla", text="Something else.\n")

    server.say = {"DATA": once(meddle, "250 taken")}
    done = run("send", "--yes", "3", *DAY, book=book)
    assert done.status == 1
    assert "service-bo.eml: it can't be opened: No such file" in done.stderr
    assert "service-carla.eml: it was changed since the list was shown" in done.stderr
    assert states(book) == {"anna": "sent"}


def test_the_customers_dossier_is_gone_when_the_letter_is_out(
    run: Run, book: Path, server: Server
) -> None:
    put_draft(book, "anna", subject="It's done #1")
    server.say = {"DATA": once((book / "dossiers/customers/anna.md").unlink, "250 taken")}
    done = run("send", ANNA, "--yes", *DAY, book=book)
    assert "it went out, but the log line is not written: dossiers/customers/anna.md is gone" in (
        done.stderr
    )
    assert (
        """dossier log anna email out 'It'"'"'s done 1' --date 2026-11-20 --by lily"""
        in done.stderr
    )
    assert states(book) == {"anna": "sent"}
    assert run("send", ANNA, "--yes", *DAY, book=book).status == 1
    assert len(server.seen) == 1


def test_the_command_that_writes_a_quotes_line_names_its_amount(
    run: Run, book: Path, server: Server
) -> None:
    file = put_draft(book, "anna", "quote")
    note = '{"event": "quote", "money": "USD 12400.00", "text": "1 000 pcs", "tags": ["Q-1"]}'
    file.with_suffix(".json").write_text(note)
    anna = book / "dossiers/customers/anna.md"
    before = anna.read_text()
    server.say = {"DATA": once(anna.unlink, "250 taken")}
    done = run("send", file.stem, "--yes", *DAY, book=book)
    command = done.stderr.partition("write it with: dossier ")[2].splitlines()[0]
    anna.write_text(before)
    assert run(*shlex.split(command), book=book).status == 0
    (line,) = load(book).customers["anna"].log.lines
    assert (line.event, line.direction, line.member) == ("quote", "out", "lily")
    assert line.money is not None
    assert f"{line.money.currency} {line.money.amount:f}" == "USD 12400.00"
    assert line.tags == ("Q-1",)


def test_changes_that_no_commit_had_go_along_and_that_is_said(
    run: Run, book: Path, server: Server
) -> None:
    git(book, "init", "--quiet")
    git(book, "add", "--all")
    git(book, "commit", "--quiet", "--message", "begin")
    anna = book / "dossiers/customers/anna.md"
    anna.write_text(anna.read_text() + "\nShe likes tea.\n")
    done = run("send", ANNA, "--yes", *DAY, book=book)
    assert done.status == 0
    assert "anna.md held changes that were not committed; they went into this commit" in done.stderr


# Two who send at the same moment


class Begun:
    """One letter, checked and ready to go, and the ledger of its run."""

    def __init__(self, root: Path) -> None:
        self.book = load(root)
        self.evidence = Evidence(self.book)
        draft = read_draft(root / f"outbox/{ANNA}.eml", f"outbox/{ANNA}.eml")
        ready = Planner(self.book, TODAY, Wishes()).examine(draft)
        assert isinstance(ready, Ready)
        self.ready = ready
        self.ledger = BookLedger(self.book, TODAY, Wishes(), self.evidence)


def test_two_who_begin_the_same_letter(book: Path) -> None:
    one, other = Begun(book), Begun(book)
    one.ledger.begin(one.ready)
    with pytest.raises(CannotBegin, match="somebody else is sending it just now") as caught:
        other.ledger.begin(other.ready)
    assert not caught.value.ends


def test_the_others_go_on_when_somebody_else_has_begun_one(
    run: Run, book: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    check = BookLedger.check

    def overtaken(self: BookLedger, ready: Ready) -> Any:
        now = check(self, ready)
        if ready.dossier.id == "bo":
            Begun_of_tom(book)
        return now

    def Begun_of_tom(root: Path) -> None:  # noqa: N802
        draft = read_draft(root / "outbox/2026-11-20-service-bo.eml", "bo")
        ready = Planner(load(root), TODAY, Wishes()).examine(draft)
        assert isinstance(ready, Ready)
        with Evidence(load(root)) as evidence:
            BookLedger(load(root), TODAY, Wishes(), evidence).begin(ready)

    monkeypatch.setattr(BookLedger, "check", overtaken)
    done = run("send", "--yes", "3", *DAY, book=book)
    assert done.status == 1
    assert "service-bo.eml: somebody else is sending it just now" in done.stderr
    assert states(book) == {"anna": "sent", "bo": "pending", "carla": "sent"}
    assert len(server.seen) == 2


def test_the_state_was_taken_over_while_the_letter_was_on_the_line(
    run: Run, book: Path, server: Server
) -> None:
    def resend() -> None:
        letter = only(book)._replace(attempt="another")
        (book / letter.path).write_bytes(written(letter))

    server.say = {"DATA": once(resend, "250 taken")}
    done = run("send", ANNA, "--yes", *DAY, book=book)
    assert "what became of it (sent) can't be written down: dossiers/mail/2026/" in done.stderr
    assert "was changed meanwhile" in done.stderr
    assert f"it counts as uncertain now: dossier send outbox/{ANNA}.eml --sent" in done.stderr
    assert states(book) == {"anna": "pending"}
    noted = run("send", f"outbox/{ANNA}.eml", "--sent", "--yes", *DAY, book=book)
    assert noted.status == 0, noted
    assert states(book) == {"anna": "sent"}
    assert logged(book, "anna") == ["email Hello anna"]
    assert len(server.seen) == 1


# A disk that is full


def full_disk(monkeypatch: pytest.MonkeyPatch, since: int) -> None:
    """The disk is full from some write on, counted from 0."""
    count, real = [0], history.write

    def write(*words: Any) -> Any:
        count[0] += 1
        if count[0] > since:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(*words)

    monkeypatch.setattr("dossierkit.cli.send_ledger.write", write)


def test_nothing_goes_if_it_cannot_be_written_down_first(
    run: Run, book: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    full_disk(monkeypatch, 0)
    done = run("send", "--yes", "3", *DAY, book=book)
    assert done.status == 1
    assert "No space left on device\nno letter goes as long as that is so" in done.stderr
    assert "3 of 3 wait" in done.stderr
    assert server.seen == []


@pytest.mark.parametrize(
    ("answer", "state", "option"),
    [("250 taken", "sent", "--sent"), ("550 spam", "failed", "--resend")],
)
def test_a_disk_that_is_full_when_the_letter_is_out(
    run: Run, book: Path, server: Server, monkeypatch: pytest.MonkeyPatch,
    answer: str, state: str, option: str,
) -> None:  # fmt: skip
    server.say = {"DATA": answer}
    full_disk(monkeypatch, 1)
    done = run("send", ANNA, "--yes", *DAY, book=book)
    assert f"what became of it ({state}) can't be written down: [Errno 28]" in done.stderr
    assert f"dossier send outbox/{ANNA}.eml {option}" in done.stderr
    assert states(book) == {"anna": "pending"}
    monkeypatch.undo()
    monkeypatch.delenv("DOSSIER_BOOK", raising=False)
    assert run("send", ANNA, "--yes", *DAY, book=book).status == 1
    assert len(server.seen) == (answer == "250 taken")


# Ctrl-C


@pytest.fixture
def interruptible() -> Iterator[None]:
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_ctrl_c_while_the_state_is_written(
    run: Run, book: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It takes that write back, which is then made again: the letter is out."""
    count, real = [0], history.write

    def write(*words: Any) -> Any:
        count[0] += 1
        if count[0] == 2:
            raise KeyboardInterrupt
        return real(*words)

    monkeypatch.setattr("dossierkit.cli.send_ledger.write", write)
    done = run("send", "--yes", "3", *DAY, book=book)
    assert done.status == 130
    assert "sent  anna" in done.stdout
    assert "1 of 3 sent and logged" in done.stderr
    assert states(book) == {"anna": "sent"}
    assert not (book / f"outbox/{ANNA}.eml").exists()


@pytest.mark.usefixtures("interruptible")
def test_ctrl_c_before_the_letter_is_handed_over(
    run: Run, book: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    def begin(self: BookLedger, ready: Ready) -> bytes:
        signal.raise_signal(signal.SIGINT)
        raise CannotBegin("git is not there", ends=True)

    monkeypatch.setattr(BookLedger, "begin", begin)
    done = run("send", "--yes", "3", *DAY, book=book)
    assert done.status == 130
    assert server.seen == []


# A server that lets nobody in


def test_a_server_that_wants_a_login(run: Run, book: Path, server: Server) -> None:
    """No letter is to blame: none is refused for good, and the others wait."""
    server.say = {"MAIL": "530 5.7.0 Authentication required"}
    done = run("send", "--yes", "3", *DAY, book=book)
    assert done.status == 1
    why = "the server takes no mail without a login (530 5.7.0 Authentication required)"
    assert f"{why}; fill 'mail.smtp.user'" in done.stderr
    assert "2 of 3 wait for the next 'send'" in done.stderr
    assert states(book) == {"anna": "failed"}
    server.say = {}
    assert run("send", "--yes", "3", *DAY, book=book).status == 0
    assert set(states(book).values()) == {"sent"}
