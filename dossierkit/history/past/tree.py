"""The files of a commit or of the index, laid out in a folder; needs no work tree."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from dossierkit.history.git import read, read_bytes

_LINK = "120000"
_PARTS = ("dossiers", "templates")
_WORD = re.compile(r"[a-z0-9][a-z0-9-]*")


class Entry(NamedTuple):
    """A file of a tree: its mode as git writes it, and the hash of its content."""

    mode: str
    blob: str


Tree = Mapping[str, Entry]
"""The files of a book in git by path, with `/`."""


def index_tree(root: Path) -> dict[str, Entry]:
    """What is staged; where a merge asks, our version."""
    listed = read(root, "ls_files", "--stage", "-z", "--", *_PARTS)
    entries = {}
    for line in filter(None, listed.split("\0")):
        meta, _, path = line.partition("\t")
        mode, blob, stage = meta.split(" ")
        if stage in "02":
            entries[path] = Entry(mode, blob)
    return entries


def commit_tree(root: Path, commit: str, book: str = "") -> dict[str, Entry]:
    """What a commit has of a book; `book` is its folder in a bare repository, with `/` at the end.

    In a work tree the folder one is in decides, and paths are relative to it.
    """
    listed = read(root, "ls_tree", "-r", "-z", commit, "--", *(book + part for part in _PARTS))
    entries = {}
    for line in filter(None, listed.split("\0")):
        meta, _, path = line.partition("\t")
        mode, kind, blob = meta.split(" ")
        if kind == "blob":
            entries[path.removeprefix(book)] = Entry(mode, blob)
    return entries


def books_in(root: Path, commit: str) -> list[str]:
    """The folders of a commit that are books, each with `/` at its end but for the top."""
    names = read(root, "ls_tree", "-r", "-z", "--name-only", "--full-tree", commit).split("\0")
    policy = "dossiers/book.yaml"
    books = (name.removesuffix(policy) for name in names if name.endswith(policy))
    return sorted(book for book in books if not book or book.endswith("/"))


def lay_out(root: Path, tree: Tree, paths: Iterable[str], folder: Path) -> None:
    """Writes files of a tree into a folder, as git holds them, links as links."""
    wanted = [path for path in paths if path in tree]
    contents = blobs(root, [tree[path].blob for path in wanted])
    for path in wanted:
        file, entry = folder / path, tree[path]
        file.parent.mkdir(parents=True, exist_ok=True)
        if entry.mode == _LINK:
            file.symlink_to(contents[entry.blob].decode("utf-8", "surrogateescape"))
        else:
            file.write_bytes(contents[entry.blob])


def blobs(root: Path, hashes: Iterable[str]) -> dict[str, bytes]:
    """The contents of objects by hash, all of them by one call of git."""
    wanted = list(dict.fromkeys(hashes))
    if not wanted:
        return {}
    output = read_bytes(root, "cat_file", "--batch", stdin="\n".join(wanted).encode() + b"\n")
    contents, place = {}, 0
    for name in wanted:
        end = output.index(b"\n", place)
        size = int(output[place:end].split(b" ")[2])
        contents[name] = output[end + 1 : end + 1 + size]
        place = end + size + 2
    return contents


def referred(root: Path, tree: Tree, paths: Iterable[str]) -> set[str]:
    """The dossiers that some files may name: the id is a word in them, or a link leads there."""
    by_id: dict[str, list[str]] = {}
    for path in tree:
        by_id.setdefault(posixpath.basename(path).removesuffix(".md"), []).append(path)
    named = [path for path in paths if path in tree]
    contents = blobs(root, [tree[path].blob for path in named])
    found: set[str] = set()
    for path in named:
        text = contents[tree[path].blob].decode("utf-8", "replace")
        if tree[path].mode == _LINK:
            found.add(posixpath.normpath(posixpath.join(posixpath.dirname(path), text)))
        for word in set(_WORD.findall(text.lower())):
            found.update(by_id.get(word, ()))
    return found & tree.keys()
