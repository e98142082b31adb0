"""Make `docs/findings.md`, the catalogue of findings, from the samples in `tests/problems/`.

    python scripts/findings_page.py               # the page
    python scripts/findings_page.py --expected    # the samples' expected output, then the page

Each sample is a small book; what `dossier check` prints in it is shown as it is. The form of a
sample is described in `tests/problems/README.md`.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any
from unittest.mock import patch

from dossierkit.cli import main as dossier
from dossierkit.cli.output import cut, safe

ROOT = Path(__file__).resolve().parent.parent
PROBLEMS = ROOT / "tests" / "problems"
PAGE = ROOT / "docs" / "findings.md"
ON = "2026-11-21"
SHOWN_LINES = 14

HEAD = """# Findings

<!-- Made by scripts/findings_page.py from tests/problems; don't edit it by hand. -->

What `dossier check` can find, by code. A finding prints as

```
path:line:column: error: message [code]
    what to do
```

so that editors jump to the place. An *error* makes `check` fail; a *warning* only with `--strict`.
`--format json` and `--format github` give the same list to programs and to reviews.
"""


def problems() -> list[Path]:
    """The folders of the samples, sorted by code."""
    return sorted(folder for folder in PROBLEMS.iterdir() if folder.is_dir())


def output(problem: Path) -> str:
    """What `dossier check` prints in a sample: the findings, then the summary."""
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary) / "book"
        locked = build(problem, root)
        printed, remarked = io.StringIO(), io.StringIO()
        with redirect_stdout(printed), redirect_stderr(remarked), _locked(locked):
            dossier(["check", "--book", str(root), "--on", ON])
    return printed.getvalue() + remarked.getvalue()


def build(problem: Path, root: Path) -> list[Path]:
    """Makes the book of a sample; gives the files that are to be locked."""
    for folder in filter(Path.is_dir, (problem / "dossiers", problem / "templates")):
        shutil.copytree(folder, root / folder.name)
    recipe = _recipe(problem)
    for path, parts in recipe.get("files", {}).items():
        _make_room(root / path).write_bytes(_bytes(parts))
    for path, target in recipe.get("links", {}).items():
        _make_room(root / path).symlink_to(target)
    for path in recipe.get("folders", []):
        (root / path).mkdir(parents=True)
    return [root / path for path in recipe.get("locked", [])]


def _recipe(problem: Path) -> dict[str, Any]:
    file = problem / "build.json"
    recipe: dict[str, Any] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    return recipe


def _make_room(file: Path) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    return file


def _bytes(parts: list[Any]) -> bytes:
    """The bytes of a file: each part a text of one-byte characters, or one with a number."""
    texts = [part if isinstance(part, str) else part[0] * part[1] for part in parts]
    return "".join(texts).encode("latin-1")


@contextmanager
def _locked(files: list[Path]) -> Iterator[None]:
    """Lets nobody open some files, not even the administrator, whom no permission stops."""
    open_file = io.open

    def refuse(file: Any, *args: Any, **kwargs: Any) -> Any:
        if file in files:
            raise PermissionError(13, "Permission denied", str(file))
        return open_file(file, *args, **kwargs)

    with patch("builtins.open", refuse), patch("io.open", refuse):
        yield


def page() -> str:
    """The catalogue."""
    return HEAD + "".join(map(_section, problems()))


def _section(problem: Path) -> str:
    code = problem.name
    expected = (problem / "expected.txt").read_text(encoding="utf-8").splitlines()
    first = next(line for line in expected if line.endswith(f"[{code}]"))
    path, line, _ = first.split(":", 2)
    why = (problem / "why.md").read_text(encoding="utf-8").strip()
    sample = _excerpt(problem, path, int(line))
    printed = "\n".join(cut(line, 300) for line in _of_code(expected, code))
    return f"\n## {code}\n\n{why}\n\n{path}:\n\n{sample}\n```\n{printed}\n```\n"


def _of_code(expected: list[str], code: str) -> list[str]:
    """The findings of a code with their hints; other findings of its sample are left out."""
    lines: list[str] = []
    is_ours = False
    for line in expected:
        if not line.startswith("    "):
            is_ours = line.endswith(f"[{code}]")
        if is_ours:
            lines.append(line)
    return lines


def _excerpt(problem: Path, path: str, line: int) -> str:
    """The lines round a finding, with what can't be seen as escapes."""
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary) / "book"
        build(problem, root)
        file = root / path
        if file.is_symlink():
            return f"(a link to `{os.readlink(file)}`)\n"
        if file.is_dir():
            return "(a folder)\n"
        text = file.read_bytes().decode("utf-8", "backslashreplace")
    lines = [cut(safe(one[:200]), 100) for one in text.rstrip("\n").split("\n")]
    start = max(0, min(line - SHOWN_LINES // 2, len(lines) - SHOWN_LINES))
    shown = "\n".join(lines[start : start + SHOWN_LINES])
    return f"```\n{shown}\n```\n"


def main() -> None:
    """Writes the page, and with --expected what the samples print."""
    parser = argparse.ArgumentParser(description="make docs/findings.md")
    parser.add_argument("--expected", action="store_true", help="write expected.txt anew, too")
    if parser.parse_args().expected:
        for problem in problems():
            (problem / "expected.txt").write_text(output(problem), encoding="utf-8")
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
    print(f"{PAGE.relative_to(ROOT)}: {len(problems())} codes", file=sys.stderr)


if __name__ == "__main__":
    main()
