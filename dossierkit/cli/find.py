"""`dossier find`: a text, wherever in the book it stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from dossierkit.cli.opening import broken_policy, find_root
from dossierkit.cli.options import KindParam, book_option, format_option, on_option
from dossierkit.cli.output import (
    columns_of_terminal,
    paint,
    remark,
    safe,
    say,
    say_json,
    wrapped,
)
from dossierkit.text.translation import _, plural

if TYPE_CHECKING:
    from pathlib import Path

    from dossierkit.book.search import Hit, Search, Searched


@click.command("find")
@click.argument("text", nargs=-1, required=True)
@click.option("--kind", type=KindParam(), help="Look only into customers, companies …")
@on_option
@format_option("text", "json")
@book_option
def command(
    text: tuple[str, ...],
    kind: str | None,
    on: date | None,
    output_format: str,
    book_path: str | None,
) -> int:
    """Find TEXT in the facts, notes and logs of all dossiers.

    \b
    Examples:
      dossier find burn-in
      dossier find muller
      dossier find wangxiaoming
      dossier find "press proof" --kind company

    Case, accents and full-width letters make no difference; Chinese is found by its characters and
    by its syllables without tones, other scripts in Latin letters too. Each place is shown with
    file and line. Sensitive facts are found only while the person's consent is in force. Exit
    status 1 if the text stands nowhere.
    """
    wanted = " ".join(" ".join(text).split())
    if not wanted:
        raise click.UsageError(_("say what to look for: dossier find TEXT"))
    root = find_root(book_path)
    found = list(_found(root, _search(root, wanted, on or date.today()), kind))
    if output_format == "json":
        say_json([_data(one) for one in found])
    else:
        for number, one in enumerate(found):
            _say(one, is_first=number == 0)
    return _close(found, wanted)


def _search(root: Path, wanted: str, on: date) -> Search:
    from dossierkit.book.broken import BrokenBook
    from dossierkit.book.load import load_policy
    from dossierkit.book.search import Search

    try:
        return Search(wanted, on, load_policy(root))
    except BrokenBook as error:
        raise click.ClickException(broken_policy(error)) from error


def _found(root: Path, search: Search, kind: str | None) -> Iterator[Searched]:
    from dossierkit.book.files import walk

    for file in walk(root).found:
        if kind in (None, file.kind) and (found := search.look_into(file)):
            yield found


def _data(found: Searched) -> dict[str, Any]:
    hits = [{"line": hit.line, "where": hit.where, "text": hit.text} for hit in found.hits]
    facts = getattr(found.dossier, "facts", None)
    return {
        "id": found.dossier.id,
        "name": facts.name if facts else None,
        "path": found.dossier.path,
        "hits": hits,
    }


def _say(found: Searched, *, is_first: bool) -> None:
    dossier = found.dossier
    facts = getattr(dossier, "facts", None)
    name = (
        facts.name if facts else _("can't be read: dossier check {path}").format(path=dossier.path)
    )
    if not is_first:
        say()
    say(f"{paint(safe(dossier.id), 'bold')}  {safe(name)}")
    for hit in found.hits:
        for line in _lines(hit):
            say(line)


def _lines(hit: Hit) -> list[str]:
    """A place and what stands there, wrapped to the terminal."""
    place = f"{hit.path}:{hit.line}"
    text = f"{hit.where}: {hit.text}" if hit.where not in ("", "log") else hit.text
    room = columns_of_terminal()
    if not room:
        return [safe(f"  {place}  {text}")]
    return [
        f"  {paint(safe(place), 'dim')}",
        *(f"    {one}" for one in wrapped(safe(text), room - 4)),
    ]


def _close(found: list[Searched], wanted: str) -> int:
    """Says how much was found, or what else one may try; gives the exit status."""
    places = sum(len(one.hits) for one in found)
    if places:
        text = plural("{count} place", "{count} places", places).format(count=places)
        files = plural("{count} dossier", "{count} dossiers", len(found)).format(count=len(found))
        remark(_("{places} in {dossiers}").format(places=text, dossiers=files))
        return 0
    remark(
        _("'{text}' stands nowhere in the book; try a shorter word, or 'dossier list'").format(
            text=wanted
        )
    )
    return 1
