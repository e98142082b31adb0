"""The findings that concern some files: their own, and those of the files they refer to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from dossierkit.book.book import Book
from dossierkit.book.checks.traces import ANY, Trace, Traces, path_of
from dossierkit.book.files import FOLDERS
from dossierkit.book.load import POLICY_PATH
from dossierkit.book.stories import STORIES_PATH


def scope_of(traces: Traces, names: Iterable[str]) -> Callable[[str], bool]:
    """Whether a path belongs to the files or folders that are named, or is referred to by them.

    Names and paths are relative to the book, with `/`; an empty name is the whole book.
    """
    named = frozenset(names)
    if "" in named:
        return lambda _: True
    referred: set[str] = set()
    for kind, dossier_id in _named_dossiers(traces, named):
        referred.update(_referred_by(traces, kind, dossier_id))
    return lambda path: path in referred or _is_below(path, named)


def table_paths(book: Book) -> list[str]:
    """The files beside the dossiers that say something: policy, price lists, rates, playbook,
    stories."""
    paths = [POLICY_PATH, *(prices.path for prices in book.price_lists)]
    if book.rates.rates or book.rates.findings:
        paths.append(book.rates.path)
    if book.playbook.path:
        paths.append(book.playbook.path)
    return [*paths, STORIES_PATH] if (book.root / STORIES_PATH).is_file() else paths


def trace(kind: str, country: str | None) -> Iterator[Trace]:
    """The country that a dossier names."""
    if country and kind != "member":
        yield Trace("country", country, "names")


def _named_dossiers(traces: Traces, named: frozenset[str]) -> Iterator[tuple[str, str]]:
    for kind, folder in FOLDERS.items():
        place = f"dossiers/{folder}"
        if _is_below(place, named):
            yield from ((kind, one) for one in traces.ids(kind))
            continue
        for name in named:
            if name.startswith(f"{place}/") and name.endswith(".md"):
                yield kind, name[len(place) + 1 : -len(".md")]


def _is_below(path: str, named: frozenset[str]) -> bool:
    while path and path not in named:
        path = path.rpartition("/")[0]
    return path in named


def _referred_by(traces: Traces, kind: str, dossier_id: str) -> Iterator[str]:
    left = traces.of(kind, dossier_id)
    for space, key, role, _ in left:
        if role == "wants" and (space in FOLDERS or space == ANY):
            for one in FOLDERS if space == ANY else (space,):
                yield path_of(one, key)
    for code in _countries(traces, kind, left):
        yield path_of("country", code)


def _countries(traces: Traces, kind: str, left: Iterable[Trace]) -> Iterator[str]:
    """The country of a dossier itself, or of the company that a customer works for."""
    own = [key for space, key, role, _ in left if (space, role) == ("country", "names")]
    yield from own
    if kind == "customer" and not own:
        for space, key, _, _ in left:
            if space == "company":
                yield from _countries(traces, "company", traces.of("company", key))
