"""What a bounce means for the book: whose address it is, and what their dossier is to say."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any, NamedTuple

from dossierkit.book.book import Book
from dossierkit.book.change import Wanted, Wish
from dossierkit.book.keys import mailbox
from dossierkit.book.sent import letter_with
from dossierkit.mail.incoming.returned import Returned
from dossierkit.mail.incoming.whose import Senders
from dossierkit.mail.stops import CUSTOMERS, unreadable_boxes
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.text.log_line import format_log_line
from dossierkit.text.nodes import Mapping, Sequence, plain
from dossierkit.text.translation import _

_FIELD = ("reach", "bounced")


class Bounced(NamedTuple):
    """An address that mail came back from, and the customers it belongs to.

    `is_known`: all of their dossiers say so already. `remedies` are sentences on what a person
    should do next.
    """

    returned: Returned
    ids: tuple[str, ...]
    day: datetime.date
    tag: str
    is_known: bool
    remedies: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """What came of it, in words."""
        address, said = self.returned.address, self.returned.said
        if self.is_known:
            return _("{address}: noted before").format(address=address)
        if self.returned.is_dead:
            return _("nothing more is sent to {address}: {said}").format(address=address, said=said)
        return _("mail to {address} came back for now: {said}").format(address=address, said=said)

    def want(self, present: Dossier[Customer]) -> Wanted:
        """What a dossier is to say: the dead address, and a note in the log."""
        if _says(present, self.returned, self.tag):
            return Wanted()
        address, said = self.returned.address, self.returned.said
        tag = f" #{self.tag}" if self.tag else ""
        text = f"mail to {address} came back: {said.replace('[[', '[')}{tag}"
        fields: dict[tuple[str, ...], Wish] = {}
        if self.returned.is_dead and not _is_marked(present, address):
            entry = {"address": address, "date": self.day.isoformat(), "reason": said}
            fields[_FIELD] = [*_items(present), entry]
        return Wanted(fields, format_log_line("note", self.day, text))

    def data(self) -> dict[str, Any]:
        """What `bounce --format json` prints of it."""
        return {
            "address": self.returned.address,
            "ids": [*self.ids],
            "dead": self.returned.is_dead,
            "status": self.returned.status,
            "reason": self.returned.reason,
            "noted_before": self.is_known,
        }


def bounces_of(
    book: Book, told: Iterable[tuple[Returned, str]], today: datetime.date
) -> list[Bounced]:
    """What bounces mean for a book, each address once. Each comes with the tag of the mail that
    tells of it, or an empty text. Nobody's address is looked for by the letter that came back."""
    senders = Senders(book)
    found: dict[str, Bounced] = {}
    for returned, tag in told:
        ids = senders.holders(returned.address)
        ids = ids or tuple(_by_letter(book, returned))
        is_known = bool(ids) and all(_says(book.customers[who], returned, tag) for who in ids)
        one = Bounced(returned, ids, today, tag, is_known, ())
        before = found.get(mailbox(returned.address))
        if before is None or (returned.is_dead and not before.returned.is_dead):
            found[mailbox(returned.address)] = one
    dead = {box for box, one in found.items() if one.returned.is_dead}
    return [one._replace(remedies=tuple(_remedies(book, one, dead))) for one in found.values()]


def _by_letter(book: Book, returned: Returned) -> list[str]:
    """The customer to whom the letter that came back was sent, to this very address."""
    box = mailbox(returned.address)
    letters = (letter_with(book.root, identity) for identity in returned.letters)
    ids = [one.customer for one in letters if one and mailbox(one.address) == box]
    return [one for one in ids if one in book.customers][:1]


def _remedies(book: Book, one: Bounced, dead: set[str]) -> Iterable[str]:
    address = one.returned.address
    if not one.ids:
        file = unreadable_boxes(book).get(mailbox(address))
        if file:
            yield _("{address} stands in {path}, which can't be read: mend it, then again").format(
                address=address, path=file.path
            )
        else:
            yield _("{address} is nobody's address in {customers}: nothing was noted").format(
                address=address, customers=CUSTOMERS
            )
    for who in one.ids:
        reach = book.customers[who].facts.reach
        gone = dead | {mailbox(b.address) for b in reach.bounced if b.address}
        if one.returned.is_dead and all(mailbox(a) in gone for a in reach.email):
            yield (
                _(
                    "{who} can't be reached by mail any more; ask for another address: dossier "
                    "set {who} reach.email --add ADDRESS"
                ).format(who=who)
            )


def _says(dossier: Dossier[Customer], returned: Returned, tag: str) -> bool:
    """Whether a dossier says it already."""
    if returned.is_dead:
        return _is_marked(dossier, returned.address)
    return bool(tag) and any(tag in line.tags for line in dossier.log.lines)


def _is_marked(dossier: Dossier[Customer], address: str) -> bool:
    marked = (one.address for one in dossier.facts.reach.bounced if one.address)
    return mailbox(address) in map(mailbox, marked)


def _items(dossier: Dossier[Customer]) -> list[Any]:
    """The entries of `reach.bounced` as they stand in the file."""
    reach = dossier.header.get("reach")
    node = reach.get("bounced") if isinstance(reach, Mapping) else None
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    value = None if node is None else plain(node)
    return [] if value is None else [value]
