"""Lily quotes: the right prices on the right terms, with a number that nobody else gives."""

from __future__ import annotations

import email
import email.policy
import json
import shutil
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
DAY = ("--on", "2026-11-20")
TWO = ("quote", "anna", "BL-20=1000", "BL-30=1000", "--language", "en", *DAY)
TEMPLATE = """\
---
purpose: quote
language: en
subject: "Quote {{ number }}"
---
Dear {{ addressee }},

| Product | Quantity | Price | Amount |
| --- | ---: | ---: | ---: |
{% for line in lines %}
| {{ line.sku }} | {{ line.quantity|number }} {{ line.unit }} | {{ line.price|money(line.currency) }} | {{ line.amount|money(line.currency) }} |
{% endfor %}

Total {{ total|money(currency) }}, {{ incoterm }} {{ place }}, {{ payment }}.
Valid through {{ valid_until|day }}.

{% for one in concessions %}
- {{ one }}
{% endfor %}

{{ signature }}
"""  # noqa: E501


@pytest.fixture
def book(sample_book: Path) -> Path:
    """The sample book with a plain template of our own."""
    shutil.rmtree(sample_book / "templates/quote", ignore_errors=True)
    own_template(sample_book, TEMPLATE)
    return sample_book


def own_template(book: Path, text: str, language: str = "en") -> None:
    file = book / f"templates/quote/{language}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def drafts(book: Path) -> list[str]:
    return sorted(file.name for file in (book / "outbox").glob("*"))


def numbers(book: Path) -> list[str]:
    notes = sorted((book / "outbox").glob("*.json"))
    return [json.loads(note.read_text(encoding="utf-8"))["tags"][0] for note in notes]


def test_a_quote_with_its_note_for_the_log(run: Run, book: Path) -> None:
    log = (book / "dossiers/customers/anna-schmidt.md").read_bytes()
    result = run(*TWO, book=book)
    assert result.status == 0
    (number,) = numbers(book)
    assert number.startswith("Q-2026-0001-")
    name = f"2026-11-20-quote-{number.lower()}-anna-schmidt"
    assert drafts(book) == [f"{name}.eml", f"{name}.json"]
    assert result.stdout.splitlines() == [
        f"{number}  to anna@brightlite.example, in en (as asked)",
        "  1,000 reel BL-20 at USD 5.25: USD 5,250.00",
        "  1,000 reel BL-30 at USD 7.16: USD 7,160.00",
        "  total USD 12,410.00, valid until 2027-01-31",
        "  FOB Hong Kong, T/T 30 % deposit, 70 % before shipment",
        f"outbox/{name}.eml",
    ]
    assert f"nothing is logged yet:\n  dossier send outbox/{name}.eml\n" in result.stderr
    assert json.loads((book / "outbox" / f"{name}.json").read_text(encoding="utf-8")) == {
        "event": "quote",
        "money": "USD 12410.00",
        "text": "1,000 reel BL-20 at 5.25, 1,000 reel BL-30 at 7.16, FOB Hong Kong, "
        "T/T 30 % deposit, 70 % before shipment",
        "valid": "2027-01-31",
        "tags": [number],
    }
    assert (book / "dossiers/customers/anna-schmidt.md").read_bytes() == log, "nothing is logged"


def test_an_odd_note_of_another_draft_stops_no_quote(run: Run, book: Path) -> None:
    run(*TWO, book=book)
    (note,) = (book / "outbox").glob("*.json")
    note.write_text('{"event": "quote", "tags": 5}', encoding="utf-8")
    assert run(*TWO, "--valid", "2026-12-24", book=book).status == 0


def test_the_letter_has_the_table_and_nothing_of_our_own(run: Run, book: Path) -> None:
    run(*TWO, "--concession", "cash", book=book)
    (file,) = (book / "outbox").glob("*.eml")
    message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    body = message.get_body(("plain",))
    assert body is not None
    text = body.get_content()
    assert "| BL-20   | 1,000 reel | USD 4.99 | USD 4,990.00 |" in text.replace("\u00a0", " ")
    assert "Valid through 31 January 2027." in text
    assert "- 5% for cash on collection" in text
    assert message["Subject"] == f"Quote {numbers(book)[0]}"
    assert "12410" not in file.read_bytes().decode(), "what is logged is no header"


def test_the_same_quote_keeps_its_number_and_another_one_has_the_next(run: Run, book: Path) -> None:
    run(*TWO, book=book)
    first = {file.name: file.read_bytes() for file in (book / "outbox").iterdir()}
    run(*TWO, book=book)
    assert {file.name: file.read_bytes() for file in (book / "outbox").iterdir()} == first
    assert json.loads(run(*TWO, "--format", "json", book=book).stdout)["number"] == numbers(book)[0]
    run("quote", "anna", "BL-20=1001", *DAY, book=book)
    run("quote", "karl-brandt", "BL-20=1000", "BL-30=1000", *DAY, book=book)
    assert [number[:11] for number in numbers(book)] == [
        "Q-2026-0001",
        "Q-2026-0002",
        "Q-2026-0003",
    ]


