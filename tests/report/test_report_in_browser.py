"""The page of the report in a real browser: phone, dark, paper, any script, nothing hostile."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from browser import Browser, needs_browser

pytestmark = needs_browser

HOSTILE = (
    "<script>parent.hit = 1; window.hit = 1</script>",
    '"><img src=x onerror="window.hit = 1">',
    "</style><svg onload=alert(1)>",
    "javascript:alert(1)",
    "عبدالله القحطاني",
    "王小明",
    "without-any-blank-" + "x" * 120,
)
PERSON = """---
name: {name}
owner: lily
stage: harmony
intent: never
reason: {reason}
company: k{number}
source: {{channel: exhibition, detail: {name}, date: 2025-01-01{by}}}
---

{name} #wish

## Log

- 2024-01-01 order in USD 1,000.00: {name}
- 2025-01-02 lost in: payment terms
"""
COMPANY = "---\nname: {name}\ncountry: de\nterms: {{payment: {name}, incoterm: FOB}}\n---\n"


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Browser:
    return Browser(tmp_path_factory.mktemp("browser"))


@pytest.fixture
def make_page(run: Callable[..., Any], tmp_path: Path) -> Callable[[Path], Path]:
    def make(book: Path) -> Path:
        file = tmp_path / "report.html"
        assert run("report", "--on", "2026-11-20", "--html", file, book=book).status == 0
        return file

    return make


def hostile_book(make_book: Callable[[dict[str, str | bytes]], Path]) -> Path:
    files: dict[str, str | bytes] = {
        "dossiers/book.yaml": "name: '<script>window.hit = 1</script>'\ncurrency: USD\n"
    }
    for number, name in enumerate(HOSTILE):
        quoted = "'" + name.replace("'", "''") + "'"
        by = f", referred-by: c{number - 1}" if number else ""
        files[f"dossiers/customers/c{number}.md"] = PERSON.format(
            name=quoted, reason=quoted, number=number, by=by
        )
        files[f"dossiers/companies/k{number}.md"] = COMPANY.format(name=quoted)
    return make_book(files)


LOOK = """(doc, win) => ({
  width: doc.documentElement.scrollWidth,
  room: doc.documentElement.clientWidth,
  outside: [...doc.querySelectorAll('body *')].filter(one => !one.closest('.scroll')
    && one.getBoundingClientRect().right > doc.documentElement.clientWidth + 1).length,
  scrolls: [...doc.querySelectorAll('.scroll')].some(one => one.scrollWidth > one.clientWidth),
  padding: win.getComputedStyle(doc.querySelector('main')).paddingLeft,
  hit: win.hit === undefined && parent.hit === undefined,
  strange: doc.querySelectorAll('script, img, iframe, object, link, [onload], [onerror]').length,
  fetched: win.performance.getEntriesByType('resource').length,
  title: doc.querySelector('h1').textContent,
  ways: Object.fromEntries([...doc.querySelectorAll('tbody bdi')]
    .map(one => [one.textContent, win.getComputedStyle(one).direction])),
  bars: [...doc.querySelectorAll('.plot .track')].map(one => one.getBoundingClientRect().width),
  sizes: [...doc.querySelectorAll('.plot span, svg text, td')]
    .map(one => parseFloat(win.getComputedStyle(one).fontSize)),
  ground: win.getComputedStyle(doc.body).backgroundColor,
  ink: win.getComputedStyle(doc.body).color,
  tables: [...doc.querySelectorAll('section')].map(one => [one.id,
    one.querySelectorAll('figure').length, one.querySelectorAll('table').length]),
  named: [...doc.querySelectorAll('svg[role=img]')].every(one =>
    one.querySelector('title').textContent && one.querySelector('desc').textContent),
})"""


@pytest.mark.parametrize("width", [390, 1100])
def test_the_sample_reads_well_on_a_phone_and_a_desk(
    browser: Browser, make_page: Callable[[Path], Path], sample_book: Path, width: int
) -> None:
    seen = browser.measure(make_page(sample_book), width, LOOK, f"--window-size={width + 20},1300")
    assert seen["width"] == seen["room"] == width
    assert seen["outside"] == 0
    assert seen["fetched"] == 0
    assert seen["padding"] == ("16px" if width == 390 else "24px"), "the styles are refused"
    assert min(seen["bars"]) > 50
    assert min(seen["sizes"]) >= 11
    assert seen["scrolls"] == (width == 390)
    assert seen["ways"]["عبدالله القحطاني"] == "rtl"
    assert seen["named"]
    assert all(tables for name, figures, tables in seen["tables"] if figures)
    assert (seen["ground"], seen["ink"]) == ("rgb(255, 255, 255)", "rgb(27, 31, 36)")


def test_hostile_names_are_text_in_any_script(
    browser: Browser, make_page: Callable[[Path], Path], make_book: Callable[..., Path]
) -> None:
    page = make_page(hostile_book(make_book))
    seen = browser.measure(page, 390, LOOK, "--window-size=410,1300")
    assert seen["hit"]
    assert (seen["strange"], seen["fetched"], seen["outside"]) == (0, 0, 0)
    assert seen["title"] == "<script>window.hit = 1</script>"
    assert seen["ways"]["عبدالله القحطاني"] == "rtl"
    assert seen["ways"]["王小明"] == "ltr"
    assert {name for name in HOSTILE if name in seen["ways"]} == set(HOSTILE)


def test_in_the_dark_it_is_dark(
    browser: Browser, make_page: Callable[[Path], Path], sample_book: Path
) -> None:
    dark = "--blink-settings=preferredColorScheme=0"
    seen = browser.measure(make_page(sample_book), 1100, LOOK, dark)
    assert (seen["ground"], seen["ink"]) == ("rgb(21, 24, 28)", "rgb(231, 234, 237)")


def test_it_prints_on_white_paper(
    browser: Browser, make_page: Callable[[Path], Path], sample_book: Path, tmp_path: Path
) -> None:
    paper = tmp_path / "report.pdf"
    browser.run(
        "--blink-settings=preferredColorScheme=0", "--no-pdf-header-footer",
        f"--print-to-pdf={paper}", make_page(sample_book).as_uri(),
    )  # fmt: skip
    data = paper.read_bytes()
    assert data.startswith(b"%PDF-")
    assert 3 <= data.count(b"/Type /Page\n") + data.count(b"/Type /Page ") <= 20


def test_a_screenshot_shows_more_than_an_empty_page(
    browser: Browser, make_page: Callable[[Path], Path], sample_book: Path, tmp_path: Path
) -> None:
    shot = tmp_path / "report.png"
    page = make_page(sample_book)
    browser.run("--window-size=800,600", f"--screenshot={shot}", page.as_uri())
    width, height, rows = _pixels(shot.read_bytes())
    assert (width, height) == (800, 600)
    assert sum(row != rows[0] for row in rows) > 100


def _pixels(png: bytes) -> tuple[int, int, list[bytes]]:
    """The size of a picture and its rows, as they are stored."""
    width, height, _, colours = struct.unpack(">IIBB", png[16:26])
    data, place = b"", 8
    while place < len(png):
        size, kind = struct.unpack(">I4s", png[place : place + 8])
        data += png[place + 8 : place + 8 + size] if kind == b"IDAT" else b""
        place += size + 12
    raw = zlib.decompress(data)
    stride = width * {2: 3, 6: 4}[colours] + 1
    return width, height, [raw[start : start + stride] for start in range(0, len(raw), stride)]
