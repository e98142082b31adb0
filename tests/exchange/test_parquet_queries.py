"""The queries of docs/queries say what `dossier report` says, in DuckDB and in Spark."""

from __future__ import annotations

import json
import os
import runpy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import GIT_ENVIRONMENT, REPOSITORY
from engines import ENGINES, Ask
from timeline import Timeline

QUERIES = REPOSITORY / "docs" / "queries"
ON = "2026-11-20"
TABLES = {
    "sources": ("sources", "channels"),
    "stages": ("funnel", "stages"),
    "won_and_lost": ("conversions", "owners"),
    "overdue": ("discipline", "now"),
    "countries": ("terms", "orders"),
    "payment_terms": ("terms", "payment"),
    "dormant": ("dormant", "lapsed"),
}
"""The queries whose rows are those of one table of the report."""
STRAY = "---\nname: Stray\nsource: {channel: other}\nintent: hesitant\n---\n\n## Log\n\n"
STRAY += (
    "- 2026-10-01 quote out USD 5.00: lamps\n- 2026-10-09 order in ISK 900: no rate leads here\n"
)


def generated(root: Path) -> Path:
    """A book of two hundred, in a plain folder."""
    generate = runpy.run_path(str(REPOSITORY / "scripts" / "generate_book.py"))["generate"]
    generate(root, 200)
    (root / "dossiers/customers/stray.md").write_text(STRAY, encoding="utf-8")
    return root


def sample(root: Path) -> Path:
    """The sample book with half a year of git: stages move there and back, a file is renamed,
    and somebody is there who has no owner, no stage and no country."""
    line = Timeline(root)
    customers = REPOSITORY / "dossiers" / "customers"
    for file in sorted((REPOSITORY / "dossiers").rglob("*")):
        if file.is_file():
            path = f"dossiers/{file.relative_to(REPOSITORY / 'dossiers').as_posix()}"
            line.write({path: file.read_bytes()})
    line.git("add", ".")
    line.git("commit", "--quiet", "-m", "The book", day="2026-05-04")
    names = sorted(customers.glob("*.md"))
    for number, stage in enumerate(("interest", "harmony", "sincerity", "assimilation")):
        for file in names[number::5]:
            text = file.read_text(encoding="utf-8").split("\n")
            lines = [f"stage: {stage}" if one.startswith("stage:") else one for one in text]
            line.write({f"dossiers/customers/{file.name}": "\n".join(lines)})
        day = f"2026-0{6 + number}-11"
        line.git("commit", "--quiet", "--all", "-m", "Moved", "--allow-empty", day=day)
    line.write({f"dossiers/customers/{file.name}": file.read_bytes() for file in names})
    line.git("commit", "--quiet", "--all", "-m", "And back", day="2026-11-02", by="Tom Wu")
    line.write({"dossiers/customers/stray.md": STRAY})
    line.git("add", ".")
    line.git("commit", "--quiet", "-m", "A stray", day="2026-11-03")
    line.git("mv", "dossiers/customers/stray.md", "dossiers/customers/stray-one.md")
    line.git("commit", "--quiet", "-m", "Another name", day="2026-11-04")
    return root


BOOKS = {"generated": generated, "sample": sample}


@pytest.fixture(scope="module", params=BOOKS)
def told(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A book's report as data, and its tables."""
    from dossierkit.cli import main

    pytest.importorskip("pyarrow", reason="needs pyarrow")
    folder = tmp_path_factory.mktemp(request.param)
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("GIT_")]:
            patch.delenv(name)
        for name, value in GIT_ENVIRONMENT.items():
            patch.setenv(name, value)
        book = BOOKS[request.param](folder / "book")
        at = ("--on", ON, "--book", str(book))
        assert main(["export", "parquet", "--to", str(folder / "tables"), *at]) == 0
        with open(folder / "report.json", "w", encoding="utf-8") as stream:
            patch.setattr("sys.stdout", stream)
            assert main(["report", "--format", "json", *at]) == 0
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    return report["sections"], folder / "tables"


@pytest.fixture(params=ENGINES)
def ask(request: pytest.FixtureRequest, told: Any) -> Iterator[Ask]:
    """An engine over the tables."""
    with ENGINES[request.param](told[1]) as one:
        yield one


def query(name: str) -> str:
    """The text of a query."""
    return (QUERIES / f"{name}.sql").read_text(encoding="utf-8")


def test_every_query_is_tried_here() -> None:
    tried = {*TABLES, "overview", "customers"}
    assert {file.stem for file in QUERIES.iterdir()} == tried


@pytest.mark.parametrize("name", TABLES)
def test_a_table_of_the_report(told: Any, ask: Ask, name: str) -> None:
    section, sheet = TABLES[name]
    rows = told[0][section][sheet]
    found = ask(query(name))
    assert found
    assert found == [{key: row[key.replace("_", "-")] if key not in row else row[key] for key in
                      found[0]} for row in rows]  # fmt: skip


def test_the_book_at_a_glance(told: Any, ask: Ask) -> None:
    figures = {row["figure"]: row["now"] for row in told[0]["overview"]["book"]}
    [found] = ask(query("overview"))
    assert found == {key: figures[key] for key in found}
    assert len(found) == 10


def test_what_each_customer_ordered(told: Any, ask: Ask) -> None:
    found = {row["id"]: row for row in ask(query("customers"))}
    tree = told[0]["referrals"]["tree"]
    assert tree
    for node in tree:
        row = found[node["id"]]
        keys = ("id", "name", "orders", "value")
        assert [row[key] for key in keys] == [node[key] for key in keys]


def test_history_is_there_under_todays_names(told: Any, ask: Ask) -> None:
    moves = ask("SELECT * FROM facts WHERE field = 'stage' AND NOT is_birth ORDER BY moment")
    births = ask(
        "SELECT id, new, author, is_birth FROM facts WHERE field = 'name' AND id LIKE 's%'"
    )
    [book] = ask("SELECT has_history, day FROM book")
    assert book["day"] == ON
    if not book["has_history"]:
        assert moves == births == []
        return
    assert {move["author"] for move in moves} == {"Lily Chen", "Tom Wu"}
    assert {move["day"] for move in moves} >= {"2026-06-11", "2026-11-02"}
    assert {"id": "stray-one", "new": "Stray", "author": "Lily Chen", "is_birth": True} in births


def test_what_nobody_knows_is_null(ask: Ask) -> None:
    [stray] = ask("SELECT owner, country, standing FROM customers WHERE name = 'Stray'")
    assert stray == {"owner": None, "country": None, "standing": "customer"}
    [order] = ask("SELECT amount, value FROM touches WHERE event = 'order' AND currency = 'ISK'")
    assert order == {"amount": "900.00000000", "value": None}
