"""The drafts of an outbox: finding them, and putting away those that went out."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from dossierkit.mail.outbox import OUTBOX
from dossierkit.mail.sending.draft import Draft, DraftError, read_draft
from dossierkit.mail.sending.plan import Held
from dossierkit.text.temporary import TEMPORARY
from dossierkit.text.translation import _

PUT_AWAY = "sent"
"""The folder below outbox/ for drafts that went out."""


class Found(NamedTuple):
    """A draft's file, and its path as the user knows it."""

    file: Path
    shown: str


class NoDraft(Exception):
    """A name that means no draft; the text says which ones there are."""


def find(root: Path, names: Sequence[str], here: Path) -> list[Found]:
    """The drafts that names mean, each once; without names all unsent ones of outbox/.

    A name is a path from `here`, or the name of a file in outbox/ or outbox/sent/, with `.eml` or
    without. Raises NoDraft.
    """
    if not names:
        return [Found(file, f"{OUTBOX}/{file.name}") for file in _unsent(root)]
    found = dict.fromkeys(_named(root, name, here) for name in names)
    return list({one.file.resolve(): one for one in found}.values())


def _unsent(root: Path) -> list[Path]:
    """The drafts in outbox/, by name; a folder that leads out of the book has none."""
    folder = root / OUTBOX
    if not folder.is_dir() or not folder.resolve().is_relative_to(root.resolve()):
        return []
    return sorted(
        file
        for file in folder.glob("*.eml")
        if file.is_file() and not file.name.startswith((".", TEMPORARY))
    )


def _named(root: Path, name: str, here: Path) -> Found:
    for file in (here / name, root / name):
        if file.is_file() and file.suffix == ".eml":
            return Found(file, _shown(root, file))
    bare = name.removeprefix(f"{OUTBOX}/").removesuffix(".eml")
    for folder in (OUTBOX, f"{OUTBOX}/{PUT_AWAY}"):
        shown = f"{folder}/{bare}.eml"
        if "/" not in bare and (root / shown).is_file():
            return Found(root / shown, shown)
    known = [file.name for file in _unsent(root)]
    near = [one for one in known if name in one][:3]
    near = near or get_close_matches(Path(name).name, known, 3, 0.5)
    hint = (
        _("did you mean {near}?").format(near=_(" or ").join(near))
        if near
        else _("'ls {outbox}' shows what there is").format(outbox=OUTBOX)
    )
    raise NoDraft(_("there is no draft '{name}'; {hint}").format(name=name, hint=hint))


def _shown(root: Path, file: Path) -> str:
    real = file.resolve()
    if real.is_relative_to(root.resolve()):
        return real.relative_to(root.resolve()).as_posix()
    return str(file)


def read_all(found: Sequence[Found]) -> tuple[list[Draft], list[Held]]:
    """The drafts in some files, and those that can't be sent as they are."""
    drafts: list[Draft] = []
    held: list[Held] = []
    for file, shown in found:
        try:
            drafts.append(read_draft(file, shown))
        except DraftError as error:
            held.append(Held(shown, "", str(error)))
    return drafts, held


def put_away(root: Path, draft: Draft) -> str | None:
    """Moves a draft of outbox/ that went out to outbox/sent/, with what stands beside it.

    A draft elsewhere stays where the user put it. Gives what went wrong, None if nothing did: the
    state of the letter says that it went out, wherever its draft lies.
    """
    folder = root / OUTBOX
    if draft.file.parent.resolve() != folder.resolve():
        return None
    target = folder / PUT_AWAY
    try:
        target.mkdir(exist_ok=True)
        if not target.resolve().is_relative_to(root.resolve()):
            return _("{outbox}/{put_away} leads out of the book; {shown} stays where it is").format(
                outbox=OUTBOX, put_away=PUT_AWAY, shown=draft.shown
            )
        os.replace(draft.file, target / draft.file.name)
    except OSError as error:
        return _("{shown} can't be moved to {outbox}/{put_away}: {strerror}").format(
            shown=draft.shown, outbox=OUTBOX, put_away=PUT_AWAY, strerror=error.strerror or error
        )
    with suppress(OSError):
        note = draft.file.with_suffix(".json")
        os.replace(note, target / note.name)
    return None
