"""A quote as `dossier quote` prints it: a summary, the letter itself, or JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dossierkit.cli.output import remark, safe, say, say_json
from dossierkit.cli.price_data import line_data
from dossierkit.cli.price_words import money
from dossierkit.text.translation import _

if TYPE_CHECKING:
    from dossierkit.mail.letter import Letter
    from dossierkit.mail.quote_rows import Quote


def show_quote(letter: Letter, quote: Quote, path: str | None, output_format: str) -> None:
    """Prints a quote in one of the forms of `quote --format`, and what comes next."""
    if output_format == "json":
        say_json(_data(letter, quote, path))
    elif output_format in ("text", "html"):
        say(safe(_("Subject: {subject}").format(subject=letter.content.subject)))
        say("\n" + safe(getattr(letter.content, output_format), lines=True).rstrip("\n"))
    else:
        _say_summary(letter, quote)
    if path:
        if output_format == "eml":
            say(safe(path))
        remark(
            _("next: read it, change it in your mail program, then send it, which logs the quote")
        )
        remark(
            _("with its amount and last day; nothing is logged yet:\n  dossier send {path}").format(
                path=path
            )
        )


def _say_summary(letter: Letter, quote: Quote) -> None:
    terms = quote.offer.terms
    languages = ", ".join(letter.languages)
    say(
        safe(
            _("{number}  to {address}, in {languages} ({why})").format(
                number=quote.number,
                address=letter.recipient.address,
                languages=languages,
                why=letter.why,
            )
        )
    )
    for line in quote.offer.lines:
        row, price = line.price.row, line.price
        count = f"{line.quantity:,} {row.unit}".rstrip()
        amount = money(line.amount or quote.total, quote.currency)
        say(
            safe(
                _("  {count} {sku} at {money}: {amount}").format(
                    count=count,
                    sku=row.sku,
                    money=money(price.price, quote.currency),
                    amount=amount,
                )
            )
        )
    say(
        _("  total {money}, valid until {valid_until}").format(
            money=money(quote.total, quote.currency), valid_until=quote.valid_until
        )
    )
    say(safe(f"  {terms.incoterm} {terms.place}, {terms.payment}"))
    for condition in quote.offer.conditions:
        say(safe(f"  {condition}"))


def _data(letter: Letter, quote: Quote, path: str | None) -> dict[str, Any]:
    offer = quote.offer
    return letter.data() | {
        "path": path,
        "number": quote.number,
        "total": f"{quote.total:f}",
        "currency": quote.currency,
        "valid_until": quote.valid_until.isoformat(),
        "incoterm": offer.terms.incoterm,
        "place": offer.terms.place,
        "payment": offer.terms.payment,
        "concessions": [*offer.conditions],
        "lines": [line_data(offer, line) for line in offer.lines],
        "log": quote.note(),
    }
