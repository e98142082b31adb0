"""The tables of an export, read back: types, places, what is left out, all or nothing."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY
from timeline import Timeline

from dossierkit.exchange.parquet.forms import as_decimal, columns_of
from dossierkit.exchange.parquet.tables import TABLES, Row, Table
from dossierkit.schema.company import Company
from dossierkit.schema.country import Country
from dossierkit.schema.customer import Customer

pyarrow = pytest.importorskip("pyarrow", reason="needs pyarrow")
parquet = pytest.importorskip("pyarrow.parquet", reason="needs pyarrow")

Run = Callable[..., Any]
MakeBook = Callable[[dict[str, str]], Path]

ON = "2026-11-20"
ANNA = """\
---
name: "Anna; DROP TABLE customers"
company: brightlite
owner: lily
source: {channel: exhibition, date: 2025-04, referred-by: karl}
career:
  - {employer: Lichthaus AG, from: 2009, same-industry: yes}
reach:
  email: [anna@brightlite.example, a.s@brightlite.example]
family-life: {children: [{name: Mia, born: 2015}]}
birthday: 04-12
religion: catholic
potential: {need: 2}
next:
  - 2026-11-25 answer on L/C terms
every: 3d-4d
consent: {do-not-contact: perhaps}
custom: {forklift: true, halls: [a, b]}
---
Her notes stay at home.

## Log

