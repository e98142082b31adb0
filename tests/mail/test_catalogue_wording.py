"""Small things in letters that a receiver would stumble over, each of which was there once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from catalogue import (
    ALL,
    COMPANY,
    ENGLISH_AND_CHINESE,
    LETTERS,
    LOGS,
    catalogue_book,
    text_of,
)

from dossierkit.mail.templates import load_templates
from dossierkit.mail.workshop import Workshop

SECRET = {
    "religion": "muslim",
    "diet": "[halal]",
    "taboos": "[pigskin wallets]",
    "habits": "[chain smoker]",
    "family_life": "{spouse: Bernhard, children: [{name: Wilhelmine, born: 2015}]}",
    "reason": "Scrooge",
    "consent": "{marketing: given, sensitive: 2026-01-01 told me}",
}
SAID = ("muslim", "halal", "pigskin", "smoker", "Bernhard", "Wilhelmine", "Scrooge", "Nobody-else")


def test_only_what_can_be_ordered_is_named(tmp_path: Path, shop: Workshop) -> None:
    """A group by its products, and nothing that is no longer on the list."""
    root = catalogue_book(tmp_path, LOGS["factory-holiday"], buys="[OLD-1, panel]")
    text = text_of(root, shop, "factory-holiday", "en")
    assert "I am thinking of PN-60 and PN-70;" in text
    assert "OLD-1" not in text
    gone = catalogue_book(tmp_path / "gone", LOGS["factory-holiday"], buys="[OLD-1]")
    assert "OLD-1" not in text_of(gone, shop, "factory-holiday", "en")


def test_one_product_is_one_and_two_are_two(tmp_path: Path, shop: Workshop) -> None:
    log = (
        "- 2026-11-02 quote out: BL-20 #PI-7\n- 2026-11-12 email out: a\n- 2026-11-19 email out: b"
    )
    said = []
    for number, goods in enumerate(("BL-20", "BL-20, PN-60")):
        root = catalogue_book(tmp_path / str(number), log.replace("BL-20", goods))
        said.append(text_of(root, shop, "quote-follow-up", "en", date(2026, 11, 26)))
    assert "how BL-20 is checked and packed" in said[0]
    assert "how BL-20 and PN-60 are checked and packed" in said[1]


def test_one_shop_is_no_chain_and_one_market_no_choice(tmp_path: Path, shop: Workshop) -> None:
    small = COMPANY.replace("stores: 42", "stores: 1").replace("markets: [de, at]", "markets: [de]")
    root = catalogue_book(tmp_path / "s", LOGS["service"], small)
    assert "1 shops" not in text_of(root, shop, "service", "en")
    log = f"{LOGS['introduction']}\n- 2026-11-19 email out: followed up"
    root = catalogue_book(tmp_path / "i", log, small)
    text = text_of(root, shop, "introduction", "en", date(2026, 11, 22))
    assert "more than one place" not in text
    assert "a trial can be small" in text


def test_what_a_story_teaches_is_left_to_the_reader(tmp_path: Path, shop: Workshop) -> None:
    """The same words stand under every story: they may claim nothing about it (M46)."""
    for language, claim in (("en", "small"), ("zh", "先小后大")):
        root = catalogue_book(
            tmp_path / language, LOGS["case-story"], personality="{style: driver}"
        )
        assert claim not in text_of(root, shop, "case-story", language)


def test_our_remark_on_their_product_stays_with_us(tmp_path: Path, shop: Workshop) -> None:
    company = COMPANY.replace("[Atrium panel]", '["Atrium panel (sells on easy mounting)"]')
    root = catalogue_book(tmp_path, "", company)
    for language in ENGLISH_AND_CHINESE:
        text = text_of(root, shop, "introduction", language)
        assert "Atrium panel" in text
        assert "sells on" not in text


@pytest.mark.parametrize("language", ALL)
def test_dates_of_their_own_get_a_column_and_a_word(
    language: str, tmp_path: Path, shop: Workshop
) -> None:
    root = catalogue_book(tmp_path, LOGS["price-update"])
    one = text_of(root, shop, "price-update", language)
    file = root / "dossiers/prices/2026-11-16.csv"
    file.write_text(file.read_text("utf-8").replace("2027-01-31", "2027-03-15", 1), "utf-8")
    two = text_of(root, shop, "price-update", language)
    columns = [text.split("\n|", 1)[1].split("\n")[0].count("|") for text in (one, two)]
    assert columns == [6, 7]
    assert len(two.split("T/T 30/70")[1]) > len(one.split("T/T 30/70")[1])


@pytest.mark.parametrize("language", ["en", "es", "pt", "it", "ar", "zh"])
def test_the_end_is_as_formal_as_the_beginning(
    language: str, tmp_path: Path, shop: Workshop
) -> None:
    for purpose in ("price-update", "quote-follow-up", "thanks", "greeting"):
        ends = []
        for manner in ("formal", "easygoing"):
            root = catalogue_book(tmp_path, LOGS[purpose], personality=f"{{manner: {manner}}}")
            before = text_of(root, shop, purpose, language).split("\nLily Zhang")[0]
            ends.append(before.strip().rsplit("\n\n", 1)[1])
        assert ends[0] != ends[1] or (language == "zh" and purpose != "greeting")


@pytest.mark.parametrize(("purpose", "language"), LETTERS)
def test_nothing_sensitive_and_none_of_our_own_remarks_gets_out(
    purpose: str, language: str, tmp_path: Path, shop: Workshop
) -> None:
    log = LOGS[purpose].replace("BL-20", "BL-20 Nobody-else knows of their trouble")
    root = catalogue_book(tmp_path, log, **SECRET)
    text = text_of(root, shop, purpose, language)
    assert not [word for word in SAID if word.casefold() in text.casefold()]
    assert load_templates(root, purpose).by_language[language].uses == ()
