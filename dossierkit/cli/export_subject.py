"""`dossier export --subject`: everything that is held about one person."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import click

from dossierkit.cli.opening import find_who, open_book
from dossierkit.cli.output import remark, safe, say, say_json
from dossierkit.text.translation import _

_MOST_DOUBTS = 20
"""So many places that may mean somebody else are named."""


def export_subject(
    who: str, output_format: str, target: str | None, made: date, book_path: str | None
) -> int:
    """Prints or writes what is held about a customer; gives the exit status."""
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
        remark(_("written to {target}; read it before you hand it over").format(target=target))
    elif output_format == "json":
        say_json(found.data)
    else:
        say(safe(subject_text(found.data).rstrip("\n"), lines=True))
    for path, line, text in found.doubtful[:_MOST_DOUBTS]:
        remark(
            _("{path}:{line}: may mean somebody else, so it is left out: {text}").format(
                path=path, line=line, text=text
            )
        )
    if (more := len(found.doubtful) - _MOST_DOUBTS) > 0:
        remark(
            _("and {more} more of these; dossier forget {id} --dry-run lists them all").format(
                more=more, id=dossier.id
            )
        )
    for path in found.closed:
        remark(
            _("{path}: can't be looked into; look whether it is about {name}").format(
                path=path, name=dossier.facts.name
            )
        )
    return 1 if found.closed else 0


def _write(target: str, text: str) -> None:
    """Writes a new file that only this user can read; an expected failure if it is there."""
    file = Path(target).expanduser()
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise click.ClickException(
            _("{target} is there already; name a new file").format(target=target)
        ) from None
    except (FileNotFoundError, NotADirectoryError):
        raise click.ClickException(
            _("there is no folder {parent}; make it first").format(parent=file.parent)
        ) from None
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
        stream.write(text)
