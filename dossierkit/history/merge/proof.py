"""The last look at a merged file: is anything lost, or there that nobody wrote?

What is expected is counted here anew from the three versions, fact by fact and line by line, and
not taken from those who put the text together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from typing import Any

from dossierkit.history.merge.body import NOTES, read_body
from dossierkit.history.merge.fields import (
    ABSENT,
    CONSENT,
    Path,
    canonical,
    is_list,
    is_same_wish,
    is_wish,
    items_of,
    opts_out,
    wish_state,
)
from dossierkit.history.merge.logs import LOG
from dossierkit.history.merge.rewrite import union_count
from dossierkit.history.merge.version import Three, Version, findings_of, read_version
from dossierkit.schema.fact import Group, is_opt_out
from dossierkit.text.log_items import log_items
from dossierkit.text.nodes import plain
from dossierkit.text.source import Source

Facts = dict[Path, Any]


def is_proved(
    path: str,
    kind: Group[Any] | None,
    versions: Three[Version],
    result: bytes,
    asked: Collection[Path] = (),
    side: int = 1,
) -> bool:
    """Whether a result can be read, and holds all that both sides wrote and nothing else.

    `asked` are the fields that a person decides on; there the result must be that of a side: ours
    (1) or theirs (2).
    """
    merged = read_version(path, result)
    if merged is None or not _has_only_known_findings(path, kind, versions, result):
        return False
    headers = [facts_of(version) for version in (*versions, merged)]
    return _facts_are_right(headers, kind, asked, side) and _body_is_right(
        [*versions, merged], asked, side
    )


def _has_only_known_findings(
    path: str, kind: Group[Any] | None, versions: Three[Version], result: bytes
) -> bool:
    known = {
        (finding.code, finding.message)
        for version in versions
        for finding in findings_of(kind, path, version.data)
    }
    return all((one.code, one.message) in known for one in findings_of(kind, path, result))


def facts_of(version: Version) -> Facts:
    """Every fact of a header by its path; what is empty is none."""
    return dict(_flat((), plain(version.header)))


def _flat(path: Path, value: Any) -> Iterator[tuple[Path, Any]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _flat((*path, name), inner)
    elif value is not None or is_opt_out(path[-1]):
        yield path, value


def _facts_are_right(
    headers: list[Facts], kind: Group[Any] | None, asked: Collection[Path], side: int
) -> bool:
    for path in {path for facts in headers for path in facts}:
        values = [facts.get(path, ABSENT) for facts in headers]
        if any(path[: len(one)] == one for one in asked):
            right = values[3] == values[side] or _is_wish_of_other(path, values)
        else:
            right = _fact_is_right(path, values, kind)
        if not right:
            return False
    return any(one[:1] == CONSENT or not one for one in asked) or _opt_out_is_kept(headers)


def _opt_out_is_kept(headers: list[Facts]) -> bool:
    """Whether nobody can be written to whom one side knows to have opted out."""
    _, ours, theirs, merged = (opts_out(_consent(facts)) for facts in headers)
    return merged or not (ours or theirs)


def _consent(facts: Facts) -> Any:
    """What a header says of consent, as far as an opt-out goes."""
    if CONSENT in facts:
        return facts[CONSENT]
    return {path[1]: value for path, value in facts.items() if path[:1] == CONSENT}


def _is_wish_of_other(path: Path, values: list[Any]) -> bool:
    """Whether a side also holds the opt-out of the other."""
    return wish_state(path, values[3]) and values[3] in values[1:3]


def _fact_is_right(path: Path, values: list[Any], kind: Group[Any] | None) -> bool:
    base, ours, theirs, merged = values
    if ours == theirs or base in (ours, theirs):
        return bool(merged == (theirs if base == ours else ours))
    sides = Three(base, ours, theirs)
    if is_wish(path, sides):
        wished = [value for value in (ours, theirs) if wish_state(path, value)]
        return merged in (wished or (ours, theirs)) and (
            len(wished) == 1 or is_same_wish(path, ours, theirs)
        )
    counts = [Counter(map(canonical, items_of(value))) for value in values]
    return is_list(path, sides, kind) and _is_union(counts)


def _is_union(counts: list[Counter[str]]) -> bool:
    base, ours, theirs, merged = counts
    return all(
        merged[one] == union_count(base[one], ours[one], theirs[one])
        for one in {*ours, *theirs, *merged}
    )


def _body_is_right(versions: list[Version], asked: Collection[Path], side: int) -> bool:
    events = [Counter(_events(version)) for version in versions]
    others = [Counter(_other_lines(version)) for version in versions]
    if LOG in asked:
        return _has_all_of(events, side) and _has_all_of(others, side)
    return _is_union(events) and (
        _has_all_of(others, side) if NOTES in asked else _is_within(others)
    )


def _events(version: Version) -> Iterator[str]:
    source = Source("", version.text)
    for item in log_items(source, version.body):
        yield "\n".join([item.text, *item.more])


def _other_lines(version: Version) -> Iterator[str]:
    """The lines of a body that are no log lines, without blanks around them."""
    body = read_body(version.body_lines)
    if body is None:
        lines = version.body_lines
    else:
        texts = (one.lines for one in body.log.pieces if one.id[0] != "item")
        lines = [*body.before, *body.after, *(line for text in texts for line in text)]
    return (line.strip() for line in lines if line.strip())


def _has_all_of(counts: list[Counter[str]], side: int) -> bool:
    """Whether all that a side added is there."""
    added = counts[side] - counts[0]
    return all(counts[3][one] >= counts[side][one] for one in added)


def _is_within(counts: list[Counter[str]]) -> bool:
    """Whether each line is there as often as it may be: what one side alone changed is exact, and
    equal lines that both added may have become one or two."""
    base, ours, theirs, merged = counts
    for one in {*base, *ours, *theirs, *merged}:
        total = ours[one] + theirs[one] - base[one]
        least, most = sorted((union_count(base[one], ours[one], theirs[one]), total))
        if not least <= merged[one] <= most:
            return False
    return True