def test_colleagues_who_quote_at_the_same_time_give_other_numbers(
    run: Run, book: Path, tmp_path: Path
) -> None:
    other = tmp_path / "clone"
    shutil.copytree(book, other)
    run(*TWO, book=book)
    run("quote", "karl-brandt", "PN-62=1000", *DAY, book=other)
    (mine,), (theirs,) = numbers(book), numbers(other)
    assert mine[:11] == theirs[:11] == "Q-2026-0001"
    assert mine != theirs


def test_a_quote_that_was_sent_keeps_its_number(run: Run, book: Path) -> None:
    run(*TWO, book=book)
    (number,) = numbers(book)
    shutil.rmtree(book / "outbox")
    dossier = book / "dossiers/customers/anna-schmidt.md"
    line = f"- 2026-11-21 quote out USD 12,410.00: as sent, valid 2027-01-31 #{number}\n"
    dossier.write_text(dossier.read_text(encoding="utf-8") + line, encoding="utf-8")
    run(*TWO, book=book)
    assert numbers(book) == [number]
    run("quote", "karl-brandt", "PN-62=1000", *DAY, book=book)
    assert sorted(numbers(book))[1].startswith("Q-2026-0002-")


def test_terms_before_the_price(run: Run, book: Path) -> None:
    result = run("quote", "zofia", "BU-A60=10000", *DAY, book=book)
    assert result.status == 1
    assert (
        "not agreed are: payment terms, Incoterm, named place; agree on them and write them down "
        "(dossier set zofia-wisniewska terms.payment …), or state them for this quote: "
        "--payment … --incoterm … --place …"
    ) in result.stderr
    assert drafts(book) == []
    terms = ("--incoterm", "cif", "--place", "Gdańsk", "--payment", "T/T 30/70")
    stated = run("quote", "zofia", "BU-A60=10000", *terms, *DAY, "--format", "json", book=book)
    data = json.loads(stated.stdout)
    assert (data["incoterm"], data["place"], data["payment"]) == ("CIF", "Gdańsk", "T/T 30/70")
    assert "CIF Gdańsk, T/T 30/70." in data["text"]
    assert (data["lines"][0]["price"], data["path"]) == ("0.398", None)


def test_how_long_it_holds(run: Run, book: Path) -> None:
    words = ("quote", "anna", "BL-20=1000", *DAY, "--format", "json")
    assert json.loads(run(*words, book=book).stdout)["valid_until"] == "2027-01-31"
    short = run(*words, "--valid", "30d", book=book)
    assert json.loads(short.stdout)["valid_until"] == "2026-12-20"
    today = run(*words, "--valid", "2026-11-20", book=book)
    assert json.loads(today.stdout)["valid_until"] == "2026-11-20"
    long = run(*words, "--valid", "2027-02-01", book=book)
    assert long.status == 1
    assert "the price holds until 2027-01-31, not until 2027-02-01; choose --valid" in long.stderr
    assert run(*words, "--valid", "2026-11-19", book=book).status == 2
    assert run(*words, "--valid", "soon", book=book).status == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("anna", "BL-25=100", "XX=1", *DAY), "BL-25: no longer in"),
        (("anna", "BL-20=100", "--on", "2027-02-01"), "the price was valid until 2027-01-31"),
        (("sergey-volkov", "BL-20=1000", "--on", "2027-01-05"), "days old, more than"),
        (("anna", "BL-20=1000", "--concession", "friend", *DAY), "no concession 'friend'"),
        (("anna", "BL-20=1000", "--language", "ja", *DAY), "no template templates/quote/ja.md"),
        (("nobody", "BL-20=1000", *DAY), "nobody called 'nobody'"),
    ],
)
def test_what_stops_a_quote(run: Run, book: Path, words: tuple[str, ...], said: str) -> None:
    result = run("quote", *words, book=book)
    assert result.status == 1
    assert said in result.stderr
    assert drafts(book) == []


@pytest.mark.parametrize(
    "words",
    [
        ("anna",),
        ("anna", "BL-20"),
        ("anna", "BL-20=1000", "--payment", " "),
        ("anna", "BL-20=1000", "--incoterm", "FOX"),
    ],
)
def test_wrong_usage(run: Run, book: Path, words: tuple[str, ...]) -> None:
    assert run("quote", *words, book=book).status == 2


