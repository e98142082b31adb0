"""Where drafts go: written whole or not at all, never over what a person has edited.

A new draft is not forced onto the disk, which would take longer than making it: a power cut may
leave it away or empty, and rendering again makes it again.
"""

from __future__ import annotations

import json
import os
import stat
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from dossierkit.mail.message import Key, is_untouched
from dossierkit.text.atomic import Changed, ReadOnly, create, let_go, replace
from dossierkit.text.interrupt import held
from dossierkit.text.temporary import TEMPORARY, is_spent
from dossierkit.text.translation import _

OUTBOX = "outbox"
_FRESH = 60.0
"""Seconds: a temporary file younger than this may belong to a command at work."""


class OutboxError(Exception):
    """A draft, or the folder, can't be written; the text says why and what to do."""


class _NoFile(Exception):
    """Something that is no ordinary file stands where a draft belongs."""


class Outbox:
    """A folder of drafts: `outbox/` of the book, or one the user named."""

    def __init__(self, root: Path, named: str | None = None) -> None:
        """Raises OutboxError if the folder can't be made or leads out of the book."""
        self._folder = Path(named).expanduser() if named else root / OUTBOX
        self._shown = named or OUTBOX
        if not named and not self._folder.resolve().is_relative_to(root.resolve()):
            raise OutboxError(
                _(
                    "{outbox}/ is a link that leads out of the book; make it a folder, or name "
                    "one with --to DIR"
                ).format(outbox=OUTBOX)
            )
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutboxError(
                _("{shown} can't be made: {error}").format(shown=self._shown, error=_said(error))
            ) from error
        self._sweep()

    def _sweep(self) -> None:
        """Deletes what a killed command left over, but not what somebody saved in that moment."""
        for leftover in self._folder.glob(f"{TEMPORARY}*"):
            with suppress(OSError):
                if time.time() - leftover.lstat().st_mtime > _FRESH and is_spent(leftover):
                    leftover.unlink()

    def write(self, key: Key, message: bytes) -> str:
        """Writes a draft; gives its path as shown to the user. Raises OutboxError."""
        return self._write(draft_name(key), message, is_letter=True)

    def write_note(self, key: Key, note: Mapping[str, object]) -> None:
        """Writes what a draft leaves in the log when it has gone out, as JSON beside it, before
        the draft itself. Raises OutboxError."""
        content = f"{json.dumps(note, ensure_ascii=False)}\n".encode()
        self._write(f"{draft_name(key).removesuffix('.eml')}.json", content, is_letter=False)

    def _write(self, name: str, content: bytes, *, is_letter: bool) -> str:
        """Writes a file, but no letter over one that was edited; gives its path as shown."""
        target = self._folder / name
        shown = f"{self._shown.rstrip('/')}/{name}"
        try:
            before = _present(target)
            if before == content:
                return shown
            if is_letter and before and not is_untouched(before):
                raise OutboxError(
                    _(
                        "{shown} was edited since it was written; send it, or delete it and render "
                        "again"
                    ).format(shown=shown)
                )
            if before is None:
                create(target, content, self._folder, is_lasting=False)
            else:
                with held():
                    let_go(replace(target, before, content, self._folder))
        except _NoFile as error:
            message = _("{shown} is no ordinary file; delete it, then write it again").format(
                shown=shown
            )
            raise OutboxError(message) from error
        except (Changed, ReadOnly) as error:
            raise OutboxError(str(error)) from error
        except OSError as error:
            raise OutboxError(
                _("{shown} can't be written: {error}").format(shown=shown, error=_said(error))
            ) from error
        return shown

    @property
    def folder(self) -> Path:
        """Where the drafts are."""
        return self._folder


def draft_name(key: Key) -> str:
    """`2026-11-20-greeting-birthday-anna-schmidt.eml`."""
    parts = (str(key.day), key.purpose, key.occasion, key.customer)
    return "-".join(filter(None, parts)) + ".eml"


def _present(target: Path) -> bytes | None:
    """What a file holds; None if there is none. Raises _NoFile, also for a link, and OSError."""
    try:
        mode = os.lstat(target).st_mode
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(mode):
        raise _NoFile
    return target.read_bytes()


def _said(error: OSError) -> str:
    return error.strerror or str(error)
