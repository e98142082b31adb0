"""Lily writes letters: to whom, in which language, what stands in them, and what stops one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from letterbook import (
    ANNA,
    BRIGHTLITE,
    HEAD,
    NEW,
    OLD,
    TODAY,
    customer,
    made,
    make_book,
    opened,
    part,
    stopped,
    template,
    write,
    write_letter,
)

from dossierkit.mail.letter import Letter, Request
from dossierkit.mail.workshop import Workshop

ANNA_FILE = "dossiers/customers/anna.md"
COMPANY_FILE = "dossiers/companies/brightlite.md"
LIST_FILE = "dossiers/prices/2026-11-16.csv"


def prices(root: Path, shop: Workshop, day: date = TODAY) -> Letter:
    return made(write_letter(root, shop, "price-update", request=Request(day)))


def test_a_price_update_shows_what_changed_and_on_which_terms(
    tmp_path: Path, shop: Workshop
) -> None:
    letter = prices(make_book(tmp_path), shop)
    text = part(letter.message, "plain")
    strip, panel = (line for line in text.split("\n") if line.startswith(("| BL", "| PN")))
    assert "USD\u00a04.85 | USD\u00a05.10\u00a0/\u00a0reel |  +5.2% |" in strip
    assert "USD\u00a09.35 |   USD\u00a09.20\u00a0/\u00a0pc |  -1.6% |" in panel
    assert "Valid until" not in text, "one date for all stands below the table"
    for word in ("FOB Hong Kong", "T/T 30/70", "31 January 2027", "16 November 2026", "500"):
        assert word in text
    assert opened(letter.message)["Subject"] == (
        "Updated prices for Brightlite, list of 16 November 2026"
    )
    html = part(letter.message, "html")
    assert "<table style=" in html
    assert "text-align:right" in html


def test_prices_are_adjusted_and_converted_with_the_rates_of_then_and_now(
    tmp_path: Path, shop: Workshop
) -> None:
    company = BRIGHTLITE.replace("currency: USD", "currency: EUR, price-adjustment: +3%")
    text = part(prices(make_book(tmp_path, **{COMPANY_FILE: company}), shop).message, "plain")
    assert "EUR\u00a04.37 | EUR\u00a04.52" in text


def test_a_new_currency_has_no_old_price(tmp_path: Path, shop: Workshop) -> None:
    company = BRIGHTLITE.replace(", currency: USD", "")
    root = make_book(
        tmp_path, **{COMPANY_FILE: company, LIST_FILE: HEAD + NEW.replace("USD", "EUR")}
    )
    row = next(x for x in prices(root, shop).content.text.split("\n") if x.startswith("| BL"))
    assert "USD" not in row
    assert "EUR\u00a05.10" in row
    assert "%" not in row


def test_the_old_price_is_the_one_last_told(tmp_path: Path, shop: Workshop) -> None:
    log = "\n## Log\n\n- 2026-05-02 quote out: BL-20 at the price of spring\n"
    root = make_book(
        tmp_path,
        **{
            ANNA_FILE: ANNA + log,
            "dossiers/prices/2026-03-01.csv": HEAD + OLD.replace("4.85", "4.70"),
        },
    )
    assert "USD\u00a04.70 | USD\u00a05.10" in prices(root, shop).content.text


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        (
            {ANNA_FILE: customer(buys="", company="", consent="{marketing: given}")},
            "neither they nor their company 'buys'",
        ),
        (
            {LIST_FILE: HEAD + OLD},
            "nothing they buy changed its price between dossiers/prices/2026",
        ),
        (
            {LIST_FILE: HEAD + OLD[OLD.index("PN") :]},
            "BL-20 is no longer in dossiers/prices/2026-1",
        ),
        ({"dossiers/prices/2026-07-01.csv": HEAD}, "nothing they buy changed"),
        (
            {LIST_FILE: HEAD + NEW.replace("2027-01-31", "2026-11-19")},
            "2026-11-16.csv:2: the price",
        ),
        ({LIST_FILE: HEAD + NEW + "X\n"}, "2026-11-16.csv:4:1: error"),
        ({COMPANY_FILE: BRIGHTLITE.replace("USD", "NOK")}, "no rate from USD to NOK"),
        (
            {
                COMPANY_FILE: BRIGHTLITE.replace("USD", "EUR"),
                "dossiers/rates.csv": "date,from,to,rate,source\n2026-06-30,USD,EUR,0.87,b\nx\n",
            },
            "rates.csv:3:1: error",
        ),
        ({COMPANY_FILE: "no dossier"}, "brightlite.md can't be read or is missing"),
        ({COMPANY_FILE: BRIGHTLITE.replace("T/T", "[T").replace("}", "]}")}, "decide about the"),
        ({COMPANY_FILE: BRIGHTLITE.replace("FOB", "")}, "brightlite.md: fill 'terms.incoterm'"),
        ({COMPANY_FILE: BRIGHTLITE.replace("T/T 30/70", "~")}, "fill 'terms.payment'"),
        ({ANNA_FILE: customer(company="")}, "customers/anna.md: fill 'company'"),
        ({LIST_FILE: HEAD + NEW.replace("reel", "")}, "2026-11-16.csv:2: fill 'unit'"),
    ],
)
def test_no_price_update_without_news_or_with_wrong_figures(
    files: dict[str, str], reason: str, tmp_path: Path, shop: Workshop
) -> None:
    assert reason in stopped(write_letter(make_book(tmp_path, **files), shop, "price-update"))


def test_no_price_update_before_there_are_two_lists(tmp_path: Path, shop: Workshop) -> None:
    root = make_book(tmp_path)
    asked = Request(date(2026, 8, 1))
    assert "no price list before" in stopped(
        write_letter(root, shop, "price-update", "anna", asked)
    )


@pytest.mark.parametrize(
    ("fields", "languages", "why"),
    [
        ({"language": "{prefers: de}"}, ("de",), "their own language"),
        ({"language": "{prefers: pt-BR}"}, ("pt",), "their own language (pt-BR)"),
        ({"language": "{prefers: ko}"}, ("en",), "no template in 'ko'"),
        ({"language": ""}, ("de",), "the language of Germany"),
        ({"language": "", "company": ""}, ("en",), "no language is known"),
        ({"language": "", "country": "fr"}, ("fr",), "the language of Frankreich"),
        ({"language": "{prefers: de, written-english: basic}"}, ("de", "en"), "is basic"),
        ({"language": "{written-english: none}"}, ("de", "en"), "is none"),
        ({"language": "{prefers: en, written-english: basic}"}, ("en",), "their own language"),
    ],
)
def test_the_reader_decides_about_the_language(
    fields: dict[str, str], languages: tuple[str, ...], why: str, tmp_path: Path, shop: Workshop
) -> None:
    france = "---\nname: Frankreich\nlanguages: [fr]\n---\n"
    files = {ANNA_FILE: customer(**fields), "dossiers/countries/fr.md": france}
    letter = made(write_letter(make_book(tmp_path, **files), shop))
    assert letter.languages == languages
    assert why in letter.why
    assert opened(letter.message)["Content-Language"] == ", ".join(languages)


def test_a_language_that_is_asked_for_stands_alone(tmp_path: Path, shop: Workshop) -> None:
    root = make_book(tmp_path, **{ANNA_FILE: customer(language="{written-english: basic}")})
    letter = made(write_letter(root, shop, request=Request(TODAY, language="es")))
    assert (letter.languages, letter.why) == (("es",), "as asked")


def test_a_bilingual_letter_has_both_parts_the_readers_own_first(
    tmp_path: Path, shop: Workshop
) -> None:
    root = make_book(
        tmp_path, **{ANNA_FILE: customer(language="{prefers: ar, written-english: basic}")}
    )
    letter = prices(root, shop)
    own, english = letter.content.text.split("\n---\n")
    assert "شرط التسليم" in own
    assert "We have a new price list" in english
    html = letter.content.html
    assert '<html lang="ar" dir="rtl">' in html
    assert html.index('<div lang="ar" dir="rtl"') < html.index('<div lang="en" dir="ltr"')
    assert "<hr" in html
    assert not any(mark in letter.content.text for mark in "\u200e\u200f\u061c")
    assert "تحديث الأسعار" in opened(letter.message)["Subject"]


def test_rendering_twice_gives_the_same_bytes(tmp_path: Path, shop: Workshop) -> None:
    root = make_book(tmp_path, **{ANNA_FILE: customer(name="王小明", salutation="王先生")})
    assert prices(root, shop).message == prices(root, shop).message


def test_an_address_with_letters_of_its_country_is_written_in_ascii(
    tmp_path: Path, shop: Workshop
) -> None:
    root = make_book(tmp_path, **{ANNA_FILE: customer(reach="{email: [anna@bücher.example]}")})
    letter = made(write_letter(root, shop))
    assert opened(letter.message)["To"].addresses[0].addr_spec == "anna@xn--bcher-kva.example"


def test_from_right_to_left_latin_and_figures_keep_their_order(
    tmp_path: Path, shop: Workshop
) -> None:
    root = make_book(tmp_path, **{ANNA_FILE: customer(language="{prefers: ar}")})
    html = prices(root, shop).content.html
    assert 'vertical-align:top;min-width:9em;text-align:right" dir="auto">BL-20' in html
    assert 'text-align:right" dir="auto">+5.2%</td>' in html
    assert '<p style="margin:0 0 1em;text-align:right" dir="auto">' in html


def test_a_name_is_never_markup_nor_breaks_a_table(tmp_path: Path, shop: Workshop) -> None:
    name = r"A*b|c_ _d_ [x](http://evil.example) <b>&amp; # `1` \| ~"
    row = f'BL-20,"{name}",strip,reel,USD,5.10,500,20,2027-01-31,\n'
    root = make_book(
        tmp_path,
        **{
            ANNA_FILE: customer(name=f"'{name}'", buys="[BL-20]", company="brightlite"),
            COMPANY_FILE: BRIGHTLITE.replace("buys: [panel]\n", ""),
            LIST_FILE: HEAD + row,
        },
    )
    letter = prices(root, shop)
    assert f"Dear {name}," in letter.content.text
    html = letter.content.html
    shown = name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert f"Dear {shown}," in html
    assert html.count("<td ") == 6
    assert not any(tag in html for tag in ("<em>", "<strong>", "<a ", "<b>", "<code>"))


STOPPED = [
    ({"consent": "{do-not-contact: true}"}, "asked not to be contacted"),
    ({"consent": "{do-not-contact: maybe}"}, "mend this first"),
    ({"consent": "[no]"}, "mend this first"),
    ({"unsubscribed": "true"}, "mend this first"),
    ({"consent": "{marketing: refused}"}, "refused marketing"),
    ({"every": "sometimes"}, "anna.md:8:8: error"),
    ({"reach": ""}, "anna.md: fill 'reach.email'"),
    ({"owner": "tom"}, "dossiers/team/tom.md can't be read or is missing"),
    ({"name": "'Anna \\u0022=?utf-8?b?QQ==?='"}, "holds '=?'"),
    ({"name": "TODO"}, "left over"),
    ({"salutation": "'{{ name }}'"}, "left over"),
    ({"salutation": "\ue001\uee2a"}, "private-use"),
]


@pytest.mark.parametrize(("fields", "reason"), STOPPED)
def test_what_stops_a_greeting(
    fields: dict[str, str], reason: str, tmp_path: Path, shop: Workshop
) -> None:
    root = make_book(tmp_path, **{ANNA_FILE: customer(**fields)})
    assert reason in stopped(write_letter(root, shop))


def test_who_refused_marketing_still_gets_letters_of_their_own(
    tmp_path: Path, shop: Workshop
) -> None:
    files = {
        ANNA_FILE: customer(consent="{marketing: refused}")
        + "\n## Log\n\n- 2026-11-18 order in: 500 reels\n",
        "templates/thanks/en.md": template("Thank you, {{ addressee }}."),
    }
    letter = made(write_letter(make_book(tmp_path, **files), shop, "thanks"))
    assert letter.content.text == "Thank you, Anna Schmidt.\n"


@pytest.mark.parametrize(
    "other",
    [
        customer(reach="{email: [ANNA+news@Brightlite.example]}", consent="{do-not-contact: true}"),
        customer(consent="{do-not-contact: perhaps}"),
        "\ufeff\ufeffanna@brightlite.example, do-not-contact: true",
        "---\nreach: anna@brightlite.example\nreach: x\n---\n",
    ],
)
def test_an_opt_out_counts_for_the_address_in_every_dossier(
    other: str, tmp_path: Path, shop: Workshop
) -> None:
    root = make_book(tmp_path, **{"dossiers/customers/old-anna.md": other})
    assert "old-anna.md" in stopped(write_letter(root, shop))


def test_without_an_owner_the_books_sender_writes(tmp_path: Path, shop: Workshop) -> None:
    root = make_book(tmp_path, **{ANNA_FILE: customer(owner="")})
    assert (
        opened(made(write_letter(root, shop)).message)["From"] == "Lily Zhang <lily@lumora.example>"
    )
    write(root, {"dossiers/book.yaml": ""})
    assert "fill 'owner', or 'mail.from'" in stopped(write_letter(root, shop))
    write(root, {"dossiers/book.yaml": "mail: {from: tom}\n"})
    write(root, {"dossiers/team/tom.md": "---\nname: Tom\nsignature: Tom\n---\n"})
    assert stopped(write_letter(root, shop)) == "dossiers/team/tom.md: fill 'email'"
    write(root, {"dossiers/team/tom.md": "---\nname: Tom\nemail: t@x.example\n---\n"})
    assert made(write_letter(root, shop)).content.text.endswith("\nTom\n")


def test_a_persons_own_words_and_manner_decide_how_they_are_addressed(
    tmp_path: Path, shop: Workshop
) -> None:
    easy = {"given": "Anna", "personality": "{manner: easygoing}"}
    for fields, words in (
        ({"salutation": "Ms Schmidt"}, "Dear Ms Schmidt,"),
        (easy, "Dear Anna,"),
        ({"given": "Anna"}, "Dear Anna Schmidt,"),
    ):
        root = make_book(tmp_path, **{ANNA_FILE: customer(**fields)})
        assert made(write_letter(root, shop)).content.text.startswith(words)
