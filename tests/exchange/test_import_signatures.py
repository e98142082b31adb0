"""People from the signatures of their mails, and what is not guessed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dossierkit.exchange.arrival import Arrival, Arrived, Options
from dossierkit.exchange.signatures import Wrote, proposals

ON = date(2026, 11, 28)
ANNA = """\
Dear Lily,

please send the offer. Call me on +49 30 999999 if in doubt.

Best regards

Anna Schmidt | Purchasing Manager
Brightlite GmbH
Hauptstr. 5
10115 Berlin, Germany
Tel: +49 30 123456 Mobile: +49 151 1234567
Fax: +49 30 1234568
www.brightlite.example | anna@brightlite.example

This message is confidential.
"""
WANG = """\
您好

--
王小明
采购经理
深圳光明贸易有限公司
电话：0755-1234567
微信：xiaoming88
QQ: 123456
Skype: ming.wang
"""


def found(*mails: tuple[str, str, str], **options: Any) -> Arrived:
    """What comes of mails, each as name, address and text."""
    wrote = [Wrote(f"in.mbox:{n}", *mail) for n, mail in enumerate(mails, 1)]
    return proposals("in.mbox", wrote, Options(ON, **options))


def one(name: str, address: str, text: str) -> Arrival:
    (arrival,) = found((name, address, text)).arrivals
    return arrival


def facts(arrival: Arrival) -> dict[str, Any]:
    said = {".".join(path): value for path, value in arrival.facts.items()}
    said |= {f"company.{path[0]}": value for path, value in arrival.company.items()}
    return {path: value for path, value in said.items() if path not in ("name", "reach.email")}


def test_a_signature_is_taken_apart() -> None:
    arrival = one("Schmidt, Anna", "anna@brightlite.example", ANNA)
    assert arrival.is_proposal
    assert (arrival.place, arrival.name) == ("in.mbox:1", "Anna Schmidt")
    assert facts(arrival) == {
        "position.title": "Purchasing Manager",
        "reach.phone": ("+49 30 123456", "+49 151 1234567"),
        "company.name": "Brightlite GmbH",
        "company.website": "www.brightlite.example",
        "company.address": "Hauptstr. 5\n10115 Berlin, Germany",
        "company.country": "de",
    }
    assert arrival.note == "Fax: +49 30 1234568"
    assert arrival.findings == ()


def test_a_chinese_signature_is_read() -> None:
    arrival = one("王小明", "ming@guang.example", WANG)
    assert facts(arrival) == {
        "position.title": "采购经理",
        "reach.phone": ("0755-1234567",),
        "reach.wechat": "xiaoming88",
        "company.name": "深圳光明贸易有限公司",
    }
    assert arrival.note == "QQ: 123456\nSkype: ming.wang"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("WhatsApp: +49 151 1234567", {"reach.whatsapp": "+49 151 1234567"}),
        ("T +44 20 7946 0000", {"reach.phone": ("+44 20 7946 0000",)}),
        ("P. +44 20 7946 0000", {"reach.phone": ("+44 20 7946 0000",)}),
        ("M: 0151 1234567", {"reach.phone": ("0151 1234567",)}),
        ("Direct line: +44 20 7946 000 ext. 12", {"reach.phone": ("+44 20 7946 000 ext. 12",)}),
        ("+44 20 7946 0000 x 12", {"reach.phone": ("+44 20 7946 0000 x 12",)}),
        ("Web: acme.example", {"reach.website": "acme.example"}),
        ("linkedin.com/in/bo", {"reach.linkedin": "linkedin.com/in/bo"}),
        ("Bo Lind, Head of Sourcing", {"position.title": "Head of Sourcing"}),
        ("Head of Sourcing - Denmark", {"position.title": "Head of Sourcing - Denmark"}),
        ("Address: Ring 1, 1000 Copenhagen, Denmark", {"country": "dk"}),
        ("Ring 1, 1000 Copenhagen, Denmark", {"country": "dk"}),
        ("A: see our page", None),
        ("Tel: on request", None),
        ("E: write to us", None),
        ("Tel: 110", None),
        ("WeChat: 微", None),
        ("I am the manager of all of this and will be away.", None),
        ("Save paper, print less", None),
    ],
)
def test_only_what_is_marked_is_taken(line: str, said: dict[str, Any] | None) -> None:
    arrived = found(("Bo Lind", "bo@x.example", f"Hi\n\n--\nBo Lind\n{line}\n"))
    assert [facts(arrival) for arrival in arrived.arrivals] == ([] if said is None else [said])


def test_what_can_be_two_things_is_said_and_not_taken() -> None:
    text = "Hi\nRegards,\nBo Lind\nSales Director\nHead of Sourcing\nAcme Ltd.\nBeta Inc.\n"
    arrival = one("Bo Lind", "bo@x.example", f"{text}T +45 12345678\nother@y.example\n")
    assert facts(arrival) == {"reach.phone": ("+45 12345678",)}
    assert [(one.line, one.code) for one in arrival.findings] == [(1, "ambiguous-signature")] * 3
    assert "Sales Director; Head of Sourcing; none was taken" in arrival.findings[0].message
    assert "other@y.example" in arrival.findings[2].message


def test_a_second_page_is_left_alone() -> None:
    text = "Hi\n--\nBo Lind\nAcme Ltd.\nwww.acme.example\nwww.shop.example\nT +45 12345678\n"
    assert facts(one("Bo Lind", "bo@x.example", text))["company.website"] == "www.acme.example"


def test_the_writers_own_name_begins_a_signature() -> None:
    text = "Please call.\n\nBo Lind\nBuyer\n+45 12345678\n"
    assert facts(one("Lind, Bo", "bo@x.example", text)) == {
        "position.title": "Buyer",
        "reach.phone": ("+45 12345678",),
    }


def test_a_name_only_the_signature_tells_is_taken_from_there() -> None:
    assert one("", "bo@x.example", "Hi\n--\nBo Lind\n+45 12345678\n").name == "Bo Lind"
    assert found(("", "bo@x.example", "Hi\n--\n+45 12345678\n")).arrivals == ()
    assert one("Bo Lind (Acme) via Mailer", "bo@x.example", "--\nx\n+45 12345678").name == "Bo Lind"


def test_everybody_once_by_the_last_mail_that_tells() -> None:
    first = ("Bo Lind", "bo@x.example", "--\nBuyer\n")
    last = ("Bo Lind", "BO+x@x.example", "--\nHead of Buying\n")
    without = ("Bo Lind", "bo@x.example", "ok\nSent from my phone")
    arrived = found(first, last, without, ("Ed", "ed@y.example", "ok"), ("Ed", "ed@y.example", ""))
    assert [facts(one) for one in arrived.arrivals] == [{"position.title": "Head of Buying"}]
    assert [one.message for one in arrived.findings] == [
        "writers without a signature that could be read, left out: 1"
    ]


def test_our_own_people_are_left_out() -> None:
    lily = ("Lily Chen", "lily@lumora.example", "--\nSales Manager\n")
    assert found(lily, ours=frozenset(("lily@lumora.example",))) == Arrived(())
