"""What is owed to those who get bulk mail: who we are, the way out, and consent where it is due."""

from __future__ import annotations

import email
from datetime import date
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from letterbook import (
    BRIGHTLITE,
    POLICY,
    customer,
    made,
    make_book,
    opened,
    part,
    stopped,
    template,
    write_letter,
)
from letterbook import write as write_files

from dossierkit.book.countries import country_codes
from dossierkit.mail.duties import ADVERTISING, COURTESY, PERSONAL, is_bulk, packaged_rules
from dossierkit.mail.footer import footers
from dossierkit.mail.headers import UnsafeHeader
from dossierkit.mail.job import Rendered
from dossierkit.mail.letter import Request
from dossierkit.mail.message import Key, Person, build, message_id
from dossierkit.mail.unsubscribing import WayOut
from dossierkit.mail.workshop import Workshop
from dossierkit.method.action import BULK_PURPOSES, LETTERS
from dossierkit.schema.policy import read_policy
from dossierkit.text.source import decode

BOOK = "dossiers/book.yaml"
ANNA = "dossiers/customers/anna.md"
ADDRESS = "Lumora Lighting, 5 Lamp Road, Shenzhen"


def policy(**mail: str) -> str:
    more = "".join(f", {name}: '{value}'" for name, value in mail.items())
    return POLICY.replace("{from: lily}", f"{{from: lily, address: '{ADDRESS}'{more}}}")


def offer(language: str = "en") -> dict[str, str]:
    return {f"templates/case-story/{language}.md": template("A true story.")}


@pytest.mark.parametrize("language", sorted(footers()))
def test_bulk_mail_says_in_the_readers_language_who_we_are_and_how_to_get_out(
    language: str, tmp_path: Path, shop: Workshop
) -> None:
    files = {
        BOOK: policy(),
        f"templates/our-news/{language}.md": template("News."),
        ANNA: customer(language=f"{{prefers: {language}}}"),
    }
    many = Request(date(2026, 11, 20), is_bulk=True)
    letter = made(write_letter(make_book(tmp_path, **files), shop, "our-news", request=many))
    way_out = footers()[language]["answer"]
    assert part(letter.message, "plain") == f"News.\n\n--\n{ADDRESS}\n{way_out}\n"
    html = part(letter.message, "html")
    assert f"<div>{ADDRESS}</div>" in html
    assert f'<div lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">{way_out}' in html
    assert html.endswith("</div>\n</body>\n</html>\n")
    headers = opened(letter.message)
    assert headers["List-Unsubscribe"] == "<mailto:lily@lumora.example?subject=unsubscribe>"
    assert "List-Unsubscribe-Post" not in headers


def test_two_languages_have_one_address_and_two_ways_out(tmp_path: Path, shop: Workshop) -> None:
    files = {BOOK: policy(), ANNA: customer(language="{prefers: de, written-english: basic}")}
    text = made(write_letter(make_book(tmp_path, **files), shop, "price-update")).content.text
    assert text.count(ADDRESS) == 1
    assert text.endswith(f"{footers()['de']['answer']}\n{footers()['en']['answer']}\n")


def test_a_greeting_must_not_look_like_advertising(tmp_path: Path, shop: Workshop) -> None:
    letter = made(write_letter(make_book(tmp_path, **{BOOK: policy()}), shop))
    assert letter.content.text.endswith(f"\n--\n{ADDRESS}\n")
    assert "unsubscribe" in opened(letter.message)["List-Unsubscribe"]


def test_a_letter_of_ones_own_has_no_small_print(tmp_path: Path, shop: Workshop) -> None:
    files = {BOOK: policy(), "templates/our-answer/en.md": template("Gladly.")}
    letter = made(write_letter(make_book(tmp_path, **files), shop, "our-answer"))
    assert letter.content.text == "Gladly.\n"
    assert "List-Unsubscribe" not in opened(letter.message)


