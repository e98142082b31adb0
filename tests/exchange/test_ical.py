"""Calendars that other programs read: re-read with the icalendar library."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from dossierkit.exchange.ical import Entry, calendar_bytes

STAMP = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
DAY = date(2026, 12, 25)


def entry(**fields: Any) -> Entry:
    return Entry(**{"key": "k", "first": DAY, "last": DAY, "summary": "Christmas", **fields})


def events(*entries: Entry, name: str = "Lumora") -> list[Any]:
    """The events that a program finds in a calendar of ours."""
    calendar = Calendar.from_ical(calendar_bytes(name, entries, STAMP))
    assert [part.name for part in calendar.subcomponents] == ["VEVENT"] * len(entries)
    return list(calendar.walk("VEVENT"))


def test_an_all_day_event() -> None:
    (event,) = events(entry(description="Anna\nKarl", categories=("dossier", "greeting")))
    assert event["SUMMARY"] == "Christmas"
    assert event["DESCRIPTION"] == "Anna\nKarl"
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (DAY, date(2026, 12, 26))
    assert event["DTSTAMP"].dt == STAMP
    assert event["CATEGORIES"].cats == ["dossier", "greeting"]
    assert (event["STATUS"], event["CLASS"], event["TRANSP"]) == (
        "CONFIRMED",
        "PRIVATE",
        "TRANSPARENT",
    )


def test_an_estimated_day_is_tentative_and_a_span_ends_after_its_last_day() -> None:
    (event,) = events(entry(is_tentative=True, last=date(2026, 12, 31)))
    assert event["STATUS"] == "TENTATIVE"
    assert event["DTEND"].dt == date(2027, 1, 1)


def test_the_last_day_of_all_has_no_day_after_it() -> None:
    (event,) = events(entry(first=date.max, last=date.max))
    assert "DTEND" not in event


def test_the_bytes_are_as_the_standard_wants_them_and_always_the_same() -> None:
    entries = [entry(summary="王小明的生日" * 20), entry(key="b", description="x" * 300)]
    data = calendar_bytes("客户: follow-ups", entries, STAMP)
    assert data == calendar_bytes("客户: follow-ups", entries, STAMP)
    assert data.startswith(b"BEGIN:VCALENDAR\r\n")
    assert data.endswith(b"END:VCALENDAR\r\n")
    lines = data.split(b"\r\n")
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in lines)
    assert events(*entries)[0]["SUMMARY"] == "王小明的生日" * 20


def test_ids_stay_when_days_change_and_differ_between_books() -> None:
    def uid(name: str, **fields: Any) -> str:
        return str(events(entry(**fields), name=name)[0]["UID"])

    assert uid("Lumora") == uid("Lumora", first=date(2026, 1, 1), summary="other words")
    assert uid("Lumora") != uid("Lumora", key="another")
    assert uid("Lumora") != uid("Another book")


@pytest.mark.parametrize(
    ("url", "is_kept"),
    [
        ("https://www.lichtwoche.example/a?b=c", True),
        ("javascript:alert(1)", False),
        ("https://a.example\r\nEND:VEVENT", False),
        ("https://a.example/ä", False),
        (None, False),
    ],
)
def test_only_plain_web_addresses_become_links(url: str | None, is_kept: bool) -> None:
    (event,) = events(entry(url=url))
    assert ("URL" in event) == is_kept


EVIL = "Anna\r\nEND:VEVENT\nBEGIN:VEVENT\rSUMMARY:x\x0b\x85\u2028;,\\n\x00\u202e"


def test_no_text_can_begin_an_event() -> None:
    (event,) = events(entry(summary=EVIL, description=EVIL, categories=(EVIL,)), name=EVIL)
    assert event["SUMMARY"] == "Anna END:VEVENT BEGIN:VEVENT SUMMARY:x   ;,\\n  "
    assert event["DESCRIPTION"].startswith("Anna\nEND:VEVENT\nBEGIN:VEVENT\nSUMMARY:x")


@given(st.text(), st.text())
def test_whatever_stands_in_a_dossier_is_read_back_as_text(summary: str, description: str) -> None:
    (event,) = events(entry(summary=summary, description=description))
    assert "BEGIN" not in event
    assert event["UID"]
    printable = "".join(one for one in summary if one.isprintable())
    assert [*event["SUMMARY"].replace(" ", "")] == [*printable.replace(" ", "")]
