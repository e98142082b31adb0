"""The page in a real browser: by keyboard, on a phone, in light and dark, without JavaScript."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import GIT_ENVIRONMENT, REPOSITORY
from hostile import PAYLOADS, write_hostile_book
from served import Served, Watched, served
from visiting import git

sys.path.append(str(REPOSITORY / "tests" / "report"))
from browser import find_browser, needs_browser

pytestmark = needs_browser
_NOBODY_ELSE = "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
PAGES = (
    "/", "/customers/wang-xiao-ming", "/customers/abdullah-al-qahtani", "/companies/brightlite",
    "/countries/de", "/calendar?month=2026-12", "/calendar?month=2026-12&as=list", "/report",
    "/customers/anna-schmidt/history", "/customers/anna-schmidt/log",
    "/customers/anna-schmidt/next", "/customers/anna-schmidt/set?field=stage", "/search?q=anna",
    "/trouble",
)  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        one = playwright.chromium.launch(
            executable_path=find_browser(),
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
            ],
        )
        yield one
        one.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The sample book behind a page."""
    root = tmp_path_factory.mktemp("sample")
    for folder in ("dossiers", "templates"):
        shutil.copytree(REPOSITORY / folder, root / folder)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in GIT_ENVIRONMENT.items():
            patch.setenv(name, value)
        for words in (("init",), ("add", "."), ("commit", "--quiet", "-m", "Begin")):
            git(root, *words)
        with served(root, "--on", "2026-11-20") as one:
            yield one


def look(browser: Any, server: Served, **settings: Any) -> Watched:
    """A page that was let in."""
    watched = Watched(browser.new_context(**settings).new_page(), server.home)
    watched.page.goto(server.address)
    watched.page.wait_for_url(f"{server.home}/")
    return watched


def test_a_touch_is_logged_by_keyboard_alone(browser: Any, server: Served) -> None:
    watched = look(browser, server)
    page = watched.page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.goto(f"{server.home}/customers/joerg-mueller/log")
    page.focus("select[name=event]")
    page.keyboard.type("call")
    page.focus("textarea[name=text]")
    page.keyboard.type("He wants samples")
    page.focus("input[name=next_day]")
    page.keyboard.type("yesterday")
    page.focus("button.main")
    page.keyboard.press("Enter")
    page.wait_for_selector("#refusal")
    assert "is past" in page.inner_text("#refusal")
    assert page.evaluate("document.activeElement.name") == "next_day"
    assert page.input_value("textarea[name=text]") == "He wants samples"
    page.fill("input[name=next_day]", "3d")
    page.keyboard.press("Enter")
    page.wait_for_selector(".saved")
    assert "git revert --no-edit" in page.inner_text(".saved")
    file = server.root / "dossiers/customers/joerg-mueller.md"
    assert "call: He wants samples" in file.read_text(encoding="utf-8")
    assert [one for one in watched.wrong if "422" not in one] == []


def test_names_are_found_while_one_types(browser: Any, server: Served) -> None:
    watched = look(browser, server)
    page = watched.page
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "find"
    page.goto(f"{server.home}/search")
    page.type("#find", "ana schmit")
    page.wait_for_selector("#found a[href='/customers/anna-schmidt']")
    assert page.url == f"{server.home}/search"
    page.goto(f"{server.home}/")
    page.select_option("select[name=owner]", "chen-mei")
    page.wait_for_selector("#list:not(:has(a[href='/customers/anna-schmidt']))")
    assert "owner=chen-mei" in page.url
    assert watched.wrong == []


def test_everything_works_without_javascript(browser: Any, server: Served) -> None:
    watched = look(browser, server, java_script_enabled=False)
    page = watched.page
    page.fill("#find", "王")
    page.click(".find button")
    page.click("#found a")
    assert page.url == f"{server.home}/customers/wang-xiao-ming"
    page.click("text=Next step")
    page.fill("input[name=next_day]", "fri")
    page.fill("input[name=next_what]", "打电话")
    page.click("button.main")
    assert "打电话" in page.inner_text(".saved")
    page.goto(f"{server.home}/")
    page.select_option("select[name=within]", "7")
    page.click(".filters button")
    assert "within=7" in page.url
    assert watched.wrong == []


_TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
_UNNAMED = """() => [...document.querySelectorAll('input, select, textarea')].filter(one =>
    one.type !== 'hidden' && !one.hidden && !one.labels.length && !one.ariaLabel)
    .map(one => one.name)"""
