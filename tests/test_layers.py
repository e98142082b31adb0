"""The direction of imports, the owners of libraries, and the size of things, read off the code."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "dossierkit"
FILES = sorted(PACKAGE.rglob("*.py"))

LEVELS = (
    ("text",),
    ("schema",),
    ("book",),
    ("prices",),
    ("method",),
    ("index", "editor", "report", "exchange", "mail", "history"),
    ("web",),
    ("cli",),
    ("__main__",),
)
LEVEL = {layer: level for level, layers in enumerate(LEVELS) for layer in layers}

OWNERS: dict[str, str | tuple[str, ...]] = {
    "yaml": "text/header.py",
    "frontmatter": "text/frontmatter.py",
    "jinja2": ("mail/environment.py", "web/environment.py"),
    "git": "history/",
    "holidays": "book/holidays.py",
    "babel": "mail/",
    "markdown_it": "mail/",
    "email_validator": "schema/codes.py",
    "phonenumbers": "",
    "wcwidth": "text/width.py",
    "click": "cli/",
    "keyring": "mail/sending/password.py",
    "hijridate": "book/feasts.py",
    "pyarrow": "exchange/parquet/writing.py",
    "dateutil": "book/feast_rules.py",
    "filelock": "book/writing.py",
    "anyascii": "text/folding.py",
    "openpyxl": "exchange/tables/workbook.py",
    "python_calamine": "exchange/tables/excel_rows.py",
    "starlette": "web/app.py",
    "uvicorn": "web/server.py",
    "pygls": "editor/",
    "lsprotocol": "editor/",
}
SEVERAL = ("click", "git", "lsprotocol")
"""Libraries that a whole layer uses: the others have one module each."""


def name_of(file: Path) -> str:
    """The dotted name of a module."""
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {name_of(file): file for file in FILES}


@cache
def tree(file: Path) -> ast.Module:
    """The syntax of a file."""
    return ast.parse(file.read_text(encoding="utf-8"))


@cache
def imports(file: Path, *, for_types: bool = True) -> tuple[str, ...]:
    """The modules that a file imports, at its top or inside a function."""
    return tuple(_imports(file, for_types))


def _imports(file: Path, for_types: bool) -> Iterator[str]:
    only_types = {
        id(inner)
        for node in ast.walk(tree(file))
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree(file)):
        if id(node) in only_types and not for_types:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}:{node.lineno} imports by a relative name"
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                yield full if full in MODULES else str(node.module)


def layer_of(module: str) -> str:
    """The part of the package that a module belongs to; empty for the package itself."""
    return module.removeprefix("dossierkit").lstrip(".").partition(".")[0]


def ids(file: Path) -> str:
    return file.relative_to(PACKAGE).as_posix()


@pytest.mark.parametrize("file", FILES, ids=ids)
def test_imports_run_one_way(file: Path) -> None:
    here = layer_of(name_of(file))
    for module in imports(file):
        there = layer_of(module)
        if module.partition(".")[0] != "dossierkit" or not there:
            continue
        assert there in LEVEL, f"{there} is no layer of DESIGN 6"
        assert here, f"{file} stands above the layers"
        assert LEVEL[there] < LEVEL[here] or there == here, f"{name_of(file)} imports {module}"


def test_no_module_imports_itself_by_a_detour() -> None:
    graph = {
        name: [module for module in imports(file) if module in MODULES]
        for name, file in MODULES.items()
    }
    done: set[str] = set()

    def visit(module: str, trail: tuple[str, ...]) -> None:
        assert module not in trail, " → ".join((*trail, module))
        if module not in done:
            for imported in graph[module]:
                visit(imported, (*trail, module))
            done.add(module)

    for name in graph:
        visit(name, ())


@pytest.mark.parametrize("library", OWNERS)
def test_each_library_has_its_owner(library: str) -> None:
    users = sorted(
        ids(file)
        for file in FILES
        if any(module.partition(".")[0] == library for module in imports(file))
    )
    owners = OWNERS[library]
    assert all(user.startswith(owners) for user in users), users
    assert library in SEVERAL or len(users) <= (1 if isinstance(owners, str) else len(owners)), (
        users
    )


def calls(file: Path) -> Iterator[tuple[str, int]]:
    """What a file calls, with the line."""
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node.lineno


@pytest.mark.parametrize(
    "file", [file for file in FILES if not ids(file).startswith("cli/")], ids=ids
)
def test_only_the_command_line_prints(file: Path) -> None:
    printing = {"print", "click.echo", "click.secho", "sys.stdout.write", "sys.stderr.write"}
    assert [call for call in calls(file) if call[0] in printing] == []


METHOD = [file for file in FILES if ids(file).startswith("method/")]


@pytest.mark.parametrize("file", METHOD, ids=ids)
def test_the_method_asks_nobody_for_the_time_and_reads_no_files(file: Path) -> None:
    forbidden = {"os", "io", "pathlib", "subprocess", "shutil", "socket", "time", "sqlite3"}
    assert forbidden.isdisjoint(imports(file, for_types=False))
    asking = ("today", "now", "utcnow", "open", "read_text", "read_bytes", "write_text")
    assert [call for call in calls(file) if call[0].rpartition(".")[2] in asking] == []


@pytest.mark.parametrize("file", FILES, ids=ids)
def test_files_and_functions_are_short(file: Path) -> None:
    assert len(file.read_text(encoding="utf-8").splitlines()) <= 300
    long = [
        f"{node.name} in line {node.lineno}"
        for node in ast.walk(tree(file))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= 60
    ]
    assert long == []
