"""`dossier export`: what the book holds, written out for others."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import click

from dossierkit.cli.opening import find_who, open_book
from dossierkit.cli.options import book_option, on_option
from dossierkit.cli.output import remark, safe, say, say_json

_MOST_DOUBTS = 20
"""So many places that may mean somebody else are named."""


@click.command("export")
@click.option("--subject", "who", metavar="WHO", help="Everything held about one customer.")
@click.option(
    "--format",
    "output_format",
    type=click.Choice(("md", "json")),
    default="md",
    show_default=True,
    help="A page to read, or data.",
)
@click.option("--to", "target", metavar="FILE", help="Into a new file, instead of the terminal.")
@on_option
@book_option
def command(
    who: str | None,
    output_format: str,
    target: str | None,
    on: date | None,
    book_path: str | None,
) -> int:
    """Write out everything that the book holds about one person, for that person.

    Their own dossier whole, sensitive facts included; of all other files only the sentence, field
    or log line that means them; letters to them, and what each commit changed in their file. Read
    it before you hand it over: other people may be named in these sentences.

    \b
    Examples:
      dossier export --subject anna
      dossier export --subject anna --format json --to ~/anna.json
    """
    if who is None:
        raise click.UsageError("say what to export: --subject WHO, everything about one customer")
    return _subject(who, output_format, target, on or date.today(), book_path)


def _subject(
    who: str, output_format: str, target: str | None, made: date, book_path: str | None
) -> int:
    from dossierkit.book.identity import others_than
    from dossierkit.history.people.known import known_as
    from dossierkit.history.people.subject import subject_data
    from dossierkit.history.people.subject_text import subject_text

    book = open_book(book_path)
    dossier = find_who(who, book.customers, book)
    identity = known_as(book, dossier.id, others_than(book, dossier.id))
    found = subject_data(book, dossier, identity, made)
    if target:
        as_json = json.dumps(found.data, ensure_ascii=False, indent=2) + "\n"
        _write(target, as_json if output_format == "json" else subject_text(found.data))
        remark(f"written to {target}; read it before you hand it over")
    elif output_format == "json":
        say_json(found.data)
    else:
        say(safe(subject_text(found.data).rstrip("\n"), lines=True))
    for path, line, text in found.doubtful[:_MOST_DOUBTS]:
        remark(f"{path}:{line}: may mean somebody else, so it is left out: {text}")
    if (more := len(found.doubtful) - _MOST_DOUBTS) > 0:
        remark(f"and {more} more of these; dossier forget {dossier.id} --dry-run lists them all")
    for path in found.closed:
        remark(f"{path}: can't be looked into; look whether it is about {dossier.facts.name}")
    return 1 if found.closed else 0


def _write(target: str, text: str) -> None:
    """Writes a new file that only this user can read; an expected failure if it is there."""
    file = Path(target).expanduser()
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise click.ClickException(f"{target} is there already; name a new file") from None
    except (FileNotFoundError, NotADirectoryError):
        raise click.ClickException(f"there is no folder {file.parent}; make it first") from None
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
        stream.write(text)
