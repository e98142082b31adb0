"""True stories of customers, and how their file is read (M46).

`dossiers/stories.yaml` is a list of stories by their id. A story is told only with the recorded
consent of whom it is about; with `named: true` their name may be said, too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from dossierkit.schema.codes import ID
from dossierkit.schema.fact import Group, Record, fact
from dossierkit.schema.reading import Noted, Reading
from dossierkit.schema.times import DATED_TEXT
from dossierkit.schema.types import PROSE, YES_NO
from dossierkit.schema.values import DatedText
from dossierkit.text.fence import Span
from dossierkit.text.finding import WARNING, Finding
from dossierkit.text.header import read_header
from dossierkit.text.nodes import Mapping as Fields
from dossierkit.text.nodes import Node, Scalar
from dossierkit.text.source import Source
from dossierkit.text.translation import _

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")


class Texts(Record):
    """The same words in the languages of the team."""

    en: str | None = fact(PROSE, "in English")
    zh: str | None = fact(PROSE, "in Chinese")


class _TextsType(Group[Texts]):
    """Texts by language; a single text is for every language. Line breaks count as blanks."""

    def read(self, node: Node, reading: Reading) -> Texts | None:
        if isinstance(node, Scalar) and not node.is_null:
            text = " ".join(node.text.split())
            return Texts(en=text, zh=text) if text else None
        read = super().read(node, reading)
        if read is None:
            return None
        return Texts(**{name: " ".join(text.split()) for name, text in vars(read).items()})


class StoryRecord(Record):
    """What is written of one story."""

    about: str | None = fact(ID, "the company or customer it is about", personal=True)
    where: Texts = fact(_TextsType(Texts), "who they are without a name: a wholesaler in the north")
    text: Texts = fact(_TextsType(Texts), "the story as letters tell it, two to four sentences")
    consent: DatedText | None = fact(DATED_TEXT, "when and how they agreed", personal=True)
    named: bool | None = fact(YES_NO, "they agreed to be named")


_STORY = Group(StoryRecord)


class Story(NamedTuple):
    """A story by its id; `line` and `column` are where it says whom it is about."""

    id: str
    record: StoryRecord
    line: int
    column: int


class Stories(NamedTuple):
    """The stories of a book. Those with an error are left out, each with its finding."""

    path: str
    stories: Mapping[str, Story]
    findings: tuple[Finding, ...]

    def told(self) -> tuple[Story, ...]:
        """The stories that may be told: those with a consent, in the order of the file."""
        return tuple(story for story in self.stories.values() if story.record.consent)


def read_stories(source: Source) -> Stories:
    """The stories in a decoded file; one with an error is left out, and the others stay.

    Findings, beside those of any header: `wrong-shape`, `unknown-field`, `missing-field`, `id`,
    `impossible-date`, `yes-or-no`, and `story-consent` (a warning).
    """
    root = read_header(source, Span(0, len(source.text)))
    found: dict[str, Story] = {}
    findings = list(source.findings)
    for name, node in root.fields.items() if root else ():
        reading = Reading(source)
        story = _read(name, root.keys[name] if root else 0, node, reading)
        notes = [note.finding for note in reading.notes]
        findings += notes
        if story is not None and not any(note.is_error for note in notes):
            found[name] = story
    return Stories(source.path, found, tuple(sorted(findings)))


def _read(name: str, start: int, node: Node, reading: Reading) -> Story | None:
    reading.field = name
    if not _ID.fullmatch(name):
        message = _("'{name}' is no id of a story").format(name=name)
        reading.report_key(start, "id", message, _("use a-z, 0-9 and '-', as in first-container"))
    if not isinstance(node, Fields):
        hint = _("write about, where, text and consent below it")
        reading.report(
            node,
            "wrong-shape",
            _("'{name}' is no story: fields are expected").format(name=name),
            hint,
        )
        return None
    record = _STORY.read_fields(node, reading)
    if not (record.text.en or record.text.zh):
        hint = _("write text: {en: …, zh: …} below it")
        reading.report_key(
            start, "missing-field", _("'{name}' tells nothing").format(name=name), hint
        )
    if record.consent is None and "consent" not in node.fields:
        message = _("'{name}' has no consent: it is told to nobody").format(name=name)
        hint = _("ask them, and write consent: 2026-04-22 how they agreed")
        reading.notes.append(_warning(reading, start, message, hint))
    about = node.fields.get("about")
    place = about.start if about else start
    return Story(name, record, reading.source.line(place), reading.source.column(place))


def _warning(reading: Reading, start: int, message: str, hint: str) -> Noted:
    found = reading.source.finding(start, "story-consent", message, hint, WARNING)
    return Noted(reading.field, found)
