"""Nothing typed into a dossier can add mail headers or recipients (promises 7, 8)."""

from __future__ import annotations

import email
import email.header
import email.policy
import email.utils
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from letterbook import opened

from dossierkit.mail.headers import UnsafeHeader, address_header, checked, text_header
from dossierkit.mail.job import Rendered
from dossierkit.mail.message import (
    Key,
    Person,
    build,
    is_untouched,
    message_id,
    read_headers,
    read_person,
)

KEY = Key("anna", "greeting", "", date(2026, 11, 20))
LILY = Person("Lily Zhang", "lily@lumora.example")
NAMES = [
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "Content-Language",
    "X-Unsent",
    "X-Dossier-Letter",
    "MIME-Version",
    "Content-Type",
    "X-Dossier-Digest",
]


def message(
    name: str = "Anna Schmidt", subject: str = "Hello", address: str = "a@x.example"
) -> bytes:
    content = Rendered(subject, "Hello\n", "<p>Hello</p>\n")
    return build(KEY, LILY, Person(name, address), content, ("de", "en"), "Asia/Shanghai")


HOSTILE = (
    *("\r\n", "\n", "\r", "\0", "\x85", "\u2028", "\u202e", "\ud800", " ", "\t", "💡", "\x1b[31m"),
    *("=?UTF-8?Q?=0A?=", "=?utf-8?b?DQpCY2M6IGVAeA==?=", "=?", "?=", "Bcc: evil@x.example"),
    *("<evil@x.example>", ", ", ";", '"', "\\", "(", ")", "@", ":", "Müller", "王小明", "Anna"),
)


def typed(chance: Random) -> str:
    """What somebody might have typed or pasted."""
    pieces = chance.choices(
        HOSTILE[8:] if chance.random() < 0.5 else HOSTILE, k=chance.randint(1, 8)
    )
    return "".join(pieces) + chr(chance.choice((chance.randrange(0x20, 0x250), 0x4E00)))


@settings(max_examples=250, deadline=None)
@given(st.integers(0, 2**32))
def test_whatever_names_and_subjects_hold_the_headers_stay_the_same(seed: int) -> None:
    """5,000 values: twenty by each seed, half of them names and half subjects."""
    chance = Random(seed)
    for _ in range(10):
        check_headers(typed(chance), typed(chance))


@pytest.mark.parametrize(
    ("name", "subject"),
    [
        ("x\r\nBcc: evil@x.example", "Hello"),
        ("Anna", "A 💩 subject=?UTF-8?Q?=0A?=Bcc: injected@x.example"),
        ("Anna =?UTF-8?Q?=0ABcc=3A?= x", "Hello"),
        ("Anna", "Hello\0"),
    ],
)
def test_known_injections_are_refused(name: str, subject: str) -> None:
    with pytest.raises(UnsafeHeader):
        message(name, subject)


def check_headers(name: str, subject: str) -> None:
    try:
        data = message(name, subject)
    except UnsafeHeader:
        return
    head = data.partition(b"\r\n\r\n")[0].replace(b"\r\n", b"")
    assert not any(byte < 0x20 or byte > 0x7E for byte in head)
    assert all(len(line) <= 998 for line in data.split(b"\r\n"))
    assert email.message_from_bytes(data).keys() == NAMES


READABLE = [
    "Sanchez, Maria",
    'Smith, John "Jack" (Ltd.) <x@y.example>',
    "Müller-Lüdenscheidt, Hans-Jürgen von und zu der lange Weg GmbH & Co. KG, Einkauf",
    "上海市浦东新区照明进出口贸易有限公司采购部经理王小明先生暨全体同仁敬上以及其他非常长的名字",
    "محمد بن عبد الله القحطاني",
    "O'Neil; Pat: the \\ one",
    "Long Trading " * 20,
    "e̊ combined 👩‍👩‍👧",
]


@pytest.mark.parametrize("name", [name.strip() for name in READABLE])
def test_names_arrive_as_they_were_written_with_one_recipient(name: str) -> None:
    read = opened(message(name, subject=f"For {name}"))
    to = read["To"].addresses
    assert [(one.display_name, one.addr_spec) for one in to] == [(name, "a@x.example")]
    assert read["Subject"] == f"For {name}"


@pytest.mark.parametrize(
    "address",
    [
        *("a@x.example, b@y.example", "a@x;b@y", "g: a@x.example;", "Maria <a@x.example>", ""),
        *("alice@example.org)bob@x.example", "a..b@x.example", "a@x\r\nBcc: b@y", "@x.example"),
        "a@ü.example",
    ],
)
def test_only_one_plain_address_is_a_recipient(address: str) -> None:
    with pytest.raises(UnsafeHeader):
        address_header("To", "Anna", address)


