"""Who gets no letter, and why: opt-outs first, whatever else a dossier says (DESIGN 5, 6.4).

Preview and sending ask the same object, so that nobody is mailed whom the preview did not show
(promises 3, 9, 32).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from dossierkit.book.book import Book
from dossierkit.book.erased import ERASED_PATH, ErasedList, erased_list
from dossierkit.book.keys import mailbox
from dossierkit.mail.duties import advertises, is_bulk, lacks_address, no_ground
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier, Unreadable
from dossierkit.schema.fact import is_opt_out
from dossierkit.text.finding import Finding
from dossierkit.text.source import MAX_FILE_BYTES
from dossierkit.text.translation import N_, _

CUSTOMERS = "dossiers/customers/"
OPTED_OUT = N_("opted out")

_ADDRESSES = (
    re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"),
    re.compile(r"[\w.%+-]+@[\w-]+(?:\.[\w-]+)+"),
)
_ENCODINGS = ("utf-8", "gb18030", "utf-16-le", "utf-16-be", "latin-1")
"""In which a file that can't be read may be written; what one garbles another one shows."""
_MISNAMED = ("id", "same-name")


class Stop(NamedTuple):
    """A letter that is not made. `quiet` sums it up where many are asked for (no failure then)."""

    id: str
    message: str
    quiet: str = ""


class Stops:
    """What stops letters in a book. Of an address everything counts that any dossier says in which
    its letter box stands."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._unreadable = unreadable_boxes(book)
        self._erased: ErasedList = book.once("erased list", lambda: erased_list(book.root))

    def _blocked(self, box: str) -> tuple[str, str]:
        """Who opts out for a letter box, and in which words; empty texts if nobody does."""
        for dossier in self._book.holders_of(box):
            if dossier.facts.consent.do_not_contact or dossier.stops_mail or _wish(dossier):
                return dossier.id, _("{path} opts out").format(path=dossier.path)
        file = self._unreadable.get(box)
        return (
            (file.id, _("it also stands in {path}, which can't be read").format(path=file.path))
            if file
            else ("", "")
        )

    def _refused(self, box: str) -> str | None:
        """Where marketing is refused for a letter box."""
        holders = self._book.holders_of(box)
        refusing = (one for one in holders if one.facts.consent.marketing == "refused")
        return next((_("{path} refuses marketing").format(path=one.path) for one in refusing), None)

    def _dead(self, box: str) -> str | None:
        """Where it is written that mail to a letter box came back."""
        for dossier in self._book.holders_of(box):
            for number, one in enumerate(dossier.facts.reach.bounced):
                if one.address and mailbox(one.address) == box:
                    return f"{dossier.path}:{dossier.line('reach', 'bounced', number)}"
        return None

    def stop(self, dossier: Dossier[Customer], purpose: str, *, many: bool = False) -> Stop | None:
        """Why this customer gets no letter of this purpose, or None. `many`: one of many asked
        for at once, which makes bulk mail of a kind of our own (`duties.is_bulk`)."""
        path = dossier.path
        if dossier.stops_mail:
            return Stop(
                dossier.id,
                _("{doubts}; mend this first").format(
                    doubts=_said(dossier.doubts or dossier.findings)
                ),
            )
        out = self._opt_out(dossier, is_bulk(purpose, many=many))
        if out:
            return Stop(dossier.id, out, _(OPTED_OUT))
        if dossier.doubts:
            return Stop(
                dossier.id, _("{doubts}; mend this first").format(doubts=_said(dossier.doubts))
            )
        if not dossier.facts.reach.email:
            return Stop(dossier.id, _("{path}: fill 'reach.email'").format(path=path))
        if self.address(dossier) is None:
            where = self._dead(mailbox(dossier.facts.reach.email[0]))
            return Stop(
                dossier.id,
                _(
                    "mail to every address of theirs came back ({where}); ask them for another "
                    "one: dossier set {id} reach.email --add ADDRESS"
                ).format(where=where, id=dossier.id),
                _("can't be reached by mail"),
            )
        if advertises(purpose, many=many) and (why := no_ground(self._book, dossier)):
            return Stop(dossier.id, why, _("did not agree to bulk mail"))
        return None

    def address(self, dossier: Dossier[Customer]) -> str | None:
        """Where letters to a customer go: the first address that mail did not come back from."""
        alive = (a for a in dossier.facts.reach.email if not self._dead(mailbox(a)))
        return next(alive, None)

    def draft_stop(
        self, customer: str, purpose: str, address: str, *, many: bool = False
    ) -> Stop | None:
        """Why a draft is not sent to an address, or None: all that stops a letter today, a dossier
        that is gone, another address by now, bulk mail without our own postal address."""
        dossier = self._book.customers.get(customer)
        if dossier is None:
            found = unreadable_stops(self._book, (customer,))
            gone = _("{customers}{customer}.md is gone; delete the draft").format(
                customers=CUSTOMERS, customer=customer
            )
            return found[0] if found else Stop(customer, gone)
        stop = self.stop(dossier, purpose, many=many)
        if stop:
            return stop
        now = self.address(dossier) or ""
        if mailbox(now) != mailbox(address):
            return Stop(
                customer,
                _("{path} has another address now, {now}; render it again").format(
                    path=dossier.path, now=now
                ),
            )
        lacking = lacks_address(self._book.policy, purpose, many=many)
        return Stop(customer, lacking) if lacking else None

    def _opt_out(self, dossier: Dossier[Customer], is_bulk_mail: bool) -> str | None:
        """Which opt-out concerns a customer, in words: their own one, or one of an address of
        theirs in any dossier and any spelling."""
        consent, path = dossier.facts.consent, dossier.path
        if consent.do_not_contact:
            day = f", {consent.opt_out}" if consent.opt_out else ""
            return _("asked not to be contacted ({path}{day})").format(path=path, day=day)
        if wish := _wish(dossier):
            return _(
                "{path}: {wish} looks like an opt-out; write it as consent.opt-out, or rename it"
            ).format(path=path, wish=wish)
        if is_bulk_mail and consent.marketing == "refused":
            return _("refused marketing ({path})").format(path=path)
        if self._erased and self._erased.find("id", dossier.id) is not None:
            return _("'{id}' belongs to somebody who was erased ({erased_path})").format(
                id=dossier.id, erased_path=ERASED_PATH
            )
        for address in dossier.facts.reach.email:
            box = mailbox(address)
            owner, why = self._blocked(box)
            if owner and owner != dossier.id:
                return _("no letters to {address}: {why}").format(address=address, why=why)
            if self._is_erased(address):
                return _("no letters to {address}: it belongs to somebody who was erased").format(
                    address=address
                )
            if is_bulk_mail and (refused := self._refused(box)):
                return _("no letters to {address}: {refused}").format(
                    address=address, refused=refused
                )
        return None

    def _is_erased(self, address: str) -> bool:
        return bool(self._erased) and any(self._erased.hits("", addresses=(address,)))


def stops_of(book: Book) -> Stops:
    """The one object that says for a book who gets no letter."""
    return book.once("stops of letters", lambda: Stops(book))


def unreadable_stops(book: Book, ids: Collection[str] | None = None) -> list[Stop]:
    """A stop for each customer whose file can't be read, with what is wrong; of some ids or all."""
    return [
        Stop(file.id, _("{findings}; mend this first").format(findings=_said(file.findings)))
        for file in book.unreadable
        if file.path.startswith(CUSTOMERS) and (ids is None or file.id in ids)
    ]


