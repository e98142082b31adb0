"""A team for the tests: a server's bare repository, and clones whose members write and sync."""

from __future__ import annotations

import atexit
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from dossierkit.cli.sync import all_findings
from dossierkit.history.team.exchange import Report, Wishes
from dossierkit.history.team.sync import go_on, sync

ANNA, KARL = "dossiers/customers/anna.md", "dossiers/customers/karl.md"


def person(name: str, *fields: str, log: Sequence[str] = ()) -> str:
    """A customer's file."""
    lines = ["---", f"name: {name}", *fields, "---", "", "## Log", "", *(f"- {one}" for one in log)]
    return "\n".join(lines) + "\n"


BOOK = {
    "dossiers/book.yaml": "",
    ANNA: person("Anna", "country: de", log=["2026-11-01 email in: hello"]),
    KARL: person("Karl", "country: de", log=["2026-11-02 call out: hello"]),
    "dossiers/companies/brightlite.md": "---\nname: Brightlite\ncountry: de\n---\n",
}


def git(folder: Path, *arguments: str, check: bool = True) -> str:
    """What git prints, as if typed in a folder."""
    done = subprocess.run(
        ["git", *arguments], cwd=folder, check=False, capture_output=True, text=True
    )
    if check:
        assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout + ("" if check else done.stderr)


class Clone:
    """One member's clone of a book."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.pauses: list[float] = []

    def git(self, *arguments: str, check: bool = True) -> str:
        return git(self.root, *arguments, check=check)

    def write(self, path: str, text: str | None) -> None:
        """Writes or deletes a file, as an editor would."""
        file = self.root / path
        if text is None:
            file.unlink()
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())

    def read(self, path: str) -> str:
        return (self.root / path).read_bytes().decode()

    def edit(self, path: str, old: str, new: str) -> None:
        text = self.read(path)
        assert old in text
        self.write(path, text.replace(old, new, 1))

    def commit(self, *paths: str, text: str | None = None) -> str:
        """Commits everything (with one file's new text, if given), unchecked; gives the hash."""
        if text is not None:
            self.write(paths[0], text)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--no-verify", "-m", "x")
        return self.tip()

    def tip(self, name: str = "HEAD") -> str:
        return self.git("rev-parse", name).strip()

    def sync(self, **wishes: object) -> Report:
        return sync(self.root, Wishes(**wishes), all_findings, self.pauses.append)  # type: ignore[arg-type]

    def go_on(self) -> Report:
        return go_on(self.root, Wishes(), all_findings, self.pauses.append)


class Team:
    """A server and whoever works with it; addresses are relative, so that it can be copied."""

    def __init__(self, folder: Path, files: dict[str, str] | None = None) -> None:
        self.folder = folder
        self.server = folder / "server.git"
        self.first = Clone(folder / "first")
        if files is None:
            shutil.copytree(_template(), folder, dirs_exist_ok=True, symlinks=True)
        else:
            self.begin(files)

    def begin(self, files: dict[str, str]) -> None:
        """A server whose first commit holds these files."""
        git(self.folder, "init", "--quiet", "--bare", "server.git")
        git(self.folder, "init", "--quiet", "first")
        for path, text in files.items():
            self.first.write(path, text)
        self.first.commit()
        self.first.git("remote", "add", "origin", "../server.git")
        self.first.sync()

    @property
    def lily(self) -> Clone:
        """The clone of a colleague, who has synced once."""
        return Clone(self.folder / "lily")

    def clone(self, name: str) -> Clone:
        """A clone of one more member, who has synced once."""
        clone = self.bare_clone(name)
        clone.sync()
        return clone

    def bare_clone(self, name: str) -> Clone:
        """A clone that nobody has set up yet."""
        git(self.folder, "clone", "--quiet", "server.git", name)
        clone = Clone(self.folder / name)
        clone.git("remote", "set-url", "origin", "../server.git")
        return clone


@cache
def _template() -> Path:
    """A team of two that each test gets a copy of, made once: `first` and `lily`."""
    folder = Path(tempfile.mkdtemp(prefix="dossier-team-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    Team(folder, BOOK).clone("lily")
    return folder
