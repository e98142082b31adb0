"""The history of a dossier for a person's eyes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

from dossierkit.cli.output import paint, safe, say, say_indented
from dossierkit.history.past.changes import FactChange
from dossierkit.history.past.life import Step
from dossierkit.history.past.versions import Commit
from dossierkit.text.event import DIRECTIONS, LogLine
from dossierkit.text.translation import _

_INDENT = 6
_SHORT = 8
"""Letters of a hash that are enough for git to know it again."""


def say_history(steps: Sequence[Step], zone: tzinfo | None, *, whole: bool) -> None:
    """Prints steps, the oldest first: when and who, the message, and what changed; of a whole
    dossier, or only its facts."""
    for step in steps:
        say(paint(safe(_heading(step.commit, zone)), "bold"))
        for line in _message(step.commit):
            say_indented(line, 2)
        for line in _told(step) if whole else _facts_told(step):
            say_indented(line, _INDENT)


def _heading(commit: Commit | None, zone: tzinfo | None) -> str:
    if commit is None:
        return _("not committed yet")
    when = commit.when.astimezone(zone) if zone else commit.when
    who = commit.author or commit.email or _("no name")
    return f"{when:%Y-%m-%d %H:%M}  {who}  {commit.hash[:_SHORT]}"


def _message(commit: Commit | None) -> list[str]:
    """What was said of a commit, and why it was made."""
    if commit is None:
        return []
    return [line for line in (commit.subject, *commit.body.split("\n")) if line.strip()]


def _facts_told(step: Step) -> list[str]:
    lines = [_("decided in a merge")] if step.is_merge else []
    lines += [_("the file was deleted")] if step.is_gone else []
    return lines + [fact_text(change) for change in step.facts]


def _told(step: Step) -> list[str]:
    if step.unreadable is not None:
        where = _("the next version that can shows what changed: {unreadable}").format(
            unreadable=step.unreadable
        )
        return [_("can't be read here; {where}").format(where=where)]
    if step.is_birth and not step.is_gone:
        return _begun(step)
    lines = _facts_told(step)
    if step.old_path not in (None, step.path):
        lines.insert(0, _("renamed from {old_path}").format(old_path=step.old_path))
    lines += [f"+ {log_text(line)}" for line in step.added]
    lines += [f"- {log_text(line)}" for line in step.removed]
    lines += [_("the notes changed")] if step.notes else []
    lines += [_("only comments or the layout changed")] if step.only_form else []
    return lines


def _begun(step: Step) -> list[str]:
    """A file's first version in two paragraphs: what it said, and how many events it knew."""
    said = " · ".join(f"{change.field}: {value_text(change.new)}" for change in step.facts)
    lines = [_("the file began: {said}").format(said=said or _("without a fact"))]
    days = sorted(line.date for line in step.added)
    if len(days) == 1:
        lines.append(f"+ {log_text(step.added[0])}")
    elif days:
        lines.append(
            _("+ {count} log lines, {days} to {days_2}").format(
                count=len(days), days=days[0], days_2=days[-1]
            )
        )
    return lines


def fact_text(change: FactChange) -> str:
    """A change as `field: old → new`."""
    return f"{change.field}: {value_text(change.old)} → {value_text(change.new)}"


def value_text(value: object) -> str:
    """A plain value on one line; no value as a dash."""
    if value is None:
        return "–"
    if isinstance(value, list):
        return f"[{', '.join(map(value_text, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{name}: {value_text(item)}' for name, item in value.items())}}}"
    return " ".join(str(value).split())


def log_text(line: LogLine) -> str:
    """A log line as it is written, the direction only where it is not the usual one."""
    words = [line.date.isoformat()]
    words += [f"{line.time:%H:%M}"] if line.time else []
    words.append(line.event)
    words += [line.direction] if line.direction not in (None, DIRECTIONS[line.event]) else []
    words += [f"{line.money.currency} {line.money.amount:,}"] if line.money else []
    words += [_("by {member}").format(member=line.member)] if line.member else []
    return f"{' '.join(words)}: {line.text}"
