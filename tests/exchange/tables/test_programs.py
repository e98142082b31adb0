"""Exports of other programs, with the titles that they write."""

from __future__ import annotations

import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY, Files
from exports import Export, exports
from test_csv import fact, people, person, read

from dossierkit.exchange.arrival import Arrival
from dossierkit.exchange.tables.columns import NO_FORMAT, SPECIAL, format_of
from dossierkit.text.letters import letters_of
from dossierkit.text.packaged import packaged

EXPORTS = exports()
FORMATS = packaged("exchange/tables/formats.yaml")
HEADERS = packaged("exchange/tables/headers.yaml")
PAGES = ("docs/import-tables.md", "docs/zh/import-tables.md")


def told(arrival: Arrival) -> dict[str, object]:
    """The facts of an arrival as `exports.yaml` writes them."""
    both = (("", arrival.facts), ("company.", arrival.company))
    return {
        before + ".".join(path): list(value) if isinstance(value, tuple) else value
        for before, facts in both
        for path, value in facts.items()
    }


@pytest.mark.parametrize("export", EXPORTS, ids=lambda one: one.program)
def test_every_column_of_an_export_is_understood(export: Export) -> None:
    found = read(export.data)
    assert [one.code for one in found.findings if one.code != "encoding"] == []
    (one,) = found.arrivals
    assert one.findings == ()
    assert told(one) == export.facts
    assert one.note.splitlines() == export.note


@pytest.mark.parametrize("export", EXPORTS, ids=lambda one: one.program)
def test_a_program_is_told_from_the_others(export: Export) -> None:
    known = format_of(export.header).title
    assert known == (export.program if export.program in titles() else "")


def titles() -> set[str]:
    return {form["title"] for form in FORMATS.values()}


def test_there_is_an_export_of_each_program_and_a_line_on_the_pages() -> None:
    programs = {one.program for one in EXPORTS}
    assert titles() <= programs
    for page in PAGES:
        text = (REPOSITORY / page).read_text(encoding="utf-8")
        assert [one for one in sorted(programs) if f"| {one} |" not in text] == [], page


@pytest.mark.parametrize("columns", [HEADERS, *(form["columns"] for form in FORMATS.values())])
def test_no_title_means_two_things(columns: dict[str, list[str]]) -> None:
    listed = [letters_of(title) for target in columns.values() for title in set(target)]
    twice = [title for title, count in Counter(listed).items() if count > 1]
    meanings = {t: {k for k, v in columns.items() if t in map(letters_of, v)} for t in twice}
    assert [title for title in twice if len(meanings[title]) > 1] == []


@pytest.mark.parametrize("page", PAGES)
def test_the_pages_explain_every_word_beside_the_fields(page: str) -> None:
    text = (REPOSITORY / page).read_text(encoding="utf-8")
    assert [word for word in SPECIAL if f"| `{word}` |" not in text] == []


def test_other_tables_are_of_no_program() -> None:
    assert format_of(["name", "email"]) is NO_FORMAT


@pytest.mark.parametrize(
    ("title", "cell", "field", "value"),
    [
        ("Contact email", "a@x.example", "reach.email", ("a@x.example",)),
        ("Primary Contact Phone", "+49 30 7705518", "reach.phone", ("+49 30 7705518",)),
        ("主要联系人邮箱", "a@x.example", "reach.email", ("a@x.example",)),
        ("联系人职位", "采购经理", "position.title", "采购经理"),
        ("客户-微信", "annaw", "reach.wechat", "annaw"),
        ("客户需求产品", "灯带; 壁灯", "buys", ("灯带", "壁灯")),
    ],
)
def test_titles_that_say_whose_they_are(title: str, cell: str, field: str, value: object) -> None:
    assert fact(person(f"姓名,{title}\nAnna,{cell}\n"), field) == value


def test_only_what_has_a_mark_of_its_program_is_taken_for_it() -> None:
    assert format_of(["First Name", "Organization Name", "Labels"]).title == "Google Contacts"
    one = person("First Name,Last Name,Labels\nAnna,Schmidt,* starred\n")
    assert fact(one, "tags") == ("* starred",)


def test_a_number_of_a_record_is_never_a_name_or_a_wish() -> None:
    """Dynamics puts numbers and a check sum under titles that begin with "(Do Not Modify)"."""
    one = person(
        "(Do Not Modify) Contact,(Do Not Modify) Row Checksum,Full Name\n0f-4,rZ8x==,Anna\n"
    )
    assert dict(one.facts) == {("name",): "Anna"}