def test_an_address_of_several_lines_comes_below_our_name(tmp_path: Path, shop: Workshop) -> None:
    book = POLICY.replace(
        "{from: lily}", "\n  from: lily\n  address: |\n    5 Lamp Road,\n    China"
    )
    letter = made(write_letter(make_book(tmp_path, **{BOOK: book}), shop))
    assert letter.content.text.endswith("\n--\nLumora Lighting, 5 Lamp Road, China\n")


@pytest.mark.parametrize(
    ("named", "header"),
    [
        ("out@lumora.example", "<mailto:out@lumora.example?subject=unsubscribe>"),
        (
            "https://lumora.example/out",
            "<https://lumora.example/out?letter=LETTER>, "
            "<mailto:lily@lumora.example?subject=unsubscribe>",
        ),
        (
            "https://lumora.example/o/{letter}?x=1",
            "<https://lumora.example/o/LETTER?x=1>, "
            "<mailto:lily@lumora.example?subject=unsubscribe>",
        ),
    ],
)
def test_the_way_out_may_be_a_page(named: str, header: str, tmp_path: Path, shop: Workshop) -> None:
    root = make_book(tmp_path, **{BOOK: policy(unsubscribe=named)})
    letter = made(write_letter(root, shop, "price-update"))
    read = opened(letter.message)
    identity = str(read["Message-ID"])[1:33]
    assert read["List-Unsubscribe"] == header.replace("LETTER", identity)
    has_page = named.startswith("https")
    assert read["List-Unsubscribe-Post"] == ("List-Unsubscribe=One-Click" if has_page else None)
    page = header.replace("LETTER", identity).partition(">")[0][1:]
    assert (page in letter.content.text) == has_page
    assert (f'<a href="{page}"' in letter.content.html) == has_page


@pytest.mark.parametrize(
    "named",
    ["http://lumora.example/out", "https://x.example/{who}", "https://x.example/a,b", "nowhere"],
)
def test_a_way_out_that_would_not_work_is_a_finding(named: str) -> None:
    source = decode("book.yaml", f"mail: {{unsubscribe: '{named}'}}\n".encode())
    assert read_policy(source).mail.unsubscribe is None
    assert [one.line for one in source.findings] == [1]


def advertised(root: Path, shop: Workshop, **fields: str) -> str:
    """Why a case story is not written to Anna; empty if it is."""
    write_files(root, {ANNA: customer(**({"buys": ""} | fields)), **offer()})
    from dossierkit.book.load import load
    from dossierkit.mail.recipients import recipients

    book = load(root)
    found = recipients(book, "case-story", book.customers.values())
    return found.stops[0].message if found.stops else ""


GERMANY = BRIGHTLITE.replace("buys: [panel]\n", "")


@pytest.mark.parametrize(
    ("country", "consent", "log", "stopped_by"),
    [
        ("de", "", "", "(Germany: UWG s. 7"),
        ("de", "{marketing: given}", "", ""),
        ("de", "{marketing: legitimate-interest}", "", "neither bought nor asked"),
        ("de", "{marketing: legitimate-interest}", "- 2026-01-02 order in: PO 1", ""),
        ("de", "", "- 2026-01-02 inquiry in: BL-20?", ""),
        ("de", "", "- 2026-01-02 fair in: took a card", "neither bought nor asked"),
        ("de", "{marketing: refused}", "- 2026-01-02 order in: PO 1", "refused marketing"),
        ("us", "", "", ""),
        ("us", "{marketing: refused}", "", "refused marketing"),
        ("gb", "{marketing: legitimate-interest}", "", ""),
        ("aq", "", "", "its rule is not known, so it counts as opt-in"),
        ("", "", "", "no country is known"),
    ],
)
def test_who_may_be_advertised_to(
    country: str, consent: str, log: str, stopped_by: str, tmp_path: Path, shop: Workshop
) -> None:
    root = make_book(tmp_path, **{"dossiers/companies/brightlite.md": GERMANY})
    fields = {"country": country, "company": "", "consent": consent}
    write_files(root, {ANNA: customer(**({"buys": ""} | fields)) + f"\n## Log\n\n{log}\n"})
    from dossierkit.book.load import load
    from dossierkit.mail.recipients import recipients

    book = load(root)
    stops = recipients(book, "introduction", book.customers.values()).stops
    assert bool(stops) == bool(stopped_by)
    if stops:
        assert stopped_by in stops[0].message
    if stops and "refused" not in stopped_by:
        assert stops[0].message.endswith("dossier set anna consent.marketing given")
        assert stops[0].quiet == "did not agree to bulk mail"


