"""What the dossier of one of our own people may say."""

from __future__ import annotations

from typing import Any

from dossierkit.schema.codes import ADDRESS, LANGUAGE, PHONE
from dossierkit.schema.fact import Group, Record, fact
from dossierkit.schema.times import DATE
from dossierkit.schema.types import ANYTHING, PROSE, TEXT, ListOf, MapOf, between


class Assessment(Record):
    """One customer-orientation self-assessment (M49)."""

    date: Any = fact(DATE, "when it was made")
    answers: tuple[int, ...] = fact(ListOf(between(1, 9)), "24 answers from 1 to 9")


class Member(Record):
    """One of our own people."""

    name: str = fact(TEXT, "name, as under a letter", required=True)
    email: str | None = fact(
        ADDRESS,
        "address that letters come from",
        worth=10,
        question="Which address do you write from?",
    )
    title: str | None = fact(TEXT, "title", worth=5, question="What stands on your business card?")
    phone: tuple[str, ...] = fact(
        ListOf(PHONE),
        "phone numbers",
        worth=3,
        question="Under which number can customers reach you?",
    )
    whatsapp: str | None = fact(PHONE, "WhatsApp number")
    wechat: str | None = fact(TEXT, "WeChat id")
    languages: tuple[str, ...] = fact(
        ListOf(LANGUAGE), "languages they write", worth=4, question="Which languages do you write?"
    )
    signature: str | None = fact(
        PROSE,
        "the lines under their letters",
        worth=6,
        question="Which lines shall stand under your letters?",
    )
    assessments: tuple[Assessment, ...] = fact(ListOf(Group(Assessment)), "self-assessments")
    tags: tuple[str, ...] = fact(ListOf(TEXT), "own marks")
    custom: dict[str, Any] = fact(MapOf(ANYTHING), "anything else; see fields in book.yaml")
