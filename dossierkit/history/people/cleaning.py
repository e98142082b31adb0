"""The person whose traces are taken out of a history, as git-filter-repo asks about each of them.

git-filter-repo runs in a process of its own, which imports this module and calls `cleaner()` for
every file name, every content, every message and every name of a branch or tag.
"""

from __future__ import annotations

import json
import os
import re
from functools import cache, cached_property
from pathlib import Path, PurePosixPath

from dossierkit.book.erasing import MARK, decoded, without_person_in_bytes
from dossierkit.book.identity import Called, Identity
from dossierkit.book.mentions import Searcher

VARIABLE = "DOSSIER_FORGET"
"""The environment variable that names the file with the person's identity."""


class Cleaner:
    """Takes one person out of whatever a history is made of.

    `own` are the files that are dropped: those of the person under all their names, relative to
    the repository; `yaml` are the hashes of the contents of YAML files.
    """

    def __init__(
        self,
        identity: Identity,
        own: frozenset[str] = frozenset(),
        yaml: frozenset[str] = frozenset(),
    ) -> None:
        self._own = own
        self._yaml = yaml
        self._identity = identity
        self._searcher = Searcher(identity)

    @cached_property
    def _in_names(self) -> re.Pattern[str]:
        """The ids as parts of the names of files and branches, where no other id holds them.

        An id of one word might be any word: it counts only as the whole name of a branch.
        """
        others = "".join(f"{re.escape(one)}|" for one in self._identity.lookalikes)
        ids = "|".join(re.escape(one) for one in self._identity.ids if "-" in one) or "(?!)"
        words = "|".join(re.escape(one) for one in self._identity.ids if "-" not in one) or "(?!)"
        whole = rf"(?<=refs/heads/)(?:{words})$|(?<=refs/tags/)(?:{words})$"
        divided = rf"(?<![a-z0-9])(?:{others}(?P<who>{ids}))(?![a-z0-9])"
        return re.compile(f"(?i){divided}|(?P<word>{whole})")

    def content(self, data: bytes, name: bytes = b"") -> bytes:
        """A file's content without the person; `name` is its hash."""
        is_yaml = name.decode("ascii") in self._yaml
        return without_person_in_bytes(data, self._searcher, is_yaml=is_yaml)

    def message(self, data: bytes) -> bytes:
        """The message of a commit or a tag without the person."""
        text = data.decode("utf-8", "surrogateescape")
        return self._searcher.erase(text, MARK).encode("utf-8", "surrogateescape")

    def filename(self, data: bytes) -> bytes | None:
        """The name of a file; None for a file that is dropped."""
        name = data.decode("utf-8", "surrogateescape")
        if name in self._own or self._is_made_for_them(name):
            return None
        return self._named(name)

    def refname(self, data: bytes) -> bytes:
        """The name of a branch or a tag."""
        return self._named(data.decode("utf-8", "surrogateescape"))

    def finds(self, kind: str, data: bytes) -> bool:
        """Whether an object tells of the person: a blob, a tree, a commit or a tag."""
        if kind == "tree":
            names = {one.encode() for one in self._identity.ids}
            text = data.decode("utf-8", "surrogateescape")
            return any(b" %b.md\0" % name in data for name in names) or self._named(text) != data
        return bool(self._searcher.sure(decoded(data)[0]))

    def _is_made_for_them(self, name: str) -> bool:
        """Whether a file is a draft, a brief or an export of the person's."""
        place = PurePosixPath(name)
        is_made = not {"outbox", "exports"}.isdisjoint(place.parent.parts)
        return is_made and self._named(place.stem) != place.stem.encode()

    def _named(self, text: str) -> bytes:
        def without(match: re.Match[str]) -> str:
            return "erased" if match["who"] or match["word"] else match.group()

        text = self._in_names.sub(without, text)
        return self._searcher.erase(text, "erased").encode("utf-8", "surrogateescape")


def dumped(identity: Identity, own: frozenset[str], yaml: frozenset[str] = frozenset()) -> str:
    """An identity, the files of the person, and YAML contents, as `cleaner` reads them."""
    return json.dumps({"identity": identity, "own": sorted(own), "yaml": sorted(yaml)})


@cache
def cleaner() -> Cleaner:
    """The cleaner that the environment of this process names."""
    loaded = json.loads(Path(os.environ[VARIABLE]).read_text(encoding="utf-8"))
    ids, called, *others = loaded["identity"]
    ways = (Called(tuple(words), *rest) for words, *rest in called)
    identity = Identity(tuple(ids), tuple(ways), *map(tuple, others))
    return Cleaner(identity, frozenset(loaded["own"]), frozenset(loaded["yaml"]))
