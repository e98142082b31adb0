"""The quick reader of simple headers: never anything but what libyaml would have read."""

from __future__ import annotations

import runpy
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from conftest import REPOSITORY
from hypothesis import given, settings
from hypothesis import strategies as st

from dossierkit.text.fence import Span, split
from dossierkit.text.header import compose
from dossierkit.text.nodes import MAX_DEPTH, Mapping, plain
from dossierkit.text.quick import read_quick
from dossierkit.text.source import Source

SPECIAL = "\n\n\n    ::--##[]{},,\"''|>&*!%@?`~\\\t\r\x00\x85\u2028\ufeff\u00a0王é😀a0_.=<+/("


Headers = Callable[[], tuple[tuple[str, Span], ...]]


def quick(text: str) -> Mapping | None:
    """A whole text, read quickly."""
    return read_quick(text, 0, len(text))


def slow(text: str) -> Mapping | None:
    """A whole text as libyaml reads it; None if there is anything to say about it."""
    source = Source("x.md", text)
    mapping = compose(source, Span(0, len(text)))
    return None if source.findings else mapping


def assert_same(text: str) -> None:
    """What is read quickly is just what would have been read slowly."""
    if (mapping := quick(text)) is not None:
        assert mapping == slow(text)
        assert list(mapping.fields) == list(mapping.keys)


def headers(root: Path, pattern: str) -> Iterator[tuple[str, Span]]:
    """The texts of a book with the places of their headers."""
    for file in sorted(root.glob(pattern)):
        text = file.read_bytes().decode()
        parts = split(Source(file.name, text))
        if parts is not None:
            yield text, parts.header


@cache
def generated() -> tuple[tuple[str, Span], ...]:
    """The headers of a generated book; a member's signature and a mail's subject aren't simple."""
    generate = runpy.run_path(str(REPOSITORY / "scripts" / "generate_book.py"))["generate"]
    with TemporaryDirectory() as folder:
        generate(Path(folder), 200)
        return tuple(headers(Path(folder) / "dossiers", "c*/*.md"))


@cache
def sample() -> tuple[tuple[str, Span], ...]:
    """The headers of the sample book."""
    return tuple(headers(REPOSITORY / "dossiers", "*/*.md"))


@pytest.mark.parametrize(("book", "share"), [(sample, 0.8), (generated, 1.0)])
def test_headers_of_books_are_read_quickly_and_right(book: Headers, share: float) -> None:
    read = 0
    for text, span in book():
        mapping = read_quick(text, span.start, span.end)
        if mapping is not None:
            read += 1
            assert mapping == compose(Source("x.md", text), span)
        assert_same(text[span.start : span.end].replace("\n", "\r\n"))
    assert read >= share * len(book()) > 40


