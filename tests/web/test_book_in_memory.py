"""The book in memory says what the files say, whatever is done to them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Files
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from visiting import FILES

from dossierkit.book.broken import BrokenBook
from dossierkit.book.load import load
from dossierkit.schema.dossier import Dossier
from dossierkit.web.kept import Kept


@pytest.fixture
def book(make_book: Callable[[Files], Path]) -> Path:
    return make_book(FILES)


def told(book: Any) -> tuple[Any, ...]:
    """All that matters of a book."""
    kinds = (book.customers, book.companies, book.countries, book.members)
    texts = [{one: dossier.source.text for one, dossier in kind.items()} for kind in kinds]
    return texts, book.unreadable, sorted(book.refused), book.policy.name, book.rates


def test_the_same_book_for_as_long_as_nothing_has_changed(book: Path) -> None:
    kept = Kept(book)
    first = kept.book()
    assert kept.book() is first
    file = book / "dossiers/customers/anna.md"
    os.utime(file)
    assert kept.book() is first, "it says the same"
    file.write_text(file.read_text() + "\nMore.\n")
    second = kept.book()
    assert second is not first
    assert second.companies["bright"] is first.companies["bright"], "only what changed is read"


_NAMES = ("customers/anna.md", "customers/new.md", "companies/bright.md", "customers/Bad Name.md")
_TEXTS = (
    "---\nname: One\n---\n",
    "---\nname: Two\n---\n",
    "---\nname: [\n",
    "\ufeff---\nname: B\n---\n",
)
_EDITS = st.lists(
    st.tuples(st.sampled_from(_NAMES), st.sampled_from((*_TEXTS, None))), min_size=1, max_size=6
)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(_EDITS)
def test_after_any_edits_it_says_what_a_fresh_reading_says(
    book: Path, edits: list[tuple[str, str | None]]
) -> None:
    kept = Kept(book)
    for name, text in edits:
        file = book / "dossiers" / name
        if text is None:
            file.unlink(missing_ok=True)
        else:
            file.write_text(text)
        assert told(kept.book()) == told(load(book))


def test_a_changed_policy_reads_what_depends_on_it(book: Path) -> None:
    kept = Kept(book)
    (book / "dossiers/customers/anna.md").write_text("---\nname: Anna\ncustom: {size: big}\n---\n")
    assert kept.book().customers["anna"].findings == ()
    (book / "dossiers/book.yaml").write_text("fields: {size: {type: number}}\n")
    assert len(kept.book().customers["anna"].findings) == 1
    (book / "dossiers/book.yaml").write_text("fields: {size: {type: [}\n")
    with pytest.raises(BrokenBook):
        kept.book()
    (book / "dossiers/book.yaml").write_text("name: New\n")
    assert kept.book().policy.name == "New"
    assert kept.book().customers["anna"].findings == ()


def test_folders_may_come_and_go(book: Path) -> None:
    kept = Kept(book)
    kept.book()
    shutil.rmtree(book / "dossiers/customers")
    assert kept.book().customers == {}
    (book / "dossiers/prices").mkdir()
    (book / "dossiers/prices/2026-11-16.csv").write_text("sku,name,price,currency\nA,Lamp,1,USD\n")
    assert len(kept.book().price_lists) == 1
    (book / "dossiers/customers").mkdir()
    (book / "dossiers/customers/anna.md").write_text("---\nname: Anna\n---\n")
    assert isinstance(kept.book().customers["anna"], Dossier)


def test_a_prices_folder_that_is_a_file_is_told_elsewhere(book: Path) -> None:
    (book / "dossiers/prices").write_text("no folder")
    assert "anna" in Kept(book).book().customers
