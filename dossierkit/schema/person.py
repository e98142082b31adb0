"""What a customer's dossier says about the person: position, reach, languages, life (M2–M10)."""

from __future__ import annotations

import datetime

from dossierkit.schema.codes import ADDRESS, ID, LANGUAGE, PHONE, WEB
from dossierkit.schema.fact import Group, Record, fact
from dossierkit.schema.times import BIRTHDAY, DATE, PARTIAL_DATE
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


class Bounce(Record):
    """An address that mail came back from."""

    address: str | None = fact(ADDRESS, "the address that no longer works", personal=True)
    date: datetime.date | None = fact(DATE, "the day on which that was known", personal=True)
    reason: str | None = fact(TEXT, "what the mail server said", personal=True)


class Reach(Record):
    """The ways to reach them (M10)."""

    email: tuple[str, ...] = fact(
        ListOf(ADDRESS),
        "mail addresses, the best first",
        worth=10,
        personal=True,
        question="Look at the mail signature or the business card",
    )
    bounced: tuple[Bounce, ...] = fact(
        ListOf(Group(Bounce)),
        "addresses that mail came back from; nothing more is sent there",
        personal=True,
        drives=True,
    )
    phone: tuple[str, ...] = fact(
        ListOf(PHONE),
        "phone numbers",
        worth=5,
        personal=True,
        question="Which number may I call if something is urgent?",
    )
    whatsapp: str | None = fact(
        PHONE,
        "WhatsApp number",
        personal=True,
        worth=4,
        question="Is this number also your WhatsApp?",
    )
    wechat: str | None = fact(
        TEXT, "WeChat id", personal=True, worth=3, question="Do you use WeChat for work?"
    )
    linkedin: str | None = fact(
        TEXT,
        "LinkedIn page",
        personal=True,
        worth=2,
        question="Look for name and company on LinkedIn",
    )
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
        question="See which language their website and signature are in",
    )
    written_english: str | None = fact(
        ENGLISH,
        "how well they write English",
        personal=True,
        worth=6,
        question="Read their last mails again",
    )
    spoken_english: str | None = fact(
        ENGLISH,
        "how well they speak English",
        personal=True,
        worth=4,
        question="Would a short call help, or do you prefer it in writing?",
    )
    speech: str | None = fact(
        Choice("slow", "normal", "fast"),
        "how fast they speak",
        personal=True,
        worth=1,
        question="Listen in the next call: slowly, or fast and impatient",
    )


class Personality(Record):
    """How they are (M6, M30)."""

    style: str | None = fact(
        Choice("driver", "expressive", "amiable", "analytical"),
        "social style",
        personal=True,
        worth=5,
        question="Listen: to the point, full of ideas, kind to all, or all facts and figures",
    )
    manner: str | None = fact(
        Choice("formal", "easygoing"),
        "how they like to be treated",
        personal=True,
        worth=5,
        question="Look at how they sign their mails: first name, or full name and title",
    )


class Child(Record):
    """A child of theirs (M7)."""

    name: str | None = fact(TEXT, "first name", sensitive=True)
    born: PartialDate | None = fact(PARTIAL_DATE, "year of birth", sensitive=True)


class FamilyLife(Record):
    """Their family (M7)."""

    married: bool | None = fact(
        YES_NO,
        "whether they are married",
        personal=True,
        worth=2,
        question="Listen when they tell of their weekend; it comes by itself",
    )
    spouse: str | None = fact(
        TEXT,
        "name of wife or husband",
        personal=True,
        worth=1,
        question="Whom may I greet at home?",
    )
    anniversary: Birthday | None = fact(
        BIRTHDAY,
        "wedding day",
        personal=True,
        drives=True,
        worth=2,
        question="How long have you two been married?",
    )
    children: tuple[Child, ...] = fact(
        ListOf(Group(Child)),
        "their children",
        sensitive=True,
        worth=2,
        question="What are your children up to?",
    )


class China(Record):
    """What they know of China (M9)."""

    visits: int | None = fact(
        NUMBER,
        "how often they were in China",
        personal=True,
        worth=4,
        question="Have you been to the Canton Fair before?",
    )
    last: PartialDate | None = fact(
        PARTIAL_DATE,
        "the last visit",
        personal=True,
        worth=2,
        question="When were you in China last?",
    )
    cities: tuple[str, ...] = fact(
        ListOf(TEXT),
        "where they were",
        personal=True,
        worth=1,
        question="Which cities did you see?",
    )
    imports: str | None = fact(
        Choice("first-time", "experienced"),
        "whether they import already",
        personal=True,
        worth=5,
        question="Have you imported from China before?",
    )
