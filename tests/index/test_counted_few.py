"""What a command about one customer reads of a large book: counted in files, never in time."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from counted import Work, work
from test_counted_work import generator

ON = "2026-11-20"
CUSTOMERS = 300


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book whose list was asked for."""
    root = tmp_path_factory.mktemp("few") / "book"
    generator().generate(root, CUSTOMERS, kept=97)
    found = work(root, "due", "--on", ON)
    assert len(found.opened) > CUSTOMERS
    return root


@pytest.fixture
def book(made: Path, tmp_path: Path) -> Path:
    """A copy that looks just like it, to be written into."""
    root = tmp_path / "book"
    shutil.copytree(made, root)
    work(root, "due", "--on", ON)
    return root


def customer(root: Path) -> tuple[str, set[str]]:
    """Somebody with a company and colleagues, and the files that concern them."""
    folder = root / "dossiers" / "customers"
    at: dict[str, list[str]] = {}
    for file in sorted(folder.iterdir()):
        company = file.read_text("utf-8").partition("\ncompany: ")[2].partition("\n")[0]
        at.setdefault(company, []).append(file.stem)
    company, staff = next((one, ids) for one, ids in at.items() if one and 1 < len(ids) < 6)
    country = company.partition("-")[0]
    concerned = {f"customers/{one}.md" for one in staff}
    concerned |= {f"companies/{company}.md", f"countries/{country}.md", "countries/cn.md"}
    return staff[0], concerned


def opened(found: Work) -> set[str]:
    """The files that were read; our own people stand beside every customer."""
    return {path for path in found.opened if not path.startswith("team/")}


@pytest.mark.parametrize("command", ["show", "price", "suggest", "gaps"])
def test_a_question_about_one_reads_their_files_only(made: Path, command: str) -> None:
    who, concerned = customer(made)
    found = work(made, command, who, "--on", ON)
    assert f"customers/{who}.md" in found.opened
    assert opened(found) <= concerned
    assert "concurrent.futures" not in found.modules


def test_a_beginning_of_an_id_and_a_name_read_no_more(made: Path) -> None:
    who, concerned = customer(made)
    file = made / f"dossiers/customers/{who}.md"
    name = file.read_text("utf-8").partition("\nname: ")[2].partition("\n")[0]
    for word in (who[:-1] if not who[-2].isdigit() else who, f"  {who.upper()} "):
        assert opened(work(made, "price", word, "--on", ON)) <= concerned
    there = (one.read_text("utf-8") for one in file.parent.iterdir())
    if sum(f"\nname: {name}\n" in text for text in there) == 1:
        assert opened(work(made, "price", name.upper(), "--on", ON)) <= concerned


def test_a_line_in_the_log_and_a_fact_read_and_write_one_file(book: Path) -> None:
    who, concerned = customer(book)
    for arguments in (
        ("log", who, "call", "out", "spoke about spring", "--on", ON),
        ("set", who, "intent", "interested", "--why", "they said so"),
        ("log", who, "note", "to remember", "--on", ON),
    ):
        assert opened(work(book, *arguments)) <= concerned
    after = work(book, "due", "--on", ON)
    assert opened(after) <= concerned
    assert len(after.opened) < 10


def test_somebody_new_is_compared_without_reading_everybody(book: Path) -> None:
    who, _ = customer(book)
    text = (book / f"dossiers/customers/{who}.md").read_text("utf-8")
    company = text.partition("\ncompany: ")[2].partition("\n")[0]
    found = work(book, "new", "customer", "Nadia Okafor", "--set", f"company={company}")
    assert len(opened(found)) < 10
    assert "dossiers/customers/nadia-okafor.md" in found.output


def test_a_quote_reads_nobody_else(made: Path) -> None:
    who, concerned = customer(made)
    terms = ("--incoterm", "FOB", "--place", "Ningbo", "--payment", "T/T 30/70")
    found = work(made, "quote", who, "BL-20=1000", *terms, "--format", "text", "--on", ON)
    assert opened(found) <= concerned
