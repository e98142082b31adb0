"""Which commits are not signed by somebody this machine knows."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from dossierkit.history.git import run
from dossierkit.history.strange import as_environment
from dossierkit.history.team.remote import CannotSync, own_words
from dossierkit.text.translation import N_, _

_MEANS = {
    "N": N_("not signed"),
    "B": N_("the signature is wrong"),
    "E": N_("the signature can't be checked here: the key is not known"),
    "R": N_("signed with a key that was revoked"),
    "X": N_("the signature has expired"),
    "Y": N_("signed with a key that has expired"),
    "U": N_("signed, but by nobody whom this machine trusts"),
}
_PROGRAMS = {"gpg.program": "gpg", "gpg.openpgp.program": "gpg", "gpg.x509.program": "gpgsm"}
_SSH = {"gpg.ssh.program": "ssh-keygen"}


class Unsigned(NamedTuple):
    """A commit without a good signature, and what is wrong with it."""

    commit: str
    author: str
    subject: str
    why: str


def unsigned(root: Path, since: str | None) -> list[Unsigned]:
    """The commits after a revision (None: all) that bear no good signature, newest first.

    The programs that check are the usual ones, whatever the repository names. Raises CannotSync
    if there is no such revision.
    """
    span = ["HEAD"] if since is None else ["HEAD", f"^{since}"]
    answer = run(
        root, "log", "-z", "--format=%H%x09%G?%x09%an%x09%s", "--end-of-options", *span, "--",
        env=as_environment(_PROGRAMS | _SSH),
    )  # fmt: skip
    if answer.status:
        raise CannotSync(
            _("the history can't be read:\n{own_words}").format(own_words=own_words(answer.stderr))
        )
    found = []
    for line in filter(None, answer.stdout.split("\0")):
        commit, mark, author, subject = line.split("\t", 3)
        why = _MEANS.get(mark)
        if mark == "N" and _has_signature(root, commit):
            why = _MEANS.get("E")
        if why:
            found.append(Unsigned(commit[:10], author, subject, _(why)))
    return found


def _has_signature(root: Path, commit: str) -> bool:
    """Whether a commit bears a signature at all: git calls one that it can't check none."""
    header = run(root, "cat_file", "commit", commit).stdout.partition("\n\n")[0]
    return any(line.startswith("gpgsig") for line in header.split("\n"))
