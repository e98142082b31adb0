"""Drafts that a person changed in an editor, and what stands beside them: read strictly, or not
sent, each with the reason; the others still go."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from letterbook import opened, write
from postbook import TODAY, logged, make_post, policy, put_draft, serving, states

from dossierkit.mail.sending import draft as drafts_module
from dossierkit.mail.sending.draft import DraftError, read_draft
from dossierkit.mail.sending.entry import log_entry

Run = Callable[..., Any]
DAY = ("--on", "2026-11-20")
NAME = "2026-11-20-service-anna"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A draft to Anna in a book of hers."""
    return next((make_post(tmp_path, ("anna",)) / "outbox").glob("*.eml"))


def change(file: Path, old: bytes, new: bytes) -> Path:
    data = file.read_bytes()
    assert old in data
    file.write_bytes(data.replace(old, new, 1))
    return file


def refused(file: Path) -> str:
    """Why a draft can't be sent as it is."""
    with pytest.raises(DraftError) as caught:
        read_draft(file, "x")
    return str(caught.value)


# What stands beside a quote


def quote(root: Path, note: Any) -> Path:
    file = put_draft(root, "anna", "quote")
    text = note if isinstance(note, str) else json.dumps(note)
    file.with_suffix(".json").write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("note", "why"),
    [
        ("[", "it is no JSON"),
        ("[" * 30_000, "it is no JSON"),
        ("\udcff", "it is no JSON"),
        ("[1]", "it is no list of names and values"),
        ({"event": "quote", "money": "12.400,00 USD"}, "'money' is '12.400,00 USD', not like"),
        ({"event": "quote", "money": 12400}, "'money' is no text"),
        ({"event": "quote", "valid": "end of May"}, "'valid' is 'end of May', not like 2026-12-31"),
        ({"event": "quote", "valid": "2026-02-30"}, "'valid' is '2026-02-30'"),
        ({"event": "quote", "tags": 5}, "'tags' is no list"),
        ({"event": "quote", "tags": ["Q 1"]}, "'tags' holds what is no tag"),
        ({"event": "quote", "tags": [5]}, "'tags' holds what is no tag"),
        ({"text": "x" * 70_000}, "it is larger than 64 KB"),
    ],
)
def test_an_odd_note_keeps_its_quote_back_and_no_other(
    run: Run, tmp_path: Path, note: Any, why: str
) -> None:
    root = make_post(tmp_path)
    data = note.encode("utf-8", "surrogateescape") if isinstance(note, str) else b""
    file = quote(root, "" if data else note)
    if data:
        file.with_suffix(".json").write_bytes(data)
    with serving() as server:
        (root / "dossiers/book.yaml").write_text(policy(server.port))
        done = run("send", "--yes", "3", *DAY, book=root)
    assert done.status == 1
    assert f"{file.stem}.json beside it can't be read: {why}" in done.stderr
    assert len(server.seen) == 3


def test_a_note_that_cannot_be_opened(tmp_path: Path) -> None:
    file = put_draft(make_post(tmp_path, ()), "anna", "quote")
    file.with_suffix(".json").mkdir()
    assert "2026-11-20-quote-anna.json beside it can't be opened: Is a directory" in refused(file)


def test_a_note_with_nothing_said_leaves_the_subject(tmp_path: Path) -> None:
    file = quote(make_post(tmp_path, ()), {"money": None, "tags": None, "event": ""})
    line = log_entry(read_draft(file, "x"), TODAY, "lily").line
    assert line == "2026-11-20 quote out by lily: Hello anna"
    file = quote(tmp_path, {"event": "quote", "text": "valid 2026-12-31, 5 pcs", "tags": ["#Q-1"]})
    note = json.loads(file.with_suffix(".json").read_text()) | {"valid": "2026-12-31"}
    file.with_suffix(".json").write_text(json.dumps(note))
    line = log_entry(read_draft(file, "x"), TODAY, "lily").line
    assert line == "2026-11-20 quote out by lily: valid 2026-12-31, 5 pcs #Q-1"


def test_a_subject_makes_neither_tags_nor_links_in_the_log(tmp_path: Path) -> None:
    root = make_post(tmp_path, ())
    file = put_draft(
        root, "anna", "greeting", occasion="birthday", subject="#1 for [[karl-brandt]]"
    )
    line = log_entry(read_draft(file, "x"), TODAY, "lily").line
    assert line == "2026-11-20 greeting out by lily: 1 for [karl-brandt]] #birthday"


