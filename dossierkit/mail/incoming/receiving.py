"""What is to be done with mails that came in; nothing here is written."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any, Literal, NamedTuple

from dossierkit.book.book import Book
from dossierkit.mail.incoming.decoding import header
from dossierkit.mail.incoming.entry import bullet_of, moment_of, tag_of
from dossierkit.mail.incoming.letter_box import Mail
from dossierkit.mail.incoming.nature import Nature, nature_of, wants_out
from dossierkit.mail.incoming.sender import sender_address, sender_name
from dossierkit.mail.incoming.whose import Senders
from dossierkit.text.log_line import Bullet

Outcome = Literal["log", "again", "refused", "bounce", "ours", "unknown", "several", "unreadable"]
SUBJECT = "subject"


class Received(NamedTuple):
    """A mail: what becomes of it, whose it is, and the log line it makes.

    `log`: into the log of the customer `ids[0]`; `again`: it stands there already; `refused`:
    the dossier can't be written; `bounce`: it is
    for `dossier bounce`; `ours`: one of us wrote it; `several`: the customers `ids` share the
    address; `unreadable`: the files `ids` hold it. `wish` are the words in which they ask for no
    more mail, unless that is recorded already.
    """

    outcome: Outcome
    ids: tuple[str, ...]
    nature: Nature
    address: str | None
    name: str
    subject: str
    day: datetime.date
    tag: str
    bullet: Bullet
    wish: str | None
    is_new_address: bool

    def data(self) -> dict[str, Any]:
        """What `receive --format json` prints of it."""
        return {
            "outcome": self.outcome,
            "ids": [*self.ids],
            "nature": self.nature,
            "from": self.address,
            "name": self.name,
            "subject": self.subject,
            "date": self.day.isoformat(),
            "opt_out": self.wish,
            "new_address": self.is_new_address,
        }


def sort_out(book: Book, mails: Iterable[Mail], today: datetime.date) -> list[Received]:
    """What is to be done with each mail, in their order; the same mail counts once."""
    senders = Senders(book)
    keep = book.policy.mail.keep or SUBJECT
    known = {
        (dossier.id, tag)
        for dossier in book.customers.values()
        for line in dossier.log.lines
        for tag in line.tags
    }
    found = []
    for mail in mails:
        one = _sorted(book, senders, mail, today, keep)
        if one.outcome == "log":
            place = (one.ids[0], one.tag)
            one = one._replace(outcome="again") if place in known else one
            known.add(place)
        found.append(one)
    return found


def _sorted(book: Book, senders: Senders, mail: Mail, today: datetime.date, keep: str) -> Received:
    nature = nature_of(mail)
    whose = senders.of(mail)
    outcome: Outcome = "log" if whose.found == "customer" else whose.found
    moment = moment_of(mail, book.policy.timezone, today)
    return Received(
        outcome="bounce" if nature == "bounce" else outcome,
        ids=whose.ids,
        nature=nature,
        address=sender_address(mail),
        name=sender_name(mail),
        subject=header(mail, "Subject"),
        day=moment.day,
        tag=tag_of(mail),
        bullet=bullet_of(mail, nature, moment, keep),
        wish=wants_out(mail) if nature == "answer" and not _are_out(book, whose.ids) else None,
        is_new_address=whose.is_new_address,
    )


def _are_out(book: Book, ids: Iterable[str]) -> bool:
    """Whether it is recorded of all of them that they want no mail."""
    consents = [book.customers[one].facts.consent for one in ids if one in book.customers]
    return bool(consents) and all(c.do_not_contact or c.marketing == "refused" for c in consents)
