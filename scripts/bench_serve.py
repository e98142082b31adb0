"""Measures how long the pages of `dossier serve` take, at a real server, one after the other.

    python scripts/bench_serve.py [--customers 10000] [--runs 9] [--book DIR]

A page is asked for once before it counts, so that the figures are of a book that is at hand: CPU
time of the server for each request, the median of how long one waits, and the longest. Beside them
stand how long one waits for the first request, and for the first one after an edit. Milliseconds.
"""

from __future__ import annotations

import argparse
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from bench_books import book_of

CODE = "import sys; from dossierkit.cli import main; sys.exit(main(sys.argv[1:]))"


class Client:
    """One connection to a running server, let in."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self._connection = HTTPConnection(parts.hostname or "", parts.port, timeout=300)
        self._cookie = ""
        self._ask(f"/?{parts.query}")

    def _ask(self, path: str) -> str:
        self._connection.request("GET", path, headers={"Cookie": self._cookie})
        found = self._connection.getresponse()
        text = found.read().decode()
        self._cookie = (found.getheader("Set-Cookie") or self._cookie).partition(";")[0]
        if found.status != 200:
            raise SystemExit(f"{path} was answered with {found.status}")
        return text

    def waited(self, path: str) -> float:
        """Milliseconds until a page was there."""
        begun = time.perf_counter()
        self._ask(path)
        return (time.perf_counter() - begun) * 1000


def pages_of(root: Path) -> dict[str, str]:
    """The pages that are measured, by what they are."""
    customers = sorted((root / "dossiers/customers").glob("*.md"))
    companies = sorted((root / "dossiers/companies").glob("*.md"))
    who = customers[len(customers) // 2].stem
    return {
        "today's list": "/",
        "its page 20": "/?page=20",
        "a customer": f"/customers/{who}",
        "another customer": f"/customers/{customers[len(customers) // 3].stem}",
        "a company": f"/companies/{companies[len(companies) // 2].stem}",
        "a country": "/countries/de",
        "a month": "/calendar",
        "the report": "/report",
        "search, a name": "/search?q=anna",
        "search, a slip": "/search?q=ana+schmit",
        "log a touch": f"/customers/{who}/log",
        "change a fact": f"/customers/{who}/set?field=stage",
        "history": f"/customers/{who}/history",
    }


class Found(NamedTuple):
    """What a page took: CPU time for each request, and each time that one waited (ms)."""

    cpu: float
    waited: list[float]


def cpu_of(process: int) -> float:
    """Milliseconds of CPU time that a process has taken so far, with those that it has ended."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) * 1000 / os.sysconf("SC_CLK_TCK")


def repeated(client: Client, process: int, path: str, runs: int) -> Found:
    """A page asked for several times."""
    before = cpu_of(process)
    waited = [client.waited(path) for _ in range(runs)]
    return Found((cpu_of(process) - before) / runs, waited)


def measure(client: Client, process: int, root: Path, runs: int) -> None:
    """Prints a line for each page."""
    pages = pages_of(root)
    first = {name: client.waited(path) for name, path in pages.items()}
    found = {name: repeated(client, process, path, runs) for name, path in pages.items()}
    edited = next((root / "dossiers/customers").glob("*.md"))
    before = edited.read_bytes()
    after = {}
    try:
        for number, (name, path) in enumerate(pages.items()):
            edited.write_bytes(before + b"\n- 2026-01-01 note: %d\n" % number)
            after[name] = client.waited(path)
    finally:
        edited.write_bytes(before)
    print(f"{'page':18}{'CPU':>9}{'median':>9}{'longest':>9}{'first':>9}{'edited':>9}   (ms)")
    for name, (cpu, waited) in found.items():
        shown = (cpu, statistics.median(waited), max(waited), first[name], after[name])
        print(f"{name:18}" + "".join(f"{one:9.0f}" for one in shown))


def main() -> None:
    """Reads the arguments, starts a server, measures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--customers", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--book", type=Path, metavar="DIR", help="a book that is there already")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = given.book or book_of(Path(folder), given.customers)
        words = [sys.executable, "-c", CODE, "serve", "--book", str(root)]
        with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as server:
            try:
                address = server.stdout.readline().strip() if server.stdout else ""
                measure(Client(address), server.pid, root, given.runs)
                status = Path(f"/proc/{server.pid}/status")
                if status.exists():
                    lines = status.read_text().splitlines()
                    print(next(line for line in lines if line.startswith("VmHWM")))
            finally:
                server.send_signal(signal.SIGINT)


if __name__ == "__main__":
    main()
