"""What kind of mail it is: a person's answer, a machine's, news to many, or one that came back.

A machine's answer is no answer: it closes no follow-up, and never counts as an opt-out.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Literal

from dossierkit.mail.incoming.decoding import body_text, header, raw_header
from dossierkit.mail.incoming.letter_box import Mail

Nature = Literal["answer", "automatic", "bounce"]

_WORDS = Path(__file__).with_name("words.json")
_PREFIXES = re.compile(
    r"\A(?:\s*(?:re|aw|antw|sv|rv|res|r|ref|rép|回复|回覆|答复|转发|返信|رد|отв|odp|ynt|fw|fwd|wg|tr|enc)"
    r"(?:\[\d+\])?\s*[:：])+\s*",
    re.IGNORECASE,
)
_FIRST_LINES = 6
_LONGEST_LINE = 160
_MACHINES = re.compile(r"(?:mailer-daemon|postmaster)@|mail delivery (?:sub)?system", re.IGNORECASE)
_RETURNED = re.compile(
    r"undeliver|delivery (?:status|fail|has failed|incomplete)|returned mail|failure notice"
    r"|mail delivery failed|unzustellbar|nicht zugestellt|non remis|échec de la remise|no entregado"
    r"|退信|系统退信|投递失败|配信不能|не доставлено",
    re.IGNORECASE,
)


def nature_of(mail: Mail) -> Nature:
    """What kind of mail it is (RFC 3834, RFC 3464, and what mail programs do instead)."""
    if is_bounce(mail):
        return "bounce"
    return "automatic" if _is_automatic(mail) else "answer"


def is_bounce(mail: Mail) -> bool:
    """Whether a mail server says that a mail did not arrive."""
    if mail.get_content_type() == "multipart/report":
        kind = mail.get_param("report-type")
        return isinstance(kind, str) and kind.lower() == "delivery-status"
    if mail.get("X-Failed-Recipients"):
        return True
    return bool(_MACHINES.search(raw_header(mail, "From"))) and bool(
        _RETURNED.search(header(mail, "Subject"))
    )


def _is_automatic(mail: Mail) -> bool:
    submitted = raw_header(mail, "Auto-Submitted").split(";")[0].strip().lower()
    if submitted not in ("", "no"):
        return True
    if any(mail.get(name) for name in ("X-Autoreply", "X-Autorespond", "X-Auto-Reply-From")):
        return True
    if raw_header(mail, "X-Auto-Response").strip().lower() not in ("", "no"):
        return True
    precedence = raw_header(mail, "Precedence").strip().lower()
    if precedence in ("auto_reply", "auto-reply", "bulk", "junk", "list") or mail.get("List-Id"):
        return True
    if raw_header(mail, "Return-Path").strip() == "<>":
        return True
    subject = bare_subject(mail).casefold().lstrip(" [【(*-")
    return subject.startswith(_words()["away"])


def bare_subject(mail: Mail) -> str:
    """The subject without `Re:` and its sisters."""
    return _PREFIXES.sub("", header(mail, "Subject")).strip()


def wants_out(mail: Mail) -> str | None:
    """The words in which a mail asks to get no more, or None. They are looked for in the subject
    and in the first lines, never in what is quoted: our own letters say how to get out."""
    said = _words()
    subject = bare_subject(mail)
    lines = [line.strip() for line in body_text(mail).split("\n") if line.strip()]
    for line in [subject, *lines[:_FIRST_LINES]]:
        folded = line.casefold().replace("’", "'")
        if folded.strip(" .!?。！,，;:\"'“”„«»()") in said["out-alone"]:
            return line
        if len(line) <= _LONGEST_LINE and any(word in folded for word in said["out"]):
            return line
    return None


@cache
def _words() -> dict[str, tuple[str, ...]]:
    data: dict[str, list[str]] = json.loads(_WORDS.read_text(encoding="utf-8"))
    return {name: tuple(word.casefold() for word in words) for name, words in data.items()}
