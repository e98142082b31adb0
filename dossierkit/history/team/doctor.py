"""`doctor`: everything that could go wrong with a book's git, looked at before it does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from dossierkit.history.git import NoHistory, has_git, read
from dossierkit.history.team.examinations import colleagues, keeping, leftovers, merging, place
from dossierkit.history.team.examinations.examined import Examined
from dossierkit.text.translation import _

Examination = Callable[[Path, datetime], "Examined | list[Examined]"]
"""Looks at one matter; `now` is an aware time."""

EXAMINATIONS: tuple[Examination, ...] = (
    place.git_program,
    place.identity,
    place.branch,
    place.unfinished,
    merging.merge_driver,
    merging.attribute,
    merging.trial_merge,
    merging.hook,
    merging.ignored,
    merging.strict_fetching,
    colleagues.remote,
    colleagues.exchanged,
    place.uncommitted_edits,
    place.unknown_files,
    leftovers.git_locks,
    leftovers.own_leftovers,
    keeping.objects,
    keeping.backup,
)


def examine(root: Path, now: datetime) -> Iterator[Examined]:
    """What each examination found, in their order; for a plain folder just that."""
    if not has_git(root):
        yield _no_git(root)
        return
    for examination in EXAMINATIONS:
        try:
            found = examination(root, now)
        except NoHistory as error:
            name = examination.__name__.replace("_", " ")
            yield Examined(name, "error", _("git can't tell: {error}").format(error=error))
            continue
        yield from found if isinstance(found, list) else [found]


def _no_git(root: Path) -> Examined:
    """A plain folder, git missing, or a repository that git will not touch."""
    try:
        read(root, "rev_parse", "--git-dir")
    except NoHistory as error:
        said = str(error)
        if "dubious ownership" in said:
            return Examined("git", "error", said, _("ask the owner, or take a clone of your own"))
        if "not installed" in said:
            return Examined(
                "git", "warning", _("git is not installed: there is no history"), _("install git")
            )
    remedy = _("git init, then dossier init . in the book")
    return Examined("git", "warning", _("a plain folder, without history or backup"), remedy)
