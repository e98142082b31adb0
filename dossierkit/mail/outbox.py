"""Where drafts go: written whole or not at all, never over what a person has edited."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from dossierkit.mail.message import Key, is_untouched

OUTBOX = "outbox"


class OutboxError(Exception):
    """A draft, or the folder, can't be written; the text says why and what to do."""


class Outbox:
    """A folder of drafts: `outbox/` of the book, or one the user named."""

    def __init__(self, root: Path, named: str | None = None) -> None:
        """Raises OutboxError if the folder can't be made or leads out of the book."""
        self._folder = Path(named).expanduser() if named else root / OUTBOX
        self._shown = named or OUTBOX
        if not named and not self._folder.resolve().is_relative_to(root.resolve()):
            raise OutboxError(
                f"{OUTBOX}/ is a link that leads out of the book; make it a folder, or name one "
                "with --to DIR"
            )
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutboxError(f"{self._shown} can't be made: {_said(error)}") from error

    def write(self, key: Key, message: bytes) -> str:
        """Writes a draft; gives its path as shown to the user. Raises OutboxError."""
        name = draft_name(key)
        target = self._folder / name
        shown = f"{self._shown.rstrip('/')}/{name}"
        try:
            if target.is_symlink() or (target.exists() and not target.is_file()):
                raise OutboxError(f"{shown} is no ordinary file; delete it, then render again")
            before = target.read_bytes() if target.exists() else None
            if before == message:
                return shown
            if before is not None and not is_untouched(before):
                raise OutboxError(
                    f"{shown} was edited since it was written; send it, or delete it and render "
                    "again"
                )
            self._replace(target, message)
        except OSError as error:
            raise OutboxError(f"{shown} can't be written: {_said(error)}") from error
        return shown

    def _replace(self, target: Path, message: bytes) -> None:
        """Old text or new text, whatever happens meanwhile."""
        handle, temporary = tempfile.mkstemp(prefix=".dossier-tmp-", dir=self._folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(message)
                file.flush()
                os.fsync(file.fileno())
            os.replace(temporary, target)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise


def draft_name(key: Key) -> str:
    """`2026-11-20-greeting-birthday-anna-schmidt.eml`."""
    parts = (str(key.day), key.purpose, key.occasion, key.customer)
    return "-".join(filter(None, parts)) + ".eml"


def _said(error: OSError) -> str:
    return error.strerror or str(error)
