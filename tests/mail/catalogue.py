"""A book in which every kind of letter fits somebody, with many facts or with hardly any."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from letterbook import HEAD, LILY, POLICY, TODAY, made, write

from dossierkit.book.load import load
from dossierkit.mail.letter import Letter, Request, Writer
from dossierkit.mail.stops import Stop
from dossierkit.mail.templates import load_templates
from dossierkit.mail.workshop import Workshop

ENGLISH_AND_CHINESE = ("en", "zh")
ALL = (*ENGLISH_AND_CHINESE, "de", "es", "fr", "pt", "ru", "ar", "ja", "it")

LOGS: Mapping[str, str] = {
    "quote-follow-up": "- 2026-11-19 quote out USD 500.00: 100 pcs BL-20, valid 2026-12-15 #PI-7",
    "sample-follow-up": "- 2026-11-10 sample out: 2 pcs BL-20 #S-7",
    "introduction": "- 2026-11-18 intro out: one page",
    "new-product": "- 2026-10-01 order in USD 500.00: BL-20 #PI-7",
    "thanks": "- 2026-11-18 order in USD 500.00: BL-20 #PI-7",
    "service": "- 2026-10-01 order in USD 500.00: BL-20 #PI-7",
    "referral": "- 2026-09-01 order in USD 500.00: BL-20 #PI-7",
    "refusal-thanks": "- 2026-11-19 lost in: another was cheaper",
    "exhibition": "- 2026-10-01 order in USD 500.00: BL-20 #PI-7",
    "factory-holiday": "- 2026-10-01 order in USD 500.00: BL-20 #PI-7",
    "reorder": "- 2026-10-01 order in USD 500.00: BL-20 #PI-7",
    "case-story": "- 2026-11-02 inquiry in: panels?",
    "colleague-introduction": "- 2026-10-01 email out by tom: data sheets",
    "price-update": "- 2026-11-02 inquiry in: prices?",
    "greeting": "- 2026-11-02 inquiry in: panels?",
}
"""The log with which a purpose fits, by purpose: all that can be rendered by name alone."""

EVERYBODY = ("greeting", "price-update", "quote-follow-up", "thanks")
"""What is written in every language."""
QUOTED = (*ENGLISH_AND_CHINESE, "de", "es", "fr")
"""The languages of quotes."""
LETTERS = [
    (purpose, language)
    for purpose in LOGS
    for language in (ALL if purpose in EVERYBODY else ENGLISH_AND_CHINESE)
]

COMPANY = """\
---
name: Brightlite
country: de
type: retailer
stores: 42
markets: [de, at]
buys: [BL-20, panel]
terms: {incoterm: FOB, place: Hong Kong, payment: T/T 30/70, currency: USD, quality: strict}
products: {best-sellers: [Atrium panel]}
events: [{date: 2026-12-08, kind: exhibition, text: "Lichtwoche - their first stand"}]
---
"""
BARE_COMPANY = """\
---
name: Brightlite
country: de
events: [{date: 2026-12, kind: exhibition}]
---
"""
OLD = "BL-20,LED strip,strip,reel,USD,4.85,500,20,,\nPN-60,Panel,panel,pc,USD,9.35,400,25,,\n"
NEW = (
    "BL-20,LED strip,strip,reel,USD,5.10,500,20,2027-01-31,\n"
    "PN-60,Panel,panel,pc,USD,9.20,400,25,2027-01-31,\n"
    "PN-70,Slim panel,panel,pc,USD,9.90,400,25,2027-01-31,replaces PN-60\n"
)
STORIES = """\
harbour:
  about: nordlys
  where: {en: a wholesaler by the sea, zh: 海边的一家批发商}
  text: {en: They began with one pallet., zh: 他们从一个托盘开始。}
  consent: 2026-04-22 agreed by mail
  named: true
silent:
  about: nordlys
  text: They never agreed to this.
"""


def catalogue_book(root: Path, log: str, company: str = COMPANY, **fields: str) -> Path:
    """A book with Anna, whose log and further facts are given; no `company`: an empty text."""
    lines = {
        "name": "Anna Schmidt",
        "company": "brightlite" if company else "",
        "owner": "lily",
        "reach": "{email: [anna@brightlite.example]}",
        "consent": "{marketing: given}",
    } | {name.replace("_", "-"): text for name, text in fields.items()}
    header = "".join(f"{name}: {text}\n" for name, text in lines.items() if text)
    texts = {
        "dossiers/book.yaml": POLICY,
        "dossiers/team/lily.md": LILY,
        "dossiers/team/tom.md": "---\nname: Tom Becker\nemail: tom@lumora.example\n---\n",
        "dossiers/customers/anna.md": f"---\n{header}---\n\n## Log\n\n{log}\n",
        "dossiers/companies/nordlys.md": "---\nname: Nordlys AS\ncountry: no\n---\n",
        "dossiers/countries/de.md": "---\nname: Germany\ncertification: [CE, WEEE]\n---\n",
        "dossiers/prices/2026-07-01.csv": HEAD + OLD,
        "dossiers/prices/2026-11-16.csv": HEAD + NEW,
        "dossiers/stories.yaml": STORIES,
    }
    if company:
        texts["dossiers/companies/brightlite.md"] = company
    return write(root, texts)


def letter_of(root: Path, shop: Workshop, purpose: str, request: Request) -> Letter | Stop:
    """The letter to Anna."""
    book = load(root)
    writer = Writer(book, load_templates(root, purpose), request, shop)
    return writer.letter(book.customers["anna"])


def text_of(root: Path, shop: Workshop, purpose: str, language: str, day: date = TODAY) -> str:
    """The text of the letter to Anna, which must have been made."""
    return made(letter_of(root, shop, purpose, Request(day, None, language))).content.text
