"""How `send` writes down what becomes of letters: a state file, the log line, one commit."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from dossierkit import __version__
from dossierkit.book.book import Book
from dossierkit.book.change import Refusal, Wanted, changed
from dossierkit.book.fields import GROUPS
from dossierkit.book.load import BrokenBook, load
from dossierkit.book.sent import FAILED, PENDING, SENT, Letter, read_letter, written
from dossierkit.cli.send_evidence import Evidence
from dossierkit.cli.zone import zone_named
from dossierkit.history.commit import FileEdit, Message, WriteRefused, Written, write
from dossierkit.mail.sending.draft import DraftError, read_draft
from dossierkit.mail.sending.entry import log_entry
from dossierkit.mail.sending.outcome import Outcome
from dossierkit.mail.sending.plan import Held, Planner, Ready, Wishes
from dossierkit.mail.sending.run import CannotBegin
from dossierkit.text.finding import Finding
from dossierkit.text.log_line import Bullet
from dossierkit.text.scalar import CannotEdit

_REFUSED = (Refusal, WriteRefused, CannotEdit, OSError)


class Moved(NamedTuple):
    """A file of the book as the last look found it: a change is seen by its time and size."""

    path: str
    time: int
    size: int


def look(root: Path) -> frozenset[Moved]:
    """The dossiers, prices and states of a book as they lie there."""
    found = set()
    for file in (root / "dossiers").rglob("*"):
        try:
            status = file.stat()
        except OSError:
            continue
        if file.suffix in (".md", ".yaml", ".csv", ".txt"):
            found.add(Moved(str(file), status.st_mtime_ns, status.st_size))
    return frozenset(found)


def moment(book: Book) -> datetime:
    """The moment it is, in the book's time zone, else in the one here."""
    zone = zone_named(book.policy.timezone)
    now = datetime.now(zone) if zone else datetime.now().astimezone()
    return now.replace(microsecond=0)


