"""What is missing as plain data for JSON, and the command that fills a gap."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dossierkit.book.book import Book
from dossierkit.book.fields import GROUPS, dossiers_of
from dossierkit.book.typed import field_type
from dossierkit.cli.findings import finding_data
from dossierkit.method.knowing.completeness import Completeness, Gap, Knowledge
from dossierkit.method.knowing.completeness_of_book import BookCompleteness, Row, Share
from dossierkit.method.knowing.contacts import OneContact, role_text
from dossierkit.method.knowing.questions import is_asked
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.schema.fact import Group
from dossierkit.schema.types import SCORE, YES_NO, Choice, ListOf, MapOf


def fill_command(gap: Gap, book: Book) -> str:
    """The command line that fills a gap; … stands for the answer."""
    kinds = dossiers_of(book)
    if gap.id not in kinds[gap.kind]:
        return f"dossier new {gap.kind} {gap.id}"
    first = next(kind for kind, there in kinds.items() if gap.id in there)
    kind = "" if first == gap.kind else f" --kind {gap.kind}"
    return f"dossier set {gap.id} {gap.field} {_answer(gap, book)}{kind}"


def _answer(gap: Gap, book: Book) -> str:
    """How the answer is written: one item of a list, fields in braces."""
    declared = field_type(GROUPS[gap.kind], tuple(gap.field.split(".")), book.policy.fields)
    item = declared.item if isinstance(declared, ListOf) else declared
    answer = "…"
    if isinstance(item, Group):
        answer = '"{' + ", ".join(f"{name}: …" for name in item.facts) + '}"'
    elif isinstance(item, MapOf):
        answer = '"{…: …}"'
    return f"--add {answer}" if isinstance(declared, ListOf) else answer


def words_of(gap: Gap, book: Book) -> list[str]:
    """The words that the answer must be one of; none where it is free."""
    declared = field_type(GROUPS[gap.kind], tuple(gap.field.split(".")), book.policy.fields)
    item = declared.item if isinstance(declared, (ListOf, MapOf)) else declared
    if isinstance(item, Choice):
        return [*item.values]
    if item is SCORE:
        return ["0", "1", "2", "3"]
    return ["true", "false"] if item is YES_NO else []


def dossier_data(
    dossier: Dossier[Any],
    kind: str,
    parts: Sequence[tuple[str, str, Completeness]],
    gaps: Sequence[Gap],
    friends: Sequence[Dossier[Customer]],
    knowledge: Knowledge,
) -> dict[str, Any]:
    """One dossier, with the completeness of those that belong to it, and all gaps."""
    return {
        "on": knowledge.on.isoformat(),
        "kind": kind,
        "id": dossier.id,
        "name": dossier.facts.name,
        "dossiers": [
            {
                "kind": part,
                "id": name,
                "percent": found.percent,
                "known": found.known,
                "askable": found.askable,
            }
            for part, name, found in parts
        ],
        "gaps": [gap_data(gap, knowledge.book) for gap in gaps],
        "who_can_tell": [
            {"id": friend.id, "name": friend.facts.name, "company": friend.facts.company}
            for friend in friends
        ],
    }


def gap_data(gap: Gap, book: Book) -> dict[str, Any]:
    """A gap with the command that fills it; `ask` is false for a place to look, `wait` null for
    what can be asked now."""
    return {
        **gap._asdict(),
        "wait": gap.wait or None,
        "ask": is_asked(gap.question),
        "words": words_of(gap, book),
        "command": fill_command(gap, book),
    }


def book_data(
    found: BookCompleteness, alone: Sequence[OneContact], knowledge: Knowledge, limit: int
) -> dict[str, Any]:
    """The whole book; `limit` dossiers, 0 for all."""
    book = knowledge.book
    return {
        "on": knowledge.on.isoformat(),
        **_share_data(found.whole),
        "kinds": {kind: _share_data(share) for kind, share in found.kinds.items()},
        "owners": {owner: _share_data(share) for owner, share in found.owners.items()},
        "dossiers": [_row_data(row, book) for row in found.rows[: limit or None]],
        "one_contact": [one_contact_data(one, knowledge.language) for one in alone],
        "unreadable": [finding_data(finding) for finding in book.unreadable_findings()],
    }


def _share_data(share: Share) -> dict[str, int]:
    return {**share._asdict(), "percent": share.percent}


def _row_data(row: Row, book: Book) -> dict[str, Any]:
    first = first_gap(row)
    return {
        "kind": row.kind,
        "id": row.id,
        "name": row.name,
        "owners": [*row.owners],
        "matters": row.matters,
        "percent": row.completeness.percent,
        "missing": row.missing,
        "ask_first": gap_data(first, book) if first else None,
    }


def first_gap(row: Row) -> Gap | None:
    """The gap of a dossier that is worth most and need not wait."""
    return next((gap for gap in row.completeness.gaps if not gap.wait), None)


def one_contact_data(one: OneContact, language: str) -> dict[str, Any]:
    """A company where only one person is known, with who else is worth knowing."""
    return {
        "company": one.company.id,
        "name": one.company.facts.name,
        "person": one.person.id,
        "owner": one.person.facts.owner,
        "reason": {"event": one.reason.event, "date": one.reason.date.isoformat()},
        "meet": [*one.meet],
        "meet_text": [role_text(role, language) for role in one.meet],
        "path": one.path,
        "line": one.reason.line,
    }
