"""What `due` and `check` do when little has changed: counted in files, modules and steps, never
in time."""

from __future__ import annotations

import importlib.util
import json
import shutil
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from counted import Work, work

ON, NEXT_DAY = date(2026, 11, 20), date(2026, 11, 21)
CUSTOMERS = 120
HEAVY = {
    "yaml", "jinja2", "git", "holidays", "hijridate", "babel", "markdown_it", "dateutil",
    "icalendar", "frontmatter", "pathlib", "concurrent.futures", "dossierkit.schema.customer",
    "dossierkit.book.load", "dossierkit.index.filling",
}  # fmt: skip
"""What only those need who read files."""


def generator() -> Any:
    """The script that makes books."""
    script = Path(__file__).parents[2] / "scripts" / "generate_book.py"
    spec = importlib.util.spec_from_file_location("generate_book", script)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book of whose customers few are due."""
    root = tmp_path_factory.mktemp("made") / "book"
    generator().generate(root, CUSTOMERS, kept=97)
    return root


@pytest.fixture
def book(made: Path, tmp_path: Path) -> Path:
    """That book, whose list was asked for once."""
    root = tmp_path / "book"
    shutil.copytree(made, root)
    first = due(root)
    assert len([path for path in first.opened if path.startswith("customers/")]) == CUSTOMERS
    assert {"yaml", "dossierkit.schema.customer"} <= first.modules
    return root


def due(root: Path, on: date = ON, *more: str) -> Work:
    """The list of a day."""
    return work(root, "due", "--on", str(on), *more)


def ids(root: Path, condition: str) -> set[str]:
    """The customers of whom something is true in the index."""
    question = f"SELECT id FROM dossiers WHERE kind = 'customer' AND {condition}"
    with closing(sqlite3.connect(root / ".dossier" / "index.db")) as index:
        return {one for (one,) in index.execute(question)}


def quiet(root: Path) -> set[str]:
    """Those who can't be due on the day of the list."""
    return ids(root, f"wakes > {ON.toordinal()} AND snooze IS NULL")


def without_notes(found: Work) -> list[str]:
    """A list without what it says of colleagues, among whom twins are."""
    return [line for line in found.output.splitlines() if "    note: " not in line]


def test_with_nothing_changed_no_dossier_is_opened_and_nothing_loaded_to_read_one(
    book: Path,
) -> None:
    second = due(book)
    assert second.opened == []
    assert second.modules & HEAVY == set()


def test_only_what_is_shown_is_decoded(book: Path) -> None:
    assert due(book).decoded <= 1
    as_data = due(book, ON, "--format", "json")
    found = json.loads(as_data.output)
    assert as_data.decoded <= len(found["due"]) + len(found["snoozed"]) + 1


def test_with_one_file_edited_it_is_read_with_what_it_refers_to(book: Path) -> None:
    customer = min(quiet(book))
    file = book / f"dossiers/customers/{customer}.md"
    text = file.read_text("utf-8")
    file.write_text(f"{text}- 2026-11-19 note: their fair went well\n", "utf-8")
    company = text.partition("\ncompany: ")[2].partition("\n")[0]
    country = company.partition("-")[0]
    found = due(book)
    assert f"customers/{customer}.md" in found.opened
    assert set(found.opened) <= {
        f"customers/{customer}.md",
        f"companies/{company}.md",
        f"countries/{country}.md",
        "countries/cn.md",
    }
    assert due(book).opened == []


def test_on_another_day_only_those_are_read_who_may_be_due(book: Path) -> None:
    due(book, NEXT_DAY)
    later = date(2026, 11, 23)
    may_be_due = ids(book, f"wakes <= {later.toordinal()}")
    opened = {Path(path).stem for path in due(book, later).opened if path.startswith("customers/")}
    assert opened <= may_be_due
    assert 0 < len(opened) < CUSTOMERS / 2


def test_customers_who_are_not_due_make_no_work(book: Path) -> None:
    before, dossiers = due(book), book / "dossiers" / "customers"
    twins = sorted(quiet(book))
    assert len(twins) > CUSTOMERS / 2
    for customer in twins:
        shutil.copy(dossiers / f"{customer}.md", dossiers / f"{customer}-twin.md")
    due(book)
    after = due(book)
    assert len(ids(book, "1")) == CUSTOMERS + len(twins)
    assert (after.opened, after.decoded) == (before.opened, before.decoded)
    assert after.steps == before.steps > 0
    assert without_notes(after) == without_notes(before)


def check(root: Path, on: date = ON, *more: str) -> Work:
    """What is wrong in a book, and how it was found."""
    return work(root, "check", "--on", str(on), *more, fails=True)


@pytest.fixture(scope="module")
def checked(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book, which was checked once."""
    root = tmp_path_factory.mktemp("checked") / "book"
    shutil.copytree(made, root)
    first = check(root)
    assert len([path for path in first.opened if path.startswith("customers/")]) == CUSTOMERS
    return root


def test_a_check_with_nothing_changed_opens_no_dossier(checked: Path) -> None:
    again = check(checked)
    assert again.opened == []
    assert again.modules & HEAVY <= {"pathlib"}


def test_a_check_after_one_edit_opens_only_that_file(checked: Path) -> None:
    before = check(checked)
    file = min((checked / "dossiers/customers").iterdir())
    text = file.read_text("utf-8")
    file.write_text(f"{text}- 2026-11-19 note by nobody: see [[nowhere]]\n", "utf-8")
    found = check(checked)
    assert found.opened == [f"customers/{file.name}"]
    assert len(found.output.splitlines()) == len(before.output.splitlines()) + 4
    assert check(checked, ON, f"dossiers/customers/{file.name}").opened == []
    file.write_text(text, "utf-8")
    assert check(checked).output == before.output


def test_a_check_after_a_company_s_edit_opens_none_of_its_customers(checked: Path) -> None:
    check(checked)
    file = min((checked / "dossiers/companies").iterdir())
    file.write_text(f"{file.read_text('utf-8')}\nA note.\n", "utf-8")
    assert check(checked).opened == [f"companies/{file.name}"]


def test_a_check_of_another_day_reads_only_what_may_differ(checked: Path) -> None:
    check(checked)
    opened = check(checked, NEXT_DAY).opened
    assert len(opened) < CUSTOMERS / 4
    assert check(checked, NEXT_DAY).opened == []


def test_other_customers_make_no_work_for_a_check_after_an_edit(
    checked: Path, tmp_path: Path
) -> None:
    root = tmp_path / "book"
    shutil.copytree(checked, root)
    folder = root / "dossiers" / "customers"
    one, *others = sorted(folder.iterdir())

    def steps() -> int:
        check(root)
        one.write_text(f"{one.read_text('utf-8')}- 2026-11-19 note: x\n", "utf-8")
        return check(root).steps

    before = steps()
    for number, other in enumerate(others):
        text = other.read_text("utf-8").partition("---\n")[2].partition("\n---\n")[0]
        name = next(line for line in text.splitlines() if line.startswith("name: "))
        twin = f"---\n{name} {number}\ncountry: de\n---\n"
        (folder / f"{other.stem}-twin.md").write_text(twin, "utf-8")
    per_customer = (steps() - before) / len(others)
    assert per_customer < 60, "counting them, and no more"
