"""What the properties of a card mean, one by one."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from conftest import places

from dossierkit.exchange import arrival as limits
from dossierkit.exchange.arrival import Arrival, CannotRead, Options
from dossierkit.exchange.vcard import reading
from dossierkit.exchange.vcard.reading import read_vcards

ON = date(2026, 11, 28)


def card(*lines: str, version: str = "3.0", **options: Any) -> Arrival:
    """A card of Anna's with further lines, which begin in line 4."""
    text = "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", "FN:Anna", *lines, "END:VCARD", ""])
    arrived = read_vcards(text.encode(), "a.vcf", Options(ON, **options))
    assert arrived.findings == ()
    (found,) = arrived.arrivals
    return found


def said(arrival: Arrival) -> dict[str, Any]:
    """Facts by dotted path, without the name."""
    facts = {".".join(path): value for path, value in arrival.facts.items()}
    return {path: value for path, value in facts.items() if path != "name"}


@pytest.mark.parametrize(
    ("line", "birthday"),
    [
        ("BDAY:1985-04-12", "1985-04-12"),
        ("BDAY:19850412", "1985-04-12"),
        ("BDAY:1985-04-12T00:00:00Z", "1985-04-12"),
        ("BDAY;VALUE=date:1985-04-12", "1985-04-12"),
        ("BDAY:--0412", "04-12"),
        ("BDAY:--04-12", "04-12"),
        ("BDAY:1604-04-12", "04-12"),
        ("BDAY;X-APPLE-OMIT-YEAR=1900:1900-04-12", "04-12"),
        ("BDAY:25.12.1985", "1985-12-25"),
    ],
)
def test_birthdays_in_all_forms(line: str, birthday: str) -> None:
    assert said(card(line)) == {"birthday": birthday}


def test_a_birthday_that_can_be_two_days_is_refused_until_the_order_is_named() -> None:
    arrival = card("BDAY:03/04/1985")
    assert said(arrival) == {}
    assert places(arrival.findings) == [(4, 6, "ambiguous-date")]
    assert "--dates dmy, mdy or ymd" in arrival.findings[0].hint
    assert said(card("BDAY:03/04/1985", dates="dmy")) == {"birthday": "1985-04-03"}


@pytest.mark.parametrize(
    ("line", "facts"),
    [
        ("TEL;WORK;VOICE:+49 30 1", {"reach.phone": ("+49 30 1",)}),
        ("TEL;TYPE=work,cell:+49 30 1", {"reach.phone": ("+49 30 1",)}),
        ('TEL;TYPE="work,voice":tel:+49-30-1', {"reach.phone": ("+49-30-1",)}),
        ("item1.TEL;type=pref:+49 30 1", {"reach.phone": ("+49 30 1",)}),
        ("tel;Type=Cell:+49 30 1", {"reach.phone": ("+49 30 1",)}),
        ("X-WHATSAPP:+49 151 1", {"reach.whatsapp": "+49 151 1"}),
        ("URL:https://wa.me/491511234567", {"reach.whatsapp": "+491511234567"}),
        ("IMPP;X-SERVICE-TYPE=WeChat:x-apple:anna88", {"reach.wechat": "anna88"}),
        ("X-SOCIALPROFILE;TYPE=facebook:https://fb.com/a", {"reach.facebook": "https://fb.com/a"}),
        ("X-WEIXIN:anna88", {"reach.wechat": "anna88"}),
        ("URL:https://anna.example", {"reach.website": "https://anna.example"}),
        ("EMAIL:mailto:a@x.example", {"reach.email": ("a@x.example",)}),
        ("EMAIL:Anna <a@x.example>", {"reach.email": ("a@x.example",)}),
        ("LANG:de", {"language.prefers": "de"}),
        ("HOBBY:hiking", {"interests": ("hiking",)}),
        ("X-SPOUSE:Max", {"family-life.spouse": "Max"}),
        ("X-ABRELATEDNAMES;type=spouse:Max", {"family-life.spouse": "Max"}),
        ("ADR;TYPE=home:;;;;;;Germany", {"country": "de"}),
        ("CATEGORIES:a\\,b,c", {"tags": ("a,b", "c")}),
        ("NICKNAME;ENCODING=b:QW5uaQ==", {}),
    ],
)
def test_what_a_property_means(line: str, facts: dict[str, Any]) -> None:
    arrival = card(line)
    assert said(arrival) == facts
    assert arrival.findings == ()


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("TEL;TYPE=FAX:+49 30 2", "Fax: +49 30 2"),
        ("TEL;PAGER:+49 30 2", "Pager: +49 30 2"),
        ("X-QQ:12345", "QQ: 12345"),
        ("IMPP:skype:anna", "Skype: anna"),
        ("IMPP:sip:anna@x.example", "Sip: anna@x.example"),
        ("X-JABBER:anna@x.example", "Jabber: anna@x.example"),
        ("NICKNAME:Anni", "Nickname: Anni"),
        ("N:;;;Dr.;MBA", "Title: Dr.\nSuffix: MBA"),
        ("ADR;HOME:;;Ring 1;Berlin;;10115;", "Address: Ring 1, 10115 Berlin"),
        ("LABEL;HOME:Ring 1\\nBerlin", "Address: Ring 1, Berlin"),
        ("X-ABDATE:2020-01-01", "Date: 2020-01-01"),
        ("RELATED;TYPE=colleague:Bo", "Related: Bo"),
        ("NOTE:DO NOT CONTACT: asked not to be contacted.\\nTall", "Tall"),
        ("NICKNAME;ENCODING=BASE64:QW5uaQ==", "Nickname: Anni"),
    ],
)
def test_what_has_no_field_stands_in_the_note(line: str, note: str) -> None:
    arrival = card(line)
    assert arrival.note == note
    assert arrival.findings == ()


