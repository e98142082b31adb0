"""The settings for editors that we ship: they can be read, and what they write is right."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from conftest import REPOSITORY, findings_of

from dossierkit.schema.dossier import COMPANY, CUSTOMER

EDITORS = REPOSITORY / "editors"
SNIPPETS = {
    name: snippet
    for file in (EDITORS / "vscode/snippets").glob("*.json")
    for name, snippet in json.loads(file.read_text(encoding="utf-8")).items()
}
_CHOICE = re.compile(r"\$\{\d+\|([^|]*)\|\}")
_HOLE = re.compile(r"\$\{\d+:([^}]*)\}")
TODAY = {"$CURRENT_YEAR": "2026", "$CURRENT_MONTH": "11", "$CURRENT_DATE": "20", "$0": ""}


def typed(snippet: str) -> list[str]:
    """What a snippet writes, once with each of the words it offers."""
    body = SNIPPETS[snippet]["body"]
    text = body if isinstance(body, str) else "\n".join(body)
    for name, value in TODAY.items():
        text = text.replace(name, value)
    text = _HOLE.sub(r"\1", text)
    most = max((len(choice.split(",")) for choice in _CHOICE.findall(text)), default=1)

    def pick(number: int) -> str:
        def chosen(match: re.Match[str]) -> str:
            words = match[1].split(",")
            return words[number % len(words)]

        return _CHOICE.sub(chosen, text)

    return [pick(number) for number in range(most)]


@pytest.mark.parametrize("file", sorted(EDITORS.rglob("*.json")), ids=lambda file: file.name)
def test_json_can_be_read(file: Path) -> None:
    assert json.loads(file.read_text(encoding="utf-8"))


def test_toml_can_be_read() -> None:
    settings = tomllib.loads((EDITORS / "helix/languages.toml").read_text(encoding="utf-8"))
    server = settings["language-server"]["dossier"]
    assert server["args"] == ["lsp"]
    # Helix holds these against the names in the root: with a folder none would ever match.
    assert all("/" not in pattern for pattern in server["required-root-patterns"])


@pytest.mark.skipif(shutil.which("node") is None, reason="no node here")
def test_the_extension_can_be_parsed() -> None:
    subprocess.run(["node", "--check", EDITORS / "vscode/extension.js"], check=True)


@pytest.mark.parametrize(("name", "kind"), [("A customer", CUSTOMER), ("A company", COMPANY)])
def test_new_dossiers_from_snippets_are_right(name: str, kind: object) -> None:
    for text in typed(name):
        assert findings_of(text, kind) == ()  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["A log line", "A quote", "An order"])
def test_log_lines_from_snippets_are_right(name: str) -> None:
    for line in typed(name):
        assert findings_of(f"---\nname: A\n---\n## Log\n\n{line}\n") == (), line


def test_the_next_step_from_a_snippet_is_right() -> None:
    assert findings_of(f"---\nname: A\n{typed('The next step')[0]}\n---\n") == ()


def test_every_folder_is_told_of() -> None:
    told = (EDITORS / "README.md").read_text(encoding="utf-8")
    page = (REPOSITORY / "docs/editors.md").read_text(encoding="utf-8")
    for folder in (one for one in EDITORS.iterdir() if one.is_dir()):
        assert f"`{folder.name}`" in told
        assert f"editors/{folder.name}" in page
