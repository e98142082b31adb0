"""`check --staged` and `check --at`: findings of the book as git has it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import click

from dossierkit.book.broken import BrokenBook
from dossierkit.book.load import load
from dossierkit.cli.checked import broken, findings_of_book, real_today
from dossierkit.cli.findings import Checked, count, number_of
from dossierkit.cli.opening import find_root
from dossierkit.history.git import NoHistory, run
from dossierkit.history.past.snapshot import NoSuchRevision, revision_at, snapshot
from dossierkit.history.past.staged import staged_findings
from dossierkit.history.past.tree import books_in, commit_tree, lay_out
from dossierkit.history.people.erased import brought_back
from dossierkit.text.finding import Finding
from dossierkit.text.translation import _


def check_staged(book_path: str | None, on: date | None) -> Checked:
    """What the next commit would bring; an expected failure in a plain folder."""
    root = find_root(book_path)
    try:
        found, staged = staged_findings(root, lambda folder: _of_few(folder, on))
    except NoHistory as error:
        raise click.ClickException(str(error)) from error
    many = number_of(len(staged), "{count} staged file", "{count} staged files")
    return found, _("{count} in {many}").format(count=count(found), many=many) if found else _(
        "{many}, all in order"
    ).format(many=many)


def check_at(book_path: str | None, text: str, on: date | None) -> Checked:
    """The book at a commit; an expected failure if there is none."""
    try:
        if book_path is None and _is_bare(Path.cwd()):
            with _named(Path.cwd()):
                return _check_bare(Path.cwd(), text, on)
        root = find_root(book_path)
        with snapshot(root, revision_at(root, text, None)) as folder:
            return _of_book(folder, on)
    except (NoHistory, NoSuchRevision) as error:
        raise click.ClickException(str(error)) from error


def _is_bare(folder: Path) -> bool:
    return run(folder, "rev_parse", "--is-bare-repository").stdout.strip() == "true"


@contextmanager
def _named(folder: Path) -> Iterator[None]:
    """Names a bare repository to git, which reads none that it comes upon by chance."""
    given = os.environ.get("GIT_DIR")
    os.environ["GIT_DIR"] = str(folder)
    try:
        yield
    finally:
        os.environ.pop("GIT_DIR")
        if given is not None:
            os.environ["GIT_DIR"] = given


def _check_bare(folder: Path, text: str, on: date | None) -> Checked:
    """All books of a commit in a bare repository, each from its own top."""
    commit = revision_at(folder, text, None)
    books = books_in(folder, commit)
    if not books:
        raise NoSuchRevision(
            _("commit {commit} has no book: no dossiers/book.yaml").format(commit=commit[:8])
        )
    found: list[Finding] = []
    summary = ""
    for book in books:
        tree = commit_tree(folder, commit, book)
        with tempfile.TemporaryDirectory(prefix="dossier-") as made:
            lay_out(folder, tree, tree, Path(made))
            of_book, summary = _of_book(Path(made), on)
            if back := brought_back(folder, commit, book, Path(made)):
                of_book = [*of_book, *back]
                summary = count(of_book)
        shown = book if len(books) > 1 else ""
        found += [finding._replace(path=shown + finding.path) for finding in of_book]
    return found, summary if len(books) == 1 else _of_books(found, len(books))


def _of_books(found: Sequence[Finding], books: int) -> str:
    return _("{count} in {book}").format(
        count=count(found) or _("all in order"),
        book=number_of(books, "{count} book", "{count} books"),
    )


def _of_book(folder: Path, on: date | None) -> Checked:
    from dossierkit.cli.check_book import verdict_of

    try:
        found = verdict_of(folder, on).findings
    except BrokenBook as error:
        return broken(error)
    return found, count(found) if found else _("all in order")


def _of_few(folder: Path, on: date | None) -> Sequence[Finding]:
    """What is wrong in a book of a few files, all of which are read."""
    try:
        book = load(folder)
    except BrokenBook as error:
        return error.findings
    return findings_of_book(book, real_today(book), on)