def test_the_countrys_dossier_knows_better(tmp_path: Path, shop: Workshop) -> None:
    country = "---\nname: Germany\nb2b-email: {}\n---\n"
    place = "dossiers/countries/de.md"
    files = {"dossiers/companies/brightlite.md": GERMANY, place: country.format("opt-out")}
    root = make_book(tmp_path, **files)
    assert advertised(root, shop) == ""
    write_files(root, {place: country.format("consent")})
    assert f"(b2b-email in {place})" in advertised(root, shop, buys="[BL-20]")
    assert advertised(root, shop, consent="{marketing: given}") == ""


def test_a_colleague_who_ordered_speaks_for_the_company(tmp_path: Path, shop: Workshop) -> None:
    karl = (
        customer(name="Karl", reach="{email: [k@x.example]}", buys="")
        + "\n## Log\n\n- 2026-01-02 order in: PO 1\n"
    )
    files = {"dossiers/companies/brightlite.md": GERMANY, "dossiers/customers/karl.md": karl}
    assert advertised(make_book(tmp_path, **files), shop) == ""


def test_what_a_company_buys_speaks_for_its_people(tmp_path: Path, shop: Workshop) -> None:
    buying = GERMANY.replace("name:", "buys: [BL-20]\nname:", 1)
    root = make_book(tmp_path, **{"dossiers/companies/brightlite.md": buying})
    assert advertised(root, shop) == ""


def test_letters_about_what_is_between_us_need_no_consent(tmp_path: Path, shop: Workshop) -> None:
    root = make_book(tmp_path, **{"dossiers/companies/brightlite.md": GERMANY})
    write_files(root, {ANNA: customer(buys="")})
    assert made(write_letter(root, shop, "greeting"))
    write_files(root, {"templates/our-news/en.md": template("News.")})
    assert made(write_letter(root, shop, "our-news"))
    many = Request(date(2026, 11, 20), is_bulk=True)
    assert "no consent to bulk mail" in stopped(write_letter(root, shop, "our-news", request=many))


def test_the_kinds_of_letters_are_told_apart() -> None:
    assert not COURTESY & ADVERTISING
    assert not PERSONAL & (COURTESY | ADVERTISING)
    assert all(is_bulk(purpose) for purpose in COURTESY | ADVERTISING)
    assert not any(is_bulk(purpose, many=True) for purpose in PERSONAL)


@pytest.mark.parametrize("purpose", ["referral", "reorder"])
def test_who_asks_for_an_introduction_or_an_order_advertises(
    purpose: str, tmp_path: Path, shop: Workshop
) -> None:
    """However personal: it says who we are and how to get out, and not to those who refused."""
    log = "\n## Log\n\n- 2026-09-16 order in USD 5,000.00: 1 000 pcs BL-20 #PO-1\n"
    root = make_book(tmp_path, **{BOOK: policy(), ANNA: customer() + log})
    letter = made(write_letter(root, shop, purpose))
    assert letter.content.text.endswith(f"\n--\n{ADDRESS}\n{footers()['en']['answer']}\n")
    assert "unsubscribe" in opened(letter.message)["List-Unsubscribe"]
    write_files(root, {ANNA: customer(consent="{marketing: refused}") + log})
    assert "refused marketing" in stopped(write_letter(root, shop, purpose))
    assert made(write_letter(root, shop, "service"))


