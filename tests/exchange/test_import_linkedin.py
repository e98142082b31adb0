"""The connections of LinkedIn, as it gives them out."""

from __future__ import annotations

from datetime import date

import pytest
from conftest import places

from dossierkit.exchange import linkedin
from dossierkit.exchange.arrival import Arrived, CannotRead, Options
from dossierkit.exchange.linkedin import read_linkedin
from dossierkit.exchange.readers import recognise

NOTES = 'Notes:\n"When exporting your connection data, you may notice, that …"\n\n'
HEAD = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"


def read(text: str) -> Arrived:
    return read_linkedin(text.encode(), "Connections.csv", Options(date(2026, 11, 28)))


def test_a_connection_is_read() -> None:
    row = "Anna,Schmidt,https://www.linkedin.com/in/anna,a@x.example,Brightlite,Buyer,28 Nov 2025\n"
    arrived = read(NOTES + HEAD + row)
    (anna,) = arrived.arrivals
    assert anna.place == "Connections.csv:5"
    assert dict(anna.facts) == {
        ("name",): "Anna Schmidt",
        ("given",): "Anna",
        ("family",): "Schmidt",
        ("reach", "linkedin"): "https://www.linkedin.com/in/anna",
        ("reach", "email"): ("a@x.example",),
        ("position", "title"): "Buyer",
        ("source", "channel"): "linkedin",
        ("source", "date"): "2025-11-28",
    }
    assert dict(anna.company) == {("name",): "Brightlite"}
    assert (anna.findings, arrived.findings) == ((), ())


def test_connections_of_before_2022_have_no_page() -> None:
    old = HEAD.replace("URL,", "") + "Anna,Schmidt,a@x.example,Brightlite,Buyer,28 Nov 2019\n"
    assert recognise(old.encode()) == "linkedin"
    (anna,) = read(old).arrivals
    assert anna.facts["reach", "email"] == ("a@x.example",)
    assert ("reach", "linkedin") not in anna.facts


def test_a_day_that_a_spreadsheet_has_shortened_is_kept_as_it_stands() -> None:
    (anna,) = read(HEAD + "Anna,Schmidt,,,,,28-Nov-25\n").arrivals
    assert anna.note == "Connected On: 28-Nov-25"
    assert [one.code for one in anna.findings] == ["date"]


def test_chinese_names_stand_as_they_are_written() -> None:
    assert read(HEAD + "小明,王,,,,,\n").arrivals[0].name == "王小明"


def test_a_bad_row_stops_no_other() -> None:
    rows = 'Bo,Lind,,,,,03/04/2025\n,,https://x.example,,,,\nEd,Day,,\n"Zo"e,X,,,,,\nJo,Fox,,,"A\nB",,\n'
    arrived = read(HEAD + rows)
    assert [one.name for one in arrived.arrivals] == ["Bo Lind", "Zoe X", "Jo Fox"]
    assert places(arrived.arrivals[0].findings) == [(2, 1, "ambiguous-date")]
    assert places(arrived.findings) == [(3, 1, "csv-row"), (4, 1, "csv-row")]
    long = read(f"{HEAD}Bo,Lind,,,,,\n{'x' * 200_000}\nEd,Day,,,,,\n")
    assert [one.name for one in long.arrivals] == ["Bo Lind", "Ed Day"]
    assert places(long.findings) == [(3, 1, "csv-row")]


def test_columns_that_are_new_are_said() -> None:
    arrived = read(HEAD.strip() + ",Shoe\nBo,Lind,,,,,,43\n")
    assert [(one.code, one.message) for one in arrived.findings] == [
        ("unknown-column", "left out, since these columns are not known: Shoe")
    ]


def test_other_files_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CannotRead, match="has no row of LinkedIn's columns: First Name,"):
        read("a,b\n1,2\n")
    monkeypatch.setattr(linkedin, "MOST_ARRIVALS", 1)
    with pytest.raises(CannotRead, match="more than 1 rows; split it"):
        read(HEAD + "A,B,,,,,\nC,D,,,,,\n")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"BEGIN:VCARD\r\n", "vcard"),
        (b"\xef\xbb\xbf\r\nbegin:vcard\r\n", "vcard"),
        ("\ufeffBEGIN:VCARD\r\n".encode("utf-16-le"), "vcard"),
        ((NOTES + HEAD).encode(), "linkedin"),
        (b"PK\x03\x04...", "xlsx"),
        (b'{"id": "anna"}\n', "jsonl"),
        (b"From a@x.example Mon\nFrom: a@x.example\n\nHi\n", "signatures"),
        (b"Subject: Hi\nFrom: a@x.example\n b\n\nHi\n", "signatures"),
        (b"name;mail\nAnna;a@x.example\n", "csv"),
        (b"just text", None),
    ],
)
def test_files_are_told_apart_by_their_content(data: bytes, kind: str | None) -> None:
    assert recognise(data) == kind
