"""`dossier show`: what I want to know before I pick up the phone."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dossierkit.cli.output import width
from dossierkit.text.fence import Span
from dossierkit.text.notes import first_paragraph, read_notes
from dossierkit.text.source import Source

ON = ("--on", "2026-11-20")


@pytest.fixture
def show(run: Callable[..., Any], sample_book: Path) -> Callable[..., Any]:
    """Shows a dossier of the sample book."""
    return lambda *words: run("show", *words, *ON, book=sample_book)


def row(result: Any, label: str) -> str:
    """What stands beside a label, as one line; a dot joins facts that begin a line."""
    lines = result.stdout.splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith(label.ljust(10)))
    block = [lines[start][10:]]
    for line in lines[start + 1 :]:
        if not line.startswith(" " * 10):
            break
        block.append(line[10:])
    return " ".join(block)


def test_a_person_on_one_screen(show: Callable[..., Any]) -> None:
    result = show("anna")
    assert result.status == 0
    assert not result.stderr
    assert result.stdout.splitlines()[:2] == [
        "Anna Schmidt (anna-schmidt)",
        "Purchasing Assistant · Brightlite GmbH · Germany · owner lily · strip-project",
    ]
    assert "has no say" in row(result, "Role")
    assert "reports to Dr. Karl Brandt (karl-brandt)" in row(result, "Role")
    assert row(result, "Reach").startswith("email anna@brightlite.example (likes it best)")
    assert row(result, "Respect") == "religion christian"
    assert "prospect · stage assimilation · rapport exchange" in row(result, "Stands")
    assert "last touch 2026-11-13, 7 days ago, 3 unanswered" in row(result, "Stands")
    assert row(result, "Source").endswith("2025-04-17 · 16 touches since 2025-04-17")
    confirm = "FOB Hong Kong · Spreehafen Spedition Shenzhen (theirs) · T/T 30 % deposit"
    assert row(result, "Confirm").startswith(confirm)
    assert row(result, "Quality").startswith("strict · press-proof · signed sample is the standard")
    country = "Germany (de) · weekend sat, sun · no holiday within 14 days · EUR"
    assert row(result, "Country").startswith(country)
    assert row(result, "Log") == "dossiers/customers/anna-schmidt.md:55 · 13 more"
    assert "2026-11-09  quote out  USD 12,160.00  1 000 pcs BL-20" in result.stdout
    assert len([line for line in result.stdout.splitlines() if line.startswith("  20")]) == 3


def test_one_screen_is_one_screen(show: Callable[..., Any]) -> None:
    for who in ("anna", "guadalupe", "wang", "abdullah", "sergey"):
        lines = show(who).stdout.splitlines()
        assert len(lines) <= 52, who
        assert max(map(width, lines)) <= 80, who


def test_what_to_do_and_to_say(show: Callable[..., Any]) -> None:
    result = show("anna")
    assert row(result, "Never").startswith("- Don't call: their spoken English is too weak")
    assert row(result, "Due").startswith("4 days late, by email, letter quote-follow-up")
    assert row(result, "Buys") == "wants BL-20, BL-30 · the company buys PN-62, PN-120"
    assert row(result, "Offer").startswith("BL-28 LED strip 2835")
    assert "Make what you send ready to forward" in row(result, "Advice")
    assert "(M2)" in row(result, "Advice")
    assert "Lichtwoche Leipzig" in row(result, "Topics")
    assert "hiking · baking" in row(result, "Topics")
    assert row(result, "Greet") == "2026-12-25 Christmas · 2027-01-01 New Year"
    assert row(result, "Ask").startswith("When do you plan your next purchase? · ")
    assert re.search(r"\d+ % known$", row(result, "Ask"))
    buyer = show("wang")
    assert row(buyer, "Buys").startswith("4 orders, USD 88,350.00, the last on 2026-10-29 · bought")
    assert row(buyer, "Due").startswith("on 2026-11-21, by wechat")
    assert row(buyer, "Respect").startswith("taboo: 送钟 - never a clock as a gift")
    assert "clock" not in row(buyer, "Never")


def test_advice_in_chinese(show: Callable[..., Any]) -> None:
    text = show("anna", "--lang", "zh").stdout
    assert "\n建议      - 对方做不了主" in text
    assert "\n该问      您下一次采购" in text


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
    assert "purchase expected 2027-03" in row(result, "Buys")
    assert "dossiers/companies/volga-svet.md:32" in result.stdout


def test_who_opted_out_is_shown_so(show: Callable[..., Any]) -> None:
    result = show("giles")
    first = result.stdout.splitlines()[0]
    assert first.startswith("DO NOT CONTACT: they asked us not to (dossiers/customers/giles")
    labels = {line[:10].strip() for line in result.stdout.splitlines()}
    assert labels.isdisjoint({"Due", "Offer", "Advice", "Topics", "Greet", "Ask"})
    data = json.loads(show("giles", "--format", "json").stdout)
    assert data["do_not_contact"] is True
    assert data["due"] is None
    proposals = ("cross_selling", "topics", "occasions", "gaps")
    assert [data[name] for name in proposals] == [[], [], [], []]
    assert all(one["is_taboo"] for one in data["advice"])


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
    lines = result.stdout.splitlines()
    assert lines[:4] == [
        "Bo (bo)",
        "",
        "Stands    prospect · no touch yet",
        "Due       today, letter introduction · never contacted",
    ]
    assert row(result, "Agree").startswith("before quoting: payment terms, Incoterm, named place")
    assert len(lines) < 12
    data = json.loads(run("show", "bo", "--format", "json", *ON, book=root).stdout)
    assert (data["there"], data["last_touch"], data["do_not_contact"]) == (None, None, False)
    assert (
        "# Bo (bo)\n\n## Where it stands\n"
        in run("show", "bo", "--format", "md", *ON, book=root).stdout
    )


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
    for form in ("text", "md", "html"):
        shown = run("show", "bo", "--format", form, *ON, book=root).stdout
        assert "Max" not in shown
        assert "muslim" not in shown
        assert hidden in shown
    allowed = FULL.replace("marketing: refused", "sensitive: 2026-01-02 told me")
    (root / "dossiers/customers/bo.md").write_text(allowed)
    result = run("show", "bo", *ON, book=root)
    assert row(result, "Respect") == "religion muslim · eats: halal"
    assert row(result, "Life") == "married to Kim · children: Max · first-time importer"


def test_addresses_that_mail_came_back_from(run: Callable[..., Any], make_book: Any) -> None:
    bo = (
        "---\nname: Bo\nreach:\n  email: [Bo@old.example, bo@new.example]\n  prefers: email\n"
        "  bounced:\n    - {address: bo@old.example, date: 2026-11-02, reason: user unknown}\n"
        "    - {address: bo@first.example}\n    - {reason: no address}\n---\n"
    )
    root = make_book({"dossiers/customers/bo.md": bo})
    said = "bo@old.example (bounced 2026-11-02) · bo@first.example (bounced)"
    shown = run("show", "bo", *ON, book=root)
    assert row(shown, "Reach") == f"email bo@new.example (likes it best) · {said}"
    page = run("show", "bo", "--format", "html", *ON, book=root).stdout
    assert "bo@old.example (bounced" in page
    assert "mailto:bo@new.example" in page
    assert "mailto:Bo@old.example" not in page
    data = json.loads(run("show", "bo", "--format", "json", *ON, book=root).stdout)
    assert data["bounced"] == [
        {"address": "bo@old.example", "date": "2026-11-02", "reason": "user unknown"},
        {"address": "bo@first.example", "date": None, "reason": None},
        {"address": None, "date": None, "reason": "no address"},
    ]


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
    unknown = "xx (xx) · weekend sat, sun · no holiday data: ask whether they work"
    assert row(result, "Country") == unknown
    assert "Snoozed" not in result.stdout
    assert row(result, "Stands").endswith("last touch 2026-11-19, yesterday · own rhythm 10d")
    assert [line.split()[1] for line in result.stdout.splitlines()[-2:]] == ["call", "note"]


def test_json_has_the_header_under_its_own_names(show: Callable[..., Any]) -> None:
    data = json.loads(show("anna", "--format", "json").stdout)
    assert list(data) == [
        "kind", "id", "path", "header", "hidden", "company", "country", "log", "notes",
        "on", "standing", "do_not_contact", "bounced", "touches", "unanswered", "first_touch",
        "last_touch", "orders", "due", "next", "bought", "cross_selling", "confirm",
        "before_quoting", "topics", "advice", "occasions", "completeness", "gaps", "there",
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


def test_json_has_what_the_method_says(show: Callable[..., Any]) -> None:
    data = json.loads(show("anna", "--format", "json").stdout)
    assert (data["standing"], data["touches"], data["unanswered"]) == ("prospect", 16, 3)
    assert (data["first_touch"], data["last_touch"]) == ("2025-04-17", "2026-11-13")
    assert data["due"]["class"] == "overdue"
    assert data["due"]["reasons"][0]["rule"] == "ladder"
    assert [one["text"] for one in data["confirm"]] == [
        "FOB Hong Kong",
        "Spreehafen Spedition Shenzhen (theirs)",
        "T/T 30 % deposit, 70 % before shipment",
        "USD",
    ]
    assert data["before_quoting"] == []
    assert data["cross_selling"][0]["sku"] == "BL-28"
    assert {"kind", "text", "path", "line"} == set(data["topics"][0])
    assert data["occasions"][0]["day"] == "2026-12-25"
    assert data["completeness"]["percent"] > 80
    assert data["gaps"][0]["worth"] >= data["gaps"][-1]["worth"]
    assert data["there"]["has_holiday_data"] is True
    assert data["there"]["days_off"] == []
    assert data["there"]["currency_risk"] == "low"
    orders = json.loads(show("wang", "--format", "json").stdout)["orders"]
    assert (orders["count"], orders["values"]) == (4, {"USD": "88350.00"})
    assert orders["lines"][0]["date"] == "2026-10-29"


def test_json_of_the_other_kinds(show: Callable[..., Any]) -> None:
    company = json.loads(show("brightlite", "--format", "json").stdout)
    assert (company["country"], len(company["people"])) == ("de", 3)
    assert company["there"]["name"] == "Germany"
    assert company["confirm"][0]["field"] == "terms.incoterm"
    assert company["completeness"]["percent"] > 80
    country = json.loads(show("de", "--format", "json").stdout)
    assert country["companies"] == ["brightlite"]
    assert country["customers"] == ["anna-schmidt", "joerg-mueller", "karl-brandt"]
    member = json.loads(show("tom", "--format", "json").stdout)
    assert "mike-delgado" in member["customers"]
    assert member["assessments"] == []


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
    assert row(result, "Confirm") == "Kühne (ours)"
    assert row(result, "Quality") == "no signed sample · rebate 1 %"
    assert row(result, "Agree").startswith("before quoting: payment terms")


def test_nothing_acts_on_the_terminal(run: Callable[..., Any], make_book: Any) -> None:
    text = '---\nname: "Bo\\tX"\ncustom: {x: "a\\u200eb"}\n---\n'
    result = run("show", "bo", *ON, book=make_book({"dossiers/customers/bo.md": text}))
    assert "\t" not in result.stdout
    assert "\u200e" not in result.stdout


def test_an_unknown_zone_has_no_clock(run: Callable[..., Any], make_book: Any) -> None:
    files = {"dossiers/countries/zz.md": "---\nname: Zed\ntimezones: [Nowhere/Town]\n---\n"}
    result = run("show", "zz", book=make_book(files))
    assert row(result, "Country").startswith("Zed (zz) · weekend sat, sun")


def test_notes_are_all_but_the_log() -> None:
    log = "## LOG ##\n\n- x\n\n```\n## Not\n```\n\n"
    text = f"# Anna\n\nFirst\nline.\n\n{log}## After\n\n~~~\n## Log\n~~~\nend\n"
    notes = read_notes(Source("x.md", text), Span(0, len(text)))
    assert notes == "# Anna\n\nFirst\nline.\n\n## After\n\n~~~\n## Log\n~~~\nend"
    assert first_paragraph(notes) == "First line."
    assert first_paragraph("") == ""


ASSESSED = """---
name: Lily
assessments:
  - {date: 2025-06-01, answers: [5,5,5,5,5,5,5,5,5,5,5,5,5,5,5,5,5,5,5,5,5,5,5,5]}
  - {date: 2026-06-01, answers: [9,5,5,5,5,5,5,5,5,5,5,5,5,5,5,5,5,5,5,5,5,5,5,5]}