def test_what_is_wrong_with_a_value_is_said() -> None:
    with pytest.raises(UnsafeHeader, match=r"Subject holds the character U\+000A"):
        checked("Subject", "a\nb")
    with pytest.raises(UnsafeHeader, match="longer than 400"):
        text_header("Subject", "x" * 401)
    with pytest.raises(UnsafeHeader, match="is empty"):
        text_header("Subject", "  ")


def test_the_longest_value_still_fits_a_line() -> None:
    assert opened(message(subject="x" * 400))["Subject"] == "x" * 400
    assert opened(message(subject="王" * 400))["Subject"] == "王" * 400


def test_a_name_too_long_for_a_line_is_refused() -> None:
    with pytest.raises(UnsafeHeader, match="shorten it"):
        message("王" * 300)


def test_headers_that_do_not_read_back_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def careless(name: str, value: str) -> bytes:
        return f"{name}: {value}\r\n".encode()

    monkeypatch.setattr("dossierkit.mail.message.text_header", careless)
    for subject in ("a\r\nBcc: b@x.example", "=?utf-8?q?a?= b"):
        with pytest.raises(UnsafeHeader, match="read back"):
            message(subject=subject)


LINES = st.sampled_from(
    [
        "To",
        "X-A",
        "Subject",
        ":",
        ": ",
        " ",
        "\r\n",
        "\r\n ",
        "\r\n\t",
        "\n",
        "\r",
        "a",
        "<a@x>",
        "é",
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(LINES, max_size=14).map("".join))
def test_headers_are_read_as_by_the_standard_parser_or_not_at_all(text: str) -> None:
    block = text.encode()
    if found := read_headers(block):
        assert found == email.message_from_bytes(block + b"\r\n").items()


def test_folded_headers_are_read() -> None:
    block = message(subject="王" * 60).partition(b"\r\n\r\n")[0] + b"\r\n"
    assert b"\r\n " in block
    assert read_headers(block) == email.message_from_bytes(block + b"\r\n").items()


ENCODED = address_header("To", "王小明", "w@x.example").decode()[4:-2]
PIECES = st.sampled_from(
    [
        *("Anna", " ", "  ", "Sanchez, Maria", '"Anna"', "<a@x.example>", " <b@y-z.example>"),
        *("a@x", "(", ENCODED, "=?utf-8?b?eA==?="),
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=5).map("".join))
def test_a_person_is_read_as_by_the_standard_parser(value: str) -> None:
    found = email.utils.getaddresses([value])
    if len(found) != 1:
        assert read_person(value) is None
        return
    name = str(email.header.make_header(email.header.decode_header(found[0][0])))
    assert read_person(value) == Person(name, found[0][1])


def test_the_same_letter_has_the_same_bytes_and_identity() -> None:
    assert message() == message()
    assert message_id(KEY, LILY.address) == opened(message())["Message-ID"]
    other = message_id(KEY._replace(occasion="birthday"), LILY.address)
    assert other != message_id(KEY, LILY.address)
    assert other.endswith("@lumora.example>")
    assert len(other.partition("@")[0]) == 33


def test_a_draft_says_that_it_was_not_sent() -> None:
    read = opened(message())
    assert read["X-Unsent"] == "1"
    assert read["Date"] == "Fri, 20 Nov 2026 09:00:00 +0800"
    assert read["Content-Language"] == "de, en"
    assert read.get_content_type() == "multipart/alternative"
    assert [one.get_content_type() for one in read.iter_parts()] == ["text/plain", "text/html"]


def test_a_letter_without_a_time_zone_is_dated_in_utc() -> None:
    content = Rendered("Hello", "x\n", "<p>x</p>")
    for zone in (None, "Moon/Crater", "../etc/passwd"):
        data = build(KEY, LILY, Person("Anna", "a@x.example"), content, ("en",), zone)
        assert opened(data)["Date"] == "Fri, 20 Nov 2026 09:00:00 +0000"


def test_an_edited_draft_is_noticed_but_not_other_line_ends() -> None:
    data = message()
    assert is_untouched(data)
    assert is_untouched(data.replace(b"\r\n", b"\n"))
    assert not is_untouched(data.replace(b"To: Anna", b"To: Anne"))
    assert not is_untouched(data[:-20])
    assert not is_untouched(b"From: a\n\nno digest at all")