@pytest.mark.parametrize(
    ("status", "marketing", "note"),
    [
        ("Subscribed", None, ""),
        ("Unsubscribed", "refused", ""),
        ("No consent", None, "Person - Marketing status: No consent"),
        ("2025-01-02 08:00", "refused", "Person - Marketing status: 2025-01-02 08:00"),
        ("lost", "refused", "Person - Marketing status: lost"),
    ],
)
def test_a_status_of_mailing(status: str, marketing: str | None, note: str) -> None:
    one = person(f"Person - Name,Person - ID,Person - Marketing status\nAnna,1,{status}\n")
    assert (fact(one, "consent.marketing"), one.note) == (marketing, note)
    assert [f.code for f in one.findings] == (["yes-or-no"] if status == "lost" else [])


def test_a_wish_not_to_be_called_counts_as_one_for_all_and_says_which_it_was() -> None:
    one = person("Name,Do Not Call\nAnna,1\n")
    assert (fact(one, "consent.do-not-contact"), one.note) == ("true", "Do Not Call: 1")
    one = person("Name,Do Not Call\nAnna,0\n")
    assert (fact(one, "consent.do-not-contact"), one.note) == (None, "")
    one = person("Name,Do Not Call\nAnna,after six\n")
    assert (fact(one, "consent.do-not-contact"), one.note) == ("true", "Do Not Call: after six")


def test_what_is_kept_unless_it_says_no() -> None:
    one = person("Name,主联系人,Primary contact\nAnna,否,是\n")
    assert one.note == "Primary contact: 是"


def test_a_second_cell_that_differs_is_kept() -> None:
    one = person("First Name,Middle Name,Second Name\nBo,Karl,Ove\n")
    assert (one.name, one.note) == ("Bo Karl", "Second Name: Ove")


def test_a_source_that_is_the_word_of_a_channel_has_no_detail() -> None:
    one = person("Name,Lead Source\nAnna,Referral\n")
    assert (fact(one, "source.channel"), fact(one, "source.detail")) == ("referral", None)
    one = person("Name,Lead Source\nAnna,Purchased list\n")
    assert (fact(one, "source.channel"), fact(one, "source.detail")) == (None, "Purchased list")


def test_a_row_with_nothing_but_marks_of_the_program_is_nobody() -> None:
    found = read("Given Name,Group Membership\nAnna,\n,* myContacts\n")
    assert ([one.name for one in found.arrivals], found.findings) == (["Anna"], ())


def test_mail_that_came_back_marks_the_address() -> None:
    titles = "Email Address,First Name,MEMBER_RATING,OPTIN_TIME,CLEAN_TIME\n"
    one = person(f"{titles}a@acme.example,Anna,,,2/3/2025\n")
    assert fact(one, "reach.bounced") == ({"address": "a@acme.example"},)
    assert one.note == "reach.bounced: 2/3/2025"
    assert fact(person(f"{titles},Anna,,,2/3/2025\n"), "reach.bounced") is None


@pytest.mark.parametrize(
    ("row", "company", "note"),
    [
        ("Acme,True,", "Acme", ""),
        ("Acme Paris,True,Acme", "Acme Paris", "company.name: Acme"),
        (",True,Acme", "Acme", ""),
    ],
)
def test_a_row_that_says_it_is_a_company(row: str, company: str, note: str) -> None:
    one = person(f"Name,Is a Company,Related Company\n{row}\n")
    assert (one.name, fact(one, "company.name"), one.note) == ("", company, note)


@pytest.mark.parametrize(
    ("cells", "name", "given"),
    [
        ("Anna,Maria,Schmidt", "Anna Maria Schmidt", "Anna"),
        ("小明,,王", "王小明", "小明"),
        (",Maria,Schmidt", "Maria Schmidt", None),
    ],
)
def test_a_middle_name(cells: str, name: str, given: str | None) -> None:
    one = person(f"First Name,Middle Name,Last Name\n{cells}\n")
    assert (one.name, fact(one, "given")) == (name, given)


@pytest.mark.parametrize(
    ("cells", "name", "given"),
    [
        ("Anna,Schmidt", "Anna Schmidt", "Anna"),
        ("小明,王", "王小明", "小明"),
        ("Anna Schmidt,Schmidt", "Anna Schmidt", None),
        (",Schmidt", "Schmidt", None),
    ],
)
def test_a_name_beside_a_surname_is_the_given_name(
    cells: str, name: str, given: str | None
) -> None:
    one = person(f"Name,Surname\n{cells}\n")
    assert (one.name, fact(one, "given")) == (name, given)


