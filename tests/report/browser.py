"""A real browser without a window, for tests of pages: never with a network."""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_browser() -> str | None:
    """The browser of this machine: what DOSSIER_BROWSER names, else a Chromium, else none."""
    named = os.environ.get("DOSSIER_BROWSER")
    return named or next(filter(None, map(shutil.which, _NAMES)), None)


needs_browser = pytest.mark.skipif(
    find_browser() is None,
    reason="no browser here: install chromium, or name one in DOSSIER_BROWSER",
)


class Browser:
    """A browser whose profile and pages are in a folder of the test's own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def run(self, *options: str) -> str:
        """Runs it once; gives what it prints."""
        done = subprocess.run(
            [
                find_browser() or "",
                "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
                "--no-first-run", "--disable-background-networking", "--disable-extensions",
                "--host-resolver-rules=MAP * ~NOTFOUND", "--allow-file-access-from-files",
                f"--user-data-dir={self._folder / 'profile'}", *options,
            ],
            capture_output=True,
            timeout=120,
            check=True,
        )  # fmt: skip
        return done.stdout.decode("utf-8", "replace")

    def measure(self, page: Path, width: int, script: str, *options: str) -> Any:
        """What a function of the page's document and window gives, at a width in pixels.

        A page of ours runs nothing, so that another one looks into it from outside.
        """
        outer = self._folder / "outer.html"
        outer.write_text(
            f'<!DOCTYPE html><meta charset="utf-8"><body style="margin:0">'
            f'<iframe src="{page.as_uri()}" width="{width}" height="1200" style="border:0">'
            f"</iframe><pre></pre><script>const frame = document.querySelector('iframe');"
            f"frame.onload = () => {{ const found = ({script})(frame.contentDocument, "
            f"frame.contentWindow); document.querySelector('pre').textContent = "
            f"'<<' + JSON.stringify(found) + '>>'; }};</script>",
            encoding="utf-8",
        )
        dom = self.run("--dump-dom", *options, outer.as_uri())
        match = re.search(r"<pre>&lt;&lt;(.*)&gt;&gt;</pre>", dom, re.DOTALL)
        assert match is not None, dom[-2000:]
        return json.loads(html.unescape(match.group(1)))
