"""A book behind a page, and a browser's way to it."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from conftest import Files, write_book
from starlette.testclient import TestClient

from dossierkit.web.app import application
from dossierkit.web.desk import Desk
from dossierkit.web.guard import Keys

ON = date(2026, 11, 20)
PORT = 8123
HOME = f"http://127.0.0.1:{PORT}"
ANNA = """\
---
name: Anna Schmidt
company: bright
owner: lily
reach: {email: [anna@bright.example]}
stage: assimilation
intent: hesitant
religion: christian
next:
  - 2026-11-18 send the sheet
  - 2026-12-24 wish a merry Christmas
consent: {marketing: refused}
---
She decides nothing alone.

## Log

- 2026-11-10 call by lily: Wants a table of the data
"""
FILES: Files = {
    "dossiers/book.yaml": "name: Lumora\ncountry: cn\n",
    "dossiers/customers/anna.md": ANNA,
    "dossiers/customers/wang-xiao-ming.md": "---\nname: 王小明\nowner: lily\n---\n",
    "dossiers/customers/silent.md": (
        "---\nname: Silas\nconsent: {do-not-contact: true}\n---\n## Log\n\n- 2026-01-02 note: no\n"
    ),
    "dossiers/companies/bright.md": "---\nname: Bright GmbH\ncountry: de\n---\n",
    "dossiers/countries/de.md": "---\nname: Germany\n---\n",
    "dossiers/team/lily.md": "---\nname: Lily Zhang\nemail: lily@lumora.example\n---\n",
}


def git(root: Path, *words: str) -> str:
    """What git says in a book."""
    done = subprocess.run(["git", *words], cwd=root, check=True, capture_output=True, text=True)
    return done.stdout


class Visitor:
    """A browser that was given the key, as far as a test needs one."""

    def __init__(self, root: Path, on: date | None = ON, **settings: Any) -> None:
        self.root = root
        self.keys = Keys(PORT)
        self.faults: list[Exception] = []
        self.desk = Desk(root, on, **settings)
        app = application(self.desk, self.keys, self._written)
        self.client = TestClient(app, base_url=HOME, follow_redirects=False)
        self.client.get(f"/?token={self.keys.token}")

    def _written(self, error: Exception) -> str:
        self.faults.append(error)
        return "written down in a report"

    def get(self, path: str, status: int = 200, *, is_part: bool = False) -> str:
        """A page, or only the part of it that changes."""
        headers = {"HX-Request-Type": "partial"} if is_part else {}
        found = self.client.get(path, headers=headers)
        assert found.status_code == status, found.text
        return found.text

    def post(self, path: str, form: dict[str, Any], status: int = 303) -> str:
        """What a form of ours is answered: the page that it leads to, if it does."""
        given = {"key": self.desk.form_key, **form}
        found = self.client.post(path, data=given, headers={"Origin": HOME})
        assert found.status_code == status, found.text
        return self.get(found.headers["location"]) if status == 303 else found.text


def plain(page: str) -> str:
    """The words of a page, as they are read."""
    bare = re.sub(r"<(style|script|title)\b.*?</\1>|<[^>]*>", " ", page, flags=re.DOTALL)
    return " ".join(html.unescape(bare).split())


def small_book(make_book: Callable[[Files], Path]) -> Path:
    """A small book in git."""
    root = make_book(FILES)
    shutil.copytree(_repository().name + "/.git", root / ".git")
    return root


@cache
def _repository() -> TemporaryDirectory[str]:
    """The small book with its first commit, made once."""
    folder = TemporaryDirectory()
    root = write_book(Path(folder.name), FILES)
    git(root, "init", "--quiet")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message", "Begin")
    return folder
