"""What `forget` says: what would go, what was done, and what it can't reach."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from dossierkit.cli.findings import number_of
from dossierkit.cli.output import remark, safe, say, say_indented
from dossierkit.text.translation import N_, _

if TYPE_CHECKING:
    from dossierkit.book.identity import Identity
    from dossierkit.history.people.forget import Forgotten
    from dossierkit.history.people.rewrite import Rewritten
    from dossierkit.history.people.traces import Trace, Traces

OUT_OF_REACH = (
    N_("clones of your colleagues, forks, and work trees on other machines"),
    N_("what a hosting service still shows of old commits: pull requests, cached pages (ask it)"),
    N_("mailboxes: letters that were sent and received, and the server's copies of them"),
    N_("backups of disks and servers, and bundles (dossier handover --bundle, git bundle)"),
    N_("exports, printouts and briefs that were handed on"),
    N_("what is inside of PDF, Excel and other packed files"),
)


def traces_data(identity: Identity, found: Traces) -> dict[str, Any]:
    """What would go, as `--format json` prints it."""
    return {
        "id": identity.ids[0],
        "files": list(found.theirs),
        "places": [trace._asdict() for trace in found.changed],
        "doubtful": [trace._asdict() for trace in found.doubtful],
        "closed": list(found.closed),
        "shared": list(identity.shared),
        "stories": [trace._asdict() for trace in found.stories],
    }


def show(name: str, identity: Identity, found: Traces, *, with_history: bool) -> None:
    """Prints everything that would go, and what a person must look at."""
    say(safe(_("{name} ({ids}) would be erased").format(name=name, ids=", ".join(identity.ids))))
    _list(_("files that go as a whole:"), found.theirs)
    _list(_("true stories about them, which go whole, with the consent:"), _lines(found.stories))
    _list(_("places in other files, where the person is taken out:"), _lines(found.changed))
    if with_history:
        say(_("the whole history: every commit, branch and tag that names them is written anew"))
    _list(_("these may mean somebody else and stay; look at them:"), _lines(found.doubtful))
    _list(_("others have this address or number too, so it stays with them:"), identity.shared)
    _list(_("these can't be looked into; look at them:"), found.closed)


def _list(title: str, lines: Iterable[str]) -> None:
    shown = list(lines)
    if shown:
        say(title)
    for line in shown:
        say_indented(line, 2)


def _lines(found: Iterable[Trace]) -> Iterator[str]:
    return (f"{trace.path}:{trace.line}: {trace.text}" for trace in found)


def say_done(done: Forgotten) -> bool:
    """Says what was done to the files; gives whether nothing of the person is left in them."""
    paths = (*done.written.paths, *done.beside)
    commit = (
        _(", in commit {commit}").format(commit=done.written.commit[:10])
        if done.written.commit
        else ""
    )
    remark(
        _("erased from {file}{commit}").format(
            file=number_of(len(paths), "{count} file", "{count} files"), commit=commit
        )
    )
    for path in done.written.carried:
        remark(_("{path}: your uncommitted changes went into that commit").format(path=path))
    for text in done.written.remarks:
        remark(text)
    for path in done.left.theirs:
        remark(_("{path}: still there").format(path=path))
    for trace in done.left.stories:
        remark(_("{path}:{line}: still tells their story").format(path=trace.path, line=trace.line))
    for trace in done.left.changed:
        remark(_("{path}:{line}: still names them").format(path=trace.path, line=trace.line))
    if doubtful := done.left.doubtful:
        remark(
            _("{place} may mean them, and stayed: see the list above").format(
                place=number_of(len(doubtful), "{count} place", "{count} places")
            )
        )
    for path in done.left.closed:
        remark(_("{path}: can't be looked into; look at it").format(path=path))
    left = done.left
    return not (left.theirs or left.changed or left.closed or left.stories)


def say_rewritten(made: Rewritten) -> None:
    """Says what became of the history, and what is to be done at the server and by colleagues."""
    before, after = made.commits
    remark(
        _("the history was written anew: {before} commits are {after}").format(
            before=before, after=after
        )
    )
    if made.left:
        remark(
            _("of {objects} objects, {count} still tell of them:").format(
                objects=made.objects, count=len(made.left)
            )
        )
        for one in made.left:
            remark(f"  {one}")
    else:
        remark(
            _("looked through {objects} objects: none tells of them any more").format(
                objects=made.objects
            )
        )
    for remote in made.remotes:
        remark(_at_server(remote, made.renamed))


def _at_server(remote: str, renamed: tuple[str, ...]) -> str:
    push = f"git push --force {remote} 'refs/heads/*:refs/heads/*' 'refs/tags/*:refs/tags/*'"
    deletions = [f"       git push {remote} --delete {name}" for name in renamed]
    lines = [
        _(
            "'{remote}' still has all of it. Let colleagues send nothing more; then whoever "
            "looks after that server"
        ).format(remote=remote),
        _("  1. lets a rewritten history in, this once: git config receive.denyNonFastForwards"),
        _("     false, and hooks/pre-receive out of the way; you push, and both are put back:"),
        f"       {push}",
        *deletions,
        _("  2. on the server, throws the old commits away:"),
        "       git reflog expire --expire=now --all && git gc --prune=now",
        _(
            "Each colleague deletes the old clone and makes a new one. A branch that somebody "
            "made at"
        ),
        _(
            "the server since your last fetch still has all of it. Don't fetch here before the "
            "push:"
        ),
        _("'dossier sync' would not merge the old history, but its commits would lie here again."),
    ]
    return "\n".join(lines)


def say_out_of_reach() -> None:
    """Says in words what no command can erase."""
    remark(_("out of reach of this command; see to these yourself:"))
    for one in OUT_OF_REACH:
        remark(f"  - {_(one)}")
