"""Merging a whole file: clean only when surely right, with conflict markers otherwise."""

from __future__ import annotations

from collections import deque
from typing import NamedTuple

from dossierkit.history.merge.body import NOTES, merge_body
from dossierkit.history.merge.fields import Path, decide
from dossierkit.history.merge.header import Merged, Task, merge_header
from dossierkit.history.merge.logs import LOG
from dossierkit.history.merge.markers import DEFAULT_STYLE, Style, chosen, unmarked
from dossierkit.history.merge.proof import is_proved
from dossierkit.history.merge.prose import ask_about_file, ask_lines, ask_whole, merge_file
from dossierkit.history.merge.version import (
    BOM,
    Three,
    Version,
    kind_of,
    lines_of,
    read_version,
)
from dossierkit.text.nodes import plain
from dossierkit.text.translation import N_, _

WHOLE_FILE = N_("the whole file")
WHOLE_HEADER: Path = ()


class Result(NamedTuple):
    """A merged file. `conflicts` are what a person must decide on, by dotted path; the content
    has markers there. Without any, everything that both sides wrote is in it."""

    content: bytes
    conflicts: tuple[str, ...] = ()


def merge(
    base: bytes, ours: bytes, theirs: bytes, path: str, style: Style = DEFAULT_STYLE
) -> Result:
    """Three versions of a file merged; `path` tells its kind (`dossiers/customers/anna.md`).

    A file that can't be read strictly, or has no common version, is asked about as a whole, with
    both versions whole. What is no dossier is merged by lines. Nothing in the files makes it raise.
    """
    if ours == theirs:
        return Result(ours)
    if path and not path.endswith(".md"):
        content, asks = merge_file(base, ours, theirs, style)
        if not asks and path.endswith((".yaml", ".yml")) and not _is_sound(content):
            content, asks = ask_about_file(base, ours, theirs, style), True
        return Result(content, (_(WHOLE_FILE),) if asks else ())
    read = [read_version(path, data) for data in (base, ours, theirs)]
    first, our, their = read
    if first is not None and our is not None and their is not None:
        result = _merge_versions(Three(first, our, their), path, style)
        if result is not None:
            return result
    if our is None or their is None:
        return Result(ask_whole(ours, theirs, style), (_(WHOLE_FILE),))
    return Result(ask_about_file(base, ours, theirs, style), (_(WHOLE_FILE),))


def _is_sound(content: bytes) -> bool:
    """Whether fields merged by lines can still be read, and none is there twice."""
    return read_version("", b"---\n" + content.removesuffix(b"\n") + b"\n---\n") is not None


def _merge_versions(versions: Three[Version], path: str, style: Style) -> Result | None:
    """The merged file; None if it can't be proved that nothing is lost."""
    kind = kind_of(path)
    header = _header(Task(versions, kind, style))
    body = merge_body(Three(*(version.body_lines for version in versions)), style)
    asked = (*header.asked, *body.asked)
    lines = ["---", *header.lines, "---", *body.lines]
    for side in (0, 1) if asked else (0,):
        left = _written(chosen(lines, side), versions)
        if not is_proved(path, kind, versions, left, asked, side + 1):
            return None
    conflicts = tuple(dict.fromkeys(map(_place, asked)))
    return Result(_written(unmarked(lines), versions), conflicts)


def _place(path: Path) -> str:
    """A field by its dotted path, or a part of the file in words."""
    if path in (LOG, NOTES):
        return _(path[0])
    return ".".join(path) or _("the header")


def _header(task: Task) -> Merged:
    """The merged header; where fields share lines, that of the side which changed it."""
    versions = task.versions
    merged = merge_header(task)
    if merged is not None:
        return merged
    texts = Three(*(one.text[one.span.start : one.span.end] for one in versions))
    sides = Three(*map(lines_of, texts))
    values = Three(*(plain(version.header) for version in versions))
    is_sure = not decide((), values, task.kind).asked
    if is_sure and texts.base in texts[1:]:
        return Merged(sides.theirs if texts.base == texts.ours else sides.ours)
    return Merged(ask_lines(sides, task.style).lines, (WHOLE_HEADER,))


def _written(lines: list[str], versions: Three[Version]) -> bytes:
    """The lines as a file: line ends and the last of them as ours, unless only theirs changed."""
    base, ours, theirs = versions
    like = theirs if base.line_end == ours.line_end else ours
    text = "".join(map("".join, zip(lines, _ends(lines, like), strict=True)))
    if not _is_ended(theirs if _is_ended(base) == _is_ended(ours) else ours):
        text = text.rstrip("\r\n")
    mark = BOM if all(version.source.had_bom for version in versions) else ""
    return (mark + text).encode()


def _is_ended(version: Version) -> bool:
    return version.text.endswith("\n")


def _ends(lines: list[str], like: Version) -> list[str]:
    """The end of each line: where they differ in a file, as there, else as most of them."""
    if like.line_end:
        return [like.line_end] * len(lines)
    usual = "\r\n" if like.raw.count("\r\n") * 2 > like.raw.count("\n") else "\n"
    ends: dict[str, deque[str]] = {}
    for line in like.raw.split("\n"):
        text = line.removesuffix("\r")
        ends.setdefault(text, deque()).append("\n" if text == line else "\r\n")
    return [ends[line].popleft() if ends.get(line) else usual for line in lines]
