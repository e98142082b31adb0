"""Who somebody is: names, company, position, address, days, and what else is told of them."""

from __future__ import annotations

import re

from dossierkit.exchange.country_names import country_code
from dossierkit.exchange.days import read_day
from dossierkit.exchange.vcard.gathering import Gathering, Property
from dossierkit.schema.types import Refused
from dossierkit.text.translation import N_, _

_NO_YEAR = re.compile(r"--(\d{2})-?(\d{2})(?:T.*)?")
_OMITTED_YEARS = ("1604", "0000", "0001")
"""Years that phones write where none is known."""
_CJK = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af]")
_OF_PROGRAMS = ("myContacts", "starred")
"""Categories that Google gives to everybody."""
DO_NOT_CONTACT = N_("DO NOT CONTACT: asked not to be contacted.")
"""The line that our own cards have in their note for whoever looks them up on a phone."""


def formatted_name(one: Property, into: Gathering) -> None:
    """FN."""
    into.put(one, " ".join(one.text.split()), "name")


def parts_of_name(one: Property, into: Gathering) -> None:
    """N: family, given, additional, prefixes, suffixes."""
    family, given, more, prefix, suffix, *_rest = [*one.parts(), "", "", "", "", ""]
    into.put(one, _one_line(given), "given")
    into.put(one, _one_line(family), "family")
    chinese = bool(_CJK.search(family + given))
    parts = (family, given) if chinese else (given, more, family)
    name = ("" if chinese else " ").join(_one_line(part) for part in parts if part)
    known = into.facts.get(("name",))
    if not known:
        into.put(one, name or _one_line(prefix), "name")
    elif prefix and prefix not in str(known):
        into.note("Title", _one_line(prefix))
    if suffix and suffix not in str(known):
        into.note("Suffix", _one_line(suffix))


def _one_line(text: str) -> str:
    return " ".join(text.replace(",", " ").split())


def organisation(one: Property, into: Gathering) -> None:
    """ORG: the company, then the units within it."""
    name, *units = one.parts()
    if name and not into.put_company(one, " ".join(name.split()), "name"):
        into.note("Company", name)
    into.note("Department", ", ".join(filter(None, units)))


def title(one: Property, into: Gathering) -> None:
    """TITLE, or ROLE where there is no title."""
    if not into.put(one, " ".join(one.text.split()), "position", "title"):
        into.note("Role", " ".join(one.text.split()))


def address(one: Property, into: Gathering) -> None:
    """ADR: the company's address and country at work, else their own country."""
    box, more, street, town, region, code, country, *_rest = [*one.parts(), *[""] * 7]
    lines = [street, more, box, " ".join(filter(None, (code, town))), region]
    whole = [line for text in lines for line in text.split("\n") if line.strip()]
    if country and not (whole and whole[-1].casefold().endswith(country.casefold())):
        whole.append(country)
    found = country_code(country) if country else None
    if country and not found:
        message = _("'{country}' is no country that is known").format(country=country)
        hint = _("write its code: dossier set WHO country de")
        into.card.report(one.line, "country-code", message, hint)
    if "home" in one.kinds or not into.company:
        into.put(one, found or "", "country")
        if not found or whole != [country]:
            into.note("Address", ", ".join(whole))
        return
    into.put_company(one, found or "", "country")
    if not into.put_company(one, "\n".join(line.strip() for line in whole), "address"):
        into.note("Address", ", ".join(whole))


def label(one: Property, into: Gathering) -> None:
    """LABEL: an address as it stands on an envelope, where no ADR says it (2.1 and 3.0)."""
    lines = [line.strip() for line in one.text.split("\n") if line.strip()]
    if "home" in one.kinds or not into.company:
        if not any(note.startswith("Address: ") for note in into.notes):
            into.note("Address", ", ".join(lines))
    elif ("address",) not in into.company:
        into.put_company(one, "\n".join(lines), "address")


def birthday(one: Property, into: Gathering) -> None:
    """BDAY, without its year where the phone made one up."""
    _day_of_year(one, into, "birthday")


def anniversary(one: Property, into: Gathering) -> None:
    """ANNIVERSARY and what mail programs call it: the wedding day."""
    _day_of_year(one, into, "family-life", "anniversary")


def labelled_date(one: Property, into: Gathering) -> None:
    """X-ABDATE: a day with a label of the user's; only an anniversary has a field."""
    if one.label == "anniversary":
        anniversary(one, into)
    else:
        into.note(one.label.capitalize() or "Date", one.text)


def _day_of_year(one: Property, into: Gathering, *path: str) -> None:
    text = one.text
    no_year = _NO_YEAR.fullmatch(text)
    if no_year:
        into.put(one, f"{no_year[1]}-{no_year[2]}", *path)
        return
    try:
        day = read_day(text, into.options.dates)
    except Refused as refused:
        if text:
            into.card.report(one.line, refused.code, refused.message, refused.hint)
        return
    omitted = (*_OMITTED_YEARS, *one.line.params.get("X-APPLE-OMIT-YEAR", ()))
    into.put(one, day[5:] if day[:4] in omitted and len(day) == 10 else day, *path)


def note(one: Property, into: Gathering) -> None:
    """NOTE."""
    text = "\n".join(line for line in one.text.split("\n") if line.strip() != DO_NOT_CONTACT)
    into.note("", text.strip())


def labelled(one: Property, into: Gathering) -> None:
    """What has no field but is worth a line of the note."""
    names = {"NICKNAME": "Nickname", "EXPERTISE": "Expertise", "X-MANAGER": "Manager"}
    name = names.get(one.line.name) or one.line.name.removeprefix("X-").capitalize()
    into.note(name, " ".join(one.text.split()))


def categories(one: Property, into: Gathering) -> None:
    """CATEGORIES, as tags."""
    for text in one.parts(","):
        for word in text.split(";") if one.is_old else [text]:
            if word.strip() not in _OF_PROGRAMS:
                into.add(one, " ".join(word.split()), "tags")


def interest(one: Property, into: Gathering) -> None:
    """HOBBY and INTEREST (RFC 6715)."""
    into.add(one, " ".join(one.text.split()), "interests")


def language(one: Property, into: Gathering) -> None:
    """LANG: the language of letters to them, the preferred one first."""
    into.put(one, one.text, "language", "prefers")


def related(one: Property, into: Gathering) -> None:
    """RELATED and its likes: a spouse by name; children are sensitive and left out."""
    is_name = not re.match(r"(?:urn|https?|mailto|tel):", one.text, re.IGNORECASE)
    if {"spouse", "partner", "wife", "husband"} & one.kinds and is_name:
        into.put(one, " ".join(one.text.split()), "family-life", "spouse")
    elif {"child", "son", "daughter", "mother", "father", "parent"} & one.kinds or not is_name:
        into.leave_out(one)
    else:
        into.note(one.label.capitalize() or "Related", one.text)


def spouse(one: Property, into: Gathering) -> None:
    """X-SPOUSE."""
    into.put(one, " ".join(one.text.split()), "family-life", "spouse")
