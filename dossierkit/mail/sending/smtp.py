"""Handing letters to an SMTP server: one line for many, one recipient for each (promises 6, 7).

The steps are taken one by one, so that it is always known whether a letter can have arrived: not
before its first byte is on the line, and perhaps from then on until the server has answered.
"""

from __future__ import annotations

import re
import smtplib
import ssl
from contextlib import suppress
from typing import NamedTuple

from dossierkit.mail.sending.outcome import (
    NoLine,
    Outcome,
    broken,
    one_line,
    refused,
    sent,
    unknown,
)
from dossierkit.schema.policy import Smtp
from dossierkit.text.translation import _

_PORTS = {"tls": 465, "starttls": 587, "none": 25}
_TIMEOUT = 30
_HERE = ("localhost", "127.0.0.1", "::1")
_TROUBLE = (OSError, smtplib.SMTPException)
_SERVICE_CLOSES = 421
_LOGIN_NEEDED = 530
"""RFC 4954; with it, no letter is to blame."""


class Account(NamedTuple):
    """A mail account at a server: all that it takes to log in. No `user`, no login."""

    host: str
    port: int
    security: str
    user: str | None
    password: str | None
    timeout: float


def account_of(settings: Smtp, password: str | None) -> Account:
    """The account that a book's settings name; raises NoLine where they don't.

    Without `security` the line is secured by STARTTLS, or by TLS at port 465.
    """
    if not settings.host:
        raise NoLine(_("no server is named: fill 'mail.smtp.host' in dossiers/book.yaml"))
    security = settings.security or ("tls" if settings.port == _PORTS["tls"] else "starttls")
    if security == "none" and settings.user and settings.host not in _HERE:
        raise NoLine(
            _(
                "the password would go over an open line: write 'security: starttls' or 'security: "
                "tls' under 'mail.smtp' in dossiers/book.yaml"
            )
        )
    port = settings.port or _PORTS[security]
    timeout = float(settings.timeout or _TIMEOUT)
    return Account(settings.host, port, security, settings.user, password, timeout)


