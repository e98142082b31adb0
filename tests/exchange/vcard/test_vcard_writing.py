"""Our own cards: what stands in them, who can read them, and that nothing of a header is lost."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import vobject
from conftest import dossier, write_book
from hypothesis import given, settings
from hypothesis import strategies as st
from random_customers import book_of
from random_headers import random_customer

from dossierkit.book.book import Book
from dossierkit.book.load import load
from dossierkit.exchange.arrival import Arrival, Options
from dossierkit.exchange.facts import facts_of
from dossierkit.exchange.vcard.reading import read_vcards
from dossierkit.exchange.vcard.writing import VERSIONS, vcards
from dossierkit.schema.dossier import CUSTOMER, Dossier
from dossierkit.schema.sensitive import shown_header
from dossierkit.text.nodes import plain

MakeBook = Callable[..., Path]
ON = date(2026, 11, 28)
ANNA = """---
name: Anna Schmidt
given: Anna
family: Schmidt
company: brightlite
position: {title: "Buyer, lamps; strips"}
reach:
  email: [anna@brightlite.example, a2@brightlite.example]
  phone: ["+49 30 1234567"]
  whatsapp: "+49 151 1234567"
  wechat: anna88
  linkedin: https://linkedin.com/in/anna
  facebook: https://facebook.com/anna
  website: https://anna.example
language: {prefers: de}
interests: [hiking]
family-life: {spouse: Max, anniversary: 2010-06-12}
birthday: 04-12
stage: harmony
tags: [vip, "a,b"]
---
"""
BRIGHTLITE = """---
name: Brightlite GmbH
country: de
website: https://brightlite.example
address: |
  Lindenallee 1
  12555 Berlin