READ = [
    ("a: b\n", {"a": "b"}),
    ("a: b", {"a": "b"}),
    ("a: b\r\nc:\r\n- d # e\r\n- f: [g]\r\n", {"a": "b", "c": ["d", {"f": ["g"]}]}),
    ("\n# c\n  # d\n\na: b   # e\n   \n# f", {"a": "b"}),
    ("a:\nb: # c\nc:   \nd:", dict.fromkeys("abcd")),
    ("a:\n  b:\n    c: d\n\n  # e\n  f: g\nh: i\n", {"a": {"b": {"c": "d"}, "f": "g"}, "h": "i"}),
    ("a:\n- b\n-\n- # c\n- 'd'\ne: f\n", {"a": ["b", None, None, "d"], "e": "f"}),
    ("a:\n  - b: c\n    d: e\n  -   f: g\n      h:\n  - {i: j}\n", {"a": [
        {"b": "c", "d": "e"}, {"f": "g", "h": None}, {"i": "j"}]}),
    ("a:\n  -\n    b: c\n  -\n    - d\n", {"a": [{"b": "c"}, ["d"]]}),
    ("a:\n  - b:\n    - c\n    d:\n      - e\n", {"a": [{"b": ["c"], "d": ["e"]}]}),
    ("a: \"b: c # d 'e'\"\nf: '\"g\" \\h # i'  # j\n", {"a": "b: c # d 'e'", "f": '"g" \\h # i'}),
    ("a: ''\nb: \"\"\nc: '---'\n", {"a": "", "b": "", "c": "---"}),
    ("a: b:c#d\ne: https://f/#g\nh: 12:30\ni: j & k * l ! \\ m, [n] {o}\n", {
        "a": "b:c#d", "e": "https://f/#g", "h": "12:30", "i": "j & k * l ! \\ m, [n] {o}"}),
    ("a: -5%\nb: +49 1\nc: =\nd: ~\ne: <<\nf: (g) 'h'\ni: -j\n", {
        "a": "-5%", "b": "+49 1", "c": "=", "d": None, "e": "<<", "f": "(g) 'h'", "i": "-j"}),
    ("a: 王 小明\nb: يوسف\nc: 😀\nd: “e”\n", {"a": "王 小明", "b": "يوسف", "c": "😀", "d": "“e”"}),
    ("a: NO\nb: 0755\nc: Null\nd: null\n", {"a": "NO", "b": "0755", "c": "Null", "d": None}),
    ("a: []\nb: {}\nc: [ ]  # d\ne: { }\nf: [[], {}]\n", {
        "a": [], "b": {}, "c": [], "e": {}, "f": [[], {}]}),
    ("a: [b, c d, -1]\ne: {f: g, h: i j}\n", {
        "a": ["b", "c d", "-1"], "e": {"f": "g", "h": "i j"}}),
    ("a: [ b,c , 'd', \"e\" ]\nf: { g:  h,i: j , k: 'l' }\n", {
        "a": ["b", "c", "d", "e"], "f": {"g": "h", "i": "j", "k": "l"}}),
    ("a: {b: [c, {d: e}], f: {g: h}} # i\n", {"a": {"b": ["c", {"d": "e"}], "f": {"g": "h"}}}),
    ("a: [http://b, 12:30]\nc: {d: e/f:g}\n", {"a": ["http://b", "12:30"], "c": {"d": "e/f:g"}}),
    ("a:\n- [b]\n- {c: d}\n- []\n", {"a": [["b"], {"c": "d"}, []]}),
    (f"{'a' * 100}: b\nc: {'d ' * 2000}e\n", {"a" * 100: "b", "c": "d " * 2000 + "e"}),
    (f"a: [{'b, ' * 2000}c]\n", {"a": ["b"] * 2000 + ["c"]}),
    (f"a:\n- b: {{c: [{'d, ' * 2000}e], f: '{'g ' * 2000}'}}\n  h: i\n- '{'j' * 2000}'\n", {
        "a": [{"b": {"c": ["d"] * 2000 + ["e"], "f": "g " * 2000}, "h": "i"}, "j" * 2000]}),
    (f"a: {'[' * (MAX_DEPTH - 1)}b{']' * (MAX_DEPTH - 1)}\n", {"a": [[[[[[["b"]]]]]]]}),
    ("a:\n b:\n  c:\n   d:\n    e:\n     f:\n      g:\n       h: i\n", {
        "a": {"b": {"c": {"d": {"e": {"f": {"g": {"h": "i"}}}}}}}}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), READ)
def test_what_is_read(text: str, expected: object) -> None:
    mapping = quick(text)
    assert mapping is not None
    assert plain(mapping) == expected
    assert mapping == slow(text)


