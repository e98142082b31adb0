"""Hostile input: whatever stands in a file, the answer is a dossier or findings with a place."""

from __future__ import annotations

import importlib.util
import os
import random
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY, Result, customer, findings_of, read
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dossierkit.book.load import load
from dossierkit.cli import COMMANDS
from dossierkit.schema.dossier import COMPANY, COUNTRY, CUSTOMER, MEMBER, Dossier, Unreadable
from dossierkit.schema.fact import Group
from dossierkit.schema.types import PROSE, TEXT, ListOf, ScalarType
from dossierkit.text.finding import Finding

MakeBook = Callable[[dict[str, str | bytes]], Path]
Run = Callable[..., Result]
KINDS: list[Group[Any]] = [CUSTOMER, COMPANY, COUNTRY, MEMBER]
FOLDERS = ("customers", "companies", "countries", "team")
SAMPLES = {
    kind.title: [
        file.read_bytes()
        for file in sorted((REPOSITORY / "dossiers" / folder).glob("*.md"))
        if file.stat().st_size < 4000
    ]
    for kind, folder in zip(KINDS, FOLDERS, strict=True)
}


def check(data: bytes, kind: Group[Any]) -> None:
    """Reading raises nothing, and every finding has a place inside the file."""
    result = read(data, kind)
    assert isinstance(result, Dossier | Unreadable)
    assert result.findings or isinstance(result, Dossier)
    lines = data.decode("utf-8", "replace").split("\n")
    for finding in result.findings:
        assert 1 <= finding.line <= len(lines), finding
        assert 1 <= finding.column <= len(lines[finding.line - 1]) + 1, finding
        assert finding.code
        assert finding.message
        assert str(finding).startswith(f"anna.md:{finding.line}:{finding.column}: ")


FEW = settings(
    max_examples=1250, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck)
)
PIECES = (
    *("---\n", "---", "----\n", "...\n", "\r", "\r\n", "\n", "\t", "  ", ": ", ":", "- ", "#", ","),
    *("[", "]", "{", "}", "'", '"', "&a ", "*a", "!x ", "!!binary ", "<<: ", "|\n", ">-\n", "? "),
    *("\x00", "\x1b[31m", "\x85", "\u2028", "\u202e", "\ufeff", "\u200b", "😀", "王", "é"),
    *("<<<<<<< HEAD\n", "=======\n", ">>>>>>> x\n", "## Log\n", "- [ ] ", "```\n", "[[x]]", "%"),
    *("name: ", "consent: ", "do-not-contact: true\n", "2026-02-30", "9999-12-31", "0001-01-01"),
    *("- 2025-04-18 quote out USD 1: valid 2025-02-30\n", "next: [2026-11-25 x, soon]\n", "~"),
)  # fmt: skip


def mutated(pick: random.Random, sample: Any, pieces: Sequence[Any]) -> Any:
    """A sample with pieces put in, parts cut out or doubled."""
    for _ in range(pick.randrange(1, 5)):
        start = pick.randrange(len(sample) + 1)
        end = min(len(sample), start + pick.randrange(40))
        middle = pick.choice((pick.choice(pieces), sample[start:end] * 2, sample[:0]))
        sample = sample[:start] + middle + sample[end:]
    return sample


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.title)
@FEW
@given(pick=st.randoms(use_true_random=True))
def test_five_thousand_mutations_by_characters(kind: Group[Any], pick: random.Random) -> None:
    sample = pick.choice(SAMPLES[kind.title]).decode()
    check(mutated(pick, sample, PIECES).encode(), kind)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.title)
@FEW
@given(pick=st.randoms(use_true_random=True))
def test_five_thousand_mutations_by_bytes(kind: Group[Any], pick: random.Random) -> None:
    pieces = [bytes([byte]) for byte in range(256)]
    check(mutated(pick, pick.choice(SAMPLES[kind.title]), pieces), kind)


def header(text: str) -> bytes:
    """A dossier whose header ends with this text."""
    return f"---\nname: Anna\n{text}\n---\n".encode()


