"""Which drafts go, and why the others stay: the same questions for the list and for each letter
right before it is sent (promises 3, 6, 7, 32)."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Literal, NamedTuple

from dossierkit.book.book import Book
from dossierkit.book.sent import FAILED, SENT, Letter, letter_at, path_of
from dossierkit.mail.duties import is_bulk
from dossierkit.mail.headers import UnsafeHeader
from dossierkit.mail.message import Person, message_id
from dossierkit.mail.sending.draft import Draft
from dossierkit.mail.sending.entry import event_of, log_entry
from dossierkit.mail.sending.outdated import MakeAgain, outdated
from dossierkit.mail.sending.twins import DAYS_APART, Box, Twins, box_of
from dossierkit.mail.sending.wire import wire
from dossierkit.mail.stops import Stops
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.schema.member import Member
from dossierkit.text.finding import Finding
from dossierkit.text.log_line import Bullet
from dossierkit.text.scalar import CannotEdit
from dossierkit.text.translation import _

Why = Literal["stopped", "sent", "uncertain", "refused"]


class Ready(NamedTuple):
    """A letter that may go. `recipient` is the person of the dossier, `member` the one of us it
    comes from; `before` is what became of an earlier try; `entry` is its line in the log."""

    draft: Draft
    dossier: Dossier[Customer]
    member: str
    recipient: Person
    identity: str
    before: Letter | None
    entry: Bullet

    @property
    def key(self) -> str:
        """The letter's key: the same letter has the same one."""
        return self.identity[1:].partition("@")[0]

    @property
    def path(self) -> str:
        """Its state file, relative to the book."""
        return path_of(self.key, self.draft.key.day)

    def message(self, now: datetime.datetime) -> bytes:
        """The bytes that travel; raises UnsafeHeader."""
        return wire(self.draft, self.recipient, self.identity, now)


class Held(NamedTuple):
    """A draft that stays, and why: `sent` went out before, `uncertain` may have, `refused` was
    refused by the server for good."""

    shown: str
    id: str
    message: str
    why: Why = "stopped"


class Wishes(NamedTuple):
    """What the user said: `named` drafts may go again after a refusal, with `resend` also where it
    is not known what became of them."""

    named: bool = False
    resend: bool = False


