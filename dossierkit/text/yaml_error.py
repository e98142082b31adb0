"""What is wrong with a YAML header, in words that someone who writes letters knows."""

from __future__ import annotations

import re

from dossierkit.text.fence import Span
from dossierkit.text.source import Source
from dossierkit.text.translation import _

_SPECIAL = {"alias": "*", "anchor": "&", "tag": "!"}


def explain(source: Source, span: Span, offset: int, problem: str) -> tuple[int, str, str]:
    """Place, message and remedy of a YAML error in words that someone who writes letters knows."""
    text = source.text
    line_start = text.rfind("\n", 0, offset) + 1
    line = text[line_start : text.find("\n", offset) % (len(text) + 1)]
    if "\t" in line[: len(line) - len(line.lstrip())] or "'\\t'" in problem:
        tab = text.find("\t", line_start)
        return max(tab, line_start), _("a tab is used for indentation"), _("indent with blanks")
    if "mapping values are not allowed" in problem:
        before = text[span.start : line_start].rstrip("\r\n").rpartition("\n")[2]
        if before.strip() and ":" not in before and ":" not in text[line_start:offset]:
            return _line_without_colon(source, span, line_start)
        hint = _("put the value in quotes if it holds ': ', or mend the indentation")
        return offset, _("a ':' where none is expected"), hint
    if "cannot start any token" in problem:
        character = text[offset : offset + 1]
        return (
            offset,
            _("a value can't begin with '{character}'").format(character=character),
            _("put the value in quotes"),
        )
    if special := re.search("scanning an? (?:alias|anchor|tag)", problem):
        character = _SPECIAL[special.group().rpartition(" ")[2]]
        offset = max(text.rfind(character, 0, offset + 1), line_start)
        return (
            offset,
            _("a value can't begin with '{character}'").format(character=character),
            _("put the value in quotes"),
        )
    if "could not find expected ':'" in problem:
        return _line_without_colon(source, span, offset)
    if offset >= span.end and line_start >= span.end:
        offset = max(span.start, len(text[: span.end].rstrip()) - 1)
        return (
            offset,
            _("the header ends in the middle of a value"),
            _("close the bracket or the quote"),
        )
    return (
        offset,
        _("the header can't be read: {problem}").format(problem=problem),
        _("mend it, or put the value in quotes"),
    )


def _line_without_colon(source: Source, span: Span, offset: int) -> tuple[int, str, str]:
    """libyaml complains where the next line begins; the culprit is the line before."""
    before = source.text[span.start : offset].rstrip()
    line_start = span.start + before.rfind("\n") + 1
    indent = len(source.text[line_start:]) - len(source.text[line_start:].lstrip(" "))
    hint = _("write fields as 'name: value', with an ASCII colon and a blank after it")
    return line_start + indent, _("a line without ':'"), hint
