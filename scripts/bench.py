"""Measures how long things take, as ratios to what is possible (DESIGN 6.2).

    python scripts/bench.py [--sizes 1000,10000,100000] [--runs 7] [--only NAME] [--books DIR]
                            [--write]

Prints tables; `--write` writes docs/benchmarks.md and docs/zh/benchmarks.md too. Books are made in
a folder that goes away in the end, or kept in the one that `--books` names. With nothing else to do
on the machine it takes about half an hour.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import bench_check
import bench_due
import bench_history
import bench_letters
import bench_lsp
import bench_one
import bench_page
import bench_rivals
from bench_books import book_of
from bench_rows import Row, Table, as_text, table_of
from bench_words import CHINESE, ENGLISH

DOCS = Path(__file__).parents[1] / "docs"
PAGES = {DOCS / "benchmarks.md": ENGLISH, DOCS / "zh" / "benchmarks.md": CHINESE}
PARTS = ("start", "due", "one", "check", "letters", "history", "lsp", "rivals")
LETTERS = 1_000
TYPED_IN = 10_000
"""Customers of the book in which letters are typed."""
RIVALS_UP_TO = 10_000


def sizes_of(text: str) -> list[int]:
    """Numbers of customers, smallest first."""
    return sorted(int(size) for size in text.split(","))


def main() -> None:
    """Reads the arguments, measures, shows."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--sizes", type=sizes_of, default=[1_000, 10_000, 100_000])
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--only", choices=PARTS)
    parser.add_argument("--books", type=Path, metavar="DIR")
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    if given.write and given.only:
        parser.error("--write writes the whole page: leave out --only")
    with tempfile.TemporaryDirectory() as folder:
        books = given.books or Path(folder)
        books.mkdir(parents=True, exist_ok=True)
        run(books.resolve(), given.sizes, given.runs, given.only or "", write=given.write)


def run(books: Path, sizes: list[int], runs: int, only: str, *, write: bool) -> None:
    """Measures all parts, or only one."""
    rows: list[Row] = []
    growth: list[Table] = []
    rivals = None
    for part in [only] if only else PARTS:
        print(f"measuring: {part}", file=sys.stderr, flush=True)
        if part == "start":
            rows += bench_due.start_rows(runs)
        elif part == "due":
            lists = [bench_due.measured(book_of(books, size), size, runs) for size in sizes]
            rows += [row for found in lists for row in bench_due.rows(found)]
            growth.append(bench_due.growth(lists))
        elif part == "one":
            ones = [bench_one.measured(book_of(books, size), size, runs) for size in sizes]
            rows += [row for one in ones for row in bench_one.rows(one)]
            growth.append(bench_one.growth(ones))
        elif part == "check":
            found = {n: bench_check.measured(book_of(books, n), n, runs) for n in sizes}
            rows += [row for size, spent in found.items() for row in bench_check.rows(spent, size)]
            growth.append(bench_check.growth(found))
        elif part == "letters":
            rows += bench_letters.rows(books, LETTERS, runs)
        elif part == "history":
            rows += bench_history.rows(books, runs)
        elif part == "lsp":
            rows += bench_lsp.rows(books, TYPED_IN)
        else:
            rivals = bench_rivals.table(books, [n for n in sizes if n <= RIVALS_UP_TO], runs)
    against_floors = table_of(rows)
    tables = [against_floors, *growth, *([rivals] if rivals else [])]
    print("\n\n".join(as_text(table) for table in tables if len(table.lines) > 1))
    if write:
        measured = bench_page.Measured(
            sizes, runs, against_floors, growth, rivals, bench_page.machine()
        )
        for file, words in PAGES.items():
            file.write_text(bench_page.page(measured, words), encoding="utf-8")


if __name__ == "__main__":
    main()
