"""`dossier take`: a dossier of the pool becomes somebody's, in one commit."""

from __future__ import annotations

from datetime import date

import click

from dossierkit.book.book import Book
from dossierkit.book.change import Wanted
from dossierkit.cli.completing import WHO
from dossierkit.cli.entry_days import entry_days
from dossierkit.cli.held import held_since
from dossierkit.cli.opening import find_who, open_book
from dossierkit.cli.options import book_option, on_option
from dossierkit.cli.output import remark
from dossierkit.cli.saving import Draft, save, say_saved
from dossierkit.history.commit import Message
from dossierkit.method.pool import place_of
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.text.translation import _


@click.command("take")
@click.argument("who", type=WHO)
@click.option("--by", "member", metavar="MEMBER", help="Who takes it (default: you, for git).")
@click.option("--why", default="", metavar="TEXT", help="The reason, for the history.")
@on_option
@book_option
def command(who: str, member: str | None, why: str, on: date | None, book_path: str | None) -> int:
    """Take WHO from the pool: one line and one commit make you the owner.

    \b
    Examples:
      dossier take anna
      dossier take anna --by tom --why "speaks her language"

    Who you are is read from git: the member whose 'email' is the address of your commits. Only what
    is in the pool (dossier pool) can be taken; customers of a colleague pass on with 'dossier
    handover'. If two of you take the same one at the same time, the next 'dossier sync' asks.
    """
    book = open_book(book_path)
    day = on or date.today()
    taker = _taker(book, member)
    dossier = find_who(who, book.customers, book)
    taking = _Taking(book, dossier, taker, day)
    taking.require(dossier)
    summary = " ".join(filter(None, (taking.source, f"to {taker}")))
    message = Message("take", dossier.id, summary, why, (dossier.id,))
    saved = save(book, [Draft(dossier, "customer", taking.want)], message)
    say_saved(saved)
    remark(
        _("next: dossier show {id}, then get in touch: dossier due --why {id}").format(
            id=dossier.id
        )
    )
    return 0


class _Taking:
    """One dossier that somebody takes on a day."""

    def __init__(self, book: Book, dossier: Dossier[Customer], taker: str, day: date) -> None:
        self.book, self.taker, self.day = book, taker, day
        self.owner = dossier.facts.owner
        self.source = f"from {self.owner}" if self.owner else ""
        self.entered = entry_days(book, day).get(dossier.id)
        self.held = held_since(book, [dossier], "owner", day).get(dossier.id)

    def want(self, present: Dossier[Customer]) -> Wanted:
        """The new owner, if the file still allows it at the moment of writing."""
        if present.facts.owner != self.owner:
            now = present.facts.owner or _("nobody")
            raise click.ClickException(
                _("{id} was just given to {now}; nothing was written: dossier pool").format(
                    id=present.id, now=now
                )
            )
        self.require(present)
        return Wanted({("owner",): self.taker})

    def require(self, dossier: Dossier[Customer]) -> None:
        """An expected failure if it is not in the pool, or theirs anyway."""
        owner, who = dossier.facts.owner, dossier.id
        if dossier.facts.consent.do_not_contact:
            raise click.ClickException(
                _("{who} asked not to be contacted: nobody's to take").format(who=who)
            )
        if owner == self.taker:
            raise click.ClickException(
                _(
                    "{who} is {owner}'s already; to keep it, get in touch: dossier due --why {who}"
                ).format(who=who, owner=owner)
            )
        place = place_of(self.book, dossier, self.day, self.entered, self.held)
        if place is None or not place.is_inside(self.day):
            whose = (
                _("it is {owner}'s").format(owner=owner) if owner else _("its owner can't be read")
            )
            when = (
                _(" until {since} (that day it falls in)").format(since=place.since)
                if place and place.since
                else ""
            )
            remedy = f"dossier handover {owner} {self.taker}" if owner else "dossier check"
            raise click.ClickException(
                (
                    _(
                        "{who} is not in the pool: {whose}{when}; nothing was written. To pass on "
                        "all of theirs: {remedy}"
                    )
                    if owner
                    else _(
                        "{who} is not in the pool: {whose}{when}; nothing was written. Mend it "
                        "first: {remedy}"
                    )
                ).format(who=who, whose=whose, when=when, remedy=remedy)
            )


def _taker(book: Book, member: str | None) -> str:
    """The member who takes: the one named, else the one with the address of git's author."""
    listed = ", ".join(sorted(book.members)) or _("nobody: put a file into dossiers/team/")
    if member is not None:
        if member not in book.members:
            raise click.ClickException(
                _("there is no member '{member}'; there is {listed}").format(
                    member=member, listed=listed
                )
            )
        return member
    from dossierkit.history.author import author_address

    address = author_address(book.root)
    if address is None:
        raise click.ClickException(
            _("git does not know who you are; say who takes it: --by MEMBER")
        )
    found = [
        one.id
        for one in book.members.values()
        if one.facts.email and one.facts.email.casefold() == address.casefold()
    ]
    if len(found) != 1:
        which = _("several members have") if found else _("no member has")
        raise click.ClickException(
            _(
                "git knows you as {address}, and {which} this address; say who takes it: --by "
                "MEMBER; there is {listed}"
            ).format(address=address, which=which, listed=listed)
        )
    return found[0]
