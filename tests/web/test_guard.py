"""Who may look in: only the browser that was given the key, for pages that it asked for itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Files
from starlette.testclient import TestClient
from visiting import HOME, PORT, Visitor, small_book

COOKIE = f"dossier-{PORT}"


@pytest.fixture
def book(make_book: Callable[[Files], Path]) -> Path:
    return small_book(make_book)


@pytest.fixture
def visitor(book: Path) -> Visitor:
    return Visitor(book)


def stranger(visitor: Visitor, home: str = HOME) -> TestClient:
    """Another browser, at the same server."""
    from dossierkit.web.app import application

    app = application(visitor.desk, visitor.keys, str)
    return TestClient(app, base_url=home, follow_redirects=False)


def test_the_key_of_the_address_becomes_a_cookie_that_no_script_sees(visitor: Visitor) -> None:
    found = stranger(visitor).get(f"/?token={visitor.keys.token}")
    assert found.status_code == 200
    cookie = found.headers["set-cookie"]
    assert cookie == f"{COOKIE}={visitor.keys.session}; HttpOnly; SameSite=Strict; Path=/"
    assert visitor.keys.token not in found.text, "the key leaves the address and the page"


@pytest.mark.parametrize("path", ["/", "/customers/anna", "/?token=wrong", "/?token=%C3%A9"])
def test_without_the_key_it_is_said_how_to_get_in(visitor: Visitor, path: str) -> None:
    found = stranger(visitor).get(path)
    assert found.status_code == 403
    assert "open the whole address that 'dossier serve' printed" in found.text.replace("&#39;", "'")
    assert "Anna" not in found.text


def test_a_wrong_cookie_is_none(visitor: Visitor) -> None:
    for cookie in (f"{COOKIE}=x", f"{COOKIE}=", "other=1", f"{COOKIE}=é", "=;=;", "[]=x"):
        found = stranger(visitor).get("/", headers={b"Cookie": cookie.encode()})
        assert found.status_code == 403


@pytest.mark.parametrize(
    "host", ["evil.example", f"evil.example:{PORT}", "127.0.0.1", "127.0.0.1:1"]
)
def test_a_name_that_was_rebound_to_this_machine_shows_nothing(visitor: Visitor, host: str) -> None:
    found = visitor.client.get("/customers/anna", headers={"Host": host})
    assert found.status_code == 421
    assert "Anna" not in found.text


def test_cookies_of_other_servers_of_this_machine_do_no_harm(visitor: Visitor) -> None:
    cookies = f"a/b=1; ; x; {COOKIE}={visitor.keys.session}; [=2"
    assert stranger(visitor).get("/", headers={"Cookie": cookies}).status_code == 200


def test_this_machine_may_be_called_localhost(visitor: Visitor) -> None:
    client = stranger(visitor, f"http://localhost:{PORT}")
    client.get(f"/?token={visitor.keys.token}")
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_other_pages_get_nothing_even_with_the_cookie(visitor: Visitor, site: str) -> None:
    for path in ("/", "/static/page.css", "/customers/anna"):
        found = visitor.client.get(path, headers={"Sec-Fetch-Site": site})
        assert found.status_code == 403
        assert "access-control-allow-origin" not in found.headers


def test_an_address_clicked_elsewhere_lets_in_by_its_key(visitor: Visitor) -> None:
    client = stranger(visitor)
    found = client.get(f"/?token={visitor.keys.token}", headers={"Sec-Fetch-Site": "cross-site"})
    assert found.status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": f"http://localhost:{PORT}"},
        {},
        {"Origin": HOME, "Sec-Fetch-Site": "cross-site"},
    ],
)
def test_a_form_of_another_page_saves_nothing(visitor: Visitor, headers: dict[str, str]) -> None:
    before = (visitor.root / "dossiers/customers/anna.md").read_bytes()
    form = {"key": visitor.desk.form_key, "event": "call", "text": "x"}
    found = visitor.client.post("/customers/anna/log", data=form, headers=headers)
    assert found.status_code == 403
    assert (visitor.root / "dossiers/customers/anna.md").read_bytes() == before


@pytest.mark.parametrize("key", ["", "wrong", "é"])
def test_a_form_without_our_own_key_saves_nothing(visitor: Visitor, key: str) -> None:
    file = visitor.root / "dossiers/customers/anna.md"
    before = file.read_bytes()
    said = visitor.post("/customers/anna/log", {"key": key, "event": "call", "text": "x"}, 403)
    assert "load the page again" in said
    assert file.read_bytes() == before


def test_a_page_that_only_reads_saves_nothing_and_offers_nothing(book: Path) -> None:
    visitor = Visitor(book, is_read_only=True)
    assert "Log a touch" not in visitor.get("/") + visitor.get("/customers/anna")
    said = visitor.post("/customers/anna/log", {"event": "call", "text": "x"}, 403)
    assert "this page only reads" in said


def test_a_form_that_is_too_large_is_not_read(visitor: Visitor) -> None:
    said = visitor.post("/customers/anna/log", {"event": "call", "text": "x" * 300_000}, 413)
    assert "too much" in said


@pytest.mark.parametrize("path", ["/", "/customers/anna", "/nothing", "/?token=wrong"])
def test_every_answer_forbids_what_pages_of_ours_never_do(visitor: Visitor, path: str) -> None:
    headers = visitor.client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "access-control-allow-origin" not in headers
    assert "server" not in headers


def test_only_what_is_the_same_for_everybody_is_kept_by_the_browser(visitor: Visitor) -> None:
    found = visitor.client.get("/static/page.css")
    assert found.headers["cache-control"] == "private, max-age=3600"
    assert visitor.client.get("/static/guard.py").status_code == 404
    assert visitor.client.get("/static/..%2Fguard.py").status_code == 404


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "POST"])
def test_nothing_but_reading_and_our_forms_is_answered(visitor: Visitor, method: str) -> None:
    found = visitor.client.request(method, "/customers/anna", headers={"Origin": HOME})
    assert found.status_code in (404, 405)


def test_a_socket_is_not_answered(visitor: Visitor) -> None:
    import asyncio

    from dossierkit.web.guard import Guard

    async def never(*_: object) -> None:
        raise AssertionError

    asyncio.run(Guard(never, visitor.keys)({"type": "websocket"}, never, never))  # type: ignore[arg-type]
