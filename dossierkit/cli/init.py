"""`dossier init`: a new book, ready for the first customer."""

from __future__ import annotations

import os
from pathlib import Path

import click

from dossierkit.book.find import POLICY
from dossierkit.book.shipped import new_book
from dossierkit.book.writing import writing
from dossierkit.cli.output import remark, safe, say
from dossierkit.text.translation import _


@click.command("init", short_help="Begin a new book.")
@click.argument("directory", metavar="DIR")
@click.option("--empty", is_flag=True, help="Without the sample dossiers.")
@click.option("--no-git", is_flag=True, help="A plain folder, without history.")
def command(directory: str, empty: bool, no_git: bool) -> int:
    """Begin a new book in DIR: git with all it needs, templates, and dossiers to look at.

    \b
    Examples:
      dossier init customers
      dossier init customers --empty
      dossier init .

    The sample dossiers show what a living file looks like; with --empty there are none. In a book
    that is there already (a colleague's that you have cloned) no file is touched: only git gets
    what each clone needs, the merge driver and the hook.
    """
    root = Path(directory).expanduser()
    if (root / POLICY).is_file():
        return _equip(root.resolve(), with_git=not no_git)
    files = new_book(empty=empty)
    _require_room(root, files)
    root.mkdir(parents=True, exist_ok=True)
    root = root.resolve()
    if not no_git:
        _begin_git(root)
    with writing(root) as writer:
        for path, content in files.items():
            writer.put(path, None, content)
    say(
        _("a new book in {directory}: {count} files").format(
            directory=safe(directory), count=len(files)
        )
    )
    if not no_git:
        _set_up(root)
    remark(
        (
            _("next: cd {directory}, then dossier new customer NAME")
            if empty
            else _("next: cd {directory}, then dossier due")
        ).format(directory=directory)
    )
    return 0


def _require_room(root: Path, files: dict[str, bytes]) -> None:
    """An expected failure if something of a book is there already, or no folder can be made."""
    if os.path.lexists(root) and not root.is_dir():
        raise click.ClickException(
            _("{root} is a file; name a folder for the new book").format(root=root)
        )
    for top in sorted({path.partition("/")[0] for path in files}):
        if os.path.lexists(root / top):
            raise click.ClickException(
                _(
                    "{root} is there already, but no book ({policy} is missing); nothing was "
                    "written: name another folder, or move it away"
                ).format(root=root / top, policy=POLICY)
            )


def _begin_git(root: Path) -> None:
    """Makes a repository, where there is none around."""
    from dossierkit.history.git import NoHistory, has_git, run

    try:
        begun = None if has_git(root) else run(root, "init", "--quiet")
    except NoHistory as error:
        raise click.ClickException(
            _("{error}; or use --no-git for a plain folder, without history").format(error=error)
        ) from error
    if begun is not None and begun.status:
        raise click.ClickException(
            _("git can't begin a repository in {root}:\n{stderr}").format(
                root=root, stderr=begun.stderr
            )
        )


def _set_up(root: Path) -> None:
    """Gives git what a book needs, and makes the first commit, if there is none and git can."""
    from dossierkit.history.commit import Message, commit
    from dossierkit.history.git import NoHistory, read_bytes, run
    from dossierkit.history.ready import require_ready
    from dossierkit.history.team.setup import equip

    done = equip(root)
    for sentence in done.sentences:
        remark(sentence)
    try:
        files = [*done.paths]
        if run(root, "rev_parse", "--quiet", "--verify", "HEAD").status:
            others = ("--others", "--exclude-standard", "-z", "--", "dossiers", "templates")
            files += filter(None, read_bytes(root, "ls_files", *others).decode().split("\0"))
        require_ready(root, ())
        if files:
            commit(root, files, Message("init", "book", "a new book"))
    except NoHistory as error:
        remark(
            _("not committed yet: {error}\nthen: git add . && git commit -m 'a new book'").format(
                error=error
            )
        )


def _equip(root: Path, *, with_git: bool) -> int:
    """Sets up git in a book that is there: what a clone doesn't bring along."""
    if not with_git:
        raise click.ClickException(
            _("{root} is a book already; nothing was written").format(root=root)
        )
    _begin_git(root)
    _set_up(root)
    say(_("{root} is a book; its git is set up").format(root=safe(str(root))))
    return 0
