"""The cards that phones and mail programs really write: thirteen files made by hand after them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import places

from dossierkit.exchange.arrival import Arrival, Arrived, Options
from dossierkit.exchange.vcard.reading import read_vcards

FOLDER = Path(__file__).parent / "oddities"
NAMES = sorted(file.stem for file in FOLDER.glob("*.vcf"))
MAIL = ("reach", "email")
PHONE = ("reach", "phone")

EXPECTED: dict[str, tuple[dict[Any, Any], dict[Any, Any], str]] = {
    "outlook-2.1": (
        {
            ("name",): "Jörg Müller",
            ("given",): "Jörg",
            ("family",): "Müller",
            ("position", "title"): "Einkaufsleiter",
            MAIL: ("joerg@lichtwerk.example",),
            PHONE: ("+41 44 1234567", "+41 79 1234567"),
        },
        {
            ("name",): "Lichtwerk AG",
            ("website",): "http://www.lichtwerk.example",
            ("country",): "ch",
            ("address",): "Seestrasse 5\n2. Stock\n8002 Zürich\nSchweiz",
        },
        "Department: Einkauf\nTitle: Herr\nFax: +41 44 1234568",
    ),
    "gbk-2.1": (
        {
            ("name",): "王小明",
            ("given",): "小明",
            ("family",): "王",
            PHONE: ("13800138000",),
        },
        {("name",): "深圳光明贸易有限公司"},
        "广交会\n第二次",
    ),
    "photo-2.1": (
        {
            ("name",): "Chidi Okafor",
            ("given",): "Chidi",
            ("family",): "Okafor",
            MAIL: ("chidi@lagoslights.example",),
            PHONE: ("+234 803 1234567",),
        },
        {},
        "",
    ),
    "google-3.0": (
        {
            ("name",): "Guadalupe Ortega",
            ("given",): "Guadalupe",
            ("family",): "Ortega",
            MAIL: ("g.ortega@luz.example", "lupe@home.example"),
            ("reach", "whatsapp"): "+52 55 1234 5678",
            ("reach", "linkedin"): "https://www.linkedin.com/in/lupe",
            ("birthday",): "04-15",
            ("family-life", "anniversary"): "2012-05-19",
            ("tags",): ("Expo 2026",),
        },
        {("name",): "Luz del Norte S.A. de C.V."},
        "Prefers Spanish, calls back\nafter lunch",
    ),
    "icloud-3.0": (
        {
            ("name",): "Ingrid Haugen",
            ("given",): "Ingrid",
            ("family",): "Haugen",
            MAIL: ("ingrid@fjordlys.example",),
            PHONE: ("+47 912 34 567",),
            ("reach", "wechat"): "ingrid-h",
            ("birthday",): "04-15",
        },
        {
            ("name",): "Fjordlys AS",
            ("website",): "https://fjordlys.example",
            ("country",): "no",
            ("address",): "Havnegata 3\n5003 Bergen\nNorge",
        },
        "QQ: 1234567",
    ),
    "version-4.0": (
        {
            ("name",): "Pierre Lambert",
            ("given",): "Pierre",
            ("family",): "Lambert",
            ("position", "title"): "Acheteur",
            MAIL: ("pierre@maison.example", "pierre@home.example"),
            PHONE: ("+33-1-23-45-67-89 ext. 12",),
            ("reach", "whatsapp"): "+33612345678",
            ("birthday",): "1985-04-12",
            ("family-life", "anniversary"): "2010-06-12",
            ("family-life", "spouse"): "Claire",
            ("language", "prefers"): "fr",
        },
        {
            ("name",): "Maison Lumière",
            ("website",): "https://maison.example",
            ("country",): "fr",
            ("address",): "5 rue du Lac\n69001 Lyon\nFrance",
        },
        "Role: Purchasing for lamps",
    ),
    "folded-in-a-character": (
        {("name",): "陈美", ("given",): "美", ("family",): "陈", PHONE: ("+86 755 1234567",)},
        {("name",): "深圳市光明区新型照明与智能电器进出口贸易有限公司第一采购部"},
        "",
    ),
    "without-n": ({("name",): "Mike Delgado", PHONE: ("+1 (555) 123-4567",)}, {}, ""),
    "byte-order-mark": (
        {
            ("name",): "Sipho Dlamini",
            ("given",): "Sipho",
            ("family",): "Dlamini",
            MAIL: ("sipho@kzn.example",),
        },
        {},
        "",
    ),
    "bad-line": (
        {
            ("name",): "Harriet Whitcombe",
            ("given",): "Harriet",
            ("family",): "Whitcombe",
            MAIL: ("harriet@albion.example",),
        },
        {},
        "",
    ),
    "without-end": (
        {
            ("name",): "Fatima Al Hashimi",
            ("given",): "Fatima",
            ("family",): "Al Hashimi",
            MAIL: ("fatima@gulf.example",),
        },
        {},
        "",
    ),
    "utf-16": (
        {
            ("name",): "Ольга Иванова",
            ("given",): "Ольга",
            ("family",): "Иванова",
            PHONE: ("+7 495 123-45-67",),
        },
        {("name",): "ООО Светлый дом"},
        "",
    ),
}
FINDINGS = {
    "photo-2.1": [(5, 1, "left-out")],
    "icloud-3.0": [(17, 1, "left-out")],
    "version-4.0": [(21, 1, "left-out")],
    "bad-line": [(5, 1, "card-line")],
    "without-end": [(1, 1, "card-end")],
}


def read(name: str) -> Arrived:
    file = FOLDER / f"{name}.vcf"
    return read_vcards(file.read_bytes(), file.name, Options(date(2026, 11, 28)))


@pytest.mark.parametrize("name", EXPECTED)
def test_a_card_is_read(name: str) -> None:
    (arrival,) = read(name).arrivals
    facts, company, note = EXPECTED[name]
    assert dict(arrival.facts) == facts
    assert dict(arrival.company) == company
    assert arrival.note == note
    assert places(arrival.findings) == FINDINGS.get(name, [])


def test_a_broken_card_stops_no_other() -> None:
    first, broken, third = read("broken-in-a-stream").arrivals
    assert (first.name, broken.name, third.name) == ("First Person", "", "Third Person")
    assert (first.findings, third.findings) == ((), ())
    assert third.place == "broken-in-a-stream.vcf:10"
    assert places(broken.findings) == [
        (6, 1, "no-name"),
        (6, 1, "card-end"),
        (8, 20, "encoding"),
        (9, 1, "card-line"),
    ]


def test_none_of_the_thirteen_is_forgotten() -> None:
    assert sorted((*EXPECTED, "broken-in-a-stream")) == NAMES
    assert len(NAMES) == 13
    assert all(isinstance(one, Arrival) for name in NAMES for one in read(name).arrivals)