MERGE_BOMB = "a0: &a0 {x: y}\n" + "\n".join(
    f"a{n}: &a{n} {{{', '.join(f'<<: *a{n - 1}' for _ in range(9))}}}" for n in range(1, 8)
)
LAUGHS = "a0: &a0 lol\n" + "\n".join(
    f"a{n}: &a{n} [{', '.join(f'*a{n - 1}' for _ in range(9))}]" for n in range(1, 10)
)
HOSTILE: dict[str, tuple[bytes, str]] = {
    "duplicate key": (header("given: a\ngiven: b"), "duplicate-key"),
    "500 brackets": (header("given: " + "[" * 500), "too-deep"),
    "5,000 brackets": (header("given: " + "[" * 5_000), "too-deep"),
    "60,000 brackets": (header("given: " + "[" * 60_000), "too-deep"),
    "100,000 brackets": (header("given: " + "[" * 100_000), "header-too-large"),
    "1,100 dashes": (header("tags:\n" + "- " * 1_100), "too-deep"),
    "braces": (header("given: " + "{a: " * 5_000), "too-deep"),
    "question marks": (header("? " * 5_000), "too-deep"),
    "billion laughs": (header(LAUGHS), "anchor"),
    "merge bomb": (header(MERGE_BOMB), "anchor"),
    "a list in itself": (header("given: &a [*a]"), "anchor"),
    "5,000 digits": (header("china: {visits: " + "9" * 5_000 + "}"), "number"),
    "1 MB hexadecimal": (header("given: 0x" + "f" * 2**20), "header-too-large"),
    "sexagesimal": (header("given: 1" + ":59" * 100_000), "header-too-large"),
    "30 February": (header("birthday: 2026-02-30"), "impossible-date"),
    "25 o'clock": (header("expected-purchase: 25:00:00"), "date"),
    "no time zone": (header("birthday: 2026-02-03T10:00:00+99:99"), "date"),
    "a python object": (header("given: !!python/object/apply:os.system [id]"), "tag"),
    "a tag": (header("given: !x y"), "tag"),
    "binary": (header("given: !!binary aGk="), "tag"),
    "an escape of ESC": (header('given: "\\e[31mred"'), "control-character"),
    "an escape of bidi": (header('given: "\\u202Ex"'), "control-character"),
    "an escape of CR": (header('given: "x\\r\\n"'), "control-character"),
    "next line": (header("given: x\u0085do-not-contact: true"), "control-character"),
    "line separator": (header("given: x\u2028consent: y"), "control-character"),
    "a surrogate": (header('given: "\\ud800"'), "yaml"),
    "10 MB of keys": (header("\n".join(f"k{n}: 1" for n in range(900_000))), "too-large"),
    "3 MB of keys": (header("\n".join(f"k{n}: 1" for n in range(250_000))), "header-too-large"),
    "60 KB of keys": (header("\n".join(f"k{n}: 1" for n in range(6_000))), "unknown-field"),
    "60 KB of aliases": (header("tags: [" + "*a, " * 15_000 + "]"), "anchor"),
    "controls": (header("") + b"\x01" * 1_000_000, "control-character"),
    "conflicts": (header("") + b"<<<<<<< a\n" * 50_000, "conflict-marker"),
    "headers": (header("") + b"a: b\n---\n" * 40_000, "second-header"),
    "a log of nonsense": (header("") + b"## Log\n" + b"- x y\n" * 20_000, "too-many-findings"),
    "a phone of blanks": (header('reach: {phone: "1' + " " * 60_000 + 'y"}'), "phone"),
    "a page of questions": (header('reach: {website: "a.' + "?" * 60_000 + ' x"}'), "web-address"),
    "an endless address": (header(f'reach: {{email: "{"a." * 30_000}"}}'), "mail-address"),
    "a byte order mark": (b"\xef\xbb\xbf---\nname: A\n---\n", "byte-order-mark"),
    "no end": (b"---\nname: A\n", "unclosed-header"),
    "no end but a rule": (b"---\nname: A\n\nHello: there\n\n---x\n", "bad-fence"),
    "a comment after the fence": (b"--- # c\nname: A\n---\n", "bad-fence"),
    "TOML": (b"+++\nname = 'A'\n+++\n", "no-header"),
    "a list": (b"---\n- name: A\n---\n", "not-a-mapping"),
    "a string": (b"---\nAnna\n---\n", "not-a-mapping"),
    "a fence in a note": (b"---\nname: A\nx: |\n---\nb\nname: B\n---\n", "unknown-field"),
    "a header cut by a fence": (b"---\nname: A\n---\nconsent: x\n---\n", "second-header"),
    "four dashes": (b"----\nname: A\n----\n", "bad-fence"),
    "leading blanks": (b"\n  ---\nname: A\n---\n", "bad-fence"),
    "JSON": (b'{"name": "A"}\n', "no-header"),
    "dots as end": (b"---\nname: A\n...\n", "bad-fence"),
    "two documents": (b"---\nname: A\n---\n---\nname: B\n---\n", "second-header"),
    "NUL in the body": (header("") + b"a\x00b", "control-character"),
    "UTF-16": ("---\nname: A\n---\n".encode("utf-16"), "encoding"),
    "GBK": ("---\nname: 王小明\n---\n".encode("gbk"), "encoding"),
    "CR only": (b"---\rname: A\r---\r", "lone-cr"),
    "nothing": (b"", "no-header"),
}
LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (400 * 2**20,) * 2)
from dossierkit.schema.dossier import CUSTOMER, read_dossier
from dossierkit.text.source import decode
for path in sys.argv[1:]:
    with open(path, "rb") as file:
        data = file.read()
    before = resource.getrusage(resource.RUSAGE_SELF)
    resource.setrlimit(resource.RLIMIT_CPU, (int(before.ru_utime + before.ru_stime) + 4, -1))
    result = read_dossier(CUSTOMER, "x", decode("x.md", data), {})
    after = resource.getrusage(resource.RUSAGE_SELF)
    print(path, after.ru_maxrss - before.ru_maxrss, len(result.findings))
