"""The line to a server: secured, let in, and broken at every step, with real sockets."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
import trustme
from postbook import free_port, make_post, policy, serving, states

from dossierkit.book.sent import FAILED, SENT, UNCERTAIN
from dossierkit.mail.sending.outcome import NoLine
from dossierkit.mail.sending.password import TROUBLES, NoPassword, password
from dossierkit.mail.sending.smtp import Account, SmtpLine, account_of
from dossierkit.schema.policy import Smtp

MESSAGE = b"Subject: x\r\n\r\nHello\r\n.\r\n..dots\r\n"
FROM, TO = "lily@lumora.example", "anna@brightlite.example"


def account(port: int, security: str = "none", user: str | None = None) -> Account:
    return Account("127.0.0.1", port, security, user, "secret" if user else None, 3)


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def secure(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    return context


@pytest.fixture
def trusted(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(file)
    monkeypatch.setenv("SSL_CERT_FILE", str(file))


def test_one_line_for_many_letters_and_dots_stay_dots() -> None:
    with serving() as server:
        line = SmtpLine(account(server.port), "lumora.example")
        for _ in range(3):
            line.open()
            assert line.hand_over(FROM, TO, MESSAGE).state == SENT
        line.close()
    assert server.sessions == 1
    assert [one.message for one in server.seen] == [MESSAGE] * 3
    assert {(one.sender, *one.recipients) for one in server.seen} == {(FROM, TO)}


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_secured_and_let_in(security: str, secure: ssl.SSLContext, trusted: None) -> None:
    with serving(security, secure) as server:
        line = SmtpLine(account(server.port, security, "lily"), "lumora.example")
        line.open()
        assert line.hand_over(FROM, TO, MESSAGE).state == SENT
        line.close()
        assert "AUTH" in server.commands


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_certificate_that_nobody_knows(security: str, secure: ssl.SSLContext) -> None:
    with serving(security, secure) as server:
        with pytest.raises(NoLine, match=r"no certificate that can be trusted"):
            SmtpLine(account(server.port, security), "lumora.example").open()
        assert server.commands == []


def test_a_server_without_starttls_gets_nothing() -> None:
    with serving() as server:
        with pytest.raises(NoLine, match=r"STARTTLS.*check 'mail.smtp.security'"):
            SmtpLine(account(server.port, "starttls", "lily"), "lumora.example").open()
        assert server.commands == []


def test_a_wrong_password() -> None:
    with serving() as server:
        wrong = account(server.port, "none", "lily")._replace(password="guess")
        with pytest.raises(NoLine, match=r"does not let lily in \(535 .*check 'mail.smtp.user'"):
            SmtpLine(wrong, "lumora.example").open()


def test_a_refusal_leaves_the_line_for_the_next() -> None:
    with serving() as server:
        server.say = {"x@x.example": "550 nobody", "y@y.example": "421 closing"}
        line = SmtpLine(account(server.port), "lumora.example")
        line.open()
        outcome = line.hand_over(FROM, "x@x.example", MESSAGE)
        assert (outcome.state, outcome.is_passing, outcome.reply) == (FAILED, False, "550 nobody")
        line.open()
        assert line.hand_over(FROM, "y@y.example", MESSAGE).is_passing
        line.open()
        assert line.hand_over(FROM, TO, MESSAGE).state == SENT
        line.close()
    assert server.sessions == 2


@pytest.mark.parametrize(("answer", "passing"), [("451 later", True), ("554 spam", False)])
def test_a_refusal_after_the_letter(answer: str, passing: bool) -> None:
    with serving() as server:
        server.say = {"DATA": answer}
        line = SmtpLine(account(server.port), "lumora.example")
        line.open()
        outcome = line.hand_over(FROM, TO, MESSAGE)
        line.close()
    assert (outcome.state, outcome.is_passing) == (FAILED, passing)
    assert server.seen == []


# A server that breaks off


@contextmanager
def scripted(answers: Mapping[str, str | None]) -> Iterator[int]:
    """A server that says what it is told to each command, and hangs up where that is None."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        stream, _ = listener.accept()
        with suppress(ConnectionError), stream, stream.makefile("rwb", buffering=0) as file:
            file.write(b"220 here\r\n")
            while words := file.readline():
                name = words.split()[0].decode().upper()
                name = name if name in answers or name != "EHLO" else "HELO"
                answer = answers.get(name, "250 OK")
                if answer is None:
                    return
                file.write(answer.encode() + b"\r\n")
                if name == "DATA" and answer.startswith("3"):
                    while (text := file.readline()) != b".\r\n":
                        if not text or (answers.get("BODY", "") is None):
                            return
                    if answers.get("DOT", "250 taken") is None:
                        return
                    file.write((answers.get("DOT") or "250 taken").encode() + b"\r\n")

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        listener.close()
        thread.join(5)


