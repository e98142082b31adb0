"""Lily writes every kind of letter: it is whole, about this customer, and never pushy."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from catalogue import (
    ALL,
    BARE_COMPANY,
    ENGLISH_AND_CHINESE,
    EVERYBODY,
    LETTERS,
    LOGS,
    QUOTED,
    catalogue_book,
    letter_of,
    text_of,
)
from letterbook import TODAY, made

from dossierkit.mail.letter import Request
from dossierkit.mail.purposes.registry import PURPOSES
from dossierkit.mail.templates import load_templates
from dossierkit.mail.workshop import Workshop

KNOWN = ("Brightlite", "BL-20", "PN-60", "PN-70", "PI-7", "S-7", "FOB Hong Kong", "Tom Becker")
KNOWN_TOO = ("CE", "42", "19", "Lichtwoche", "Atrium", "pallet", "托盘")
STYLES = ("driver", "expressive", "amiable", "analytical", "")


def broken_off(text: str, language: str) -> list[str]:
    """Paragraphs of prose with a break in the middle, which a page would show as one."""
    blocks = text.split("\nLily Zhang")[0].strip().split("\n\n")
    head = 1 if language == "ja" else 0
    return [one for one in blocks[head:] if "\n" in one and not one.startswith(("|", "-", ">"))]


WRONG = {
    "fr": r"[^\u00a0\u202f\d/][;:!?»]|«(?!\u00a0)",
    "en": r"\"|\w'\w",
    "de": r"\"",
    "ja": r"[,!?]\s",
    "zh": r"[\u4e00-\u9fff][,;:!?]",
}
"""Marks as no native reader sets them: French ones without their space, straight quotes …"""


def unlike_the_language(prose: str, language: str) -> str | None:
    """What a native reader would stumble over first."""
    if language == "es" and (
        prose.count("?") != prose.count("¿") or prose.count("!") != prose.count("¡")
    ):
        return "¿?"
    found = re.search(WRONG.get(language, r"(?!)"), prose)
    return found.group() if found else None


@pytest.mark.parametrize(("purpose", "language"), LETTERS)
def test_every_letter_is_whole_in_every_style_and_manner(
    purpose: str, language: str, tmp_path: Path, shop: Workshop
) -> None:
    texts = set()
    for style in STYLES:
        for manner in ("formal", "easygoing"):
            personality = f"{{style: {style}, manner: {manner}}}" if style else "{}"
            authority = "none" if style == "amiable" else "decision-maker"
            root = catalogue_book(
                tmp_path,
                LOGS[purpose],
                personality=personality,
                position=f"{{authority: {authority}}}",
            )
            text = text_of(root, shop, purpose, language)
            texts.add(text)
            assert "hope this finds you well" not in text
            prose = re.sub(r"(?m)^\|.*$", "", text.split("\n--\n")[0])
            assert not re.search(r"  | ,|,,|\.\.|\( *\)|（）| （", prose)
            assert not broken_off(text, language)
            assert unlike_the_language(prose, language) is None
            assert "Brightlite" in text or "BL-20" in text or purpose == "greeting"
    assert len(texts) > 1 or purpose in ("greeting", "price-update")


@pytest.mark.parametrize(("purpose", "language"), [one for one in LETTERS if one[0] != "greeting"])
def test_what_is_known_appears_and_what_is_not_known_stops_nothing(
    purpose: str, language: str, tmp_path: Path, shop: Workshop
) -> None:
    """At least two facts of this dossier, where there are any."""
    rich = text_of(catalogue_book(tmp_path / "rich", LOGS[purpose]), shop, purpose, language)
    assert sum(word in rich for word in KNOWN + KNOWN_TOO) >= 2, rich
    if purpose in ("price-update", "new-product"):
        return
    is_theirs = purpose == "exhibition"
    root = catalogue_book(
        tmp_path / "bare",
        re.sub(r" (#\S+|USD 500.00|BL-20|100 pcs|2 pcs)", "", LOGS[purpose]),
        company=BARE_COMPANY if is_theirs else "",
    )
    bare = text_of(root, shop, purpose, language)
    assert bare.count("\n") > 5
    assert not any(word in bare for word in ("PI-7", "BL-20", "FOB", "42"))


@pytest.mark.parametrize("purpose", [name for name in LOGS if name != "greeting"])
def test_simple_english_has_short_sentences(purpose: str, tmp_path: Path, shop: Workshop) -> None:
    root = catalogue_book(tmp_path, LOGS[purpose], language="{prefers: en, written-english: basic}")
    text = text_of(root, shop, purpose, "en").split("\n\n", 1)[1].split("\n--\n")[0]
    prose = "\n".join(line for line in text.split("\n") if not line.startswith(("|", "-", ">")))
    sentences = re.split(r"(?<=[.!?:])\s+", prose)
    assert max(len(one.split()) for one in sentences) <= 22, sentences


@pytest.mark.parametrize("language", ALL)
def test_each_rung_of_a_quote_says_something_new(
    language: str, tmp_path: Path, shop: Workshop
) -> None:
    day = [date(2026, 11, 20), date(2026, 11, 23), date(2026, 11, 26), date(2026, 12, 3)]
    day += [date(2026, 12, 10), date(2026, 12, 17)]
    log, texts = [LOGS["quote-follow-up"]], []
    for on in day:
        root = catalogue_book(tmp_path / str(on), "\n".join(log))
        texts.append(text_of(root, shop, "quote-follow-up", language, on))
        log.append(f"- {on} email out: followed up")
    bodies = [text.split("\n\n")[1 if language not in ("zh", "ja", "ar") else 2] for text in texts]
    assert len(set(bodies)) == len(texts)
    for text in texts:
        assert not re.search(r"last chance|urgent|hurry up|order now|最后机会|尽快下单", text)


@pytest.mark.parametrize("language", ENGLISH_AND_CHINESE)
@pytest.mark.parametrize("purpose", ["sample-follow-up", "introduction"])
def test_each_rung_of_a_sample_and_an_introduction_differs(
    purpose: str, language: str, tmp_path: Path, shop: Workshop
) -> None:
    log, texts = [LOGS[purpose]], set()
    days = {
        "sample-follow-up": ("2026-11-17", "2026-11-24", "2026-12-01", "2026-12-08"),
        "introduction": ("2026-11-19", "2026-11-22", "2026-11-25", "2026-12-02", "2026-12-09"),
    }[purpose]
    for on in days:
        root = catalogue_book(tmp_path / on, "\n".join(log))
        texts.add(text_of(root, shop, purpose, language, date.fromisoformat(on)))
        log.append(f"- {on} email out: followed up")
    assert len(texts) == len(days)
    if purpose == "introduction":
        first = text_of(catalogue_book(tmp_path / "new", ""), shop, purpose, language)
        assert first not in texts
        assert "BL-20" in first


@pytest.mark.parametrize("language", ENGLISH_AND_CHINESE)
@pytest.mark.parametrize("style", STYLES)
def test_thanks_after_a_refusal_sell_nothing(
    style: str, language: str, tmp_path: Path, shop: Workshop
) -> None:
    root = catalogue_book(
        tmp_path,
        LOGS["refusal-thanks"],
        personality=f"{{style: {style}}}" if style else "{}",
        buys="[BL-20]",
    )
    said = text_of(root, shop, "refusal-thanks", language)
    sells = (
        r"price|quot|offer|product|sample|order|discount|BL-20|PN-|价|报|产品|样品|订单|优惠|下单"
    )
    assert not re.search(sells, said.split("\n--\n")[0], re.IGNORECASE)
    assert "Brightlite" in said


def test_a_story_is_told_with_the_name_only_if_they_agreed(tmp_path: Path, shop: Workshop) -> None:
    root = catalogue_book(tmp_path, LOGS["case-story"])
    text = text_of(root, shop, "case-story", "en")
    assert "Nordlys AS" in text
    assert "They began with one pallet." in text
    assert "never agreed" not in text
    assert "他们从一个托盘开始。" in text_of(root, shop, "case-story", "zh")
    file = root / "dossiers/stories.yaml"
    file.write_text(file.read_text("utf-8").replace("  named: true\n", ""), encoding="utf-8")
    text = text_of(root, shop, "case-story", "en")
    assert "Nordlys" not in text
    assert "a wholesaler by the sea" in text


def test_an_exhibition_is_named_without_our_own_remarks(tmp_path: Path, shop: Workshop) -> None:
    text = text_of(catalogue_book(tmp_path, LOGS["exhibition"]), shop, "exhibition", "en")
    assert "Lichtwoche" in text
    assert "their first stand" not in text


def test_what_was_agreed_is_confirmed_and_the_market_asked(tmp_path: Path, shop: Workshop) -> None:
    text = text_of(catalogue_book(tmp_path, LOGS["reorder"]), shop, "reorder", "en")
    assert "FOB Hong Kong" in text
    assert "which market" in text


@pytest.mark.parametrize("language", QUOTED)
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("english", ["good", "basic"])
def test_a_quote_says_what_it_is_based_on(
    english: str, style: str, language: str, tmp_path: Path, shop: Workshop
) -> None:
    from decimal import Decimal

    line = {"sku": "BL-20", "name": "LED strip", "unit": "reel", "quantity": 500, "moq": 500}
    line |= {"price": Decimal("5.10"), "amount": Decimal("2550.00"), "currency": "USD"}
    given = {
        "lines": (line | {"lead_time_days": 20},),
        "total": Decimal("2550.00"),
        "currency": "USD",
        "number": "Q-1",
        "valid_until": date(2026, 12, 15),
        "concessions": ("5 % for cash on collection",),
    }
    root = catalogue_book(
        tmp_path,
        "",
        personality=f"{{style: {style}}}" if style else "{}",
        language=f"{{written-english: {english}}}",
    )
    letter = made(letter_of(root, shop, "quote", Request(TODAY, None, language, given=given)))
    total = {"de": "2.550,00", "es": "2.550,00", "fr": "2\u202f550,00"}.get(language, "2,550.00")
    for word in ("Q-1", "BL-20", total, "FOB Hong Kong", "T/T 30/70", "5 % for cash"):
        assert word in letter.content.text
    assert "Q-1" in letter.content.subject
    assert not broken_off(letter.content.text, language)


def test_every_purpose_with_data_of_its_own_has_templates(tmp_path: Path) -> None:
    for purpose in PURPOSES:
        found = load_templates(tmp_path, purpose)
        expected = QUOTED if purpose == "quote" else ALL if purpose in EVERYBODY else ("en", "zh")
        assert found.languages == set(expected)
        assert not found.broken
