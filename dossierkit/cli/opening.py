"""Opening a book for a command, and finding WHO in it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from dossierkit.book.broken import BrokenBook
from dossierkit.book.find import NoBook, find_folder
from dossierkit.text.translation import _

if TYPE_CHECKING:
    from pathlib import Path

    from dossierkit.book.book import Book
    from dossierkit.schema.dossier import Dossier, Unreadable


def find_root(given: str | None) -> Path:
    """The root of the book a command works on; an expected failure if there is none."""
    from pathlib import Path

    return Path(root_folder(given))


def root_folder(given: str | None) -> str:
    """What `find_root` gives, as a text."""
    try:
        return find_folder(os.getcwd(), given)
    except NoBook as error:
        raise click.ClickException(str(error)) from error


def open_book(given: str | None) -> Book:
    """The book a command works on; an expected failure without a book or with a broken one."""
    from dossierkit.book.load import load

    root = find_root(given)
    try:
        return load(root)
    except BrokenBook as error:
        raise click.ClickException(broken_policy(error)) from error


def broken_policy(error: BrokenBook) -> str:
    """What is wrong in the policy of a book, and what to do."""
    listed = "\n".join(
        f"{finding}" + (f"\n    {finding.hint}" if finding.hint else "")
        for finding in error.findings
    )
    return _("the book's policy can't be read\n{listed}").format(listed=listed)


def require_owner(book: Book, owner: str | None) -> None:
    """An expected failure, naming the candidates, if nobody of ours has this id."""
    known = {*book.members, *book.owners()}
    known |= {file.id for file in book.unreadable if file.path.startswith("dossiers/team/")}
    if owner is None or owner in known:
        return
    listed = ", ".join(sorted(known)) or _("nobody: put a file into dossiers/team/")
    raise click.ClickException(
        _("there is no member '{owner}'; there is {listed}").format(owner=owner, listed=listed)
    )


def find_who(who: str, dossiers: Mapping[str, Dossier[Any]], book: Book) -> Dossier[Any]:
    """The one dossier that WHO means: an id, a unique beginning of one, or a name.

    An expected failure, naming the candidates, if it is none or several.
    """
    if who in dossiers:
        return dossiers[who]
    from dossierkit.book.roster import names_of

    return _find(who, dossiers, names_of(dossiers), book)


def _find(
    who: str, dossiers: Mapping[str, Dossier[Any]], names: Mapping[str, str], book: Book
) -> Dossier[Any]:
    """The one dossier that a beginning or a name means; `names` are those of the dossiers."""
    hidden = _unreadable(who, book)
    matches = _matches(who, names)
    if len(matches) == 1 and not hidden:
        return dossiers[matches[0]]
    if any(file.id == who for file in hidden) or (len(hidden) == 1 and not matches):
        raise click.ClickException(_unreadable_text(hidden[0]))
    if matches or hidden:
        listed = [f"  {match}  {names[match]}" for match in matches]
        listed += [
            _("  {id}  can't be read: {path}").format(id=file.id, path=file.path) for file in hidden
        ]
        text = "\n".join(listed)
        raise click.ClickException(
            _("'{who}' may mean several; name one by its id:\n{text}").format(who=who, text=text)
        )
    raise click.ClickException(_nobody(who, names))


def find_any(who: str, kinds: Mapping[str, Mapping[str, Dossier[Any]]], book: Book) -> Dossier[Any]:
    """The one dossier that WHO means among several kinds, looked for in their order.

    A whole id of any kind comes before a beginning or a name. Fails as `find_who` does.
    """
    from dossierkit.book.roster import names_of

    whole = who.casefold().strip()
    who = whole if any(whole in dossiers for dossiers in kinds.values()) else who
    for dossiers in kinds.values():
        if who in dossiers:
            return dossiers[who]
    for dossiers in kinds.values():
        if _matches(who, names_of(dossiers)):
            return find_who(who, dossiers, book)
    everybody = {one: name for there in kinds.values() for one, name in names_of(there).items()}
    return _find(who, {}, everybody, book)


def _unreadable(who: str, book: Book) -> list[Unreadable]:
    """Files that WHO may mean and that can't be read, the one of just this id first."""
    folded = who.casefold().strip()
    found = [file for file in book.unreadable if folded and file.id.startswith(folded)]
    return sorted(found, key=lambda file: (file.id, file.path))


def _unreadable_text(file: Unreadable) -> str:
    listed = [f"{f}" + (f"\n    {f.hint}" if f.hint else "") for f in file.findings]
    return _("the dossier of '{id}' can't be read:\n").format(id=file.id) + "\n".join(listed)


def _matches(who: str, names: Mapping[str, str]) -> list[str]:
    """Ids that begin with WHO; else names that are it, else that contain it, else that do so in
    another spelling: without accents, in Latin letters. `names` are by id."""
    who = who.casefold().strip()
    by_id = sorted(dossier_id for dossier_id in names if dossier_id.startswith(who))
    folded = {dossier_id: name.casefold() for dossier_id, name in names.items()}
    exact = sorted(dossier_id for dossier_id, name in folded.items() if name == who)
    if not who or exact or by_id:
        return exact or (by_id if who else [])
    inside = sorted(dossier_id for dossier_id, name in folded.items() if who in name)
    return inside or _spelt_otherwise(who, names)


def _spelt_otherwise(who: str, names: Mapping[str, str]) -> list[str]:
    from dossierkit.text.folding import is_found, wanted_forms

    wanted = wanted_forms(who)
    return sorted(dossier_id for dossier_id, name in names.items() if is_found(wanted, name))


def _nobody(who: str, names: Mapping[str, str]) -> str:
    from difflib import get_close_matches

    words = [*names, *names.values()]
    near = get_close_matches(who, words, 3, 0.6)
    hint = (
        _("did you mean {near}?").format(near=_(" or ").join(near))
        if near
        else _("'dossier list' shows who is there")
    )
    return _("there is nobody called '{who}'; {hint}").format(who=who, hint=hint)
