"""Figures and days as a reader of some language writes them. The only owner of babel."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import NumberPattern, parse_pattern

from dossierkit.mail.facts import TemplateError
from dossierkit.schema.values import Birthday
from dossierkit.text.translation import _

_MONTH_FIRST = frozenset(("us", "ph", "pr", "gu", "as", "mp", "vi"))
"""Where English has the month before the day."""
_FIRST_OF_MONTH = {"fr": "1er ", "it": "1º ", "pt": "1º "}
"""How the first of a month is written where it is no plain figure."""
_MARKS = dict.fromkeys((0x200E, 0x200F, 0x061C))
"""Direction marks, which mail programs and spreadsheets show or stumble over."""


class Formats:
    """The filters of templates in one language: digits are ASCII, figures keep their decimals."""

    def __init__(self, language: str) -> None:
        self._locale = _locale(language)

    def money(self, amount: object, currency: object) -> str:
        """An amount with its ISO code, all its decimals shown: 0.385 stays 0.385."""
        number = _number(amount, "money")
        return _tidy(
            _pattern(self._locale, "money", _decimals(number)).apply(
                number, self._locale, currency=str(currency), currency_digits=False
            )
        )

    def percent(self, ratio: object) -> str:
        """A change as a signed percentage: 0.0525 is +5.3 %, with more decimals if it is tiny."""
        number = _number(ratio, "percent")
        decimals = 1 if abs(number) >= Decimal("0.0005") else 3
        return _tidy(_pattern(self._locale, "percent", decimals).apply(number, self._locale))

    def number(self, amount: object) -> str:
        """A number with the language's separators."""
        number = _number(amount, "number")
        return _tidy(
            _pattern(self._locale, "number", _decimals(number)).apply(number, self._locale)
        )

    def day(self, day: object) -> str:
        """A day with its month in letters, which nobody can mistake; a birthday without year."""
        if isinstance(day, Birthday):
            shown = datetime.date(2000, day.month, day.day)
            return _tidy(format_date(shown, _month_and_day(self._locale), self._locale))
        if not isinstance(day, datetime.date):
            raise TemplateError(_("'day' is for dates, not for '{day}'").format(day=day))
        written = _tidy(format_date(day, "long", self._locale))
        first = _FIRST_OF_MONTH.get(self._locale.language)
        return re.sub("^1 ", first, written) if first else written

    def listed(self, items: object) -> str:
        """Things as they stand in a sentence: BL-20, BL-30 and PN-60."""
        if isinstance(items, str) or not isinstance(items, Iterable):
            raise TemplateError(_("'listed' is for lists, not for '{items}'").format(items=items))
        return _tidy(format_list([str(one) for one in items], locale=self._locale))


def _number(value: object, filter_name: str) -> Decimal:
    text = str(value)
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        raise TemplateError(
            _("'{filter_name}' is for numbers, not for '{text}'").format(
                filter_name=filter_name, text=text
            )
        )
    return Decimal(value)


def _decimals(number: Decimal) -> int:
    return max(0, -int(number.as_tuple().exponent))


def _tidy(text: str) -> str:
    """Without direction marks, every digit an ASCII one."""
    text = text.translate(_MARKS)
    if text.isascii():
        return text
    return "".join(
        str(unicodedata.digit(mark)) if unicodedata.category(mark) == "Nd" else mark
        for mark in text
    )


@cache
def locale_code(language: str, region: str = "") -> str:
    """The locale of readers of a language in a country, such as es-MX; `region` may be unknown.

    English has two ways only, the American and the other one: everywhere else it is read as a
    foreign language more often than not, and figures in lakh or with commas would be.
    """
    base = language.partition("-")[0]
    if language == "en":
        return "en-US" if region.lower() in _MONTH_FIRST else "en-GB"
    wanted = [language] if "-" in language else [f"{language}-{region.upper()}", language]
    found = next(filter(None, map(_known, (*wanted, base))), None)
    return found or "en-GB"


def _known(code: str) -> str | None:
    try:
        Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError):
        return None
    return code


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(locale_code(language), sep="-")


@cache
def _month_and_day(locale: Locale) -> str:
    skeletons: Any = locale.datetime_skeletons
    found = skeletons.get("MMMMd") or skeletons.get("MMMd")
    return str(found.pattern) if found else "d MMMM"


@cache
def _pattern(locale: Locale, kind: str, decimals: int) -> NumberPattern:
    """The locale's own shape of a figure with so many decimals."""
    if kind == "money":
        shape = locale.currency_formats["standard"].pattern.partition(";")[0]
        shape = re.sub(r"¤(?=[#0])", "¤¤\u00a0", shape)
        shape = re.sub(r"(?<=[#0])¤", "\u00a0¤¤", shape)
        shape = re.sub(r"(?<!¤)¤(?!¤)", "¤¤", shape)
    elif kind == "percent":
        shape = locale.percent_formats[None].pattern.partition(";")[0]
    else:
        shape = locale.decimal_formats[None].pattern.partition(";")[0]
    shape = shape.translate(_MARKS)
    fraction = "." + "0" * decimals if decimals else ""
    shape = re.sub(r"0(?:\.[0#]+)?(?=[^0#.]*$)", "0" + fraction, shape, count=1)
    if kind == "percent":
        shape = f"+{shape};-{shape}"
    return parse_pattern(shape)
