"""Which commit a book's git is at, without asking git."""

from __future__ import annotations

import os


def head_of(root: str) -> str | None:
    """The name of the commit that is checked out; None if that can't be told from files, and an
    empty text where there is no git.

    Only whether it is the same as before matters.
    """
    place = root
    while not os.path.lexists(f"{place}/.git"):
        place, below = os.path.dirname(place), place
        if place == below:
            return ""
    try:
        return _head(place)
    except (OSError, UnicodeError):
        return None


def _head(place: str) -> str | None:
    folder = f"{place}/.git"
    if os.path.isfile(folder):
        folder = os.path.join(place, _text(folder).removeprefix("gitdir:").strip())
    common = folder
    if os.path.isfile(f"{folder}/commondir"):
        common = os.path.join(folder, _text(f"{folder}/commondir"))
    head = _text(f"{folder}/HEAD")
    if not head.startswith("ref:"):
        return head
    name = head.removeprefix("ref:").strip()
    for base in (folder, common):
        if os.path.isfile(f"{base}/{name}"):
            return _text(f"{base}/{name}")
    return _packed(f"{common}/packed-refs", name)


def _packed(file: str, name: str) -> str | None:
    """What a reference stands for in the file of packed ones."""
    for line in _text(file).splitlines():
        commit, _, packed = line.partition(" ")
        if packed == name:
            return commit
    return None


def _text(file: str) -> str:
    with open(file, encoding="utf-8") as stream:
        return stream.read().strip()
