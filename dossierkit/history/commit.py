"""One way to write: a command's changes and its one commit, all of it or nothing."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from dossierkit.book.writing import Busy, Outside, Writer, writing
from dossierkit.history.git import NoHistory, Ran, run
from dossierkit.history.ready import (
    LITERAL,
    NO_IDENTITY,
    Standing,
    locks,
    not_checked_out,
    require_ready,
    standing,
)
from dossierkit.schema.policy import Policy
from dossierkit.text.atomic import Changed, ReadOnly
from dossierkit.text.interrupt import held
from dossierkit.text.translation import _

_LONGEST_SUBJECT = 72
_ATTEMPTS = 5
_BUSY = re.compile(r"index\.lock': File exists|but expected")
"""What git says when another one holds the index, or has just made a commit itself."""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class WriteRefused(Exception):
    """Nothing was written, or all of it was taken back; the text says why and what to do."""


class FileEdit(NamedTuple):
    """A change of one file, computed under the lock from what the file holds then.

    `path` is relative to the book, with `/`. `edit` takes the content (None: no file) and gives
    the new one (None: delete it); what it raises stops the command before anything is written.
    """

    path: str
    edit: Callable[[bytes | None], bytes | None]


class Message(NamedTuple):
    """What a commit says: `command(about): summary`, the user's reason, and trailers."""

    command: str
    about: str
    summary: str
    why: str = ""
    dossiers: tuple[str, ...] = ()


class Written(NamedTuple):
    """What came of it. `paths` are the files that changed; `carried` are those of them that held
    uncommitted changes of the user's; `commit` is None where none was made."""

    commit: str | None
    paths: tuple[str, ...]
    carried: tuple[str, ...]
    remarks: tuple[str, ...] = ()


def write(root: Path, policy: Policy, edits: Sequence[FileEdit], message: Message) -> Written:
    """Makes some edits and commits exactly the files that changed; raises WriteRefused.

    In a plain folder, and with `commit: off`, there is no commit. What an edit raises, and errors
    of the disk, pass through; every file is then as it was. Ctrl-C stops it before the commit, or
    comes too late.
    """
    try:
        with writing(root) as writer:
            places = {edit.path: writer.place(edit.path) for edit in edits}
            known = _standing(root, policy, [*dict.fromkeys(places.values())])
            if known:
                require_ready(root, list(places.values()), known)
            return _write(writer, edits, message, places, known)
    except (Busy, Outside, ReadOnly, NoHistory) as error:
        raise WriteRefused(_with_notes(error)) from error
    except Changed as error:
        said = _("{error}; it was left as it is: look at it, then try again").format(error=error)
        raise WriteRefused(_with_notes(error, said)) from error


def _with_notes(error: Exception, said: str = "") -> str:
    return "\n".join([said or str(error), *getattr(error, "__notes__", ())])


def _standing(root: Path, policy: Policy, paths: Sequence[str]) -> Standing | None:
    """What git says, None where it is not to be asked: `commit: off`, or a plain folder. Raises
    NoHistory where there is a repository, but git is missing or will not work in it."""
    if policy.commit == "off":
        return None
    try:
        return standing(root, paths)
    except NoHistory:
        real = root.resolve()
        if any(os.path.lexists(folder / ".git") for folder in (real, *real.parents)):
            raise
        return None


def _write(
    writer: Writer,
    edits: Sequence[FileEdit],
    message: Message,
    places: Mapping[str, str],
    known: Standing | None,
) -> Written:
    changes = _changes(writer, edits)
    paths = tuple(changes)
    made_anew = [places[path] for path, (old, new) in changes.items() if old is None and new]
    if known and (hidden := not_checked_out(writer.root, made_anew)):
        raise WriteRefused(
            _(
                "{hidden} is in git, though not checked out here (sparse checkout): it would be "
                "written over\n"
                "fetch it with: git sparse-checkout add --skip-checks {hidden}"
            ).format(hidden=hidden[0])
        )
    with held() as forget_it:
        for path, (old, new) in changes.items():
            writer.put(path, old, new)
        taken = False
        if known and paths:
            named = [path if changes[path][1] is None else places[path] for path in paths]
            taken = _take(writer.root, list(dict.fromkeys(named)), message, known)
        writer.end()
        forget_it()
    made = _head(writer.root) if taken else None
    carried = tuple(path for path in paths if known and places[path] in known.uncommitted)
    remarks = (*_open_elsewhere(writer.root, paths), *map(_rescued, writer.rescued))
    return Written(made, paths, carried, remarks)


def _changes(
    writer: Writer, edits: Sequence[FileEdit]
) -> dict[str, tuple[bytes | None, bytes | None]]:
    """Computes every edit, those of one file one upon the other; the files that will change, with
    old and new content."""
    found: dict[str, tuple[bytes | None, bytes | None]] = {}
    for path, edit in edits:
        if path not in found:
            present = writer.read(path)
            found[path] = (present, present)
        old, new = found[path]
        found[path] = (old, edit(new))
    return {path: (old, new) for path, (old, new) in found.items() if old != new}


