"""Small books for the tests of letters, and one way to write a letter in them."""

from __future__ import annotations

import email
import email.policy
from datetime import date
from email.message import EmailMessage
from pathlib import Path

from dossierkit.book.load import load
from dossierkit.mail.letter import Letter, Request, Writer
from dossierkit.mail.stops import Stop
from dossierkit.mail.templates import load_templates
from dossierkit.mail.workshop import Workshop

TODAY = date(2026, 11, 20)

POLICY = """\
name: Lumora Lighting
country: cn
timezone: Asia/Shanghai
currency: USD
mail: {from: lily}
"""
LILY = """\
---
name: Lily Zhang
email: lily@lumora.example
signature: |
  Lily Zhang 张丽
  Export Manager
---
"""
ANNA = """\
---
name: Anna Schmidt
company: brightlite
owner: lily
reach: {email: [anna@brightlite.example]}
language: {prefers: en}
buys: [BL-20]
---
"""
BRIGHTLITE = """\
---
name: Brightlite
country: de
buys: [panel]
terms: {incoterm: FOB, place: Hong Kong, payment: T/T 30/70, currency: USD}
---
"""
HEAD = "sku,name,group,unit,currency,price,moq,lead_time_days,valid_until,note\n"
OLD = "BL-20,LED strip,strip,reel,USD,4.85,500,20,,\nPN-60,Panel,panel,pc,USD,9.35,400,25,,\n"
NEW = (
    "BL-20,LED strip,strip,reel,USD,5.10,500,20,2027-01-31,\n"
    "PN-60,Panel,panel,pc,USD,9.20,400,25,2027-01-31,\n"
)
RATES = "date,from,to,rate,source\n2026-06-30,USD,EUR,0.8740,bank\n2026-11-18,USD,EUR,0.8612,bank\n"


def make_book(root: Path, **files: str) -> Path:
    """A book with Anna of Brightlite and two price lists; `files` by path replace these."""
    texts = {
        "dossiers/book.yaml": POLICY,
        "dossiers/team/lily.md": LILY,
        "dossiers/customers/anna.md": ANNA,
        "dossiers/companies/brightlite.md": BRIGHTLITE,
        "dossiers/prices/2026-07-01.csv": HEAD + OLD,
        "dossiers/prices/2026-11-16.csv": HEAD + NEW,
        "dossiers/rates.csv": RATES,
    }
    return write(root, texts | files)


def write(root: Path, texts: dict[str, str]) -> Path:
    """Writes files below a folder."""
    for name, text in texts.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="")
    return root


def customer(**fields: str) -> str:
    """Anna's dossier with some fields replaced; an empty text takes a field out."""
    lines = {
        "name": "Anna Schmidt",
        "company": "brightlite",
        "owner": "lily",
        "reach": "{email: [anna@brightlite.example]}",
        "language": "{prefers: en}",
        "buys": "[BL-20]",
    } | {name.replace("_", "-"): text for name, text in fields.items()}
    header = "".join(f"{name}: {text}\n" for name, text in lines.items() if text)
    return f"---\n{header}---\n"


def template(body: str, subject: str = "Hello", extra: str = "") -> str:
    """A template file."""
    return f"---\nsubject: >-\n  {subject}\n{extra}---\n{body}"


def write_letter(
    root: Path,
    shop: Workshop,
    purpose: str = "greeting",
    who: str = "anna",
    request: Request | None = None,
) -> Letter | Stop:
    """The letter to one customer of a book, or why there is none."""
    book = load(root)
    asked = request or Request(TODAY)
    writer = Writer(book, load_templates(root, purpose), asked, shop)
    return writer.letter(book.customers[who])


def made(result: Letter | Stop) -> Letter:
    """A letter that must have been made."""
    assert isinstance(result, Letter), result
    return result


def stopped(result: Letter | Stop) -> str:
    """The reason of a letter that must not have been made."""
    assert isinstance(result, Stop), result
    return result.message


def opened(message: bytes) -> EmailMessage:
    """A message as a mail program reads it."""
    read = email.message_from_bytes(message, policy=email.policy.default)
    assert isinstance(read, EmailMessage)
    return read


def part(message: bytes, kind: str) -> str:
    """The plain or html part of a message."""
    body = opened(message).get_body((kind,))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")
