"""A real server, as a user starts it, and a real browser to look at it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CODE = "import sys; from dossierkit.cli import main; sys.exit(main(sys.argv[1:]))"


class Served:
    """A running `dossier serve`; `address` is what it printed."""

    def __init__(self, root: Path, *options: str, env: Mapping[str, str] | None = None) -> None:
        self.root = root
        self.process = subprocess.Popen(
            [sys.executable, "-c", CODE, "serve", "--book", str(root), *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, **(env or {})},
        )
        assert self.process.stdout is not None
        self.address = self.process.stdout.readline().strip()
        self.home = self.address.partition("/?")[0]

    def interrupt(self) -> tuple[int, str]:
        """Ctrl-C; the exit status, and what was said on stderr."""
        self.process.send_signal(signal.SIGINT)
        _, said = self.process.communicate(timeout=30)
        return self.process.returncode, said


@contextmanager
def served(root: Path, *options: str) -> Iterator[Served]:
    """A server for as long as it is needed."""
    one = Served(root, *options)
    try:
        yield one
    finally:
        if one.process.poll() is None:
            one.interrupt()
        for stream in (one.process.stdout, one.process.stderr):
            if stream is not None:
                stream.close()


class Watched:
    """A page of a browser, with all that went wrong in it: messages of the console, dialogs,
    errors, and addresses elsewhere that were asked for."""

    def __init__(self, page: Any, home: str) -> None:
        self.page = page
        self.wrong: list[str] = []
        page.on("console", lambda said: self.wrong.append(f"console: {said.text}"))
        page.on("pageerror", lambda error: self.wrong.append(f"error: {error}"))
        page.on("dialog", self._dismiss)
        page.on("request", lambda asked: self._asked(asked.url, home))

    def _dismiss(self, dialog: Any) -> None:
        self.wrong.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _asked(self, url: str, home: str) -> None:
        if not url.startswith(f"{home}/"):
            self.wrong.append(f"elsewhere: {url}")
