"""Drafts are written whole, and never over what a person has edited."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import pytest

from dossierkit.mail.job import Rendered
from dossierkit.mail.message import Key, Person, build
from dossierkit.mail.outbox import Outbox, OutboxError
from dossierkit.text.atomic import Changed
from dossierkit.text.temporary import TEMPORARY, temporary_name

KEY = Key("anna", "greeting", "birthday", date(2026, 11, 20))
NAME = "2026-11-20-greeting-birthday-anna.eml"


def message(text: str = "Hello\n") -> bytes:
    lily, anna = Person("Lily", "lily@x.example"), Person("Anna", "anna@x.example")
    return build(KEY, lily, anna, Rendered("Hello", text, "<p>Hello</p>"), ("en",), None)


def test_a_draft_is_named_by_day_purpose_occasion_and_customer(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path)
    assert outbox.write(KEY, message()) == f"outbox/{NAME}"
    assert (tmp_path / "outbox" / NAME).read_bytes() == message()
    assert (
        outbox.write(KEY._replace(occasion=""), message()) == "outbox/2026-11-20-greeting-anna.eml"
    )


def test_an_untouched_draft_is_renewed_and_an_edited_one_kept(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path)
    outbox.write(KEY, message())
    outbox.write(KEY, message())
    outbox.write(KEY, message("New\n"))
    file = tmp_path / "outbox" / NAME
    assert file.read_bytes() == message("New\n")
    edited = message("New\n").replace(b"Subject: Hello", b"Subject: Hello dear")
    file.write_bytes(edited)
    with pytest.raises(OutboxError, match="was edited since it was written; send it, or delete"):
        outbox.write(KEY, message())
    assert file.read_bytes() == edited
    assert [one.name for one in file.parent.iterdir()] == [NAME]


def test_drafts_go_where_one_says(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    assert Outbox(tmp_path, str(folder)).write(KEY, message()) == f"{folder}/{NAME}"


def test_an_outbox_that_leads_out_of_the_book_is_refused(tmp_path: Path) -> None:
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "outbox").symlink_to(tmp_path)
    with pytest.raises(OutboxError, match="leads out of the book"):
        Outbox(tmp_path / "book")


def test_a_link_or_folder_in_a_drafts_place_is_left_alone(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path)
    (tmp_path / "outbox" / NAME).symlink_to(tmp_path / "precious")
    with pytest.raises(OutboxError, match="no ordinary file"):
        outbox.write(KEY, message())


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutboxError, match="can't be made"):
        Outbox(tmp_path, str(tmp_path / "file" / "out"))


def test_a_full_disk_leaves_the_old_draft_and_no_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outbox = Outbox(tmp_path)
    outbox.write(KEY, message())

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutboxError, match="can't be written: No space left"):
        outbox.write(KEY, message("New\n"))
    file = tmp_path / "outbox" / NAME
    assert file.read_bytes() == message()
    assert [one.name for one in file.parent.iterdir()] == [NAME]


def test_a_draft_that_is_read_only_is_left_alone(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path)
    outbox.write(KEY, message())
    file = tmp_path / "outbox" / NAME
    file.chmod(0o444)
    with pytest.raises(OutboxError, match="is read-only"):
        outbox.write(KEY, message("New\n"))
    assert file.read_bytes() == message()


def test_what_a_killed_command_left_over_is_swept(tmp_path: Path) -> None:
    folder = Outbox(tmp_path)._folder
    spare = temporary_name(folder / NAME, folder, message(), message("New\n"))
    saved, fresh = (temporary_name(folder / NAME, folder, b"old", b"new") for _ in range(2))
    for file, content in ((spare, message()), (saved, b"mine\n"), (fresh, b"new")):
        file.write_bytes(content)
    half = folder / f"{TEMPORARY}half-1"
    half.write_bytes(b"ne")
    for file in (spare, saved, half):
        os.utime(file, (0, 0))
    Outbox(tmp_path)
    assert {*folder.iterdir()} == {saved, fresh}


def test_a_draft_that_somebody_writes_meanwhile_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def theirs(file: Path, content: bytes, folder: Path, *, is_lasting: bool) -> None:
        raise Changed(f"{file} has appeared meanwhile")

    monkeypatch.setattr("dossierkit.mail.outbox.create", theirs)
    with pytest.raises(OutboxError, match="has appeared meanwhile"):
        Outbox(tmp_path).write(KEY, message())


def test_a_draft_that_a_power_cut_left_empty_is_made_again(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path)
    path = tmp_path / outbox.write(KEY, message())
    path.write_bytes(b"")
    outbox.write(KEY, message())
    assert path.read_bytes() == message()


def test_what_stands_beside_a_draft_may_change_and_is_never_written_through_a_link(
    tmp_path: Path,
) -> None:
    outbox = Outbox(tmp_path)
    note = tmp_path / "outbox" / NAME.replace(".eml", ".json")
    for text in ("one", "one", "two"):
        outbox.write_note(KEY, {"text": text})
        assert json.loads(note.read_text()) == {"text": text}
    note.unlink()
    note.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OutboxError, match="no ordinary file"):
        outbox.write_note(KEY, {"text": "three"})
    assert not (tmp_path / "elsewhere").exists()
