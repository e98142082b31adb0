"""What a company's dossier may say (M11–M17, M24–M28)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from dossierkit.schema.codes import COUNTRY, CURRENCY, ID, SKU, WEB
from dossierkit.schema.fact import Group, Record, fact
from dossierkit.schema.times import DATE, PARTIAL_DATE
from dossierkit.schema.types import (
    ANYTHING,
    NUMBER,
    PERCENT,
    PROSE,
    TEXT,
    YES_NO,
    Choice,
    ListOf,
    MapOf,
)
from dossierkit.schema.values import PartialDate

INCOTERMS = ("EXW", "FCA", "FAS", "FOB", "CFR", "CIF", "CPT", "CIP", "DAP", "DPU", "DDP")


class Role(Record):
    """Who does what (M12)."""

    role: str | None = fact(TEXT, "what they do there")
    person: str | None = fact(TEXT, "a customer id, or a name", personal=True)


class Goods(Record):
    """What they sell (M13)."""

    best_sellers: tuple[str, ...] = fact(
        ListOf(TEXT),
        "best sellers, with selling points",
        worth=4,
        question="Which of your products sell best?",
    )
    new: tuple[str, ...] = fact(
        ListOf(TEXT),
        "new products, and what is new",
        worth=3,
        question="Look at the news page of their website",
    )
    mould: str | None = fact(
        Choice("own", "public"),
        "own or public mould",
        worth=2,
        question="Do you have moulds of your own?",
    )


class CompanyEvent(Record):
    """An exhibition, an anniversary, news or a change of markets (M16)."""

    date: PartialDate | None = fact(PARTIAL_DATE, "when", drives=True)
    kind: str | None = fact(
        Choice("exhibition", "anniversary", "news", "market"), "what kind", drives=True
    )
    text: str | None = fact(TEXT, "what")
    url: str | None = fact(WEB, "where it is announced")


class Link(Record):
    """A tie between companies (M17)."""

    company: str | None = fact(ID, "company id")
    how: str | None = fact(
        Choice("buys-from", "sells-to", "refers", "friendly", "competes"), "how they are tied"
    )


class Certificate(Record):
    """A certificate held or required."""

    name: str | None = fact(TEXT, "the mark or certificate")
    until: date | None = fact(DATE, "its last day", drives=True)


class Forwarder(Record):
    """Who ships (M24)."""

    name: str | None = fact(
        TEXT, "the forwarder's name", worth=4, question="Who is your forwarder in China?"
    )
    whose: str | None = fact(
        Choice("theirs", "ours"),
        "whose forwarder it is",
        worth=3,
        question="Do you have a forwarder in China, or shall we recommend one?",
    )


class Rebate(Record):
    """A rebate, owed to the company and never to a person (M28)."""

    payee: str | None = fact(TEXT, "'company'; a person is an error")
    rate: Decimal | None = fact(PERCENT, "its rate")


class Terms(Record):
    """The negotiation record; its history is in git (M24–M28)."""

    incoterm: str | None = fact(
        Choice(*INCOTERMS), "Incoterm", worth=8, question="Which Incoterm do you usually buy on?"
    )
    place: str | None = fact(TEXT, "the named place", worth=7, question="To or from which port?")
    forwarder: Forwarder = fact(Group(Forwarder), "who ships")
    payment: str | None = fact(
        TEXT,
        "payment terms, agreed before quoting",
        worth=9,
        question="Which payment terms suit your company?",
    )
    currency: str | None = fact(
        CURRENCY,
        "the currency of their quotes",
        worth=6,
        question="In which currency shall we quote?",
    )
    quality: str | None = fact(
        Choice("strict", "standard", "relaxed"),
        "quality level",
        worth=5,
        question="Who inspects the goods, and against what?",
    )
    proof: str | None = fact(
        Choice("press-proof", "digital-proof", "pdf"),
        "how packaging is approved",
        worth=3,
        question="How would you like to approve the packaging: press proof, digital proof or PDF?",
    )
    signed_sample: bool | None = fact(
        YES_NO,
        "a sample signed back is the inspection standard",
        worth=3,
        question="Shall we inspect against a sample that you have signed?",
    )
    inspection_note: str | None = fact(
        PROSE,
        "the note on every production order",
        worth=2,
        question="What shall our inspectors look at before anything else?",
    )
    price_adjustment: Decimal | None = fact(PERCENT, "added to the list price")
    rebate: Rebate = fact(Group(Rebate), "a rebate to the company")


class Company(Record):
    """A customer's company."""

    name: str = fact(TEXT, "name in daily use", required=True)
    legal_name: str | None = fact(
        TEXT, "name on contracts", worth=3, question="Look at the imprint of their website"
    )
    country: str | None = fact(
        COUNTRY,
        "country code",
        worth=10,
        drives=True,
        question="Look at the address on their website",
    )
    founded: PartialDate | None = fact(
        PARTIAL_DATE,
        "year or day of foundation",
        worth=3,
        drives=True,
        question="Look at 'about us' on their website",
    )
    website: str | None = fact(WEB, "website", worth=5, question="Look at the mail address")
    address: str | None = fact(
        PROSE, "postal address", worth=4, question="Where may I send the samples?"
    )
    size: str | None = fact(TEXT, "staff or turnover", worth=4, question="Look at LinkedIn")
    stores: int | None = fact(
        NUMBER, "number of shops", worth=4, question="How many shops do you have by now?"
    )
    type: str | None = fact(
        Choice(
            "importer", "distributor", "brand", "retailer", "wholesaler", "manufacturer", "other"
        ),
        "what they are",
        worth=6,
        question="Do you sell under your own brand?",
    )
    sales_channels: tuple[str, ...] = fact(
        ListOf(TEXT),
        "online, own shops, exhibitions, distribution",
        worth=3,
        question="Do you sell more online or in shops?",
    )
    markets: tuple[str, ...] = fact(
        ListOf(TEXT),
        "countries or regions they sell in",
        worth=6,
        question="Which market is this order for?",
    )
    strengths: tuple[str, ...] = fact(
        ListOf(TEXT),
        "what they are good at",
        worth=2,
        question="Look at 'about us' on their website: what they are proud of",
    )
    brand: str | None = fact(
        Choice("own", "resells", "both"),
        "own brand or resold ones",
        worth=5,
        question="Shall your brand be on the box?",
    )
    departments: dict[str, str] = fact(
        MapOf(Choice("in-house", "outsourced", "none")),
        "which departments exist",
        worth=4,
        question="Who makes your packaging design?",
    )
    org: tuple[Role, ...] = fact(
        ListOf(Group(Role)),
        "who does what",
        worth=5,
        question="Who else with you works on this: quality, design, accounts?",
    )
    products: Goods = fact(Group(Goods), "what they sell")
    suppliers: tuple[str, ...] = fact(
        ListOf(TEXT),
        "present suppliers",
        worth=4,
        question="What would your present suppliers have to do better?",
    )
    competitors: tuple[str, ...] = fact(
        ListOf(TEXT),
        "their competitors",
        worth=2,
        question="Search their best seller: who else sells it in their market",
    )
    price_level: str | None = fact(
        TEXT,
        "price level of their range",
        worth=3,
        question="Look at the prices in their shop or on their website",
    )
    events: tuple[CompanyEvent, ...] = fact(
        ListOf(Group(CompanyEvent)),
        "exhibitions, anniversaries, news",
        drives=True,
        worth=4,
        question="Which exhibitions will you be at this year?",
    )
    links: tuple[Link, ...] = fact(
        ListOf(Group(Link)),
        "ties to other companies",
        worth=2,
        question="Who else in the trade do you get on with well?",
    )
    buys: tuple[str, ...] = fact(
        ListOf(SKU),
        "SKUs or product groups they buy",
        worth=6,
        drives=True,
        question="Which of our products fit your range?",
    )
    compliance: tuple[Certificate, ...] = fact(
        ListOf(Group(Certificate)),
        "certificates held or required",
        worth=4,
        drives=True,
        question="Which certificates do your customers ask for?",
    )
    terms: Terms = fact(Group(Terms), "the negotiation record")
    tags: tuple[str, ...] = fact(ListOf(TEXT), "own marks")
    custom: dict[str, Any] = fact(MapOf(ANYTHING), "anything else; see fields in book.yaml")
