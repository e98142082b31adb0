"""Edits of dossiers of every look: the change and nothing else, to the byte (reliability 11)."""

from __future__ import annotations

import copy
import difflib
from collections.abc import Iterator
from random import Random
from typing import Any

from anyfile import NAMES, AnyFile
from hypothesis import given, settings
from hypothesis import strategies as st

from dossierkit.text.edit import Value, add_item, remove_item, set_field, unset_field
from dossierkit.text.fence import split
from dossierkit.text.header import read_header
from dossierkit.text.nodes import Mapping, Scalar, plain
from dossierkit.text.places import Header
from dossierkit.text.source import Source

TEXTS = (
    *("harmony", "x: y", "a #b", "", "null", "~", "- x", "[a", "it's", '"q"', "中文 😀", " lead"),
    *("tail ", "2026-02-30", "=", "a, b", "{x}", "?", "a:", "tab\tx", "back\\slash", "#x", "0x_"),
    *("*a", "&a", "!t", "%d", "@x", "`x", "|", ">", "x" * 120, "0815"),
)
LINES = ("Line one.\nLine two.\n", "a\nb", "a\n\n b\n", " a\nb")
FILES = settings(derandomize=True, max_examples=1000, deadline=None, database=None)
FEWER = settings(FILES, max_examples=500)
SEEDS = st.integers(0, 2**32)


def read(text: str) -> Header | None:
    """The header of a file; None if it can't be read."""
    source = Source("x.md", text)
    parts = split(source)
    root = read_header(source, parts.header) if parts else None
    return (
        None if parts is None or root is None or source.findings else Header(text, parts[0], root)
    )


