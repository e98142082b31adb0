"""`dossier show`: what I want to know before I pick up the phone."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dossierkit.text.fence import Span
from dossierkit.text.notes import first_paragraph, read_notes
from dossierkit.text.source import Source

ON = ("--on", "2026-11-20")


@pytest.fixture
def show(run: Callable[..., Any], sample_book: Path) -> Callable[..., Any]:
    """Shows a dossier of the sample book."""
    return lambda *words: run("show", *words, *ON, book=sample_book)


def row(result: Any, label: str) -> str:
    """What stands beside a label, as one line."""
    lines = result.stdout.splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith(label.ljust(10)))
    block = [lines[start][10:]]
    for line in lines[start + 1 :]:
        if not line.startswith(" " * 10):
            break
        block.append(line[10:])
    return " · ".join(block)


def test_a_person_on_one_screen(show: Callable[..., Any]) -> None:
    result = show("anna")
    assert result.status == 0
    assert not result.stderr
    assert result.stdout.splitlines()[:2] == [
        "Anna Schmidt (anna-schmidt)",
        "Purchasing Assistant · Brightlite GmbH · Germany · owner lily",
    ]
    assert "has no say" in row(result, "Role")
    assert "reports to Dr. Karl Brandt (karl-brandt)" in row(result, "Role")
    assert row(result, "Reach").startswith("email anna@brightlite.example (likes it best)")
    assert row(result, "Respect") == "religion christian"
    assert "prospect · stage assimilation · rapport exchange" in row(result, "Stands")
    assert "last touch 2026-11-13, 7 days ago" in row(result, "Stands")
    assert "their forwarder Spreehafen Spedition Shenzhen" in row(result, "Confirm")
    assert row(result, "Country") == "Germany (de) · weekend sat, sun · EUR · low currency risk"
    assert row(result, "Log") == "dossiers/customers/anna-schmidt.md:55 · 11 more"
    assert "2026-11-09  quote out  USD 12,160.00  1 000 pcs BL-20" in result.stdout
    assert len([line for line in result.stdout.splitlines() if line.startswith("  20")]) == 5


def test_names_in_any_script(show: Callable[..., Any]) -> None:
    assert show("王小明").stdout.startswith("王小明 (wang-xiao-ming)\n")
    assert show("сергей волков").stdout.startswith("Сергей Волков (sergey-volkov)\n")
    assert show("عبدالله").stdout.startswith("عبدالله القحطاني (abdullah-al-qahtani)\n")


def test_open_promises_and_a_pause(show: Callable[..., Any]) -> None:
    assert row(show("mike"), "Next").startswith("2026-11-18 send the CE and ERP file")
    assert row(show("emily"), "Snoozed") == "until 2026-12-31 on maternity leave"


def test_a_lapsed_customer_and_the_log_of_the_company(show: Callable[..., Any]) -> None:
    result = show("sergey")
    assert row(result, "Stands").startswith("lapsed · ")
    taboos = "taboo: an even number of flowers; shaking hands over the threshold"
    assert row(result, "Respect") == taboos
    assert "intent not-soon (rouble)" in row(result, "Stands")
    assert "purchase expected 2027-03" in row(result, "Wants")
    assert "dossiers/companies/volga-svet.md:32" in result.stdout


def test_who_opted_out_is_shown_so(show: Callable[..., Any]) -> None:
    first = show("giles").stdout.splitlines()[0]
    assert first.startswith("DO NOT CONTACT: they asked us not to (dossiers/customers/giles")


def test_a_company_with_its_people(show: Callable[..., Any]) -> None:
    result = show("brightlite")
    assert result.stdout.startswith("Brightlite GmbH (brightlite)\nBrightlite Leuchten GmbH")
    assert "karl-brandt    Dr. Karl Brandt  Head of Purchasing" in result.stdout
    assert row(result, "Ahead").startswith("2026-12-08 exhibition Lichtwoche")
    assert row(result, "Ties") == "friendly fjordlys"
    assert row(result, "Log") == "of these people"
    assert "2026-11-18  karl-brandt   greeting out" in result.stdout


def test_a_country_and_a_colleague(show: Callable[..., Any]) -> None:
    country = show("de")
    assert "Brightlite GmbH" in row(country, "Companies")
    assert "84,119,100 people" in row(country, "Market")
    assert "joerg-mueller" in country.stdout
    member = show("lily")
    assert member.stdout.startswith("Lily Zhang (lily)\nExport Manager\n")
    assert "Lily Zhang 张丽" in row(member, "Signs")
    assert "anna-schmidt" in member.stdout


def test_the_clock_there_stands_for_today_only(run: Callable[..., Any], sample_book: Path) -> None:
    today = run("show", "anna", "--on", "today", book=sample_book).stdout
    assert re.search(r"[A-Z][a-z]{2} \d\d:\d\d there, (?:at|off) work", today)
    other = run("show", "anna", "--on", "2026-11-20", book=sample_book).stdout
    assert (" there, " in other) == (date.today() == date(2026, 11, 20))


def test_little_known_is_shown_short(run: Callable[..., Any], make_book: Any) -> None:
    root = make_book({"dossiers/customers/bo.md": "---\nname: Bo\n---\n"})
    result = run("show", "bo", *ON, book=root)
    assert result.stdout == "Bo (bo)\n\nStands    prospect · no touch yet\n"


FULL = """---
name: Bo
country: xx
position: {authority: influencer, reports-to: eve, joined: 2020}
career: [{employer: A}, {role: Buyer, to: 2019, same-industry: false}, {from: 2001}]
reach: {phone: ["+47 22 12 34 56"], prefers: visit}
language: {speech: normal}
family-life: {spouse: Kim, children: [{name: Max}]}
religion: muslim
diet: [halal]
china: {imports: first-time}
source: {channel: referral, referred-by: eve}
next: [2026-11-19 call, 2026-11-20 write]
snooze: 2026-11-19
every: 10d
consent: {marketing: refused}
custom: {ports: [Oslo, Bergen], nr: "7", visit: {day: mon}}
---

