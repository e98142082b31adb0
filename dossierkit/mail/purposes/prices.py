"""Letters about prices: what changed (M43), and a quote."""

from __future__ import annotations

from typing import Any

from dossierkit.mail.facts import Facts, Gap, Place
from dossierkit.mail.price_rows import NoNews, PriceNews, price_news
from dossierkit.mail.purposes.task import Data, Purpose, Task, Unfit
from dossierkit.text.translation import _


def _price_update(task: Task) -> Data | Unfit:
    found = price_news(task.book, task.dossier, task.day)
    if isinstance(found, NoNews):
        return Unfit(found.message, "" if found.is_error else _("nothing changed"))
    return _names(found)


def _names(news: PriceNews) -> dict[str, Any]:
    ends = [row.valid_until for row in news.rows if row.valid_until]
    changes = [row.change for row in news.rows if row.change]
    rows = tuple(Facts(row, "row", Place(f"{news.prices.path}:{row.line}")) for row in news.rows)
    until = Gap("valid_until", _("{path}: fill 'valid_until'").format(path=news.prices.path))
    return {
        "prices": rows,
        "list_date": news.prices.start,
        "valid_until": min(ends, default=until),
        "rises": any(change > 0 for change in changes),
        "falls": any(change < 0 for change in changes),
    }


def _quote(task: Task) -> Data | Unfit:
    """What is quoted is said on the command line, so that it can't follow from the dossier."""
    who = task.dossier.id
    message = _("what to quote is not said: write 'dossier quote {who} SKU=QTY …'").format(who=who)
    return Unfit(message, _("need a quote of their own"))


PRICES = (
    Purpose(
        "price-update",
        "products that they buy and whose price changed",
        ("prices", "list_date", "valid_until", "rises", "falls"),
        _price_update,
    ),
    Purpose(
        "quote",
        "what 'dossier quote WHO SKU=QTY' says",
        ("lines", "total", "currency", "number", "valid_until", "concessions"),
        _quote,
    ),
)