def unreadable_boxes(book: Book) -> dict[str, Unreadable]:
    """Letter boxes that stand in customers' files that can't be read, with the file; also in files
    that are no dossiers for their name only. Nothing outside the book is looked into."""
    named = [
        Unreadable(finding.path, finding.path, (finding,))
        for finding in book.refused
        if finding.code in _MISNAMED
    ]
    files = [file for file in (*book.unreadable, *named) if file.path.startswith(CUSTOMERS)]
    return {box: file for file in reversed(files) for box in _boxes_in(book, file.path)}


def _wish(dossier: Dossier[Customer]) -> str | None:
    """A tag that says what `consent` should say; fields that do are findings of the schema."""
    return next(
        (_("the tag '{tag}'").format(tag=tag) for tag in dossier.facts.tags if is_opt_out(tag)),
        None,
    )


def _said(findings: tuple[Finding, ...]) -> str:
    return "; ".join(map(str, findings))


def _boxes_in(book: Book, path: str) -> Iterator[str]:
    """Whatever looks like an address in a file that can't be read, in any encoding."""
    try:
        with (book.root / path).open("rb") as stream:
            data = stream.read(MAX_FILE_BYTES)
    except OSError:
        return
    for encoding in _ENCODINGS:
        text = data.decode(encoding, "replace").replace("\0", "")
        for pattern in _ADDRESSES:
            yield from map(mailbox, pattern.findall(text))
