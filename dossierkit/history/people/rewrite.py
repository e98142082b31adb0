"""Taking a person out of the whole history of a book, with git-filter-repo, and proving it.

Every commit after the first that named them gets another hash; nobody's clone fits any more. So it
is done only on explicit request, and what is to do afterwards is said (evidence/reliability.md 6).
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import dossierkit
from dossierkit.book.identity import Identity
from dossierkit.book.sent import SENT_FOLDER
from dossierkit.history.git import Ran, has_git, read, read_bytes, run
from dossierkit.history.people.cleaning import VARIABLE, Cleaner, dumped
from dossierkit.history.people.forget import CannotErase
from dossierkit.history.people.traces import CUSTOMERS, is_theirs
from dossierkit.history.team.clone import branch_of, git_folder, hash_of, under_way
from dossierkit.history.team.notebook import Notebook
from dossierkit.text.translation import _

_AT_ONCE = 500
"""Objects that are read together: few enough for the memory, many enough to be quick."""
_MODULE = f"from {Cleaner.__module__} import cleaner"
_CALLBACKS = (
    ("--filename-callback", f"{_MODULE}; return cleaner().filename(filename)"),
    ("--message-callback", f"{_MODULE}; return cleaner().message(message)"),
    ("--refname-callback", f"{_MODULE}; return cleaner().refname(refname)"),
    ("--blob-callback", f"{_MODULE}; blob.data = cleaner().content(blob.data, blob.original_id)"),
)
_LEFTOVERS = (
    "COMMIT_EDITMSG", "MERGE_MSG", "SQUASH_MSG", "TAG_EDITMSG", "ORIG_HEAD", "FETCH_HEAD",
    "filter-repo", "rr-cache",
)  # fmt: skip
"""What git keeps beside its objects, and can do without."""


class Rewritten(NamedTuple):
    """What came of it: the commits before and after, how many objects were looked through, and
    what still tells of the person (normally nothing). `remotes` still have the old history;
    `renamed` are the branches and tags whose names told of the person."""

    commits: tuple[int, int]
    objects: int
    left: tuple[str, ...]
    remotes: tuple[str, ...]
    renamed: tuple[str, ...]


def require_rewritable(root: Path) -> None:
    """Raises CannotErase, with the remedy, if the history can't be rewritten now."""
    for obstacle in _obstacles(root):
        raise CannotErase(
            _("the history can't be rewritten: {obstacle}\nnothing was changed").format(
                obstacle=obstacle
            )
        )


def _obstacles(root: Path) -> Iterator[str]:
    if not has_git(root):
        yield _("this book is in no git repository: it has none; leave --history out")
    elif branch_of(root) is None:
        yield _("git is on no branch (a detached head): git switch main")
    elif begun := under_way(root):
        yield _("a {begun} is not finished: end it first").format(begun=begun)
    elif read(root, "status", "--porcelain", "--untracked-files=no"):
        yield _("there are changes that no commit has: commit them first (git status shows them)")
    elif read(root, "rev_parse", "--is-shallow-repository") == "true":
        yield _("this clone has only a part of it: git fetch --unshallow")
    elif len(read(root, "worktree", "list", "--porcelain").split("worktree ")) > 2:
        yield _("there are other work trees of this clone: git worktree list, git worktree remove")
    elif read(root, "stash", "list"):
        yield _("there are stashed changes: git stash pop, or git stash drop")
    else:
        yield from _behind(root)


def _behind(root: Path) -> Iterator[str]:
    """Branches of whose remote this clone has commits that are not in its own."""
    form = "%(refname:short) %(upstream:short)"
    for line in read(root, "for_each_ref", f"--format={form}", "refs/heads").splitlines():
        branch, _unused, upstream = line.partition(" ")
        if upstream and run(root, "rev_parse", "--verify", "--quiet", upstream).status == 0:
            many = read(root, "rev_list", "--count", f"{branch}..{upstream}")
            if many != "0":
                yield _(
                    "'{branch}' does not have {many} commits of {upstream}: dossier sync"
                ).format(branch=branch, many=many, upstream=upstream)