class BookLedger:
    """Checks letters against the book as it stands, and writes down what becomes of them."""

    def __init__(self, book: Book, day: date, wishes: Wishes, evidence: Evidence) -> None:
        self._book = book
        self._day = day
        self._wishes = wishes
        self._evidence = evidence
        self._seen = look(book.root)
        self._planner = Planner(book, day, wishes, evidence.again)
        self._begun: dict[str, Letter] = {}

    def check(self, ready: Ready) -> Ready | Held:
        """The letter as it may go at this very moment; the book is read again if it changed."""
        draft = ready.draft
        if (now := look(self._book.root)) != self._seen:
            try:
                self._book = load(self._book.root)
            except BrokenBook as error:
                return Held(draft.shown, draft.key.customer, f"{error.findings[0]}; mend it first")
            self._evidence.renew(self._book)
            again = self._evidence.again
            self._planner = Planner(self._book, self._day, self._wishes, again)
            self._seen = now
        try:
            present = read_draft(draft.file, draft.shown)
        except DraftError as error:
            return Held(draft.shown, draft.key.customer, str(error))
        if present.mark() != draft.mark():
            said = "it was changed since the list was shown; look at it, and send it again"
            return Held(draft.shown, draft.key.customer, said)
        return self._planner.examine(present)

    def begin(self, ready: Ready) -> bytes:
        """Writes a letter down as pending; gives the bytes that travel. Raises CannotBegin."""
        now = moment(self._book)
        letter = self._letter(ready, now)
        try:
            message = ready.message(now)
            self._write(ready, letter, (FileEdit(ready.path, _first(ready, letter)),), "pending")
        except Refusal as error:
            raise CannotBegin(str(error), ends=False) from error
        except (WriteRefused, OSError) as error:
            raise CannotBegin(
                f"{error}\nno letter goes as long as that is so", ends=True
            ) from error
        self._begun[ready.key] = letter
        return message

    def end(self, ready: Ready, outcome: Outcome) -> list[str]:
        """Writes down what became of a letter, with its log line if it went out: all in one commit,
        or what of it is possible; gives remarks for the user."""
        letter = self._begun.pop(ready.key)
        after = letter._replace(
            state=outcome.state,
            at=moment(self._book),
            reply=outcome.reply,
            is_passing=outcome.state == FAILED and outcome.is_passing,
        )
        state = FileEdit(ready.path, _next(letter, after))
        if outcome.state != SENT:
            return self._end_with(ready, after, (state,), outcome.state)
        try:
            bullet = log_entry(ready.draft, self._day, ready.member)
        except CannotEdit as error:
            remarks = self._end_with(ready, after, (state,), "sent")
            return [*remarks, f"{ready.dossier.path}: the log line can't be written: {error}"]
        return self._end_sent(ready, after, state, bullet)

    def _end_sent(self, ready: Ready, after: Letter, state: FileEdit, bullet: Bullet) -> list[str]:
        log = FileEdit(ready.dossier.path, self._logged(ready, bullet))
        event = " ".join(bullet.line.split()[1:3])
        try:
            return _said(self._patiently(ready, after, (state, log), event))
        except _REFUSED as error:
            why = str(error)
        remarks = self._end_with(ready, after, (state,), "sent")
        line = bullet.line.partition(": ")[2]
        return [
            *remarks,
            f"it went out, but the log line is not written: {why}\nwrite it with: "
            f"dossier log {ready.dossier.id} {event} {line!r} --by {ready.member}",
        ]

    def _end_with(
        self, ready: Ready, after: Letter, edits: Sequence[FileEdit], summary: str
    ) -> list[str]:
        """Writes the state alone; without a commit where git refuses, and last of all only says
        it, for then the letter counts as uncertain."""
        try:
            return _said(self._patiently(ready, after, edits, summary))
        except _REFUSED as error:
            why = str(error)
        bare = self._book.policy.but(commit="off")
        try:
            made = write(self._book.root, bare, edits, Message("send", ready.dossier.id, summary))
            self._note(made.paths)
            return [f"{ready.path} is written, but git did not take the commit: {why}"]
        except _REFUSED as error:
            return [
                f"what became of it ({after.state}) can't be written down: {error}\n"
                f"it counts as uncertain now: dossier send {ready.draft.shown} --sent"
            ]

    def _patiently(
        self, ready: Ready, letter: Letter, edits: Sequence[FileEdit], summary: str
    ) -> Written:
        """Writes; a Ctrl-C that took it back must wait, for the letter is out already."""
        try:
            return self._write(ready, letter, edits, summary)
        except KeyboardInterrupt:
            self._write(ready, letter, edits, summary)
            raise

    def _write(
        self, ready: Ready, letter: Letter, edits: Sequence[FileEdit], summary: str
    ) -> Written:
        about = ready.dossier.id
        words = summary if letter.state == SENT else f"{ready.draft.key.purpose} {summary}"
        message = Message("send", about, words, dossiers=(about,))
        made = write(self._book.root, self._book.policy, edits, message)
        self._note(made.paths)
        return made

    def _note(self, paths: Sequence[str]) -> None:
        """Takes our own change for known; one of somebody else's in the same moment is not."""
        own = {str(self._book.root / path) for path in paths}
        now = {one for one in look(self._book.root) if one.path in own}
        self._seen = frozenset({one for one in self._seen if one.path not in own} | now)

    def _logged(self, ready: Ready, bullet: Bullet) -> Callable[[bytes | None], bytes]:
        dossier, custom = ready.dossier, self._book.policy.fields

        def apply(before: bytes | None) -> bytes:
            if before is None:
                raise Refusal(f"{dossier.path} is gone")
            kind: Any = GROUPS["customer"]
            wanted = Wanted(log=bullet)
            return changed(kind, dossier.id, dossier.path, before, None, wanted, custom)

        return apply

    def _letter(self, ready: Ready, now: datetime) -> Letter:
        draft, key = ready.draft, ready.draft.key
        commit, words = self._evidence.of(draft)
        return Letter(
            key=ready.key,
            message_id=ready.identity,
            customer=key.customer,
            purpose=key.purpose,
            occasion=key.occasion,
            day=key.day,
            address=ready.recipient.address,
            state=PENDING,
            at=now,
            by=ready.member,
            attempt=secrets.token_hex(8),
            languages=draft.languages,
            commit=commit,
            program=__version__,
            parts=draft.hashes(),
            kept=words,
        )


def _first(ready: Ready, letter: Letter) -> Callable[[bytes | None], bytes]:
    """The edit that begins a try: nothing may have happened to the letter since it was checked."""

    def apply(before: bytes | None) -> bytes:
        if (None if before is None else read_letter(ready.path, before)) != ready.before:
            raise Refusal("somebody else is sending it just now")
        return written(letter)

    return apply


def _next(letter: Letter, after: Letter) -> Callable[[bytes | None], bytes]:
    """The edit that ends a try: the state must still be that of this try."""

    def apply(before: bytes | None) -> bytes:
        found = None if before is None else read_letter(letter.path, before)
        if isinstance(found, Finding) or found is None or found.attempt != letter.attempt:
            raise Refusal(f"{letter.path} was changed meanwhile")
        return written(after)

    return apply


def _said(made: Written) -> list[str]:
    carried = "held changes that were not committed; they went into this commit"
    return [*(f"{path} {carried}" for path in made.carried), *made.remarks]
