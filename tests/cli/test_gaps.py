"""`dossier gaps`: what is not known yet, and how to come by it."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from booklet import make

from dossierkit.cli import gaps_text, output

ON = ("--on", "2026-11-20")
Run = Callable[..., Any]
Ask = Callable[..., Any]


@pytest.fixture
def ask(run: Run, sample_book: Path) -> Ask:
    """Asks the sample book, in English."""
    return lambda *words: run("gaps", *words, "--lang", "en", *ON, book=sample_book)


def data(result: Any) -> Any:
    assert result.status == 0, result.stderr
    return json.loads(result.stdout)


def test_anna_s_gaps_with_question_and_command(ask: Ask) -> None:
    result = ask("anna", "--limit", "2")
    assert result.status == 0
    assert (
        result.stdout
        == """\
 92 %  Anna Schmidt, customer
100 %  Brightlite GmbH, company
100 %  Germany, country

 6  When do you plan your next purchase?
    dossier set anna-schmidt expected-purchase …

 3  Ask somebody who knows them what one had better not say or serve
    dossier set anna-schmidt taboos --add …

may know, and may be asked: Ingrid Haugen of Fjordlys AS (ingrid-haugen)
"""
    )
    assert result.stderr == "4 more gaps: --limit 0 shows all\n"
    whole = ask("anna", "--limit", "0")
    assert (whole.stdout.count("dossier set"), whole.stderr) == (6, "")


def test_questions_in_chinese(run: Run, sample_book: Path) -> None:
    session = {"LANGUAGE": "", "LC_ALL": "zh_CN.UTF-8"}
    result = run("gaps", "zofia", *ON, book=sample_book, env=session)
    assert (
        " 9  贵公司习惯用哪种付款方式？\n    dossier set swiatlo-plus terms.payment …"
        in result.stdout
    )
    assert "以后再问：birthday\n  私人的；等真正能聊起来再问" in result.stdout
    assert "以后再问：products.best-sellers, events, compliance, links" in result.stdout


def test_what_waits_says_why(ask: Ask) -> None:
    found = {gap["field"]: gap for gap in data(ask("pierre", "--format", "json"))["gaps"]}
    assert found["reach.phone"]["wait"] == "never"
    assert found["given"]["wait"] is None
    assert (found["given"]["ask"], found["reach.phone"]["ask"]) == (False, True)


def test_every_command_fills_its_gap(run: Run, tmp_path: Path) -> None:
    book = make(tmp_path / "book")
    answers = {
        "dossier set anna position.authority …": "influencer",
        "dossier set anna interests --add …": "hiking",
        "dossier set anna birthday …": "04-12",
        "dossier set brightlite legal-name …": "Brightlite Leuchten GmbH",
        'dossier set brightlite departments "{…: …}"': "{design: in-house}",
        'dossier set brightlite org --add "{role: …, person: …}"': "{role: Owner, person: Karl}",
        "dossier new country de": "",
    }
    before = data(run("gaps", "anna", "--format", "json", *ON, book=book))
    commands = [gap["command"] for gap in before["gaps"]]
    for command, answer in answers.items():
        assert command in commands
        words = shlex.split(command)[1:]
        words = [answer if "…" in word else word for word in words]
        result = run(*words, book=book)
        assert result.status == 0, result.stderr
    after = data(run("gaps", "anna", "--format", "json", *ON, book=book))
    left = [gap["command"] for gap in after["gaps"]]
    assert not set(answers) & set(left)
    assert sum(one["known"] for one in after["dossiers"]) > sum(
        one["known"] for one in before["dossiers"]
    )


def test_an_answer_must_be_one_of_a_few_words(ask: Ask) -> None:
    gaps = {gap["field"]: gap for gap in data(ask("brandon", "--format", "json"))["gaps"]}
    assert gaps["position.authority"]["words"] == ["decision-maker", "influencer", "none"]
    assert gaps["family-life.married"]["words"] == ["true", "false"]
    assert gaps["birthday"]["words"] == []
    score = next(
        gap for gap in data(ask("li-na", "--format", "json"))["gaps"] if "need" in gap["field"]
    )
    assert score["words"] == ["0", "1", "2", "3"]
    assert gaps["company"] == {
        "kind": "customer",
        "id": "brandon-hayes",
        "field": "company",
        "doc": "company id",
        "question": "Which company do you buy for?",
        "worth": 8,
        "path": "dossiers/customers/brandon-hayes.md",
        "wait": None,
        "ask": True,
        "words": [],
        "command": "dossier set brandon-hayes company …",
    }


def test_an_id_that_two_kinds_share_is_told_apart(run: Run, make_book: Any) -> None:
    root = make_book(
        {
            "dossiers/customers/bo.md": "---\nname: Bo\ncompany: bo\n---\n",
            "dossiers/companies/bo.md": "---\nname: Bo Ltd\n---\n",
        }
    )
    gaps = data(run("gaps", "bo", "--kind", "companies", "--format", "json", *ON, book=root))
    assert gaps["kind"] == "company"
    assert gaps["gaps"][0]["command"] == "dossier set bo country … --kind company"
    person = data(run("gaps", "bo", "--format", "json", *ON, book=root))
    assert person["gaps"][0]["command"] == "dossier set bo reach.email --add …"


def test_company_country_and_member(ask: Ask) -> None:
    company = ask("najd", "--limit", "1").stdout
    assert company.startswith(" 56 %  شركة أضواء نجد, company\n100 %  Saudi Arabia, country\n\n 9 ")
    country = ask("mx")
    assert 'dossier set mx tariffs --add "{group: …, rate: …}"' in country.stdout
    member = ask("lily")
    assert member.stdout == "100 %  Lily Zhang, member\n"
    assert member.stderr == "all that is worth knowing about Lily Zhang is known\n"


def test_nothing_is_asked_of_someone_who_wants_to_be_left_alone(ask: Ask) -> None:
    result = ask("giles")
    assert result.status == 0
    assert "dossier set" not in result.stdout
    assert result.stderr == "Giles Thornbury asked not to be contacted: nothing is asked\n"


def test_the_whole_book(ask: Ask) -> None:
    result = ask("--limit", "2")
    lines = result.stdout.splitlines()
    shares = r"\(customers \d\d %, companies \d\d %, countries \d\d %\)"
    assert re.fullmatch(rf"\d\d % of what is worth knowing is known {shares}", lines[0])
    assert lines[2].split() == ["OWNER", "DOSSIERS", "KNOWN"]
    assert [line.split()[0] for line in lines[3:7]] == ["chen-mei", "lily", "tom", "wang-jun"]
    assert lines[8] == "Worth asking next, of those who buy or may buy much:"
    assert lines[10].split() == ["WHO", "WHY", "OWNER", "KNOWN", "LACKS", "ASK", "FIRST"]
    assert re.match(r"casa-luz +potential +lily +\d\d %", lines[11])
    assert "They buy, and you know only one person there. Get to know:" in lines
    assert "  MetroGlow LLC (Mike Delgado, order of 2026-09-16)" in lines
    assert "next: dossier gaps casa-luz" in result.stderr
    assert "more dossiers: --limit 0 shows all" in result.stderr


def test_the_whole_book_for_programs(ask: Ask) -> None:
    found = data(ask("--format", "json"))
    assert found["percent"] == found["known"] * 100 // found["askable"]
    assert [*found["kinds"]] == ["customer", "company", "country"]
    assert found["owners"]["lily"]["dossiers"] == 14
    assert len(found["dossiers"]) == 61
    first = found["dossiers"][0]
    assert (first["id"], first["matters"], first["owners"]) == (
        "casa-luz",
        "potential",
        ["lily"],
    )
    assert first["ask_first"]["field"] == "terms.payment"
    alone = {one["company"]: one for one in found["one_contact"]}
    assert [*alone] == ["cape-bright", "luz-del-norte", "metro-glow", "swiatlo-plus"]
    assert alone["swiatlo-plus"]["meet"] == ["decision-maker", "assistant", "user", "technical"]
    assert alone["swiatlo-plus"]["reason"] == {"event": "quote", "date": "2026-11-16"}
    assert found["unreadable"] == []


def test_one_member_s_part_and_one_kind(ask: Ask) -> None:
    mine = data(ask("--owner", "lily", "--format", "json"))
    assert [*mine["owners"]] == ["lily"]
    assert [one["company"] for one in mine["one_contact"]] == ["swiatlo-plus"]
    countries = ask("--kind", "countries").stdout
    assert countries.startswith("99 % of what is worth knowing is known\n")
    assert "They buy" not in countries


def test_the_list_can_be_sorted_by_it(run: Run, sample_book: Path) -> None:
    result = run("list", "--sort", "completeness", *ON, book=sample_book)
    ids = [line.split()[0] for line in result.stdout.splitlines()[1:]]
    assert ids[0] == "brandon-hayes"
    whole = ("countries", "--where", "completeness<100")
    below = run("list", *whole, *ON, book=sample_book).stdout
    assert [line.split()[0] for line in below.splitlines()[1:]] == ["mx", "ru"]
    left = run("list", "--where", "completeness=", *ON, book=sample_book).stdout
    assert [line.split()[0] for line in left.splitlines()[1:]] == ["giles-thornbury"]


def test_on_a_narrow_terminal_questions_wrap_below_themselves(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (gaps_text, output):
        monkeypatch.setattr(module, "columns_of_terminal", lambda: 50)
    lines = ask("brandon", "--limit", "1").stdout.splitlines()
    assert lines[3:5] == [
        " 9  Who else will look at our offer before you",
        "    decide? (decision-maker, influencer, none)",
    ]


def test_wrong_words(ask: Ask) -> None:
    for words, status, message in (
        (["anna", "--owner", "lily"], 2, "--owner goes with the whole book"),
        (["--kind", "members"], 2, "of a member only one at a time: dossier gaps WHO"),
        (["--kind", "suppliers"], 2, "'suppliers' is no kind"),
        (["--limit", "-1"], 2, "-1 is not in the range"),
        (["--owner", "bob"], 1, "chen-mei, lily, tom, wang-jun"),
        (["nobody"], 1, "there is nobody called 'nobody'"),
    ):
        result = ask(*words)
        assert (result.status, result.stdout) == (status, ""), words
        assert message in result.stderr


def test_an_empty_book_and_an_unreadable_file(run: Run, make_book: Any) -> None:
    empty = run("gaps", *ON, book=make_book({}))
    assert (empty.status, empty.stdout) == (0, "")
    assert "there is nobody to ask about yet: dossier new customer NAME" in empty.stderr
    root = make_book(
        {
            "dossiers/customers/bo.md": "---\nname: Bo\ncompany: b\n---\n",
            "dossiers/companies/b.md": "---\nname: B\nname: C\n---\n",
        }
    )
    result = run("gaps", "bo", *ON, book=root)
    assert result.status == 1
    assert "reach.email" in result.stdout
    assert "can't be read: dossiers/companies/b.md:3:1" in result.stderr
    whole = run("gaps", "--format", "json", *ON, book=root)
    assert whole.status == 1
    assert json.loads(whole.stdout)["unreadable"][0]["path"] == "dossiers/companies/b.md"


def test_where_nobody_matters_yet_all_are_listed(run: Run, make_book: Any) -> None:
    root = make_book({"dossiers/customers/bo.md": "---\nname: Bo\n---\n"})
    assert "Worth asking next, of all:" in run("gaps", *ON, book=root).stdout


def test_where_all_is_known_nothing_is_listed(run: Run, make_book: Any, sample_book: Path) -> None:
    germany = "dossiers/countries/de.md"
    root = make_book({germany: (sample_book / germany).read_text(encoding="utf-8")})
    result = run("gaps", *ON, book=root)
    assert result.stdout == "100 % of what is worth knowing is known\n"
    assert result.stderr == ""
