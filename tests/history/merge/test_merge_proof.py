"""The proof on its own: it takes the right merge of some changes, and no other text."""

from __future__ import annotations

import pytest
from scenarios import ANNA, BASE, CALL, edit, log_of

from dossierkit.history.merge.driver import merge
from dossierkit.history.merge.proof import is_proved
from dossierkit.history.merge.version import Three, Version, kind_of, read_version

FAIR = "- 2025-04-17 fair in: Met at booth 5.2A17.\n"
SIDES = (
    BASE,
    log_of(edit(BASE, ("stage: consideration", "stage: harmony"), ("  - led\n", "")), CALL),
    edit(BASE, ("  - led\n", "  - led\n  - fair\n"), ("in winter.\n", "in winter.\nCall her.\n")),
)
RIGHT = log_of(
    edit(SIDES[0], ("stage: consideration", "stage: harmony"), ("  - led\n", "  - fair\n")), CALL
).replace("in winter.\n", "in winter.\nCall her.\n")
WRONG = {
    "a fact of ours lost": ("stage: harmony", "stage: consideration"),
    "a fact of neither": ("owner: lily", "owner: tom"),
    "a field lost": ("owner: lily\n", ""),
    "an item lost": ("  - fair\n", ""),
    "an item back": ("  - fair\n", "  - led\n  - fair\n"),
    "an item twice": ("  - fair\n", "  - fair\n  - fair\n"),
    "a new log line lost": (CALL, ""),
    "an old log line lost": (FAIR, ""),
    "a log line twice": (CALL, CALL + CALL),
    "a line of the notes lost": ("Call her.\n", ""),
    "an old line of the notes lost": ("Likes short mails.", "Likes."),
    "a line of the notes twice": ("Call her.\n", "Call her.\nCall her.\nCall her.\n"),
    "a to-do lost": ("- [ ] send the catalogue\n", ""),
    "a fault": ("owner: lily\n", "owner: lily\ncolour: red\n"),
    "a name twice": ("owner: lily\n", "owner: lily\nowner: lily\n"),
    "an opt-out of nobody": ("do-not-contact: false", "do-not-contact: true"),
}


def versions(*texts: str) -> Three[Version]:
    base, ours, theirs = (read_version(ANNA, text.encode()) for text in texts)
    assert base
    assert ours
    assert theirs
    return Three(base, ours, theirs)


def test_the_proof_takes_what_is_right() -> None:
    assert is_proved(ANNA, kind_of(ANNA), versions(*SIDES), RIGHT.encode())
    base, ours, theirs = (side.encode() for side in SIDES)
    assert merge(base, ours, theirs, ANNA) == (RIGHT.encode(), ())


@pytest.mark.parametrize(("old", "new"), WRONG.values(), ids=WRONG)
def test_the_proof_finds_what_is_wrong(old: str, new: str) -> None:
    wrong = edit(RIGHT, (old, new)).encode()
    assert not is_proved(ANNA, kind_of(ANNA), versions(*SIDES), wrong)


@pytest.mark.parametrize("consent", ["consent: none", "consent: {do-not-contact: maybe}"])
def test_the_proof_knows_a_wish_however_it_is_written(consent: str) -> None:
    plain = edit(BASE, ("  marketing: legitimate-interest\n  do-not-contact: false\n", ""))
    sides = [edit(plain, ("consent:\n", line)) for line in ("", "", f"{consent}\n")]
    assert is_proved(ANNA, kind_of(ANNA), versions(*sides), sides[2].encode())
    assert not is_proved(ANNA, kind_of(ANNA), versions(*sides), sides[0].encode())
