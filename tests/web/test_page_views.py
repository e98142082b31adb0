"""What the pages show of a book."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Files
from visiting import ANNA, Visitor, git, plain, small_book

from dossierkit.history.git import NoHistory
from dossierkit.index.database import NoIndex
from dossierkit.text.translation import speak
from dossierkit.web.values import value_text


@pytest.fixture
def book(make_book: Callable[[Files], Path]) -> Path:
    return small_book(make_book)


@pytest.fixture
def visitor(book: Path) -> Visitor:
    return Visitor(book)


def test_todays_list_says_who_what_and_why(visitor: Visitor) -> None:
    said = plain(visitor.get("/"))
    assert "person to see to on 2026-11-20 · 1 overdue" in said
    assert "Anna Schmidt Bright GmbH · DE 2 days late keep promise" in said
    assert "next send the sheet dossiers/customers/anna.md:10" in said
    assert "Silas" not in said


def test_the_list_of_another_day_of_one_owner_looking_ahead(visitor: Visitor) -> None:
    assert "Nothing to do on 2020-03-02." in plain(visitor.get("/?on=2020-03-02&owner=lily"))
    said = plain(visitor.get("/?on=2026-11-13&within=7"))
    assert "2026-11-18 keep promise" in said
    assert "To do on 2026-11-13" in said
    assert "there is no member 'nobody'" in plain(visitor.get("/?owner=nobody"))
    assert "'31.12.' is no date" in plain(visitor.get("/?on=31.12."))


def test_the_list_can_be_asked_for_alone(visitor: Visitor) -> None:
    part = visitor.get("/?within=7", is_part=True)
    assert "<html" not in part
    assert "Anna Schmidt" in part


def test_a_long_list_has_pages(book: Path) -> None:
    for number in range(120):
        file = book / f"dossiers/customers/one-{number:03}.md"
        file.write_text(f"---\nname: One {number:03}\nnext: 2026-11-20 call\nowner: lily\n---\n")
    visitor = Visitor(book)
    first, last = visitor.get("/?owner=lily"), visitor.get("/?owner=lily&page=3")
    assert "page 1 of 3" in first
    assert "/?owner=lily&amp;page=2" in first
    assert "One 119" in last
    assert "One 001" not in last
    assert visitor.get("/?owner=lily&page=99") == last
    assert "page 1 of 3" in visitor.get("/?page=x")


def test_the_portrait_has_all_of_the_person_and_ways_on(visitor: Visitor) -> None:
    page = visitor.get("/customers/anna")
    said = plain(page)
    assert "NO BULK MAIL" in said
    assert "She decides nothing alone." in said
    assert "2026-11-10 call by lily Wants a table of the data" in said
    assert 'href="/companies/bright"' in page
    assert 'href="/countries/de"' in page
    assert 'href="/team/lily"' in page
    assert 'href="mailto:anna@bright.example"' in page
    assert "christian" not in page, "there is no consent to show it"


def test_whoever_asked_to_be_left_alone_is_marked_everywhere(visitor: Visitor) -> None:
    assert "DO NOT CONTACT" in visitor.get("/customers/silent")
    assert "DO NOT CONTACT" in visitor.get("/customers/silent/log")
    assert "NO BULK MAIL" in visitor.get("/customers/anna/next")
    assert "do not contact" in visitor.get("/search?q=silas")


def test_company_country_and_colleague_lead_to_their_people(visitor: Visitor) -> None:
    assert '<a href="/customers/anna">anna</a>' in visitor.get("/companies/bright")
    assert '<a href="/customers/anna">anna</a>' in visitor.get("/countries/de")
    assert "Lily Zhang" in visitor.get("/team/lily")


def test_a_long_log_is_shown_whole_on_request(book: Path) -> None:
    lines = "".join(f"- 2026-0{n // 28 + 1}-{n % 28 + 1:02} note: line {n}\n" for n in range(60))
    (book / "dossiers/customers/anna.md").write_text(f"---\nname: Anna\n---\n## Log\n\n{lines}")
    visitor = Visitor(book)
    short = visitor.get("/customers/anna")
    assert "20 more lines" in short
    assert "line 0<" not in short
    assert "line 0<" in visitor.get("/customers/anna?log=all")


def test_an_edit_in_an_editor_shows_at_once(visitor: Visitor) -> None:
    visitor.get("/customers/anna")
    file = visitor.root / "dossiers/customers/anna.md"
    file.write_text(ANNA.replace("assimilation", "sincerity"))
    assert "stage sincerity" in plain(visitor.get("/customers/anna"))
    file.write_text(ANNA.replace("assimilation", "harmony"))
    assert "stage harmony" in plain(visitor.get("/customers/anna"))
    file.unlink()
    visitor.get("/customers/anna", 404)


@pytest.mark.parametrize(
    ("word", "who"),
    [
        ("anna", "/customers/anna"),
        ("SCHMIDT", "/customers/anna"),
        ("ana schmit", "/customers/anna"),
        ("Ånna", "/customers/anna"),
        ("ａｎｎａ", "/customers/anna"),
        ("王", "/customers/wang-xiao-ming"),
        ("xiaoming", "/customers/wang-xiao-ming"),
        ("wang xiao", "/customers/wang-xiao-ming"),
        ("bright", "/companies/bright"),
        ("germny", "/countries/de"),
        ("lily", "/team/lily"),
    ],
)
def test_a_name_is_found_even_if_it_is_only_nearly_right(
    visitor: Visitor, word: str, who: str
) -> None:
    assert f'href="{who}"' in visitor.get(f"/search?q={word}")


def test_a_search_that_finds_nobody_says_so(visitor: Visitor) -> None:
    assert "nobody called 'xyzzy'" in plain(visitor.get("/search?q=xyzzy"))
    assert "Type a name" in plain(visitor.get("/search"))
    assert "nobody called" in plain(visitor.get("/search?q=%CC%81"))
    part = visitor.get("/search?q=anna", is_part=True)
    assert "<html" not in part


def test_the_calendar_shows_a_month_and_a_list(visitor: Visitor) -> None:
    month = plain(visitor.get("/calendar?month=2026-12&owner=lily"))
    assert "Coming in 2026-12" in month
    assert "Christmas" in month
    listed = plain(visitor.get("/calendar?month=2026-12&as=list"))
    assert "2026-12-25 Fri" in listed
    assert "Coming in 2026-11" in plain(visitor.get("/calendar?month=nonsense"))
    assert "Coming in 2026-11" in plain(visitor.get("/calendar?month=2026-13"))


def test_the_report_has_figures_and_charts(visitor: Visitor) -> None:
    page = visitor.get("/report")
    assert "3 people" in plain(page)
    assert "<svg" in page
    assert page == visitor.get("/report")
    assert "2 people" in plain(visitor.get("/report?owner=lily"))


def test_without_customers_there_is_a_way_to_begin(tmp_path: Path) -> None:
    (tmp_path / "dossiers").mkdir()
    (tmp_path / "dossiers/book.yaml").write_text("")
    visitor = Visitor(tmp_path)
    for page in ("/", "/report"):
        assert "dossier new customer" in plain(visitor.get(page))
    assert "Nothing is coming" in plain(visitor.get("/calendar"))
    assert "can be read" in plain(visitor.get("/trouble"))


def test_the_history_of_a_fact_is_a_timeline(visitor: Visitor) -> None:
    file = visitor.root / "dossiers/customers/anna.md"
    file.write_text(ANNA.replace("assimilation", "sincerity"))
    git(visitor.root, "commit", "--quiet", "--all", "--message", "She bargains")
    file.write_text(ANNA.replace("assimilation", "harmony"))
    said = plain(visitor.get("/customers/anna/history?field=stage"))
    places = [said.index(word) for word in ("not committed yet", "She bargains", "Begin")]
    assert places == sorted(places)
    assert "sincerity → harmony" in said
    assert "christian" not in plain(visitor.get("/customers/anna/history"))
    whole = plain(visitor.get("/customers/anna/history"))
    assert "+ 2026-11-10 call: Wants a table" in whole
    assert "Nothing is known" in plain(visitor.get("/customers/anna/history?field=birthday"))


def test_the_history_tells_of_what_no_version_can_say(visitor: Visitor) -> None:
    file = visitor.root / "dossiers/customers/anna.md"
    for text in ("---\nname: [\n", ANNA + "\n", ANNA.replace("nothing", "all")):
        file.write_text(text)
        git(visitor.root, "commit", "--quiet", "--all", "--message", "Edit")
    said = plain(visitor.get("/customers/anna/history"))
    assert "can't be read here" in said
    assert "the notes changed" in said


def test_a_plain_folder_has_no_history_but_all_the_rest(book: Path) -> None:
    import shutil

    shutil.rmtree(book / ".git")
    visitor = Visitor(book)
    assert 'role="alert"' in visitor.get("/customers/anna/history")
    assert "need git" in plain(visitor.get("/report"))
    assert "Silas" in visitor.get("/customers/silent")


def test_what_cannot_be_read_is_told_on_every_page(visitor: Visitor) -> None:
    (visitor.root / "dossiers/customers/bad.md").write_text("---\nname: [\n---\n")
    for page in ("/", "/customers/anna", "/report"):
        assert "1 thing can't be trusted until it is mended" in plain(visitor.get(page))
    assert "dossiers/customers/bad.md:" in plain(visitor.get("/trouble"))
    said = plain(visitor.get("/customers/bad", 404))
    assert "the dossier of 'bad' can't be read" in said
    assert "dossiers/customers/bad.md:" in said


def test_findings_of_a_file_stand_on_its_page(visitor: Visitor) -> None:
    file = visitor.root / "dossiers/customers/anna.md"
    file.write_text(ANNA.replace("stage: assimilation", "stage: asimilation"))
    said = plain(visitor.get("/customers/anna"))
    assert "1 finding in this file" in said
    assert "dossiers/customers/anna.md:6:8" in said


def test_a_broken_policy_is_told_with_its_places(visitor: Visitor) -> None:
    (visitor.root / "dossiers/book.yaml").write_text("name: [\n")
    for page in ("/", "/customers/anna", "/calendar", "/report", "/search?q=a"):
        said = plain(visitor.get(page, 503))
        assert "The book's policy can't be read" in said
        assert "dossiers/book.yaml:1:" in said
    (visitor.root / "dossiers/book.yaml").write_text("name: Mended\n")
    assert "Mended" in visitor.get("/")


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/customers/ana", "did you mean anna?"),
        ("/customers/xyzzy", "nobody called 'xyzzy'"),
        ("/nobodies/anna", "nothing here"),
        ("/a/b/c/d", "nothing here"),
        ("/team/lily/log", "only a customer or a company has a log"),
        ("/companies/bright/next", "belongs to a customer"),
        ("/customers/anna/set?field=colour", "has no field 'colour'"),
    ],
)
def test_where_nothing_is_it_is_said_what_to_do(visitor: Visitor, path: str, said: str) -> None:
    assert said in plain(visitor.get(path, 404))


def test_a_fault_of_ours_is_written_down_and_no_stack_is_shown(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = Visitor(book)

    def fail(*_: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(visitor.desk, "listing", fail)
    said = visitor.get("/", 500)
    assert "written down in a report" in said
    assert "secret detail" not in said
    assert len(visitor.faults) == 1

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "x.md")

    monkeypatch.setattr(visitor.desk, "listing", full)
    assert "No space left on device: x.md" in visitor.get("/", 500)


def test_pages_say_their_language(visitor: Visitor) -> None:
    assert '<html lang="en">' in visitor.get("/")
    try:
        speak("zh")
        assert '<html lang="' in visitor.get("/customers/anna")
    finally:
        speak("en")


def test_todays_own_list_tells_what_their_clocks_say(book: Path) -> None:
    file = book / "dossiers/customers/anna.md"
    file.write_text("---\nname: Anna\ncompany: bright\nnext: 2020-01-02 call\n---\n")
    for number, country in enumerate(("nz", "us", "xx")):
        other = book / f"dossiers/customers/away-{number}.md"
        other.write_text(f"---\nname: Away\ncountry: {country}\nnext: 2020-01-02 call\n---\n")
    visitor = Visitor(book, on=None)
    said = plain(visitor.get("/"))
    assert "To do today" in said
    assert re.search(r"Bright GmbH · DE .*? (\d\d-\d\d )?\d\d:\d\d there", said)


def test_lists_and_groups_of_fields_are_read_as_text() -> None:
    assert value_text(["a", {"b": None, "c": "d\ne"}]) == "a, b: , c: d e"
    assert value_text(None) == ""


def test_where_git_breaks_off_the_rest_is_shown(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise NoHistory("broken off")

    monkeypatch.setattr("dossierkit.history.past.entered.entered", broken)
    visitor = Visitor(book)
    assert "Anna Schmidt" in visitor.get("/")
    assert "王小明" in visitor.get("/customers/wang-xiao-ming")


def test_a_dossier_that_was_renamed_or_merged_tells_it(visitor: Visitor) -> None:
    git(visitor.root, "mv", "dossiers/customers/anna.md", "dossiers/customers/anna-schmidt.md")
    git(visitor.root, "commit", "--quiet", "--message", "Rename")
    said = plain(visitor.get("/customers/anna-schmidt/history"))
    assert "renamed from dossiers/customers/anna.md" in said


def test_without_an_index_the_whole_book_is_read(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*_: object) -> None:
        raise NoIndex("read-only")

    monkeypatch.setattr("dossierkit.index.reading.listing", none)
    visitor = Visitor(book)
    assert "send the sheet" in visitor.get("/")
    (book / "dossiers/customers/wang-xiao-ming.md").unlink()
    assert "send the sheet" in visitor.get("/?owner=lily")


def test_of_two_files_that_cannot_be_read_the_right_one_is_told(visitor: Visitor) -> None:
    for name in ("bad", "worse"):
        (visitor.root / f"dossiers/customers/{name}.md").write_text("---\nname: [\n---\n")
    assert "dossiers/customers/worse.md:2" in plain(visitor.get("/customers/worse", 404))
    assert "Bright GmbH" in visitor.get("/companies/bright/history")


def test_what_the_first_pages_need_is_read_before(visitor: Visitor) -> None:
    visitor.desk.prepare()
    first = visitor.desk.book()
    assert "anna" in first.customers
    (visitor.root / "dossiers/book.yaml").write_text("name: [\n")
    visitor.desk.prepare()
    visitor.get("/", 503)


def test_a_country_of_many_people_shows_the_first(book: Path) -> None:
    for number in range(105):
        file = book / f"dossiers/customers/one-{number:03}.md"
        file.write_text(f"---\nname: One {number:03}\ncountry: de\n---\n")
    said = plain(Visitor(book).get("/countries/de"))
    assert "and 6 more; find them by name" in said
