"""What became of each letter: one small file for each, shared with colleagues (DESIGN 5, 6.4).

`dossiers/mail/<year>/<key>.json` holds one line. Two colleagues who change the same one differ in
that line, so that git always asks, and never makes one of two versions (promise 6).
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from dossierkit.schema.codes import ID_FORM
from dossierkit.text.finding import ERROR, Finding
from dossierkit.text.translation import _

SENT_FOLDER = "dossiers/mail"
PENDING, SENT, FAILED, UNCERTAIN = "pending", "sent", "failed", "uncertain"
STATES = (PENDING, SENT, FAILED, UNCERTAIN)
CODE = "letter-state"

_KEY = re.compile(r"[0-9a-f]{32}")
_LARGEST = 2 * 1024 * 1024
_MARKERS = ("<<<<<<<", ">>>>>>>", "=======")


class Kept(NamedTuple):
    """The words of a letter that the book alone could not make again."""

    subject: str
    text: str
    html: str


class Letter(NamedTuple):
    """A letter that was handed over, or was about to be.

    `state` is `pending` (about to be: what then became of it is not known), `sent`, `failed` or
    `uncertain`; `at` is when that was written down, `by` the member it comes from, `attempt`
    differs from one try to the next, `reply` is what the server said, `is_passing` whether a
    failure may pass by itself. `commit` is the book it can be rendered from again, None where there
    is none, and `program` the version that made it; `parts` are the SHA-256 of what it says; `kept`
    is there where rendering again would not give the same.
    """

    key: str
    message_id: str
    customer: str
    purpose: str
    occasion: str
    day: datetime.date
    address: str
    state: str
    at: datetime.datetime
    by: str
    attempt: str = ""
    reply: str = ""
    is_passing: bool = False
    languages: tuple[str, ...] = ()
    commit: str | None = None
    program: str = ""
    parts: Mapping[str, str] = MappingProxyType({})
    kept: Kept | None = None

    @property
    def path(self) -> str:
        """Its file, relative to the book."""
        return path_of(self.key, self.day)

    @property
    def is_doubtful(self) -> bool:
        """Whether it may have gone out, and may not."""
        return self.state in (PENDING, UNCERTAIN)


def path_of(key: str, day: datetime.date) -> str:
    """The file of a letter, relative to the book."""
    return f"{SENT_FOLDER}/{day.year}/{key}.json"


def written(letter: Letter) -> bytes:
    """A letter as its file."""
    data = {
        "key": letter.key,
        "message_id": letter.message_id,
        "customer": letter.customer,
        "purpose": letter.purpose,
        "occasion": letter.occasion,
        "day": letter.day.isoformat(),
        "to": letter.address,
        "state": letter.state,
        "at": letter.at.isoformat(timespec="seconds"),
        "by": letter.by,
        "attempt": letter.attempt,
        "reply": letter.reply,
        "passing": letter.is_passing,
        "languages": [*letter.languages],
        "commit": letter.commit,
        "program": letter.program,
        "parts": dict(letter.parts),
        "kept": letter.kept._asdict() if letter.kept else None,
    }
    return (json.dumps(data, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")


def read_letter(path: str, data: bytes) -> Letter | Finding:
    """A letter from its file, or what is wrong with it; `path` is relative to the book."""
    try:
        text = data.decode("utf-8")
        letter = _letter(json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError):
        shown = data.decode("utf-8", "replace")
        if any(mark in shown for mark in _MARKERS):
            message = _("a merge has left open what became of this letter")
            hint = _("keep the line that says 'sent', else 'uncertain'; delete the other lines")
        else:
            message = _("what became of this letter can't be read")
            hint = _("restore the file from git: it keeps a letter from being sent twice")
        return Finding(path, 1, 1, ERROR, CODE, message, hint)
    local = letter.message_id.removeprefix("<").partition("@")[0]
    if not (_KEY.fullmatch(letter.key) and letter.key == local and letter.path == path):
        message = _("the file's name is not that of the letter in it")
        return Finding(
            path, 1, 1, ERROR, CODE, message, _("it belongs at {path}").format(path=letter.path)
        )
    return letter


def _letter(data: Any) -> Letter:
    kept = data["kept"]
    letter = Letter(
        key=_text(data["key"]),
        message_id=_text(data["message_id"]),
        customer=_text(data["customer"]),
        purpose=_text(data["purpose"]),
        occasion=_text(data["occasion"]),
        day=datetime.date.fromisoformat(data["day"]),
        address=_text(data["to"]),
        state=_text(data["state"]),
        at=datetime.datetime.fromisoformat(data["at"]),
        by=_text(data["by"]),
        attempt=_text(data["attempt"]),
        reply=_text(data["reply"]),
        is_passing=data["passing"] is True,
        languages=tuple(map(_text, data["languages"])),
        commit=None if data["commit"] is None else _text(data["commit"]),
        program=_text(data["program"]),
        parts=MappingProxyType({_text(n): _text(v) for n, v in data["parts"].items()}),
        kept=None if kept is None else Kept(*(_text(kept[name]) for name in Kept._fields)),
    )
    if letter.state not in STATES or not ID_FORM.fullmatch(letter.customer):
        raise ValueError
    return letter


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def letter_at(root: Path, key: str, day: datetime.date) -> Letter | Finding | None:
    """What became of one letter; None if nobody has begun to send it."""
    path = path_of(key, day)
    try:
        return _read(root / path, path)
    except FileNotFoundError:
        return None


def state_in(root: Path, path: str) -> Letter | Finding:
    """What one state file says, or what is wrong with it; `path` is relative to the book. Raises
    FileNotFoundError."""
    return _read(root / path, path)


def all_states(root: Path) -> Iterator[Letter | Finding]:
    """Every state file of a book, by path, or what is wrong with it."""
    folder = root / SENT_FOLDER
    for file in sorted(folder.glob("*/*.json")) if folder.is_dir() else ():
        if not file.name.startswith("."):
            yield _read(file, file.relative_to(root).as_posix())


def letters(root: Path) -> list[Letter]:
    """Every letter that was handed over or was about to be, by day; broken files left out."""
    found = [one for one in all_states(root) if isinstance(one, Letter)]
    return sorted(found, key=lambda one: (one.day, one.customer, one.key))


def letter_with(root: Path, message_id: str) -> Letter | None:
    """The letter with a Message-ID, with or without its angle brackets; None if it is not ours."""
    local = message_id.strip().removeprefix("<").removesuffix(">").partition("@")[0].lower()
    if not _KEY.fullmatch(local):
        return None
    for file in (root / SENT_FOLDER).glob(f"*/{local}.json"):
        found = _read(file, file.relative_to(root).as_posix())
        if isinstance(found, Letter):
            return found
    return None


def _read(file: Path, path: str) -> Letter | Finding:
    try:
        with file.open("rb") as stream:
            data = stream.read(_LARGEST)
    except FileNotFoundError:
        raise
    except OSError as error:
        message = _("the file can't be opened: {strerror}").format(strerror=error.strerror or error)
        return Finding(path, 1, 1, ERROR, CODE, message, _("check its permissions"))
    return read_letter(path, data)
