"""Tables as CSV that come from anywhere: what is understood, and what is said of the rest."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dossierkit.exchange.arrival import Arrival, Arrived, CannotRead, Options
from dossierkit.exchange.tables.reading import read_csv

OPTIONS = Options(on=date(2026, 11, 20))


def read(text: str | bytes, **said: Any) -> Arrived:
    data = text if isinstance(text, bytes) else text.encode()
    return read_csv(data, "people.csv", OPTIONS._replace(**said))


def people(text: str | bytes, **said: Any) -> list[Arrival]:
    return list(read(text, **said).arrivals)


def person(text: str | bytes, **said: Any) -> Arrival:
    (one,) = people(text, **said)
    return one


def fact(arrival: Arrival, field: str) -> Any:
    """A fact of the person, or one of the company behind `company.`."""
    *path, last = field.split(".")
    if path[:1] == ["company"]:
        return arrival.company.get((*path[1:], last))
    return arrival.facts.get((*path, last))


def places(arrived: Arrived) -> list[tuple[int, int, str]]:
    """Line, column and code of all findings."""
    found = [*arrived.findings, *(f for one in arrived.arrivals for f in one.findings)]
    return [(one.line, one.column, one.code) for one in found]


def test_the_usual_columns_of_an_english_table() -> None:
    one = person(
        "Full Name,Company,Job Title,E-Mail,Mobile Phone,WhatsApp,WeChat ID,Country,Birthday,"
        "Notes\n"
        "Anna Schmidt,Acme GmbH,Buyer,anna@acme.example,+49 151 1234567,+49 151 1234567,annaw,"
        "Germany,1985-04-12,Likes tea\n"
    )
    assert one.place == "people.csv:2"
    assert dict(one.facts) == {
        ("name",): "Anna Schmidt",
        ("position", "title"): "Buyer",
        ("reach", "email"): ("anna@acme.example",),
        ("reach", "phone"): ("+49 151 1234567",),
        ("reach", "whatsapp"): "+49 151 1234567",
        ("reach", "wechat"): "annaw",
        ("birthday",): "1985-04-12",
    }
    assert dict(one.company) == {("name",): "Acme GmbH", ("country",): "de"}
    assert one.note == "Likes tea"


def test_the_usual_columns_of_a_chinese_table() -> None:
    one = person(
        "姓名,公司名称,职位,邮箱,手机,微信,国家,生日,客户来源,备注\n"
        "Bob Hill,Acme,采购经理,bob@acme.example,+44 20 7946 0958,bobw,英国,"
        "1990年4月3日,阿里巴巴,要目录\n"
    )
    assert (one.name, fact(one, "position.title"), one.note) == ("Bob Hill", "采购经理", "要目录")
    assert (fact(one, "company.country"), fact(one, "birthday")) == ("gb", "1990-04-03")
    assert (fact(one, "source.channel"), fact(one, "source.detail")) == ("alibaba", "阿里巴巴")


@pytest.mark.parametrize(
    "title",
    ["E-MAIL", " e mail ", "Ｅ－ｍａｉｌ", "email_address", "E-Mail 2", "电子邮件 Email",
     "Email/邮箱", "*邮箱（必填）", "Courriel", "Correo electrónico"],
)  # fmt: skip
def test_titles_are_known_however_they_are_written(title: str) -> None:
    one = person(f"name;{title}\nAnna;a@acme.example\n")
    assert fact(one, "reach.email") == ("a@acme.example",)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_every_delimiter(delimiter: str) -> None:
    one = person(f'name{delimiter}company\nAnna{delimiter}"A{delimiter}B"\n')
    assert fact(one, "company.name") == f"A{delimiter}B".replace("\t", " ")


def test_the_line_by_which_excel_is_told_the_delimiter() -> None:
    one = person("sep=;\r\nname;company\r\nAnna;Acme, Inc.\r\n")
    assert (one.place, fact(one, "company.name")) == ("people.csv:3", "Acme, Inc.")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_every_encoding(encoding: str) -> None:
    found = read("姓名,公司\n王小明,上海亮科有限公司\n".encode(encoding))
    assert [one.name for one in found.arrivals] == ["王小明"]
    assert places(found) == ([(1, 1, "encoding")] if encoding == "gb18030" else [])


def test_line_breaks_in_cells_and_old_line_ends() -> None:
    one = person('name,notes\r\nAnna,"two\r\nlines"\r\n')
    assert one.note == "two\nlines"
    assert [one.name for one in people("name\rAnna\rBob\r")] == ["Anna", "Bob"]


def test_a_place_behind_a_line_break_is_where_an_editor_shows_it() -> None:
    found = read('notes,name,birthday\n"a\n""b"", c",Anna,03/04/1990\n')
    assert places(found) == [(3, 16, "ambiguous-date")]


def test_an_ambiguous_day_is_asked_about_and_kept() -> None:
    text = "name,birthday\nAnna,03/04/1990\nBob,25/12/1990\n"
    anna, bob = people(text)
    assert (fact(anna, "birthday"), anna.note) == (None, "birthday: 03/04/1990")
    assert "--dates dmy, mdy or ymd" in anna.findings[0].hint
    assert fact(bob, "birthday") == "1990-12-25"
    assert fact(people(text, dates="dmy")[0], "birthday") == "1990-04-03"
    assert fact(people(text, dates="mdy")[0], "birthday") == "1990-03-04"


@pytest.mark.parametrize(
    ("cell", "day"),
    [("--04-12", "04-12"), ("--0412", "04-12"), ("4月12日", "04-12"), ("1604-04-12", "04-12"),
     ("12 Apr 1985", "1985-04-12"), ("1985/4/12", "1985-04-12")],
)  # fmt: skip
def test_birthdays_of_other_programs(cell: str, day: str) -> None:
    assert fact(person(f"name;birthday\nAnna;{cell}\n"), "birthday") == day


def test_what_can_t_be_converted_is_said_and_kept() -> None:
    found = read(
        "name;email;phone;country;company\nAnna;a@acme.example, at home;call me;Narnia;Acme\n"
        "Bob;nothing;4.91512E+12;;\n"
    )
    anna, bob = found.arrivals
    assert places(found) == [
        (2, 30, "phone"), (2, 38, "country-code"), (3, 5, "mail-address"), (3, 13, "phone"),
    ]  # fmt: skip
    assert fact(anna, "reach.email") == ("a@acme.example",)
    assert anna.note == "phone: call me\ncountry: Narnia"
    assert bob.note == "email: nothing\nphone: 4.91512E+12"
    assert "Excel has lost its last digits" in bob.findings[1].message


def test_several_values_in_a_cell_and_in_several_columns() -> None:
    one = person(
        "name\temail\temail 2\tphone\tmobile\n"
        "Anna\t<a@acme.example>; Anna <b@acme.example>\ta@acme.example\t"
        "Tel: +49 30 1234567 / +49 30 7654321\t＋49 151 1234567\n"
    )
    assert fact(one, "reach.email") == ("a@acme.example", "b@acme.example")
    assert fact(one, "reach.phone") == ("+49 30 1234567", "+49 30 7654321", "+49 151 1234567")


def test_a_second_value_that_differs_goes_into_the_notes() -> None:
    one = person("name;title;title\nAnna;Buyer;Buyer\n")
    assert one.note == ""
    one = person("name;title;role\nAnna;Buyer;Head of buying\n")
    assert (fact(one, "position.title"), one.note) == ("Buyer", "role: Head of buying")


@pytest.mark.parametrize(
    ("cells", "name"),
    [
        ("Anna;Schmidt", "Anna Schmidt"),
        ("小明;王", "王小明"),
        (";Schmidt", "Schmidt"),
        ("Anna;", "Anna"),
    ],
)
def test_a_name_in_two_columns(cells: str, name: str) -> None:
    one = person(f"First name;Last name;x\n{cells};1\n")
    assert one.name == name
    assert ("name",) in one.places


def test_unknown_columns_are_named_and_kept_or_left_out() -> None:
    text = "name,Shoe size,\nAnna,41,x\n"
    found = read(text)
    assert places(found) == [(1, 6, "unknown-column")]
    assert found.arrivals[0].note == "Shoe size: 41\ncolumn 3: x"
    assert "'Shoe size': FIELD" in found.findings[0].hint
    found = read(text, leaves_out=True)
    assert found.arrivals[0].note == ""
    assert "it is left out" in found.findings[0].message


def test_a_title_above_the_names_of_columns() -> None:
    one = person("客户名单 2026,,\n\n客户名称,国家,联系人\nAcme,德国,Anna\n")
    assert (one.place, one.name, fact(one, "company.name")) == ("people.csv:4", "Anna", "Acme")


def test_a_company_alone_and_a_row_of_nobody() -> None:
    found = read("name,company,email,country\n,Acme,info@acme.example,de\n,,x@y.example,\n,,,\n")
    (acme,) = found.arrivals
    assert (acme.facts, acme.company) == ({}, {("name",): "Acme", ("country",): "de"})
    assert acme.note == "reach.email: info@acme.example"
    assert places(found) == [(3, 1, "no-name"), (2, 1, "no-name")]


def test_what_is_said_of_no_company() -> None:
    one = person("name;country;website;city;street;employees\nAnna;fr;anna.example;Lyon;Rue 1;5\n")
    assert (fact(one, "country"), fact(one, "reach.website")) == ("fr", "anna.example")
    assert one.company == {}
    assert one.note == "company.size: 5\nAddress: Lyon, Rue 1"


def test_an_address_in_parts() -> None:
    one = person('name;company;Street;City;Zip\nAnna;Acme;"Weg 1\nHof";Berlin;01234\n')
    assert fact(one, "company.address") == "Weg 1 Hof, Berlin, 01234"


def test_two_countries() -> None:
    one = person("name;company;country;business country\nAnna;Acme;de;Germany\n")
    assert (fact(one, "company.country"), one.note) == ("de", "")
    one = person("name;company;country;business country\nAnna;Acme;de;France\n")
    assert (fact(one, "company.country"), one.note) == ("de", "business country: France")


@pytest.mark.parametrize(
    ("title", "cell", "field", "value"),
    [
        ("Email Opt Out", "true", "consent.marketing", "refused"),
        ("Email Opt Out", "FALSE", "consent.marketing", None),
        ("退订", "是", "consent.marketing", "refused"),
        ("Do not contact", "x", "consent.do-not-contact", "true"),
        ("Do not contact", "no", "consent.do-not-contact", None),
        ("please never call!", "yes", "consent.do-not-contact", "true"),
        ("Do not contact", "since 2024", "consent.do-not-contact", "true"),
    ],
)
def test_a_wish_not_to_be_written_to(title: str, cell: str, field: str, value: Any) -> None:
    one = person(f"name;{title}\nAnna;{cell}\n")
    assert fact(one, field) == value
    assert [f.code for f in one.findings] == (["yes-or-no"] if cell == "since 2024" else [])


def test_rows_that_can_t_be_read_stop_no_others() -> None:
    found = read('name,company\n"An"na,x\nBob,y,z\nCarl\nDora,w\n')
    assert [one.name for one in found.arrivals] == ["Carl", "Dora"]
    assert places(found) == [(2, 1, "csv-row"), (3, 7, "csv-row"), (4, 1, "csv-row")]


def test_a_quote_that_is_never_closed_and_a_huge_cell() -> None:
    found = read('name,company\nBob,y\n"Anna,x\nCarl,z\n')
    assert [one.name for one in found.arrivals] == ["Bob"]
    assert "up to line 4: a quote is opened and never closed" in found.findings[0].message
    found = read(f"name,notes\nAnna,{'x' * 140_000}\nBob,y\n")
    assert [one.name for one in found.arrivals] == ["Bob"]
    assert "longer than 131,072 characters" in found.findings[0].message


def test_characters_that_have_no_place_in_a_dossier() -> None:
    found = read("name,notes\nAn\x1b[31mna,a\u202eb\n\0Bob,x\n")
    anna, bob = found.arrivals
    assert (anna.name, anna.note, bob.name) == ("An[31mna", "ab", "Bob")
    assert {code for _, _, code in places(found)} == {"control-character"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "there is nothing in it"),
        ("\n\n", "there is nothing in it"),
        ("colour,shape\nred,round\n", "('colour', 'shape')"),
        (b"x" * (50 * 1024 * 1024 + 1), "larger than 50 MiB"),
    ],
)
def test_files_that_are_no_table_of_people(text: str | bytes, said: str) -> None:
    with pytest.raises(CannotRead, match=r"people\.csv") as error:
        read(text)
    assert said in str(error.value)


def test_more_people_than_anybody_imports(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dossierkit.exchange.tables.reading.MOST_ARRIVALS", 2)
    assert len(people("name\nAnna\nBob\n")) == 2
    with pytest.raises(CannotRead, match="more than 2 rows; split the file"):
        people("name\nAnna\nBob\nCarl\n")


def test_no_more_findings_than_anybody_reads() -> None:
    found = read("name;email\n" + "Anna;no\n" * 600)
    assert (len(found.arrivals), len(places(found))) == (600, 501)
    assert found.findings[-1].message == "and 100 more findings"
    assert found.arrivals[-1].note == "email: no"
    found = read("name;x\n" + "Anna;b;c\n" * 600)
    assert (len(found.findings), found.findings[-1].code) == (501, "too-many-findings")


def test_words_of_a_choice_and_fields_that_are_lists_of_fields() -> None:
    known = "columns: {S: stage, C: career, M: family-life.married, W: next, X: custom.x}\n"
    rows = "name;S;C;M;W;X\nAnna; Harmony ;Lux;JA;2026-11-25 call;x\nBob;love;;yes;call;\n"
    found = read(rows, mapping=known.encode(), mapping_name="m.yaml")
    anna, bob = found.arrivals
    assert (fact(anna, "stage"), fact(anna, "next")) == ("harmony", ("2026-11-25 call",))
    assert (fact(anna, "custom.x"), fact(bob, "family-life.married")) == ("x", "true")
    assert anna.note == "C: Lux\nM: JA"
    assert bob.note == "S: love\nW: call"
    assert places(found) == [
        (2, 16, "wrong-shape"), (2, 20, "yes-or-no"), (3, 5, "unknown-value"), (3, 15, "date"),
    ]  # fmt: skip
