"""How `send` writes down what becomes of letters: a state file, the log line, one commit."""

from __future__ import annotations

import secrets
import shlex
import signal
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from dossierkit import __version__
from dossierkit.book.book import Book
from dossierkit.book.broken import BrokenBook
from dossierkit.book.change import Refusal, Wanted, changed
from dossierkit.book.fields import GROUPS
from dossierkit.book.load import load
from dossierkit.book.sent import FAILED, PENDING, SENT, Letter, read_letter, written
from dossierkit.cli.send_evidence import Evidence
from dossierkit.cli.send_watch import look, moment
from dossierkit.history.commit import FileEdit, Message, WriteRefused, Written, write
from dossierkit.mail.sending.draft import DraftError, read_draft
from dossierkit.mail.sending.outcome import Outcome
from dossierkit.mail.sending.plan import Held, Planner, Ready, Wishes
from dossierkit.mail.sending.run import CannotBegin
from dossierkit.text.finding import Finding
from dossierkit.text.scalar import CannotEdit
from dossierkit.text.translation import _

_REFUSED = (Refusal, WriteRefused, CannotEdit, OSError)


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
                return Held(
                    draft.shown,
                    draft.key.customer,
                    _("{findings}; mend it first").format(findings=error.findings[0]),
                )
            self._evidence.renew(self._book)
            again = self._evidence.again
            self._planner = Planner(self._book, self._day, self._wishes, again)
            self._seen = now
        try:
            present = read_draft(draft.file, draft.shown)
        except DraftError as error:
            return Held(draft.shown, draft.key.customer, str(error))
        if present.mark() != draft.mark():
            said = _("it was changed since the list was shown; look at it, and send it again")
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
                _("{error}\nno letter goes as long as that is so").format(error=error), ends=True
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
        return self._end_sent(ready, after, state)

    def _end_sent(self, ready: Ready, after: Letter, state: FileEdit) -> list[str]:
        log = FileEdit(ready.dossier.path, self._logged(ready))
        try:
            event = f"{ready.entry.read().event} out"
            return _said(self._patiently(ready, after, (state, log), event))
        except _REFUSED as error:
            why = str(error)
        remarks = self._end_with(ready, after, (state,), "sent")
        said = _("it went out, but the log line is not written: {why}").format(why=why)
        return [
            *remarks,
            _("{said}\nwrite it with: {by_hand}").format(said=said, by_hand=_by_hand(ready)),
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
            return [
                _("{path} is written, but git did not take the commit: {why}").format(
                    path=ready.path, why=why
                )
            ]
        except _REFUSED as error:
            draft = shlex.quote(ready.draft.shown)
            option = "--sent" if after.state == SENT else "--resend"
            return [
                _(
                    "what became of it ({state}) can't be written down: {error}\n"
                    "it counts as uncertain now: dossier send {draft} {option}"
                ).format(state=after.state, error=error, draft=draft, option=option)
            ]

    def _patiently(
        self, ready: Ready, letter: Letter, edits: Sequence[FileEdit], summary: str
    ) -> Written:
        """Writes; a Ctrl-C that took it back must wait, for the letter is out already: it comes
        again when all is said of this one."""
        try:
            return self._write(ready, letter, edits, summary)
        except KeyboardInterrupt:
            made = self._write(ready, letter, edits, summary)
            signal.raise_signal(signal.SIGINT)
            return made

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

    def _logged(self, ready: Ready) -> Callable[[bytes | None], bytes]:
        dossier, custom = ready.dossier, self._book.policy.fields

        def apply(before: bytes | None) -> bytes:
            if before is None:
                raise Refusal(_("{path} is gone").format(path=dossier.path))
            kind: Any = GROUPS["customer"]
            wanted = Wanted(log=ready.entry)
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
            raise Refusal(_("somebody else is sending it just now"))
        return written(letter)

    return apply


def _next(letter: Letter, after: Letter) -> Callable[[bytes | None], bytes]:
    """The edit that ends a try: the state must still be that of this try."""

    def apply(before: bytes | None) -> bytes:
        found = None if before is None else read_letter(letter.path, before)
        if isinstance(found, Finding) or found is None or found.attempt != letter.attempt:
            raise Refusal(_("{path} was changed meanwhile").format(path=letter.path))
        return written(after)

    return apply


def _by_hand(ready: Ready) -> str:
    """The command that writes the log line of a letter."""
    line = ready.entry.read()
    words = ["dossier", "log", ready.dossier.id, line.event, "out", line.text]
    words += ["--date", str(line.date), "--by", ready.member]
    words += ["--amount", f"{line.money.currency} {line.money.amount:,f}"] if line.money else []
    return shlex.join(words)


def _said(made: Written) -> list[str]:
    carried = _("held changes that were not committed; they went into this commit")
    return [*(f"{path} {carried}" for path in made.carried), *made.remarks]
