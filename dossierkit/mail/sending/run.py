"""One run: letter after letter, each at most once (promise 6).

Before a letter is handed over, it is written down as `pending`; afterwards, what became of it. A
run that is killed in between leaves it pending, which nobody sends again by chance.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, Protocol

from dossierkit.book.sent import SENT
from dossierkit.mail.sending.outcome import Line, NoLine, Outcome
from dossierkit.mail.sending.plan import Held, Ready
from dossierkit.text.interrupt import held as interrupts_held


class CannotBegin(Exception):
    """A letter could not be written down as pending, so it is not handed over. `ends` is whether
    the next one would fare no better; the text says why and what to do."""

    def __init__(self, message: str, *, ends: bool) -> None:
        super().__init__(message)
        self.ends = ends


class Ledger(Protocol):
    """Where it is written down what becomes of letters."""

    def check(self, ready: Ready) -> Ready | Held:
        """The letter as it may go at this very moment, or why it may not any more."""

    def begin(self, ready: Ready) -> bytes:
        """Writes it down as pending; gives what is to be handed over. Raises CannotBegin."""

    def end(self, ready: Ready, outcome: Outcome) -> Sequence[str]:
        """Writes down what became of it; gives remarks for the user. Raises nothing that a full
        disk or git can raise: the letter is gone, and the others wait."""


class Result(NamedTuple):
    """What became of one letter of a run; exactly one of `outcome` and `held` is there."""

    ready: Ready
    outcome: Outcome | None = None
    held: Held | None = None
    remarks: tuple[str, ...] = ()
    is_last: bool = False

    @property
    def is_good(self) -> bool:
        """Whether it went out."""
        return self.outcome is not None and self.outcome.state == SENT

    @property
    def said(self) -> str:
        """What the server said, or why the letter stayed."""
        return self.outcome.reply if self.outcome else self.held.message if self.held else ""


class Stopped(Exception):
    """The run ends before its last letter: the text says why; the rest may go another time."""


def send_all(
    letters: Sequence[Ready], line: Line, ledger: Ledger, rest: Callable[[], None]
) -> Iterator[Result]:
    """Hands letters over, one after the other, and says what became of each.

    `rest` is the pause between two. Raises Stopped where the others would fare no better: no line
    to the server, or nothing can be written down. Ctrl-C ends it between two letters.
    """
    is_first = True
    try:
        for ready in letters:
            if not is_first:
                rest()
            is_first = False
            yield (last := _one(ready, line, ledger))
            if last.is_last:
                raise KeyboardInterrupt
            if last.outcome and last.outcome.ends:
                raise Stopped(last.outcome.ends)
    finally:
        line.close()


def _one(ready: Ready, line: Line, ledger: Ledger) -> Result:
    """One letter. The line comes first: an opt-out that arrives while it is opened counts."""
    try:
        line.open()
    except NoLine as error:
        raise Stopped(str(error)) from error
    now = ledger.check(ready)
    if isinstance(now, Held):
        return Result(ready, held=now)
    result: Result | None = None
    try:
        with interrupts_held():
            result = _handed_over(now, line, ledger)
    except KeyboardInterrupt:
        if result is None:
            raise
        result = result._replace(is_last=True)
    return result


def _handed_over(now: Ready, line: Line, ledger: Ledger) -> Result:
    try:
        message = ledger.begin(now)
    except CannotBegin as error:
        if error.ends:
            raise Stopped(str(error)) from error
        return Result(now, held=Held(now.draft.shown, now.draft.key.customer, str(error)))
    outcome = line.hand_over(now.draft.sender.address, now.recipient.address, message)
    return Result(now, outcome, remarks=tuple(ledger.end(now, outcome)))
