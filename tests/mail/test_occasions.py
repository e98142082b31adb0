"""Never a greeting of another faith, and no birthday of somebody's by chance (M8, M42)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from letterbook import BRIGHTLITE, customer, made, make_book, write_letter

from dossierkit.mail.letter import Letter, Request
from dossierkit.mail.stops import Stop
from dossierkit.mail.workshop import Workshop
from dossierkit.method.feasts.occasions import FAITHS, is_near, not_kept, personal_day, years
from dossierkit.schema.company import Company
from dossierkit.schema.customer import RELIGIONS, Consent, Customer
from dossierkit.schema.person import FamilyLife
from dossierkit.schema.values import Agreement, Birthday, PartialDate

AGREED = Consent(sensitive=Agreement(date(2026, 1, 1), "told me", 9))


def keeps(occasion: str, religion: str | None, country: str | None = "de") -> bool:
    who = Customer(name="Anna", religion=religion, consent=AGREED)
    return not_kept(occasion, who, country, date(2026, 11, 21)) is None


@pytest.mark.parametrize("religion", [*RELIGIONS, None])
@pytest.mark.parametrize("occasion", FAITHS)
def test_only_the_faithful_are_greeted(occasion: str, religion: str | None) -> None:
    greeted = any(keeps(occasion, religion, country) for country in ("de", "ru", "sa", "in", "gr"))
    assert greeted == (religion in FAITHS[occasion])


@pytest.mark.parametrize(
    ("religion", "country", "december", "january"),
    [
        ("christian", "de", True, False),
        ("christian", "ru", False, True),
        ("orthodox", "rs", False, True),
        ("orthodox", "gr", True, False),
        ("orthodox", "ua", True, False),
        ("catholic", "ru", True, False),
        ("protestant", "ru", True, False),
        ("christian", None, True, False),
        ("orthodox", None, False, False),
    ],
)
def test_the_country_decides_between_the_two_dates_of_christmas(
    religion: str, country: str | None, december: bool, january: bool
) -> None:
    assert keeps("christmas", religion, country) == december
    assert keeps("orthodox-christmas", religion, country) == january


def test_a_religion_recorded_without_consent_never_prompts() -> None:
    refused = not_kept("diwali", Customer(name="Anna", religion="hindu"), "in", date(2026, 11, 8))
    assert refused is not None
    assert "'consent.sensitive'" in refused.sentence


def test_a_consent_that_has_ended_is_none() -> None:
    agreed = Agreement(date(2026, 1, 1), "told me", 9, until=date(2026, 11, 8))
    anna = Customer(name="Anna", religion="hindu", consent=Consent(sensitive=agreed))
    assert not_kept("diwali", anna, "in", date(2026, 11, 8)) is None
    assert not_kept("diwali", anna, "in", date(2026, 11, 9)) is not None


def test_secular_days_are_for_everybody() -> None:
    for occasion in ("season", "new-year", "lunar-new-year", "thanksgiving", "birthday"):
        assert keeps(occasion, None)


def test_the_years_of_an_anniversary_but_nobodys_age() -> None:
    who = Customer(
        name="Anna",
        birthday=Birthday(4, 12, 1985),
        family_life=FamilyLife(anniversary=Birthday(6, 12, 2010)),
    )
    firm = Company(name="B", founded=PartialDate(1996, 11, 18))
    on = date(2026, 11, 20)
    assert years("wedding", who, firm, on) == 16
    assert years("company", who, firm, on) == 30
    assert years("birthday", who, firm, on) is None
    assert years("company", who, None, on) is None
    assert years("wedding", Customer(name="B"), None, on) is None
    assert personal_day("company", who, firm) == Birthday(11, 18, 1996)
    assert personal_day("company", who, Company(name="C", founded=PartialDate(1996))) is None
    assert personal_day("wedding", who, None) == Birthday(6, 12, 2010)
    assert personal_day("birthday", who, None) == Birthday(4, 12, 1985)


def test_a_day_is_near_across_the_new_year_and_in_common_years() -> None:
    assert is_near(Birthday(1, 1), date(2026, 12, 30))
    assert is_near(Birthday(12, 30), date(2027, 1, 2))
    assert is_near(Birthday(2, 29), date(2027, 2, 28))
    assert not is_near(Birthday(2, 29), date(2027, 3, 4))
    assert not is_near(None, date(2027, 3, 4))


ANNA_FILE = "dossiers/customers/anna.md"


def greeted(root: Path, shop: Workshop, occasion: str, day: date, bulk: bool) -> Letter | Stop:
    return write_letter(root, shop, request=Request(day, occasion, is_bulk=bulk))


def test_among_many_only_those_whose_day_it_is_are_greeted(tmp_path: Path, shop: Workshop) -> None:
    root = make_book(tmp_path, **{ANNA_FILE: customer(birthday="04-12")})
    april, june = date(2026, 4, 10), date(2026, 6, 1)
    assert isinstance(greeted(root, shop, "birthday", april, bulk=True), Letter)
    stop = greeted(root, shop, "birthday", june, bulk=True)
    assert stop == Stop("anna", "their birthday is on 04-12", "birthday is not near")
    assert isinstance(greeted(root, shop, "birthday", june, bulk=False), Letter)
    assert isinstance(greeted(root, shop, "company", june, bulk=True), Stop)


def test_a_religious_greeting_is_stopped_with_a_sentence(tmp_path: Path, shop: Workshop) -> None:
    anna = customer(religion="christian", consent="{sensitive: 2026-01-01 told me}")
    root = make_book(tmp_path, **{ANNA_FILE: anna})
    stop = greeted(root, shop, "eid-al-fitr", date(2026, 3, 20), bulk=False)
    assert stop == Stop(
        "anna", "their religion does not keep eid-al-fitr", "eid-al-fitr is not theirs"
    )


def test_thirty_years_of_a_company(tmp_path: Path, shop: Workshop) -> None:
    root = make_book(
        tmp_path,
        **{
            "dossiers/companies/brightlite.md": BRIGHTLITE.replace(
                "country", "founded: 1996-11-18\ncountry"
            )
        },
    )
    letter = made(greeted(root, shop, "company", date(2026, 11, 18), bulk=True))
    assert "30 years of Brightlite" in letter.content.text
    assert letter.key.occasion == "company"