@pytest.mark.parametrize(
    ("answers", "state", "passing"),
    [
        ({"MAIL": None}, FAILED, True),
        ({"RCPT": None}, FAILED, True),
        ({"DATA": None}, FAILED, True),
        ({"MAIL": "nonsense"}, FAILED, True),
        ({"RCPT": "550 no", "RSET": None}, FAILED, False),
        ({"DATA": "354 go", "BODY": None}, UNCERTAIN, False),
        ({"DATA": "354 go", "DOT": None}, UNCERTAIN, False),
        ({"DATA": "354 go", "DOT": "nonsense"}, UNCERTAIN, False),
        ({"DATA": "354 go", "DOT": "250 taken"}, SENT, False),
        ({"DATA": "354 go", "QUIT": None}, SENT, False),
        ({"RCPT": "421 closing"}, FAILED, True),
        ({"DATA": "354 go", "DOT": "421 closing"}, FAILED, True),
    ],
)
def test_a_server_that_breaks_off(
    answers: dict[str, str | None], state: str, passing: bool
) -> None:
    with scripted(answers) as port:
        line = SmtpLine(account(port), "lumora.example")
        line.open()
        outcome = line.hand_over(FROM, TO, MESSAGE)
        line.close()
    assert (outcome.state, outcome.is_passing) == (state, passing)


def test_a_letter_that_may_have_arrived_is_named_with_what_to_do(
    run: Callable[..., Any], tmp_path: Path
) -> None:
    root = make_post(tmp_path, ("anna",))
    with scripted({"DATA": "354 go", "DOT": None}) as port:
        (root / "dossiers/book.yaml").write_text(policy(port))
        done = run("send", "--yes", "--on", "2026-11-20", book=root)
    assert done.status == 1
    assert "uncertain  anna  anna@brightlite.example  the line broke" in done.stdout
    assert "1 may have gone out or not; look into your mail account, or ask, then:" in done.stderr
    assert "dossier send DRAFT --resend   (it did not)" in done.stderr
    assert states(root) == {"anna": "uncertain"}


