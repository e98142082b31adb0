"""What each clone of a book needs of git: driver, attributes, ignore file, hook, strict fetching.

Attributes name the driver and nothing else. Line ends stay as the user has them: neither `text`
nor `eol` is set, which would turn every file of a book with CRLF into a changed one.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import NamedTuple

from dossierkit.book.erased import ERASED_PATH
from dossierkit.book.files import FOLDERS
from dossierkit.book.writing import writing
from dossierkit.history.git import NoHistory, read, run
from dossierkit.history.team.hook_files import find_hook, install_hook, program
from dossierkit.text.translation import _, plural

ATTRIBUTE = "dossiers/**/*.md merge=dossier"
ERASED_ATTRIBUTE = f"{ERASED_PATH} merge=union"
"""Nobody takes a line from the list of erased people; both sides' lines belong to it."""
IGNORED = (".dossier/", "outbox/", "*.sw[a-p]", "*~", ".#*", "\\#*#", "*.kate-swp", ".DS_Store")

_STRICT = {"fetch.fsckObjects": "true", "transfer.fsckObjects": "true"}


class Missing(NamedTuple):
    """Something that this clone lacks: `part` is `driver`, `program`, `attribute`, `ignore`,
    `hook` or `fetch`."""

    part: str
    text: str


class SetUp(NamedTuple):
    """What was done, as sentences, and which files of the book changed."""

    sentences: tuple[str, ...]
    paths: tuple[str, ...]


def driver() -> str:
    """The merge driver as git runs it, by `sh`.

    When the program is gone or breaks down, git would leave our version without a word of theirs.
    So a file without markers is then merged line by line by git itself, and the merge still asks.
    """
    words = f"{shlex.quote(program())} -P -m dossierkit".replace("%", "%%")
    markers = "grep -q '^<<<<<<< ' %A"
    by_lines = "git merge-file -L ours -L base -L theirs %A %O %B"
    call = f"{words} merge-driver %O %A %B %P --marker-size %L"
    return f"{call} && exit 0; {markers} || {by_lines}; exit 1"


def settings() -> dict[str, str]:
    """The configuration of git that a clone needs, by name."""
    return {
        "merge.dossier.name": "dossiers, field by field",
        "merge.dossier.driver": driver(),
        "merge.dossier.recursive": "text",
        **_STRICT,
    }


def configured(root: Path) -> dict[str, str]:
    """What git is told here, of those settings; names in lower case."""
    answer = run(
        root, "config", "-z", "--get-regexp", r"^(merge\.dossier|fetch|transfer)\."
    )  # fmt: skip
    entries = (entry.partition("\n") for entry in answer.stdout.split("\0") if entry)
    return {name: value for name, _unused, value in entries}


def set_up(root: Path) -> list[str]:
    """Sets up the clone that a book is in, and says what was done; nothing where nothing lacks.

    Another's hook and the user's own lines are left alone. Raises NoHistory in a plain folder.
    """
    return list(equip(root).sentences)


def equip(root: Path) -> SetUp:
    """As `set_up`, with the files of the book that changed."""
    sentences, paths = configure(root), []
    for name, lines in _lines_lacking(root).items():
        _append(root, name, lines)
        sentences.append(
            plural("{name} has a new line", "{name} has new lines", len(lines)).format(name=name)
        )
        paths.append(name)
    if ".gitattributes" in paths and not _has_attribute(root):
        sentences.append(
            _(
                "another file overrules .gitattributes: see 'git check-attr merge', and mend "
                "that one"
            )
        )
    installed = install_hook(find_hook(root))
    return SetUp((*sentences, *([installed] if installed else [])), tuple(paths))


