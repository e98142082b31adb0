"""Where customers come from, and what it brought (M1)."""

from __future__ import annotations

from collections.abc import Sequence

from dossierkit.method.figures.ledger import Share
from dossierkit.method.figures.sources import Source, by_channel, details, exhibitions, undated
from dossierkit.report.known import Known
from dossierkit.report.sheet import Bar, Bars, Cell, Column, Picture, Section, Sheet, Shown, shown
from dossierkit.report.wording import said, several
from dossierkit.text.translation import _


def section(known: Known) -> Section:
    """Channels and exhibitions with people, orders, value and the share that bought."""
    channels = by_channel(known.ledger)
    return Section(
        name="sources",
        title=_("Where customers come from"),
        headline=_headline(known, channels),
        method=(
            _(
                "People count for the channel of their source, and with a first day only if they "
                "came since then (source.date, else the first touch). BOUGHT is how many of them "
                "ever ordered. Orders and value are those of the span, whenever their buyers came "
                "(M1)."
            )
        ),
        sheets=(
            _sheet(known, "channels", _("By channel"), "CHANNEL", channels),
            _sheet(
                known, "exhibitions", _("By exhibition"), "EXHIBITION", exhibitions(known.ledger)
            ),
            _sheet(
                known,
                "details",
                _("Other places that brought orders or several people"),
                "PLACE",
                details(known.ledger),
            ),
        ),
        pictures=_pictures(known, channels),
        remarks=tuple(_remarks(known)),
    )


def _sheet(known: Known, key: str, title: str, heading: str, sources: Sequence[Source]) -> Sheet:
    by_detail = key != "channels"
    columns = (
        Column("channel", "CHANNEL" if key != "exhibitions" else ""),
        *((Column("detail", heading, is_text=True),) if by_detail else ()),
        Column("people", "PEOPLE", is_number=True),
        Column("bought", "BOUGHT", is_number=True),
        Column("share", "SHARE", is_number=True),
        Column("customers", "ACTUAL", is_number=True),
        Column("orders", "ORDERS", is_number=True),
        Column("value", known.money, is_number=True),
    )
    return Sheet(
        key, title, columns, tuple(_row(one, by_detail) for one in sources), "", is_list=by_detail
    )


def _row(one: Source, by_detail: bool) -> tuple[Cell, ...]:
    text = one.detail and Shown(said(one.detail, "detail"), one.detail)
    detail = (text,) if by_detail else ()
    channel = Shown(said(one.channel, "channel"), one.channel)
    return (
        channel, *detail, one.people, one.bought.part, one.bought,
        one.customers, one.orders, one.value,
    )  # fmt: skip


def _headline(known: Known, channels: Sequence[Source]) -> str:
    if not channels:
        return _("Nobody has come yet.")
    first = channels[0]
    channel = said(first.channel, "channel")
    total = sum(one.value.rank for one in channels)
    if not int(total):
        people = several(first.people, "{count} person", "{count} people")
        return _("Most came by {channel}: {people}.").format(channel=channel, people=people)
    share = Share(int(first.value.rank), int(total))
    return _("Most of what was ordered came by {channel}: {share}.").format(
        channel=channel, share=shown(share)
    )


def _pictures(known: Known, channels: Sequence[Source]) -> tuple[Picture, ...]:
    if not channels:
        return ()
    values = tuple(
        Bar(said(one.channel, "channel"), (float(one.value.rank),), shown(one.value))
        for one in channels
        if one.value.rank
    )
    people = tuple(
        Bar(
            said(one.channel, "channel"),
            (float(one.bought.part), float(one.people - one.bought.part)),
            _("{part} of {people}").format(part=one.bought.part, people=one.people),
        )
        for one in sorted(channels, key=lambda one: (-one.people, one.channel))
        if one.people
    )
    titled = _("Value of orders by channel, {currency}").format(currency=known.ledger.currency)
    pictures: list[Picture] = [Bars(titled, values)] if values else []
    if people:
        pictures.append(Bars(_("People by channel"), people, (_("bought"), _("not yet"))))
    return tuple(pictures)


def _remarks(known: Known) -> list[str]:
    remarks = []
    ledger = known.ledger
    if count := undated(ledger):
        who = several(count, "{count} person has", "{count} people have")
        remarks.append(
            _("{who} neither a source date nor a touch, and are not counted as new").format(who=who)
        )
    unpriced = sum(line.money is None for person in ledger.people for line in ledger.orders(person))
    if unpriced:
        orders = several(unpriced, "{count} order has", "{count} orders have")
        remarks.append(
            _("{orders} no amount: counted, but worth nothing here").format(orders=orders)
        )
    stray = [
        line
        for company in known.book.companies.values()
        for line in company.log.lines
        if line.event == "order" and ledger.is_counted(line.date)
    ]
    if stray and ledger.owner is None:
        orders = several(len(stray), "{count} order stands", "{count} orders stand")
        remarks.append(
            _(
                "{orders} in a company's own log and count for nobody: move them to whoever ordered"
            ).format(orders=orders)
        )
    return remarks