def test_a_second_page_or_profile_is_noted() -> None:
    pages = ("URL:https://a.example", "URL:https://b.example")
    profiles = ("URL:https://linkedin.com/in/a", "URL:https://linkedin.com/in/b")
    assert card(*pages, *profiles).note == "Web: https://b.example\nWeb: https://linkedin.com/in/b"
    two = card("TEL;TYPE=WhatsApp:+49 1", "TEL;TYPE=WhatsApp:+49 2")
    assert said(two) == {"reach.whatsapp": "+49 1", "reach.phone": ("+49 2",)}


def test_the_preferred_address_comes_first_and_none_twice() -> None:
    lines = ("EMAIL:a@x.example", "EMAIL;PREF=1:b@x.example", "EMAIL:A@X.example")
    assert said(card(*lines, version="4.0")) == {"reach.email": ("b@x.example", "a@x.example")}


def test_page_and_address_are_the_companys_where_there_is_one() -> None:
    arrival = card(
        "URL:https://firm.example",
        "URL;TYPE=home:https://anna.example",
        "LABEL;WORK:Ring 1\\nBerlin",
        "ORG:Firm;Buying",
        "ORG:Other",
    )
    assert {path[0]: value for path, value in arrival.company.items()} == {
        "name": "Firm",
        "website": "https://firm.example",
        "address": "Ring 1\nBerlin",
    }
    assert said(arrival) == {"reach.website": "https://anna.example"}
    assert arrival.note == "Department: Buying\nCompany: Other"


def test_a_second_address_of_the_company_is_noted() -> None:
    arrival = card("ORG:Firm", "ADR:;;Ring 1;Berlin;;;", "ADR:;;Weg 2;Ulm;;;Atlantis")
    assert arrival.company["address",] == "Ring 1\nBerlin"
    assert arrival.note == "Address: Weg 2, Ulm, Atlantis"
    assert places(arrival.findings) == [(6, 5, "country-code")]


def test_backslashes_mean_something_else_in_old_cards() -> None:
    assert card("NOTE:a\\nb\\, c\\\\d\\;e\\:f").note == "a\nb, c\\d;e:f"
    assert card("NOTE:a\\nb\\;c", version="2.1").note == "a\\nb;c"
    assert card("NOTE:ends with \\").note == "ends with \\"


def test_an_old_card_keeps_the_blank_of_a_fold_and_a_new_one_drops_it() -> None:
    assert card("NOTE:one", " two").note == "onetwo"
    assert card("NOTE:one", " two", version="2.1").note == "one two"


def test_quoted_printable_goes_on_after_a_soft_line_end() -> None:
    line = "NOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Z=C3=\r\n=BCrich=0D=0Aam See ="
    assert card(line, "und so", version="2.1").note == "Zürich\nam See und so"


def test_quoted_parameters_may_hold_anything() -> None:
    assert card('NOTE;X-A="b:c;d,e^n^^\'";X-B=1:text').note == "text"


def test_a_card_within_a_card_is_left_out_and_said() -> None:
    inner = ("AGENT:", "BEGIN:VCARD", "FN:Bo", "BEGIN:VCARD", "END:VCARD", "END:VCARD")
    arrival = card(*inner, "EMAIL:a@x.example", version="2.1")
    assert said(arrival) == {"reach.email": ("a@x.example",)}
    assert places(arrival.findings) == [(4, 1, "left-out"), (5, 7, "nested-card")]