"""


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_by_name(name: str) -> None:
    data, code = HOSTILE[name]
    found = findings_of(data)
    assert code in {finding.code for finding in found}
    if name not in ("a byte order mark", "a fence in a note"):
        assert any(finding.is_error for finding in found)
    assert all(finding.message.isprintable() for finding in found)


def test_hostile_files_take_little_time_and_memory(tmp_path: Path) -> None:
    """All of them in one process that the system ends after 4 s of CPU for one, or at 400 MB."""
    for number, (data, _) in enumerate(HOSTILE.values()):
        (tmp_path / f"{number:02}").write_bytes(data)
    paths = [str(path) for path in sorted(tmp_path.iterdir())]
    run = subprocess.run(
        [sys.executable, "-c", LIMITED, *paths], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    lines = [line.split() for line in run.stdout.splitlines()]
    assert len(lines) == len(HOSTILE) >= 36
    grown = {path: int(kilobytes) // 1024 for path, kilobytes, _ in lines}
    assert max(grown.values()) <= 100, grown


BAD = (
    *("---\nname: [\n---\n", "---\nname: a\nname: b\n---\n", "", "---\nname: x\n"),
    *("---\nname: x\nintent: y\n---\n", "---\nname: x\n---\n## Log\n- 2026-02-30 call: x\n"),
    *("---\nname: &a x\n---\n", "---\nname: \x1b\n---\n", "---\nx: 1\n---\n", "---\n- x\n---\n"),
)


def test_a_hundred_bad_files_of_a_thousand_are_all_reported(make_book: MakeBook) -> None:
    files: dict[str, str | bytes] = {
        f"dossiers/customers/c{number:03}.md": BAD[number // 10 % 10]
        if number % 10 == 0
        else f"---\nname: Customer {number}\n---\n"
        for number in range(1000)
    }
    book = load(make_book(files))
    found = book.unreadable_findings()
    assert {finding.path for finding in found} == {
        f"dossiers/customers/c{number:03}.md" for number in range(0, 1000, 10)
    }
    assert all(finding.line >= 1 and finding.column >= 1 for finding in found)
    assert len(book.customers) + len(book.unreadable) == 1000


TRAPS = (
    *("NO", "no", "on", "off", "Yes", "y", "Null", "NULL", "true", "12:30", "1:59:59"),
    *("013700137000", "+8613700137000", "1_000", "0x1F", "0o17", "1e3", ".5", ".nan", ".inf"),
    *("2026-02-30", "2026-1-5", "2026-11-25", "=", "-", "<<", "@x", "*x", "&x", "!x", "%x", "`x"),
    *("007", "１２３", "1,5", "?", "a: b", "[x", "{x", "x]", "'x", '"x', "--", "-1"),
)  # fmt: skip


def text_fields(group: Group[Any], *path: str) -> list[tuple[str, ...]]:
    """The path of every field that takes a line of text."""
    found = []
    for name, declared in group.facts.items():
        is_list = isinstance(declared.type, ListOf)
        kind = declared.type.item if isinstance(declared.type, ListOf) else declared.type
        if isinstance(kind, Group):
            found += text_fields(kind, *path, f"[{name}" if is_list else name)
        elif kind is TEXT or kind is PROSE:
            found.append((*path, f"[{name}" if is_list else name))
    return found


def at(facts: Any, path: tuple[str, ...]) -> Any:
    """The value at a path of facts, the first of each list."""
    for name in path:
        if name.startswith("[") and not (value := getattr(facts, attribute(name))):
            return None
        facts = value[0] if name.startswith("[") else getattr(facts, attribute(name))
    return facts


def attribute(name: str) -> str:
    """The attribute of a field."""
    plain = name.removeprefix("[").replace("-", "_")
    return f"{plain}_" if plain == "from" else plain


@pytest.mark.parametrize("trap", TRAPS)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.title)
def test_what_you_type_is_what_the_tool_keeps(kind: Group[Any], trap: str) -> None:
    for path in text_fields(kind):
        lines = ["---", *(["name: A"] if path != ("name",) else [])]
        for depth, name in enumerate(path):
            item = "- " if depth and path[depth - 1].startswith("[") else ""
            inner = sum(2 + 2 * path[index].startswith("[") for index in range(depth))
            indent = " " * (inner - len(item))
            value = f" {trap}" if depth == len(path) - 1 else ""
            lines.append(f"{indent}{item}{name.removeprefix('[')}:{value}")
        result = read("\n".join([*lines, "---", ""]), kind)
        kept = at(result.facts, path) if isinstance(result, Dossier) else None
        if kept != trap:
            assert any(finding.is_error for finding in result.findings), (path, kept)
            assert any("quote" in finding.hint for finding in result.findings), result.findings
        quoted = "'" + trap.replace("'", "''") + "'"
        again = read("\n".join([*lines[:-1], lines[-1].removesuffix(trap) + quoted, "---\n"]), kind)
        assert isinstance(again, Dossier)
        assert at(again.facts, path) == trap


def test_the_scalar_types_of_text_keep_every_character() -> None:
    for kind in (TEXT, PROSE):
        assert isinstance(kind, ScalarType)
        assert [kind.parse(trap) for trap in TRAPS] == list(TRAPS)


def test_a_wish_to_be_left_alone_survives_every_breakage() -> None:
    wish = "---\nname: Anna\nconsent: {do-not-contact: true}\n---\n"
    assert customer("consent: {do-not-contact: true}\n").facts.consent.do_not_contact
    for start in range(len(wish)):
        for cut in (1, 3):
            result = read(wish[:start] + wish[start + cut :])
            if isinstance(result, Dossier):
                facts = result.facts
                assert facts.consent.do_not_contact or result.stops_mail or is_cut(result.findings)


def is_cut(findings: tuple[Finding, ...]) -> bool:
    """Whether an error is reported at all: nobody acts on such a file unseen."""
    return any(re.fullmatch("unknown-field|missing-field", finding.code) for finding in findings)


# Promise 25: nothing in a dossier can fool a terminal.

TRICKS = (
    "\x1b[31m \x1b]0;t\x07 \x1b]8;;http://x\x1b\\ \x1b]52;c;eA==\x07 \x9b31m \b \r \u202e \u200b"
)
"""CSI, OSC 0, 8 and 52, C1, BS, CR, a bidirectional override, a zero-width space."""
SOFT = "x\u200b\u200d\u200e\u00ad\u061c\u2060y"
"""What is no control character, and may stand in a dossier: invisible all the same."""


def trick_book(make_book: MakeBook) -> Path:
    """A book in which every text holds tricks; some files can be read, some can't."""
    fields = {path[0]: SOFT for path in text_fields(CUSTOMER) if len(path) == 1}
    lines = [f"{name.removeprefix('[')}: [{value}]" if name.startswith("[") else f"{name}: {value}"
             for name, value in fields.items()]  # fmt: skip
    readable = "---\n" + "\n".join(lines) + f"\n{SOFT}: {SOFT}\nintent: {SOFT}\ncompany: bright\n"
    log = f"## Log\n\n- 2026-11-01 email in: {SOFT} #{SOFT}\n- 2026-11-02 {SOFT}\n"
    escaped = TRICKS.encode("unicode_escape").decode().replace("\\r", "\\x0d")
    return make_book(
        {
            "dossiers/customers/soft.md": f"{readable}next: 2026-11-10 {SOFT}\n---\n{log}",
            "dossiers/customers/hard.md": f"---\nname: {TRICKS}\n---\n{TRICKS}\n",
            "dossiers/customers/quoted.md": f'---\nname: "{escaped}"\n---\n',
            "dossiers/customers/plain.md": f"---\nname: Anna\n{TRICKS}: 1\n---\n",
            f"dossiers/customers/{TRICKS.replace('/', '-')}.md": "---\nname: x\n---\n",
            f"dossiers/customers/a\n{SOFT}.txt": "",
            "dossiers/companies/bright.md": f"---\nname: {SOFT}\ntags: [{SOFT}]\n---\n",
            f"dossiers/prices/2026-11-16{SOFT}.csv": "",
            "dossiers/prices/2026-11-16.csv": f"sku,{SOFT}\n{TRICKS}\n",
            f"templates/{SOFT}/en.md": f"---\nsubject: {SOFT}\n---\n{{{{ {SOFT} }}}}\n",
        }
    )  # fmt: skip


