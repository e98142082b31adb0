"""Why a letter that was right when it was written is wrong by now: prices, occasions, the book."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import TypeAlias

from dossierkit.book.book import Book
from dossierkit.mail.price_rows import NoNews, price_news
from dossierkit.mail.purposes.greetings import neutral_fits
from dossierkit.mail.sending.again import Again
from dossierkit.mail.sending.draft import Draft
from dossierkit.mail.sending.entry import valid_until
from dossierkit.method.feasts.occasions import not_kept
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.text.translation import _

MakeAgain: TypeAlias = Callable[[Draft], Again]


def outdated(
    book: Book,
    day: datetime.date,
    draft: Draft,
    dossier: Dossier[Customer],
    again: MakeAgain | None,
) -> str | None:
    """Why a letter is wrong on a day, with the remedy; None if it is right. `again` makes it once
    more from the book as it is: prices that the book does not say any more don't go out."""
    key = draft.key
    refused = not_kept(key.occasion, dossier.facts, book.country_code(dossier.facts), day)
    if refused and not neutral_fits(book, dossier, key.occasion, key.day):
        return refused.sentence
    if key.purpose == "price-update" and (why := _old_prices(book, day, draft, dossier, again)):
        return why
    if key.purpose == "quote" and draft.note is None:
        return _("{stem}.json beside it is gone; write the quote again").format(
            stem=draft.file.stem
        )
    until = valid_until(draft)
    if until is not None and until < day:
        return _("its prices were valid until {until}; write it again").format(until=until)
    return None


def _old_prices(
    book: Book,
    day: datetime.date,
    draft: Draft,
    dossier: Dossier[Customer],
    again: MakeAgain | None,
) -> str | None:
    now, then = (price_news(book, dossier, one) for one in (day, draft.key.day))
    if isinstance(now, NoNews):
        return _("{message}; delete the draft").format(message=now.message)
    if isinstance(then, NoNews) or now.prices.path != then.prices.path:
        return _("{path} is in force now; render it again").format(path=now.prices.path)
    if again and not draft.is_edited:
        made = again(draft)
        if made.draft is None or made.draft.text != draft.text:
            return _("the book says something else by now; render it again")
    return None
