"""`dossier edit`: a dossier in the user's own editor, and checked afterwards."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from dossierkit.book.broken import BrokenBook
from dossierkit.cli.check import name_in_book
from dossierkit.cli.completing import WHO
from dossierkit.cli.findings import say_findings
from dossierkit.cli.opening import find_any, find_root, open_book
from dossierkit.cli.options import KindParam, book_option
from dossierkit.cli.output import remark
from dossierkit.cli.text_editor import edit_file
from dossierkit.text.finding import Finding
from dossierkit.text.translation import _, plural


@click.command("edit")
@click.argument("who", type=WHO)
@click.option("--kind", type=KindParam(), help="Look only among customers, companies …")
@click.option("--line", type=click.IntRange(1), help="Begin in this line.")
@click.option("--why", metavar="TEXT", default="", help="The reason, for the commit.")
@click.option("--no-commit", is_flag=True, help="Leave the edit uncommitted.")
@book_option
def command(
    who: str,
    kind: str | None,
    line: int | None,
    why: str,
    no_commit: bool,
    book_path: str | None,
) -> int:
    """Open the dossier of WHO in your editor ($VISUAL or $EDITOR); afterwards check and commit it.

    \b
    Examples:
      dossier edit anna
      dossier edit brightlite --why "new terms from the fair"
      dossier edit dossiers/book.yaml
      dossier edit dossiers/customers/anna-schmidt.md --line 20

    WHO is an id, a unique beginning of one, a name, or a file of the book, also one that can't be
    read. If there are errors afterwards you can go back to the first of them, keep the file as it
    is, or undo the edit. An edit without errors is committed by itself, like that of any command.
    """
    root = find_root(book_path)
    path = _path_of(root, who, kind, book_path)
    file = root / path
    before = file.read_bytes()
    edit_file(file, line or 0)
    return _see(root, path, before, why, may_commit=not no_commit)


def _path_of(root: Path, who: str, kind: str | None, book_path: str | None) -> str:
    """The file that WHO means, relative to the book."""
    if kind is None and ("/" in who or who.endswith((".md", ".yaml", ".csv"))):
        path = name_in_book(who, root)
        if not (root / path).is_file():
            raise click.UsageError(_("{path} is no file").format(path=path or who))
        return path
    from dossierkit.book.fields import dossiers_of

    book = open_book(book_path)
    for unreadable in book.unreadable:
        if unreadable.id == who:
            return unreadable.path
    kinds = dossiers_of(book)
    return find_any(who, {kind: kinds[kind]} if kind else kinds, book).path


def _see(root: Path, path: str, before: bytes, why: str, *, may_commit: bool) -> int:
    """Looks at what came of the edit, again after each return to the editor."""
    while True:
        now = _present(root / path)
        if now is None:
            raise click.ClickException(
                _("{path} is gone; to have it back: git checkout -- {path}").format(path=path)
            )
        if now == before:
            remark(_("{path}: nothing changed").format(path=path))
            return 0
        found = _findings(root, path)
        say_findings(found, "text")
        errors = [one for one in found if one.is_error]
        if not errors:
            return _keep(root, path, why, may_commit=may_commit)
        answer = _answer(errors)
        if answer == "k":
            remark(
                _("kept as it is, not committed; mend it: dossier edit {path}").format(path=path)
            )
            return 1
        if answer == "u":
            return _undo(root, path, now, before)
        edit_file(root / path, errors[0].line)


def _present(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return None


def _findings(root: Path, path: str) -> Sequence[Finding]:
    """What is wrong in the file itself, references included."""
    from dossierkit.cli.check_book import findings_in

    try:
        found = findings_in(root, [path], None)[0]
    except BrokenBook as error:
        found = [*error.findings]
    return [one for one in found if one.path == path]


def _answer(errors: Sequence[Finding]) -> str:
    """What to do with errors; without a terminal they are kept, and said."""
    if not sys.stdin.isatty():
        return "k"
    text = plural("{count} error", "{count} errors", len(errors)).format(count=len(errors))
    question = _("{errors}: [e]dit again, [k]eep it so, [u]ndo the edit").format(errors=text)
    ways = click.Choice(("e", "k", "u"))
    return str(click.prompt(question, default="e", type=ways, show_choices=False, err=True))


def _undo(root: Path, path: str, now: bytes, before: bytes) -> int:
    from dossierkit.book.writing import Busy, writing
    from dossierkit.text.atomic import Changed, ReadOnly

    try:
        with writing(root) as writer:
            writer.put(path, now, before)
            writer.end()
    except (Busy, Changed, ReadOnly) as error:
        raise click.ClickException(str(error)) from error
    remark(_("{path} is as it was before").format(path=path))
    return 1


def _keep(root: Path, path: str, why: str, *, may_commit: bool) -> int:
    """Commits the edit, where the book wants that and git is there."""
    from dossierkit.book.load import load_policy
    from dossierkit.book.writing import Busy
    from dossierkit.history.git import NoHistory, has_git
    from dossierkit.history.team.own_edits import commit_edit

    if not may_commit or load_policy(root).commit == "off" or not has_git(root):
        remark(_("{path} is in order; not committed").format(path=path))
        return 0
    try:
        made = commit_edit(root, path, why)
    except (NoHistory, Busy) as error:
        raise click.ClickException(
            _("{path} is in order, but not committed: {why}").format(path=path, why=error)
        ) from error
    where = made[:10] if made else ""
    remark(_("{path} is in order, committed {commit}").format(path=path, commit=where).rstrip())
    return 0
