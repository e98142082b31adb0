"""Names, mail addresses and phone numbers in the form in which they are compared."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TypeAlias

from dossierkit.book.countries import country_codes, country_facts

Words: TypeAlias = "tuple[str, ...]"

_LIST_OF_TITLES = (
    "dr prof mr mrs ms miss mister herr herrn frau fru madame mme monsieur señor señora sr sra "
    "sig signor signora ing dipl mag"
)
_TITLES = frozenset(_LIST_OF_TITLES.split())
_SHORTEST_NUMBER = 7
"""Digits that a number without its country still has, so that it is known again."""


def name_words(name: str) -> Words:
    """The words of a name, without titles and nicknames in quotes or brackets."""
    bare = re.sub(r"[(（][^)）]*[)）]|[\"“„][^\"”“]*[\"”“]", " ", name)
    words = (word.strip(".") for word in re.split(r"[\s,、;]+", bare))
    return tuple(word for word in words if word and word.casefold() not in _TITLES)


def name_key(name: str) -> str:
    """A name as it is compared: without titles, case, accents, and the order of its words."""
    text = unicodedata.normalize("NFKD", " ".join(name_words(name)).casefold())
    bare = "".join(mark for mark in text if not unicodedata.combining(mark))
    return " ".join(sorted(re.findall(r"\w+", bare)))


def address_key(address: str) -> str:
    """A mail address as it is compared: in small letters, without a plus part."""
    local, _, domain = address.strip().casefold().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"


_GMAIL = ("gmail.com", "googlemail.com")
_DOTS = str.maketrans("\u3002\uff61", "..")


def mailbox(address: str) -> str:
    """The letter box that an address leads to, for opt-outs and for knowing senders again.

    Like `address_key`, and the same for every spelling of a domain (`bücher.example` and
    `xn--bcher-kva.example`, wide letters, a dot at the end), without characters that nobody sees,
    and at Gmail without dots: there `a.b`, `ab` and `googlemail.com` are one box.
    """
    seen = address if address.isascii() and address.isprintable() else _visible(address)
    text = unicodedata.normalize("NFKC", seen.translate(_DOTS)).strip().casefold()
    local, _, domain = text.rpartition("@")
    local = local.strip('"').partition("+")[0]
    domain = ".".join(map(_label, domain.strip(".").split(".")))
    if domain in _GMAIL:
        local, domain = local.replace(".", ""), _GMAIL[0]
    return f"{local}@{domain}"


def _visible(address: str) -> str:
    return "".join(mark for mark in address if unicodedata.category(mark) not in ("Cf", "Cc"))


def _label(label: str) -> str:
    """A part of a domain as it is read; one in ASCII (`xn--`) in its own letters."""
    if not label.startswith("xn--"):
        return label
    try:
        own = label[4:].encode("ascii").decode("punycode")
    except (UnicodeError, ValueError):
        return label
    return unicodedata.normalize("NFKC", own).casefold()


def significant(number: str) -> str:
    """The digits of a phone number without what is dialled before it: `+49 (0)30 …` is 4930…"""
    bare = re.sub(r"(?:ext\.?|x)\s*\d+$", "", number.casefold())
    bare = re.sub(r"[(（]\s*0\s*[)）]", "", bare)
    digits = "".join(str(unicodedata.digit(mark)) for mark in bare if mark.isdigit())
    return digits.lstrip("0")


def same_number(one: str, other: str) -> bool:
    """Whether significant digits are one number, written with and without its country's code."""
    if one == other:
        return bool(one)
    mine, theirs = _divided(one), _divided(other)
    return one in theirs.values() or other in mine.values() or bool(mine.items() & theirs.items())


def without_prefix(number: str) -> list[str]:
    """What is left of significant digits when the code of a country is taken away, if any is."""
    return list(_divided(number).values())


def _divided(number: str) -> dict[str, str]:
    """The rest of a number by the code of a country with which it may begin."""
    rests = {code: number[len(code) :].lstrip("0") for code in _codes() if number.startswith(code)}
    return {code: rest for code, rest in rests.items() if len(rest) >= _SHORTEST_NUMBER}


@cache
def _codes() -> tuple[str, ...]:
    """What is dialled for each country, without a plus sign; none is the beginning of another."""
    facts = map(country_facts, country_codes())
    return tuple(sorted({one.calling_code.lstrip("+") for one in facts if one}))
