"""Whose mail it is: by the address it comes from in any spelling, else by the letter it answers."""

from __future__ import annotations

from collections import defaultdict
from email import message_from_bytes
from typing import Literal, NamedTuple

from dossierkit.book.book import Book
from dossierkit.book.keys import mailbox
from dossierkit.book.sent import letter_with
from dossierkit.mail.incoming.letter_box import Mail
from dossierkit.mail.incoming.sender import message_ids, sender_address
from dossierkit.mail.outbox import OUTBOX
from dossierkit.mail.stops import unreadable_boxes

_HEAD = 16 * 1024

Found = Literal["customer", "several", "ours", "unreadable", "unknown"]


class Whose(NamedTuple):
    """Who wrote: the customer, or several that share the address, or the unreadable file that holds
    it. `is_new_address`: known by the letter it answers, not by the address."""

    found: Found
    ids: tuple[str, ...] = ()
    is_new_address: bool = False


class Senders:
    """Who may write to a book; looks at every dossier once."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._boxes: dict[str, list[str]] = defaultdict(list)
        for dossier in book.customers.values():
            reach = dossier.facts.reach
            old = (one.address for one in reach.bounced if one.address)
            for box in dict.fromkeys(map(mailbox, (*reach.email, *old))):
                self._boxes[box].append(dossier.id)
        own = (member.facts.email for member in book.members.values())
        self._ours = {mailbox(address) for address in own if address}
        self._drafts: dict[str, str] | None = None

    def holders(self, address: str) -> tuple[str, ...]:
        """The customers with an address, by id."""
        return tuple(self._boxes.get(mailbox(address), ()))

    def of(self, mail: Mail) -> Whose:
        """Whose a mail is."""
        address = sender_address(mail)
        box = mailbox(address) if address else ""
        if box in self._ours:
            return Whose("ours")
        ids = self._boxes.get(box, [])
        if len(ids) == 1:
            return Whose("customer", (ids[0],))
        answered = self.answered(mail)
        if answered and (not ids or answered in ids):
            return Whose("customer", (answered,), is_new_address=not ids)
        if ids:
            return Whose("several", tuple(ids))
        file = unreadable_boxes(self._book).get(box)
        return Whose("unreadable", (file.path,)) if file else Whose("unknown")

    def answered(self, mail: Mail) -> str | None:
        """The customer whose letter of ours a mail answers, by `In-Reply-To` and `References`."""
        for identity in message_ids(mail, "In-Reply-To", "References"):
            sent = letter_with(self._book.root, identity)
            found = sent.customer if sent else self._drafted().get(identity)
            if found in self._book.customers:
                return found
        return None

    def _drafted(self) -> dict[str, str]:
        """The customers of drafts, by Message-ID: some are sent by hand."""
        if self._drafts is None:
            self._drafts = {}
            for file in sorted((self._book.root / OUTBOX).glob("*.eml")):
                try:
                    with file.open("rb") as stream:
                        head = message_from_bytes(stream.read(_HEAD))
                except OSError:
                    continue
                customer = str(head.get("X-Dossier-Letter", "")).partition(" ")[0]
                for identity in message_ids(head, "Message-ID"):
                    self._drafts.setdefault(identity, customer)
        return self._drafts
