"""What is said to be wrong in a file while one types."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from conftest import REPOSITORY
from desk import ANNA, BRIGHTLITE, FILES, PRICES, TODAY, desk, opened

from dossierkit.book.checks import findings as findings_of_book
from dossierkit.book.load import load
from dossierkit.editor.diagnostics import findings
from dossierkit.editor.extent import extent
from dossierkit.editor.workspace import Workspace

LEFT_TO_CHECK = {"shared-address", "same-person", "double-send", "letter-state"}


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return desk(tmp_path)


def told(workspace: Workspace, text: str, path: str = ANNA) -> list[tuple[str, str, str]]:
    """Severity, code and characters of each finding."""
    found = opened(workspace, text, path).document
    return [
        (one.severity, one.code, found.text[slice(*extent(found, one))])
        for one in findings(workspace, found)
    ]


@pytest.mark.parametrize(
    ("line", "code", "word"),
    [
        ("stage: harmonic", "unknown-value", "harmonic"),
        ("stagge: harmony", "unknown-field", "stagge"),
        ("reach: {prefers: 'mail'}", "unknown-value", "'mail'"),
        ("birthday: 1985-02-30", "impossible-date", "1985-02-30"),
        ("company: brightlit", "dangling-reference", "brightlit"),
        ("owner: lilly", "dangling-reference", "lilly"),
        ("country: uk", "unknown-country", "uk"),
        ("buys: [BL20]", "unknown-product", "BL20"),
        ("religion: hindu", "no-consent", "hindu"),
        ("next: 2026-11-25 answer PI #118", "comment-in-value", "#118"),
        ("next: [", "yaml", "["),
        ("name: Anna", "duplicate-key", "name"),
    ],
)
def test_a_slip_in_the_header_is_underlined(
    workspace: Workspace, line: str, code: str, word: str
) -> None:
    found = told(workspace, f"---\nname: Anna\n{line}\n---\n")
    assert [(one[1], one[2]) for one in found if one[1] == code] == [(code, word)]


@pytest.mark.parametrize(
    ("line", "severity", "code", "word"),
    [
        ("- 2026-11-19 cal out: x", "error", "unknown-event", "cal"),
        ("- 2026-11-21 call out: x", "error", "future-date", "2026-11-21"),
        ("- 2026-11-19 call by toni: x", "error", "dangling-reference", "toni"),
        (
            "- 2026-11-19 note: see [[kurt-brandt|him]]",
            "error",
            "dangling-reference",
            "kurt-brandt",
        ),
        ("- 19.11.2026 call: x", "error", "log-line", "19.11.2026 call: x"),
        ("- 2026-11-19 quote out USD 1: x", "warning", "quote-terms", "quote"),
    ],
)
def test_a_slip_in_the_log_is_underlined(
    workspace: Workspace, line: str, severity: str, code: str, word: str
) -> None:
    text = f"---\nname: Änna 😀\ncompany: brightlite\n---\n## Log\n\n{line}\n"
    assert told(workspace, text) == [(severity, code, word)]


def test_what_refers_to_files_follows_them(workspace: Workspace) -> None:
    text = "---\nname: Anna\ncompany: sunrise\ncountry: de\n---\n"
    assert told(workspace, text) == [("error", "dangling-reference", "sunrise")]
    file = workspace.root / "dossiers/companies/sunrise.md"
    file.write_text("---\nname: Sunrise\n---\n")
    workspace.file_changed("dossiers/companies/sunrise.md")
    assert told(workspace, text) == []


def test_an_unreadable_company_is_not_blamed_on_its_people(workspace: Workspace) -> None:
    quote = "## Log\n\n- 2026-11-19 quote out USD 1: x\n"
    opened(workspace, "---\nname: [\n", BRIGHTLITE)
    (workspace.root / BRIGHTLITE).write_text("no header")
    workspace.close(BRIGHTLITE)
    assert told(workspace, f"---\nname: A\ncompany: brightlite\ncountry: de\n---\n{quote}") == []


@pytest.mark.parametrize(
    ("path", "text", "code"),
    [
        ("dossiers/book.yaml", "commit: maybe\n", "unknown-value"),
        ("dossiers/book.yaml", "mail: {from: lilly}\n", "dangling-reference"),
        ("dossiers/book.yaml", "a: [\n", "yaml"),
        ("dossiers/prices/2026-11-16.csv", PRICES.replace("5.10", "5,10"), "price-row"),
        ("dossiers/prices/2026-11-16.csv", "sku,price\n", "columns"),
        ("dossiers/prices/draft.csv", "\ufeffsku,price\n", "columns"),
        ("dossiers/rates.csv", "date,from,to,rate,source\n2026-11-01,USD,EUR,x,b\n", "rate-row"),
        ("dossiers/playbook.yaml", "a-rule: {when: [stage harmony], say: {en: x}}\n", "condition"),
        ("dossiers/stories.yaml", "First: {about: x}\n", "id"),
        ("dossiers/customers/Anna Schmidt.md", "---\nname: Anna\ncountry: de\n---\n", "id"),
    ],
)
def test_every_file_of_the_book_is_read(
    workspace: Workspace, path: str, text: str, code: str
) -> None:
    (workspace.root / path).write_text(text)
    assert code in [one[1] for one in told(workspace, text, path)]


def test_other_files_are_none_of_ours(workspace: Workspace) -> None:
    assert told(workspace, "---\nx: [\n", "README.md") == []
    assert told(workspace, "---\nx: [\n", "dossiers/customers/old/anna.md") == []


def test_a_good_book_has_no_findings(workspace: Workspace) -> None:
    for path, text in FILES.items():
        assert told(workspace, text, path) == [], path


def test_each_file_is_told_what_check_says(tmp_path: Path) -> None:
    """The sample book, with a slip in many places, once file by file and once as a whole."""
    root = REPOSITORY
    workspace = Workspace(root, lambda zone: TODAY)
    whole = findings_of_book(load(root), TODAY)
    for file in sorted((root / "dossiers").rglob("*.md")):
        path = file.relative_to(root).as_posix()
        document = workspace.open(path, file.read_text(encoding="utf-8"))
        expected = [one for one in whole if one.path == path and one.code not in LEFT_TO_CHECK]
        assert findings(workspace, document) == expected


def test_a_broken_text_says_so_and_no_more(workspace: Workspace) -> None:
    assert told(workspace, "") == [("error", "no-header", "")]
    assert told(workspace, "---\nname: \ud800\n---\n")[0][1] == "encoding"
    assert told(workspace, "\ufeff---\nname: A\ncountry: de\n---\n") == [
        ("warning", "byte-order-mark", "---")
    ]


def test_the_day_is_that_of_the_book(tmp_path: Path) -> None:
    asked: list[str | None] = []

    def today(zone: str | None) -> date:
        asked.append(zone)
        return TODAY

    root = desk(tmp_path, {"dossiers/book.yaml": "timezone: Asia/Shanghai\n"}).root
    assert Workspace(root, today).today == TODAY
    assert asked == ["Asia/Shanghai"]
