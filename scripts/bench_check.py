"""Measures `check` against what anyone can measure: libyaml reading the same headers."""

from __future__ import annotations

from pathlib import Path

from bench_books import DAY, WALK, cold, dossier, python
from bench_due import READ_ONE, edits_of
from bench_rows import Row, Table, ratio, shown
from measuring import Spent, measure, runs_for

EVENTS = """
import sys, yaml
from pathlib import Path
for file in sorted(Path(sys.argv[1], "dossiers").glob("*/*.md")):
    text = file.read_bytes().decode()
    loader = yaml.CBaseLoader(text[4 : text.index("\\n---", 3) + 1])
    while not isinstance(loader.get_event(), yaml.StreamEndEvent):
        pass
"""


def measured(root: Path, customers: int, runs: int) -> dict[str, Spent]:
    """What `check` and libyaml take for a book, and `check` again with nothing changed, and with
    one file edited each time."""
    command = dossier(root, "check", "--on", DAY)
    first = {"events": python("-c", EVENTS, str(root)), "check": cold(command, root)}
    again = {"walk": python("-c", WALK, str(root)), "again": command}
    found = measure(first, runs_for(customers, runs)) | measure(again, runs)
    with edits_of(root) as (who, edit):
        read = python("-c", WALK + READ_ONE, str(root), who)
        return found | measure({"read": read, "edited": command._replace(before=edit)}, runs)


def rows(found: dict[str, Spent], customers: int) -> list[Row]:
    """The check against its floors."""
    first = found["check"].cpu, found["events"].cpu
    waited = found["check"].waited, found["events"].waited
    again = found["again"].cpu, found["walk"].cpu
    edited = found["edited"].cpu, found["read"].cpu
    return [
        ratio("check, first time", customers, "libyaml's events", first, 2),
        ratio("check, first time, waited for", customers, "libyaml's events", waited, 2),
        ratio("check, nothing changed", customers, "walk", again, None),
        ratio("check, one file edited", customers, "walk, one file read", edited, None),
    ]


def growth(by_size: dict[int, dict[str, Spent]]) -> Table:
    """What the check takes on books of several sizes, and for each customer."""
    head = (
        "customers", "check", "waited", "libyaml's events", "per customer", "memory",
        "one file edited", "its memory",
    )  # fmt: skip
    lines = [
        (
            f"{customers:,}",
            shown(found["check"].cpu),
            shown(found["check"].waited),
            shown(found["events"].cpu),
            f"{found['check'].cpu / customers * 1e3:.2f} ms",
            f"{found['check'].memory / 1e6:.0f} MB",
            shown(found["edited"].cpu),
            f"{found['edited'].memory / 1e6:.0f} MB",
        )
        for customers, found in by_size.items()
    ]
    return Table("How the check grows with the book", [head, *lines])
