"""No half-filled letters: every shipped template, in every language, with customers of whom
little or odd things are known (promise 10).

Never "Dear ,", "Dear None,", `{{ … }}`, TODO, or commas after nothing; what is missing is named
with the template's line and the field to fill, and the other letters are still made.
"""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from pathlib import Path

import pytest
from incomplete import CUSTOMERS, dossier_of
from letterbook import HEAD, NEW, TODAY, make_book

from dossierkit.book.load import load
from dossierkit.book.shipped import shipped_folder
from dossierkit.mail.facts import Facts, Place
from dossierkit.mail.letter import Letter, Request, Writer
from dossierkit.mail.quote_rows import QuoteLine
from dossierkit.mail.stops import Stop
from dossierkit.mail.templates import load_templates
from dossierkit.mail.workshop import Workshop
from dossierkit.method.feasts.occasions import OCCASIONS

PURPOSES = sorted(folder.name for folder in shipped_folder("templates").iterdir())
DAYS = {"factory-holiday": datetime.date(2027, 1, 20)}
"""When there is something to write about, where that is not today."""

POLICY = """\
name: Lumora Lighting
country: cn
timezone: Asia/Shanghai
currency: USD
mail: {from: lily, address: "1 Example Road, Shenzhen"}
"""
BRIGHTLITE = """\
---
name: Brightlite
country: de
terms: {incoterm: FOB, place: Hong Kong, payment: T/T 30/70, currency: USD}
events: [{date: 2026-12-10, kind: exhibition, text: Light Fair Berlin}]
---
"""
LILY = """\
---
name: Lily Zhang
email: lily@lumora.example
signature: |
  Lily Zhang
  Export Manager
---
"""
TOM = "---\nname: Tom Li\nemail: tom@lumora.example\n---\n"
STORIES = """\
first-container:
  about: other
  where: {en: a wholesaler in Mexico, zh: 墨西哥的一家批发商}
  text: {en: They began with two cubic metres., zh: 他们从两个立方起步。}
  consent: 2026-04-22 agreed on the phone
"""
OTHER = "---\nname: Otherwise Ltd\ncountry: mx\n---\n"

NEVER = re.compile(
    r"\bNone\b|Undefined|<built-in|bound method|\{\{|\{%|\{#|\}\}|%\}|TODO|dossierkit|Facts\("
    r"|Zebulon|hindu|vegetarian"
    # a greeting without a name
    r"|^(?:Dear|Hello|Hi|Hallo|Guten Tag|Lieber?|Sehr geehrte|Bonjour|Cher|Chère|Hola|Estimad[oa]"
    r"|Olá|Bom dia|Prezad[oa]|Buongiorno|Ciao|Gentile|Здравствуйте|مرحبًا|حضرة|尊敬的|様)"
    r"\s*[,:!，：،]?$"
    r"|^[，：、。,:;]"
    # what stands beside something that is not there
    r"| [,，。、،]| \.(?:\s|$)|,,|，，|。。|(?<!\.)\.\.(?!\.)|\( *\)|（ *）"
    r"|\( | \)|（ |「」|《》|“”|\| *\|",
    re.MULTILINE,
)
PLACED = re.compile(r"(?:templates|dossiers)/[\w./-]+(?::\d+)?")
REMEDY = re.compile(
    r"fill|write|mend|record|missing|left over|empty|delete|has no|list|log|no long"
)


def quoted() -> dict[str, object]:
    """What `dossier quote` says, with what may be left out left out."""
    line = QuoteLine(
        "BL-20", "LED strip", "reel", 1000, Decimal("5.10"), Decimal(5100), "USD", None, 0
    )
    return {
        "lines": (Facts(line, "line", Place("dossiers/prices/2026-11-16.csv:2")),),
        "total": Decimal("5100.00"),
        "currency": "USD",
        "number": "Q-1",
        "valid_until": datetime.date(2026, 12, 31),
        "concessions": (),
        "incoterm": "FOB",
        "place": "Hong Kong",
        "payment": "T/T 30/70",
    }


@pytest.fixture(scope="module", params=PURPOSES)
def purpose(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def book_for(purpose: str, root: Path) -> Path:
    """A book in which there is something to write about, with all these customers."""
    people = {f"dossiers/customers/{name}.md": dossier_of(name, purpose) for name in CUSTOMERS}
    later = NEW + "BL-25,LED strip 25,strip,reel,USD,6.10,500,20,2027-01-31,replaces BL-20\n"
    return make_book(
        root,
        **{
            "dossiers/book.yaml": POLICY,
            "dossiers/team/lily.md": LILY,
            "dossiers/team/tom.md": TOM,
            "dossiers/companies/brightlite.md": BRIGHTLITE,
            "dossiers/companies/bare.md": "---\nname: Bare Ltd\nbuys: [BL-20]\n---\n",
            "dossiers/companies/other.md": OTHER,
            "dossiers/stories.yaml": STORIES,
            "dossiers/prices/2026-11-16.csv": HEAD + later,
            **people,
        },
    )


def test_there_are_customers_enough() -> None:
    assert len(CUSTOMERS) >= 30


def test_no_shipped_template_makes_a_half_filled_letter(
    purpose: str, tmp_path: Path, shop: Workshop
) -> None:
    """Each customer in each language; greetings of every occasion to every seventh of them."""
    book = load(book_for(purpose, tmp_path))
    templates = load_templates(book.root, purpose)
    day = DAYS.get(purpose, TODAY)
    assert not templates.broken
    made: dict[str, int] = dict.fromkeys(templates.languages, 0)
    given = quoted() if purpose == "quote" else None
    occasions = (None, *OCCASIONS) if purpose == "greeting" else (None,)
    for language in sorted(templates.languages):
        for occasion in occasions:
            request = Request(day, occasion, language, given=given)
            writer = Writer(book, templates, request, shop)
            for number, dossier in enumerate(book.customers.values()):
                if occasion is None or number % 7 == 0:
                    result = writer.letter(dossier)
                    made[language] += isinstance(result, Letter)
                    judge(result)
    assert all(count >= 20 for count in made.values()), made


def judge(result: Letter | Stop) -> None:
    """A letter must be whole, and a stop must say where and what to do."""
    if isinstance(result, Letter):
        prose = [line for line in result.content.text.split("\n") if not line.startswith("|")]
        whole = "\n".join([result.content.subject, *prose])
        found = NEVER.search(whole)
        assert found is None, f"{found.group()!r} in the letter to {result.key.customer}:\n{whole}"
        assert "  " not in whole.replace("  \n", "\n"), whole
    elif not result.quiet:
        assert PLACED.search(result.message), result
        assert REMEDY.search(result.message), result