def test_unknown_properties_are_named_once() -> None:
    arrival = card("X-FOO:1", "GEO:1;2", "X-FOO:2", "REV:2026", "RELATED;TYPE=child:Max")
    assert places(arrival.findings) == [(4, 1, "left-out")]
    assert arrival.findings[0].message.endswith(": GEO, RELATED, X-FOO")


def test_a_card_without_a_person_is_its_company() -> None:
    def firm(*lines: str) -> Arrival:
        text = "\r\n".join(["BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD"])
        return read_vcards(text.encode(), "a.vcf", Options(ON)).arrivals[0]

    for lines in (("ORG:Firm",), ("FN:Firm", "ORG:Firm"), ("KIND:org", "FN:Firm")):
        arrival = firm(*lines, "TEL:+49 30 1", "EMAIL:i@f.example", "URL:https://f.example")
        assert arrival.facts == {}
        assert arrival.company["name",] == "Firm"
        assert arrival.company["website",] == "https://f.example"
        assert arrival.note == "Mail: i@f.example\nPhone: +49 30 1"
    assert places(firm("EMAIL:a@x.example").findings) == [(1, 1, "no-name")]
    assert firm("N:Prof.;;;Dr.;").name == "Prof."


def test_what_says_nothing_of_its_encoding_is_recognised() -> None:
    gbk = "BEGIN:VCARD\r\nVERSION:2.1\r\nFN:王小明\r\nEND:VCARD\r\n".encode("gbk")
    assert read_vcards(gbk, "a.vcf", Options(ON)).arrivals[0].name == "王小明"
    western = "BEGIN:VCARD\r\nVERSION:2.1\r\nFN:Jörg Müller\r\nEND:VCARD\r\n".encode("cp1252")
    assert read_vcards(western, "a.vcf", Options(ON)).arrivals[0].name == "Jörg Müller"
    named = read_vcards(gbk, "a.vcf", Options(ON, encoding="gb18030"))
    assert named.arrivals[0].name == "王小明"


@pytest.mark.parametrize(
    "line",
    [
        "NOTE;CHARSET=ascii:ü",
        "NOTE;ENCODING=BASE64:%%%",
        "NOTE;CHARSET=UTF-16;ENCODING=QUOTED-PRINTABLE:=D8",
    ],
)
def test_characters_that_cannot_be_read_are_a_finding(line: str) -> None:
    arrival = card(line, "EMAIL:a@x.example", version="2.1")
    assert [finding.code for finding in arrival.findings] == ["encoding"]
    assert said(arrival) == {"reach.email": ("a@x.example",)}


def test_bytes_that_are_no_text_are_a_finding() -> None:
    text = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Anna\r\nNOTE:\xff\xff\r\nEND:VCARD\r\n"
    (arrival,) = read_vcards(text, "a.vcf", Options(ON, encoding="utf-8")).arrivals
    assert places(arrival.findings) == [(4, 6, "encoding")]


def test_lines_between_cards_are_said() -> None:
    text = b"hello\n\nBEGIN:VCARD\nFN:Anna\nEND:VCARD\nEND:VCARD\nX:1\n"
    arrived = read_vcards(text, "a.vcf", Options(ON))
    assert [one.name for one in arrived.arrivals] == ["Anna"]
    assert places(arrived.findings) == [
        (1, 1, "card-line"),
        (6, 1, "card-line"),
        (7, 1, "card-line"),
    ]


def test_a_file_without_cards_and_one_with_too_many_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(CannotRead, match=r"a\.vcf has no card in it"):
        read_vcards(b"\n\n", "a.vcf", Options(ON))
    monkeypatch.setattr(reading, "MOST_ARRIVALS", 2)
    three = b"BEGIN:VCARD\nFN:A\nEND:VCARD\n" * 3
    with pytest.raises(CannotRead, match="more than 2 cards; split it"):
        read_vcards(three, "a.vcf", Options(ON))
    assert limits.MOST_ARRIVALS == 100_000


def test_our_own_extras_that_somebody_spoiled_are_findings() -> None:
    arrival = card(
        "X-DOSSIER-ID:Not An Id",
        "X-DOSSIER-FACT:no field",
        "X-DOSSIER-FACT;FIELD=tags;TYPE=json:[1",
        "X-DOSSIER-FACT;FIELD=tags;TYPE=json:[1\\, 2]",
        "X-DOSSIER-FACT;FIELD=tags;TYPE=json:" + "[" * 12 + "]" * 12,
        "X-DOSSIER-FACT;FIELD=stage:harmony",
    )
    assert said(arrival) == {"stage": "harmony"}
    assert [finding.code for finding in arrival.findings] == ["own-field"] * 5
