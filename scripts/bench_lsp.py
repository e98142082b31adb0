"""What a letter that is typed in an editor waits for: findings and completion from the language
server, in a large book and in a small one."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, NamedTuple

from bench_books import book_of
from bench_rows import Row
from measuring import as_a_user

SMALL = 100
LETTERS = 60
REFRESHED = {"workspace": {"inlayHint": {"refreshSupport": True}}}
"""An editor that is told when the calendars of holidays are loaded."""
REACH = 50
"""Milliseconds: what the user of an editor does not feel."""


class Waits(NamedTuple):
    """What one waits for, in milliseconds: the answer to the first message, then medians, and
    what 19 of 20 letters keep to."""

    start: float
    findings: float
    most: float
    completion: float


def rows(books: Path, size: int) -> list[Row]:
    """The rows of a book of so many customers, with the small one as the floor."""
    large, small = waits(book_of(books, size)), waits(book_of(books, SMALL))
    floor = f"in a book of {SMALL}"
    return [
        row("a letter typed, findings (median)", size, floor, large.findings, small.findings),
        row("a letter typed, findings (19 of 20)", size, floor, large.most, small.most),
        row("a letter typed, completion (median)", size, floor, large.completion, small.completion),
    ]


def row(what: str, size: int, floor: str, took: float, floor_took: float) -> Row:
    """A row of milliseconds."""
    shown = (f"{took:.1f} ms", f"{floor_took:.1f} ms")
    return Row(what, size, floor, *shown, took, REACH, "ms")


def waits(root: Path) -> Waits:
    """Types letters into a dossier of a book, one after the other."""
    file = sorted((root / "dossiers" / "customers").glob("*.md"))[SMALL // 2]
    text = file.read_text(encoding="utf-8")
    line = text.count("\n", 0, text.index("\n---", 4)) + 1
    with Editor() as editor:
        said = {"processId": None, "rootUri": root.as_uri(), "capabilities": REFRESHED}
        start, _ = editor.ask("initialize", said)
        editor.tell("initialized", {})
        document: dict[str, Any] = {"uri": file.as_uri(), "version": 0}
        opened = {**document, "languageId": "markdown", "text": text}
        editor.tell("textDocument/didOpen", {"textDocument": opened})
        editor.until("workspace/inlayHint/refresh")
        editor.change(document, 0, line, "owner: \n")
        while not editor.offered(document, line, 7)[1][-1].get("detail"):
            pass  # colleagues are looked at last
        editor.change(document, 0, line, "reason: \n")
        findings = []
        for number in range(LETTERS):
            begun = time.perf_counter()
            editor.change(document, number + 8, line, "x")
            editor.until("textDocument/publishDiagnostics", document["version"])
            findings.append(1000 * (time.perf_counter() - begun))
        editor.change(document, 0, line, "position: {reports-to: }\n")
        completions = [editor.offered(document, line, 23)[0] for _ in range(LETTERS)]
    middle, most = statistics.median, statistics.quantiles(findings, n=20)[-1]
    return Waits(start, middle(findings), most, middle(completions))


class Editor:
    """An editor that talks to the server over a pipe."""

    def __enter__(self) -> Editor:
        command = [sys.executable, "-m", "dossierkit", "lsp"]
        pipe = subprocess.PIPE
        self._server = subprocess.Popen(command, stdin=pipe, stdout=pipe, env=as_a_user())
        if self._server.stdin is None or self._server.stdout is None:
            raise SystemExit("no pipe to the language server")
        self._to, self._from = self._server.stdin, self._server.stdout
        self._asked = 0
        return self

    def __exit__(self, *error: object) -> None:
        self._server.kill()
        self._server.wait()

    def tell(self, method: str, params: Any, **more: Any) -> None:
        """Sends a message."""
        said = {"jsonrpc": "2.0", "method": method, "params": params, **more}
        body = json.dumps(said).encode()
        self._to.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._to.flush()

    def change(self, document: dict[str, Any], column: int, line: int, text: str) -> None:
        """Types something."""
        document["version"] += 1
        place = {"line": line, "character": column}
        change = {"range": {"start": place, "end": place}, "text": text}
        given = {"textDocument": dict(document), "contentChanges": [change]}
        self.tell("textDocument/didChange", given)

    def ask(self, method: str, params: Any) -> tuple[float, Any]:
        """Milliseconds until a question is answered, and the answer."""
        self._asked += 1
        begun = time.perf_counter()
        self.tell(method, params, id=self._asked)
        while (answer := self._read()).get("id") != self._asked:
            pass
        return 1000 * (time.perf_counter() - begun), answer.get("result")

    def until(self, method: str, version: int | None = None) -> None:
        """Waits for a message, of a version of the file if one is given; what the server asks
        meanwhile is left unanswered."""
        while (said := self._read()).get("method") != method or (
            version is not None and said["params"].get("version") != version
        ):
            pass

    def offered(self, document: dict[str, Any], line: int, column: int) -> tuple[float, Any]:
        """How long what may be typed at a place takes, and what that is."""
        place = {"line": line, "character": column}
        asked = {"textDocument": {"uri": document["uri"]}, "position": place}
        spent, offered = self.ask("textDocument/completion", asked)
        return spent, offered["items"]

    def _read(self) -> dict[str, Any]:
        size = 0
        while (line := self._from.readline()).strip():
            name, _, value = line.partition(b":")
            size = int(value) if name == b"Content-Length" else size
        if not line:
            raise SystemExit("the language server ended")
        message: dict[str, Any] = json.loads(self._from.read(size))
        return message


if __name__ == "__main__":
    for one in rows(Path(sys.argv[1]).resolve(), int(sys.argv[2]) if sys.argv[2:] else 10_000):
        print(f"{one.what}: {one.took} ({one.floor}: {one.floor_took})")
