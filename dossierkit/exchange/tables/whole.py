"""What follows from all cells of a row together: whose they are, the name, the birthday."""

from __future__ import annotations

import re

from dossierkit.exchange.arrival import Arrival, Facts
from dossierkit.exchange.tables.draft import Draft
from dossierkit.exchange.tables.values import (
    YEAR_OF_NO_YEAR,
    birthday,
    day_or_nothing,
    means_company,
)
from dossierkit.schema.sensitive import is_sensitive
from dossierkit.schema.types import Refused
from dossierkit.text.edit import Path, Value
from dossierkit.text.finding import WARNING, Finding
from dossierkit.text.letters import letters_of
from dossierkit.text.translation import _

_HAN_NAME = re.compile(r"[\u3400-\u9fff]+")
_NAME, _GIVEN, _FAMILY, _COMPANY = ("name",), ("given",), ("family",), ("company",)
_COUNTRY, _WEBSITE, _ADDRESS = ("country",), ("website",), ("address",)
_BIRTHDAY, _EMAIL, _BOUNCED = ("birthday",), ("reach", "email"), ("reach", "bounced")


def whole(draft: Draft, constants: Facts, company_constants: Facts) -> Arrival | Finding:
    """A row as an arrival; a finding if it can't be told of whom. The constants are what every row
    says beside its cells, of the person and of the company."""
    facts, company = draft.facts, draft.company
    _parts(draft)
    _name(draft)
    if means_company(draft.parts.get("is-company", "")):
        _as_company(draft)
    has_company = _NAME in company or _COMPANY in facts
    if not has_company:
        _without_company(draft)
    elif draft.country:
        company.setdefault(_COUNTRY, draft.country)
    if has_company and facts.get(_COUNTRY) == company.get(_COUNTRY):
        facts.pop(_COUNTRY, None)
    _place_address(draft, has_company=has_company)
    if _NAME in facts:
        draft.facts = {**constants, **facts}
        if has_company:
            draft.company = {**company_constants, **company}
        return draft.arrival()
    if not has_company:
        message = _("neither a person nor a company is named: the row is left out")
        draft.report(0, "no-name", message, _("write a name, or the company's"))
        return draft.findings[-1]
    return _company_alone(draft, company_constants)


def _parts(draft: Draft) -> None:
    """A birthday in three cells, and the day on which mail came back."""
    parts = draft.parts
    year, *rest = (parts.get(f"birth-{part}", "") for part in ("year", "month", "day"))
    written = "-".join(filter(None, (year or YEAR_OF_NO_YEAR, *rest)))
    if written != YEAR_OF_NO_YEAR:
        try:
            draft.facts.setdefault(_BIRTHDAY, birthday(written, "ymd"))
        except Refused:
            draft.keep(_("Birthday"), written)
    addresses = draft.facts.get(_EMAIL)
    if parts.get("bounced") and isinstance(addresses, list):
        dead: dict[str, Value] = {"address": addresses[0]}
        if day := day_or_nothing(parts["bounced"]):
            dead["date"] = day
        else:
            draft.keep(".".join(_BOUNCED), parts["bounced"])
        draft.facts[_BOUNCED] = [dead]


def _name(draft: Draft) -> None:
    """Puts a name together that stands in parts; `Name` beside `Surname` is the given name."""
    facts = draft.facts
    family = letters_of(str(facts.get(_FAMILY, "")))
    if family and _GIVEN not in facts and family not in letters_of(str(facts.get(_NAME, family))):
        facts[_GIVEN] = facts.pop(_NAME)
        draft.places[_GIVEN] = draft.places[_NAME]
    if _NAME not in facts and (_GIVEN in facts or _FAMILY in facts):
        facts[_NAME] = _full_name(facts, draft.parts.get("middle", ""))
        draft.places[_NAME] = draft.places.get(_GIVEN) or draft.places[_FAMILY]


def _place_address(draft: Draft, *, has_company: bool) -> None:
    """Puts the parts of an address together, else takes it as it stands in one cell."""
    parts = draft.street or [draft.parts.get("address", "")]
    address = ", ".join(dict.fromkeys(" ".join(part.split()) for part in parts))
    if address and has_company and _ADDRESS not in draft.company:
        draft.company[_ADDRESS] = address
    elif address:
        draft.keep(_("Address"), address)


def _full_name(facts: Facts, middle: str) -> str:
    """Given and family name together; the family name first where both are Chinese."""
    given, family = str(facts.get(_GIVEN, "")), str(facts.get(_FAMILY, ""))
    if _HAN_NAME.fullmatch(given) and _HAN_NAME.fullmatch(family):
        return family + given
    return " ".join(f"{given} {middle} {family}".split())


def _as_company(draft: Draft) -> None:
    """Takes the name of a row, which says that it is a company, as that of the company."""
    name = draft.facts.pop(_NAME, None)
    for path in (_GIVEN, _FAMILY):
        draft.facts.pop(path, None)
    if name is not None:
        parent = draft.company.get(_NAME)
        draft.company[_NAME] = name
        if parent not in (None, name):
            draft.keep(_listed_path(_NAME), _listed(parent))


def _without_company(draft: Draft) -> None:
    """What was said of a company that has no name is said of the person, or kept in the notes."""
    if draft.country:
        draft.facts.setdefault(_COUNTRY, draft.country)
    website = draft.company.pop(_WEBSITE, None)
    if website is not None:
        draft.facts.setdefault(("reach", "website"), website)
    for path, value in draft.company.items():
        draft.keep(_listed_path(path), _listed(value))
    draft.company.clear()


def _company_alone(draft: Draft, company_constants: Facts) -> Arrival:
    """A row without a person: what it says of one is kept in the notes."""
    company_id = str(draft.facts.pop(_COMPANY, ""))
    if draft.facts:
        message = _("no person is named: what is said of one goes into the company's notes")
        draft.report(0, "no-name", message, _("write their name"), WARNING)
    for path, value in draft.facts.items():
        field = ".".join(path)
        if is_sensitive(field):
            said = _("{field} is sensitive, and no consent is in force; it was left out")
            draft.report(0, "no-consent", said.format(field=field), "", WARNING)
        else:
            draft.keep(field, _listed(value))
    draft.facts.clear()
    draft.places.clear()
    draft.company = {**company_constants, **draft.company}
    return draft.arrival(company_id)


def _listed_path(path: Path) -> str:
    return ".".join(("company", *path))


def _listed(value: object) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)
