"""What a customer's dossier says about the person: position, reach, languages, life (M2–M10)."""

from __future__ import annotations

from dossierkit.schema.codes import ADDRESS, ID, LANGUAGE, PHONE, WEB
from dossierkit.schema.fact import Group, Record, fact
from dossierkit.schema.times import BIRTHDAY, PARTIAL_DATE
from dossierkit.schema.types import NUMBER, TEXT, YES_NO, Choice, ListOf
from dossierkit.schema.values import Birthday, PartialDate

CHANNELS = ("email", "phone", "whatsapp", "wechat", "video", "visit")
ENGLISH = Choice("fluent", "good", "basic", "none")


class Position(Record):
    """What they are in their company (M2)."""

    title: str | None = fact(
        TEXT,
        "title, as on the business card",
        personal=True,
        worth=6,
        question="What may I put under your name on the quotation?",
    )
    authority: str | None = fact(
        Choice("decision-maker", "influencer", "none"),
        "whether the decision is theirs",
        personal=True,
        worth=9,
        question="Who else will look at our offer before you decide?",
    )
    reports_to: str | None = fact(
        ID,
        "the customer id of whom they report to",
        worth=5,
        personal=True,
        question="Who would you show the samples to first?",
    )
    joined: PartialDate | None = fact(
        PARTIAL_DATE,
        "when they joined this company",
        personal=True,
        worth=3,
        question="Have you been with them for long?",
    )


class Job(Record):
    """An earlier position (M3)."""

    employer: str | None = fact(TEXT, "earlier employer", personal=True)
    role: str | None = fact(TEXT, "what they did there", personal=True)
    from_: PartialDate | None = fact(PARTIAL_DATE, "first day there", personal=True)
    to: PartialDate | None = fact(PARTIAL_DATE, "last day there", personal=True)
    same_industry: bool | None = fact(YES_NO, "whether it was our industry", personal=True)


class Reach(Record):
    """The ways to reach them (M10)."""

    email: tuple[str, ...] = fact(
        ListOf(ADDRESS),
        "mail addresses, the best first",
        worth=10,
        personal=True,
        question="Look at the mail signature or the business card",
    )
    phone: tuple[str, ...] = fact(
        ListOf(PHONE),
        "phone numbers",
        worth=5,
        personal=True,
        question="Which number may I call if something is urgent?",
    )
    whatsapp: str | None = fact(PHONE, "WhatsApp number", personal=True, worth=4)
    wechat: str | None = fact(TEXT, "WeChat id", personal=True, worth=3)
    linkedin: str | None = fact(TEXT, "LinkedIn page", personal=True, worth=2)
    facebook: str | None = fact(TEXT, "Facebook page", personal=True)
    website: str | None = fact(WEB, "own page", personal=True)
    prefers: str | None = fact(
        Choice(*CHANNELS),
        "the way they like best",
        personal=True,
        drives=True,
        worth=7,
        question="How do you like to be reached best?",
    )


class Speech(Record):
    """The languages of a person (M4, M5)."""

    prefers: str | None = fact(
        LANGUAGE,
        "the language of letters to them",
        personal=True,
        worth=7,
        question="Which language are their website and signature in?",
    )
    written_english: str | None = fact(
        ENGLISH,
        "how well they write English",
        personal=True,
        worth=6,
        question="Read their last mails again",
    )
    spoken_english: str | None = fact(
        ENGLISH, "how well they speak English", personal=True, worth=4
    )
    speech: str | None = fact(
        Choice("slow", "normal", "fast"), "how fast they speak", personal=True
    )


class Personality(Record):
    """How they are (M6, M30)."""

    style: str | None = fact(
        Choice("driver", "expressive", "amiable", "analytical"),
        "social style",
        personal=True,
        worth=5,
    )
    manner: str | None = fact(
        Choice("formal", "easygoing"), "how they like to be treated", personal=True, worth=5
    )


class Child(Record):
    """A child of theirs (M7)."""

    name: str | None = fact(TEXT, "first name", sensitive=True)
    born: PartialDate | None = fact(PARTIAL_DATE, "year of birth", sensitive=True)


class FamilyLife(Record):
    """Their family (M7)."""

    married: bool | None = fact(YES_NO, "whether they are married", personal=True)
    spouse: str | None = fact(TEXT, "name of wife or husband", personal=True)
    anniversary: Birthday | None = fact(BIRTHDAY, "wedding day", personal=True, drives=True)
    children: tuple[Child, ...] = fact(ListOf(Group(Child)), "their children", sensitive=True)


class China(Record):
    """What they know of China (M9)."""

    visits: int | None = fact(
        NUMBER,
        "how often they were in China",
        personal=True,
        worth=4,
        question="Have you been to the Canton Fair before?",
    )
    last: PartialDate | None = fact(PARTIAL_DATE, "the last visit", personal=True)
    cities: tuple[str, ...] = fact(ListOf(TEXT), "where they were", personal=True)
    imports: str | None = fact(
        Choice("first-time", "experienced"),
        "whether they import already",
        personal=True,
        worth=5,
        question="Do you have a forwarder in China already?",
    )