@pytest.mark.parametrize(
    ("cells", "birthday", "note"),
    [
        ("1985,4,12", "1985-04-12", ""),
        (",4,12", "04-12", ""),
        ("1985,,", None, "Birthday: 1985"),
        ("1985,13,12", None, "Birthday: 1985-13-12"),
    ],
)
def test_a_birthday_in_three_cells(cells: str, birthday: str | None, note: str) -> None:
    head = "Display Name,Primary Email,Screen Name,Birth Year,Birth Month,Birth Day"
    one = person(f"{head}\nAnna,,,{cells}\n")
    assert (fact(one, "birthday"), one.note) == (birthday, note)


def test_an_address_in_one_cell_counts_where_there_are_no_parts() -> None:
    head = "First Name,Organization Name,Labels,Address 1 - Formatted,Address 1 - City"
    one = person(f'{head}\nAnna,Acme,,"Weg 1\nBerlin",\n')
    assert fact(one, "company.address") == "Weg 1 Berlin"
    one = person(f'{head}\nAnna,Acme,,"Weg 1\nBerlin",Berlin\n')
    assert fact(one, "company.address") == "Berlin"


def test_a_label_names_the_next_cell_and_no_later_one() -> None:
    head = "Given Name,Group Membership,Relation 1 - Type,Relation 1 - Value,Location,Location"
    one = person(f"{head}\nAnna,,* Spouse,Jens,Berlin,Bonn\n")
    assert one.note == "Spouse: Jens\nLocation: Berlin\nLocation: Bonn"
    assert person(f"{head}\nAnna,,Spouse,,Berlin,\n").note == "Location: Berlin"


@pytest.mark.parametrize(
    ("said", "code"),
    [("German", "de"), ("German / Deutsch", "de"), ("English (US)", "en"), ("中文", "zh"),
     ("de_DE", "de-DE"), ("zh-cn", "zh-CN"), ("FR", "fr"), ("Klingon", None)],
)  # fmt: skip
def test_a_language_by_its_name_or_as_programs_write_it(said: str, code: str | None) -> None:
    one = person(f"name;language\nAnna;{said}\n")
    assert fact(one, "language.prefers") == code
    assert [f.code for f in one.findings] == ([] if code else ["language-code"])


@pytest.mark.parametrize("title", ["Children", "子女", "Religion", "饮食"])
def test_sensitive_facts_never_get_into_the_notes(title: str) -> None:
    one = person(f"name,{title}\nAnna,catholic\n")
    assert one.note == ""
    (company,) = people(f"name,company,{title}\n,Acme,catholic\n")
    assert company.note == ""
    assert [f.code for f in company.findings] == ["no-name", "no-consent"]


def test_children_are_taken_by_their_names() -> None:
    one = person('name,children\nAnna,"Tom, Eva"\n')
    assert fact(one, "family-life.children") == ({"name": "Tom"}, {"name": "Eva"})


def test_numbers_of_identity_cards_are_left_out() -> None:
    assert person("姓名,身份证编号\n王小明,310101\n").note == ""


def test_titles_that_stand_again_between_the_rows_are_no_person() -> None:
    found = read("Name,Email\nAnna,a@x.example\nName,Email\nBo,b@x.example\n")
    assert ([one.name for one in found.arrivals], found.findings) == (["Anna", "Bo"], ())


def test_half_a_file_says_where_it_ends() -> None:
    export = next(one for one in EXPORTS if one.program == "Google Contacts")
    in_quotes, later = export.data.index(b"likes tea"), export.data.index(b"b@acme") + 6
    found = read(export.data[:in_quotes])
    assert found.arrivals == ()
    assert "a quote is opened and never closed" in found.findings[0].message
    (one,) = read(export.data[:later]).arrivals
    assert [f.code for f in one.findings] == ["csv-row", "mail-address"]
    assert "the others count as empty" in one.findings[0].message


def test_the_exports_of_all_programs_are_taken_over_once(
    run: Callable[..., Any], make_book: Callable[[Files], Path], tmp_path: Path
) -> None:
    book = make_book({"dossiers/team/lily.md": "---\nname: Lily Chen\n---\n"})
    subprocess.run(["git", "init", "--quiet"], cwd=book, check=True)
    files = [tmp_path / f"{number}.csv" for number in range(len(EXPORTS))]
    for file, export in zip(files, EXPORTS, strict=True):
        file.write_bytes(export.data)
    arguments = ("import", *map(str, files), "--owner", "lily", "--on", "2026-11-27", "--yes")
    first = run(*arguments, book=book)
    assert (first.status, "dossiers written" in first.stderr) == (0, True), first.stdout
    assert run("check", book=book).status == 0
    again = run(*arguments, book=book)
    assert "nothing is new; nothing was written" in again.stderr