def walk(fields: dict[str, Any], above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The paths of all fields."""
    for name, value in fields.items():
        yield (*above, name)
        if isinstance(value, dict):
            yield from walk(value, (*above, name))


def at(fields: Any, path: tuple[str, ...]) -> Any:
    for name in path:
        fields = fields[name]
    return fields


def changed(fields: Any, path: tuple[str, ...], value: Value) -> Any:
    """The same fields, but for one."""
    fields = copy.deepcopy(fields)
    inner = fields
    for name in path[:-1]:
        inner[name] = inner[name] or {}
        inner = inner[name]
    inner[path[-1]] = value
    return fields


def without(fields: Any, path: tuple[str, ...]) -> Any:
    """The same fields without one, and without the parents that held nothing else."""
    if not path:
        return fields
    rest = {name: value for name, value in fields.items() if name != path[0]}
    inner = fields.get(path[0])
    if len(path) > 1 and isinstance(inner, dict):
        inner = without(inner, path[1:])
    elif len(path) == 1:
        inner = None
    return {**fields, path[0]: inner} if inner else rest


def numstat(before: str, after: str) -> tuple[int, int]:
    """Lines that came and lines that went."""
    matcher = difflib.SequenceMatcher(None, before.split("\n"), after.split("\n"), autojunk=False)
    steps = [step for step in matcher.get_opcodes() if step[0] != "equal"]
    return sum(s[4] - s[3] for s in steps), sum(s[2] - s[1] for s in steps)


def any_value(random: Random, depth: int = 2) -> Value:
    kind = random.random()
    if depth and kind < 0.2:
        return [any_value(random, depth - 1) for _ in range(random.randint(0, 3))]
    if depth and kind < 0.4:
        names = random.sample((*NAMES, "null", "k: v"), random.randint(0, 3))
        return {name: any_value(random, depth - 1) for name in names}
    return None if kind < 0.45 else random.choice(TEXTS + LINES)


def varied(random: Random, value: Any) -> Value:
    """A list or fields with an entry more, less, or another."""
    if not value or isinstance(value, str):
        return any_value(random)
    new: Any = copy.copy(value)
    for _ in range(random.randint(1, 2)):
        if random.random() < 0.5 and new:
            new.pop(
                random.choice(list(new)) if isinstance(new, dict) else random.randrange(len(new))
            )
        elif isinstance(new, dict):
            new[random.choice(NAMES)] = any_value(random, 1)
        else:
            new.insert(random.randint(0, len(new)), any_value(random, 1))
    result: Value = new
    return result


def check(before: Header, after: str, expected: Any, gone: tuple[str, ...] = ()) -> None:
    """The header says what it should, the body and all line ends are as they were.

    A parent of what is gone may stay, without a value, for the comments that it still has.
    """
    header = read(after)
    assert header is not None
    assert without(plain(header.root), gone) == expected
    assert after[header.span.end :] == before.text[before.span.end :]
    if "\r\n" in before.text:
        assert "\n" not in after.replace("\r\n", "")


@FILES
@given(SEEDS)
def test_setting_one_line_changes_one_line(seed: int) -> None:
    text, random = AnyFile(seed).dossier(), Random(seed)
    header = read(text)
    if header is None:
        return
    fields = plain(header.root)
    assert isinstance(fields, dict)
    for path in walk(fields):
        node: Any = header.root
        for name in path:
            node = node.fields[name]
        shown = text[node.start : node.end]
        if not isinstance(node, Scalar) or "\n" in shown or shown[:1] in ("|", ">"):
            continue
        value = random.choice(TEXTS)
        after = set_field(text, path, value)
        if value == at(fields, path):
            assert after == text
            continue
        check(header, after, changed(fields, path, value))
        assert numstat(text, after) == (1, 1)
        assert after.startswith(text[: node.start].rstrip())
        assert after.endswith(text[node.end :].lstrip(" \t"))


@FEWER
@given(SEEDS)
def test_a_new_field_leaves_all_lines_as_they_are(seed: int) -> None:
    text, random = AnyFile(seed).dossier(), Random(seed)
    header = read(text)
    if header is None:
        return
    fields = plain(header.root)
    assert isinstance(fields, dict)
    order = random.choice(((), NAMES))
    parents = [path for path in walk(fields) if isinstance(at(fields, path), (dict, type(None)))]
    for parent in [(), *parents]:
        path = (*parent, random.choice((*NAMES, "new")))
        if path in [*walk(fields)]:
            continue
        for value in (random.choice(TEXTS), any_value(random)):
            after = set_field(text, path, value, order)
            check(header, after, changed(fields, path, value))
            node: Any = header.root
            for name in parent:
                node = node.fields[name]
            in_lines = isinstance(node, Mapping) and text[node.start] not in "{["
            if "{" not in text:
                assert numstat(text, after)[1] <= (0 if in_lines and "# name:" not in text else 1)
            elif in_lines and isinstance(value, str) and "# name:" not in text:
                assert numstat(text, after)[1] <= 1


@FEWER
@given(SEEDS)
def test_lists_and_groups_change_by_their_own_lines(seed: int) -> None:
    text, random = AnyFile(seed).dossier(), Random(seed)
    header = read(text)
    if header is None:
        return
    fields = plain(header.root)
    assert isinstance(fields, dict)
    path = random.choice([*walk(fields)])
    old = at(fields, path)
    new = varied(random, old)
    check(header, set_field(text, path, new), changed(fields, path, new))
    item = any_value(random)
    items = [*old] if isinstance(old, list) else [] if old is None else [old]
    after = add_item(text, path, item)
    check(header, after, changed(fields, path, [*items, item]))
    if isinstance(old, list) and old:
        assert numstat(text, after)[1] <= 1
    if items or old is None:
        index = random.randrange(len(items) or 1)
        after = remove_item(text, path, index)
        rest = items[:index] + items[index + 1 :]
        wanted = changed(fields, path, rest) if rest else without(fields, path)
        check(header, after, wanted, () if rest else path)
        assert numstat(text, after)[0] <= 1


@FEWER
@given(SEEDS)
def test_taking_out_takes_only_what_is_named(seed: int) -> None:
    text = AnyFile(seed).dossier()
    header = read(text)
    if header is None:
        return
    fields = plain(header.root)
    assert isinstance(fields, dict)
    for path in walk(fields):
        after = unset_field(text, path)
        check(header, after, without(fields, path), path)
        assert numstat(text, after)[0] <= 1
