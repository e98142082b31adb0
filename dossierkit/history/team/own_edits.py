"""The user's own edits, made in an editor and not committed yet: found, checked, committed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dossierkit.book.writing import writing
from dossierkit.history.commit import Message, commit
from dossierkit.history.git import NoHistory
from dossierkit.history.team.clone import uncommitted, unknown
from dossierkit.history.team.exchange import Check
from dossierkit.history.team.passage import DOSSIER
from dossierkit.history.team.remote import CannotSync
from dossierkit.text.translation import _, plural

_NAMED = 4
_SHOWN = 20


def require_committed(root: Path, may_commit: bool) -> list[str]:
    """The files with edits that nobody committed; raises CannotSync unless they may be committed.

    New files count only if they may: a note that is not meant for colleagues stops nobody.
    """
    changed = uncommitted(root)
    if may_commit:
        return sorted([*changed, *unknown(root)])
    if changed:
        raise CannotSync(
            _(
                "not committed yet:\n"
                "{changed}\n"
                "to commit them all and go on: dossier sync --commit\n"
                "to look at them first: git diff"
            ).format(changed=listed(changed))
        )
    return []


def commit_own_edits(root: Path, paths: Sequence[str], check: Check) -> list[str]:
    """Commits some files as they are; raises CannotSync if one of them has errors."""
    errors = [one for one in check(root) if one.is_error and one.path in paths]
    if errors:
        said = "\n".join(map(str, errors))
        raise CannotSync(
            _("your edits have errors; nothing was committed:\n{said}").format(said=said)
        )
    matches = filter(None, map(DOSSIER.fullmatch, paths))
    ids = tuple(sorted({match.group(1) for match in matches}))
    many = f"{len(paths)} file" if len(paths) == 1 else f"{len(paths)} files"
    about = ", ".join(ids) if len(ids) < _NAMED else f"{len(ids)} dossiers"
    _commit(root, paths, Message("edit", about or "book", f"{many} edited by hand", dossiers=ids))
    edited = plural("{count} file", "{count} files", len(paths)).format(count=len(paths))
    return [_("your edits of {many} were committed").format(many=edited)]


def commit_edit(root: Path, path: str, why: str) -> str | None:
    """Commits one file as it is, with the user's reason; the commit's hash, None if git sees no
    difference. Raises NoHistory and Busy."""
    match = DOSSIER.fullmatch(path)
    ids = (match.group(1),) if match else ()
    message = Message("edit", ids[0] if ids else path, "edited by hand", why, ids)
    with writing(root):
        return commit(root, [path], message)


def commit_set_up(root: Path, paths: Sequence[str]) -> None:
    """Commits the lines that `setup.equip` added to files of the book."""
    _commit(root, paths, Message("sync", "book", "what git needs to merge dossiers"))


def listed(paths: Sequence[str]) -> str:
    """Paths one below the other, the first twenty."""
    more = (
        [_("  and {count} more").format(count=len(paths) - _SHOWN)] if len(paths) > _SHOWN else []
    )
    return "\n".join([*(f"  {path}" for path in paths[:_SHOWN]), *more])


def _commit(root: Path, paths: Sequence[str], message: Message) -> None:
    try:
        with writing(root):
            commit(root, paths, message)
    except NoHistory as error:
        raise CannotSync(str(error)) from error
