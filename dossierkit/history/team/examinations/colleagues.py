"""The remote: whether it is there, what it has that this clone has not, and its history."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from dossierkit.history.git import read
from dossierkit.history.strange import contact_programs
from dossierkit.history.team.clone import branch_of, hash_of
from dossierkit.history.team.examinations.examined import Examined, ago, days_since
from dossierkit.history.team.notebook import Notebook
from dossierkit.history.team.remote import (
    CannotSync,
    Upstream,
    described,
    heads,
    known_tips,
    lost_tip,
    remotes,
    upstream_of,
)
from dossierkit.text.translation import _

_SECONDS = 20.0
"""How long a remote has to answer."""

_LATE = 7
"""Days after which a commit should be at the remote too."""


def remote(root: Path, now: datetime) -> list[Examined]:
    """Whether there is a remote, it answers, and its history is the one that was seen."""
    names = remotes(root)
    if not names:
        text = _("there is no remote: nobody else has these commits")
        return [
            Examined("remote", "warning", text, _("git remote add origin ADDRESS; dossier sync"))
        ]
    name = branch_of(root)
    upstream = upstream_of(root, name) if name else None
    if upstream is None:
        text = _("the branch is exchanged with no remote ({names})").format(names=", ".join(names))
        return [Examined("remote", "warning", text, "dossier sync")]
    programs = contact_programs(root)
    if programs:
        text = _("'{remote}' was not asked: {programs} of this clone names a program").format(
            remote=upstream.remote, programs=programs[0]
        )
        remedy = _("if it is yours: git fetch")
        return [Examined("remote", "warning", text, remedy), _history(root, upstream, None, True)]
    try:
        there = heads(root, upstream.remote, seconds=_SECONDS)
    except CannotSync as error:
        remedy = _("check the address (git remote -v) and the network")
        return [
            Examined("remote", "warning", str(error), remedy),
            _history(root, upstream, None, True),
        ]
    tip = there.get(upstream.branch)
    reached = Examined("remote", "ok", _("'{remote}' answers").format(remote=upstream.remote))
    return [reached, _history(root, upstream, tip, False)]


def _history(root: Path, upstream: Upstream, tip: str | None, is_offline: bool) -> Examined:
    """Whether the remote's history still has all that was seen; offline, what was fetched last."""
    known = known_tips(root, upstream, Notebook(root))
    present = hash_of(root, upstream.tracking) if is_offline else tip
    if not is_offline and tip is not None and hash_of(root, tip) is None:
        present = hash_of(root, upstream.tracking)
    lost = lost_tip(root, known, present)
    if lost:
        text = _("the remote's history was rewritten: {described} is gone from it").format(
            described=described(root, lost)
        )
        return Examined(
            "remote history", "error", text, _("ask who did it; dossier sync says more")
        )
    return Examined("remote history", "ok", _("the remote's history has all that was seen of it"))


def exchanged(root: Path, now: datetime) -> Examined:
    """The commits that only one side has, and the age of the oldest that nobody else has."""
    name = branch_of(root)
    upstream = upstream_of(root, name) if name else None
    if upstream is None or hash_of(root, upstream.tracking) is None:
        return Examined("exchange", "warning", _("nothing was exchanged yet"), "dossier sync")
    ahead = read(root, "log", "--format=%ct", f"{upstream.tracking}..HEAD", "--").split()
    behind = int(read(root, "rev_list", "--count", f"HEAD..{upstream.tracking}", "--"))
    came = _("{behind} to take in").format(behind=behind) if behind else ""
    if not ahead:
        text = came or _("both sides have the same commits")
        return Examined("exchange", "ok", text, "dossier sync" if behind else "")
    oldest = datetime.fromtimestamp(min(map(int, ahead)), UTC)
    own = _("{count} not sent yet, the oldest of {ago}").format(
        count=len(ahead), ago=ago(oldest, now)
    )
    text = _("commits: ") + ", ".join(filter(None, (own, came)))
    late = days_since(oldest, now) >= _LATE
    return Examined("exchange", "warning" if late else "ok", text, "dossier sync")