- 2026-11-01 09:30 quote out EUR 1,000.50 by tom: =1+1 valid 2026-12-01 #gulf
- 2026-11-02 note: not a touch
- 2026-11-19 order in GBP 10.005: no rate
- 2026-12-24 order in USD 77: a day too late
"""
FILES = {
    "dossiers/book.yaml": "name: Lumora\ncurrency: USD\ntimezone: Asia/Shanghai\n",
    "dossiers/rates.csv": "date,from,to,rate,source\n2026-11-16,EUR,USD,1.16,bank\n",
    "dossiers/customers/anna.md": ANNA,
    "dossiers/customers/karl.md": "---\nname: Karl\n---\n",
    "dossiers/companies/brightlite.md": "---\nname: BrightLite\ncountry: de\nterms: "
    "{payment: L/C at sight, price-adjustment: -1.5%}\ndepartments: {design: in-house}\n---\n",
    "dossiers/countries/de.md": "---\nname: Germany\npopulation: 84,000,000\n---\n",
}
CONSENT = "consent:\n  sensitive: 2026-11-10 told me, until 2027-01-31\n"


def export(run: Run, book: Path, target: Path, status: int = 0) -> str:
    """Exports the tables of the day; gives what is said on stderr."""
    result = run("export", "parquet", "--to", target, "--on", ON, book=book)
    assert (result.status, result.stdout) == (status, ""), result
    return str(result.stderr)


def rows(folder: Path, table: str) -> list[dict[str, Any]]:
    """All rows of a table, with what the names of its folders say."""
    return [
        {**row, **dict(re.findall(r"(owner|country)=([^/]+)/", file.as_posix()))}
        for file in sorted((folder / table).rglob("*.parquet"))
        for row in parquet.ParquetFile(file).read().to_pylist()
    ]


@pytest.fixture
def tables(run: Run, make_book: MakeBook, tmp_path: Path) -> Path:
    """The tables of a small book."""
    export(run, make_book(FILES), tmp_path / "tables", status=1)
    return tmp_path / "tables"


def test_facts_have_types_and_text_is_text(tables: Path) -> None:
    anna, karl = sorted(rows(tables, "customers"), key=lambda row: row["id"])
    assert anna["name"] == "Anna; DROP TABLE customers"
    assert anna["source_date"] == {"day": date(2025, 4, 1), "known": "month"}
    assert anna["reach_email"] == ["anna@brightlite.example", "a.s@brightlite.example"]
    [job] = anna["career"]
    assert job == {
        "employer": "Lichthaus AG", "role": None, "to": None, "same_industry": True,
        "from": {"day": date(2009, 1, 1), "known": "year"},
    }  # fmt: skip
    assert (anna["birthday"], anna["every"], anna["potential_need"]) == ("04-12", "3d-4d", 2)
    assert anna["next"] == [{"day": date(2026, 11, 25), "text": "answer on L/C terms"}]
    assert anna["custom"] == [("forklift", "true"), ("halls", '["a", "b"]')]
    assert (anna["standing"], anna["last_touch"]) == ("customer", date(2026, 11, 19))
    assert anna["consent_do_not_contact"] is True
    assert (anna["owner"], anna["country"], anna["country_name"]) == ("lily", "de", "Germany")
    unknown = "__HIVE_DEFAULT_PARTITION__"
    assert (karl["owner"], karl["country"], karl["country_name"]) == (unknown, unknown, None)
    assert (karl["career"], karl["potential_need"], karl["custom"]) == ([], None, [])
    [company] = rows(tables, "companies")
    assert company["terms_price_adjustment"] == Decimal("-1.5")
    assert company["departments"] == [("design", "in-house")]
    assert [(row["id"], row["population"]) for row in rows(tables, "countries")] == [
        ("de", 84_000_000)
    ]
    assert rows(tables, "book") == [
        {
            "day": date(2026, 11, 20), "name": "Lumora", "currency": "USD",
            "timezone": "Asia/Shanghai", "has_history": False,
        }
    ]  # fmt: skip


def test_touches_up_to_the_day(tables: Path) -> None:
    quote, note, order = rows(tables, "touches")
    assert quote == {
        "kind": "customer", "id": "anna", "company": "brightlite", "date": date(2026, 11, 1),
        "time": "09:30", "event": "quote", "direction": "out", "currency": "EUR",
        "amount": Decimal("1000.5"), "value": Decimal("1160.58"), "customer_until": None,
        "member": "tom", "valid": date(2026, 12, 1), "tags": ["gulf"], "line": 24,
        "text": quote["text"], "owner": "lily", "country": "de",
    }  # fmt: skip
    assert quote["text"].startswith("=1+1 valid")
    assert (note["event"], note["direction"], note["currency"]) == ("note", None, None)
    assert (order["amount"], order["value"]) == (Decimal("10.005"), None)
    assert order["customer_until"] == date(2027, 11, 19)


def test_sensitive_facts_only_with_consent_in_force(
    run: Run, make_book: MakeBook, tmp_path: Path
) -> None:
    agreed = ANNA.replace("consent: {do-not-contact: perhaps}\n", CONSENT)
    later = agreed.replace("2026-11-10 told", "2026-11-21 will tell")
    for number, (text, religion) in enumerate(((agreed, "catholic"), (later, None))):
        root = make_book({**FILES, "dossiers/customers/anna.md": text})
        line = Timeline(root)
        line.git("add", ".")
        line.git("commit", "--quiet", "-m", "All")
        folder = tmp_path / f"tables-{number}"
        export(run, root, folder)
        [anna] = [row for row in rows(folder, "customers") if row["id"] == "anna"]
        told = {row["field"] for row in rows(folder, "facts") if row["id"] == "anna"}
        assert anna["religion"] == religion
        assert bool(anna["family_life_children"]) is bool(religion)
        assert ("religion" in told, "family-life.children" in told) == (bool(religion),) * 2
        assert "birthday" in told
        assert anna["consent_sensitive"]["until"] == date(2027, 1, 31)
        everything = str([rows(folder, table.name) for table in TABLES])
        assert ("Mia" in everything) is bool(religion)


def test_the_history_of_facts(run: Run, make_book: MakeBook, tmp_path: Path) -> None:
    root = make_book({**FILES, "dossiers/customers/gone.md": "---\nname: Gone\n---\n"})
    line = Timeline(root)
    line.git("add", ".")
    line.git("commit", "--quiet", "-m", "All", day="2026-10-01")
    anna = ANNA.replace("need: 2", "need: 3").replace("a.s@", "as@").replace("perhaps", "false")
    line.write({"dossiers/customers/anna.md": anna, "dossiers/customers/gone.md": None})
    old = anna.replace("\ncompany:", "\nfaith: catholic\nfamily-life: Mia\ncompany:", 1)
    line.write({"dossiers/customers/anna.md": old.replace("family-life: {", "x-life: {", 1)})
    line.git("commit", "--quiet", "--all", "-m", "Words of old", day="2026-11-05")
    line.write({"dossiers/customers/anna.md": anna.replace("04-12", "04-13")})
    line.git("commit", "--quiet", "--all", "-m", "More", day="2026-11-06T23:30:00+00:00", by="Tom")
    line.write({"dossiers/customers/anna.md": anna.replace("need: 3", "need: 0")})
    line.git("commit", "--quiet", "--all", "-m", "Later", day="2026-11-25")
    export(run, root, tmp_path / "tables")
    found = [row for row in rows(tmp_path / "tables", "facts") if not row["is_birth"]]
    needs = [row for row in found if row["field"] == "potential.need"]
    assert [(row["old"], row["new"], row["day"]) for row in needs] == [
        ("2", "3", date(2026, 11, 5))
    ]
    assert needs[0]["author"] == "Lily Chen"
    assert needs[0]["commit"] == line.git("rev-parse", "HEAD~2")
    assert (needs[0]["owner"], needs[0]["country"]) == ("lily", "de")
    [mail] = [row for row in found if row["field"] == "reach.email"]
    assert mail["new"] == '["anna@brightlite.example", "as@brightlite.example"]'
    assert {row["day"] for row in found} == {date(2026, 11, 5), date(2026, 11, 7)}
    text = str(rows(tmp_path / "tables", "facts"))
    assert "Gone" not in text
    assert "faith" not in text
    assert "Mia" not in text


def test_followups_are_those_of_due(run: Run, sample_book: Path, tmp_path: Path) -> None:
    export(run, sample_book, tmp_path / "tables")
    listed = run("due", "--on", ON, "--format", "csv", book=sample_book).stdout
    found = rows(tmp_path / "tables", "followups")
    assert len(found) == len(listed.splitlines()) - 1
    for row in found:
        words = (row["id"], str(row["due"]), str(row["overdue_days"]), row["class"])
        assert all(word in listed for word in words)
        assert len(row["rules"]) == len(row["reasons"]) > 0


def test_an_empty_book_has_all_tables_with_their_columns(
    run: Run, make_book: MakeBook, tmp_path: Path
) -> None:
    said = export(run, make_book({}), tmp_path / "tables")
    assert "no git here: the table 'facts' is empty" in said
    empty = tmp_path / "tables/touches/owner=__HIVE_DEFAULT_PARTITION__"
    [file] = empty.rglob("*.parquet")
    assert parquet.read_schema(file).field("amount").type == pyarrow.decimal128(28, 8)
    assert rows(tmp_path / "tables", "customers") == []


def test_many_rows_are_written_a_part_at_a_time(tmp_path: Path) -> None:
    from dossierkit.exchange.parquet.writing import TableWriter

    writer = TableWriter(tmp_path, Table("t", {"n": int}, ("owner",)), most_rows=4)
    for number in range(10):
        writer.add(Row((("lily", "a/../b=%")[number % 2],), (number,)))
    writer.close()
    files = sorted(file.relative_to(tmp_path / "t").as_posix() for file in tmp_path.rglob("*.p*t"))
    assert files == [
        f"owner={owner}/part-0000{part}.parquet"
        for owner in ("a%2F..%2Fb%3D%25", "lily")
        for part in (1, 2, 3)
    ]
    assert [row["n"] for row in rows(tmp_path, "t")] == [1, 3, 5, 7, 9, 0, 2, 4, 6, 8]


def test_amounts_that_no_column_can_hold_are_null() -> None:
    assert as_decimal(Decimal("9" * 20)) == Decimal("9" * 20)
    assert as_decimal(Decimal("9" * 21)) is None
    assert as_decimal(Decimal("0.123456789")) == Decimal("0.12345679")


def test_a_new_folder_or_none(run: Run, make_book: MakeBook, tmp_path: Path) -> None:
    book = make_book({})
    target = tmp_path / "tables"
    export(run, book, target)
    assert stat.S_IMODE(target.stat().st_mode) == 0o700
    before = sorted(tmp_path.rglob("*"))
    assert f"{target} is there already; name a new folder" in export(run, book, target, status=1)
    assert "there is no folder" in export(run, book, tmp_path / "no" / "x", status=1)
    assert "is inside the book" in export(run, book, book / "tables", status=1)
    assert sorted(tmp_path.rglob("*")) == before


def test_what_breaks_off_leaves_nothing(
    run: Run, make_book: MakeBook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = make_book(FILES)

    def full(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert "No space left" in export(run, book, tmp_path / "tables", status=1)
    assert [file.name for file in tmp_path.iterdir()] == ["book"]


_FACTS = {"customers": Customer, "companies": Company, "countries": Country}
"""The tables with a column for each field of a dossier, which docs/fields.md lists."""


def test_the_documented_columns_are_those_of_the_tables() -> None:
    page = (REPOSITORY / "docs" / "scale.md").read_text(encoding="utf-8")
    for table in TABLES:
        section = page.partition(f"\n### {table.name}\n")[2].partition("\n#")[0]
        documented = re.findall(r"^\| `([a-z_]+)` \|", section, re.MULTILINE)
        facts = (
            {name for name, _, _ in columns_of(_FACTS[table.name])}
            if table.name in _FACTS
            else set()
        )
        own = [name for name in table.columns if name not in facts]
        assert documented == [*own, *table.partitions], table.name


def test_the_page_quotes_the_queries_as_they_are() -> None:
    page = (REPOSITORY / "docs" / "scale.md").read_text(encoding="utf-8")
    quoted = re.findall(r"```sql\n(.*?)```", page, re.DOTALL)
    texts = [file.read_text(encoding="utf-8") for file in (REPOSITORY / "docs/queries").iterdir()]
    assert quoted
    assert all(one in texts for one in quoted)
    assert all(f"queries/{file.name}" in page for file in (REPOSITORY / "docs/queries").iterdir())