def test_a_server_that_never_answers_the_last_dot(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without waiting: the socket says that the time is over."""
    with scripted({"DATA": "354 go"}) as port:
        line = SmtpLine(account(port), "lumora.example")
        line.open()
        server: Any = line._server
        monkeypatch.setattr(server, "getreply", _first_then_late(server.getreply, 4))
        outcome = line.hand_over(FROM, TO, MESSAGE)
        line.close()
    assert outcome.state == UNCERTAIN
    assert "did not answer in time" in outcome.reply


def _first_then_late(original: Callable[[], Any], times: int) -> Callable[[], Any]:
    left = [times]

    def reply() -> Any:
        left[0] -= 1
        if left[0] < 0:
            raise TimeoutError
        return original()

    return reply


# Settings and passwords


def test_settings() -> None:
    plain = Smtp(host="mail.example")
    assert account_of(plain, None)[:3] == ("mail.example", 587, "starttls")
    assert account_of(plain, None).timeout == 30
    assert account_of(plain.but(port=465), None).security == "tls"
    assert account_of(plain.but(security="tls"), None).port == 465
    with pytest.raises(NoLine, match="open line"):
        account_of(plain.but(security="none", user="lily"), "secret")
    with pytest.raises(NoLine, match=r"fill 'mail.smtp.host'"):
        account_of(Smtp(), None)


class Keyring:
    """The keyring of the system, as the tests want it."""

    def __init__(self, found: str | Exception | None) -> None:
        self.found = found

    def get_password(self, service: str, user: str) -> str | None:
        if isinstance(self.found, Exception):
            raise self.found
        return f"{self.found} {service} {user}" if self.found else None


def odd(name: str) -> Exception:
    """What the keyring library raises, with its own long words."""
    why = "Install a 3rd party package. See https://pypi.org/project/keyring; the secret is hunter2"
    kind: type[RuntimeError] = type(name, (RuntimeError,), {})
    return kind(why)


@pytest.mark.parametrize(
    ("keyring", "said"),
    [
        (Keyring(None), ", or keep it in the system's keyring: keyring set mail.example lily"),
        (
            None,
            ", or keep it in the system's keyring: pip install 'dossierkit[keyring]', then keyring "
            "set mail.example lily",
        ),
        (Keyring(odd("NoKeyringError")), " (this system has no keyring that could keep it)"),
        (
            Keyring(odd("KeyringLocked")),
            " (the system's keyring is locked: unlock it and try again)",
        ),
        (
            Keyring(odd("InitError")),
            " (the system's keyring is locked or does not start: unlock it and try again)",
        ),
        (
            Keyring(odd("DBusError")),
            " (the system's keyring does not answer (DBusError): see 'keyring diagnose')",
        ),
    ],
)
def test_no_password_is_said_in_one_line(
    monkeypatch: pytest.MonkeyPatch, keyring: Any, said: str
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "keyring", keyring)
    with pytest.raises(NoPassword) as caught:
        password("mail.example", "lily", ("DOSSIER_SMTP_PASSWORD",), {})
    begin = "no password for lily at mail.example: set DOSSIER_SMTP_PASSWORD in the environment"
    assert str(caught.value) == begin + said


def test_the_names_of_the_keyrings_troubles_are_its_own() -> None:
    from keyring import errors

    assert all(hasattr(errors, name) for name in TROUBLES)


@pytest.mark.parametrize("secret", ["grüße", "secret\n", "密码"])
def test_a_password_that_no_server_can_be_told(
    monkeypatch: pytest.MonkeyPatch, secret: str
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "keyring", Keyring(secret))
    for env in ({"DOSSIER_SMTP_PASSWORD": secret}, {}):
        with pytest.raises(NoPassword, match="can't be sent to a mail server") as caught:
            password("mail.example", "lily", ("DOSSIER_SMTP_PASSWORD",), env)
        assert secret.strip() not in str(caught.value)


def test_a_password_from_the_environment_or_the_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "keyring", Keyring("secret"))
    env = {"DOSSIER_SMTP_PASSWORD": "from outside"}
    assert password("mail.example", "lily", (*env,), env) == "from outside"
    assert password("mail.example", "lily", (*env,), {}) == "secret mail.example lily"


def test_the_password_comes_from_the_environment(
    run: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DOSSIER_SMTP_PASSWORD", raising=False)
    monkeypatch.setitem(__import__("sys").modules, "keyring", Keyring(None))
    with serving() as server:
        root = make_post(tmp_path, ("anna",))
        (root / "dossiers/book.yaml").write_text(policy(server.port, more=", user: lily"))
        none = run("send", "--yes", "--on", "2026-11-20", book=root)
        assert none.status == 1
        assert "set DOSSIER_SMTP_PASSWORD" in none.stderr
        wrong = {"DOSSIER_SMTP_PASSWORD": "guess"}
        assert run("send", "--yes", "--on", "2026-11-20", book=root, env=wrong).status == 1
        assert server.seen == []
        right = {"DOSSIER_SMTP_PASSWORD": "secret"}
        assert run("send", "--yes", "--on", "2026-11-20", book=root, env=right).status == 0
    assert states(root) == {"anna": "sent"}


def test_nobody_there() -> None:
    with pytest.raises(NoLine, match="no line to 127"):
        SmtpLine(account(free_port()), "lumora.example").open()
