"""`dossier sync`: exchanging changes with colleagues."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dossierkit.book.broken import BrokenBook
from dossierkit.cli.findings import number_of, say_findings
from dossierkit.cli.opening import find_root
from dossierkit.cli.options import book_option, format_option
from dossierkit.cli.output import remark, safe, say, say_json
from dossierkit.text.finding import Finding
from dossierkit.text.translation import N_, _

if TYPE_CHECKING:
    from dossierkit.history.team.exchange import Report
    from dossierkit.history.team.passage import Passed

_SHOWN = 5


@click.command("sync", short_help="Exchange changes with your colleagues.")
@click.option("--commit", is_flag=True, help="First commit what you edited by hand.")
@click.option("--continue", "goes_on", is_flag=True, help="Finish a merge that asked, and go on.")
@click.option("--abort", "gives_up", is_flag=True, help="Take back a merge that asked.")
@click.option(
    "--allow-deletions",
    "deletions",
    type=click.IntRange(min=0),
    default=0,
    metavar="N",
    help="Let so many dossiers vanish at once.",
)
@click.option(
    "--keep-both", is_flag=True, help="Two of one name that came together are two people."
)
@click.option(
    "--accept-rewrite",
    "rewrite",
    default="",
    metavar="HASH",
    help="Go on though this commit is gone from the remote's history.",
)
@format_option("text", "json")
@book_option
def command(
    commit: bool,
    goes_on: bool,
    gives_up: bool,
    deletions: int,
    keep_both: bool,
    rewrite: str,
    output_format: str,
    book_path: str | None,
) -> int:
    """Exchange changes with your colleagues: fetch, merge, check the whole book, push.

    \b
    Examples:
      dossier sync
      dossier sync --commit
      dossier sync --continue

    Nothing is pushed that has errors, nothing by force, and no side of a merge is preferred: what
    both sides changed differently is asked, with both versions in the file. A remote whose history
    was rewritten, or from which many dossiers vanish at once, stops it before anything is merged.

    Exit status 1 if something was asked or found, and whatever stops it. docs/team.md tells how a
    team sets it up. JSON: {"came", "went": [{"commit", "author", "subject", "dossiers"}], "done",
    "questions": [{"path", "lines", "deleted"}], "findings", "pushed"}.
    """
    from dossierkit.history.team.exchange import Wishes
    from dossierkit.history.team.remote import CannotSync
    from dossierkit.history.team.sync import give_up, go_on, sync

    if goes_on and gives_up:
        raise click.UsageError(_("--continue and --abort exclude each other"))
    root = find_root(book_path)
    wishes = Wishes(commit, deletions, rewrite.lower(), keep_both)
    try:
        if gives_up:
            give_up(root)
            remark(_("the merge was taken back: the book is as it was before"))
            return 0
        report = (go_on if goes_on else sync)(root, wishes, all_findings, time.sleep)
    except CannotSync as error:
        raise click.ClickException(str(error)) from error
    _say_json(report) if output_format == "json" else _say_text(report)
    return int(bool(report.questions or report.findings))


def all_findings(root: Path) -> Sequence[Finding]:
    """Everything that is wrong in the book in a folder, today."""
    from dossierkit.cli.check_book import verdict_of
    from dossierkit.index.verdicts import state_of

    try:
        return verdict_of(root, None, state_of(str(root))).findings
    except BrokenBook as error:
        return error.findings


def _say_json(report: Report) -> None:
    say_json(
        {
            "came": [passed._asdict() for passed in report.came],
            "went": [passed._asdict() for passed in report.went],
            "done": report.done,
            "questions": [
                {"path": one.path, "lines": one.lines, "deleted": one.is_deleted}
                for one in report.questions
            ],
            "findings": [finding._asdict() for finding in report.findings],
            "pushed": report.is_pushed,
        }
    )


def _say_text(report: Report) -> None:
    from dossierkit.history.team.pending import HOW_TO_FINISH, in_words

    for sentence in report.done:
        remark(sentence)
    for word, commits in ((N_("came in"), report.came), (N_("went out"), report.went)):
        if commits and (word == "came in" or report.is_pushed):
            _say_passed(word, commits)
    if report.questions:
        for question in report.questions:
            say(safe(in_words(question), lines=True))
        many = number_of(len(report.questions), "{count} file", "{count} files")
        remark(
            _(
                "both sides changed {many} differently, and nothing was pushed; {how_to_finish}"
            ).format(many=many, how_to_finish=_(HOW_TO_FINISH))
        )
    elif report.findings:
        say_findings(report.findings, "text")
        remark(
            _(
                "all is merged here, but nothing was pushed: {reason}; mend what is said above, "
                "commit it, and sync again"
            ).format(reason=_reason(report.findings))
        )
    elif not report.came and not report.went:
        say(_("up to date"))


def _reason(found: Sequence[Finding]) -> str:
    if all(finding.code == "same-person" for finding in found):
        return _("the merge brought two of one name together (two people? sync --keep-both)")
    return _("the book has {error}").format(
        error=number_of(len(found), "{count} error", "{count} errors")
    )


def _say_passed(word: str, passed_on: Sequence[Passed]) -> None:
    """One line for each colleague: how many commits, and which dossiers."""
    authors: dict[str, list[Any]] = {}
    for passed in passed_on:
        authors.setdefault(passed.author, []).append(passed)
    for author, theirs in authors.items():
        ids = sorted({one for passed in theirs for one in passed.dossiers})
        shown = ", ".join(ids[:_SHOWN]) + (
            _(" and {count} more").format(count=len(ids) - _SHOWN) if ids[_SHOWN:] else ""
        )
        what = f": {shown}" if shown else ""
        commits = number_of(len(theirs), "{count} commit", "{count} commits")
        by = _("by {author}").format(author=safe(author))
        say(f"{_(word)}: {commits} {by}{safe(what)}")
