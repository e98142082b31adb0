"""The list of the erased: it knows people again, names nobody, and survives a merge."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from dossierkit.book.checks import findings
from dossierkit.book.erased import ERASED_PATH, erased_list, is_erased, with_erased
from dossierkit.book.identity import Called, Identity
from dossierkit.book.load import load

MakeBook = Callable[[dict[str, str]], Path]

SALT = "5d41402abc4b2a76b9719d911017c592"
PERSON = Identity(
    ("anna-schmidt",),
    (Called(("Anna", "Schmidt"), "sure"), Called(("Max", "Schmidt"), "sure", is_kin=True)),
    ("anna@brightlite.example",),
    ("+49 151 2345678",),
)
LIST = with_erased("", PERSON, SALT)
KARL = "---\nname: Karl Brandt\ncountry: de\n---\n"


def found(make_book: MakeBook, text: str, dossier_id: str = "new") -> list[tuple[str, str]]:
    """What check says of a customer beside the list: the severity and the message."""
    root = make_book({ERASED_PATH: LIST, f"dossiers/customers/{dossier_id}.md": text})
    all_findings = findings(load(root), date(2026, 11, 21))
    return [(one.severity, one.message) for one in all_findings if one.code == "erased-person"]


def customer(reach: str, name: str = "Eva Meier") -> str:
    return f"---\nname: {name}\ncountry: de\nreach: {{{reach}}}\n---\n"


def test_the_list_names_nobody() -> None:
    low = LIST.lower()
    assert "anna" not in low
    assert "schmidt" not in low
    assert "2345678" not in low
    assert "brightlite" not in low


@pytest.mark.parametrize(
    "reach",
    [
        "email: [anna@brightlite.example]",
        "email: [eva@brightlite.example, Anna+fair@Brightlite.example]",
        'phone: ["0151 2345678"]',
        'whatsapp: "+49 (0)151/234 56 78"',
        'phone: ["151 2345678"]',
    ],
)
def test_an_address_or_a_number_is_an_error(make_book: MakeBook, reach: str) -> None:
    ((severity, message),) = found(make_book, customer(reach))
    assert severity == "error"
    assert message.endswith("belongs to somebody who was erased")


def test_a_national_number_is_known_with_its_country(make_book: MakeBook) -> None:
    person = PERSON._replace(phones=("0151 2345678",))
    root = make_book(
        {
            ERASED_PATH: with_erased("", person, SALT),
            "dossiers/customers/new.md": customer('phone: ["+49 151 2345678"]'),
        }
    )
    codes = [one.code for one in findings(load(root), date(2026, 11, 21))]
    assert codes == ["erased-person"]


def test_an_id_is_an_error_even_of_a_file_that_cant_be_read(make_book: MakeBook) -> None:
    assert [severity for severity, _ in found(make_book, KARL, "anna-schmidt")] == ["error"]
    assert [severity for severity, _ in found(make_book, "name: x\n", "anna-schmidt")] == ["error"]


def test_a_name_alone_is_a_warning(make_book: MakeBook) -> None:
    assert found(make_book, customer("", "Schmidt, Anna")) == [
        ("warning", "the name 'Schmidt, Anna' belongs to somebody who was erased")
    ]


@pytest.mark.parametrize(
    "text",
    [KARL, customer("", "Max Schmidt"), customer('phone: ["+43 151 2345678", "+49 151 234567"]')],
)
def test_others_are_left_in_peace(make_book: MakeBook, text: str) -> None:
    assert found(make_book, text) == []


def test_other_kinds_of_files_that_cant_be_read(make_book: MakeBook) -> None:
    root = make_book({ERASED_PATH: LIST, "dossiers/companies/anna-schmidt.md": "x\n"})
    codes = {one.code for one in findings(load(root), date(2026, 11, 21))}
    assert "erased-person" not in codes


def test_a_book_without_a_list(make_book: MakeBook) -> None:
    root = make_book({"dossiers/customers/anna-schmidt.md": KARL})
    assert findings(load(root), date(2026, 11, 21)) == []
    assert is_erased(root, "anna-schmidt") == ()


def test_who_is_new_can_be_asked_for(make_book: MakeBook) -> None:
    root = make_book({ERASED_PATH: LIST})
    kinds = [
        hit.kind
        for hit in is_erased(
            root, "anna-schmidt", "Anna Schmidt", ["anna@brightlite.example"], ["0151 2345678"]
        )
    ]
    assert kinds == ["id", "address", "phone", "name"]
    assert is_erased(root, "karl-brandt", "Karl Brandt") == ()


def test_a_second_person_gets_the_same_salt_and_nobody_two_lines() -> None:
    assert with_erased(LIST, PERSON) == LIST
    both = with_erased(LIST.rstrip("\n"), Identity(("karl",)))
    assert both.startswith(LIST)
    assert both.count(SALT) == LIST.count(SALT) + 1


def test_a_new_list_has_a_salt_of_its_own() -> None:
    assert with_erased("", PERSON) != with_erased("", PERSON)


def test_two_lists_that_were_merged_are_both_read(make_book: MakeBook) -> None:
    other = with_erased("", Identity(("karl",)), "00" * 16)
    root = make_book({ERASED_PATH: f"{LIST}{other}".replace("\n", "\r\n")})
    assert is_erased(root, "karl")
    assert is_erased(root, "anna-schmidt")


def test_a_line_that_is_none_is_an_error_and_the_others_count(make_book: MakeBook) -> None:
    root = make_book({ERASED_PATH: f"{LIST}\n<<<<<<< ours\nname Anna\n"})
    codes = [one.code for one in findings(load(root), date(2026, 11, 21))]
    assert codes == ["conflict-marker", "erased-list", "erased-list"]
    assert is_erased(root, "anna-schmidt")
    assert with_erased("broken\n", PERSON, SALT).startswith("broken\n")


def test_a_list_that_leads_out_of_the_book_is_not_read(make_book: MakeBook, tmp_path: Path) -> None:
    root = make_book({})
    outside = tmp_path / "outside.txt"
    outside.write_text(LIST, encoding="utf-8")
    (root / ERASED_PATH).symlink_to(outside)
    known = erased_list(root)
    assert not known
    assert [finding.code for finding in known.findings] == ["outside-book"]
