"""A cell of another program's table as the value that a field would have in a dossier.

Nothing is guessed: what can't be converted is said, and whoever asked keeps the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple, cast

from dossierkit.exchange.country_names import country_code
from dossierkit.exchange.days import read_day
from dossierkit.schema.codes import ADDRESS, COUNTRY, LANGUAGE, PHONE
from dossierkit.schema.person import FamilyLife
from dossierkit.schema.times import BIRTHDAY, DATE, PARTIAL_DATE, parse_birthday
from dossierkit.schema.types import (
    OPT_OUT,
    PROSE,
    YES_NO,
    Anything,
    Choice,
    ListOf,
    Positioned,
    Refused,
    ScalarType,
    Type,
)
from dossierkit.text.edit import Value
from dossierkit.text.letters import letters_of
from dossierkit.text.packaged import packaged
from dossierkit.text.translation import _

_DAYS = (DATE, PARTIAL_DATE)
CHILD = cast("ListOf[Any]", FamilyLife.declared["children"].type).item
_NO_YEAR = re.compile(r"--(\d{2})-?(\d{2})|(\d{1,2})月(\d{1,2})日?")
YEAR_OF_NO_YEAR = "1604"
"""What Apple and others write for a birthday of an unknown year; 0000, too."""
BETWEEN = ":::"
"""What Google puts between several values in a cell."""
_YEAR_ZERO = re.compile(r"^0000(?=-)")
_QUOTED = re.compile(r'^"(.+)"$')
_ADDRESS = re.compile(r"[^\s<>()\[\]\"';,|、；，:]+@[^\s<>()\[\]\"';,|、；，:]+")
_BETWEEN_PHONES = re.compile(r"\s*(?:[;|\n、；，,]| / |:::)\s*")
_BETWEEN_ITEMS = re.compile(r"\s*(?:[;\n、；，,]|:::)\s*")
_PHONE_WORD = re.compile(
    r"^(?:tel|phone|mobile|mob|cell|whatsapp|电话|手机)\s*[.:：]\s*", re.IGNORECASE
)
_SPOILT_NUMBER = re.compile(r"\d(?:[.,]\d+)?E\+?\d+", re.IGNORECASE)


class Converted(NamedTuple):
    """A value, None for nothing, and what of its cell could not be converted, and why."""

    value: Value
    refused: tuple[Refused, ...] = ()


def converted(text: str, field: Type[Any], order: str) -> Converted:
    """The value of a cell for a field of a type; `order` is that of the numbers in a date. Of a
    list, the items that could be converted."""
    bare = text.strip()
    if not isinstance(field, ListOf):
        try:
            return Converted(_one(bare, field, order))
        except Refused as refused:
            return Converted(None, (refused,))
    values, refusals = list[Value](), list[Refused]()
    for part in _parts(bare, field.item):
        try:
            values.append(_one(part, field.item, order))
        except Refused as refused:
            refusals.append(refused)
    return Converted(values or None, tuple(refusals))


def _parts(text: str, item: Type[Any]) -> list[str]:
    if item is ADDRESS:
        found = _ADDRESS.findall(unicodedata.normalize("NFKC", text).replace("mailto:", " "))
        return [one.rstrip(".") for one in found] or [text]
    between = _BETWEEN_PHONES if item is PHONE else _BETWEEN_ITEMS
    return [_QUOTED.sub(r"\1", part) for part in between.split(text) if part]


def _one(text: str, field: Type[Any], order: str) -> Value:
    """One value; raises Refused with the remedy."""
    special = _ONE.get(id(field))
    if special is not None:
        return special(text, order)
    if isinstance(field, Choice):
        return choice(text, field)
    if isinstance(field, Anything):
        return text
    if not isinstance(field, ScalarType):
        hint = _("write it as in a dossier, in a table with our own titles")
        raise Refused("wrong-shape", _("several fields are expected"), hint)
    line = text if field is PROSE else " ".join(text.split())
    if isinstance(field, Positioned):
        field.parse_at(line, 0)
    else:
        field.parse(line)
    return line


def phone(text: str) -> str:
    """A phone number; raises Refused for one that Excel has made a number of."""
    if _SPOILT_NUMBER.fullmatch(text):
        message = _("'{text}' was a phone number: Excel has lost its last digits")
        hint = _("take the number from its source, and format the column as text")
        raise Refused("phone", message.format(text=text), hint)
    bare = _PHONE_WORD.sub("", unicodedata.normalize("NFKC", text))
    return PHONE.parse(bare)


def country(text: str) -> str:
    """The code of the country of that name or code; raises Refused."""
    code = country_code(text)
    if code is None:
        message = _("no country is known by the name '{text}'").format(text=text)
        raise Refused("country-code", message, _("write its two letters of ISO 3166, as in de"))
    return code


def birthday(text: str, order: str) -> str:
    """`04-12`, or `1985-04-12` if the year is known; raises Refused."""
    match = _NO_YEAR.fullmatch(text)
    if match:
        month, day = (int(part) for part in match.groups() if part)
        found = f"{month:02d}-{day:02d}"
    else:
        found = read_day(_YEAR_ZERO.sub(YEAR_OF_NO_YEAR, text), order)
        found = found.removeprefix(f"{YEAR_OF_NO_YEAR}-")
    parse_birthday(found)
    return found


def language(text: str) -> str:
    """The code of a language, by its name or as programs write it (`de_DE`, `zh-cn`); raises
    Refused."""
    for part in (text, text.partition("/")[0], text.partition("(")[0]):
        named = _languages().get(letters_of(part))
        if named:
            return named
    code, _mark, region = text.replace("_", "-").partition("-")
    code = code.lower()
    return LANGUAGE.parse(f"{code}-{region.upper()}" if len(region) == 2 else code)


def child(text: str) -> Value:
    """A child of that name, as a dossier has it."""
    return {"name": " ".join(text.split())}


def choice(text: str, field: Choice) -> str:
    """One of the words of a field, written in any case and with any marks; raises Refused."""
    known = {letters_of(word): word for word in field.values}
    return known.get(letters_of(text)) or field.parse(text)


def channel(text: str) -> str | None:
    """The source channel that a word of another program means; None if it is not certain."""
    return _channels().get(letters_of(text))


def says_yes(text: str) -> bool:
    """Whether a cell says yes; raises Refused if it is neither yes nor no."""
    word = text.casefold()
    if word in _words("yes"):
        return True
    if word in _words("no"):
        return False
    message = _("'{text}' is neither yes nor no").format(text=text)
    raise Refused("yes-or-no", message, _("write yes or no"))


def wants_none(text: str) -> bool:
    """Whether a cell states a wish, by a yes or the day on which it was said; raises Refused if it
    is neither that nor a no."""
    return bool(day_or_nothing(text)) or says_yes(text)


def states_neither(text: str) -> bool:
    """Whether a cell is a status of mailing that is neither wish nor consent, such as `cleaned`."""
    return text.casefold() in _words("neither")


def is_plain(text: str) -> bool:
    """Whether a cell says yes or no and nothing else."""
    return text.casefold() in _words("yes") | _words("no")


def means_company(text: str) -> bool:
    """Whether a cell that tells a company from a person means the company."""
    return text.casefold() in _words("yes") | _words("company")


def day_or_nothing(text: str) -> str:
    """The day that a text is, of which only one reading is possible; else nothing."""
    try:
        found = read_day(text)
    except Refused:
        return ""
    return found if len(found) == len("2026-04-03") else ""


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(packaged("exchange/tables/words.yaml")[name])


@cache
def _channels() -> dict[str, str]:
    listed = packaged("exchange/tables/words.yaml")["channels"]
    words = {letters_of(word): name for name, names in listed.items() for word in names}
    return {**words, **{letters_of(name): name for name in listed}}


@cache
def _languages() -> dict[str, str]:
    listed = packaged("exchange/tables/words.yaml")["languages"]
    return {letters_of(word): code for code, names in listed.items() for word in names}


def _yes_or_no(text: str, order: str) -> str:
    return "true" if says_yes(text) else "false"


_ONE: dict[int, Callable[[str, str], Value]] = {
    id(BIRTHDAY): birthday,
    **{id(field): read_day for field in _DAYS},
    id(COUNTRY): lambda text, _order: country(text),
    id(LANGUAGE): lambda text, _order: language(text),
    id(CHILD): lambda text, _order: child(text),
    id(PHONE): lambda text, _order: phone(text),
    id(YES_NO): _yes_or_no,
    id(OPT_OUT): _yes_or_no,
}
"""Fields that other programs write in other forms than we do."""
