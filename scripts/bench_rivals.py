"""Measures the tools one would use instead, on the same people; those that aren't installed are
left out. `make bench-rivals` installs them."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import bench_rivals_data as data
from bench_books import DAY, book_of, cold, dossier, python
from bench_letters import letters_book, render
from bench_rows import Table, shown
from measuring import Command, measure, runs_for, spent

FOLDER = Path(sys.prefix, "rivals", "bin")
"""Where `make bench-rivals` puts those that are Python programs."""
TITLE = "Beside what one would use instead"
LOOP = """
import re, sys
from datetime import date, timedelta
from pathlib import Path
import frontmatter
today = date.fromisoformat(sys.argv[2])
rhythm = {"interested": 5, "hesitant": 5, "quoted-silent": 10, "not-soon": 30, "never": 90}
touch = re.compile(r"^- (\\d{4}-\\d\\d-\\d\\d) (?!note)", re.MULTILINE)
for file in sorted(Path(sys.argv[1], "dossiers", "customers").glob("*.md")):
    post = frontmatter.load(str(file))
    days = [date.fromisoformat(day) for day in touch.findall(post.content)]
    if days and max(days) + timedelta(rhythm.get(post.get("intent"), 60)) <= today:
        print(post["name"], max(days))
"""
"""What one writes oneself in ten minutes: the last touch, and a fixed rhythm."""


class Rival(NamedTuple):
    """A tool: `command` is its name, `package` the one that has its version; `prepare` writes its
    data into a folder and gives what is run; `ours` is what does that job here."""

    command: str
    job: str
    prepare: Callable[[str, Path, Path], Command]
    ours: Callable[[Path, int], Command]


def table(books: Path, sizes: list[int], runs: int) -> Table | None:
    """What each tool that is there takes on books of some sizes, beside dossierkit."""
    head = ("tool", "version", "job", "size", "it took", "dossierkit took", "times", "memory")
    lines = [
        (name, version_of(name, program), rival.job, *_measured(rival, program, books, size, runs))
        for rival in RIVALS
        if (program := found(name := rival.command)) is not None
        for size in sizes
    ]
    return Table(TITLE, [head, *lines]) if lines else None


def found(command: str) -> str | None:
    """The program of a tool, or None; the loop is run by this Python."""
    if command == _LOOP_NAME:
        return sys.executable
    return shutil.which(command, path=FOLDER) or shutil.which(command)


def version_of(command: str, program: str) -> str:
    """Which one is measured."""
    if command == _LOOP_NAME:
        return version("python-frontmatter")
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
    return re.sub(r"^\D*", "", said.stdout.strip().splitlines()[0])


def _measured(
    rival: Rival, program: str, books: Path, size: int, runs: int
) -> tuple[str, str, str, str, str]:
    root = book_of(books, size)
    folder = books / f"rival-{rival.command.replace(' ', '-')}-{size}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    theirs, ours = rival.prepare(program, folder, root), rival.ours(books, size)
    times = runs if rival.job == _LISTING else runs_for(10 * size, runs)
    took = measure({"theirs": theirs, "ours": ours}, times)
    return (
        f"{size:,}",
        shown(took["theirs"].cpu),
        shown(took["ours"].cpu),
        f"{took['theirs'].cpu / took['ours'].cpu:.1f} x",
        f"{took['theirs'].memory / 1e6:.0f} MB, {took['ours'].memory / 1e6:.0f} MB",
    )


def _taskwarrior(program: str, folder: Path, root: Path) -> Command:
    settings, tasks = folder / "taskrc", folder / "tasks.json"
    settings.write_text(f"data.location={folder}\nconfirmation=off\nverbose=nothing\n", "utf-8")
    data.write_tasks(root, tasks)
    spent(Command([program, f"rc:{settings}", "import", str(tasks)]))
    return Command([program, f"rc:{settings}", "due.before:tomorrow", "list"])


def _todoman(program: str, folder: Path, root: Path) -> Command:
    todos, settings = folder / "todos", folder / "config.py"
    todos.mkdir()
    data.write_todos(root, todos)
    values = {"path": str(todos), "cache_path": str(folder / "cache"), "date_format": "%Y-%m-%d"}
    settings.write_text("".join(f"{name} = {text!r}\n" for name, text in values.items()), "utf-8")
    listing = Command([program, "--config", str(settings), "list", "--due", "1"])
    spent(listing)
    return listing


def _khard(program: str, folder: Path, root: Path) -> Command:
    cards, settings = folder / "cards", folder / "khard.conf"
    cards.mkdir()
    data.write_cards(root, cards)
    settings.write_text(f"[addressbooks]\n[[people]]\npath = {cards}\n", "utf-8")
    return Command([program, "-c", str(settings), "list"])


def _loop(_: str, __: Path, root: Path) -> Command:
    return python("-c", LOOP, str(root), DAY)


def _check_jsonschema(program: str, folder: Path, root: Path) -> Command:
    data.write_headers(root, folder)
    headers = sorted(str(file) for file in folder.iterdir())
    schema = folder / "schema.json"
    schema.write_text(json.dumps(data.SCHEMA), "utf-8")
    return Command([program, "--schemafile", str(schema), *headers])


def _yamllint(program: str, folder: Path, root: Path) -> Command:
    data.write_headers(root, folder)
    return Command([program, "-d", "relaxed", str(folder)])


def _mailmerge(program: str, folder: Path, root: Path) -> Command:
    template, table, server = (folder / name for name in ("letter.txt", "to.csv", "server.conf"))
    template.write_text(data.LETTER, "utf-8")
    server.write_text(data.MAIL_SERVER, "utf-8")
    data.write_addresses(root, table)
    files = ("--template", str(template), "--database", str(table), "--config", str(server))
    return Command([program, "--dry-run", "--no-limit", "--output-format", "raw", *files])


def _due(books: Path, size: int) -> Command:
    command = dossier(book_of(books, size), "due", "--on", DAY)
    spent(command)
    return command


def _list(books: Path, size: int) -> Command:
    return dossier(book_of(books, size), "list", "--on", DAY)


def _check(books: Path, size: int) -> Command:
    root = book_of(books, size)
    return cold(dossier(root, "check", "--on", DAY), root)


def _letters(books: Path, size: int) -> Command:
    return render(letters_book(books, size), "price-update")


_LISTING = "what is due"
_LOOP_NAME = "python-frontmatter loop"
RIVALS = (
    Rival("task", _LISTING, _taskwarrior, _due),
    Rival("todo", _LISTING, _todoman, _due),
    Rival(_LOOP_NAME, _LISTING, _loop, _due),
    Rival("khard", "all people", _khard, _list),
    Rival("check-jsonschema", "check headers", _check_jsonschema, _check),
    Rival("yamllint", "check headers", _yamllint, _check),
    Rival("mailmerge", "letters", _mailmerge, _letters),
)
