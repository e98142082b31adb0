"""Helpers of the tests: books made of texts, and the command run in this process."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from dossierkit.mail.workshop import Workshop
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import CUSTOMER, Dossier, Unreadable, read_dossier
from dossierkit.schema.fact import Group
from dossierkit.text.finding import Finding
from dossierkit.text.source import decode

REPOSITORY = Path(__file__).parents[1]

Files = Mapping[str, str | bytes]
Place = tuple[int, int, str]
"""Line, column and code of a finding."""


class Result(NamedTuple):
    """What a run of the command left behind."""

    status: int
    stdout: str
    stderr: str


def places(findings: Any) -> list[Place]:
    """Where findings are and what they are, for comparison."""
    return [(finding.line, finding.column, finding.code) for finding in findings]


def read(
    text: str | bytes, kind: Group[Any] = CUSTOMER, dossier_id: str = "anna"
) -> Dossier[Any] | Unreadable:
    """A file read as the book would read it."""
    data = text if isinstance(text, bytes) else text.encode()
    return read_dossier(kind, dossier_id, decode(f"{dossier_id}.md", data), {})


def dossier(text: str | bytes, kind: Group[Any] = CUSTOMER, dossier_id: str = "anna") -> Any:
    """A file that must be readable, though it may have findings."""
    read_file = read(text, kind, dossier_id)
    assert isinstance(read_file, Dossier), read_file
    return read_file


def customer(header: str) -> Dossier[Customer]:
    """A customer called Anna with further lines in the header, which begin in line 3."""
    made: Dossier[Customer] = dossier(f"---\nname: Anna\n{header}---\n")
    return made


def findings_of(text: str | bytes, kind: Group[Any] = CUSTOMER) -> tuple[Finding, ...]:
    """Everything that is wrong in a file."""
    return read(text, kind).findings


def write_book(root: Path, files: Files) -> Path:
    """Writes files below a folder; `dossiers/book.yaml` is empty unless given."""
    for path, content in {"dossiers/book.yaml": "", **files}.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


GIT_ENVIRONMENT = {
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_COUNT": "1",
    "GIT_CONFIG_KEY_0": "init.defaultBranch",
    "GIT_CONFIG_VALUE_0": "main",
    "GIT_AUTHOR_NAME": "Lily Chen",
    "GIT_AUTHOR_EMAIL": "lily@lumora.example",
    "GIT_COMMITTER_NAME": "Lily Chen",
    "GIT_COMMITTER_EMAIL": "lily@lumora.example",
}
"""Nothing of the git configuration of whoever runs the tests."""


@pytest.fixture(autouse=True)
def own_git(monkeypatch: pytest.MonkeyPatch) -> None:
    """Git as on a machine of Lily's, whatever this one is."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    for name, value in GIT_ENVIRONMENT.items():
        monkeypatch.setenv(name, value)


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """English, whatever language the session of whoever runs the tests has."""
    monkeypatch.setenv("LANGUAGE", "en")


@pytest.fixture(scope="session")
def shop() -> Iterator[Workshop]:
    """One workshop for all letters: its child takes a while to start."""
    with Workshop(seconds=20) as one:
        yield one


@pytest.fixture
def make_book(tmp_path: Path) -> Callable[[Files], Path]:
    """Makes a book of the given files and gives its root."""
    return lambda files: write_book(tmp_path / "book", files)


@pytest.fixture
def sample_book(tmp_path: Path) -> Path:
    """A fresh copy of the repository's own book."""
    root = tmp_path / "sample"
    for folder in ("dossiers", "templates"):
        shutil.copytree(REPOSITORY / folder, root / folder)
    return root


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Runs `dossier` with arguments, in a book; `env` is added to the environment."""
    monkeypatch.delenv("DOSSIER_BOOK", raising=False)

    def run_command(
        *args: str | Path, book: Path | None = None, env: Mapping[str, str] | None = None
    ) -> Result:
        from dossierkit.cli import main

        capsys.readouterr()
        with monkeypatch.context() as patch:
            if book is not None:
                patch.chdir(book)
            for name, value in (env or {}).items():
                patch.setenv(name, value)
            status = main([str(arg) for arg in args])
        captured = capsys.readouterr()
        return Result(status, captured.out, captured.err)

    return run_command
