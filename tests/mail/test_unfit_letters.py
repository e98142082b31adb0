"""A letter that does not fit is refused with a sentence that says what to do instead."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from catalogue import BARE_COMPANY, COMPANY, LOGS, catalogue_book, letter_of
from letterbook import TODAY, stopped

from dossierkit.mail.letter import Letter, Request
from dossierkit.mail.stops import Stop
from dossierkit.mail.workshop import Workshop

ORDER = "- 2026-11-01 order in: BL-20"
LOST = "- 2026-11-02 lost in: no budget"
ALREADY = LOGS["quote-follow-up"] + "\n"
SELLING = [
    *("introduction", "quote-follow-up", "sample-follow-up", "referral", "reorder"),
    *("new-product", "exhibition", "case-story"),
]

UNFIT = [
    ("quote-follow-up", "", "no quote of ours is in the log of dossiers/customers/anna.md"),
    ("quote-follow-up", ALREADY + "- 2026-11-20 email in: Too dear", "they have answered since"),
    ("sample-follow-up", "", "no sample of ours is in the log"),
    ("introduction", ORDER, "they have ordered already (2026-11-01"),
    ("introduction", ALREADY, "they have a quote already (2026-11-19"),
    ("thanks", "", "no order is in the log of dossiers/customers/anna.md"),
    ("thanks", "- 2026-08-01 order in: BL-20", "too long ago for thanks: write service or reorder"),
    ("service", "", "'dossier log anna order …'"),
    ("referral", "", "no order is in the log"),
    ("referral", ORDER + "\n- 2026-11-05 complaint in: scratched", "first put it right"),
    ("reorder", "", "no order is in the log"),
    ("refusal-thanks", "", "no lost deal is in the log"),
    ("refusal-thanks", LOST + "\n- 2026-11-05 order in: after all", "they have ordered since"),
    ("colleague-introduction", "- 2026-11-05 email out by lily: hello", "nobody but lily"),
    ("colleague-introduction", "- 2026-11-05 email out by liu: hello", "team/liu.md is missing"),
    ("quote", "", "dossier quote anna SKU=QTY"),
]


@pytest.mark.parametrize(("purpose", "log", "sentence"), UNFIT)
def test_what_does_not_fit_is_said(
    purpose: str, log: str, sentence: str, tmp_path: Path, shop: Workshop
) -> None:
    root = catalogue_book(tmp_path, log)
    assert sentence in stopped(letter_of(root, shop, purpose, Request(TODAY)))


@pytest.mark.parametrize("purpose", SELLING)
def test_after_a_lost_deal_nothing_is_sold_until_they_come_back(
    purpose: str, tmp_path: Path, shop: Workshop
) -> None:
    log = f"{LOGS[purpose]}\n- 2026-11-20 lost in: no budget"
    said = stopped(letter_of(catalogue_book(tmp_path, log), shop, purpose, Request(TODAY)))
    assert "the deal of 2026-11-20 was lost" in said
    assert "refusal-thanks" in said


@pytest.mark.parametrize("purpose", SELLING)
def test_who_never_wants_to_buy_is_not_sold_to(
    purpose: str, tmp_path: Path, shop: Workshop
) -> None:
    root = catalogue_book(tmp_path, LOGS[purpose], intent="never")
    assert "their intent is 'never'" in stopped(letter_of(root, shop, purpose, Request(TODAY)))


NOTHING_TO_TELL = [
    ("exhibition", "", "", "fill 'company', whose exhibition it is"),
    ("exhibition", "", BARE_COMPANY.replace("2026-12", "2026-10"), "no exhibition of Brightlite"),
    ("new-product", "", "", "is new for them, or 'buys' in dossiers/customers/anna.md is empty"),
    (
        "case-story",
        "- 2026-11-05 email out: told #harbour",
        COMPANY,
        "no story of dossiers/stories",
    ),
]


@pytest.mark.parametrize(("purpose", "log", "company", "sentence"), NOTHING_TO_TELL)
def test_what_there_is_nothing_to_tell_of_is_said(
    purpose: str, log: str, company: str, sentence: str, tmp_path: Path, shop: Workshop
) -> None:
    root = catalogue_book(tmp_path, log, company)
    assert sentence in stopped(letter_of(root, shop, purpose, Request(TODAY)))


@pytest.mark.parametrize(
    ("purpose", "file", "sentence"),
    [
        ("case-story", "dossiers/stories.yaml", "has no story with a recorded consent"),
        ("new-product", "dossiers/prices", "no price list is in force on 2026-11-20"),
        ("factory-holiday", "dossiers/book.yaml", "fill 'country', whose holidays we keep"),
    ],
)
def test_a_file_that_is_missing_is_named(
    purpose: str, file: str, sentence: str, tmp_path: Path, shop: Workshop
) -> None:
    root = catalogue_book(tmp_path, LOGS[purpose])
    if file.endswith("prices"):
        for prices in (root / file).iterdir():
            prices.unlink()
    else:
        (root / file).write_text("mail: {from: lily}\n" if "book" in file else "", "utf-8")
    assert sentence in stopped(letter_of(root, shop, purpose, Request(TODAY)))


def test_an_exhibition_of_which_only_the_month_is_known_counts_while_it_lasts(
    tmp_path: Path, shop: Workshop
) -> None:
    root = catalogue_book(tmp_path, LOGS["exhibition"], BARE_COMPANY)
    december, january = Request(date(2026, 12, 20)), Request(date(2027, 1, 2))
    assert isinstance(letter_of(root, shop, "exhibition", december), Letter)
    assert isinstance(letter_of(root, shop, "exhibition", january), Stop)


MANY = [
    ("quote-follow-up", LOGS["quote-follow-up"], "2026-11-19", "were written to lately"),
    ("quote-follow-up", LOGS["quote-follow-up"], "2026-11-20", ""),
    ("sample-follow-up", LOGS["sample-follow-up"], "2026-11-12", "were written to lately"),
    ("sample-follow-up", LOGS["sample-follow-up"], "2026-11-17", ""),
    ("introduction", "", "2026-11-20", ""),
    ("introduction", LOGS["introduction"], "2026-11-18", "were written to lately"),
    ("introduction", "- 2026-11-05 fair in: hello", "2026-11-20", "know us already"),
    ("thanks", ORDER, "2026-11-05", ""),
    ("thanks", ORDER + "\n- 2026-11-02 thanks out: sent", "2026-11-05", "are not due for it"),
    ("thanks", ORDER, "2027-11-05", "are not due for it"),
    ("service", ORDER, "2026-11-05", "are not due for it"),
    ("service", ORDER, "2026-12-05", ""),
    ("referral", ORDER, "2027-01-05", ""),
    ("reorder", ORDER, "2026-11-05", "are not due for it"),
    ("reorder", "\n".join(f"- 2026-0{m}-01 order in: x" for m in (1, 3, 5, 7)), "2026-09-05", ""),
    ("refusal-thanks", LOST, "2026-11-02", ""),
    ("refusal-thanks", LOST + "\n- 2026-11-02 thanks out: sent", "2026-11-03", "were thanked"),
    ("exhibition", ORDER, "2026-11-01", "have no exhibition yet"),
    ("exhibition", ORDER, "2026-11-20", ""),
    ("factory-holiday", ORDER, "2026-11-20", "need not know yet"),
    ("factory-holiday", ORDER, "2027-01-05", ""),
    ("factory-holiday", ORDER + "\n- 2027-01-04 email out: #factory-holiday", "2027-01-05", "need"),
    ("factory-holiday", LOST, "2027-01-05", "are not about to order"),
    ("colleague-introduction", "- 2026-10-01 email out by tom: x", "2026-11-20", ""),
    (
        "colleague-introduction",
        "- 2026-10-01 email out by tom: x\n- 2026-10-02 email out by lily: y",
        "2026-11-20",
        "know their new contact",
    ),
]


@pytest.mark.parametrize(("purpose", "log", "day", "quiet"), MANY)
def test_among_many_the_log_decides_whom_it_fits(
    purpose: str, log: str, day: str, quiet: str, tmp_path: Path, shop: Workshop
) -> None:
    root = catalogue_book(tmp_path, log)
    asked = Request(date.fromisoformat(day), None, "en", is_bulk=True)
    result = letter_of(root, shop, purpose, asked)
    if quiet:
        assert isinstance(result, Stop), result
        assert quiet in result.quiet
    else:
        assert isinstance(result, Letter), result


def test_a_kind_of_letter_of_the_teams_own_needs_no_code(tmp_path: Path, shop: Workshop) -> None:
    root = catalogue_book(tmp_path, "")
    own = root / "templates/invitation/en.md"
    own.parent.mkdir(parents=True)
    own.write_text(
        "---\nsubject: Come\n---\n{% if quote %}no{% else %}Come, {{ addressee }}.{% endif %}\n",
        encoding="utf-8",
    )
    letter = letter_of(root, shop, "invitation", Request(TODAY))
    assert isinstance(letter, Letter)
    assert letter.content.text.startswith("Come, Anna Schmidt.")
