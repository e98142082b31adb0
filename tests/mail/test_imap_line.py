"""The line to a mail account, broken and odd at every step: a small server that does as told."""

from __future__ import annotations

import re
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
import trustme
from postbook import POLICY, make_post, states

from dossierkit.book.sent import FAILED, UNCERTAIN
from dossierkit.mail.sending.imap import ImapLine
from dossierkit.mail.sending.outcome import NoLine, Outcome
from dossierkit.schema.policy import Imap

LETTER = b"Subject: x\r\n\r\nHello\r\n"
FROM, TO = "lily@lumora.example", "anna@brightlite.example"
LIST = '* LIST (\\HasNoChildren) "/" INBOX\r\n'


class Server:
    """A mail server that takes letters and says what it is told to each command (`{tag}` is that of
    the command); it hangs up where that is None. The line is secured from the beginning (`outer`)
    or after STARTTLS (`inner`)."""

    def __init__(
        self,
        answers: Mapping[str, str | None],
        outer: ssl.SSLContext | None = None,
        inner: ssl.SSLContext | None = None,
    ) -> None:
        known = "* CAPABILITY IMAP4rev1 STARTTLS\r\n{tag} OK done\r\n"
        self.answers: dict[str, str | None] = {"": "* OK here\r\n", "+": "+ go\r\n"}
        self.answers |= {"CAPABILITY": known} | dict(answers)
        self.heard: list[bytes] = []
        self._outer, self._inner = outer, inner
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]

    def serve(self) -> None:
        """Talks to the first who comes."""
        stream, _ = self._listener.accept()
        with suppress(OSError):
            if self._outer is not None:
                stream = self._outer.wrap_socket(stream, server_side=True)
            self._talk(stream, self.answers[""])

    def _talk(self, stream: socket.socket, greeting: str | None) -> None:
        with stream, stream.makefile("rb") as file:
            stream.sendall((greeting or "").encode())
            while line := file.readline():
                self.heard.append(line)
                tag, name = (word.decode() for word in line.split()[:2])
                if size := re.search(rb"\{(\d+)\}\r\n$", line):
                    if (go_on := self.answers["+"]) is None:
                        return
                    stream.sendall(go_on.encode())
                    self.heard.append(file.read(int(size[1]) + 2))
                answer = self.answers.get(name.upper(), "{tag} OK done\r\n")
                if answer is None:
                    return
                stream.sendall(answer.replace("{tag}", tag).encode())
                if name == "STARTTLS" and self._inner is not None:
                    self._talk(self._inner.wrap_socket(stream, server_side=True), None)
                    return

    def stop(self) -> None:
        """Lets go of whoever waits."""
        with suppress(OSError):  # for a server that nobody came to
            socket.create_connection(("127.0.0.1", self.port), 1).close()


@contextmanager
def account(
    answers: Mapping[str, str | None] | None = None, *contexts: ssl.SSLContext | None
) -> Iterator[tuple[int, list[bytes]]]:
    """A mail server at work; gives its port, and the lines it heard."""
    server = Server(answers or {}, *contexts)
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    try:
        yield server.port, server.heard
    finally:
        server.stop()
        thread.join(5)
        server._listener.close()


def settings(port: int, **more: Any) -> Imap:
    wanted = {"host": "127.0.0.1", "port": port, "security": "none", "user": "lily", "timeout": 5}
    return Imap(**(wanted | more))


def put(answers: Mapping[str, str | None], **more: Any) -> Outcome:
    """What becomes of one letter."""
    with account(answers) as (port, _):
        line = ImapLine(settings(port, **more), "secret")
        line.open()
        line.open()
        outcome = line.hand_over(FROM, TO, LETTER)
        line.close()
        line.close()
    return outcome


