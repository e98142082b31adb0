"""Dates, countries and characters as other programs write them."""

from __future__ import annotations

import pytest

from dossierkit.exchange.arrival import CannotRead
from dossierkit.exchange.characters import decode_file, encoding_of
from dossierkit.exchange.country_names import country_code
from dossierkit.exchange.days import read_day
from dossierkit.exchange.readers import reader_of
from dossierkit.schema.types import Refused


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-04-03", "2026-04-03"),
        ("2026/4/3", "2026-04-03"),
        ("2026.04.03 10:30", "2026-04-03"),
        ("2026年4月3日", "2026-04-03"),
        ("2026年4月", "2026-04"),
        ("2026年", "2026"),
        ("20260403", "2026-04-03"),
        ("2026-04-03T10:30:00+02:00", "2026-04-03"),
        ("2026-04", "2026-04"),
        ("2026", "2026"),
        ("3 Apr 2026", "2026-04-03"),
        ("3rd April, 2026", "2026-04-03"),
        ("April 3, 2026", "2026-04-03"),
        ("Fri, 03 Apr 2026 10:30:00 +0000", "2026-04-03"),
        ("25/12/2026", "2026-12-25"),
        ("12/25/2026", "2026-12-25"),
        ("04/04/2026", "2026-04-04"),
    ],
)
def test_a_date_that_can_be_one_day_only_is_read(text: str, day: str) -> None:
    assert read_day(text) == day


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("03/04/2026", "dmy", "2026-04-03"),
        ("03/04/2026", "mdy", "2026-03-04"),
        ("03.04.26", "dmy", "2026-04-03"),
        ("26/04/03", "ymd", "2026-04-03"),
        ("3 4 2026", "dmy", "2026-04-03"),
    ],
)
def test_an_ambiguous_date_is_refused_until_its_order_is_named(
    text: str, order: str, day: str
) -> None:
    with pytest.raises(Refused) as refused:
        read_day(text)
    assert refused.value.code == "ambiguous-date"
    assert "--dates dmy, mdy or ymd" in refused.value.hint
    assert read_day(text, order) == day


@pytest.mark.parametrize(
    ("text", "order", "code"),
    [
        ("soon", "", "date"),
        ("3 Foo 2026", "", "date"),
        ("2026-02-30", "", "impossible-date"),
        ("2026-13", "", "impossible-date"),
        ("99/99/2026", "", "impossible-date"),
        ("25/12/2026", "mdy", "impossible-date"),
        ("31 Feb 2026", "", "impossible-date"),
        ("123/4/2026", "", "impossible-date"),
    ],
)
def test_what_is_no_day_is_refused(text: str, order: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        read_day(text, order)
    assert refused.value.code == code
    assert refused.value.hint


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Germany", "de"),
        ("deutschland", "de"),
        ("DE", "de"),
        ("德国", "de"),
        ("U.K.", "gb"),
        ("USA", "us"),
        ("Türkiye", "tr"),
        ("Cote d'Ivoire", None),
        ("Hong  Kong", "hk"),
        ("P.R. China", "cn"),
        ("Atlantis", None),
        ("", None),
    ],
)
def test_countries_are_known_by_many_names(text: str, code: str | None) -> None:
    assert country_code(text) == code


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("Müller 王".encode(), "utf-8"),
        ("Müller".encode("utf-8-sig"), "utf-8-sig"),
        ("Müller".encode("utf-16"), "utf-16"),
        ("Anna Schmidt".encode("utf-16-le"), "utf-16-le"),
        ("Anna Schmidt".encode("utf-16-be"), "utf-16-be"),
        ("Anna".encode("utf-32"), "utf-32"),
        ("王小明,深圳".encode("gbk"), "gb18030"),
        ("Müller, Größe, Façade".encode("cp1252"), "cp1252"),
        ("王朙".encode("gb18030"), "gb18030"),
        (b"a", "utf-8"),
    ],
)
def test_encodings_are_told_by_their_bytes(data: bytes, encoding: str) -> None:
    assert encoding_of(data) == encoding


def test_a_guess_is_said_with_the_remedy() -> None:
    found = decode_file("王小明".encode("gbk"), "a.csv")
    assert found.text == "王小明"
    assert [(one.code, one.severity) for one in found.findings] == [("encoding", "warning")]
    assert "--encoding cp1252" in found.findings[0].hint
    assert decode_file(b"M\xfcller", "a.csv").text == "Müller"
    assert decode_file("Müller".encode("utf-16"), "a.csv").text == "Müller"
    assert decode_file("Müller".encode("utf-8-sig"), "a.csv").findings == ()
    assert decode_file(b"M\xfcller", "a.csv", "latin-1").findings == ()


def test_what_cannot_be_decoded_is_refused_with_its_place() -> None:
    with pytest.raises(CannotRead, match=r"a\.csv:2: byte 0xff can't be read as utf-8"):
        decode_file(b"ok\n\xff\n", "a.csv", "utf-8")
    with pytest.raises(CannotRead, match="there is no encoding 'klingon'"):
        decode_file(b"ok", "a.csv", "klingon")
    with pytest.raises(CannotRead, match=r"byte 0x81 can't be read as cp1252"):
        decode_file(b"a \x81 b", "a.csv")


def test_kinds_that_nobody_knows_are_refused() -> None:
    with pytest.raises(CannotRead, match="there is no kind 'fax'; there are vcard"):
        reader_of("fax")
    assert reader_of("vcard").__name__ == "read_vcards"
