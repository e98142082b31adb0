"""Exactly one recipient, the address in the dossier, or a refusal (promise 7)."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from pathlib import Path

import pytest
from letterbook import customer
from postbook import TODAY, make_post

from dossierkit.book.load import load
from dossierkit.mail.headers import UnsafeHeader, address_header
from dossierkit.mail.job import Rendered
from dossierkit.mail.message import Key, Person, build
from dossierkit.mail.sending.draft import Draft, DraftError, parsed
from dossierkit.mail.sending.plan import Held, Planner, Wishes
from dossierkit.mail.sending.wire import wire
from dossierkit.schema.codes import parse_address
from dossierkit.schema.types import Refused

FORMS = (
    "a@x.example, b@y.example", "a@x.example;b@y.example", "group: a@x.example, b@y.example;",
    "Sanchez, Maria <maria@acme.example>", '"ceo@acme.example" <evil@x.example>',
    "alice@example.org)bob@example.com", "a@x.example\nBcc: b@y.example", "a@x.example b@y.example",
    "<a@x.example>", "a@x.example>", "a@@x.example", "a@x.example,", "@x.example", "a@",
    "a..b@x.example", ".a@x.example", "a@-x.example", "a@x..example", "a@[127.0.0.1]",
    "a@x.example\0", "a@x.example\u2028b@y.example", '"a b"@x.example', "a\\@b@x.example",
    "a@x.example%0d%0ab@y.example", "=?utf-8?q?a=40x=2Eexample?=", "mailto:a@x.example",
)  # fmt: skip
PIECES = (
    *("a", "anna", "b.c", "x+y", "é", "м", "王", "..", ".", "-", "_", "%", "'", '"', "\\"),
    *("(", ")", "<", ">", ",", ";", ":", "@", "@x.example", "@bücher.example", "@аcme.example"),
    *("=?utf-8?q?=0A?=", " ", "\t", "\r\n", "\n", "\0", "\x7f", "\u2028", "\u202e"),
    *("Bcc: b@y.example", "[1.2.3.4]"),
)  # fmt: skip


def odd(source: random.Random) -> str:
    return "".join(source.choices(PIECES, k=source.randint(1, 6)))


def draft_to(name: str, address: str) -> Draft:
    """A draft, as it comes back from its file."""
    key = Key("anna", "service", "", TODAY)
    content = Rendered("Hello", "Dear Anna\n", "<p>Dear Anna</p>")
    sender = Person("Lily", "lily@lumora.example")
    return parsed(build(key, sender, Person(name, address), content, ("en",), None), Path(), "x")


def test_10000_odd_addresses() -> None:
    source, sent, refused = random.Random(7), 0, 0
    for number in range(10_000):
        text = f"a{number}@x.example" if number % 5 == 0 else odd(source)
        name = odd(source) if number % 3 else "Anna Schmidt"
        try:
            address = parse_address(text)
        except Refused:
            refused += 1
            continue
        try:
            draft = draft_to(name, address)
        except (UnsafeHeader, DraftError):
            refused += 1
            continue
        assert draft.recipient.address == address
        sent += 1
        if number % 20 == 0:
            message = wire(draft, draft.recipient, "<1@lumora.example>", datetime.now(UTC))
            head = message.partition(b"\r\n\r\n")[0]
            assert head.count(b"\r\nTo: ") == 1
            assert b"\r\nBcc:" not in head
    assert sent + refused == 10_000
    assert sent > 1000
    assert refused > 5000


@pytest.mark.parametrize("form", FORMS)
def test_forms_of_several_addresses_are_refused(tmp_path: Path, form: str) -> None:
    with pytest.raises(Refused):
        parse_address(form)
    with pytest.raises(UnsafeHeader):
        address_header("To", "Anna", form)
    data = draft_bytes().replace(b"<anna@brightlite.example>", form.encode())
    root = make_post(tmp_path, ("anna",))
    file = next((root / "outbox").glob("*.eml"))
    file.write_bytes(data)
    try:
        draft = parsed(data, file, "x")
    except DraftError:
        return
    found = Planner(load(root), TODAY, Wishes()).examine(draft)
    assert isinstance(found, Held), found


def draft_bytes() -> bytes:
    return draft_to("Anna", "anna@brightlite.example").data


@pytest.mark.parametrize("form", FORMS)
def test_a_dossier_with_such_an_address_gets_nothing(tmp_path: Path, form: str) -> None:
    text = customer(reach="{email: [" + repr(form).replace("\\x00", "\\\\0") + "]}")
    root = make_post(tmp_path, ("anna",), **{"dossiers/customers/anna.md": text})
    book = load(root)
    draft = draft_to("Anna", "a@x.example")
    found = Planner(book, TODAY, Wishes()).examine(draft)
    assert isinstance(found, Held), form
