"""The findings that concern some files: their own, and those of the files they refer to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from dossierkit.book.book import Book
from dossierkit.book.checks.references import references_of
from dossierkit.book.files import FOLDERS
from dossierkit.book.load import POLICY_PATH
from dossierkit.book.stories import STORIES_PATH
from dossierkit.schema.dossier import Dossier
from dossierkit.schema.member import Member


def scope_of(book: Book, names: Iterable[str]) -> Callable[[str], bool]:
    """Whether a path belongs to the files or folders that are named, or is referred to by them.

    Names and paths are relative to the book, with `/`; an empty name is the whole book.
    """
    named = frozenset(names)
    referred: set[str] = set()
    for dossier in book.all_dossiers():
        if _is_below(dossier.path, named):
            referred.update(_referred_by(book, dossier))
    return lambda path: path in referred or _is_below(path, named)


def dossier_paths(book: Book) -> list[str]:
    """Every file that is a dossier, or would be one if it could be read."""
    paths = [dossier.path for dossier in book.all_dossiers()]
    paths += [file.path for file in book.unreadable]
    return paths + [finding.path for finding in book.refused]


def table_paths(book: Book) -> list[str]:
    """The files beside the dossiers that say something: policy, price lists, rates, playbook,
    stories."""
    paths = [POLICY_PATH, *(prices.path for prices in book.price_lists)]
    if book.rates.rates or book.rates.findings:
        paths.append(book.rates.path)
    if book.playbook.path:
        paths.append(book.playbook.path)
    return [*paths, STORIES_PATH] if (book.root / STORIES_PATH).is_file() else paths


def _is_below(path: str, named: frozenset[str]) -> bool:
    while path and path not in named:
        path = path.rpartition("/")[0]
    return path in named


def _referred_by(book: Book, dossier: Dossier[Any]) -> Iterator[str]:
    for reference in references_of(dossier):
        for kind in (reference.kind,) if reference.kind else FOLDERS:
            yield _path(kind, reference.id)
    if not isinstance(dossier.facts, Member) and (code := _country(book, dossier)):
        yield _path("country", code)


def _country(book: Book, dossier: Dossier[Any]) -> str | None:
    if dossier.id in book.customers and dossier is book.customers[dossier.id]:
        return book.country_code(dossier.facts)
    return getattr(dossier.facts, "country", None)


def _path(kind: str, dossier_id: str) -> str:
    return f"dossiers/{FOLDERS[kind]}/{dossier_id}.md"