REFUSED = [
    "", "\n", "# a\n", "a\n", "- a\n", "- a: b\n", "~\n", "[a]\n", "{a: b}\n", "'a'\n", "a:b\n",
    " a: b\n", "a: b\n c: d\n", "a: b\n  c\n", "a: b\nc\n", "a: b\n- c\n", "a:\n  b\n",
    "a: 'b\n  c'\n", "a: \"b\n  c\"\n", "a: [b,\n  c]\n", "a: {b: c\n}\n", "a: 'b\n", "a: [b\n",
    "a: |\n  b\n", "a: >-\n  b\n", "a: &b c\n", "a: *b\n", "a: !b c\n", "? a\n: b\n", "a: %b\n",
    "a: @b\n", "a: `b\n", 'a: "b\\n"\n', "a: 'it''s'\n", 'a: "b" c\n', "a: 'b'#c\n", "a: [b]#c\n",
    "a: [b] c\n", "a: [b]]\n", "a: b: c\n", "a: b:\n", "a: -\n", "a: - b\n", "a: ?b\n", "a: :b\n",
    "a: ,b\n", "a: ]b\n", "a: }b\n", "a: b\na: c\n", "a:\n  b: c\n  b: d\n", "a: {b: c, b: d}\n",
    "a: {b: 'c', b: d}\n", "null: a\n", "a: {null: b}\n", "~: a\n", ": a\n", "'a': b\n", "1: a\n",
    "a b: c\n", "a : b\n", "王: a\n", "a:\n    b: c\n  d: e\n", "a:\n  - b\n - c\n",
    "a:\n  - b\n  c: d\n", "a:\n  b: c\n  - d\n", "a:\n- b: c\n d: e\n", "a:\n- b: c\n   d: e\n",
    "a:\n- b\n  c: d\n", "a:\n- - b\n", "a:\n -b\n", "a: [b: c]\n", "a: [b,]\n", "a: [,b]\n",
    "a: [b,,c]\n", "a: {b}\n", "a: {b: }\n", "a: {b: ,c: d}\n", "a: {b: c,}\n", "a: {b:c}\n",
    "a: {b:[c]}\n", "a: {'b': c}\n", "a: [b}\n", "a: {b: c]\n", "a: [}\n", "a: {]\n", "a: [[b}]\n",
    "a: [[b] c]\n", "a: ['b' c]\n", "a: [b:]\n", "a: [b:, c]\n", "a: [b?c]\n", "a: [-]\n",
    "a: [- b]\n", "a: [#b]\n", "a: [b #c]\n", "a: [|b]\n", "a: {b: {c}}\n", "a: {[b]: c}\n",
    "---\na: b\n", "a: b\n---\n", "a: b\n...\n", "%YAML 1.1\n---\na: b\n", "a:\tb\n", "a: b\t\n",
    "\ta: b\n", "a: b\rc: d\n", "a: b\x00\n", "a: b\x7f\n", "a: b\x85c\n", "a: b\u2028c\n",
    "\ufeffa: b\n", "a: \ufeffb\n", "a: \ud800\n", "a: b\uffff\n", "a: \u00a0b\n",
    f"{'a' * 101}: b\n", "a: " + "[" * MAX_DEPTH + "b" + "]" * MAX_DEPTH + "\n",
    "a: " + "[" * MAX_DEPTH + "]" * MAX_DEPTH + "\n", "a: " + "[" * 100_000,
    "a:\n b:\n  c:\n   d:\n    e:\n     f:\n      g:\n       h: [i]\n",
    "a:\n b:\n  c:\n   d:\n    e:\n     f:\n      g:\n       h: {i: j}\n",
    "a:\n b:\n  c:\n   d:\n    e:\n     f:\n      g:\n       h:\n        i: j\n",
    "a:\n b:\n  c:\n   d:\n    e:\n     f:\n      g:\n      - h: i\n",
]  # fmt: skip


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_left_to_libyaml(text: str) -> None:
    assert quick(text) is None


def test_places_count_from_the_beginning_of_the_file() -> None:
    text = "---\r\na:\r\n- b: [c, {d: 'e'}]\r\n---\r\nf: g\r\n"
    parts = split(Source("x.md", text))
    assert parts is not None
    mapping = read_quick(text, *parts.header)
    assert mapping is not None
    assert mapping == compose(Source("x.md", text), parts.header)
    assert text[mapping.start : mapping.end] == "a:\r\n- b: [c, {d: 'e'}]"


def test_hostile_lines_take_no_time() -> None:
    for line in ("a: " + " " * 50_000 + ":", "a: " + "b " * 50_000 + ": c", "a: [" + "b, " * 50_000,
                 "a: " + "b:" * 50_000, "a: [" + "b:c" * 50_000, "- " * 50_000):  # fmt: skip
        assert quick(line + "\n") is None


NAMES = (*"abcdefg", "name", "e-mail", "x_1", "_", "null", "é", "1", "a b", "~")
GOOD_NAMES = NAMES[:11]
WORDS = (
    "a", "b c", "12:30", "a:b", "a#b", "-1", "http://x/y", "王", "é 😀", "it's", "~", "null", "=",
    "<<", "+1", "(a)", "a  b", 'a "b"', "a\\b", "x [y]", "", "a. b", "/a", "5%", "a; b", "^$", "a&",
)  # fmt: skip
ODD_WORDS = (
    "- ", "-", "x, y", "[z", "z]", "{z", "z}", "a: b", "a #b", "#b", ":", "?", "|", ">", "&a", "*a",
    "!a", "%", "@", "`", "---", "...", "\t", "a:", "a:,b", "a:]", "-a", "-王", "--", "?a", ":a",
    '"', "a'", "{{", "[]", "a:b:", "a#", "a:#b", "a :b", "-:", "\\", "a?", "a,b", "a,", ",",
)  # fmt: skip


def scalar(pick: Random) -> str:
    """A single value, mostly a good one."""
    quotes = pick.choice(("{}", "{}", "{}", '"{}"', "'{}'"))
    return quotes.format(pick.choice(ODD_WORDS if pick.random() < 0.06 else WORDS))


