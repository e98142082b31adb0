"""The files of a book: which are dossiers, and which only look like it."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from dossierkit.schema.codes import ID_FORM
from dossierkit.text.finding import ERROR, WARNING, Finding
from dossierkit.text.translation import _

FOLDERS = {
    "customer": "customers",
    "company": "companies",
    "country": "countries",
    "member": "team",
}

_EDITOR_FILE = re.compile(
    r"\.md~$|\.md\.(?:sw[a-p]|orig|rej|bak|tmp|old)$|^[.#~].*\.md\b|^#.*#$|\.md#$"
    r"|_(?:BASE|LOCAL|REMOTE|BACKUP)_\d+\.md$|conflicted copy|sync-conflict|\.dossier-tmp",
    re.IGNORECASE,
)
_DEVICES = (f"{device}{number}" for device in ("com", "lpt") for number in range(1, 10))
RESERVED = frozenset(("con", "prn", "aux", "nul", *_DEVICES))
"""Names of devices on Windows, which no file may have there."""


class Found(NamedTuple):
    """A file that is a dossier by its place and name; `path` is relative to the book, with `/`."""

    kind: str
    id: str
    path: str
    file: Path


class Walk(NamedTuple):
    """All dossiers of a book, what stands beside them, and names that are no ids."""

    found: list[Found]
    strays: list[Finding]
    refused: list[Finding]


def walk(root: Path) -> Walk:
    """The dossiers below `root`, sorted by path.

    Strays (warnings, `not-a-dossier`) are editors' and other files that nobody should miss;
    refused (errors: `id`, `same-name`, `not-a-file`, `outside-book`) are dossiers to be, were it
    not for their name or place.
    """
    result = Walk([], [], [])
    for kind in FOLDERS:
        found = walk_folder(root, kind)
        result.found.extend(found.found)
        result.strays.extend(found.strays)
        result.refused.extend(found.refused)
    return result


def walk_folder(root: Path, kind: str) -> Walk:
    """The dossiers of one kind, as `walk` gives them."""
    result, folder = Walk([], [], []), FOLDERS[kind]
    base, prefix = root / "dossiers" / folder, f"dossiers/{folder}"
    if not os.path.lexists(base):
        return result
    if not is_inside(base, root):
        result.refused.append(outside_book(prefix))
        return result
    try:
        with os.scandir(base) as entries:
            _sort_in(result, root, kind, prefix, sorted(entries, key=lambda e: e.name))
    except OSError as error:
        message = _("the folder can't be read: {strerror}").format(strerror=error.strerror or error)
        hint = _("a folder of dossiers belongs here; check its permissions")
        result.refused.append(Finding(prefix, 1, 1, ERROR, "unreadable-file", message, hint))
    return result


def _sort_in(
    result: Walk, root: Path, kind: str, prefix: str, entries: list[os.DirEntry[str]]
) -> None:
    twins = dict(_twins(entry.name for entry in entries))
    for entry in entries:
        path = f"{prefix}/{printable_path(entry.name)}"
        problem = _stray(entry, path)
        if problem:
            result.strays.append(problem)
        elif entry.name.endswith(".md"):
            refusal = _refusal(entry, path, root, twins.get(entry.name))
            if refusal:
                result.refused.append(refusal)
            else:
                result.found.append(Found(kind, entry.name[:-3], path, Path(entry.path)))


def printable_path(name: str) -> str:
    """A file name that can be shown: bytes that are no UTF-8 as `\\xff`."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _stray(entry: os.DirEntry[str], path: str) -> Finding | None:
    name = entry.name
    if _EDITOR_FILE.search(name):
        message = _("a file that an editor or a sync program left here; it is not read")
        hint = _("close the editor, take over what you need, and delete it")
    elif name.endswith(".md") or name.startswith("."):
        return None
    elif os.path.isdir(entry.path):
        message, hint = _("a folder among the dossiers; it is not read"), _("move it out of here")
    else:
        message = _("not read: the name does not end with .md")
        hint = _("name dossiers <id>.md; keep other files elsewhere")
    return Finding(path, 1, 1, WARNING, "not-a-dossier", message, hint)


def _refusal(entry: os.DirEntry[str], path: str, root: Path, twin: str | None) -> Finding | None:
    dossier_id = entry.name[:-3]
    if twin is not None:
        message = _("the name differs from '{twin}' only in case or accents' form").format(
            twin=printable_path(twin)
        )
        return Finding(path, 1, 1, ERROR, "same-name", message, _("rename one of the two"))
    if not ID_FORM.fullmatch(dossier_id):
        shown = printable_path(dossier_id)
        hint = _("use a-z, 0-9 and '-', at most 63 characters, as in wang-xiao-ming.md")
        return Finding(path, 1, 1, ERROR, "id", _("'{shown}' is no id").format(shown=shown), hint)
    if dossier_id in RESERVED:
        message = _("'{dossier_id}' is a reserved name on Windows").format(dossier_id=dossier_id)
        return Finding(path, 1, 1, ERROR, "id", message, _("choose another id"))
    if entry.is_symlink() and not is_inside(Path(entry.path), root):
        return outside_book(path)
    if not os.path.isfile(entry.path):
        message = _("this is no file")
        return Finding(path, 1, 1, ERROR, "not-a-file", message, _("only files can be dossiers"))
    return None


def outside_book(path: str) -> Finding:
    """The finding of a link that would lead out of the book."""
    message = _("a link that leads out of the book")
    return Finding(path, 1, 1, ERROR, "outside-book", message, _("put the file itself here"))


def is_inside(path: Path, root: Path) -> bool:
    """Whether a path leads to a place in the book, links followed."""
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root))


def _twins(names: Iterator[str]) -> Iterator[tuple[str, str]]:
    """Each name that a forgiving file system takes for another one, with that other one."""
    seen: dict[str, str] = {}
    for name in names:
        folded = unicodedata.normalize("NFC", name).casefold()
        if folded in seen:
            yield name, seen[folded]
            yield seen[folded], name
        seen.setdefault(folded, name)
