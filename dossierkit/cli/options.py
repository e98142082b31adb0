"""Options and arguments that several commands share."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import date, time
from typing import Any, TypeVar

import click

from dossierkit.cli.language import LANGUAGE_OPTION
from dossierkit.schema.days import parse_day as parse_day
from dossierkit.text.translation import LANGUAGES, _, spoken

F = TypeVar("F", bound=Callable[..., Any])


class DayParam(click.ParamType[date]):
    """A date as one says it: 2026-11-25, today, tomorrow, +3d, -2w, +6m, fri (the next)."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        day = parse_day(str(value), date.today())
        if day is None:
            self.fail(
                _("'{value}' is no date; write it as 2026-11-25, today, +3d or fri").format(
                    value=value
                ),
                param,
                ctx,
            )
        return day


class TimeParam(click.ParamType[time]):
    """A time of the day: 9:30 or 09:30."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> time:
        if isinstance(value, time):
            return value
        match = re.fullmatch(r"(\d{1,2}):(\d{2})", str(value).strip(), re.ASCII)
        if match is None or int(match.group(1)) > 23 or int(match.group(2)) > 59:
            self.fail(_("'{value}' is no time; write it as 09:30").format(value=value), param, ctx)
        return time(int(match.group(1)), int(match.group(2)))


class DurationParam(click.ParamType[int]):
    """A number of days: 7d, 2w, or just 7."""

    name = "duration"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, int):
            return value
        match = re.fullmatch(r"(\d{1,4})([dw]?)", str(value).strip().lower(), re.ASCII)
        if match is None:
            self.fail(
                _("'{value}' is no duration; write it as 7d or 2w").format(value=value), param, ctx
            )
        return int(match.group(1)) * (7 if match.group(2) == "w" else 1)


KIND_WORDS = {
    "customers": "customer",
    "companies": "company",
    "countries": "country",
    "members": "member",
    "team": "member",
}
"""The kinds of dossiers in the plural, as one also says them."""


WITH_LOG = ("customer", "company")
"""The kinds of dossiers that have a log."""


class KindParam(click.ParamType[str]):
    """A kind of dossier, in the singular or the plural."""

    name = "kind"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        word = str(value).lower()
        kind = KIND_WORDS.get(word, word)
        if kind not in KIND_WORDS.values():
            self.fail(
                _("'{value}' is no kind; there are {kind_words}").format(
                    value=value, kind_words=", ".join(KIND_WORDS)
                ),
                param,
                ctx,
            )
        return kind


def book_option(function: F) -> F:
    """`--book PATH`, or DOSSIER_BOOK, or the folder one is in."""
    return click.option(
        "--book",
        "book_path",
        metavar="PATH",
        envvar="DOSSIER_BOOK",
        help="The folder that holds 'dossiers' (default: this one or one above).",
    )(function)


def books_option(function: F) -> F:
    """`--book PATH`, once or for each of several books; else DOSSIER_BOOK, or the folder one is
    in."""
    return click.option(
        "--book",
        "books",
        metavar="PATH",
        multiple=True,
        callback=_one_at_least,
        help="The folder that holds 'dossiers' (default: this one or one above); again for more.",
    )(function)


def _one_at_least(
    ctx: click.Context, param: click.Parameter, value: tuple[str, ...]
) -> tuple[str | None, ...]:
    """The books that are named, without any twice; else the one of the environment, or None."""
    return tuple(dict.fromkeys(value)) or (os.environ.get("DOSSIER_BOOK") or None,)


def on_option(function: F) -> F:
    """`--on DATE`: the day that counts as today."""
    return click.option(
        "--on",
        type=DayParam(),
        metavar="DATE",
        help="The day that counts as today: 2026-11-25, +3d, fri.",
    )(function)


def at_option(function: F) -> F:
    """`--at DATE|REV`: what the book said then."""
    return click.option(
        "--at",
        metavar="DATE|REV",
        help="As the book stood then: at the end of a day, or at a commit, tag or branch.",
    )(function)


def format_option(*formats: str) -> Callable[[F], F]:
    """`--format`, the first being the default."""
    return click.option(
        "--format",
        "output_format",
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        help="How the result is written.",
    )


def lang_option(function: F) -> F:
    """`--lang`, for a command that also says in which language it asks or advises."""
    return click.option(
        "--lang",
        "language",
        type=click.Choice(LANGUAGES),
        default=spoken,
        help=LANGUAGE_OPTION.help,
    )(function)