## Log

- 2026-11-19 10:30 call: later
- 2026-11-19 note: earlier
"""


def test_sensitive_facts_need_consent(run: Callable[..., Any], make_book: Any) -> None:
    root = make_book({"dossiers/customers/bo.md": FULL})
    result = run("show", "bo", *ON, book=root)
    assert result.stdout.startswith("NO BULK MAIL: they refused it (dossiers/customers/bo.md:16)")
    hidden = "children, religion, diet recorded without consent; not shown"
    assert row(result, "Respect") == hidden
    assert "Max" not in result.stdout
    allowed = FULL.replace("marketing: refused", "sensitive: 2026-01-02 told me")
    (root / "dossiers/customers/bo.md").write_text(allowed)
    result = run("show", "bo", *ON, book=root)
    assert row(result, "Respect") == "religion muslim · eats: halal"
    assert row(result, "Life") == "married to Kim · children: Max"


def test_half_known_facts(run: Callable[..., Any], make_book: Any) -> None:
    result = run("show", "bo", *ON, book=make_book({"dossiers/customers/bo.md": FULL}))
    role = row(result, "Role")
    assert role.startswith("has a say · reports to eve · there since 2020 · before: A")
    assert "before: Buyer, 2019, another trade" in role
    assert row(result, "Reach") == "visit (likes it best) · phone +47 22 12 34 56"
    assert row(result, "Talk") == "speaks normally"
    assert row(result, "Next") == "2026-11-20 write"
    assert row(result, "Marks") == "ports Oslo, Bergen · nr 7 · visit day mon"
    assert row(result, "Source") == "referral · sent by eve"
    assert row(result, "Country") == "xx (xx) · weekend sat, sun"
    assert "Snoozed" not in result.stdout
    assert row(result, "Stands").endswith("last touch 2026-11-19, yesterday · own rhythm 10d")
    assert [line.split()[1] for line in result.stdout.splitlines()[-2:]] == ["call", "note"]


def test_json_has_the_header_under_its_own_names(show: Callable[..., Any]) -> None:
    data = json.loads(show("anna", "--format", "json").stdout)
    assert list(data) == [
        "kind", "id", "path", "header", "company", "country", "log", "notes",
    ]  # fmt: skip
    assert data["header"]["language"]["written-english"] == "basic"
    assert data["log"][2] == {
        "date": "2026-11-09",
        "time": None,
        "event": "quote",
        "direction": "out",
        "currency": "USD",
        "amount": "12160.00",
        "by": "lily",
        "text": data["log"][2]["text"],
        "valid": "2026-11-23",
        "tags": ["PI-204"],
        "line": 52,
    }
    assert data["notes"].startswith("Anna can't decide.")
    assert data["notes"].endswith("are **her** project.")


def test_json_of_the_other_kinds(show: Callable[..., Any]) -> None:
    company = json.loads(show("brightlite", "--format", "json").stdout)
    assert (company["country"], len(company["people"])) == ("de", 3)
    country = json.loads(show("de", "--format", "json").stdout)
    assert country["companies"] == ["brightlite"]
    assert country["customers"] == ["anna-schmidt", "joerg-mueller", "karl-brandt"]
    member = json.loads(show("tom", "--format", "json").stdout)
    assert "mike-delgado" in member["customers"]


def test_who_is_not_clear(show: Callable[..., Any]) -> None:
    several = show("l")
    assert several.status == 1
    assert "  lars-eide  Lars Eide\n  li-na  李娜" in several.stderr
    nobody = show("ana-schmidt")
    assert nobody.status == 1
    assert "did you mean anna-schmidt" in nobody.stderr
    assert show("brightlite", "--kind", "customers").status == 1
    assert show("DE").stdout.startswith("Germany (de)")
    assert show("brightlite", "--kind", "companies").status == 0
    assert show("anna", "--kind", "people").status == 2


def test_an_unreadable_dossier_is_not_passed_over(run: Callable[..., Any], make_book: Any) -> None:
    root = make_book(
        {
            "dossiers/customers/anna-lee.md": "---\nname: Anna Lee\n---\n",
            "dossiers/customers/anna-schmidt.md": "---\nname: Anna\nname: Eve\n---\n",
            "dossiers/customers/bob.md": "no header\n",
        }
    )
    whole = run("show", "anna-schmidt", book=root)
    assert whole.status == 1
    assert "dossiers/customers/anna-schmidt.md:3:1: error:" in whole.stderr
    several = run("show", "anna", book=root)
    assert several.status == 1
    assert "anna-schmidt  can't be read" in several.stderr
    assert "bob.md:1:1: error:" in run("show", "bo", book=root).stderr


def test_what_belongs_to_it_is_not_passed_over(run: Callable[..., Any], make_book: Any) -> None:
    root = make_book(
        {
            "dossiers/customers/bo.md": "---\nname: Bo\ncompany: bad\nstgae: harmony\n---\n",
            "dossiers/companies/bad.md": "no header\n",
            "dossiers/companies/good.md": "---\nname: Good\ncountry: zz\nage: 3\n---\n",
            "dossiers/countries/zz.md": "no header\n",
        }
    )
    result = run("show", "bo", *ON, book=root)
    assert result.status == 1
    assert result.stdout.startswith("Bo (bo)\nbad\n")
    assert "can't be read: dossiers/companies/bad.md:1:1" in result.stderr
    assert "1 finding: dossier check dossiers/customers/bo.md" in result.stderr
    company = run("show", "good", *ON, book=root)
    assert company.status == 1
    assert "1 finding: dossier check dossiers/companies/good.md" in company.stderr
    assert "dossiers/countries/zz.md" in company.stderr


def test_the_figures_of_a_company(run: Callable[..., Any], make_book: Any) -> None:
    text = """---