ARGUMENTS: dict[str, list[list[str]]] = {
    "due": [["--on", "2026-11-20"], ["--why", "soft"], [f"--owner={TRICKS}"]],
    "show": [["soft"], ["hard"], ["bright"], [TRICKS]],
    "render": [["greeting", "soft"], [SOFT, "soft"], [TRICKS, "soft"], [SOFT, "--all"]],
    "list": [[], ["companies"], ["--where", f"name={TRICKS}"], ["--sort", TRICKS]],
    "check": [[], [f"dossiers/customers/{TRICKS}"]],
    "lsp": [["--tcp", TRICKS]],
    "schema": [["customer"], ["book"], [TRICKS]],
    "serve": [["--port", TRICKS]],
}
JSON = ("check", "due", "list", "show", "render")
CALLS = [
    [command, *arguments, *extra]
    for command in COMMANDS
    if importlib.util.find_spec(f"dossierkit.cli.{command.replace('-', '_')}")
    for arguments in ARGUMENTS.get(command, [[]])
    for extra in ([[], ["--format", "json"]] if command in JSON else [[]])
]


def is_harmless(text: str) -> bool:
    """Whether text holds nothing but what is printable, and ends of lines."""
    return all(character.isprintable() or character == "\n" for character in text)


@pytest.mark.parametrize("call", CALLS, ids=lambda call: " ".join(call).encode().hex()[:60])
def test_nothing_reaches_a_pipe(make_book: MakeBook, run: Run, call: list[str]) -> None:
    result = run(*call, book=trick_book(make_book))
    assert result.status in (0, 1, 2)
    assert is_harmless(result.stdout), ascii(result.stdout)
    assert is_harmless(result.stderr), ascii(result.stderr)
    assert result.stdout + result.stderr


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="there are no terminals")
@pytest.mark.parametrize("command", [call[0] for call in CALLS if call[1:2] != ["--format"]][::3])
def test_only_our_own_colours_reach_a_terminal(make_book: MakeBook, command: str) -> None:
    import pty

    book = trick_book(make_book)
    arguments = [command, *ARGUMENTS.get(command, [[]])[0]]
    primary, secondary = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "dossierkit", *arguments],
        cwd=book, stdin=secondary, stdout=secondary, stderr=secondary,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "100"},
    )  # fmt: skip
    os.close(secondary)
    written = b""
    while True:
        try:
            part = os.read(primary, 65536)
        except OSError:
            break
        if not part:
            break
        written += part
    os.close(primary)
    assert process.wait() in (0, 1, 2)
    shown = re.sub(r"\x1b\[\d*m", "", written.decode()).replace("\r\n", "\n")
    assert is_harmless(shown), ascii(shown)
    assert shown
