"""What a customer's dossier may say (M1–M10, M31–M34)."""

from __future__ import annotations

from typing import Any

from dossierkit.schema.codes import COUNTRY, ID, SKU
from dossierkit.schema.fact import Group, Record, fact
from dossierkit.schema.person import (
    China,
    FamilyLife,
    Job,
    Personality,
    Position,
    Reach,
    Speech,
)
from dossierkit.schema.reading import Reading
from dossierkit.schema.times import (
    AGREEMENT,
    BIRTHDAY,
    DATED_TEXT,
    OPT_OUT_DAY,
    PARTIAL_DATE,
    RHYTHM,
)
from dossierkit.schema.types import (
    ANYTHING,
    OPT_OUT,
    SCORE,
    TEXT,
    Choice,
    ListOf,
    MapOf,
    says_no,
)
from dossierkit.schema.values import Agreement, Birthday, DatedText, PartialDate, Rhythm
from dossierkit.text.nodes import Mapping, Node, Scalar

STAGES = ("interest", "consideration", "assimilation", "sincerity", "harmony")
RAPPORTS = ("circle", "exchange", "trust", "trade")
INTENTS = ("interested", "hesitant", "not-soon", "never", "quoted-silent")
SOURCES = (
    "b2b-platform",
    "made-in-china",
    "alibaba",
    "exhibition",
    "customs-data",
    "search",
    "google",
    "facebook",
    "linkedin",
    "website",
    "referral",
    "other",
)
CHRISTIAN = ("christian", "orthodox", "catholic", "protestant")
OTHER_FAITHS = ("muslim", "jewish", "hindu", "buddhist", "sikh", "taoist", "none", "other")
RELIGIONS = CHRISTIAN + OTHER_FAITHS


class Origin(Record):
    """Where a customer came from (M1)."""

    channel: str | None = fact(
        Choice(*SOURCES),
        "the channel they came through",
        worth=6,
        question="How did you hear of us?",
        drives=True,
    )
    detail: str | None = fact(
        TEXT,
        "which platform, fair or campaign",
        worth=3,
        question="Which fair, page or advertisement was it?",
    )
    date: PartialDate | None = fact(PARTIAL_DATE, "the day of the first contact", drives=True)
    referred_by: str | None = fact(
        ID,
        "the customer who sent them",
        personal=True,
        worth=4,
        question="Whom may we thank for sending you?",
    )


class Potential(Record):
    """What they may become, each from 0 to 3 (M40)."""

    need: int | None = fact(
        SCORE,
        "how much they need it; 0 is no need at all",
        worth=6,
        question="What do you want to change in your range next season?",
    )
    volume: int | None = fact(
        SCORE,
        "order volume",
        worth=5,
        question="How many pieces of such goods do you sell in a year?",
    )
    power: int | None = fact(
        SCORE,
        "purchasing power",
        worth=4,
        question="Look at their website: shops, staff, brands they carry",
    )
    likelihood: int | None = fact(
        SCORE,
        "likelihood of buying soon",
        worth=4,
        question="What has still to be settled before you can order?",
    )


class Consent(Record):
    """What we may do (reliability: opt-outs win)."""

    marketing: str | None = fact(
        Choice("given", "legitimate-interest", "refused", "unknown"),
        "the ground on which bulk mail goes to them",
        personal=True,
        drives=True,
        worth=5,
        question="May I write to you when there is something new?",
    )
    sensitive: Agreement | None = fact(
        AGREEMENT,
        "when and how they agreed that we keep sensitive facts, and until when, if it ends",
        personal=True,
        drives=True,
    )
    do_not_contact: bool = fact(
        OPT_OUT, "they asked not to be contacted", personal=True, drives=True
    )
    opt_out: DatedText | None = fact(
        OPT_OUT_DAY,
        "when and how they asked not to be contacted; it alone is enough",
        personal=True,
        drives=True,
    )


_OPT_OUT_DAY = "opt-out"


def _is_end(name: str) -> bool:
    return name.lower().startswith(("until", "till"))


class _ConsentGroup(Group[Consent]):
    """A consent that can't be read counts as a wish not to be contacted, and so does an `opt-out`
    whatever `do-not-contact` says beside it. An end that a comma in braces cut off from
    `sensitive`, as in `{sensitive: 2025-04-17 told me, until 2027-04-17}`, is an unknown field
    (`unknown-field`), and no consent is left."""

    def read(self, node: Node, reading: Reading) -> Consent | None:
        consent = super().read(node, reading)
        if consent and type(node) is Mapping and any(map(_is_end, node.fields)):
            consent = consent.but(sensitive=None)
        is_nothing = type(node) is Scalar and node.is_null
        if type(node) is Mapping:
            day = node.fields.get(_OPT_OUT_DAY)
            if consent is None or day is None or says_no(day):
                return consent
            return consent.but(do_not_contact=True)
        return consent if is_nothing else Consent(do_not_contact=True)


