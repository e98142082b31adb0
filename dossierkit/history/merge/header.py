"""The header: each field decided for itself, and written with the lines and comments it had."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from dossierkit.history.merge.blocks import Block, Piece, read_inner, read_top
from dossierkit.history.merge.fields import ABSENT, Decision, Path, decide
from dossierkit.history.merge.markers import Style, indented, is_question, question
from dossierkit.history.merge.rewrite import (
    NO_FIELD,
    Field,
    give_value,
    merged_comments,
    read_field,
    same,
    with_wishes,
)
from dossierkit.history.merge.union import Clash, Id, arrange, clashes, kept
from dossierkit.history.merge.version import Three, Version
from dossierkit.schema.fact import Group
from dossierkit.text.nodes import Mapping, plain
from dossierkit.text.translation import _


class Merged(NamedTuple):
    """Lines after a merge, and the paths of the fields that it asks about."""

    lines: list[str]
    asked: tuple[Path, ...] = ()


class Task(NamedTuple):
    """What a merge is about."""

    versions: Three[Version]
    kind: Group[Any] | None
    style: Style


def merge_header(task: Task) -> Merged | None:
    """The merged lines of the header; None if its fields don't stand in lines of their own."""
    blocks = [read_top(version) for version in task.versions]
    base, ours, theirs = blocks
    if base is None or ours is None or theirs is None:
        return None
    return _merge_blocks(task, (), Three(base, ours, theirs))


def _merge_blocks(task: Task, path: Path, blocks: Three[Block]) -> Merged:
    """Pieces of one block merged; the lines are without its indentation."""
    sides = Three(*(block.ids for block in blocks))
    pieces = Three(*(block.by_id for block in blocks))
    made: dict[Id, list[str]] = {}
    asked: list[Path] = []
    for one in dict.fromkeys((*sides.ours, *sides.theirs)):
        here = Three(*(side.get(one) for side in pieces))
        if one[0] == "field":
            merged = _merge_field(task, (*path, one[1]), here)
            made[one] = merged.lines
            asked += merged.asked
        else:
            made[one] = _either(here)
    kept_ids = {one for one in kept(sides) if one[0] != "field"}
    kept_ids |= {one for one, lines in made.items() if one[0] == "field" and lines}
    for clash in clashes(sides):
        if clash.gone[0] == "comment":
            asked.append((*path, _("a comment")))
            _ask_clash(clash, sides, made, kept_ids, task.style)
    for one in _lost_comments(blocks, kept_ids):
        asked.append((*path, one[1]))
        our, their = (_lines(side.get(one)) for side in pieces[1:])
        made[one] = question(our, their, task.style)
        kept_ids.add(one)
    order = arrange(sides, kept_ids, blocks.theirs.leads | blocks.ours.leads)
    return Merged(_laid_out(order, made, blocks), tuple(dict.fromkeys(asked)))


def _either(here: Three[Piece | None]) -> list[str]:
    """The lines of a comment or an item, from the side that changed how it is written."""
    base, ours, theirs = map(_lines, here)
    return list((theirs or ours) if ours == base else (ours or theirs))


def _lost_comments(blocks: Three[Block], keep: set[Id]) -> list[Id]:
    """Fields that one side took away while the other wrote a comment above them."""
    return [
        led
        for block in (blocks.ours, blocks.theirs)
        for one, led in block.leads.items()
        if led not in keep and one in keep and one not in blocks.base.ids
    ]


def _ask_clash(
    clash: Clash, sides: Three[list[Id]], made: dict[Id, list[str]], keep: set[Id], style: Style
) -> None:
    """Puts both versions of something with markers in the place of one of them, but for what is
    asked already."""
    free = {one for one in keep if not is_question(made[one])}
    ours = [one for one in clash.ours if one not in clash.theirs and one in free]
    theirs = [one for one in clash.theirs if one not in clash.ours and one in free]
    parts = [[line for one in side for line in made[one]] for side in (ours, theirs)]
    if not ours and not theirs:
        return
    first, *others = ours + theirs
    made[first] = question(parts[0], parts[1], style)
    keep.difference_update(others)