name: Good
stores: 0
terms: {rebate: {rate: 1%}, forwarder: {name: Kühne, whose: ours}, signed-sample: no}
---
"""
    root = make_book({"dossiers/companies/good.md": text})
    result = run("show", "good", *ON, book=root)
    assert row(result, "Company") == "no stores"
    assert row(result, "Confirm") == "our forwarder Kühne · no signed sample · rebate 1 %"


def test_nothing_acts_on_the_terminal(run: Callable[..., Any], make_book: Any) -> None:
    text = '---\nname: "Bo\\tX"\ncustom: {x: "a\\u200eb"}\n---\n'
    result = run("show", "bo", *ON, book=make_book({"dossiers/customers/bo.md": text}))
    assert "\t" not in result.stdout
    assert "\u200e" not in result.stdout


def test_an_unknown_zone_has_no_clock(run: Callable[..., Any], make_book: Any) -> None:
    files = {"dossiers/countries/zz.md": "---\nname: Zed\ntimezones: [Nowhere/Town]\n---\n"}
    result = run("show", "zz", book=make_book(files))
    assert row(result, "Country") == "Zed (zz) · weekend sat, sun"


def test_notes_are_all_but_the_log() -> None:
    log = "## LOG ##\n\n- x\n\n```\n## Not\n```\n\n"
    text = f"# Anna\n\nFirst\nline.\n\n{log}## After\n\n~~~\n## Log\n~~~\nend\n"
    notes = read_notes(Source("x.md", text), Span(0, len(text)))
    assert notes == "# Anna\n\nFirst\nline.\n\n## After\n\n~~~\n## Log\n~~~\nend"
    assert first_paragraph(notes) == "First line."
    assert first_paragraph("") == ""