class Customer(Record):
    """One contact person."""

    name: str = fact(TEXT, "name, as in a letterhead", required=True, personal=True, drives=True)
    given: str | None = fact(
        TEXT, "given name", personal=True, worth=5, question="Look at the mail signature"
    )
    family: str | None = fact(
        TEXT, "family name", personal=True, worth=4, question="Look at the mail signature"
    )
    salutation: str | None = fact(TEXT, "the exact words after 'Dear'", personal=True)
    company: str | None = fact(
        ID, "company id", drives=True, worth=8, question="Which company do you buy for?"
    )
    country: str | None = fact(
        COUNTRY,
        "only if it differs from the company's",
        drives=True,
        worth=8,
        question="Where are you based?",
    )
    owner: str | None = fact(ID, "our member who looks after them", drives=True)
    source: Origin = fact(Group(Origin), "where they came from", drives=True)
    position: Position = fact(Group(Position), "what they are in their company")
    career: tuple[Job, ...] = fact(
        ListOf(Group(Job)),
        "earlier positions",
        personal=True,
        worth=3,
        question="Look at their LinkedIn page",
    )
    reach: Reach = fact(Group(Reach), "ways to reach them", drives=True)
    language: Speech = fact(Group(Speech), "their languages")
    personality: Personality = fact(Group(Personality), "how they are")
    interests: tuple[str, ...] = fact(
        ListOf(TEXT),
        "what they like",
        personal=True,
        worth=4,
        question="What do you do at the weekend?",
    )
    family_life: FamilyLife = fact(Group(FamilyLife), "their family", personal=True)
    birthday: Birthday | None = fact(
        BIRTHDAY,
        "birthday, the year if known",
        personal=True,
        drives=True,
        worth=5,
        question="When is your birthday?",
    )
    religion: str | None = fact(
        Choice(*RELIGIONS),
        "religion",
        sensitive=True,
        drives=True,
        worth=4,
        question="Which holidays do you keep at home?",
    )
    diet: tuple[str, ...] = fact(
        ListOf(TEXT),
        "what they eat and don't",
        sensitive=True,
        worth=2,
        question="Is there anything you don't eat?",
    )
    taboos: tuple[str, ...] = fact(
        ListOf(TEXT),
        "what never to do or say",
        personal=True,
        worth=3,
        question="Ask somebody who knows them what one had better not say or serve",
    )
    habits: tuple[str, ...] = fact(
        ListOf(TEXT),
        "habits, such as smoking",
        personal=True,
        worth=1,
        question="Watch when you meet: whether they smoke, coffee or tea",
    )
    china: China = fact(Group(China), "what they know of China")
    stage: str | None = fact(
        Choice(*STAGES),
        "where the relationship stands",
        worth=8,
        question="Read their log: whether they look, compare, test, bargain or order",
    )
    rapport: str | None = fact(
        Choice(*RAPPORTS),
        "how close we are",
        worth=4,
        question="Read their log: whether they talk with you, confide in you, trade",
    )
    intent: str | None = fact(
        Choice(*INTENTS),
        "what they have in mind about buying",
        drives=True,
        worth=8,
        question="Where does our offer stand with you at the moment?",
    )
    potential: Potential = fact(Group(Potential), "what they may become")
    expected_purchase: PartialDate | None = fact(
        PARTIAL_DATE,
        "when they want to buy",
        drives=True,
        worth=6,
        question="When do you plan your next purchase?",
    )
    reason: str | None = fact(
        TEXT,
        "why never, or why the last deal failed",
        worth=6,
        question="May I ask what decided it, so that we do better?",
    )
    buys: tuple[str, ...] = fact(
        ListOf(SKU),
        "SKUs or product groups of interest",
        drives=True,
        worth=7,
        question="Which of our products fit your range?",
    )
    next: tuple[DatedText, ...] = fact(
        ListOf(DATED_TEXT), "what is to happen, and when", drives=True
    )
    every: Rhythm | None = fact(RHYTHM, "own rhythm, overrides the intent's", drives=True)
    snooze: DatedText | None = fact(DATED_TEXT, "nothing until after this day", drives=True)
    consent: Consent = fact(_ConsentGroup(Consent), "what we may do", personal=True, drives=True)
    tags: tuple[str, ...] = fact(ListOf(TEXT), "own marks")
    custom: dict[str, Any] = fact(MapOf(ANYTHING), "anything else; see fields in book.yaml")