def test_a_letter_whose_line_in_the_log_cannot_be_written_does_not_go(
    run: Run, tmp_path: Path
) -> None:
    root = make_post(tmp_path, ())
    write(root, {"dossiers/customers/anna.md": "---\nname: Anna\nowner: lily\n"
                 "reach: {email: [anna@brightlite.example]}\n---\n"})  # fmt: skip
    note = {"event": "quote", "money": "XXX 1.5", "text": "a\x1bb"}
    file = quote(root, note)
    with serving() as server:
        (root / "dossiers/book.yaml").write_text(policy(server.port))
        done = run("send", file.stem, "--yes", *DAY, book=root)
    assert done.status == 1
    assert "control character" in done.stderr
    assert server.sessions == 0


# What a person typed into the file


def test_a_subject_typed_in_chinese_goes_out_as_typed(run: Run, file: Path) -> None:
    change(file, b"Subject: Hello anna", "Subject: 您好，Anna".encode())
    change(file, b"To: Anna <", "To: 安娜 <".encode())
    with serving() as server:
        (file.parents[1] / "dossiers/book.yaml").write_text(policy(server.port))
        assert run("send", NAME, "--yes", *DAY, book=file.parents[1]).status == 0
    message = opened(server.seen[0].message)
    assert (message["Subject"], message["To"]) == (
        "您好，Anna",
        "安娜 <anna@brightlite.example>",
    )
    assert logged(file.parents[1], "anna") == ["email 您好，Anna"]


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        (b"Subject: Hello", b"Subject: Gr\xfc\xdfe", "Subject is not in UTF-8"),
        (b"Subject: Hello", b"Subject: =?x-klingon?b?YWJj?=", "Subject can't be decoded"),
        (b"Subject: Hello", b"Subject: =?utf-8?b?YWJj=YQ?=", "Subject can't be decoded"),
        (b"To: Anna ", b"To: =?x-klingon?b?YWJj?= ", "To can't be decoded"),
        (b"To: Anna ", b"To: =?a?b?YWI=?= " * 2 + b"=?a?b?YWI=?= !,", "exactly one address"),
        (b"service - 2026-11-20", b"service - 2026-02-30", "'X-Dossier-Letter' was changed"),
        (b"\r\nSubject: Hello anna", b"\r\nSubject: {{ name }}", "'{{' is left over"),
        (b"\r\nMIME-Version", b"\r\nResent-To: x@x.example\r\nMIME-Version", "has a 'Resent-To'"),
    ],
)
def test_headers_changed_for_the_worse(file: Path, old: bytes, new: bytes, why: str) -> None:
    assert why in refused(change(file, old, new))


def test_a_name_of_forty_encoded_words_is_read_at_once(file: Path) -> None:
    """Each of them could be read in two ways, and all of them in a million millions."""
    name = b"=?utf-8?b?YWI=?= " * 40
    assert "exactly one address" in refused(change(file, b"To: Anna ", b"To: " + name + b"!,"))


def test_a_quoted_name(file: Path) -> None:
    change(file, b"To: Anna <", b'To: "Schmidt, \\"A.\\"" <')
    assert read_draft(file, "x").recipient.name == 'Schmidt, "A."'
    change(
        file, b'To: "Schmidt, \\"A.\\"" <anna@brightlite.example>', b"To: anna@brightlite.example"
    )
    assert read_draft(file, "x").recipient == ("", "anna@brightlite.example")


def body(file: Path, kind: str, text: str, more: str = "", charset: str = "utf-8") -> Path:
    """The draft with another body, as a mail program saves it."""
    head = file.read_bytes().partition(b"MIME-Version")[0]
    lines = f"MIME-Version: 1.0\r\nContent-Type: {kind}; charset={charset}\r\n{more}\r\n{text}"
    file.write_bytes(head + lines.encode())
    return file


def test_what_was_left_over_in_the_html_only(file: Path) -> None:
    page = "<style>@media print {p {color: red}}</style><!-- TODO --><p>Dear &#123;{ name }}"
    assert "'{{' is left over" in refused(body(file, "text/html", page))
    body(file, "text/html", page.replace("&#123;{ name }}", "Anna"))
    assert read_draft(file, "x").text == ""


def test_a_letter_that_says_nothing(file: Path) -> None:
    assert "it says nothing" in refused(body(file, "text/plain", " \r\n"))


@pytest.mark.parametrize("charset", ["klingon", "idna", "us-ascii"])
def test_words_in_an_encoding_that_nobody_knows(file: Path, charset: str) -> None:
    body(file, "text/plain", "Grüße, ...\r\n", "Content-Transfer-Encoding: 8bit\r\n", charset)
    assert read_draft(file, "x").text == "Grüße, ...\n"