def configure(root: Path) -> list[str]:
    """The part of `set_up` that changes git's settings only, and no file of the book."""
    read(root, "rev_parse", "--git-dir")
    present = configured(root)
    changed = {
        name: value for name, value in settings().items() if present.get(name.lower()) != value
    }
    for name, value in changed.items():
        answer = run(root, "config", "--local", name, value)
        if answer.status:
            raise NoHistory(
                _("git's settings can't be written: {stderr}").format(stderr=answer.stderr.strip())
            )
    sentences = []
    if any(name.startswith("merge.") for name in changed):
        sentences.append(_("dossiers are merged field by field (merge.dossier in git's settings)"))
    if not changed.keys().isdisjoint(_STRICT):
        sentences.append(_("damaged objects are refused when fetched (fetch.fsckObjects)"))
    return sentences


def missing(root: Path) -> list[Missing]:
    """What this clone lacks; empty when `set_up` would do nothing but leave another's hook."""
    found = [*_missing_driver(configured(root))]
    lacking = _lines_lacking(root)
    if ".gitattributes" in lacking:
        text = _("dossiers have no attribute merge=dossier, so git merges them line by line")
        found.append(Missing("attribute", text))
    if ".gitignore" in lacking:
        text = _(".gitignore lacks {gitignore}").format(gitignore=" ".join(lacking[".gitignore"]))
        found.append(Missing("ignore", text))
    hook = find_hook(root)
    if hook.text is None:
        found.append(Missing("hook", _("commits are not checked: there is no pre-commit hook")))
    elif not hook.is_current:
        whose = _("of another version or program") if hook.is_ours else _("somebody else's")
        found.append(
            Missing(
                "hook",
                _("the pre-commit hook is {whose}: {file}").format(whose=whose, file=hook.file),
            )
        )
    present = configured(root)
    if any(present.get(name.lower()) != value for name, value in _STRICT.items()):
        found.append(
            Missing("fetch", _("damaged objects would be fetched: fetch.fsckObjects is off"))
        )
    return found


def _missing_driver(present: dict[str, str]) -> list[Missing]:
    command = present.get("merge.dossier.driver")
    if command is None:
        text = _("no merge driver is set: git would merge dossiers line by line, without a warning")
        return [Missing("driver", text)]
    if command == driver():
        return []
    words = re.match(r"'((?:[^']|'\"'\"')*)'|(\S+)", command)
    named = (words.group(1) or words.group(2)) if words else command
    if words and not Path(named).exists():
        return [
            Missing(
                "program",
                _("the program of the merge driver is not there: {named}").format(named=named),
            )
        ]
    return [
        Missing("driver", _("the merge driver is not this program: {named}").format(named=named))
    ]


def _lines_lacking(root: Path) -> dict[str, list[str]]:
    """The lines that `.gitattributes` and `.gitignore` of the book should have and have not."""
    lacking = {}
    if not _has_attribute(root):
        lacking[".gitattributes"] = [ATTRIBUTE, ERASED_ATTRIBUTE]
    present = {_bare(line) for line in _text(root / ".gitignore").splitlines()}
    ignored = [line for line in IGNORED if _bare(line) not in present]
    if ignored:
        lacking[".gitignore"] = ignored
    return lacking


def _has_attribute(root: Path) -> bool:
    names = [f"dossiers/{folder}/anna-schmidt.md" for folder in FOLDERS.values()]
    answer = read(root, "check_attr", "-z", "merge", "--", *names)
    return answer.split("\0")[2::3] == ["dossier"] * len(names)


def _bare(line: str) -> str:
    return line.strip().strip("/")


def _text(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8", "surrogateescape")
    except FileNotFoundError:
        return ""


def _append(root: Path, name: str, lines: list[str]) -> None:
    """Adds lines at the end of a file; what stands there, and its line ends, are kept."""
    with writing(root) as writer:
        old = writer.read(name)
        text = old or b""
        end = b"\r\n" if b"\r\n" in text else b"\n"
        before = text if not text or text.endswith(b"\n") else text + end
        writer.put(name, old, before + b"".join(line.encode() + end for line in lines))