class SmtpLine:
    """A line to a server; opened when the first letter goes, and again when it has broken."""

    def __init__(self, account: Account, name: str) -> None:
        """`name` is what we call ourselves: the domain of our addresses."""
        self._account = account
        self._name = name
        self._server: smtplib.SMTP | None = None

    def open(self) -> None:
        """Connects, secures the line and logs in; raises NoLine."""
        if self._answers():
            return
        account = self._account
        where = f"{account.host}:{account.port}"
        try:
            self._server = self._connected()
            if account.user is not None:
                self._server.login(account.user, account.password or "")
        except smtplib.SMTPAuthenticationError as error:
            self.close()
            raise NoLine(
                _(
                    "{where} does not let {user} in ({why}); check 'mail.smtp.user' and the "
                    "password (some servers want one made for programs)"
                ).format(where=where, user=account.user, why=_why(error))
            ) from error
        except ssl.SSLCertVerificationError as error:
            self.close()
            raise NoLine(
                _(
                    "{where} has no certificate that can be trusted ({verify_message}); check "
                    "'mail.smtp.host'; for a certificate of your own, name its authority's file in "
                    "SSL_CERT_FILE"
                ).format(where=where, verify_message=error.verify_message)
            ) from error
        except smtplib.SMTPNotSupportedError as error:
            self.close()
            raise NoLine(
                _("{where}: {error}; check 'mail.smtp.security'").format(
                    where=where, error=one_line(str(error))
                )
            ) from error
        except (*_TROUBLE, ValueError) as error:
            self.close()
            raise NoLine(
                _(
                    "no line to {where} ({why}); check the network, and 'mail.smtp' in "
                    "dossiers/book.yaml"
                ).format(where=where, why=_why(error))
            ) from error

    def _connected(self) -> smtplib.SMTP:
        account = self._account
        secure = ssl.create_default_context()
        if account.security == "tls":
            return smtplib.SMTP_SSL(
                account.host, account.port, self._name, timeout=account.timeout, context=secure
            )
        server = smtplib.SMTP(account.host, account.port, self._name, timeout=account.timeout)
        if account.security == "starttls":
            try:
                server.starttls(context=secure)
            except BaseException:
                server.close()
                raise
        return server

    def _answers(self) -> bool:
        """Whether the server is still there, for a line that has been quiet for a while."""
        with suppress(*_TROUBLE):
            if self._server is not None and self._server.rset()[0] == 250:
                return True
        self._drop()
        return False

    def hand_over(self, sender: str, recipient: str, message: bytes) -> Outcome:
        """Hands one message to one recipient; the message is ASCII with CRLF line ends."""
        try:
            outcome = self._announced(sender, recipient, len(message))
        except _TROUBLE as error:
            self._drop()
            return broken(
                _("the line broke before the letter was on it: {why}").format(why=_why(error))
            )
        return outcome or self._passed(message)

    def _announced(self, sender: str, recipient: str, size: int) -> Outcome | None:
        """Says from whom and to whom; None if the server waits for the letter now."""
        server = self._server
        assert server is not None  # noqa: S101 - it was opened
        server.ehlo_or_helo_if_needed()
        room = f" SIZE={size}" if server.has_extn("size") else ""
        for command, expected in (
            (f"MAIL FROM:<{sender}>{room}", 2),
            (f"RCPT TO:<{recipient}>", 2),
            ("DATA", 3),
        ):
            code, reply = server.docmd(command)
            if code // 100 == expected:
                continue
            self._end_one(code)
            if code == _LOGIN_NEEDED:
                why = _("the server takes no mail without a login ({code})").format(
                    code=_said(code, reply)
                )
                return broken(why)._replace(ends=_("{why}; fill 'mail.smtp.user'").format(why=why))
            if code // 100 in (4, 5):
                return refused(code, _text(reply))
            return broken(
                _("the server gave no clear answer: {code} {reply}").format(
                    code=code, reply=_text(reply)
                )
            )
        return None

    def _end_one(self, code: int) -> None:
        """Gives up a line after a refusal that ends it; else the next letter makes it ready."""
        if code == _SERVICE_CLOSES:
            self._drop()

    def _passed(self, message: bytes) -> Outcome:
        """The letter itself; from here on it may have arrived."""
        server = self._server
        assert server is not None  # noqa: S101
        stuffed = re.sub(rb"(?m)^\.", b"..", message)
        end = b".\r\n" if stuffed.endswith(b"\r\n") else b"\r\n.\r\n"
        try:
            server.send(stuffed + end)
            code, reply = server.getreply()
        except _TROUBLE as error:
            self._drop()
            return unknown(
                _("the line broke when the letter was on it: {why}").format(why=_why(error))
            )
        if 200 <= code < 300:
            return sent(_said(code, reply))
        if code == _SERVICE_CLOSES or code // 100 not in (4, 5):
            self._drop()
        if code // 100 in (4, 5):
            return refused(code, _text(reply))
        return unknown(_("the server gave no clear answer: {code}").format(code=_said(code, reply)))

    def close(self) -> None:
        """Takes leave, if there is anybody to take leave of."""
        server, self._server = self._server, None
        if server is None:
            return
        try:
            server.quit()
        except _TROUBLE:
            server.close()

    def _drop(self) -> None:
        """Gives up a line on which nobody answers."""
        server, self._server = self._server, None
        if server is not None:
            server.close()


def _text(reply: bytes | str) -> str:
    return one_line(reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply)


def _said(code: int, reply: bytes | str) -> str:
    return f"{code} {_text(reply)}"


def _why(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return _said(error.smtp_code, error.smtp_error)
    if isinstance(error, TimeoutError):
        return _("it did not answer in time")
    return one_line(getattr(error, "strerror", None) or str(error) or type(error).__name__)