def rewrite(root: Path, identity: Identity) -> Rewritten:
    """Takes a person out of all commits, branches and tags, and looks through every object that is
    left; raises CannotErase.

    The authors of commits stay, the remotes stay configured. `sync` will refuse to bring the
    remote's old history back: the new tips are noted as those that were seen.
    """
    require_rewritable(root)
    top = Path(read(root, "rev_parse", "--show-toplevel"))
    prefix = read(root, "rev_parse", "--show-prefix")
    own = frozenset(f"{prefix}{CUSTOMERS}/{one}.md" for one in identity.ids)
    own |= _states(top, prefix, identity)
    before = _commits(top)
    refs = _refs(top)
    settings = _settings(top)
    tracked = _tracking(top)
    _filter(top, dumped(identity, own, _yaml_contents(top)))
    cleaner = Cleaner(identity, own)
    _restore(top, settings, cleaner)
    _clean_up(top)
    _note_tips(top, tracked, cleaner)
    objects, left = _search(top, cleaner)
    remotes = tuple(read(top, "remote").split())
    renamed = [_at_remote(ref) for ref in refs if cleaner.refname(ref.encode()) != ref.encode()]
    counts = (before, _commits(top))
    return Rewritten(counts, objects, tuple(left), remotes, tuple(dict.fromkeys(renamed)))


def _states(top: Path, prefix: str, identity: Identity) -> frozenset[str]:
    """The state files of letters to a person, in all commits."""
    folder = f"{prefix}{SENT_FOLDER}"
    listed = read(top, "log", "--all", "--format=%x01%H", "--name-only", "-z", "--", folder)
    asked = []
    for commit in listed.split("\1")[1:]:
        name, *paths = commit.replace("\n", "\0").split("\0")
        asked += [(f"{name}:{path}", path) for path in paths if path.endswith(".json")]
    stdin = "".join(f"{where}\n" for where, _unused_2 in asked).encode()
    output = read_bytes(top, "cat_file", "--batch", stdin=stdin) if asked else b""
    held, place = [], 0
    for _unused, path in asked:
        end = output.index(b"\n", place)
        head, place = output[place:end], end + 1
        if head.endswith(b" missing"):
            continue
        size = int(head.rpartition(b" ")[2])
        held.append((path, output[place : place + size]))
        place += size + 1
    theirs = (path for path, data in held if is_theirs(path.removeprefix(prefix), data, identity))
    return frozenset(theirs)


def _yaml_contents(top: Path) -> frozenset[str]:
    """The hashes of what YAML files ever held."""
    listed = (
        line.partition(" ") for line in read(top, "rev_list", "--all", "--objects").split("\n")
    )
    return frozenset(name for name, _unused, path in listed if path.endswith((".yaml", ".yml")))


def _refs(top: Path) -> list[str]:
    return read(top, "for_each_ref", "--format=%(refname)").split()


def _at_remote(ref: str) -> str:
    """What a branch or a tag of this clone is called at its remote."""
    return ref.split("/", 3)[3] if ref.startswith("refs/remotes/") else ref.split("/", 2)[2]


def _commits(top: Path) -> int:
    return int(read(top, "rev_list", "--all", "--count"))


def _settings(top: Path) -> list[tuple[str, str]]:
    """The remotes and the branches that follow them: git-filter-repo forgets `origin`."""
    ran = run(top, "config", "--local", "-z", "--get-regexp", r"^(remote|branch)\.")
    pairs = (entry.partition("\n") for entry in ran.stdout.split("\0") if entry)
    return [(name, value) for name, _unused, value in pairs]


def _tracking(top: Path) -> dict[str, str]:
    """The remote branches that this clone knows, with the branch that was made of each."""
    names = [ref for ref in _refs(top) if ref.startswith("refs/remotes/")]
    return {name: f"refs/heads/{_at_remote(name)}" for name in names if not _is_head(name)}


def _is_head(ref: str) -> bool:
    return ref.startswith("refs/remotes/") and ref.endswith("/HEAD")


