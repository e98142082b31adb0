"""Types of codes and addresses: ids, countries, languages, currencies, mail, phones, the web."""

from __future__ import annotations

import re

from dossierkit.schema.types import Refused, ScalarType
from dossierkit.text.translation import _

ID_FORM = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")

_COUNTRY = re.compile(r"[A-Za-z]{2}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z]{4})?(?:-[A-Z]{2})?")
_CURRENCY = re.compile(r"[A-Z]{3}")
_ZONE = re.compile(r"[A-Za-z]+(?:[/_+-][A-Za-z0-9]+)*")
_PLAIN_ADDRESS = re.compile(
    r"[A-Za-z0-9_%+-]+(?:\.[A-Za-z0-9_%+-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+"
    r"[A-Za-z]{2,63}"
)
_PHONE = re.compile(r"[+＋]?[\d(（][\d\s()（）./-]*(?:(?:ext\.?|x)\s*\d+)?")
_WEB = re.compile(r"(?:https?://)?[^\s/?#@:]+\.[^\s/?#@:.]+(?::\d+)?(?:[/?#]\S*)?", re.IGNORECASE)
_SECURE_PAGE = re.compile(
    r"https://[A-Za-z0-9.-]+(?::\d+)?(?:[/?][A-Za-z0-9._~:/?@!$&'()*+;=%{}-]*)?"
)
_BRACED = re.compile(r"\{([^{}]*)\}|[{}]")
_SKU = re.compile(r"\S(?:.{0,62}\S)?")


def _id(text: str) -> str:
    if ID_FORM.fullmatch(text):
        return text
    hint = _("write small letters, digits and '-', as in wang-xiao-ming")
    raise Refused("id", _("'{text}' is no id").format(text=text), hint)


def _country(text: str) -> str:
    if _COUNTRY.fullmatch(text):
        return text.lower()
    hint = _("write the two letters of ISO 3166, as in de")
    raise Refused("country-code", _("'{text}' is no country code").format(text=text), hint)


def _language(text: str) -> str:
    if _LANGUAGE.fullmatch(text):
        return text
    raise Refused(
        "language-code",
        _("'{text}' is no language code").format(text=text),
        _("write it as de or pt-BR"),
    )


def _currency(text: str) -> str:
    if _CURRENCY.fullmatch(text):
        return text
    hint = _("write the three capitals of ISO 4217, as in USD")
    raise Refused("currency-code", _("'{text}' is no currency code").format(text=text), hint)


def _zone(text: str) -> str:
    if _ZONE.fullmatch(text) and len(text) < 64:
        return text
    raise Refused(
        "time-zone", _("'{text}' is no time zone").format(text=text), _("write it as Europe/Berlin")
    )


def parse_address(text: str) -> str:
    """One mail address, in the form that goes into a header; raises Refused.

    Exactly one: `a@x, b@y`, groups and display names are refused.
    """
    if _PLAIN_ADDRESS.fullmatch(text) and len(text) <= 254:
        return text
    from email_validator import EmailNotValidError, validate_email

    try:
        checked = validate_email(
            text,
            allow_smtputf8=False,
            check_deliverability=False,
            globally_deliverable=True,
            strict=True,
        )
    except (EmailNotValidError, ValueError):
        hint = _("write one address, as in anna@brightlite.example")
        raise Refused(
            "mail-address", _("'{text}' is no mail address").format(text=text), hint
        ) from None
    return checked.ascii_email or text


def _unsubscribe(text: str) -> str:
    if "://" not in text:
        return parse_address(text)
    if _SECURE_PAGE.fullmatch(text) and set(_BRACED.findall(text)) <= {"letter"}:
        return text
    hint = _("write an address, or a page such as https://name.example/out?letter={letter}")
    raise Refused("web-address", _("'{text}' is no way out of bulk mail").format(text=text), hint)


def _phone(text: str) -> str:
    if _PHONE.fullmatch(text) and sum(map(str.isdigit, text)) >= 4:
        return text
    hint = _("write it as +49 30 1234567")
    raise Refused("phone", _("'{text}' is no phone number").format(text=text), hint)


def _web(text: str) -> str:
    if _WEB.fullmatch(text):
        return text
    raise Refused(
        "web-address",
        _("'{text}' is no web address").format(text=text),
        _("write it as https://name.example"),
    )


def _sku(text: str) -> str:
    if _SKU.fullmatch(text):
        return text
    raise Refused("line-break", _("a SKU is one short line"), _("write it as in the price list"))


ID = ScalarType("an id", _id, "anna-schmidt")
COUNTRY = ScalarType("a country code", _country, "de")
LANGUAGE = ScalarType("a language code", _language, "de")
CURRENCY = ScalarType("a currency code", _currency, "USD")
TIME_ZONE = ScalarType("a time zone", _zone, "Europe/Berlin")
ADDRESS = ScalarType("a mail address", parse_address, "anna@brightlite.example")
UNSUBSCRIBE = ScalarType("a mail address or an https page", _unsubscribe, "out@name.example")
PHONE = ScalarType("a phone number", _phone, "+49 30 1234567")
WEB = ScalarType("a web address", _web, "https://brightlite.example")
SKU = ScalarType("a SKU or product group", _sku, "BL-20")