_FAINT = """() => {
  const rgb = text => (text.match(/[\\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(c => c / 255)
    .map(c => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [.2126, .7152, .0722][i], 0);
  const behind = one => {
    for (let at = one; at; at = at.parentElement) {
      const colour = rgb(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const faint = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const one = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !one.checkVisibility() || one.closest('svg, option'))
      continue;
    const style = getComputedStyle(one);
    const pair = [light(rgb(style.color)), light(behind(one))].sort((a, b) => b - a);
    const ratio = (pair[0] + .05) / (pair[1] + .05);
    if (ratio < 4.5) faint.push([ratio.toFixed(2), one.className, one.textContent.slice(0, 30)]);
  }
  return faint;
}"""


@pytest.mark.parametrize(("scheme", "width"), [("light", 360), ("dark", 1100)])
def test_every_page_fits_is_legible_and_names_its_fields(
    browser: Any, server: Served, scheme: str, width: int
) -> None:
    size = {"width": width, "height": 800}
    watched = look(browser, server, viewport=size, color_scheme=scheme)
    for path in PAGES:
        watched.page.goto(server.home + path)
        assert watched.page.evaluate(_TOO_WIDE) == 0, path
        assert watched.page.evaluate(_FAINT) == [], path
        assert watched.page.evaluate(_UNNAMED) == [], path
        assert watched.page.locator("h1").count() == 1, path
    assert watched.wrong == []
    faint = "#888" if scheme == "light" else "#555"
    watched.page.evaluate(f"document.querySelector('h1').style.color = '{faint}'")
    assert watched.page.evaluate(_FAINT) != [], "what is faint would have been noticed"


def test_text_twice_as_large_still_fits(browser: Any, server: Served) -> None:
    watched = look(browser, server, viewport={"width": 640, "height": 400}, device_scale_factor=2)
    for path in PAGES[::3]:
        watched.page.goto(server.home + path)
        watched.page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert watched.page.evaluate(_TOO_WIDE) == 0, path


def test_no_text_of_a_dossier_runs_or_leads_away(browser: Any, tmp_path: Path) -> None:
    count = write_hostile_book(tmp_path)
    with served(tmp_path, "--on", "2026-11-20") as server:
        watched = look(browser, server)
        page = watched.page
        page.add_init_script("window.hits = []; window.boom = (hit) => window.hits.push(hit)")
        pages = ["/", "/calendar", "/report", "/trouble", "/search?q=boom", "/countries/de"]
        pages += [f"/customers/c{number}" for number in range(1, count, 2)]
        pages += ["/customers/c4/next", "/customers/c4/set?field=name", "/team/m6", "/customers/c0"]
        for path in pages:
            page.goto(server.home + path)
            assert page.evaluate("window.hits") == [], path
            assert page.url == server.home + path
        assert watched.wrong == []
        assert PAYLOADS[0] in page.inner_text("main")
        assert page.evaluate("boom(1), window.hits") == [1], "it would have been noticed"


_EVIL = """<!DOCTYPE html><title>evil</title><script>
async function go(home) {
  const said = [];
  for (const path of ['/', '/customers/anna-schmidt', '/static/htmx.min.js'])
    for (const mode of ['cors', 'no-cors'])
      try {
        const found = await fetch(home + path, {mode, credentials: 'include'});
        said.push((await found.text()).length);
      } catch { said.push('refused'); }
  await new Promise(done => { const s = document.createElement('script');
    s.src = home + '/static/htmx.min.js'; s.onload = () => { said.push('loaded'); done(); };
    s.onerror = done; document.head.append(s); });
  return said;
}
</script><form id="attack" method="post"><input name="event" value="call">
<input name="text" value="pwned"><input name="day" value="2026-11-20"></form>"""


def test_another_page_reads_and_writes_nothing(browser: Any, server: Served) -> None:
    context = look(browser, server).page.context
    page = context.new_page()
    context.route(
        "http://evil.example/", lambda route: route.fulfill(body=_EVIL, content_type="text/html")
    )
    page.goto("http://evil.example/")
    said = page.evaluate("home => go(home)", server.home)
    assert [one for one in said if one not in ("refused", 0)] == []
    file = server.root / "dossiers/customers/anna-schmidt.md"
    before = file.read_bytes()
    action = f"{server.home}/customers/anna-schmidt/log"
    with page.expect_navigation():
        page.evaluate(
            "action => { const form = document.getElementById('attack'); form.action = action;"
            " form.submit(); }",
            action,
        )
    assert "locked" in page.inner_text("h1")
    assert file.read_bytes() == before
    page.goto("http://evil.example/")
    page.evaluate(
        "home => { const frame = document.createElement('iframe'); frame.src = home;"
        " document.body.append(frame); return new Promise(done => frame.onload = done); }",
        server.home,
    )
    shown = [frame.content() for frame in page.frames if frame.url.startswith(server.home)]
    assert all("Anna" not in one for one in shown)