def _laid_out(order: list[Id], made: dict[Id, list[str]], blocks: Three[Block]) -> list[str]:
    """The lines of all pieces with the empty lines above them."""
    gaps: dict[Id, int] = {}
    for block in (blocks.theirs, blocks.ours):
        gaps |= {piece.id: piece.gap for piece in block.pieces[1:]}
    lines: list[str] = []
    for number, one in enumerate(order):
        lines += [""] * (gaps.get(one, 0) if number else 0) + made[one]
    base, ours, theirs = (block.tail for block in blocks)
    return lines + [""] * (theirs if ours == base else ours)


def _merge_field(task: Task, path: Path, here: Three[Piece | None]) -> Merged:
    """The merged lines of one field; none if it is not there any more."""
    _unused, ours, theirs = here
    if ours is not None and theirs is not None and ours.lines == theirs.lines:
        return Merged(list(ours.lines))
    values = Three(*(ABSENT if one is None else _value(one) for one in here))
    decision = decide(path, values, task.kind)
    found = [NO_FIELD if one is None else read_field(path[-1], one.lines) for one in here]
    fields = [field for field in found if field is not None]
    if len(fields) < len(found):
        return _question(task, path, here, decision, None)
    sides = Three(*fields)
    inner = _merge_inner(task, path, here, decision)
    if not decision.asked:
        field = _written(path[-1], sides, decision, inner)
        if field is not None:
            return Merged(list(field.lines))
    elif inner is not None and inner.asked:
        return inner
    return _question(task, path, here, decision, sides)


def _value(piece: Piece) -> Any:
    return None if piece.node is None else plain(piece.node)


def _written(
    name: str, sides: Three[Field], decision: Decision, inner: Merged | None
) -> Field | None:
    """The field with the decided value and all comments, changed as little as can be."""
    comments = merged_comments(sides)
    base, ours, theirs = sides
    in_turn = (theirs, ours) if ours.lines == base.lines else (ours, theirs)
    candidates = [*in_turn, read_field(name, inner.lines) if inner else None]
    for field in candidates:
        if field and same(field.value, decision.value) and field.comments == comments:
            return field
    for field in (ours, theirs):
        edited = give_value(name, field, decision.value)
        if edited and same(edited.value, decision.value) and edited.comments == comments:
            return edited
    return None


def _merge_inner(
    task: Task, path: Path, here: Three[Piece | None], decision: Decision
) -> Merged | None:
    """A field whose parts stand in lines of their own, merged part by part.

    A list is only put together so when nothing in it is asked.
    """
    blocks = [
        Block([]) if piece is None else read_inner(version, piece)
        for version, piece in zip(task.versions, here, strict=True)
    ]
    base, ours, theirs = blocks
    our, their = here.ours, here.theirs
    if ours is None or theirs is None or our is None or their is None:
        return None
    is_list = not isinstance(our.node, Mapping)
    if is_list != (not isinstance(their.node, Mapping)) or (is_list and decision.asked):
        return None
    head = _head(here)
    if head is None or (base is None and not is_list):
        return None
    merged = _merge_blocks(task, path, Three(base or Block([]), ours, theirs))
    column = ours.column - (_column(task.versions.ours, our))
    return Merged([head, *indented(merged.lines, column)], merged.asked)


def _column(version: Version, piece: Piece) -> int:
    """Where the line of a piece begins in its file."""
    start = version.source.start_of(piece.first)
    line = version.text[start : version.text.index("\n", start)]
    return len(line) - len(line.lstrip(" "))


def _head(here: Three[Piece | None]) -> str | None:
    """The line with the name of a field; None if both sides changed it."""
    base, ours, theirs = (piece.lines[0] if piece else None for piece in here)
    if ours == theirs or base == theirs:
        return ours
    return theirs if base == ours else None


def _question(
    task: Task,
    path: Path,
    here: Three[Piece | None],
    decision: Decision,
    sides: Three[Field] | None,
) -> Merged:
    """Both versions of a field between markers; an opt-out of one side stands in both."""
    if sides is None:
        ours, theirs = (_lines(here.ours), _lines(here.theirs))
    else:
        both = (with_wishes(path[-1], side, path, decision.wishes) for side in sides[1:])
        ours, theirs = (field.lines for field in both)
    return Merged(question(ours, theirs, task.style), (path,))


def _lines(piece: Piece | None) -> Sequence[str]:
    return piece.lines if piece else ()
