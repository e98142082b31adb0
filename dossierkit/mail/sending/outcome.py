"""What became of handing one letter over, and what can be in the way of handing over any."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from dossierkit.book.sent import FAILED, SENT, UNCERTAIN

PUT = "put into"
"""How the reply begins for a letter that lies in the Drafts of a mail account."""

_LONGEST_REPLY = 300


class NoLine(Exception):
    """There is no line to the server, so no letter can go; the text says why and what to do."""


class Outcome(NamedTuple):
    """`state` is `sent`, `failed` or `uncertain`; `reply` is what the server said, as one line;
    `is_passing` is whether a failure may pass by itself (RFC 5321: replies of 400 to 499, and a
    line that broke before the letter was on it). `ends` says why the next letter would fare no
    better, with the remedy; it is empty where that is not so."""

    state: str
    reply: str
    is_passing: bool = False
    ends: str = ""


class Line(Protocol):
    """A way to hand letters over, one after the other."""

    def open(self) -> None:
        """Gets ready for the next letter, and does nothing if it is; raises NoLine."""

    def hand_over(self, sender: str, recipient: str, message: bytes) -> Outcome:
        """Hands one message over, to one recipient; never raises an error of the line."""

    def close(self) -> None:
        """Takes leave of the server."""


def sent(reply: str) -> Outcome:
    """It is theirs now."""
    return Outcome(SENT, one_line(reply))


def refused(code: int, reply: str) -> Outcome:
    """The server said no: for now (400 to 499), or for good."""
    return Outcome(FAILED, one_line(f"{code} {reply}"), 400 <= code < 500)


def broken(why: str) -> Outcome:
    """The line broke before any of the letter was on it: it can't have arrived."""
    return Outcome(FAILED, one_line(why), True)


def unknown(why: str) -> Outcome:
    """The line broke when the letter was on it: it may have arrived."""
    return Outcome(UNCERTAIN, one_line(why))


def one_line(text: str) -> str:
    """A server's words, printable and not endless."""
    shown = "".join(mark if mark.isprintable() else " " for mark in text)
    return " ".join(shown.split())[:_LONGEST_REPLY]