def _filter(top: Path, who: str) -> None:
    """Runs git-filter-repo; `who` is what `cleaner` reads there."""
    with tempfile.TemporaryDirectory() as folder:
        person = Path(folder, "person.json")
        person.touch(mode=0o600)
        person.write_text(who, encoding="utf-8")
        options = [word for callback in _CALLBACKS for word in callback]
        ran = _run_filter_repo(
            top, ["--force", "--quiet", "--replace-refs", "delete-no-add", *options], person
        )
    if ran.status:
        said = ran.stderr.strip() or ran.stdout.strip()
        raise CannotErase(
            _("git-filter-repo failed; look at 'git status' before you go on:\n{said}").format(
                said=said
            )
        )


def _run_filter_repo(top: Path, options: list[str], person: Path) -> Ran:
    import git

    package = Path(dossierkit.__file__).parents[1]
    path = os.pathsep.join(filter(None, (str(package), os.environ.get("PYTHONPATH"))))
    program: Any = git.Git(top)
    status, stdout, stderr = program.execute(
        [sys.executable, "-m", "git_filter_repo", *options],
        env={VARIABLE: str(person), "PYTHONPATH": path},
        with_extended_output=True,
        with_exceptions=False,
    )
    return Ran(status, stdout, stderr)


def _restore(top: Path, settings: list[tuple[str, str]], cleaner: Cleaner) -> None:
    now = _settings(top)
    for name, value in settings:
        if (name, value) not in now and not cleaner.finds("commit", f"{name} {value}".encode()):
            run(top, "config", "--local", "--add", name, value)


def _clean_up(top: Path) -> None:
    """Lets go of everything that git keeps of the old history."""
    folder = git_folder(top)
    for name in _LEFTOVERS:
        place = folder / name
        if place.is_dir():
            shutil.rmtree(place)
        else:
            place.unlink(missing_ok=True)
    run(top, "reflog", "expire", "--expire=now", "--expire-unreachable=now", "--all")
    run(top, "gc", "--quiet", "--prune=now")


def _note_tips(top: Path, tracked: dict[str, str], cleaner: Cleaner) -> None:
    """Forgets what `sync` has seen, and notes the new tips in its place."""
    shutil.rmtree(git_folder(top) / "dossier", ignore_errors=True)
    notebook = Notebook(top)
    for tracking, branch in tracked.items():
        tip = hash_of(top, branch)
        if tip and cleaner.refname(branch.encode()) == branch.encode():
            notebook.remember(tracking, tip)


def _search(top: Path, cleaner: Cleaner) -> tuple[int, list[str]]:
    """How many objects there are, and what still tells of the person: objects, names, files."""
    listed = read(
        top, "cat_file", "--batch-all-objects", "--batch-check=%(objectname)", "--unordered"
    ).split()
    left = []
    for start in range(0, len(listed), _AT_ONCE):
        asked = "".join(f"{name}\n" for name in listed[start : start + _AT_ONCE])
        output = read_bytes(top, "cat_file", "--batch", stdin=asked.encode())
        place = 0
        while place < len(output):
            end = output.index(b"\n", place)
            name, kind, size = output[place:end].decode().split()
            data = output[end + 1 : end + 1 + int(size)]
            place = end + 2 + int(size)
            if cleaner.finds(kind, data):
                left.append(f"{kind} {name}")
    left += [f"name {ref}" for ref in _refs(top) if cleaner.refname(ref.encode()) != ref.encode()]
    return len(listed), left + list(_files_left(git_folder(top), cleaner))


def _files_left(folder: Path, cleaner: Cleaner) -> Iterator[str]:
    """Files of git's own that name the person: its configuration, logs, notes of hooks."""
    for file in sorted(folder.rglob("*")):
        inside = file.relative_to(folder)
        is_ours = file.is_file() and inside.parts[0] not in ("objects", "index", "hooks")
        if is_ours and cleaner.finds("blob", file.read_bytes()):
            yield f"file .git/{inside.as_posix()}"