class Planner:
    """Asks of drafts whether they may go, in one book as it was loaded, on one day."""

    def __init__(
        self, book: Book, day: datetime.date, wishes: Wishes, again: MakeAgain | None = None
    ) -> None:
        """`again` makes a letter once more from the book as it is: prices that the book does not
        say any more don't go out."""
        self._again = again
        self._book = book
        self._day = day
        self._wishes = wishes
        self._stops = Stops(book)
        self._twins = Twins(book.root)

    def plan(self, drafts: Iterable[Draft]) -> tuple[list[Ready], list[Held]]:
        """The letters that may go and the drafts that stay, in the order given."""
        ready: list[Ready] = []
        held: list[Held] = []
        known: dict[str, str] = {}
        boxes: dict[Box, str] = {}
        for draft in drafts:
            one = self.examine(draft)
            if isinstance(one, Ready):
                box = box_of(one.recipient.address, draft.key)
                twin = known.get(one.key) or (_is_bulk(draft) and boxes.get(box))
                if twin:
                    one = _held(
                        draft,
                        _("the same letter goes to the same address as {twin}").format(twin=twin),
                    )
                else:
                    known[one.key] = boxes[box] = draft.shown
            if isinstance(one, Ready):
                ready.append(one)
            else:
                held.append(one)
        return ready, held

    def examine(self, draft: Draft) -> Ready | Held:
        """A letter that may go, or why it stays."""
        key, address = draft.key, draft.recipient.address
        member = self._member(draft)
        if member is None:
            return _held(
                draft,
                _("it comes from {address}, which is nobody of ours").format(
                    address=draft.sender.address
                ),
            )
        identity = message_id(key, member.facts.email or "")
        before = letter_at(self._book.root, identity[1:].partition("@")[0], key.day)
        if isinstance(before, Finding):
            return _held(draft, f"{before}; {before.hint}", "uncertain")
        if before and (known := self._known(draft, before)):
            return known
        if is_bulk(key.purpose) and not draft.is_bulk:
            said = _("it is bulk mail and has lost its line 'List-Unsubscribe', the way out of it")
            return _held(draft, _("{said}; render it again").format(said=said))
        stop = self._stops.draft_stop(key.customer, key.purpose, address, many=draft.is_bulk)
        if stop:
            return _held(draft, stop.message)
        dossier = self._book.customers[key.customer]
        own = self._stops.address(dossier) or ""
        if not _is_same_address(own, address):
            return _held(
                draft,
                _("it goes to {address}, and {path} says {own}").format(
                    address=address, path=dossier.path, own=own
                ),
            )
        why = outdated(self._book, self._day, draft, dossier, self._again)
        if why or (why := self._told(draft, dossier)):
            return _held(draft, why)
        recipient = Person(draft.recipient.name or " ".join(dossier.facts.name.split()), own)
        try:
            entry = log_entry(draft, self._day, member.id)
            ready = Ready(draft, dossier, member.id, recipient, identity, before, entry)
            ready.message(datetime.datetime.now(datetime.UTC))
        except (UnsafeHeader, CannotEdit) as error:
            return _held(
                draft, _("{error}; mend that in the draft, or render it again").format(error=error)
            )
        return ready

    def _member(self, draft: Draft) -> Dossier[Member] | None:
        """Whom of us a draft comes from: the owner, where two share an address."""
        found = [
            one
            for one in self._book.members.values()
            if one.facts.email and _is_same_address(one.facts.email, draft.sender.address)
        ]
        dossier = self._book.customers.get(draft.key.customer)
        owner = dossier.facts.owner if dossier else None
        return next((one for one in found if one.id == owner), found[0] if found else None)

    def _known(self, draft: Draft, before: Letter) -> Held | None:
        """Why a letter that was begun before is not sent now."""
        when = f"{before.at:%Y-%m-%d %H:%M}"
        if before.state == SENT:
            return _held(
                draft, _("it went out on {when}, and goes only once").format(when=when), "sent"
            )
        if before.is_doubtful and not (self._wishes.named and self._wishes.resend):
            said = before.reply or _("the command was stopped in the middle")
            return _held(
                draft,
                _(
                    "it may have gone out on {when} ({said}); ask, or look into your mail "
                    "account; then: dossier send {shown} --resend, or --sent"
                ).format(when=when, said=said, shown=draft.shown),
                "uncertain",
            )
        if before.state == FAILED and not before.is_passing and not self._wishes.named:
            return _held(
                draft,
                _(
                    "the server refused it on {when}: {reply}; once that is mended, name it: "
                    "dossier send {shown}"
                ).format(when=when, reply=before.reply, shown=draft.shown),
                "refused",
            )
        return None

    def _told(self, draft: Draft, dossier: Dossier[Customer]) -> str | None:
        """Whether they have the same letter already: their log says so, for it was sent by hand or
        by a colleague; or somebody else's letter of the kind went to the same letter box."""
        event, tag = event_of(draft), draft.key.occasion
        if self._wishes.named and self._wishes.resend:
            return None
        if _is_bulk(draft) and (twin := self._twins.of(draft)):
            said = _("the same letter went to this address on {at:%Y-%m-%d} ({customer})").format(
                at=twin.at, customer=twin.customer
            )
            return _("{said}; delete the draft, or: dossier send {shown} --resend").format(
                said=said, shown=draft.shown
            )
        for line in dossier.log.lines:
            near = abs((line.date - self._day).days) <= DAYS_APART
            if line.event == "greeting" == event and tag and tag in line.tags and near:
                said = _("a greeting for it went out on {date} ({path}:{line})").format(
                    date=line.date, path=dossier.path, line=line.line
                )
                return _("{said}; delete the draft, or: dossier send {shown} --resend").format(
                    said=said, shown=draft.shown
                )
        return None


def _is_bulk(draft: Draft) -> bool:
    return is_bulk(draft.key.purpose, many=draft.is_bulk)


def _is_same_address(one: str, other: str) -> bool:
    return one.strip().lower() == other.strip().lower()


def _held(draft: Draft, message: str, why: Why = "stopped") -> Held:
    return Held(draft.shown, draft.key.customer, message, why)
