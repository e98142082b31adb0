"""What is sent to the worker for one letter, and what comes back. Plain data, cheap to import."""

from __future__ import annotations

from typing import Any, NamedTuple

MOST_CHARACTERS = 256 * 1024
"""A letter larger than this is stopped: no letter comes near it (promise 21)."""


class Template(NamedTuple):
    """A template as it stands in its file; lines count from 1.

    `uses` are the sensitive facts it may use, such as `customer.religion`; `sender` is the member
    it comes from, where that is not the customer's owner; their lines are those in the header.
    `attach` are the files that go along.
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
    uses_line: int = 1
    sender_line: int = 1
    attach: tuple[str, ...] = ()


class Job(NamedTuple):
    """A letter to render: templates (own language first), and what they know by name. `region` is
    the reader's country, which has its own way of writing figures and days."""

    templates: tuple[Template, ...]
    names: dict[str, Any]
    region: str = ""


class Order(NamedTuple):
    """A job as it is sent: what the worker has not seen yet.

    `new` are templates; `templates` say which of all that were sent, counted from 0, make the
    letter. `names` are those whose values are not the very ones of the letter before; `gone` have
    no value now.
    """

    new: tuple[Template, ...]
    templates: tuple[int, ...]
    names: dict[str, Any]
    gone: tuple[str, ...] = ()
    region: str = ""


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
