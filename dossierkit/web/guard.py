"""Who may ask: only the browser that was given the token, for pages that it opened itself.

Every request is looked at before a page sees it: the Host (a name that was rebound to this machine
is not ours), where it comes from, the cookie. Every answer forbids what pages of ours never do.
"""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, TypeAlias
from urllib.parse import parse_qs

from dossierkit.text.translation import _
from dossierkit.web.environment import render

Scope: TypeAlias = MutableMapping[str, Any]
Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
App: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_ALWAYS = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
_OURS = ("same-origin", "none")
"""What a browser says of a request that a page of ours made, or the user by hand."""


class Keys:
    """The secrets of one run of the server: the token of the printed address, and what the cookie
    holds."""

    def __init__(self, port: int) -> None:
        self.token = secrets.token_urlsafe(32)
        self.session = secrets.token_urlsafe(32)
        self.cookie = f"dossier-{port}"
        """Cookies are shared by all ports of a machine, so that the name has to tell them apart."""
        self.hosts = (f"127.0.0.1:{port}", f"localhost:{port}")


class Guard:
    """Lets through what may ask, in front of an application (ASGI)."""

    def __init__(self, app: App, keys: Keys) -> None:
        self._app = app
        self._keys = keys

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return  # no sockets, no lifespan: the server asks for neither
        refused = self._refused(scope)
        if refused is not None:
            await _say(send, *refused)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *_headers(scope["path"])]
            await send(message)

        await self._app(scope, receive, guarded)

    def _refused(self, scope: Scope) -> tuple[int, str, dict[str, str]] | None:
        """What is answered instead of a page; None where the page may be seen."""
        given = _given(scope)
        host = given.get("host", [])
        if len(host) != 1 or host[0] not in self._keys.hosts:
            return (
                421,
                _("this page is only at http://{host}/").format(host=self._keys.hosts[0]),
                {},
            )
        token = parse_qs(scope["query_string"].decode("latin-1")).get("token")
        if token and scope["path"] == "/" and scope["method"] == "GET":
            return self._welcome(token[0])
        came_from = given.get("sec-fetch-site", ["none"])[0]
        if came_from not in _OURS:
            return self._locked(_("another page has asked for this one"))
        if scope["path"].startswith("/static/"):
            return None
        if not _same(self._cookie(given), self._keys.session):
            return self._locked(_("this browser was not given the key"))
        if scope["method"] == "POST" and given.get("origin") != [f"http://{host[0]}"]:
            return self._locked(_("a form of another page was sent here"))
        return None

    def _welcome(self, token: str) -> tuple[int, str, dict[str, str]]:
        """The key for a cookie. The next page is opened by this one, not by whoever led here, so
        that a cookie for requests of our own goes along; and the key leaves the address."""
        if not _same(token, self._keys.token):
            return self._locked(_("this address is of another run of the server"))
        cookie = f"{self._keys.cookie}={self._keys.session}; HttpOnly; SameSite=Strict; Path=/"
        return 200, render("welcome.html"), {"set-cookie": cookie}

    def _locked(self, reason: str) -> tuple[int, str, dict[str, str]]:
        return 403, render("locked.html", reason=reason), {}

    def _cookie(self, given: dict[str, list[str]]) -> str:
        """Our cookie among those of all servers of this machine, whatever theirs look like."""
        for part in ";".join(given.get("cookie", [])).split(";"):
            name, _equals, value = part.strip().partition("=")
            if name == self._keys.cookie:
                return value
        return ""


def _same(given: str, ours: str) -> bool:
    return secrets.compare_digest(given.encode(), ours.encode())


def _given(scope: Scope) -> dict[str, list[str]]:
    """The headers of a request by their names in lower case."""
    found: dict[str, list[str]] = {}
    for name, value in scope["headers"]:
        found.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
    return found


def _headers(path: str) -> list[tuple[bytes, bytes]]:
    is_static = path.startswith("/static/")
    stored = "private, max-age=3600" if is_static else "no-store"
    said = {**_ALWAYS, "cache-control": stored}
    return [(name.encode(), value.encode()) for name, value in said.items()]


async def _say(send: Send, status: int, html: str, headers: dict[str, str]) -> None:
    """One whole answer."""
    body = html.encode("utf-8", "backslashreplace")
    said = {"content-type": "text/html; charset=utf-8", "content-length": f"{len(body)}", **headers}
    start = [(name.encode(), value.encode()) for name, value in said.items()]
    await send(
        {"type": "http.response.start", "status": status, "headers": [*start, *_headers("/")]}
    )
    await send({"type": "http.response.body", "body": body})