---
"""


def of(header: str) -> Dossier[Any]:
    return dossier(f"---\nname: Anna\n{header}---\n")  # type: ignore[no-any-return]


def anna(make_book: MakeBook) -> tuple[Book, Dossier[Any]]:
    files = {"dossiers/customers/anna.md": ANNA, "dossiers/companies/brightlite.md": BRIGHTLITE}
    book = load(make_book(files))
    return book, book.customers["anna"]


def written(book: Book, customers: Sequence[Dossier[Any]], version: str, **more: Any) -> bytes:
    return b"".join(vcards(book, customers, ON, version, **more))


def lines(data: bytes) -> list[str]:
    return data.replace(b"\r\n ", b"").decode().split("\r\n")


def back(data: bytes) -> tuple[Arrival, ...]:
    arrived = read_vcards(data, "own.vcf", Options(ON))
    assert arrived.findings == ()
    assert all(one.findings == () for one in arrived.arrivals)
    return arrived.arrivals


def test_what_every_program_knows_stands_in_standard_properties(make_book: MakeBook) -> None:
    book, who = anna(make_book)
    assert lines(written(book, [who], "4.0", is_plain=True)) == [
        "BEGIN:VCARD",
        "VERSION:4.0",
        "PRODID:-//dossierkit//dossierkit//EN",
        "UID:urn:uuid:42a06468-04a2-5402-8964-283444c91ce1",
        "FN:Anna Schmidt",
        "N:Schmidt;Anna;;;",
        "ORG:Brightlite GmbH",
        "TITLE:Buyer\\, lamps\\; strips",
        "EMAIL;PREF=1:anna@brightlite.example",
        "EMAIL:a2@brightlite.example",
        "TEL;TYPE=voice;PREF=1:+49 30 1234567",
        "IMPP;X-SERVICE-TYPE=WhatsApp:whatsapp:+49 151 1234567",
        "IMPP;X-SERVICE-TYPE=WeChat:wechat:anna88",
        "X-SOCIALPROFILE;TYPE=linkedin:https://linkedin.com/in/anna",
        "X-SOCIALPROFILE;TYPE=facebook:https://facebook.com/anna",
        "URL;TYPE=home:https://anna.example",
        "URL;TYPE=work:https://brightlite.example",
        "ADR;TYPE=work:;;Lindenallee 1\\n12555 Berlin;;;;Germany",
        "BDAY:--0412",
        "ANNIVERSARY:20100612",
        "CATEGORIES:vip,a\\,b",
        "INTEREST:hiking",
        "LANG:de",
        "RELATED;TYPE=spouse;VALUE=text:Max",
        "END:VCARD",
        "",
    ]


def test_version_3_writes_days_as_old_programs_read_them(make_book: MakeBook) -> None:
    book, who = anna(make_book)
    found = lines(written(book, [who], "3.0", is_plain=True))
    assert "BDAY;X-APPLE-OMIT-YEAR=1604:1604-04-12" in found
    assert "X-ANNIVERSARY:2010-06-12" in found
    assert not any(line.startswith(("INTEREST", "LANG", "RELATED")) for line in found)


@pytest.mark.parametrize("version", VERSIONS)
def test_a_thousand_people_come_back_without_loss(version: str) -> None:
    pick = random.Random(version)
    count = 1000 if version == "4.0" else 200
    book = book_of([])
    people = [random_customer(pick, number) for number in range(count)]
    arrivals = back(written(book, people, version))
    assert [arrival.id for arrival in arrivals] == [one.id for one in people]
    for one, arrival in zip(people, arrivals, strict=True):
        header: Any = plain(one.header)
        assert dict(arrival.facts) == facts_of(CUSTOMER, header)
        assert arrival.note == ""


def test_the_company_comes_back_with_its_people(make_book: MakeBook) -> None:
    book, who = anna(make_book)
    for version in VERSIONS:
        (arrival,) = back(written(book, [who], version))
        assert {path[0]: value for path, value in arrival.company.items()} == {
            "name": "Brightlite GmbH",
            "country": "de",
            "website": "https://brightlite.example",
            "address": "Lindenallee 1\n12555 Berlin\n",
        }
        assert arrival.facts["company",] == "brightlite"


@settings(max_examples=60, deadline=None)
@given(st.text("aé好🙂 ;,:\\\n\r\x07\u2028", min_size=1, max_size=60))
def test_lines_are_short_and_no_text_ends_one(text: str) -> None:
    from dossierkit.exchange.content_line import content_line
    from dossierkit.exchange.vcard.writing import escaped

    data = content_line(f"NOTE:{escaped(text + chr(10) + text)}")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    for line in data.split(b"\r\n"):
        line.decode()
    assert b"\n" not in data.replace(b"\r\n", b"")


@pytest.mark.parametrize("version", VERSIONS)
def test_no_text_of_a_dossier_becomes_a_property(version: str) -> None:
    bad = "x\\nEND:VCARD\\nBEGIN:VCARD\\nFN:Evil"
    who = of(f'given: "{bad}"\nposition: {{title: "{bad}"}}\ntags: ["{bad}"]\n')
    data = written(book_of([]), [who], version)
    assert data.count(b"\r\nEND:VCARD\r\n") == 1
    assert [arrival.name for arrival in back(data)] == ["Anna"]


def test_sensitive_facts_are_in_it_only_with_consent_in_force() -> None:
    facts = "religion: jewish\ndiet: [no quillbean]\nfamily-life: {children: [{name: Zoe}]}\n"
    for consent, is_there in (
        ("", False),
        ("consent: {sensitive: 2023-01-01 told me until 2026-11-27}\n", False),
        ("consent: {sensitive: 2023-01-01 told me until 2026-11-28}\n", True),
    ):
        for version in VERSIONS:
            data = written(book_of([]), [of(facts + consent)], version)
            assert [word in data for word in (b"jewish", b"quillbean", b"Zoe")] == [is_there] * 3


def test_an_opt_out_is_shown_where_a_phone_shows_it() -> None:
    who = of("consent: {opt-out: 2026-11-01 by mail}\n")
    for version in VERSIONS:
        data = written(book_of([]), [who], version, is_plain=True)
        assert b"NOTE:DO NOT CONTACT: asked not to be contacted.\r\n" in data
        (arrival,) = back(written(book_of([]), [who], version))
        assert arrival.facts["consent", "opt-out"] == "2026-11-01 by mail"
        assert arrival.note == ""


def test_a_plain_card_tells_nothing_of_what_we_think() -> None:
    who = of("stage: harmony\npotential: {need: 0}\ntaboos: [brother-in-law]\n")
    assert b"X-DOSSIER" in written(book_of([]), [who], "4.0")
    plain_card = written(book_of([]), [who], "4.0", is_plain=True)
    assert not any(word in plain_card for word in (b"X-DOSSIER", b"harmony", b"brother"))


def test_a_country_without_company_is_an_address_at_home() -> None:
    who = of("country: de\n")
    assert b"ADR;TYPE=home:;;;;;;Germany\r\n" in written(book_of([]), [who], "4.0")
    (arrival,) = back(written(book_of([]), [who], "4.0", is_plain=True))
    assert (arrival.facts["country",], arrival.note) == ("de", "")
    odd = written(book_of([]), [of("country: zz\n")], "4.0")
    assert b";ZZ\r\n" in odd


@pytest.mark.parametrize("version", VERSIONS)
def test_vobject_reads_the_sample_book(sample_book: Path, version: str) -> None:
    book = load(sample_book)
    people = [*book.customers.values()]
    found = [*vobject.readComponents(written(book, people, version).decode())]
    assert len(found) == len(people)
    for card, who in zip(found, people, strict=True):
        assert card.fn.value == who.facts.name
        mails = [line.value for line in card.contents.get("email", [])]
        assert mails == [*who.facts.reach.email]
        if who.facts.position.title:
            assert card.title.value == who.facts.position.title
        company = book.company_of(who.facts)
        if company and company.facts.address:
            assert card.adr.value.street.strip() == company.facts.address.strip()


def test_khard_lists_our_people(sample_book: Path, tmp_path: Path) -> None:
    book = load(sample_book)
    folder = tmp_path / "cards"
    folder.mkdir()
    for who in book.customers.values():
        (folder / f"{who.id}.vcf").write_bytes(written(book, [who], "3.0"))
    (tmp_path / "khard.conf").write_text(
        f"[addressbooks]\n[[book]]\npath = {folder}\n[general]\ndefault_action = list\n"
        "[contact table]\ndisplay = formatted_name\nshow_uids = no\n"
    )
    command = [sys.executable, "-m", "khard", "-c", str(tmp_path / "khard.conf")]
    done = subprocess.run(
        [*command, "email", "--parsable", "anna"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "\nanna@brightlite.example\tAnna Schmidt\t" in done.stdout
    names = subprocess.run(
        [*command, "list", "--parsable"], capture_output=True, text=True, check=True
    ).stdout
    assert len(names.splitlines()) == len(book.customers)
    assert [w.facts.name for w in book.customers.values() if w.facts.name not in names] == []


def test_the_sample_book_comes_back_as_it_may_be_shown(sample_book: Path) -> None:
    book = load(write_book(sample_book, {"dossiers/book.yaml": "country: cn\n"}))
    people = [*book.customers.values()]
    for version in VERSIONS:
        for who, arrival in zip(people, back(written(book, people, version)), strict=True):
            header: Any = plain(who.header)
            assert dict(arrival.facts) == facts_of(CUSTOMER, shown_header(header, who.facts, ON)[0])