def test_parts_inside_parts_inside_parts(file: Path) -> None:
    head = file.read_bytes().partition(b"MIME-Version")[0]
    parts = (f"Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n" for n in range(3000))
    file.write_bytes(head + "".join(parts).encode())
    assert "its parts are nested too deeply" in refused(file)


def test_a_draft_that_cannot_be_opened_or_is_too_large(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: Path
) -> None:
    assert refused(tmp_path / "dossiers") == "it can't be opened: Is a directory"
    monkeypatch.setattr(drafts_module, "LARGEST", 100)
    assert "it is larger than 28 MB" in refused(file)


def test_a_picture_without_a_name_counts_by_its_id(file: Path) -> None:
    head = file.read_bytes().partition(b"MIME-Version")[0]
    file.write_bytes(
        head + b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n"
        b"--b\r\nContent-Type: text/plain\r\n\r\nHello\r\n"
        b"--b\r\nContent-Type: image/png\r\nContent-ID: <\xfcx>\r\n\r\nPNG\r\n"
        b"--b\r\nContent-Type: application/pdf\r\n\r\nPDF\r\n--b--\r\n"
    )
    names = [piece.name for piece in read_draft(file, "x").pieces]
    assert names[0] == ""
    assert all(type(name) is str for name in names)
    assert names[2] == "application/pdf"
    assert "application/pdf" in read_draft(file, "x").hashes()


# What travels of it


def sent_message(run: Run, file: Path) -> Any:
    with serving() as server:
        (file.parents[1] / "dossiers/book.yaml").write_text(policy(server.port))
        done = run("send", NAME, "--yes", *DAY, book=file.parents[1])
    assert done.status == 0, done.stderr
    return opened(server.seen[0].message)


def test_an_answer_to_somebody_else_of_ours(run: Run, file: Path) -> None:
    change(file, b"\r\nMIME", b"\r\nReply-To: Tom <tom@lumora.example>\r\nMIME")
    message = sent_message(run, file)
    assert message["Reply-To"] == '"tom@lumora.example" <tom@lumora.example>'


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Reply-To: a@x.example, b@x.example", "Reply-To does not name exactly one address"),
        ("References: <grüße@x.example>", "References is no plain line"),
        (f"References: {'<a@x.example>' * 100}", "References is no plain line"),
        ("In-Reply-To: =?utf-8?q?=0ABcc?=", "In-Reply-To holds '=?'"),
    ],
)
def test_a_line_that_must_not_travel(run: Run, file: Path, line: str, why: str) -> None:
    change(file, b"\r\nMIME", f"\r\n{line}\r\nMIME".encode())
    done = run("send", NAME, "--yes", *DAY, book=file.parents[1])
    assert done.status == 1
    assert why in done.stderr
    assert "mend that in the draft, or render it again" in done.stderr


def test_a_content_type_that_is_no_plain_line(run: Run, file: Path) -> None:
    body(file, f"text/plain; x={'y' * 500}", "Hello\r\n")
    done = run("send", NAME, "--yes", *DAY, book=file.parents[1])
    assert "Content-Type is no plain line" in done.stderr


def test_a_letter_without_a_word_about_its_encoding(run: Run, file: Path) -> None:
    head = file.read_bytes().partition(b"MIME-Version")[0]
    file.write_bytes(head + "\r\nGrüße".encode())
    message = sent_message(run, file)
    assert message.get_content().rstrip() == "Grüße"


def test_two_parts_of_which_one_is_in_eight_bits(run: Run, file: Path) -> None:
    head = file.read_bytes().partition(b"MIME-Version")[0]
    lines = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nHello\n--b\n"
    more = (
        "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\nGrüße\n--b--"
    )
    file.write_bytes(head + f"{lines}{more}".encode())
    parts = list(sent_message(run, file).iter_parts())
    assert [part.get_content().strip() for part in parts] == ["Hello", "Grüße"]


def test_bulk_mail_without_its_way_out(run: Run, tmp_path: Path) -> None:
    root = make_post(tmp_path, ("anna",))
    file = put_draft(root, "anna", "greeting")
    data = file.read_bytes()
    begin = data.index(b"List-Unsubscribe")
    file.write_bytes(data[:begin] + data[data.index(b"\r\n", begin) + 2 :])
    done = run("send", file.stem, "--yes", *DAY, book=root)
    assert done.status == 1
    assert "has lost its line 'List-Unsubscribe'" in done.stderr
    assert states(root) == {}
