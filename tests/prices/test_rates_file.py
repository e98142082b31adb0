"""New rates go to the end of the book's file, in its own form, and none goes there twice."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from dossierkit.prices.rates_file import BrokenRates, add_rates, chosen
from dossierkit.schema.pricelist import Rate, read_rates
from dossierkit.text.source import decode

HEAD = b"date,from,to,rate,source\n"


def rate(day: str, quote: str, value: str, base: str = "EUR") -> Rate:
    return Rate(date.fromisoformat(day), base, quote, Decimal(value), "ECB", 2)


THURSDAY, FRIDAY = rate("2026-11-26", "USD", "1.1570"), rate("2026-11-27", "USD", "1.1573")
YEN = rate("2026-11-27", "JPY", "178.61")


def test_the_newest_day_or_all_since_one() -> None:
    rates = (FRIDAY, THURSDAY, YEN)
    assert chosen(rates) == (YEN, FRIDAY)
    assert chosen(rates, date(2026, 11, 26)) == (THURSDAY, YEN, FRIDAY)
    assert chosen(rates, date(2026, 11, 28)) == ()
    assert chosen(rates, None, ("USD",)) == (FRIDAY,)
    assert chosen((), None) == ()


def test_a_book_without_rates_gets_its_first() -> None:
    made = add_rates(None, [FRIDAY])
    assert made.content == HEAD + b"2026-11-27,EUR,USD,1.1573,ECB\n"
    assert add_rates(made.content, [FRIDAY]) == (made.content, (), ())


@pytest.mark.parametrize(
    ("before", "line"),
    [
        (HEAD + b"2026-11-18,USD,EUR,0.9,own", b"\n2026-11-27,EUR,USD,1.1573,ECB\n"),
        (HEAD.replace(b"\n", b"\r\n"), b"2026-11-27,EUR,USD,1.1573,ECB\r\n"),
        (HEAD.replace(b",", b";"), b"2026-11-27;EUR;USD;1.1573;ECB\n"),
        (b"\xef\xbb\xbf" + HEAD, b"2026-11-27,EUR,USD,1.1573,ECB\n"),
        (
            b"Note,Rate,To,From,Source,Date\nx,1,CNY,USD,own,2026-01-01\n",
            b",1.1573,USD,EUR,ECB,2026-11-27\n",
        ),
    ],
)
def test_lines_have_the_files_own_form(before: bytes, line: bytes) -> None:
    made = add_rates(before, [FRIDAY, FRIDAY])
    assert made.content == before + line
    again = read_rates(decode("rates.csv", made.content))
    assert [one.rate for one in again.rates][-1] == Decimal("1.1573")
    assert add_rates(made.content, [FRIDAY]).content == made.content


def test_what_stands_there_is_never_changed() -> None:
    before = HEAD + b"2026-11-27,EUR,USD,1.2,own bank\n"
    made = add_rates(before, [FRIDAY, YEN])
    assert made.content == before + b"2026-11-27,EUR,JPY,178.61,ECB\n"
    assert [(one.line, one.source) for one in made.kept] == [(2, "own bank")]


def test_nothing_is_added_to_a_file_with_errors() -> None:
    with pytest.raises(BrokenRates, match=r"rates\.csv:2:20: error: rate: 'x'"):
        add_rates(HEAD + b"2026-11-27,EUR,USD,x,\n", [FRIDAY])
