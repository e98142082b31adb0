"""Whatever a dossier says is text on the page, and nothing else."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest
from hostile import PAYLOADS, write_hostile_book
from visiting import Visitor, plain

_ELEMENTS = {
    "iframe",
    "object",
    "embed",
    "base",
    "style",
    "animate",
    "set",
    "foreignobject",
    "image",
}
_HREFS = ("/", "#", "mailto:", "tel:", "https:", "http:")


class Reader(HTMLParser):
    """What a page is made of, as a browser would see it."""

    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []
        self.scripts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in _ELEMENTS or tag in ("img", "image"):
            self.wrong.append(tag)
        if tag == "script":
            self.scripts.append(given.get("src", "inline"))
        for name, value in given.items():
            if name.startswith(("on", "hx-on", "style", "srcdoc")):
                self.wrong.append(f"{tag} {name}")
            is_address = name in ("href", "src", "action", "formaction")
            if is_address and (not value.startswith(_HREFS) or value.startswith("//")):
                self.wrong.append(f"{name}={value}")
            if name in ("src", "action", "formaction", "hx-get") and not value.startswith("/"):
                self.wrong.append(f"{name}={value}")
        if tag == "form" and not given.get("action", "").startswith("/"):
            self.wrong.append("form")
        if tag == "meta" and given.get("http-equiv"):
            self.wrong.append("meta")


@pytest.fixture(scope="module")
def visitor(tmp_path_factory: pytest.TempPathFactory) -> Visitor:
    root = tmp_path_factory.mktemp("hostile")
    write_hostile_book(root)
    return Visitor(root)


PAGES = [
    "/", "/?within=90&owner=m1", "/calendar?month=2026-11", "/calendar?month=2026-12&as=list",
    "/report", "/trouble", "/search?q=script", "/search?q=boom",
    *(f"/customers/c{number}" for number in range(len(PAYLOADS))),
    *(f"/customers/c{number}/{form}" for number in (0, 1, 2, 4, 10)
      for form in ("log", "next", "set")),
    *(f"/customers/c{number}/set?field={field}" for number in (1, 2, 4)
      for field in ("name", "next", "career", "stage", "custom.own")),
    *(f"/companies/f{number}" for number in range(len(PAYLOADS))),
    *(f"/team/m{number}" for number in (0, 5)),
    "/countries/de", "/customers/c1/history",
]  # fmt: skip


def test_the_attacks_are_really_on_the_pages(visitor: Visitor) -> None:
    for number, payload in enumerate(PAYLOADS):
        for page in (f"/customers/c{number}", f"/companies/f{number}", f"/team/m{number}"):
            assert " ".join(payload.split()) in plain(visitor.get(page)), page


@pytest.mark.parametrize("page", PAGES)
def test_text_of_dossiers_never_becomes_markup(visitor: Visitor, page: str) -> None:
    reader = Reader()
    html = visitor.get(page)
    reader.feed(html)
    assert reader.wrong == []
    assert reader.scripts == ["/static/htmx.min.js", "/static/page.js"]
    assert "49" not in [word for word in plain(html).split() if "{" in word]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_is_typed_into_an_address_is_text_too(visitor: Visitor, payload: str) -> None:
    from urllib.parse import quote

    word = quote(payload, safe="")
    for page, status in (
        (f"/search?q={word}", 200),
        (f"/?owner={word}&within={word}&page={word}", 200),
        (f"/?on={word}", 200),
        (f"/calendar?month={word}&owner={word}", 200),
        (f"/report?owner={word}", 200),
        (f"/customers/c1/set?field={word}", 404),
        (f"/customers/c1/set?field=name&value={word}", 200),
        (f"/customers/c1/log?event={word}", 200),
        (f"/customers/{quote(payload.replace('/', ''), safe='')}", 404),
    ):
        reader = Reader()
        reader.feed(visitor.get(page, status))
        assert reader.wrong == [], page
        assert all(script.startswith("/static/") for script in reader.scripts)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_is_typed_into_a_form_comes_back_as_text(visitor: Visitor, payload: str) -> None:
    fields = ("event", "direction", "day", "time", "text", "amount", "by", "next_day", "next_what")
    for page, names in (
        ("/customers/c1/log", fields),
        ("/customers/c1/next", ("done", "next_day", "next_what", "why")),
        ("/customers/c1/set", ("field", "value", "was", "why")),
    ):
        reader = Reader()
        reader.feed(visitor.post(page, dict.fromkeys(names, payload), 422))
        assert reader.wrong == [], page


def test_an_address_that_runs_code_is_no_link() -> None:
    from dossierkit.web.environment import _environment

    template = _environment().from_string("{{ one is address }}")
    for one in ("javascript:boom()", " javascript:x", "data:text/html,x", "//evil"):
        assert template.render(one=one) == "False"
    assert template.render(one="https://a.example") == "True"


def test_hidden_characters_are_shown(tmp_path: Path) -> None:
    (tmp_path / "dossiers").mkdir()
    (tmp_path / "dossiers/book.yaml").write_text('name: "a\\u202eb"\n')
    visitor = Visitor(tmp_path)
    found = visitor.client.get("/search?q=%E2%80%AEx")
    assert "\u202e" not in found.text
