"""What a clone remembers beside its work tree: tips that were seen, and when it was backed up.

The file lies in git's own folder, so that no commit, merge or check-out can change it.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from dossierkit.history.team.clone import git_folder

_SEEN, _LET_GO, _ASKED, _BACKUP = "seen", "let-go", "asked", "backup"


class Backup(NamedTuple):
    """A moment at which all commits were in another place too: `kind` is `push` or `bundle`."""

    when: datetime
    kind: str
    where: str


class Notebook:
    """The remembered lines of one clone; each change is written at once."""

    def __init__(self, root: Path) -> None:
        self.file = git_folder(root) / "dossier" / "last-seen"
        try:
            text = self.file.read_text(encoding="utf-8")
        except FileNotFoundError:
            text = ""
        self._lines = [line.split("\t") for line in text.splitlines() if "\t" in line]

    def seen(self, tracking: str) -> str | None:
        """The tip of a remote branch when it was last exchanged with; `tracking` names it."""
        for kind, *words in self._lines:
            if kind == _SEEN and words[0] == tracking:
                return words[1]
        return None

    def remember(self, tracking: str, tip: str) -> None:
        """Notes the tip of a remote branch."""
        if self.seen(tracking) != tip:
            others = [line for line in self._lines if line[:2] != [_SEEN, tracking]]
            self._write([*others, [_SEEN, tracking, tip]])

    def is_let_go(self, tip: str) -> bool:
        """Whether a person has accepted that this commit is no more in the remote's history."""
        return [_LET_GO, tip] in self._lines

    def let_go(self, tip: str) -> None:
        """Notes that a person accepts the loss of a commit."""
        self._write([*self._lines, [_LET_GO, tip]])

    def was_asked(self, merged: str | None) -> bool:
        """Whether the questions of a merge were shown, with both versions in the files."""
        return [_ASKED, str(merged)] in self._lines

    def note_asked(self, merged: str | None) -> None:
        """Notes that the questions of a merge are shown; `merged` is the commit it takes in."""
        others = [line for line in self._lines if line[0] != _ASKED]
        self._write([*others, [_ASKED, str(merged)]])

    def backups(self) -> list[Backup]:
        """The last push and the last bundle, the newest first."""
        found = [line[1:] for line in self._lines if line[0] == _BACKUP]
        made = [Backup(datetime.fromisoformat(when), kind, where) for kind, when, where in found]
        return sorted(made, reverse=True)

    def note_backup(self, backup: Backup) -> None:
        """Notes a backup in place of the last one of its kind."""
        others = [line for line in self._lines if line[:2] != [_BACKUP, backup.kind]]
        when = backup.when.isoformat(timespec="seconds")
        self._write([*others, [_BACKUP, backup.kind, when, backup.where.replace("\n", " ")]])

    def _write(self, lines: list[list[str]]) -> None:
        self._lines = lines
        self.file.parent.mkdir(parents=True, exist_ok=True)
        made = self.file.with_name(f"{self.file.name}.new")
        made.write_text("".join("\t".join(line) + "\n" for line in lines), encoding="utf-8")
        made.replace(self.file)
