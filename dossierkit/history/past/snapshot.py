"""The book as it stood at some commit, or as it is staged, laid out in a temporary folder."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, tzinfo
from pathlib import Path

from dossierkit.history.git import NoHistory, read, read_bytes, run
from dossierkit.history.strange import harmless
from dossierkit.text.translation import N_, _

_HASH = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_FOLDERS = ("dossiers", "templates")
_POLICY = "dossiers/book.yaml"
_FIRST_YEAR = 1971
"""Git counts from 1970; nothing was committed before."""


class NoSuchRevision(Exception):
    """What was asked for is no moment of this book; the text says why, and what to write."""


def revision_at(root: Path, text: str, zone: tzinfo | None) -> str:
    """The hash of the commit that a user's word means: a revision, or an ISO date.

    A date is the last commit of that day or before it, in the time zone given (None: the one
    here), on this repository's own line: what colleagues did counts from the day it was merged.
    Raises NoSuchRevision and NoHistory.
    """
    if (day := _day(text)) is not None:
        return _commit_of(root, day, zone)
    read(root, "rev_parse", "--git-dir")
    if not text or text.startswith("-") or not text.isprintable():
        raise NoSuchRevision(_("'{text}' is no revision; {hint}").format(text=text, hint=_(_HINT)))
    try:
        return read(
            root, "rev_parse", "--verify", "--quiet", "--end-of-options", f"{text}^{{commit}}"
        )
    except NoHistory:
        raise NoSuchRevision(
            _("there is no revision '{text}'; {hint}").format(text=text, hint=_(_HINT))
        ) from None


_HINT = N_("write a date as 2026-06-30, a tag, a branch, or the hash of a commit (git log)")


def _day(text: str) -> date | None:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NoSuchRevision(
            _("there is no day {text}; mend the day or the month").format(text=text)
        ) from None


def _commit_of(root: Path, day: date, zone: tzinfo | None) -> str:
    """The last commit up to the end of a day."""
    try:
        first = read(root, "rev_list", "--max-parents=0", "--format=%cs", "HEAD")
    except NoHistory:
        read(root, "rev_parse", "--git-dir")
        raise NoSuchRevision(_("nothing was committed yet, so there is no earlier state")) from None
    if day.year >= _FIRST_YEAR:
        end = datetime.combine(day, time(23, 59, 59), zone).astimezone(zone)
        last = read(
            root, "rev_list", "--max-count=1", "--first-parent", f"--before={end.isoformat()}",
            "HEAD",
        )  # fmt: skip
        if last:
            return last
    begin = min(first.split("\n")[1::2])
    raise NoSuchRevision(
        _("nothing was committed by {day}: the history begins on {begin}").format(
            day=day, begin=begin
        )
    )


@contextmanager
def snapshot(root: Path, rev: str | None) -> Iterator[Path]:
    """The root of a book as it stood at a revision or date; None: as it is staged.

    Git itself lays out the files, with its line ends and the user's filters, but not those that
    only this repository's own settings name. Afterwards the files are gone. A link that leads out
    of the book is a link that leads out of the folder: loading refuses it.
    Raises NoSuchRevision and NoHistory.
    """
    commit = rev if rev is None or _HASH.fullmatch(rev) else revision_at(root, rev, None)
    inner = read(root, "rev_parse", "--show-prefix")
    listed = _listed(root, commit)
    with tempfile.TemporaryDirectory(prefix="dossier-") as folder:
        env = {**harmless(root), "GIT_INDEX_FILE": str(Path(folder, "index"))}
        made = Path(folder, "book")
        for command, *arguments in (
            ("update_index", "-z", "--index-info"),
            ("checkout_index", "--all", "--quiet", f"--prefix={made}/"),
        ):
            ran = run(root, command, *arguments, env=env, stdin=listed)
            if ran.status:
                said = ran.stderr.strip()
                raise NoSuchRevision(
                    _("git can't lay out {called}: {said}").format(
                        called=_called(commit), said=said
                    )
                )
        book = made / inner
        if not (book / _POLICY).is_file():
            raise NoSuchRevision(
                _("there was no book yet: {called} has no {policy}").format(
                    called=_called(commit), policy=_POLICY
                )
            )
        yield book


def _listed(root: Path, commit: str | None) -> bytes:
    """The files of a book in a commit, or as they are staged, as git's index takes them."""
    if commit is not None:
        return read_bytes(root, "ls_tree", "-r", "-z", "--full-name", commit, "--", *_FOLDERS)
    staged = read_bytes(root, "ls_files", "-s", "-z", "--full-name", "--", *_FOLDERS)
    for entry in staged.split(b"\0"):
        state, _unused, path = entry.partition(b"\t")
        if state and not state.endswith(b" 0"):
            name = path.decode(errors="backslashreplace")
            raise NoSuchRevision(
                _("a merge is not finished: {name}; mend it, then git add it").format(name=name)
            )
    return staged


def _called(commit: str | None) -> str:
    return _("commit {commit}").format(commit=commit[:8]) if commit else _("what is staged")
