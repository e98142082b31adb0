"""Putting letters into the Drafts folder of a mail account, for those who send from there (IMAP).

A letter that was put there may go out by anybody's hand: what became of it is not known to us.
"""

from __future__ import annotations

import base64
import imaplib
import re
import ssl
import time
from contextlib import suppress
from typing import Any

from dossierkit.mail.sending.outcome import (
    PUT,
    NoLine,
    Outcome,
    broken,
    one_line,
    unknown,
)
from dossierkit.schema.policy import Imap
from dossierkit.text.translation import _

_PORTS = {"tls": 993, "starttls": 143, "none": 143}
_HERE = ("localhost", "127.0.0.1", "::1")
_TROUBLE = (OSError, imaplib.IMAP4.error)
_LISTED = re.compile(rb'\((?P<flags>[^)]*)\) (?:"[^"]*"|NIL) (?P<name>.+)')
_SAFE = re.compile(r"[ -%'-~]+|[^ -~]+|&")


class ImapLine:
    """A line to a mail account; letters are appended to its Drafts."""

    def __init__(self, settings: Imap, password: str) -> None:
        self._settings = settings
        self._password = password
        self._server: imaplib.IMAP4 | None = None
        self._folder = settings.drafts

    def open(self) -> None:
        """Connects, secures the line, logs in, and finds the folder; raises NoLine."""
        if self._server is not None:
            return
        settings = self._settings
        if not settings.host or not settings.user:
            raise NoLine(_("fill 'mail.imap.host' and 'mail.imap.user' in dossiers/book.yaml"))
        security = settings.security or ("starttls" if settings.port == 143 else "tls")
        if security == "none" and settings.host not in _HERE:
            raise NoLine(_("the password would go over an open line: mend 'mail.imap.security'"))
        where = f"{settings.host}:{settings.port or _PORTS[security]}"
        try:
            server = self._server = self._connected(settings.host, security)
            server.login(_quoted(settings.user), self._password)
            self._folder = settings.drafts or _drafts_of(server)
        except ssl.SSLCertVerificationError as error:
            self.close()
            said = _("{where} has no certificate that can be trusted ({verify_message})").format(
                where=where, verify_message=error.verify_message
            )
            own = _("for a certificate of your own, name its authority's file in SSL_CERT_FILE")
            raise NoLine(
                _("{said}; check 'mail.imap.host'; {own}").format(said=said, own=own)
            ) from error
        except (*_TROUBLE, ValueError) as error:
            self.close()
            hint = _("check the network, 'mail.imap' in dossiers/book.yaml, and the password")
            raise NoLine(
                _("no line to {where} ({why}); {hint}").format(
                    where=where, why=_why(error), hint=hint
                )
            ) from error

    def _connected(self, host: str, security: str) -> imaplib.IMAP4:
        secure = ssl.create_default_context()
        port = self._settings.port or _PORTS[security]
        timeout = float(self._settings.timeout or 30)
        if security == "tls":
            return imaplib.IMAP4_SSL(host, port, ssl_context=secure, timeout=timeout)
        server = imaplib.IMAP4(host, port, timeout=timeout)
        if security == "starttls":
            try:
                server.starttls(secure)
            except BaseException:
                _hang_up(server)
                raise
        return server

    def hand_over(self, sender: str, recipient: str, message: bytes) -> Outcome:
        """Appends one message to the folder, as a draft."""
        server, folder = self._server, self._folder
        assert server is not None  # noqa: S101 - it was opened
        assert folder is not None  # noqa: S101
        begun = False
        try:
            server.noop()
            begun = True
            status, answer = server.append(
                mailbox_name(folder), "\\Draft", imaplib.Time2Internaldate(time.time()), message
            )
        except (OSError, imaplib.IMAP4.abort) as error:
            self.close()
            return unknown(_why(error)) if begun else broken(_why(error))
        except imaplib.IMAP4.error as error:
            status, answer = "BAD", [str(error).encode()]
        if status == "OK":
            return unknown(f"{PUT} '{folder}' of {self._settings.user}")
        why = _("no draft can be put into '{folder}': {first}").format(
            folder=folder, first=_first(answer)
        )
        is_missing = "TRYCREATE" in why or "NONEXISTENT" in why
        ends = _(
            "{why}; name a folder that is there: 'mail.imap.drafts' in dossiers/book.yaml"
        ).format(why=why)
        return broken(why)._replace(ends=ends if is_missing else "")

    def close(self) -> None:
        """Logs out, if that is possible."""
        server, self._server = self._server, None
        if server is None:
            return
        try:
            server.logout()
        except _TROUBLE:
            _hang_up(server)


def _hang_up(server: imaplib.IMAP4) -> None:
    """Gives up a line; `shutdown` of one that broke while it was secured is an error of its own."""
    with suppress(OSError):
        server.shutdown()


def _drafts_of(server: imaplib.IMAP4) -> str:
    """The folder that the server marks as that of drafts (RFC 6154), else `Drafts`."""
    status, listed = server.list()
    for line in listed if status == "OK" else ():
        found = _LISTED.fullmatch(line) if isinstance(line, bytes) else None
        if found and rb"\drafts" in found["flags"].lower().split():
            name = found["name"].decode("ascii", "replace")
            return _decoded(name[1:-1] if name.startswith('"') else name)
    return "Drafts"


def mailbox_name(name: str) -> str:
    """A folder's name as it travels: quoted, in the modified UTF-7 of RFC 3501."""
    parts = []
    for part in _SAFE.findall(name):
        if part == "&":
            parts.append("&-")
        elif part.isascii():
            parts.append(part)
        else:
            code = base64.b64encode(part.encode("utf-16-be")).decode().rstrip("=")
            parts.append(f"&{code.replace('/', ',')}-")
    return _quoted("".join(parts))


def _quoted(text: str) -> str:
    """A string of RFC 3501; `imaplib` quotes passwords only."""
    return '"' + re.sub(r'(["\\])', r"\\\1", text) + '"'


def _decoded(name: str) -> str:
    def plain(match: re.Match[str]) -> str:
        code = match[1].replace(",", "/")
        try:
            data = base64.b64decode(code + "=" * (-len(code) % 4))
        except ValueError:
            return match[0]
        return data.decode("utf-16-be", "replace") if code else "&"

    bare = re.sub(r'\\(["\\])', r"\1", name)
    return re.sub(r"&([A-Za-z0-9+,]*)-", plain, bare)


def _first(answer: list[Any]) -> str:
    found = answer[0] if answer else b""
    return one_line(found.decode("utf-8", "replace") if isinstance(found, bytes) else str(found))


def _why(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return _("it did not answer in time")
    return one_line(getattr(error, "strerror", None) or str(error) or type(error).__name__)
