"""A book whose letters are sent, and servers that take them: one of paper, and a real one."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword
from letterbook import BRIGHTLITE, LILY, customer, write

from dossierkit.book.load import load
from dossierkit.book.sent import Letter, letters
from dossierkit.mail.duties import is_bulk
from dossierkit.mail.job import Rendered
from dossierkit.mail.message import Key, Person, build
from dossierkit.mail.outbox import draft_name
from dossierkit.mail.sending.outcome import NoLine, Outcome, broken, refused, sent, unknown
from dossierkit.mail.unsubscribing import WayOut

TODAY = date(2026, 11, 20)
POLICY = """\
name: Lumora Lighting
country: cn
timezone: Asia/Shanghai
mail:
  from: lily
  address: Lumora Lighting, Shenzhen, China
  pause: 0
"""
PEOPLE = ("anna", "bo", "carla")


def policy(port: int, security: str = "none", more: str = "", host: str = "127.0.0.1") -> str:
    """A policy that names a server."""
    server = f"  smtp: {{host: {host}, port: {port}, security: {security}, timeout: 3{more}}}\n"
    return POLICY + server


def person(name: str) -> str:
    """A customer with an address of their own."""
    return customer(name=name.title(), reach=f"{{email: [{name}@brightlite.example]}}")


def make_post(root: Path, people: tuple[str, ...] = PEOPLE, **files: str) -> Path:
    """A book with some people and a draft of a greeting to each."""
    texts = {
        "dossiers/book.yaml": POLICY,
        "dossiers/team/lily.md": LILY,
        "dossiers/companies/brightlite.md": BRIGHTLITE,
        **{f"dossiers/customers/{one}.md": person(one) for one in people},
        ".gitignore": "outbox/\n.dossier/\n",
    }
    write(root, texts | files)
    for one in people:
        put_draft(root, one)
    return root


def put_draft(root: Path, who: str, purpose: str = "service", **wishes: Any) -> Path:
    """A draft in outbox/, as `render` would write it."""
    key = Key(who, purpose, wishes.get("occasion", ""), wishes.get("day", TODAY))
    name, text = wishes.get("name", who.title()), wishes.get("text", f"Dear {who},\nall well?\n")
    content = Rendered(wishes.get("subject", f"Hello {who}"), text, f"<p>{text}</p>")
    to = Person(name, wishes.get("to", f"{who}@brightlite.example"))
    out = WayOut("lily@lumora.example") if is_bulk(purpose) else None
    message = build(key, Person("Lily", "lily@lumora.example"), to, content, ("en",), None, out)
    file = root / "outbox" / draft_name(key)
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(message)
    return file


def states(root: Path) -> dict[str, str]:
    """What became of each customer's letter."""
    return {one.customer: one.state for one in letters(root)}


def only(root: Path) -> Letter:
    """The one letter of a book."""
    (found,) = letters(root)
    return found


def logged(root: Path, who: str) -> list[str]:
    """The events of a customer's log."""
    return [f"{one.event} {one.text}" for one in load(root).customers[who].log.lines]


class Killed(BaseException):
    """The process ends here."""


FAULTS = (
    "none", "connect", "mail", "rcpt", "data", "body", "dot-lost", "dot-kept", "4xx", "5xx",
    "rcpt-4xx", "rcpt-5xx", "kill-before", "kill-in-body", "kill-after-dot",
)  # fmt: skip


class PaperLine:
    """A server that counts what it takes, and fails at the steps it is told."""

    def __init__(self, taken: list[str], fault: Callable[[], str]) -> None:
        self.taken = taken
        self.fault = fault

    def open(self) -> None:
        self.step = self.fault()
        if self.step == "connect":
            raise NoLine("no server")

    def close(self) -> None:
        pass

    def hand_over(self, sender: str, recipient: str, message: bytes) -> Outcome:
        early = {"mail": broken("MAIL"), "rcpt": broken("RCPT"), "data": broken("DATA")}
        early |= {"rcpt-4xx": refused(450, "later"), "rcpt-5xx": refused(550, "nobody")}
        late = {"body": unknown("lost"), "dot-lost": unknown("lost")}
        late |= {"4xx": refused(451, "later"), "5xx": refused(554, "no")}
        if self.step in ("kill-before", "kill-in-body"):
            raise Killed
        if self.step in early or self.step in late:
            return (early | late)[self.step]
        self.taken.append(recipient)
        if self.step == "kill-after-dot":
            raise Killed
        return unknown("no answer") if self.step == "dot-kept" else sent("250 taken")


class Seen(NamedTuple):
    """What a real server got."""

    sender: str
    recipients: list[str]
    message: bytes


class Server(Controller):
    """A real SMTP server that keeps what it got; `say` may change its answers by step."""

    def __init__(self, tls: str = "none", context: ssl.SSLContext | None = None) -> None:
        self.seen: list[Seen] = []
        self.commands: list[str] = []
        self.sessions = 0
        self.say: dict[str, str | Callable[[], str]] = {}
        self._tls, self._context = tls, context
        outer = context if tls == "tls" else None
        super().__init__(self, hostname="127.0.0.1", port=free_port(), ssl_context=outer)

    def factory(self) -> SMTP:
        outer = self

        class Counting(SMTP):
            def connection_made(self, transport: Any) -> None:
                outer.sessions += 1
                super().connection_made(transport)

            async def push(self, status: Any) -> None:
                await super().push(status)

        starttls = self._context if self._tls == "starttls" else None
        return Counting(
            self,
            hostname="mail.test",
            tls_context=starttls,
            require_starttls=starttls is not None,
            authenticator=self._authenticate,
            auth_require_tls=False,
            auth_exclude_mechanism=["CRAM-MD5"],
        )

    def _authenticate(self, server: Any, session: Any, envelope: Any, kind: str, data: Any) -> Any:
        good = isinstance(data, LoginPassword) and data.password == b"secret"
        self.commands.append("AUTH")
        return AuthResult(success=good, handled=False)

    def _said(self, step: str) -> str | None:
        found = self.say.get(step)
        return found() if callable(found) else found

    async def handle_MAIL(  # noqa: N802
        self, server: Any, session: Any, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.commands.append("MAIL")
        envelope.mail_from = address
        return self._said("MAIL") or "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: Any, session: Any, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.commands.append("RCPT")
        answer = self._said("RCPT") or self._said(address) or "250 OK"
        if answer.startswith("2"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: Any, session: Any, envelope: Envelope) -> str:  # noqa: N802
        answer = self._said("DATA") or "250 taken"
        content = envelope.original_content or b""
        if answer.startswith("2"):
            self.seen.append(Seen(str(envelope.mail_from), [*envelope.rcpt_tos], content))
        return answer


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


@contextmanager
def serving(tls: str = "none", context: ssl.SSLContext | None = None) -> Iterator[Server]:
    """A real server at work."""
    server = Server(tls, context)
    server.start()
    server.sessions = 0  # it calls itself once to see whether it is there
    try:
        yield server
    finally:
        server.stop()
