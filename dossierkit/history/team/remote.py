"""The remote of a clone: which branch is exchanged with, its tip, fetching and pushing."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from dossierkit.history.git import run
from dossierkit.history.team.clone import git_folder, hash_of
from dossierkit.history.team.notebook import Notebook
from dossierkit.text.translation import _

_ENGLISH = {"LC_ALL": "C"}
_MOST_LOGGED = 100
_QUICKER = (
    "fetch first", "non-fast-forward", "cannot lock ref", "failed to update ref",
    "incorrect old value", "stale info", "reference already exists",
)  # fmt: skip
"""What git says of a push that came second, by the remote's version and transport."""


class CannotSync(Exception):
    """Nothing was exchanged; the text says why, and what to do."""


class Upstream(NamedTuple):
    """A branch at the remote, and the name under which this clone keeps its last known tip."""

    remote: str
    branch: str
    tracking: str
    is_new: bool = False


def upstream_of(root: Path, branch: str) -> Upstream | None:
    """What a branch is configured to be exchanged with."""
    form = "%(upstream)%09%(upstream:remotename)%09%(upstream:remoteref)"
    answer = run(root, "for_each_ref", f"--format={form}", f"refs/heads/{branch}")
    tracking, _unused, rest = answer.stdout.strip("\n").partition("\t")
    remote, _unused_2, name = rest.partition("\t")
    if not tracking or not tracking.startswith("refs/remotes/"):
        return None
    return Upstream(remote, name.removeprefix("refs/heads/"), tracking)


def remotes(root: Path) -> list[str]:
    """The names of the remotes, sorted."""
    return sorted(run(root, "remote").stdout.split())


def heads(root: Path, remote: str, seconds: float | None = None) -> dict[str, str]:
    """The branches of a remote with their tips, as it says now, within so many seconds.

    Raises CannotSync.
    """
    answer = run(root, "ls_remote", "--heads", "--", remote, env=_ENGLISH, seconds=seconds)
    if answer.status:
        raise CannotSync(
            _("'{remote}' can't be reached:\n{own_words}").format(
                remote=remote, own_words=own_words(answer.stderr)
            )
        )
    pairs = (line.split("\t") for line in answer.stdout.splitlines() if "\t" in line)
    return {name.removeprefix("refs/heads/"): tip for tip, name in pairs}


def choose(root: Path, branch: str) -> Upstream:
    """The upstream of a branch, or the one it should have; raises CannotSync if that is unclear."""
    upstream = upstream_of(root, branch)
    if upstream:
        return upstream
    names = remotes(root)
    if not names:
        raise CannotSync(
            _(
                "there is no remote to exchange with; make an empty repository on your server, "
                "then:\n  git remote add origin ADDRESS"
            )
        )
    if len(names) > 1 and "origin" not in names:
        raise CannotSync(
            _(
                "the branch '{branch}' has no upstream, and there are several remotes: {names}\n"
                "name one: git push --set-upstream REMOTE {branch}"
            ).format(branch=branch, names=" ".join(names))
        )
    remote = "origin" if "origin" in names else names[0]
    return Upstream(remote, branch, f"refs/remotes/{remote}/{branch}", is_new=True)


def fetch(root: Path, upstream: Upstream) -> str | None:
    """The remote's tip, with all that belongs to it fetched; None if it has no such branch.

    Raises CannotSync if the remote can't be reached, or holds other branches only while this one
    has never been there: work would be split without anybody noticing.
    """
    there = heads(root, upstream.remote)
    tip = there.get(upstream.branch)
    if tip is None:
        if upstream.is_new and there:
            raise CannotSync(
                _(
                    "'{remote}' has no branch '{branch}', but {there}\n"
                    "to work on that one: git switch {there_2}\n"
                    "to begin a new one: git push --set-upstream {remote} {branch}"
                ).format(
                    remote=upstream.remote,
                    branch=upstream.branch,
                    there=_listed(there),
                    there_2=min(there),
                )
            )
        return None
    if hash_of(root, upstream.tracking) != tip:
        wanted = f"+refs/heads/{upstream.branch}:{upstream.tracking}"
        answer = run(
            root, "fetch", "--quiet", "--no-recurse-submodules", "--", upstream.remote, wanted,
            env=_ENGLISH,
        )  # fmt: skip
        if answer.status:
            raise CannotSync(
                _("fetching failed:\n{own_words}").format(own_words=own_words(answer.stderr))
            )
    return hash_of(root, upstream.tracking)


def push(root: Path, upstream: Upstream, tip: str) -> bool:
    """Pushes a commit, fast-forward only; False if somebody was quicker. Raises CannotSync."""
    target = f"{tip}:refs/heads/{upstream.branch}"
    answer = run(root, "push", "--porcelain", "--", upstream.remote, target, env=_ENGLISH)
    if answer.status == 0:
        run(root, "update_ref", upstream.tracking, tip)
        return True
    said = f"{answer.stdout}\n{answer.stderr}"
    if any(word in said for word in _QUICKER):
        return False
    raise CannotSync(
        _("the remote did not take it:\n{own_words}").format(own_words=own_words(answer.stderr))
    )


def adopt(root: Path, branch: str, upstream: Upstream) -> None:
    """Makes a branch follow the one that it was first exchanged with."""
    if upstream.is_new:
        short = upstream.tracking.removeprefix("refs/remotes/")
        run(root, "branch", "--quiet", f"--set-upstream-to={short}", branch)


def known_tips(root: Path, upstream: Upstream, notebook: Notebook) -> list[str]:
    """The tips that the remote branch is known to have had, the last exchanged one first.

    A tip fetched by hand counts too: git notes each in the log of the tracking branch, with the
    one before it.
    """
    tips = [notebook.seen(upstream.tracking), hash_of(root, upstream.tracking)]
    try:
        log = (git_folder(root) / "logs" / upstream.tracking).read_text("utf-8", "replace")
    except OSError:
        log = ""
    for line in reversed(log.splitlines()[-_MOST_LOGGED:]):
        old, new = line.split(" ")[:2]
        tips += [new, old]
    known = dict.fromkeys(tip for tip in tips if tip and tip.strip("0"))
    return [tip for tip in known if not notebook.is_let_go(tip)]


def lost_tip(root: Path, tips: list[str], new: str | None) -> str | None:
    """The first of some commits that is not in the history of a new tip any more.

    None as a new tip means that the branch is gone.
    """
    if new is None or not tips:
        return tips[0] if tips else None
    answer = run(root, "rev_list", "--max-count=1", *tips, "--not", new, "--")
    if answer.status == 0 and not answer.stdout.strip():
        return None
    return next((tip for tip in tips if not is_ancestor(root, tip, new)), None)


def is_ancestor(root: Path, old: str, new: str) -> bool:
    """Whether a commit is in the history of another; one that is not here is in none."""
    return run(root, "merge_base", "--is-ancestor", old, new).status == 0


def described(root: Path, tip: str) -> str:
    """A commit for people: short hash, subject, author."""
    answer = run(root, "show", "--no-patch", "--no-notes", '--format=%h "%s" by %an', tip, "--")
    return answer.stdout.strip() if answer.status == 0 else tip[:10]


def own_words(said: str) -> str:
    """What git said, indented, without its empty lines."""
    lines = [line.rstrip() for line in said.splitlines() if line.strip()]
    return "\n".join(f"  {line}" for line in lines) or _("  git did not say why")


def _listed(there: dict[str, str]) -> str:
    return _("it has {there}").format(there=", ".join(sorted(there)))