def commit(
    root: Path, paths: Sequence[str], message: Message, known: Standing | None = None
) -> str | None:
    """Commits exactly some files, as they are, by hash; the user's other work is left alone.

    None if git sees no difference in them (a filter's doing). Raises NoHistory with what git or a
    hook said. `known` is what git said of them before they changed. Hooks see `DOSSIER_CHECKED`
    in the environment: what the command wrote has been read back and found right.
    """
    known = known or standing(root, paths)
    return _head(root) if _take(root, paths, message, known) else None


def _take(root: Path, paths: Sequence[str], message: Message, known: Standing) -> bool:
    """Lets git take the commit; False if there is nothing in it. Raises NoHistory."""
    there = [path for path in paths if path not in known.unknown or (root / path).exists()]
    new = [path for path in there if path in known.unknown]
    if not there:
        return False
    try:
        if new:
            _require(_patiently(root, known, "add", "--intent-to-add", "--", *new), known)
        text = commit_text(message).encode("utf-8", "backslashreplace")
        words = ("commit", "--only", "--quiet", "--cleanup=verbatim", "--file=-", "--", *there)
        ran = _patiently(root, known, *words, stdin=text)
        if ran.status == 0:
            return True
        if not _is_committed(root, there, new):
            _require(ran, known)
    except BaseException:
        if new:
            run(root, "rm", "--cached", "--force", "--quiet", "--", *new, env=LITERAL)
        raise
    if _head(root) == known.head:
        return False
    run(root, "reset", "--quiet", "--", *there, env=LITERAL)  # git could not write its index
    return True


def _patiently(root: Path, known: Standing, *words: str, stdin: bytes | None = None) -> Ran:
    """Runs a git command, and again if another git was at work just then."""
    for _unused in range(_ATTEMPTS):
        ran = run(root, *words, env={**LITERAL, "DOSSIER_CHECKED": "1"}, stdin=stdin)
        if not ran.status or not _BUSY.search(ran.stderr) or any(locks(known.lock)):
            break
    return ran


def _require(ran: Ran, known: Standing) -> None:
    if not ran.status:
        return
    said = "\n".join(filter(None, (ran.stderr.strip(), ran.stdout.strip())))
    if "tell me who you are" in said:
        said = _(NO_IDENTITY)
    said = "\n".join([*locks(known.lock), said])
    raise NoHistory(
        _("git did not take the commit, so nothing was written:\n{said}").format(said=said)
    )


def _is_committed(root: Path, paths: Sequence[str], new: Sequence[str]) -> bool:
    """Whether some files are in the last commit just as they are, those that were new too."""
    if run(root, "diff", "--quiet", "HEAD", "--", *paths, env=LITERAL).status:
        return False
    there = run(root, "ls_tree", "--name-only", "-z", "HEAD", "--", *new).stdout if new else ""
    return {*there.split("\0")} >= {*new}


def _head(root: Path) -> str | None:
    ran = run(root, "rev_parse", "--quiet", "--verify", "HEAD")
    return None if ran.status else ran.stdout.strip()


def _rescued(file: Path) -> str:
    return _(
        "{file} is what somebody saved in the moment in which a command wrote the same file: "
        "take over what you need, and delete it"
    ).format(file=file)


def _open_elsewhere(root: Path, paths: Sequence[str]) -> tuple[str, ...]:
    """Remarks on files that an editor has open: it still shows the old text."""
    remarks = []
    for path in paths:
        file = root / path
        locks = (f".{file.name}.swp", f".#{file.name}")
        if any(os.path.lexists(file.with_name(lock)) for lock in locks):
            remarks.append(
                _("{path} is open in an editor: load it again there before you save").format(
                    path=path
                )
            )
    return tuple(remarks)


def commit_text(message: Message) -> str:
    """A commit's whole text: a subject of at most 72 characters, the reason, the trailers.

    The trailers are a paragraph of their own, so that no reason can pass for one.
    """
    short = _line(f"{message.command}: {message.summary}")
    about = f"{message.command}({message.about}): {message.summary}"
    full = _line(about) if message.about else short
    subject = next((text for text in (full, short) if len(text) <= _LONGEST_SUBJECT), short)
    if len(subject) > _LONGEST_SUBJECT:
        subject = subject[: _LONGEST_SUBJECT - 1].rstrip() + "…"
    trailers = [f"Dossier: {_line(dossier)}" for dossier in dict.fromkeys(message.dossiers)]
    trailers.append(f"Dossier-Cmd: {_line(message.command)}")
    parts = [subject, _clean(message.why).strip(), "\n".join(trailers)]
    return "\n\n".join(filter(None, parts)) + "\n"


def _line(text: str) -> str:
    return _clean(" ".join(text.split()))


def _clean(text: str) -> str:
    return _CONTROL.sub("", text)
