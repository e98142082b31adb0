"""Which texts of the code look said to a user, but are not marked for translation."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

SPEAKING = frozenset((
    "say", "say_indented", "remark", "complain", "echo", "confirm", "prompt", "fail", "report",
    "finding", "refuse", "problem", "ClickException", "UsageError", "BadParameter", "Finding",
    "Refused", "Refusal", "Unfit", "Stop", "NoNews", "Failed", "Considered", "Suggestion",
    "CannotEdit", "CannotErase", "CannotHandOver", "CannotSync", "NoHistory", "NoBook", "NoMail",
    "NoSuchRevision", "NoBackup", "WriteRefused", "ReadOnly", "Outside", "Changed", "UnsafeHeader",
    "TemplateError", "AttachmentError", "DraftError", "NoLine", "NoPassword", "NoOffer", "NoQuote",
    "WrongQuery", "UnknownField", "section", "row", "named", "ground",
))  # fmt: skip
"""Calls whose texts a user reads."""
MARKS = frozenset(("_", "N_", "plural", "number_of", "several"))

ALLOWED = {
    "book/feasts.py": "names that the library of holidays gives",
    "cli/assess_asking.py": "asks in both languages by itself",
    "history/people/forget.py": "the subject of a commit stays English",
}
"""Files that may, and why."""

_COMMAND = re.compile(r"\s*(?:dossier|git) [a-z]")
_WORDS = re.compile(r"[A-Za-z]{2,}[,;:]? [A-Za-z(']")


def unmarked(package: Path) -> Iterator[str]:
    """Each such text with its place, as `file:line: text`."""
    for file in sorted(package.rglob("*.py")):
        name = file.relative_to(package).as_posix()
        if name not in ALLOWED:
            for line, text in _of(ast.parse(file.read_text(encoding="utf-8"))):
                yield f"{name}:{line}: {text}"


def _of(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _called(node) in SPEAKING:
            for argument in (*node.args, *(one.value for one in node.keywords)):
                yield from ((one.lineno, text) for one, text in _plain(argument) if _is_said(text))


def _plain(node: ast.AST) -> Iterator[tuple[ast.expr, str]]:
    """The texts of an expression that nothing marks, looks up or compares."""
    if (isinstance(node, ast.Call) and _called(node) in MARKS) or isinstance(node, ast.Compare):
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node, node.value
    elif isinstance(node, ast.JoinedStr):
        parts = [one.value if isinstance(one, ast.Constant) else "…" for one in node.values]
        yield node, "".join(map(str, parts))
    elif not isinstance(node, ast.Call) or _called(node) in ("safe", "paint", "rstrip"):
        for child in ast.iter_child_nodes(node):
            yield from _plain(child)


def _called(node: ast.Call) -> str:
    return ast.unparse(node.func).rpartition(".")[2]


def _is_said(text: str) -> bool:
    return _WORDS.search(text) is not None and not _COMMAND.match(text)
