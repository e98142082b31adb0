"""What is exported and imported again: nothing to do in the same book, the same in a new one."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from conftest import Result

from dossierkit.book.load import load
from dossierkit.schema.fact import Record

MakeBook = Callable[[Mapping[str, str]], Path]
Run = Callable[..., Result]
ON = ("--on", "2026-11-20")
FORMS = ("csv", "xlsx", "jsonl")

ANNA = """\
---
name: Anna Schmidt
given: Anna
family: Schmidt
company: brightlite
position: {title: Buyer, authority: none, joined: 2024-03}
career: [{employer: Lux AG, role: Buyer, from: 2015, same-industry: true}]
reach:
  email: [anna@brightlite.example, a@brightlite.example]
  phone: ["+49 30 1234567"]
  prefers: email
source: {channel: exhibition, detail: Canton Fair, date: 2025-04-17}
interests: [hiking, "tea; and cake"]
birthday: 04-12
stage: assimilation
buys: [BL-20]
consent: {marketing: legitimate-interest}
tags: [=vip]
custom: {vendor: "007"}
---
Likes tea, = and +.
"""
WANG = """\
---
name: 王小明
country: sg
reach: {wechat: wxm}
birthday: 1985-04-12
source: {channel: other, date: 2025-01-02}
---
"""
BRIGHTLITE = """\
---
name: Brightlite GmbH
country: de
website: https://brightlite.example
stores: 12
departments: {design: none, quality: in-house}
terms: {payment: T/T 30 % deposit, price-adjustment: +3%}
---
"""
FILES = {
    "dossiers/customers/anna-schmidt.md": ANNA,
    "dossiers/customers/wang-xiao-ming.md": WANG,
    "dossiers/companies/brightlite.md": BRIGHTLITE,
}


def exported(run: Run, book: Path, form: str, target: Path, *words: str) -> Path:
    result = run("export", form, "--to", target, *words, *ON, book=book)
    assert result.status == 0, result.stderr
    return target


def exported_all(run: Run, book: Path, form: str, folder: Path) -> list[Path]:
    """The companies, then the customers."""
    firms = exported(run, book, form, folder / f"firms.{form}", "--kind", "company")
    return [firms, exported(run, book, form, folder / f"people.{form}")]


@pytest.mark.parametrize("form", FORMS)
def test_nothing_to_do_in_the_same_book(
    run: Run, make_book: MakeBook, tmp_path: Path, form: str
) -> None:
    book = make_book(FILES)
    files = exported_all(run, book, form, tmp_path)
    result = run("import", *files, "--dry-run", "--format", "json", *ON, book=book)
    plan = json.loads(result.stdout)
    assert {entry["verdict"] for entry in plan["entries"]} == {"unchanged"}, result.stdout
    assert plan["findings"] == []


@pytest.mark.parametrize("form", FORMS)
def test_the_same_people_in_a_new_book(
    run: Run, make_book: MakeBook, tmp_path: Path, form: str
) -> None:
    book = make_book(FILES)
    files = exported_all(run, book, form, tmp_path)
    other = tmp_path / "other"
    (other / "dossiers").mkdir(parents=True)
    (other / "dossiers/book.yaml").write_text("")
    result = run("import", *files, "--yes", *ON, book=other)
    assert result.status == 0, result.stderr
    there, here = load(book), load(other)
    for dossier_id, dossier in there.customers.items():
        assert known(here.customers[dossier_id].facts) == known(dossier.facts)
    if form != "vcf":
        assert known(here.companies["brightlite"].facts) == known(
            there.companies["brightlite"].facts
        )


def known(facts: Record) -> dict[str, Any]:
    """The facts that an export holds: all but the first contact, which an import plans."""
    return {name: value for name, value in vars(facts).items() if name != "next"}


def test_a_table_from_elsewhere_with_a_mapping_file(
    run: Run, make_book: MakeBook, tmp_path: Path
) -> None:
    table = tmp_path / "kunden.csv"
    table.write_bytes(
        "Kundenname;Firma;Geb.;Land\nJürgen Groß;Lux AG;03.04.1990;Deutschland\n".encode()
    )
    mapping = tmp_path / "map.yaml"
    mapping.write_text("columns: {Kundenname: name, Geb.: birthday}\ndates: dmy\n")
    book = make_book({})
    result = run("import", table, "--map", mapping, "--yes", *ON, book=book)
    assert result.status == 0, result.stderr
    (found,) = load(book).customers.values()
    assert (found.facts.name, str(found.facts.birthday)) == ("Jürgen Groß", "1990-04-03")
    (company,) = load(book).companies.values()
    assert (company.facts.name, company.facts.country) == ("Lux AG", "de")
