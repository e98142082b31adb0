"""`dossier schema`: what other tools may know of a header, held equal to what the program reads."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY, places
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from dossierkit.book.fields import GROUPS
from dossierkit.editor.json_schema import KINDS, schema_of
from dossierkit.schema.dossier import Dossier, read_dossier
from dossierkit.text.fence import Span, split
from dossierkit.text.header import read_header
from dossierkit.text.nodes import Node, Scalar, Sequence, plain
from dossierkit.text.source import Source, decode

Run = Callable[..., Any]
FOLDERS = {
    "customers": "customer",
    "companies": "company",
    "countries": "country",
    "team": "member",
}
SAMPLES = sorted(
    file for folder in FOLDERS for file in (REPOSITORY / "dossiers" / folder).glob("*.md")
)
CHECKERS = {kind: Draft202012Validator(schema_of(kind)) for kind in KINDS}


def header_of(text: str) -> Node:
    """The nodes of a file's header."""
    source = Source("x.md", text)
    parts = split(source)
    header = read_header(source, parts.header if parts else Span(0, len(text)))
    assert header is not None
    return header


def as_others_read(node: Node) -> Any:
    """A header as tools read it that follow YAML 1.2: numbers, truths and nothing."""
    if isinstance(node, Sequence):
        return [as_others_read(item) for item in node.items]
    if not isinstance(node, Scalar):
        return {name: as_others_read(value) for name, value in node.fields.items()}
    text = node.text
    if not node.is_plain:
        return text
    if re.fullmatch(r"[-+]?[0-9]+", text):
        return int(text)
    if re.fullmatch(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)", text):
        return float(text)
    return {"true": True, "false": False, "": None, "~": None, "null": None}.get(text, text)


def wrong(kind: str, header: str) -> list[str]:
    """The places of a header that its schema refuses."""
    errors = CHECKERS[kind].iter_errors(as_others_read(header_of(header)))
    return sorted(".".join(map(str, error.absolute_path)) for error in errors)


@pytest.mark.parametrize("kind", KINDS)
def test_each_schema_is_one(kind: str) -> None:
    Draft202012Validator.check_schema(schema_of(kind))


@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_the_headers_of_the_sample_book_are_valid(file: Path) -> None:
    header = header_of(file.read_text(encoding="utf-8"))
    checker = CHECKERS[FOLDERS[file.parent.name]]
    for read in (as_others_read(header), plain(header)):
        assert [error.message for error in checker.iter_errors(read)] == []


def test_the_policy_of_the_sample_book_is_valid() -> None:
    text = (REPOSITORY / "dossiers" / "book.yaml").read_text(encoding="utf-8")
    assert wrong("book", text) == []


@pytest.mark.parametrize(
    ("kind", "header", "place"),
    [
        ("customer", "stage: harmony", ""),
        ("customer", "name: Anna\nnext-follow-up: 2026-11-25", ""),
        ("customer", "name: Anna\nstage: harmonic", "stage"),
        ("customer", "name: Anna\nreach: {email: anna}", "reach.email"),
        ("customer", "name: Anna\nreach: {mail: a@b.example}", "reach"),
        ("customer", "name: Anna\nbirthday: 12.4.", "birthday"),
        ("customer", "name: Anna\npotential: {need: 4}", "potential.need"),
        ("customer", "name: Anna\nnext: call her", "next"),
        ("customer", "name: Anna\nconsent: {do-not-contact: perhaps}", "consent.do-not-contact"),
        ("company", "name: B\nterms: {rebate: {rate: 3}}", "terms.rebate.rate"),
        ("company", "name: B\nstores: -3", "stores"),
        ("country", "name: Germany\nweekend: [saturday]", "weekend"),
        ("member", "name: Lily\nassessments: [{answers: [10]}]", "assessments"),
        ("book", "commit: sometimes", "commit"),
        ("book", "follow-up: {rhythm: {never: seldom}}", "follow-up.rhythm.never"),
    ],
)
def test_what_is_wrong_is_refused(kind: str, header: str, place: str) -> None:
    text = f"---\n{header}\n---\n" if kind != "book" else f"{header}\n"
    assert wrong(kind, text) == [place]


WORDS = """\
2026-11-25 2026-02-30 04-12 2025 2025-04 3% -1.5% 10d 3d-4d 1,200 12_000 NO de DE USD usd no true
anna-schmidt +49 a@b.example https://b.example Europe/Berlin null ~ 0 3 4 zh-Hant pt-BR harmony mon
"""


@given(st.sampled_from(sorted(GROUPS["customer"].facts)), st.sampled_from(WORDS.split()))
def test_what_the_program_takes_the_schema_takes(name: str, word: str) -> None:
    text = f"---\nname: Anna\n{name}: {word}\n---\n"
    source = decode("anna.md", text.encode())
    read = read_dossier(GROUPS["customer"], "anna", source, {})
    if isinstance(read, Dossier) and not read.findings:
        assert wrong("customer", text) == [], places(read.findings)


def test_the_command_prints_it_with_the_fields_of_the_book(
    run: Run, make_book: Callable[..., Path], tmp_path: Path
) -> None:
    fields = "fields: {badge: {type: choice, values: [gold, tin], kind: customer, doc: rank}}\n"
    book = make_book({"dossiers/book.yaml": fields})
    own = json.loads(run("schema", "customers", book=book).stdout)
    assert own["properties"]["custom"]["properties"] == {
        "badge": {"enum": ["gold", "tin", None], "description": "rank"}
    }
    assert json.loads(run("schema", "company", book=book).stdout) == schema_of("company")
    assert json.loads(run("schema", "customer", book=tmp_path).stdout) == schema_of("customer")


def test_another_kind_is_wrong_usage(run: Run, tmp_path: Path) -> None:
    result = run("schema", "supplier", book=tmp_path)
    assert result.status == 2
    assert "there are customer, company, country, member, book" in result.stderr


def test_a_broken_policy_and_a_missing_book_are_named(
    run: Run, make_book: Callable[..., Path], tmp_path: Path
) -> None:
    broken = run("schema", "customer", book=make_book({"dossiers/book.yaml": "commit: [\n"}))
    assert (broken.status, "book.yaml:1" in broken.stderr) == (1, True)
    missing = run("schema", "customer", "--book", "nowhere", book=tmp_path)
    assert (missing.status, "nowhere is no book" in missing.stderr) == (1, True)
