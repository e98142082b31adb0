"""One text as a YAML scalar that is read back as exactly that text, as plainly as possible."""

from __future__ import annotations

import re
from datetime import date

from dossierkit.text.nodes import PLAIN_NULLS
from dossierkit.text.source import SUSPECT_CHARACTER, describe_suspect
from dossierkit.text.translation import _


class CannotEdit(Exception):
    """The change can't be made by touching a few characters; the text says why and what to do."""


_PLAIN_START = re.compile(r"[^\s!\"#%&'*,:>?@\[\]`{|}=<-]|[-<=](?=[A-Za-z0-9])")
"""What a plain value begins with; `=` and `<<` alone would stop stock readers."""
_MARK_INSIDE = re.compile(r":(?= |$)| #|\t")
_FLOW_MARK = re.compile(r"[,\[\]{}?]")
_TRAP = re.compile(
    r"[-+]?0[xb]_+|\+?0\d+|\+\d+|(\d{4}-\d\d?-\d\d?)(?:(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d.*)?"
)
"""Stock readers make a number of it, without its zeros or its plus, or fail to make a date."""
_NOT_LITERAL = re.compile(r"\n*[ \t]|(?s:.*)^[ \t]+$", re.MULTILINE)
"""An indented first line would set the indentation; blanks alone are lost in an editor."""


def write_scalar(text: str, *, in_flow: bool = False, like: str = "") -> str:
    """A text in one line of YAML: plain where that is safe, else in quotes.

    `in_flow` says that it stands in brackets; `like` is a value whose quotes are to be kept.
    Raises CannotEdit for control characters.
    """
    refuse_control_characters(text)
    mark = like[:1]
    if mark == "'" and "\n" not in text and "\t" not in text:
        return _in_single_quotes(text)
    if mark != '"' and is_plain(text, in_flow=in_flow):
        return text
    has_double, has_single = '"' in text or "\\" in text, "'" in text
    if mark == '"' or "\n" in text or "\t" in text or has_single or not has_double:
        return _in_double_quotes(text)
    return _in_single_quotes(text)


def is_plain(text: str, *, in_flow: bool) -> bool:
    """Whether a text can stand without quotes."""
    if text in PLAIN_NULLS or text != text.strip() or "\n" in text:
        return False
    if not _PLAIN_START.match(text) or _MARK_INSIDE.search(text):
        return False
    return not (in_flow and _FLOW_MARK.search(text)) and not _is_trap(text)


def write_literal(text: str) -> tuple[str, list[str]] | None:
    """A text of several lines as a block: the mark that follows the name, and the lines.

    None if it might not be read back the same: lines of blanks, an indented first line, more than
    one line end behind the text. Raises CannotEdit for control characters.
    """
    refuse_control_characters(text)
    body = text.removesuffix("\n")
    lines = body.split("\n")
    if body.endswith("\n") or not body or _NOT_LITERAL.match(body):
        return None
    return ("|" if body != text else "|-"), lines


def refuse_control_characters(text: str) -> None:
    """Raises CannotEdit for a character that has no place in a dossier."""
    suspect = SUSPECT_CHARACTER.search(text)
    if suspect:
        name, number = describe_suspect(suspect.group()), ord(suspect.group())
        raise CannotEdit(
            _("the text holds a {name} (U+{number:04X}); write it without").format(
                name=name, number=number
            )
        )


def _is_trap(text: str) -> bool:
    trap = _TRAP.fullmatch(text)
    if trap is None or trap.group(1) is None:
        return trap is not None
    try:
        date(*map(int, trap.group(1).split("-")))
    except ValueError:
        return True
    return len(text) > len(trap.group(1))


def _in_single_quotes(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _in_double_quotes(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + escaped.replace("\n", "\\n").replace("\t", "\\t") + '"'
