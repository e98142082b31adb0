"""Finding a book."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dossierkit.book.find import NoBook, find_book

MakeBook = Callable[[dict[str, str | bytes]], Path]


def test_from_any_folder_below(make_book: MakeBook) -> None:
    root = make_book({"dossiers/customers/anna.md": ""}).resolve()
    for folder in (root, root / "dossiers", root / "dossiers" / "customers"):
        assert find_book(folder) == root


def test_the_nearest_book_counts(make_book: MakeBook) -> None:
    root = make_book({"inner/dossiers/book.yaml": ""}).resolve()
    assert find_book(root / "inner" / "dossiers") == root / "inner"


def test_by_its_name(make_book: MakeBook, tmp_path: Path) -> None:
    root = make_book({})
    assert find_book(tmp_path, str(root)) == root.resolve()


def test_no_book_says_what_to_do(make_book: MakeBook, tmp_path: Path) -> None:
    root = make_book({})
    (root / "dossiers" / "book.yaml").unlink()
    with pytest.raises(NoBook, match="--book PATH or DOSSIER_BOOK"):
        find_book(root)
    with pytest.raises(NoBook, match=r"is no book: it has no dossiers/book\.yaml"):
        find_book(tmp_path, str(root))
