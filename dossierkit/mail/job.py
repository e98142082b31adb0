"""What is sent to the worker for one letter, and what comes back. Plain data, cheap to import."""

from __future__ import annotations

from typing import Any, NamedTuple

MOST_CHARACTERS = 256 * 1024
"""A letter larger than this is stopped: no letter comes near it (promise 21)."""


class Template(NamedTuple):
    """A template as it stands in its file; lines count from 1.

    `uses` are the sensitive facts it may use, such as `customer.religion`; `sender` is the member
    it comes from, where that is not the customer's owner.
    """

    path: str
    purpose: str
    language: str
    subject: str
    subject_line: int
    body: str
    body_line: int
    uses: tuple[str, ...] = ()
    sender: str | None = None


class Job(NamedTuple):
    """A letter to render: templates (own language first), and what they know by name."""

    templates: tuple[Template, ...]
    names: dict[str, Any]


class Rendered(NamedTuple):
    """A letter's content; the subject is one line."""

    subject: str
    text: str
    html: str


class Failed(NamedTuple):
    """Why a letter could not be rendered, and where."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"
