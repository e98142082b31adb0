"""Opening a book for a command, and finding WHO in it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from dossierkit.book.book import Book
from dossierkit.book.find import NoBook, find_book
from dossierkit.book.load import BrokenBook, load
from dossierkit.schema.dossier import Dossier


def find_root(given: str | None) -> Path:
    """The root of the book a command works on; an expected failure if there is none."""
    try:
        return find_book(Path.cwd(), given)
    except NoBook as error:
        raise click.ClickException(str(error)) from error


def open_book(given: str | None) -> Book:
    """The book a command works on; an expected failure without a book or with a broken one."""
    root = find_root(given)
    try:
        return load(root)
    except BrokenBook as error:
        listed = "\n".join(
            f"{finding}" + (f"\n    {finding.hint}" if finding.hint else "")
            for finding in error.findings
        )
        raise click.ClickException(f"the book's policy can't be read\n{listed}") from error


def require_owner(book: Book, owner: str | None) -> None:
    """An expected failure, naming the candidates, if nobody of ours has this id."""
    known = {*book.members, *(d.facts.owner for d in book.customers.values() if d.facts.owner)}
    if owner is None or owner in known:
        return
    listed = ", ".join(sorted(known)) or "nobody: put a file into dossiers/team/"
    raise click.ClickException(f"there is no member '{owner}'; there is {listed}")


def find_who(who: str, dossiers: Mapping[str, Dossier[Any]], book: Book) -> Dossier[Any]:
    """The one dossier that WHO means: an id, a unique beginning of one, or a name.

    An expected failure, naming the candidates, if it is none or several.
    """
    if who in dossiers:
        return dossiers[who]
    unreadable = [file for file in book.unreadable if file.id == who]
    if unreadable:
        raise click.ClickException(
            f"the dossier of '{who}' can't be read:\n" + "\n".join(map(str, unreadable[0].findings))
        )
    matches = _matches(who, dossiers)
    if len(matches) == 1:
        return dossiers[matches[0]]
    if matches:
        listed = "\n".join(f"  {match}  {dossiers[match].facts.name}" for match in matches)
        raise click.ClickException(f"'{who}' may mean several; name one by its id:\n{listed}")
    raise click.ClickException(_nobody(who, dossiers))


def _matches(who: str, dossiers: Mapping[str, Dossier[Any]]) -> list[str]:
    """Ids that begin with WHO; else names that are it, else that contain it."""
    folded = who.casefold().strip()
    by_id = sorted(dossier_id for dossier_id in dossiers if dossier_id.startswith(folded))
    names = {dossier_id: dossier.facts.name.casefold() for dossier_id, dossier in dossiers.items()}
    exact = sorted(dossier_id for dossier_id, name in names.items() if name == folded)
    if not folded or exact or by_id:
        return exact or (by_id if folded else [])
    return sorted(dossier_id for dossier_id, name in names.items() if folded in name)


def _nobody(who: str, dossiers: Mapping[str, Dossier[Any]]) -> str:
    from difflib import get_close_matches

    words = [*dossiers, *(dossier.facts.name for dossier in dossiers.values())]
    near = get_close_matches(who, words, 3, 0.6)
    hint = f"did you mean {' or '.join(near)}?" if near else "'dossier list' shows who is there"
    return f"there is nobody called '{who}'; {hint}"
