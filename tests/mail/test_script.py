"""Somebody is called in the script of the letter, and never by a bare given name in the East."""

from __future__ import annotations

from pathlib import Path

import pytest
from letterbook import TODAY, customer, made, make_book, write_letter

from dossierkit.mail.firm import spoken
from dossierkit.mail.letter import Request
from dossierkit.mail.script import fits, scripts
from dossierkit.mail.workshop import Workshop

ANNA = "dossiers/customers/anna.md"


def greeted(root: Path, shop: Workshop, language: str, **fields: str) -> str:
    """The line that calls the reader, in a friendly word in some language."""
    book = make_book(root, **{ANNA: customer(**fields)})
    letter = made(write_letter(book, shop, "greeting", request=Request(TODAY, None, language)))
    lines = letter.content.text.split("\n")
    return lines[1] if language == "ja" else lines[0]


FATIMA = {
    "name": "Fatima Al Hashimi",
    "given": "فاطمة",
    "family": "الهاشمي",
    "salutation": "Ms Fatima",
}
SATO = {"name": "佐藤 健一", "given": "健一", "family": "佐藤"}
LI_NA = {"name": "Li Na", "given": "娜", "family": "李", "salutation": "Ms Li"}
EASY = {"personality": "{manner: easygoing}"}


@pytest.mark.parametrize(
    ("fields", "language", "line"),
    [
        (FATIMA, "en", "Dear Ms Fatima,"),
        (FATIMA, "ar", "حضرة فاطمة الهاشمي،"),
        (FATIMA | EASY, "ar", "مرحبًا فاطمة،"),
        (
            {"name": "عبدالله القحطاني", "salutation": "Mr. Abdullah"},
            "ar",
            "حضرة عبدالله القحطاني،",
        ),
        ({"name": "عبدالله القحطاني", "salutation": "Mr. Abdullah"}, "en", "Dear Mr. Abdullah,"),
        (LI_NA, "zh", "尊敬的李娜："),
        (LI_NA, "de", "Guten Tag Ms Li,"),
        (SATO | EASY, "zh", "佐藤 健一："),
        (SATO | EASY, "ja", "佐藤 健一 様"),
        (SATO | {"salutation": "佐藤様"}, "ja", "佐藤様"),
        (SATO | {"salutation": "佐藤部長"}, "ja", "佐藤部長"),
        (SATO | {"salutation": "Mr. Sato"}, "ja", "佐藤 健一 様"),
        ({"name": "Kenichi Sato", "salutation": "Mr. Sato"}, "ja", "Kenichi Sato 様"),
        (SATO, "en", "Dear 佐藤 健一,"),
        ({"name": "Nagy Zsófia", "given": "Zsófia"} | EASY, "en", "Dear Zsófia,"),
        ({"name": "Сергей Волков", "salutation": "Сергей Петрович"}, "en", "Dear Сергей Петрович,"),
    ],
)
def test_who_is_called_how(
    fields: dict[str, str], language: str, line: str, tmp_path: Path, shop: Workshop
) -> None:
    assert greeted(tmp_path, shop, language, **fields) == line


def test_scripts_are_told_apart() -> None:
    assert scripts("Ms 佐藤 2") == {"LATIN", "CJK"}
    assert fits("Ænne", "nb")
    assert fits("Иван", "uk")
    assert not fits("Иван", "de")
    assert fits("さくら", "ja")
    assert fits("42", "ar"), "what has no letters is written in any script"


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Brightlite GmbH", "Brightlite"),
        ("Luz del Norte S.A. de C.V.", "Luz del Norte"),
        ("Światło Plus Sp. z o.o.", "Światło Plus"),
        ("Chandra Electricals Pvt. Ltd.", "Chandra Electricals"),
        ("Lumora Lighting Co., Ltd.", "Lumora Lighting"),
        ("Cape Bright (Pty) Ltd", "Cape Bright"),
        ("海峡照明私人有限公司", "海峡照明"),
        ("株式会社あかり商事", "株式会社あかり商事"),
        ("ООО «Волга-Свет»", "ООО «Волга-Свет»"),
        ("Texas", "Texas"),
        ("AG", "AG"),
        ("有限公司", "有限公司"),
    ],
)
def test_a_company_is_spoken_of_without_its_legal_form(name: str, short: str) -> None:
    assert spoken(name) == short


def test_a_company_is_called_by_the_name_in_the_script_of_the_letter(
    tmp_path: Path, shop: Workshop
) -> None:
    company = "---\nname: Straits Lighting Pte. Ltd.\nlegal-name: 海峡照明私人有限公司\n---\n"
    root = make_book(tmp_path, **{"dossiers/companies/brightlite.md": company})
    for language, said in (("en", "at Straits Lighting, too"), ("zh", "向海峡照明的")):
        letter = write_letter(root, shop, "greeting", request=Request(TODAY, None, language))
        assert said in made(letter).content.text
