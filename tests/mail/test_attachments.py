"""Pictures in a letter and files beside it: shown, sent whole, and nothing that is private."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from letterbook import TODAY, made, make_book, opened, stopped, template, write_letter
from postbook import policy, serving

from dossierkit.mail.attachments import LARGEST
from dossierkit.mail.letter import Request
from dossierkit.mail.message import is_untouched
from dossierkit.mail.sending.draft import parsed
from dossierkit.mail.workshop import Workshop

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20
PDF = b"%PDF-1.7\r\n" + b"x" * 5000
BODY = "Dear {{ addressee }},\n\n![Our panel](panel.png)\n\nAll the best\n"
NAMES = "attach: [panel.png, files/Preise 价格.pdf]\n"


def book(root: Path, extra: str = NAMES, body: str = BODY) -> Path:
    made_book = make_book(root, **{"templates/news/en.md": template(body, extra=extra)})
    (root / "files").mkdir(exist_ok=True)
    (root / "templates/news/panel.png").write_bytes(PNG)
    (root / "files/Preise 价格.pdf").write_bytes(PDF)
    return made_book


def test_a_picture_in_the_letter_and_a_file_beside_it(tmp_path: Path, shop: Workshop) -> None:
    message = made(write_letter(book(tmp_path), shop, "news")).message
    read = opened(message)
    assert is_untouched(message)
    assert read["X-Unsent"] == "1"
    assert [part.get_content_type() for part in read.walk()] == [
        "multipart/mixed", "multipart/alternative", "text/plain", "multipart/related",
        "text/html", "image/png", "application/pdf",
    ]  # fmt: skip
    picture, file = [part for part in read.walk() if part.get_filename()]
    assert (picture.get_content(), file.get_content()) == (PNG, PDF)
    assert file.get_filename() == "Preise 价格.pdf"
    page = read.get_body(("html",))
    assert page is not None
    assert f'src="cid:{picture["Content-ID"][1:-1]}"' in page.get_content()
    plain = read.get_body(("plain",))
    assert plain is not None
    assert "Our panel" in plain.get_content()
    assert made(write_letter(tmp_path, shop, "news")).message == message


def test_it_reads_back_as_a_draft(tmp_path: Path, shop: Workshop) -> None:
    draft = parsed(made(write_letter(book(tmp_path), shop, "news")).message, tmp_path, "x")
    assert not draft.is_edited
    assert {*draft.hashes()} == {"subject", "text", "html", "panel.png", "Preise 价格.pdf"}


@pytest.mark.parametrize(
    ("attach", "why"),
    [
        ("nothing.pdf", "is not there"),
        ("../secret.pdf", "leads out of the book"),
        ("dossiers/customers/anna.md", "is not for readers"),
        ("files/run.exe", "don't go along"),
        ("files/big.pdf", "more than 20 MB"),
        ("[panel.png, files/panel.png]", "two files called 'panel.png'"),
        ("[files/half.pdf, files/other.pdf]", "20 MB may"),
        ("link.pdf", "leads out of the book"),
    ],
)
def test_what_does_not_go_along(tmp_path: Path, shop: Workshop, attach: str, why: str) -> None:
    root = book(tmp_path / "book", f"attach: {attach}\n", "Dear {{ addressee }}\n")
    (tmp_path / "secret.pdf").write_bytes(PDF)
    (root / "link.pdf").symlink_to(tmp_path / "secret.pdf")
    (root / "files/panel.png").write_bytes(PNG)
    (root / "files/run.exe").write_bytes(b"MZ")
    for name, size in (("big", LARGEST + 1), ("half", LARGEST // 2), ("other", LARGEST // 2 + 1)):
        with (root / f"files/{name}.pdf").open("wb") as file:
            file.truncate(size)
    assert why in stopped(write_letter(root, shop, "news"))


def test_a_picture_that_does_not_go_along(tmp_path: Path, shop: Workshop) -> None:
    root = book(tmp_path, "attach: files/Preise 价格.pdf\n")
    assert "name it in 'attach'" in stopped(write_letter(root, shop, "news"))
    root = book(tmp_path, "", BODY.replace("panel.png", "https://lumora.example/panel.png"))
    assert b"multipart/alternative" in made(write_letter(root, shop, "news")).message


def test_attach_must_be_names(tmp_path: Path, shop: Workshop) -> None:
    root = book(tmp_path, "attach: {a: b}\n")
    assert "'attach' is no list of files" in stopped(write_letter(root, shop, "news"))


def test_large_letters_are_pointed_out_and_arrive_whole(
    run: Callable[..., Any], tmp_path: Path, shop: Workshop
) -> None:
    root = book(tmp_path, "attach: files/large.pdf\n", "Dear {{ addressee }}\n" + "word " * 22_000)
    data = b"%PDF" + bytes(range(256)) * 21_000
    (root / "files/large.pdf").write_bytes(data)
    with serving() as server:
        (root / "dossiers/book.yaml").write_text(policy(server.port))
        request = Request(TODAY)
        letter = made(write_letter(root, shop, "news", request=request))
        (root / "outbox").mkdir()
        (root / "outbox/x.eml").write_bytes(letter.message)
        done = run("send", "--yes", "--on", str(TODAY), book=root)
    assert done.status == 0
    assert "5.1 MB of attachments" in done.stderr
    assert "Gmail cuts it off after 102 KB" in done.stderr
    (file,) = [part for part in opened(server.seen[0].message).walk() if part.get_filename()]
    assert file.get_content() == data