---
"""


def test_the_trend_of_a_colleague(run: Callable[..., Any], make_book: Any) -> None:
    root = make_book({"dossiers/team/lily.md": ASSESSED})
    assessed = row(run("show", "lily", *ON, book=root), "Assessed")
    assert assessed.startswith("2025-06-01 120 of 216 · 2026-06-01 124 of 216 (+4) · weakest: ")
    data = json.loads(run("show", "lily", "--format", "json", *ON, book=root).stdout)
    assert [one["total"] for one in data["assessments"]] == [120, 124]


def test_a_buying_company_where_one_person_is_known(show: Callable[..., Any]) -> None:
    assert "only one person known there" in row(show("guadalupe"), "Company")
    assert "only one person known there: meet " in row(show("luz-del-norte"), "Company")
    assert "only one person" not in show("brightlite").stdout


BUSY = """---
name: Bo
company: late
country: us
taboos: [politics]
consent: {sensitive: 2026-01-02 told me}
next: 2026-12-01 call
---

## Log

- 2026-11-02 order in USD 100: 5 BL-1
- 2026-11-03 order in EUR 7: 5 BL-1, 6 BL-2
- 2026-11-04 order in: more
"""


LATE = "---\nname: Late\n---\n\n## Log\n\n- 2026-01-01 note: x\n"


def test_near_holidays_and_what_comes_next(run: Callable[..., Any], make_book: Any) -> None:
    head = "sku,name,group,unit,currency,price,moq,lead_time_days,valid_until,note\n"
    prices = f"{head}BL-1,A,g,pc,USD,1,,,,\nBL-2,B,g,pc,USD,1,,,,\n"
    root = make_book(
        {
            "dossiers/customers/bo.md": BUSY,
            "dossiers/companies/late.md": LATE,
            "dossiers/prices/2026-01-01.csv": prices,
        }
    )
    result = run("show", "bo", *ON, book=root)
    assert "off 2026-11-26 Thanksgiving Day" in row(result, "Country")
    assert row(result, "Next") == "2026-12-01 call"
    assert row(result, "Buys") == (
        "3 orders, EUR 7 and USD 100, the last on 2026-11-04 · bought BL-1 × 2, BL-2"
    )
    assert "dossiers/companies/late.md:7" in result.stdout


def test_prose_is_cut_and_lists_stay_whole(run: Callable[..., Any], make_book: Any) -> None:
    notes = "word " * 60
    root = make_book({"dossiers/customers/bo.md": f"---\nname: Bo\n---\n{notes}\n"})
    assert row(run("show", "bo", *ON, book=root), "Notes").endswith("word …")
    whole = run("show", "bo", "--format", "md", *ON, book=root).stdout
    assert notes.strip() in whole
