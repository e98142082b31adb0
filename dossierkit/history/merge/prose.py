"""Lines that nobody understands: git merges them, and what it can't merge is asked."""

from __future__ import annotations

import re
import tempfile
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

from dossierkit.history.git import NoHistory, run
from dossierkit.history.merge.markers import MARK, Style, question
from dossierkit.history.merge.version import Three, lines_of

_MARKER = re.compile(r"([<=>])\1*")
_MOST_CONFLICTS = 127
"""A higher status of `git merge-file` says that it gave up."""
_PLAIN_MARKERS = {
    "GIT_CONFIG_COUNT": "1",
    "GIT_CONFIG_KEY_0": "merge.conflictStyle",
    "GIT_CONFIG_VALUE_0": "merge",
}


class Lines(NamedTuple):
    """Merged lines; `asks` says that there are markers among them."""

    lines: list[str]
    asks: bool


def merge_lines(sides: Three[list[str]], style: Style) -> Lines:
    """Lines merged as git does; where both changed the same ones, both versions with markers."""
    base, ours, theirs = sides
    if ours == theirs or base == theirs:
        return Lines(ours, False)
    if base == ours:
        return Lines(theirs, False)
    contents = Three(*("".join(f"{line}\n" for line in lines).encode() for lines in sides))
    size = 1 + max([style.size, *(_marks(line) for side in sides for line in side)])
    merged = _merge_file(contents, Style(size, style.ours, style.theirs))
    if merged is None:
        return ask_lines(sides, style)
    content, conflicts = merged
    lines = lines_of(content.decode())
    return Lines(_with_marks(lines, size, style) if conflicts else lines, bool(conflicts))


def ask_lines(sides: Three[list[str]], style: Style) -> Lines:
    """Both versions with markers, without the lines that both begin and end with."""
    _, ours, theirs = sides
    start = _common(ours, theirs)
    end = _common(ours[start:][::-1], theirs[start:][::-1])
    asked = question(ours[start : len(ours) - end], theirs[start : len(theirs) - end], style)
    return Lines([*ours[:start], *asked, *ours[len(ours) - end :]], True)


def ask_about_file(base: bytes, ours: bytes, theirs: bytes, style: Style) -> bytes:
    """A whole file as git merges it by lines, with a question at least where the two differ."""
    try:
        merged = _merge_file(Three(base, ours, theirs), style)
    except OSError:
        merged = None
    return merged[0] if merged is not None and merged[1] else ask_whole(ours, theirs, style)


def ask_whole(ours: bytes, theirs: bytes, style: Style) -> bytes:
    """Both versions of a file with markers, without the lines that both begin and end with."""
    end = b"\r\n" if b"\r\n" in ours else b"\n"
    our, their = ours.splitlines(keepends=True), theirs.splitlines(keepends=True)
    start = _common(our, their)
    same = _common(our[start:][::-1], their[start:][::-1])
    parts = [_ended(lines[start : len(lines) - same], end) for lines in (our, their)]
    marks = [line.removeprefix(MARK).encode() + end for line in question([], [], style)]
    after = our[len(our) - same :]
    return b"".join([*our[:start], marks[0], *parts[0], marks[1], *parts[1], marks[2], *after])


def merge_file(base: bytes, ours: bytes, theirs: bytes, style: Style) -> tuple[bytes, bool]:
    """A whole file that is no dossier, as git merges it by lines, and whether it asks."""
    merged = _merge_file(Three(base, ours, theirs), style)
    if merged is None:
        return ask_about_file(base, ours, theirs, style), True
    return merged[0], merged[1] > 0


def _common(ours: list[str] | list[bytes], theirs: list[str] | list[bytes]) -> int:
    pairs = zip(ours, theirs, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _ended(lines: list[bytes], end: bytes) -> list[bytes]:
    """Lines of which the last one has an end too."""
    if lines and not lines[-1].endswith((b"\n", b"\r")):
        return [*lines[:-1], lines[-1] + end]
    return lines


def _merge_file(contents: Three[bytes], style: Style) -> tuple[bytes, int] | None:
    """What `git merge-file` makes of three contents, and how many conflicts; None if it refuses,
    as for binary files, or is not there."""
    with tempfile.TemporaryDirectory(prefix="dossier-merge-") as folder:
        names = ("ours", "base", "theirs")
        for name in names:
            Path(folder, name).write_bytes(getattr(contents, name))
        labels = [part for name in (style.ours, "base", style.theirs) for part in ("-L", name)]
        size = f"--marker-size={style.size}"
        try:
            ran = run(Path(folder), "merge_file", size, *labels, *names, env=_PLAIN_MARKERS)
        except NoHistory:
            return None
        if not 0 <= ran.status <= _MOST_CONFLICTS:
            return None
        return Path(folder, "ours").read_bytes(), ran.status


def _with_marks(lines: list[str], size: int, style: Style) -> list[str]:
    """The lines of `git merge-file` with our own marker lines for those of a size."""
    marks = dict(zip("<=>", question([], [], style), strict=True))
    return [marks[line[0]] if _marks(line) == size else line for line in lines]


def _marks(line: str) -> int:
    """How many characters of a marker a line begins with."""
    match = _MARKER.match(line)
    return len(match.group()) if match else 0