def test_no_bulk_mail_is_proposed_to_those_who_refused_it() -> None:
    assert {one for one in LETTERS if is_bulk(one)} == set(BULK_PURPOSES)


def test_every_rule_names_a_country_and_its_source() -> None:
    rules = packaged_rules()
    assert set(rules) <= set(country_codes())
    assert {rule.name for rule in rules.values()} == {"opt-in", "opt-out"}
    assert all(len(rule.source) > 15 for rule in rules.values())


def test_render_says_what_sending_will_miss(run: object, sample_book: Path, tmp_path: Path) -> None:
    file = sample_book / BOOK
    lines = [x for x in file.read_text().splitlines() if not x.startswith("  address:")]
    file.write_text("\n".join(lines) + "\n")
    words = ("render", "price-update", "anna", "--on", "2026-11-20")
    result = run(*words, book=sample_book)  # type: ignore[operator]
    assert result.status == 0
    assert "fill 'mail.address'" in result.stderr
    assert "'dossier send' sends none without it" in result.stderr


def test_mail_goes_to_the_first_address_that_still_works(tmp_path: Path, shop: Workshop) -> None:
    bounced = "bounced: [{address: ANNA@brightlite.example, date: 2026-11-01, reason: gone}]"
    two = f"{{email: [anna@brightlite.example, a.schmidt@brightlite.example], {bounced}}}"
    letter = made(write_letter(make_book(tmp_path, **{ANNA: customer(reach=two)}), shop))
    assert letter.recipient.address == "a.schmidt@brightlite.example"
    one = f"{{email: [anna@brightlite.example], {bounced}}}"
    message = stopped(write_letter(make_book(tmp_path, **{ANNA: customer(reach=one)}), shop))
    assert "came back (dossiers/customers/anna.md:5)" in message
    assert message.endswith("dossier set anna reach.email --add ADDRESS")


KEY = Key("anna", "price-update", "", date(2026, 11, 20))
LILY = Person("Lily Zhang", "lily@lumora.example")
ANNA_HERSELF = Person("Anna", "a@x.example")
PIECES = (
    *("\r\n", "\n", "\0", "\x85", "\u2028", "\u202e", "=?utf-8?q?=0ABcc=3A?=", "=?", ">", "<", ","),
    *(
        "Bcc: evil@x.example",
        "https://x.example/",
        "mailto:",
        "?subject=",
        "&",
        "%0A",
        "ü",
        "王",
        " ",
    ),
    *("{letter}", "@", "a", '"', ";", "\\", "💡", "(", ")"),
)


@settings(max_examples=250, deadline=None)
@given(st.integers(0, 2**32))
def test_whatever_the_way_out_holds_the_headers_stay_the_same(seed: int) -> None:
    """5,000 values: twenty by each seed, half of them addresses and half pages."""
    chance = Random(seed)
    for _ in range(10):
        address = "".join(chance.choices(PIECES, k=chance.randint(1, 6))) + "@x.example"
        page = "https://" + "".join(chance.choices(PIECES, k=chance.randint(1, 6)))
        content = Rendered("Hello", "Hello\n", "<p>Hello</p>\n")
        try:
            data = build(KEY, LILY, ANNA_HERSELF, content, ("en",), None, WayOut(address, page))
        except UnsafeHeader:
            continue
        head = data.partition(b"\r\n\r\n")[0].replace(b"\r\n", b"")
        assert not any(byte < 0x20 or byte > 0x7E for byte in head)
        read = email.message_from_bytes(data)
        assert [name for name in read.keys() if name.startswith("List-")] == [  # noqa: SIM118
            "List-Unsubscribe",
            "List-Unsubscribe-Post",
        ]
        assert len(read.keys()) == 13
        assert read["Message-ID"] == message_id(KEY, LILY.address)
