"""Every finding has a sample, every sample its output, and the pages in docs/ are made of them."""

from __future__ import annotations

import ast
import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from dossierkit.text.translation import speaking

REPOSITORY = Path(__file__).parents[1]
PROBLEMS = REPOSITORY / "tests" / "problems"
CODES = sorted(folder.name for folder in PROBLEMS.iterdir() if folder.is_dir())
LAYERS = ("text", "schema", "book", "mail")

PLACE_OF_CODE = {
    "report": 1,
    "report_key": 1,
    "finding": 1,
    "refuse": 1,
    "Finding": 4,
    "Refused": 0,
    "report_row": 3,
    "records": 2,
    "problem": 1,
}
"""Calls that take the code of a finding, with the place of that argument."""


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, REPOSITORY / "scripts" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


findings_page = script("findings_page")


def codes_in(tree: ast.Module) -> set[str]:
    """The codes that a module gives to findings: texts in their place, and those named `code`."""
    codes = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            function = node.func
            name = function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
            place = PLACE_OF_CODE.get(name)
            if place is not None and len(node.args) > place:
                codes |= texts(node.args[place])
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name) and target.id.lower() == "code":
                    codes |= texts(node.value)
                elif isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                    for one, value in zip(target.elts, node.value.elts, strict=True):
                        if isinstance(one, ast.Name) and one.id == "code":
                            codes |= texts(value)
    return codes


def texts(node: ast.expr) -> set[str]:
    return {node.value} if isinstance(node, ast.Constant) and isinstance(node.value, str) else set()


def test_every_code_of_the_program_has_a_sample_and_no_sample_is_left_over() -> None:
    emitted = set()
    for layer in LAYERS:
        for module in sorted((REPOSITORY / "dossierkit" / layer).rglob("*.py")):
            emitted |= codes_in(ast.parse(module.read_text(encoding="utf-8")))
    assert sorted(emitted) == CODES


@pytest.mark.parametrize("code", CODES)
def test_a_sample_prints_what_is_expected(code: str) -> None:
    expected = (PROBLEMS / code / "expected.txt").read_text(encoding="utf-8")
    assert findings_page.output(PROBLEMS / code).splitlines() == expected.splitlines()
    assert f"[{code}]\n" in expected


@pytest.mark.parametrize("code", sorted(set(CODES) - {"too-many-findings"}))
def test_a_sample_shows_nothing_but_its_code(code: str) -> None:
    expected = (PROBLEMS / code / "expected.txt").read_text(encoding="utf-8")
    heads = [line for line in expected.splitlines()[:-1] if not line.startswith("    ")]
    assert all(line.endswith(f"[{code}]") for line in heads)


@pytest.mark.parametrize("code", CODES)
def test_every_finding_of_a_sample_says_what_to_do(code: str) -> None:
    lines = (PROBLEMS / code / "expected.txt").read_text(encoding="utf-8").splitlines()[:-1]
    heads = [line for line in lines if not line.startswith("    ")]
    assert len(lines) == 2 * len(heads)


def test_the_catalogue_is_current() -> None:
    page = (REPOSITORY / "docs" / "findings.md").read_text(encoding="utf-8")
    is_current = page == findings_page.page()  # a difference of thousands of lines helps nobody
    assert is_current, "run: python scripts/findings_page.py"


def test_the_field_reference_is_current() -> None:
    page = (REPOSITORY / "docs" / "fields.md").read_text(encoding="utf-8")
    is_current = page == script("fields_page").page()
    assert is_current, "run: python scripts/fields_page.py"
    with speaking("zh"):
        chinese = script("fields_page").page()
    assert (REPOSITORY / "docs" / "zh" / "fields.md").read_text(encoding="utf-8") == chinese


def test_the_known_regions_are_those_of_the_calendars() -> None:
    from dossierkit.book.checks.subdivisions import KNOWN_FILE

    known = KNOWN_FILE.read_text(encoding="utf-8")
    is_current = known == script("subdivisions").text()
    assert is_current, "run: python scripts/subdivisions.py"


def test_the_chinese_catalogue_tells_of_the_same_findings() -> None:
    told = [
        re.findall(r"^## ([a-z-]+)$", (REPOSITORY / "docs" / page).read_text("utf-8"), re.MULTILINE)
        for page in ("findings.md", "zh/findings.md")
    ]
    assert told[0] == told[1]
