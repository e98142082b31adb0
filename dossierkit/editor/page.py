"""What an editor shows beside a text: a few lines, in which text from files is never markup."""

from __future__ import annotations

from typing import NamedTuple

from dossierkit.text.markdown import plain

_JOINERS = "\u200c\u200d"
"""Invisible, but part of how names in Persian or Hindi and some emoji are written."""


class Page(NamedTuple):
    """A headline, and lines below it."""

    title: str
    lines: tuple[str, ...] = ()

    def and_then(self, other: Page | None) -> Page:
        """This page with another one below it."""
        return Page(self.title, (*self.lines, other.title, *other.lines)) if other else self

    def as_markdown(self) -> str:
        """As Markdown in which no text makes a link, an image, HTML or a heading."""
        lines = [f"**{plain(harmless(self.title))}**"]
        lines += [f"- {plain(harmless(line), at_start=True)}" for line in self.lines if line]
        return "\n".join([lines[0], "", *lines[1:]]).rstrip()

    def as_text(self) -> str:
        """As plain text."""
        return "\n".join(harmless(line) for line in (self.title, *self.lines) if line)


def harmless(text: str) -> str:
    """A text in one line, without characters that can't be seen or turn others around."""
    line = " ".join(text.split())
    return "".join(one if one.isprintable() or one in _JOINERS else "\ufffd" for one in line)
