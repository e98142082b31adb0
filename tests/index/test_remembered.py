"""Public holidays from the index: what the library said, without importing it again."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from conftest import write_book
from lists import by_book, by_index

from dossierkit.book.holidays import public_holidays
from dossierkit.index.database import database
from dossierkit.index.remembered import remembered_holidays


@pytest.fixture
def index(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with database(str(write_book(tmp_path, {}))) as connection:
        yield connection


@pytest.mark.parametrize(
    ("code", "region"), [("de", None), ("DE", "BY"), ("cn", None), ("my", "KUL"), ("zz", None)]
)
def test_it_says_what_the_library_says(
    index: sqlite3.Connection, code: str, region: str | None
) -> None:
    for _ in ("asked", "remembered"):
        assert remembered_holidays(index)(code, 2026, region) == public_holidays(code, 2026, region)
    assert index.execute("SELECT count(*) FROM holidays").fetchone() == (1,)


def test_a_region_that_is_none_is_not_remembered(index: sqlite3.Connection) -> None:
    for _ in range(2):
        with pytest.raises(ValueError, match="XY"):
            remembered_holidays(index)("de", 2026, "XY")


def test_an_edit_does_not_import_the_library_again(tmp_path: Path) -> None:
    text = "---\nname: Anna\ncountry: de\nintent: never\n---\n## Log\n\n- 2026-07-02 email out: x\n"
    root = write_book(
        tmp_path, {"dossiers/book.yaml": "country: cn\n", "dossiers/customers/anna.md": text}
    )
    code = (
        "import sys; from dossierkit.cli import main\n"
        f"main(['due', '--on', '2026-07-20', '--book', {str(root)!r}])\n"
        "print('holidays' in sys.modules)"
    )
    for is_imported in (True, False):
        run = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        )
        assert run.stdout.splitlines()[-1] == str(is_imported)
        (root / "dossiers/customers/anna.md").write_text(text.replace("07-02", "07-03"))


def test_our_own_long_holidays_follow_our_country(tmp_path: Path) -> None:
    text = "---\nname: Anna\nstage: harmony\nintent: interested\n---\n"
    files: dict[str, str | bytes] = {
        "dossiers/book.yaml": "country: cn\n",
        "dossiers/customers/anna.md": text,
    }
    root, day = write_book(tmp_path, files), date(2026, 11, 22)
    for line in ("", "- 2026-11-12 email out: x\n", "- 2026-11-13 email out: y\n"):
        (root / "dossiers/customers/anna.md").write_text(f"{text}## Log\n\n{line}")
        assert by_index(root, day) == by_book(root, day)
    kept = "SELECT count(*) FROM own_holidays"
    with database(str(root)) as index:
        assert index.execute(kept).fetchone() == (2,)
    before = by_index(root, day)
    week = ", ".join(f"{{date: 2026-12-{number}, name: Closed}}" for number in range(14, 24))
    china = f"---\nname: China\nholidays: {{extra: [{week}]}}\n---\n"
    write_book(root, {"dossiers/book.yaml": "country: cn\n", "dossiers/countries/cn.md": china})
    assert by_index(root, day) == by_book(root, day) != before
