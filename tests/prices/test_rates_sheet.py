"""Lily downloads the central bank's rates, in whatever form it offers them that day."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossierkit.prices.rates_sheet import MOST_BYTES, Sheet, read_sheet

DAILY = b"Date, USD, JPY, CNY, \n27 November 2026, 1.1573, 178.61, 8.2010, \n"
HISTORY = (
    b"Date,USD,JPY,RUB,\n2026-11-27,1.1573,178.61,N/A,\n2026-11-26,1.1570,178.10,N/A,\n"
    b"2022-03-01,1.1162,128.31,117.201,\n"
)
XML = b"""<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01"
 xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
  <gesmes:subject>Reference rates</gesmes:subject>
  <Cube>
    <Cube time='2026-11-27'>
      <Cube currency='USD' rate='1.1573'/>
      <Cube currency='JPY' rate='178.61'/>
    </Cube>
  </Cube>
</gesmes:Envelope>
"""
OURS = b"date,from,to,rate,source\n2026-11-27,USD,NGN,1447.50,own bank\n"


def zipped(*files: tuple[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return stream.getvalue()


def shown(sheet: Sheet) -> list[tuple[str, str, str, str, str]]:
    assert sheet.findings == ()
    return [(str(one.date), one.base, one.quote, str(one.rate), one.source) for one in sheet.rates]


def wrong(data: bytes, name: str = "x.csv") -> tuple[str, int, str]:
    sheet = read_sheet(name, data)
    (finding,) = sheet.findings
    assert finding.is_error
    return finding.path, finding.line, finding.message


def test_the_daily_table() -> None:
    assert shown(read_sheet("eurofxref.csv", DAILY)) == [
        ("2026-11-27", "EUR", "USD", "1.1573", "ECB"),
        ("2026-11-27", "EUR", "JPY", "178.61", "ECB"),
        ("2026-11-27", "EUR", "CNY", "8.2010", "ECB"),
    ]


def test_the_history_without_those_that_have_ended() -> None:
    sheet = read_sheet("eurofxref-hist.csv", HISTORY)
    assert len(shown(sheet)) == 7
    assert sheet.newest == date(2026, 11, 27)
    assert ("2022-03-01", "EUR", "RUB", "117.201", "ECB") in shown(sheet)


def test_zipped_with_other_line_ends_and_a_mark_in_front() -> None:
    data = b"\xef\xbb\xbf" + DAILY.replace(b"\n", b"\r\n")
    assert shown(read_sheet("eurofxref.zip", zipped(("eurofxref.csv", data))))[0][3] == "1.1573"


def test_as_xml() -> None:
    assert shown(read_sheet("eurofxref-daily.xml", XML)) == [
        ("2026-11-27", "EUR", "USD", "1.1573", "ECB"),
        ("2026-11-27", "EUR", "JPY", "178.61", "ECB"),
    ]


def test_our_own_columns() -> None:
    assert shown(read_sheet("bank.csv", OURS)) == [
        ("2026-11-27", "USD", "NGN", "1447.50", "own bank")
    ]
    bad = OURS.replace(b"1447.50", b"1.447,50").replace(b",", b";").replace(b"1.447;50", b"1,5")
    assert read_sheet("bank.csv", bad).findings[0].line == 2


@pytest.mark.parametrize(
    ("data", "line", "message"),
    [
        (b"", 1, "the first line names no columns of a file of rates"),
        (b"name,price\nA,1\n", 1, "the first line names no columns of a file of rates"),
        (b"Date,USD,dollar\n", 1, "the first line names no columns of a file of rates"),
        (b"Date,USD\n", 1, "there are no rates below the first line"),
        (b"Date,USD\n2026-11-27,N/A\n", 1, "there are no rates below the first line"),
        (b"Date,USD\n\n2026-11-27,0\n", 3, "'0' is no rate of USD"),
        (b"Date,USD\n2026-11-27,1e3\n", 2, "'1e3' is no rate of USD"),
        (b"Date,USD\n2026-11-27,-1\n", 2, "'-1' is no rate of USD"),
        (b"Date,USD\n2026-02-30,1.1\n", 2, "there is no day 2026-02-30"),
        (b"Date,USD\n31 February 2026,1.1\n", 2, "there is no day 31 February 2026"),
        (b"Date,USD\n27 Novembre 2026,1.1\n", 2, "'27 Novembre 2026' is no date"),
        (b"Date,USD\n2026-11-27,1.1,2\n", 2, "3 cells where the first line names 2 columns"),
        (b'Date,USD\n"2026-11-27,1.1\n', 2, "the row can't be read: unexpected end of data"),
        (b"Date,USD\n\xff\xfe\n", 2, "the file is not UTF-8"),
        (b"<html><body>404</body>", 1, "the file is no XML: no element found"),
        (b"<html></html>", 1, "there are no rates in it"),
        (XML.replace(b"1.1573", b"cheap"), 7, "'cheap' is no rate of USD"),
        (XML.replace(b"USD", b"US$"), 7, "'US$' is no currency"),
        (XML.replace(b"2026-11-27", b"yesterday").replace(b"JPY' r", b"J' r"), 7, ""),
        (b"PK\x03\x04 and no more", 1, "the archive can't be read: File is not a zip file"),
        (zipped(), 1, "the archive holds 0 tables, not one"),
        (zipped(("a.csv", DAILY), ("b.csv", DAILY)), 1, "the archive holds 2 tables, not one"),
        (zipped(("a.csv", zipped(("b.csv", DAILY)))), 1, "an archive in the archive"),
    ],
)
def test_wrong_files_are_named_with_their_line(data: bytes, line: int, message: str) -> None:
    sheet = read_sheet("x.csv", data)
    assert sheet.findings[0].line == line
    assert sheet.findings[0].message.startswith(message)
    assert sheet.findings[0].path.startswith("x.csv")


def test_what_makes_small_files_large() -> None:
    bomb = zipped(("a.csv", DAILY + b" " * (MOST_BYTES + 1)))
    assert len(bomb) < 100_000
    assert wrong(bomb)[2] == "the file is larger than 32 MiB"
    assert wrong(b" " * (MOST_BYTES + 1))[2] == "the file is larger than 32 MiB"
    laughs = b'<?xml version="1.0"?>\n<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;">]><x>&b;</x>'
    assert wrong(laughs) == (
        "x.csv",
        2,
        "the file declares a document type or entities, which files of rates don't",
    )
    outside = b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>'
    assert "document type" in wrong(outside)[2]


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_no_file_breaks_it(data: bytes) -> None:
    sheet = read_sheet("x", data)
    assert sheet.rates or sheet.findings or b"from" in data.lower()


@given(st.decimals("0.0001", 100000, places=4))
def test_a_rate_keeps_its_digits(rate: Decimal) -> None:
    sheet = read_sheet("x", f"Date,USD\n2026-11-27,{rate:f}\n".encode())
    assert sheet.rates[0].rate == rate
