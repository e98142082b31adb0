"""Greetings for every occasion, in ten languages; neutral words where a faith is not known."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from catalogue import ALL, catalogue_book, letter_of
from letterbook import TODAY, made, stopped

from dossierkit.book.load import load
from dossierkit.mail.job import Job, Rendered
from dossierkit.mail.letter import Request
from dossierkit.mail.names import Occasion, names_of
from dossierkit.mail.templates import load_templates
from dossierkit.mail.workshop import Workshop
from dossierkit.method.feasts.occasions import FAITHS, OCCASIONS

FAITHFUL = r"""
    easter|christ|xmas|eid\b|mubarak|ramadan|diwali|hanuk|passover|pessach|vesak|vaisakhi|gurpurab
    |shana|rosh|bless|pray|faith|church|holy|god\b|blessed|weihnacht|ostern|fest\b|navidad|pascua
    |natal|páscoa|noël|pâques|natale|pasqua|рожд|пасх|праздником|فصح|ميلاد|فطر|أضحى|عيد|رمضان|مبارك
    |圣诞|复活|开斋|宰牲|斋|排灯|佛|主日|教|クリスマス|イースター|復活|イード|ラマダーン|ハヌカ|祭
"""
NO_RELIGION = re.compile(FAITHFUL, re.IGNORECASE | re.VERBOSE)

Greet = Callable[..., Rendered]


@pytest.fixture
def greet(tmp_path: Path, shop: Workshop) -> Greet:
    """A greeting to Anna, whatever she believes: what the template says of an occasion."""

    def rendered(occasion: str, language: str, fields: dict[str, str], **more: Any) -> Rendered:
        root = catalogue_book(tmp_path / "book", "", **fields)
        book = load(root)
        anna, lily = book.customers["anna"], book.members["lily"]
        names = names_of(book, anna, lily, Occasion(occasion, TODAY), {}) | more
        template = load_templates(root, "greeting").by_language[language]
        result = shop.render(Job((template,), names))
        assert isinstance(result, Rendered), result
        return result

    return rendered


@pytest.mark.parametrize("language", ALL)
@pytest.mark.parametrize("manner", ["formal", "easygoing"])
def test_each_occasion_has_words_of_its_own(language: str, manner: str, greet: Greet) -> None:
    fields = {"personality": f"{{manner: {manner}}}"}
    letters = [greet(occasion, language, fields, neutral=False) for occasion in OCCASIONS]
    assert len({one.text for one in letters}) == len(OCCASIONS)
    assert all(
        "Brightlite" in one.text
        for one, name in zip(letters, OCCASIONS, strict=True)
        if name not in ("birthday", "wedding", "christmas", "ramadan", "weekend")
    )


@pytest.mark.parametrize("language", ALL)
@pytest.mark.parametrize("occasion", FAITHS)
def test_neutral_words_name_no_faith(occasion: str, language: str, greet: Greet) -> None:
    for english in ("good", "basic"):
        fields = {"language": f"{{written-english: {english}}}"}
        letter = greet(occasion, language, fields, neutral=True)
        found = NO_RELIGION.search(f"{letter.subject}\n{letter.text}")
        assert found is None, found


def test_in_simple_english_each_occasion_is_greeted_too(greet: Greet) -> None:
    fields = {"language": "{written-english: basic}"}
    texts = {greet(name, "en", fields, neutral=False).text for name in OCCASIONS}
    assert len(texts) == len(OCCASIONS)


@pytest.mark.parametrize("language", ALL)
def test_an_easygoing_birthday_knows_what_they_like(language: str, greet: Greet) -> None:
    easy = {"personality": "{manner: easygoing}"}
    plain = greet("birthday", language, easy, neutral=False).text
    assert (
        greet("birthday", language, easy | {"interests": "[fishing]"}, neutral=False).text != plain
    )


def test_ramadan_is_a_considerate_word(greet: Greet) -> None:
    text = greet("ramadan", "en", {}, neutral=False).text
    assert "congratul" not in text.lower()
    assert "do not feel obliged" in text


def christian_country(root: Path, **fields: str) -> Path:
    catalogue_book(root, "", **fields)
    (root / "dossiers/countries/de.md").write_text(
        "---\nname: Germany\nreligions: {christian: 53%, none: 40%, muslim: 7%}\n---\n", "utf-8"
    )
    return root


def test_a_feast_of_most_people_is_greeted_without_its_name(tmp_path: Path, shop: Workshop) -> None:
    root = christian_country(tmp_path)
    asked = Request(date(2026, 12, 24), "christmas", "en")
    letter = made(letter_of(root, shop, "greeting", asked))
    assert "Christmas" not in letter.content.text + letter.content.subject
    assert "holidays" in letter.content.text
    far = Request(date.max, "christmas", "en")
    assert "not known" in stopped(letter_of(root, shop, "greeting", far))
    eid = Request(date(2026, 3, 20), "eid-al-fitr", "en")
    assert "not known" in stopped(letter_of(root, shop, "greeting", eid))
    early = Request(date.min, "easter", "en")
    assert letter_of(root, shop, "greeting", early)


def test_whose_faith_is_known_is_greeted_by_its_name(tmp_path: Path, shop: Workshop) -> None:
    consent = "{marketing: given, sensitive: 2026-01-01 told me}"
    root = christian_country(tmp_path, religion="christian", consent=consent)
    asked = Request(date(2026, 12, 24), "christmas", "en")
    assert "Christmas" in made(letter_of(root, shop, "greeting", asked)).content.text


def test_a_due_greeting_is_for_the_occasion_that_is_due(tmp_path: Path, shop: Workshop) -> None:
    root = catalogue_book(tmp_path, "", birthday="11-21")
    letter = made(letter_of(root, shop, "greeting", Request(TODAY, is_bulk=True, is_due=True)))
    assert letter.key.occasion == "birthday"
    assert "irthday" in letter.content.subject or "Geburtstag" in letter.content.subject


def test_the_anniversary_of_a_company_among_its_events_is_greeted(
    tmp_path: Path, shop: Workshop
) -> None:
    company = (
        "---\nname: Brightlite\ncountry: de\n"
        "events: [{kind: news}, {kind: anniversary}, {date: 2026-11-25, kind: anniversary}]\n---\n"
    )
    root = catalogue_book(tmp_path, "", company)
    due = Request(TODAY, None, "en", is_bulk=True, is_due=True)
    letter = made(letter_of(root, shop, "greeting", due))
    assert letter.key.occasion == "company"
    assert "anniversary" in letter.content.text
    assert (
        made(letter_of(root, shop, "greeting", Request(date(2026, 9, 1), is_due=True))).key[2] == ""
    )