def flow(pick: Random, depth: int = 0) -> str:
    """A bracket with what is in it, mostly right."""
    entries = []
    is_list = pick.random() < 0.5
    for name in pick.sample(GOOD_NAMES if pick.random() < 0.9 else NAMES, pick.randrange(4)):
        value = flow(pick, depth + 1) if pick.random() < 0.2 and depth < 4 else scalar(pick)
        colon = pick.choice((": ", ": ", ": ", ": ", ":  ", ":" if pick.random() < 0.1 else ": "))
        entries.append(value if is_list else name + colon + value)
    comma = pick.choice(
        (", ", ", ", ", ", ",", " , ", ",  ", ",," if pick.random() < 0.1 else ", ")
    )
    inner = comma.join(entries) + (pick.choice(",]}: #-") if pick.random() < 0.02 else "")
    inner = f" {inner} " if pick.random() < 0.1 else inner
    return f"[{inner}]" if is_list else f"{{{inner}}}"


def rows(pick: Random, indent: int = 0, *, is_list: bool = False) -> Iterator[str]:
    """Lines of a block collection, mostly right."""
    blanks = " " * indent
    for name in pick.sample(GOOD_NAMES if pick.random() < 0.97 else NAMES, pick.randrange(1, 4)):
        if pick.random() < 0.1:
            yield pick.choice(("", "  ", "# c", "  # c", "      # c: d"))
        if pick.random() < 0.01:
            yield pick.choice(("---", "...", "  a", "a", "- a", "   - a", "  a: b", "a: b"))
        dash = pick.choice(("- ", "- ", "- ", "-  ", "- - " if indent > 9 else "- "))
        lead = blanks + dash * is_list
        blanks = lead if pick.random() < 0.01 else blanks
        colon = name + pick.choice((": ", ": ", ": ", ": ", ":  "))
        colon = "" if is_list and pick.random() < 0.5 else colon
        odd = "#" if pick.random() < 0.1 else ""
        tail = pick.choice(("", "", "", "", "", "  ", " # c", "   # c: d", odd))
        kind = pick.random()
        if kind < 0.3 and indent < 12:
            yield (lead + colon).rstrip(" " * (kind < 0.25)) + tail.removeprefix("#")
            step = pick.choice((0, 1, 2, 2, 2, 3, 4)) + pick.choice((1, 2, 2, 2)) * is_list
            yield from rows(pick, indent + step, is_list=pick.random() < 0.4)
        else:
            value = "" if kind < 0.4 else flow(pick) if kind < 0.55 else scalar(pick)
            yield lead + colon + value + tail
            if is_list and colon and pick.random() < 0.5:
                further = " " * (len(lead) + (pick.random() < 0.03))
                yield f"{further}{pick.choice('hijkl')}: {scalar(pick)}"
                yield f"{further}{pick.choice('mnopq')}:{pick.choice(('', ' ', ' # c'))}"


def made_up(pick: Random) -> str:
    """A header inside and slightly outside of what is simple."""
    end = pick.choice(("\n", "\n", "\r\n"))
    return end.join(rows(pick)) + end * (pick.random() < 0.9)


@cache
def originals() -> tuple[str, ...]:
    """What is worth changing."""
    books = (*sample(), *generated()[::20])
    headers = [text[span.start : span.end] for text, span in books]
    return (*headers, *(text for text, _ in READ if len(text) < 200))


def mutated(pick: Random) -> str:
    """A few lines of a real header with some characters changed."""
    lines = pick.choice(originals()).splitlines(keepends=True)
    start = pick.randrange(len(lines))
    text = "".join(lines[start : start + pick.randrange(1, 12)])
    for _ in range(pick.randrange(1, 4)):
        start = pick.randrange(len(text) + 1)
        end = min(start + pick.choice((0, 0, 0, 1, 1, 2, 5)), len(text))
        piece = pick.choice((pick.choice(SPECIAL), pick.choice(SPECIAL), text[start:end] * 2, ""))
        text = text[:start] + piece + text[end:]
    return text


@pytest.mark.parametrize("make", [made_up, mutated])
@settings(max_examples=400, derandomize=True, deadline=None, database=None)
@given(seed=st.integers(0, 2**64))
def test_whatever_is_read_is_read_as_by_libyaml(make: Callable[[Random], str], seed: int) -> None:
    pick = Random(seed)
    for _ in range(20):
        assert_same(make(pick))
