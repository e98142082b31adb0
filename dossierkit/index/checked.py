"""What the index keeps of a dossier for `check`, worked out from its file and from no other."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from dossierkit.book.checks import of_file
from dossierkit.book.checks.common import Given
from dossierkit.book.checks.days import days_of
from dossierkit.book.lazy import found_in
from dossierkit.book.load import load_dossier, load_frame
from dossierkit.index.digest import content_of, digest, digest_of
from dossierkit.schema.dossier import Dossier
from dossierkit.text.source import decode

_as_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Checked(NamedTuple):
    """The columns of one dossier; `findings` is JSON, or None if nothing is wrong.

    Its findings hold while the day that counts as today is one from `on_first` to `on_last`, and
    the real one from `today_first` to `today_last` (ordinals).
    """

    kind: str
    id: str
    digest: bytes
    is_readable: bool
    on_first: int
    on_last: int
    today_first: int
    today_last: int
    findings: str | None


class Left(NamedTuple):
    """One file that was read: its columns, and what it leaves for the checks across files, for
    looking it up by key and as one text of JSON."""

    row: Checked
    traces: list[tuple[str, bool, str]]
    trail: str


def check_files(
    root: Path, files: Iterable[tuple[str, str]], today: date, on: date | None
) -> list[Left]:
    """What is to be kept of some files, given by kind and id. Raises BrokenBook."""
    frame = load_frame(root)
    given = Given(root, frame.policy, frame.price_lists)
    return [_check(given, kind, dossier_id, today, on) for kind, dossier_id in files]


def _check(given: Given, kind: str, dossier_id: str, today: date, on: date | None) -> Left:
    found = found_in(given.root, kind, dossier_id)
    try:
        content = content_of(found.file)
    except OSError:
        looks, source = digest_of(found.file), None
    else:
        looks, source = digest(content), decode(found.path, content)
    dossier = load_dossier(found, given.policy, source)
    days = days_of(today, on)
    own = of_file(kind, dossier, given, days)
    row = Checked(
        kind=kind,
        id=dossier_id,
        digest=looks,
        is_readable=isinstance(dossier, Dossier),
        on_first=days.on.first.toordinal(),
        on_last=days.on.last.toordinal(),
        today_first=days.today.first.toordinal(),
        today_last=days.today.last.toordinal(),
        findings=_as_json(own.findings) if own.findings else None,
    )
    traces = [
        (space, role == "wants", key) for space, key, role, _ in own.traces if role != "names"
    ]
    return Left(row, traces, _as_json(own.traces))
