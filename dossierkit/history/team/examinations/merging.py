"""How dossiers are merged here: driver, attribute, a trial, hook, strict fetching."""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path

from dossierkit.history.git import run
from dossierkit.history.team.examinations.examined import Examined
from dossierkit.history.team.setup import ATTRIBUTE, Missing, configured, driver, missing, settings
from dossierkit.text.translation import _

_FIX = "dossier doctor --fix"
_HEAD = "---\nname: Anna Schmidt\ncountry: de\n"
_VERSIONS = (
    f"{_HEAD}---\n\n## Log\n\n- 2026-11-01 email in: hello\n",
    f"{_HEAD}intent: interested\n---\n\n## Log\n\n- 2026-11-01 email in: hello\n"
    "- 2026-11-02 call out: ours\n",
    f"{_HEAD}owner: lily\n---\n\n## Log\n\n- 2026-11-01 email in: hello\n"
    "- 2026-11-03 email out: theirs\n",
)
"""A tiny dossier, and what two colleagues made of it."""

_PATH = "dossiers/customers/anna-schmidt.md"


def merge_driver(root: Path, now: datetime) -> Examined:
    """Whether git calls this program to merge dossiers, and the program is there."""
    lacking = _lacking(root, "driver", "program")
    if lacking:
        return Examined("merge driver", "error", lacking.text, _FIX)
    return Examined("merge driver", "ok", _("git merges dossiers field by field"))


def attribute(root: Path, now: datetime) -> Examined:
    """Whether dossiers have the attribute that names the driver."""
    lacking = _lacking(root, "attribute")
    if lacking:
        return Examined("merge attribute", "error", lacking.text, _FIX)
    return Examined("merge attribute", "ok", _("every dossier is merged by the driver"))


def trial_merge(root: Path, now: datetime) -> Examined:
    """Two versions of a tiny dossier merged by git, with this clone's driver, elsewhere.

    Only if the driver is this program: a strange one is not run.
    """
    if configured(root).get("merge.dossier.driver") != driver():
        return Examined(
            "trial merge", "warning", _("not tried: the driver is not this program"), _FIX
        )
    with tempfile.TemporaryDirectory(prefix="dossier-") as folder:
        merged = _merged(Path(folder))
    wanted = ("intent: interested", "owner: lily", "call out: ours", "email out: theirs")
    if "<<<<<<<" in merged or not all(part in merged for part in wanted):
        text = _("a trial merge of two simple versions did not give both")
        return Examined("trial merge", "error", text, _("install dossierkit anew, then: ") + _FIX)
    return Examined("trial merge", "ok", _("a trial merge kept what both sides wrote"))


def _merged(folder: Path) -> str:
    """What git makes of the two versions; no commit is needed for it."""
    run(folder, "init", "--quiet", "--template=")
    for name, value in settings().items():
        run(folder, "config", name, value)
    (folder / ".gitattributes").write_text(f"{ATTRIBUTE}\n", encoding="utf-8")
    stages = ""
    for number, text in enumerate(_VERSIONS, 1):
        blob = run(folder, "hash_object", "-w", "--stdin", stdin=text.encode()).stdout.strip()
        stages += f"100644 {blob} {number}\t{_PATH}\n"
    run(folder, "update_index", "--index-info", stdin=stages.encode())
    run(folder, "checkout", "--merge", "--", _PATH)
    file = folder / _PATH
    return file.read_text(encoding="utf-8") if file.exists() else ""


def hook(root: Path, now: datetime) -> Examined:
    """Whether commits are checked before they are made."""
    lacking = _lacking(root, "hook")
    if lacking:
        remedy = _("{fix}; in another program's hook, call: dossier check --staged").format(
            fix=_FIX
        )
        return Examined("hook", "warning", lacking.text, remedy)
    return Examined("hook", "ok", _("commits are checked before they are made"))


def ignored(root: Path, now: datetime) -> Examined:
    """Whether git ignores what is private to this machine."""
    lacking = _lacking(root, "ignore")
    if lacking:
        return Examined("ignore file", "warning", lacking.text, _FIX)
    return Examined("ignore file", "ok", _("drafts and editors' files stay out of git"))


def strict_fetching(root: Path, now: datetime) -> Examined:
    """Whether damaged objects are refused when they come in."""
    lacking = _lacking(root, "fetch")
    if lacking:
        return Examined("fetching", "warning", lacking.text, _FIX)
    return Examined("fetching", "ok", _("damaged objects are refused when fetched"))


def _lacking(root: Path, *parts: str) -> Missing | None:
    return next((one for one in missing(root) if one.part in parts), None)
