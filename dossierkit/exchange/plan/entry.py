"""What the plan says of each arrival, and what is to be written."""

from __future__ import annotations

from typing import Literal, NamedTuple

from dossierkit.text.finding import Finding

Verdict = Literal["add", "update", "unchanged", "ambiguous", "refused"]
VERDICTS: tuple[Verdict, ...] = ("add", "update", "unchanged", "ambiguous", "refused")

ChangeKind = Literal["set", "add", "replace", "conflict", "log"]
"""`set` fills a gap, `add` adds to a list, `replace` is `--take theirs`, `log` one more line of the
log; a `conflict` is shown and left alone."""


class Change(NamedTuple):
    """One field that an arrival says more, or something else, about. `of` is the kind of dossier:
    `customer`, or `company` for that of their company."""

    of: str
    field: str
    kind: ChangeKind
    old: str
    new: str


class Entry(NamedTuple):
    """What becomes of one arrival.

    `id` is the dossier it is or will be, `company` that of the company, with `is_new_company` if it
    is begun for them. `reason` says why for everything but a plain addition; `candidates` are whom
    an ambiguous one may be. `opted_out`: the book says not to contact them, and that stays.
    """

    place: str
    name: str
    verdict: Verdict
    id: str = ""
    company: str = ""
    is_new_company: bool = False
    reason: str = ""
    candidates: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    findings: tuple[Finding, ...] = ()
    opted_out: bool = False
    first_contact: str = ""
    is_proposal: bool = False


class Write(NamedTuple):
    """A file as it was when the plan was made (None: none was there), and as it is to be."""

    path: str
    id: str
    before: bytes | None
    after: bytes


class Plan(NamedTuple):
    """What becomes of all of it, in the order of the files, and the files to write."""

    entries: tuple[Entry, ...]
    writes: tuple[Write, ...]

    def count(self, verdict: Verdict) -> int:
        """How many arrivals are of a verdict."""
        return sum(entry.verdict == verdict for entry in self.entries)