@pytest.mark.parametrize(
    ("listed", "folder"),
    [
        (LIST, "Drafts"),
        (f'{LIST}* LIST (\\Drafts) "/" "Entw&APw-rfe"\r\n', "Entwürfe"),
        ('* LIST (\\drafts) NIL "R&-D \\"a\\\\b\\""\r\n', 'R&D "a\\b"'),
        ('* LIST (\\Drafts) "/" &g0l6P3ux-\r\n', "草稿箱"),
        ('* LIST (\\Drafts) "/" &A-\r\n', "&A-"),
        ('* LIST (\\Drafts) "/" {3}\r\nabc\r\n', "Drafts"),
    ],
)
def test_the_folder_of_drafts_by_whatever_name(listed: str, folder: str) -> None:
    outcome = put({"LIST": listed + "{tag} OK done\r\n"})
    assert (outcome.state, outcome.reply) == (UNCERTAIN, f"put into '{folder}' of lily")


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_secured_line_and_a_certificate_of_a_stranger(
    security: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    outer, inner = (context, None) if security == "tls" else (None, context)
    said = "no certificate that can be trusted .* SSL_CERT_FILE"
    with account({}, outer, inner) as (port, _), pytest.raises(NoLine, match=said):
        ImapLine(settings(port, security=security), "secret").open()
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    with account({}, outer, inner) as (port, heard):
        line = ImapLine(settings(port, security=security), "secret")
        line.open()
        assert line.hand_over(FROM, TO, LETTER).reply == "put into 'Drafts' of lily"
        line.close()
    assert LETTER + b"\r\n" in heard


def test_a_server_that_lists_nothing() -> None:
    assert put({"LIST": "{tag} NO not now\r\n"}).reply == "put into 'Drafts' of lily"


def test_a_user_with_blanks_and_quotes_is_one_word() -> None:
    with account() as (port, heard):
        line = ImapLine(settings(port, user='lily "a" LOGIN', drafts="Drafts"), "se cret")
        line.open()
        line.close()
    assert heard[1].split(b" ", 1)[1] == b'LOGIN "lily \\"a\\" LOGIN" "se cret"\r\n'


@pytest.mark.parametrize(
    ("answers", "state", "said"),
    [
        ({"NOOP": None}, FAILED, ""),
        ({"APPEND": None}, UNCERTAIN, ""),
        ({"+": None}, UNCERTAIN, ""),
        ({"APPEND": "{tag} NO [OVERQUOTA] full\r\n"}, FAILED, "OVERQUOTA"),
        ({"APPEND": "{tag} BAD what?\r\n"}, FAILED, "what?"),
        ({"APPEND": "{tag} NO [TRYCREATE] no such folder\r\n"}, FAILED, "no such folder"),
        ({"LOGOUT": None}, UNCERTAIN, "put into"),
    ],
)
def test_a_letter_that_is_not_taken(answers: dict[str, str | None], state: str, said: str) -> None:
    outcome = put(answers)
    assert outcome.state == state
    assert said in outcome.reply
    assert outcome.is_passing == (state == FAILED)
    assert bool(outcome.ends) == ("TRYCREATE" in outcome.reply)


@pytest.mark.parametrize(
    ("answers", "more", "said"),
    [
        ({"LOGIN": "{tag} NO wrong password\r\n"}, {}, "wrong password"),
        ({"": "* BYE full\r\n"}, {}, "no line to"),
        ({"LOGIN": None}, {}, "no line to"),
        ({"STARTTLS": "{tag} NO\r\n"}, {"security": "starttls"}, "no line to"),
        ({}, {"user": "lily\r\nx LOGOUT"}, "no line to"),
        ({}, {"user": None}, "fill 'mail.imap.host' and 'mail.imap.user'"),
        ({}, {"host": "mail.example"}, "open line"),
        ({}, {"user": "李丽"}, "no line to"),
    ],
)
def test_nobody_is_let_in(answers: dict[str, str | None], more: dict[str, Any], said: str) -> None:
    with account(answers) as (port, _), pytest.raises(NoLine, match=said):
        ImapLine(settings(port, **more), "secret").open()


def test_a_server_that_never_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without waiting: the socket says that the time is over."""
    with account() as (port, _):
        line = ImapLine(settings(port), "secret")
        line.open()
        server: Any = line._server

        def late(*words: Any) -> None:
            raise TimeoutError

        monkeypatch.setattr(server, "append", late)
        assert line.hand_over(FROM, TO, LETTER) == (
            UNCERTAIN,
            "it did not answer in time",
            False,
            "",
        )


def test_a_folder_that_is_not_there_ends_the_run(run: Callable[..., Any], tmp_path: Path) -> None:
    root = make_post(tmp_path, ("anna", "bo"))
    answers = {"APPEND": "{tag} NO [TRYCREATE] Mailbox doesn't exist: Drafts\r\n"}
    secret = {"DOSSIER_IMAP_PASSWORD": "secret"}
    words = ("send", "--to-imap", "--yes", "2", "--on", "2026-11-20")
    with account(answers) as (port, _):
        imap = f"  imap: {{host: 127.0.0.1, port: {port}, security: none, user: lily}}\n"
        (root / "dossiers/book.yaml").write_text(POLICY + imap)
        done = run(*words, book=root, env=secret)
    assert done.status == 1
    assert "name a folder that is there: 'mail.imap.drafts'" in done.stderr
    assert "1 of 2 wait for the next 'send'" in done.stderr
    assert states(root) == {"anna": "failed"}
    with account() as (port, heard):
        imap = f"  imap: {{host: 127.0.0.1, port: {port}, security: none, user: lily}}\n"
        (root / "dossiers/book.yaml").write_text(POLICY + imap)
        again = run(*words, book=root, env=secret)
    assert again.status == 0
    assert "draft  anna  anna@brightlite.example  put into 'Drafts' of lily" in again.stdout
    assert sum(b"Subject: Hello" in line for line in heard) == 2
    assert states(root) == {"anna": "uncertain", "bo": "uncertain"}


def test_settings_that_are_lacking(run: Callable[..., Any], tmp_path: Path) -> None:
    root = make_post(tmp_path, ("anna",))
    done = run("send", "--to-imap", "--yes", "--on", "2026-11-20", book=root)
    assert done.status == 1
    assert "fill 'mail.imap.host' and 'mail.imap.user'" in done.stderr
