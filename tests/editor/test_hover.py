"""What is shown on pointing at a word."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk import ANNA, BRIGHTLITE, FILES, desk, opened
from markdown_it import MarkdownIt

from dossierkit.editor.hover import hover
from dossierkit.editor.page import Page
from dossierkit.editor.workspace import Workspace

HOSTILE = "[x](command:run) <img src=x onerror=y> https://evil.example `a` \u202e\x1b[31m | # *b*"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return desk(tmp_path)


def shown(workspace: Workspace, text: str, path: str = ANNA) -> str:
    """What is shown at `¦`; nothing is an empty text."""
    found = hover(*opened(workspace, text, path))
    return found.page.as_text() if found else ""


def header(lines: str) -> str:
    return f"---\nname: Anna\n{lines}\n---\n"


def test_a_field_tells_its_meaning(workspace: Workspace) -> None:
    text = shown(workspace, header("position: {auth¦ority: none}"))
    assert text.startswith("position.authority\nwhether the decision is theirs\n")
    assert "one of decision-maker, influencer, none" in text
    assert "Who else will look at our offer" in text
    assert shown(workspace, header("position: {authority: no¦ne}")) == text
    assert "sensitive" in shown(workspace, header("religi¦on: hindu"))
    assert "required" in shown(workspace, "---\nna¦me: Anna\n---\n")


def test_while_the_header_is_half_typed_too(workspace: Workspace) -> None:
    assert shown(workspace, header("sta¦ge: [\nx")).startswith("stage\n")
    assert shown(workspace, header("reach: {prefers: ema¦il, [")).startswith("reach.prefers\n")
    assert shown(workspace, header("x: [\n# sta¦ge")) == ""
    assert shown(workspace, header("x: [\nnonsen¦se: 1")) == ""


def test_an_id_tells_who_that_is(workspace: Workspace) -> None:
    text = shown(workspace, header("position: {reports-to: karl-¦brandt}"))
    assert text.startswith(
        "Dr. Karl Brandt (karl-brandt)\nHead of Purchasing, Brightlite GmbH, de\n"
    )
    assert "last touch 10 days ago: call" in text
    assert "due " in text
    assert shown(workspace, header("x: 1") + "see [[karl¦-brandt]]\n") == text


def test_companies_countries_and_colleagues_too(workspace: Workspace) -> None:
    firm = shown(workspace, header("company: bright¦lite"))
    assert firm == "Brightlite GmbH (brightlite)\nde\npeople: Dr. Karl Brandt"
    assert shown(workspace, header("country: d¦e")).startswith("Germany (de)\nde")
    assert shown(workspace, header("owner: li¦ly")) == "Lily Zhang (lily)\nExport Manager"
    sender = shown(workspace, "mail: {from: li¦ly}\n", "dossiers/book.yaml")
    assert sender == "Lily Zhang (lily)\nExport Manager"


def test_who_asked_not_to_be_contacted_is_shown_so_first(workspace: Workspace) -> None:
    karl = "dossiers/customers/karl-brandt.md"
    opened(workspace, "---\nname: Karl\nconsent: {do-not-contact: true}\n---\n", karl)
    lines = shown(workspace, header("position: {reports-to: karl-¦brandt}")).splitlines()
    assert lines[:2] == ["Karl (karl-brandt)", "ASKED NOT TO BE CONTACTED"]
    assert not any("due" in line for line in lines)


def test_an_unreadable_dossier_is_named(tmp_path: Path) -> None:
    workspace = desk(tmp_path, {**FILES, BRIGHTLITE: "no header"})
    assert "can't be read" in shown(workspace, header("company: bright¦lite"))


def test_a_word_that_names_nobody_tells_its_field(workspace: Workspace) -> None:
    assert shown(workspace, header("company: bright¦lit")).startswith("company\n")


def test_a_product_tells_its_price(workspace: Workspace) -> None:
    assert shown(workspace, header("buys: [BL-2¦0]")) == "BL-20\nBL-20 LED strip: USD 5.10/reel"
    group = shown(workspace, header("buys: [stri¦p]")).splitlines()
    assert group[0] == "strip"
    assert len(group) == 3
    assert "not in the price list" in shown(workspace, header("buys: [X-¦1]"))


def test_a_next_step_tells_why_it_is_due(workspace: Workspace) -> None:
    text = shown(workspace, header("next:\n  - 2026-11-19 ask\n  - 2026-12-2¦4 call"))
    assert "due 2026-12-24, in 34 days" in text
    assert "ask" not in text
    whole = shown(workspace, header("ne¦xt: [2026-11-19 ask, 2026-12-24 call]"))
    assert "due 2026-11-19, 1 day late" in whole
    assert "2026-12-24 next" in whole


def test_a_log_line_tells_what_follows_from_it(workspace: Workspace) -> None:
    log = "## Log\n\n- 2026-11-09 quote o¦ut USD 1: FOB, T/T, valid 2026-11-23\n"
    text = shown(workspace, header("intent: quoted-silent") + log)
    assert text.splitlines()[:4] == [
        "quote, 11 days ago",
        "went out, as usual",
        "valid through 2026-11-23",
        "due 2026-11-10, 10 days late",
    ]
    assert "ladder" in text
    assert shown(workspace, header("x: 1") + "## Log\n\n- 2026-11-20 note: x¦\n").startswith(
        "note, today\nno touch"
    )
    assert shown(workspace, header("x: 1") + "Some no¦tes\n") == ""


def test_a_silenced_rule_says_by_what(workspace: Workspace) -> None:
    log = "## Log\n\n- 2026-10-01 call out: x\n"
    text = shown(workspace, header("next: 2026-12-24 call\nevery: 10¦d") + log)
    assert "(silenced by next)" in text


@pytest.mark.parametrize("path", ["README.md", "templates/x/en.md"])
def test_other_files_have_nothing_to_tell(workspace: Workspace, path: str) -> None:
    assert shown(workspace, header("st¦age: harmony"), path) == ""


def test_hostile_text_is_no_markup(workspace: Workspace) -> None:
    opened(workspace, f"---\nname: '{HOSTILE}'\n---\n", BRIGHTLITE)
    found = hover(*opened(workspace, header("company: bright¦lite")))
    assert found is not None
    markdown = found.page.as_markdown()
    html = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(markdown)
    assert "<a" not in html
    assert "<img" not in html
    assert "\x1b" not in markdown
    assert "\u202e" not in markdown + found.page.as_text()


def test_a_page_is_a_headline_with_lines() -> None:
    page = Page("one", ("two", "", "# three")).and_then(None)
    assert page.as_markdown() == "**one**\n\n- two\n- \\# three"
    assert Page("bare").as_markdown() == "**bare**"


def test_no_sensitive_fact_is_in_a_portrait_in_brief(workspace: Workspace) -> None:
    """Neither without consent nor with it (promise 31): it is shown where nobody asked for it."""
    karl = "dossiers/customers/karl-brandt.md"
    facts = "religion: jewish\ndiet: [no quillbean]\nfamily-life: {children: [{name: Zephyrine}]}"
    for consent in ("", "\nconsent: {sensitive: 2024-01-01 told me}"):
        opened(workspace, f"---\nname: Karl\n{facts}{consent}\n---\n", karl)
        text = shown(workspace, header("position: {reports-to: karl-¦brandt}")).lower()
        assert text.startswith("karl (karl-brandt)")
        assert not any(word in text for word in ("jewish", "quillbean", "zephyrine"))