def test_nobody_who_opted_out_gets_a_quote(run: Run, book: Path) -> None:
    file = book / "dossiers/customers/anna-schmidt.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("do-not-contact: false", "do-not-contact: true"), encoding="utf-8")
    result = run(*TWO, book=book)
    assert (result.status, drafts(book)) == (1, [])
    assert "asked not to be contacted" in result.stderr


@pytest.mark.parametrize(
    ("part", "missing"),
    [
        ("- {{ one }}", "concession for 'cash on collection'"),
        (", {{ payment }}", "payment"),
        ("{{ incoterm }} ", "incoterm"),
        ("Quote {{ number }}", "number"),
    ],
)
def test_a_template_that_keeps_quiet_about_terms_is_not_used(
    run: Run, book: Path, part: str, missing: str
) -> None:
    own_template(book, TEMPLATE.replace(part, "Our quote" if "number" in part else ""))
    result = run(*TWO, "--concession", "cash", book=book)
    assert (result.status, drafts(book)) == (1, [])
    assert f"templates/quote/en.md: the letter does not state: {missing}" in result.stderr


def test_an_edited_draft_is_kept(run: Run, book: Path) -> None:
    run(*TWO, book=book)
    (file,) = (book / "outbox").glob("*.eml")
    edited = file.read_bytes().replace(b"X-Unsent: 1", b"X-Unsent: 0")
    file.write_bytes(edited)
    result = run(*TWO, book=book)
    assert result.status == 1
    assert "was edited since it was written" in result.stderr
    assert file.read_bytes() == edited


def test_a_company_reads_no_letters(run: Run, book: Path) -> None:
    result = run("quote", "brightlite", "BL-20=1000", *DAY, book=book)
    assert result.status == 1
    assert "'brightlite' is a company, and a quote goes to a person; there is anna-schmidt, " in (
        result.stderr
    )
    (book / "dossiers/companies/brightlite.md").rename(book / "dossiers/companies/bright.md")
    nobody = run("quote", "bright", "BL-20=1000", *DAY, book=book)
    assert "there is nobody yet: dossier new customer NAME --set company=bright" in nobody.stderr
    missing = run("quote", "anna-shmidt", "BL-20=1000", *DAY, book=book)
    assert "did you mean anna-schmidt" in missing.stderr


def test_a_small_quantity_is_said_and_quoted(run: Run, book: Path) -> None:
    result = run("quote", "anna", "BL-20=100", *DAY, book=book)
    assert result.status == 0
    assert "BL-20: 100 is below the minimum of 500 reel" in result.stderr


def test_elsewhere_and_as_text(run: Run, book: Path, tmp_path: Path) -> None:
    folder = tmp_path / "drafts"
    assert run(*TWO, "--to", folder, book=book).status == 0
    assert len(list(folder.iterdir())) == 2
    assert run(*TWO, "--format", "text", book=book).stdout.startswith("Subject: Quote Q-2026-0001-")
    assert "<table" in run(*TWO, "--format", "html", book=book).stdout
    assert drafts(book) == []


def test_one_quote_has_one_currency(run: Run, book: Path) -> None:
    prices = book / "dossiers/prices/2026-11-16.csv"
    prices.write_text(prices.read_text().replace("reel,USD,6.95", "reel,EUR,6.10"))
    company = book / "dossiers/companies/brightlite.md"
    text = company.read_text(encoding="utf-8").replace("  currency: USD\n", "")
    company.write_text(text, encoding="utf-8")
    result = run(*TWO, book=book)
    assert result.status == 1
    assert "the prices are in USD and EUR: a quote has one currency" in result.stderr


def test_where_no_draft_can_be_written(run: Run, book: Path, tmp_path: Path) -> None:
    (tmp_path / "drafts").write_text("no folder")
    result = run(*TWO, "--to", tmp_path / "drafts", book=book)
    assert (result.status, "can't be made" in result.stderr) == (1, True)
    run(*TWO, book=book)
    (note,) = (book / "outbox").glob("*.json")
    note.unlink()
    note.mkdir()
    again = run(*TWO, book=book)
    assert (again.status, "is no ordinary file" in again.stderr) == (1, True)


def test_a_note_that_somebody_broke_is_no_number(run: Run, book: Path) -> None:
    run(*TWO, book=book)
    (note,) = (book / "outbox").glob("*.json")
    before = note.read_bytes()
    note.write_text("[")
    run(*TWO, book=book)
    assert note.read_bytes() == before, "the same quote mends it"


@pytest.mark.parametrize("language", ["en", "zh", "de", "es", "fr"])
def test_the_shipped_templates_state_everything(run: Run, sample_book: Path, language: str) -> None:
    words = ("--concession", "cash", "--language", language, "--format", "text")
    result = run(*TWO, *words, book=sample_book)
    assert result.status == 0, result.stderr
    assert "5% for cash on collection" in result.stdout
