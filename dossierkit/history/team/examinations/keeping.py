"""Whether what is committed will still be there: sound objects, and a backup that is not old."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from dossierkit.history.git import NoHistory, read
from dossierkit.history.team.clone import branch_of, hash_of
from dossierkit.history.team.examinations.examined import Examined, ago, days_since, listed
from dossierkit.history.team.notebook import Notebook
from dossierkit.history.team.remote import upstream_of
from dossierkit.text.translation import _

_OLD = 7
"""Days after which a backup is old."""


def objects(root: Path, now: datetime) -> Examined:
    """Whether every object that git keeps is whole."""
    try:
        read(root, "fsck", "--strict", "--no-dangling", "--no-progress")
    except NoHistory as error:
        said = str(error).splitlines()
        text = _("git's store is damaged: {said}").format(said=listed(said, 3))
        remedy = _(
            "take a fresh clone from your colleagues, or restore your backup (git clone FILE)"
        )
        return Examined("objects", "error", text, remedy)
    return Examined("objects", "ok", _("every object is sound (git fsck)"))


def backup(root: Path, now: datetime) -> Examined:
    """How old the newest copy elsewhere is: the last push or the last bundle."""
    remedy = _("dossier sync, or dossier doctor --backup FILE")
    if hash_of(root, "HEAD") is None:
        return Examined("backup", "ok", _("nothing is committed yet"))
    name = branch_of(root)
    upstream = upstream_of(root, name) if name else None
    if upstream and hash_of(root, upstream.tracking) == hash_of(root, "HEAD"):
        return Examined(
            "backup", "ok", _("'{remote}' has every commit").format(remote=upstream.remote)
        )
    made = Notebook(root).backups()
    if not made:
        text = _("there is no backup: these commits are on this machine only")
        return Examined("backup", "warning", text, remedy)
    newest = made[0]
    text = _("the newest backup ({kind}: {where}) was made {ago}").format(
        kind=newest.kind, where=newest.where, ago=ago(newest.when, now)
    )
    if days_since(newest.when, now) > _OLD:
        return Examined("backup", "warning", text, remedy)
    return Examined("backup", "ok", text)
