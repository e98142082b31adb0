"""The log line of a mail that came in: no more of it than the book's policy says (M36, promise 31).

The line ends with a tag made of the Message-ID, so that the same mail is never logged twice, not
even by two colleagues who both got it.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from email.utils import parsedate_to_datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dossierkit.mail.incoming.decoding import body_text, header, one_line, raw_header
from dossierkit.mail.incoming.letter_box import Mail
from dossierkit.mail.incoming.nature import Nature
from dossierkit.text.event import Direction
from dossierkit.text.log_line import Bullet, format_log_line
from dossierkit.text.scalar import CannotEdit

KEPT_CHARACTERS = 500
"""Characters of a mail that go into the log with `mail.keep: text`."""

_LONGEST_SUBJECT = 160
_FIRST_YEAR = 1995
_TAG = re.compile(r"#mail-[a-z]+")
_LETTERS = str.maketrans("0123456789", "ghijklmnop")


class Moment(NamedTuple):
    """When a mail was written, in the book's time zone; without a time where that is not known."""

    day: datetime.date
    clock: datetime.time | None


def moment_of(mail: Mail, timezone: str | None, today: datetime.date) -> Moment:
    """When a mail was written by its own word; a day to come, or one before there was such mail,
    counts as received today."""
    try:
        written = parsedate_to_datetime(raw_header(mail, "Date"))
        if written.tzinfo is None:
            written = written.replace(tzinfo=datetime.UTC)
        here = written.astimezone(_zone(timezone))
    except (ValueError, TypeError, OverflowError, IndexError):
        return Moment(today, None)
    if here.date() > today or here.year < _FIRST_YEAR:
        return Moment(today, None)
    return Moment(here.date(), here.time().replace(second=0, microsecond=0))


def _zone(timezone: str | None) -> datetime.tzinfo:
    try:
        return ZoneInfo(timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return datetime.UTC


def tag_of(mail: Mail) -> str:
    """The tag that a mail is known again by, without the `#`."""
    identity = raw_header(mail, "Message-ID").strip()
    if not identity:
        identity = "\n".join(raw_header(mail, name) for name in ("From", "Date", "Subject"))
    data = identity.encode("utf-8", "backslashreplace")
    return "mail-" + hashlib.sha256(data).hexdigest()[:12].translate(_LETTERS)


def bullet_of(mail: Mail, nature: Nature, moment: Moment, keep: str) -> Bullet:
    """The log line of a mail; that of a machine's answer is a note. `keep` is `subject`, `none` or
    `text`: then the first 500 characters follow, without what is quoted."""
    event = "email" if nature == "answer" else "note"
    what = _subject(mail) if keep != "none" else "mail"
    what = what if nature == "answer" else f"automatic answer: {what}"
    text = f"{what} #{tag_of(mail)}"
    more = _beginning(body_text(mail)) if keep == "text" else ""
    direction: Direction | None = "in" if event == "email" else None
    try:
        return format_log_line(
            event, moment.day, f"{text}\n{more}", clock=moment.clock, direction=direction
        )
    except CannotEdit:
        return format_log_line(event, moment.day, text, clock=moment.clock, direction=direction)


def _subject(mail: Mail) -> str:
    return _cut(_quiet(header(mail, "Subject")), _LONGEST_SUBJECT) or "(no subject)"


def _beginning(text: str) -> str:
    lines = [line for line in map(one_line, text.split("\n")) if line]
    return _quiet(_cut("\n".join(lines), KEPT_CHARACTERS))


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _quiet(text: str) -> str:
    """Text that is no link to a dossier, and no tag of ours."""
    return _TAG.sub("", text).replace("[[", "[").replace("]]", "]").strip()
