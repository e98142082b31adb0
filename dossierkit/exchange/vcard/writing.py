"""Customers as vCards: 4.0 (RFC 6350) and 3.0 (RFC 2426), which phones and mail programs read.

What the standard has no property for stands in `X-DOSSIER-…` properties, which other programs leave
alone. Which facts those are is not listed anywhere: the standard properties are read back by our
own reader, and what is then missing or different is said once more.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from dossierkit.book.book import Book
from dossierkit.book.countries import country_facts
from dossierkit.exchange.arrival import Facts, Options
from dossierkit.exchange.content_line import content_line
from dossierkit.exchange.facts import facts_of
from dossierkit.exchange.vcard import own
from dossierkit.exchange.vcard.about import DO_NOT_CONTACT
from dossierkit.exchange.vcard.reading import read_vcards
from dossierkit.schema.company import Company
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import CUSTOMER, Dossier
from dossierkit.schema.sensitive import shown_header
from dossierkit.schema.values import Birthday
from dossierkit.text.edit import Path
from dossierkit.text.nodes import plain
from dossierkit.text.translation import _

VERSIONS = ("4.0", "3.0")
_PRODUCT = "-//dossierkit//dossierkit//EN"
_SPACE = uuid.UUID("2f6b1f0a-5c0e-5b7e-8f43-9a6e3f0d7c11")
"""The name space of our card ids (RFC 4122); it must never change."""
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_OF_COMPANY = ("name", "country", "website", "address")
"""The fields of a company that a card of one of its people has."""


def vcards(
    book: Book,
    customers: Iterable[Dossier[Customer]],
    on: date,
    version: str = "4.0",
    *,
    is_plain: bool = False,
) -> Iterator[bytes]:
    """Each customer as one card, in UTF-8 with CRLF and folded lines.

    Sensitive facts are in it only while the person's consent is in force on `on`. `is_plain`
    leaves out the `X-DOSSIER-…` properties, for cards that are given to others: what we think of
    somebody is not theirs to read. Who asked not to be contacted has that in the card's note.
    """
    for customer in customers:
        lines = list(_standard(book, customer, version))
        if not is_plain:
            lines += _extras(book, customer, on, lines, version)
        yield b"".join(map(content_line, _card(lines, version)))


def _card(lines: list[str], version: str) -> list[str]:
    return ["BEGIN:VCARD", f"VERSION:{version}", f"PRODID:{_PRODUCT}", *lines, "END:VCARD"]


def escaped(text: str) -> str:
    """A text as the value of a property: nothing in it can end the line (RFC 6350, 3.4)."""
    unix = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub("", unix).translate(_ESCAPES)


def _standard(book: Book, customer: Dossier[Customer], version: str) -> Iterator[str]:
    """The properties that every program knows."""
    facts, company = customer.facts, book.company_of(customer.facts)
    yield f"UID:urn:uuid:{uuid.uuid5(_SPACE, customer.id)}"
    yield f"FN:{escaped(facts.name)}"
    yield f"N:{';'.join(map(escaped, _parts_of_name(facts)))}"
    if company:
        yield f"ORG:{escaped(company.facts.name)}"
    if facts.position.title:
        yield f"TITLE:{escaped(facts.position.title)}"
    yield from _ways(facts, version)
    if company:
        yield from _of_company(company.facts, version)
    elif facts.country:
        yield f"ADR;TYPE=home:;;;;;;{escaped(_country_name(facts.country))}"
    yield from _days(facts, version)
    if facts.tags:
        yield f"CATEGORIES:{','.join(map(escaped, facts.tags))}"
    if version != "3.0":
        yield from (f"INTEREST:{escaped(one)}" for one in facts.interests)
        if facts.language.prefers:
            yield f"LANG:{escaped(facts.language.prefers)}"
        if facts.family_life.spouse:
            yield f"RELATED;TYPE=spouse;VALUE=text:{escaped(facts.family_life.spouse)}"
    if facts.consent.do_not_contact:
        yield f"NOTE:{escaped(_(DO_NOT_CONTACT))}"


def _parts_of_name(facts: Customer) -> list[str]:
    """Family and given name; where they are not told apart, the first word is the given name."""
    family, given = facts.family or "", facts.given or ""
    if not family and not given:
        given, _unused, family = facts.name.partition(" ")
        if not family:
            given, family = "", given
    return [family, given, "", "", ""]


def _ways(facts: Customer, version: str) -> Iterator[str]:
    """Mail addresses, numbers, pages and messengers, the best first."""
    reach = facts.reach
    is_old = version == "3.0"
    first = ";TYPE=PREF" if is_old else ";PREF=1"
    for number, address in enumerate(reach.email):
        kind = ";TYPE=INTERNET" if is_old else ""
        yield f"EMAIL{kind}{first if not number else ''}:{escaped(address)}"
    for number, phone in enumerate(reach.phone):
        yield f"TEL;TYPE=voice{first if not number else ''}:{escaped(phone)}"
    if reach.whatsapp:
        yield f"IMPP;X-SERVICE-TYPE=WhatsApp:whatsapp:{escaped(reach.whatsapp)}"
    if reach.wechat:
        yield f"IMPP;X-SERVICE-TYPE=WeChat:wechat:{escaped(reach.wechat)}"
    for service, text in (("linkedin", reach.linkedin), ("facebook", reach.facebook)):
        if text:
            yield f"X-SOCIALPROFILE;TYPE={service}:{escaped(text)}"
    if reach.website:
        yield f"URL;TYPE=home:{escaped(reach.website)}"


def _of_company(facts: Company, version: str) -> Iterator[str]:
    if facts.website:
        yield f"URL;TYPE=work:{escaped(facts.website)}"
    country = _country_name(facts.country) if facts.country else ""
    if facts.address or country:
        yield f"ADR;TYPE=work:;;{escaped((facts.address or '').strip())};;;;{escaped(country)}"


def _country_name(code: str) -> str:
    known = country_facts(code)
    return known.name if known else code.upper()


def _days(facts: Customer, version: str) -> Iterator[str]:
    wedding = "X-ANNIVERSARY" if version == "3.0" else "ANNIVERSARY"
    for name, day in (("BDAY", facts.birthday), (wedding, facts.family_life.anniversary)):
        if day:
            yield f"{name}{_day(day, version)}"


def _day(day: Birthday, version: str) -> str:
    """A day of the year as the version writes it; 3.0 knows no day without a year, so it is written
    as Apple does."""
    if version != "3.0":
        return (
            f":{day.year:04d}{day.month:02d}{day.day:02d}"
            if day.year
            else f":--{day.month:02d}{day.day:02d}"
        )
    if day.year:
        return f":{day}"
    return f";X-APPLE-OMIT-YEAR=1604:1604-{day.month:02d}-{day.day:02d}"


def _extras(
    book: Book, customer: Dossier[Customer], on: date, lines: list[str], version: str
) -> Iterator[str]:
    """What the standard properties do not say, or not just so."""
    card = b"".join(map(content_line, _card(lines, version)))
    said = read_vcards(card, "", Options(on)).arrivals[0]
    header: Any = plain(customer.header)
    shown, _unused = shown_header(header, customer.facts, on)
    yield f"{own.ID}:{customer.id}"
    yield from _differences(facts_of(CUSTOMER, shown), said.facts, "")
    company = book.company_of(customer.facts)
    if company:
        fields: Any = plain(company.header)
        held: Facts = {
            (name,): fields[name] for name in _OF_COMPANY if fields.get(name) is not None
        }
        yield from _differences(held, said.company, ";OF=company")


def _field(path: Path) -> str:
    """The parameter that names a field; names of the user's may hold anything (RFC 6868)."""
    name = ".".join(path)
    if re.fullmatch(r"[A-Za-z0-9.-]+", name):
        return f";FIELD={name}"
    kept = name.replace("^", "^^").replace("\n", "^n").replace('"', "^'")
    return f';FIELD="{_CONTROL.sub("", kept)}"'


def _differences(wanted: Facts, said: Facts, of: str) -> Iterator[str]:
    for path in said:
        if path not in wanted:
            yield f"{own.FACT}{of}{_field(path)};TYPE=none:-"
    for path, value in wanted.items():
        if said.get(path) == value:
            continue
        field = f"{own.FACT}{of}{_field(path)}"
        if isinstance(value, str) and value:
            yield f"{field}:{escaped(value)}"
        else:
            yield f"{field};TYPE=json:{escaped(json.dumps(value, ensure_ascii=False))}"
