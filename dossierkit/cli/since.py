"""`--since`: the first day of a span."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

import click

from dossierkit.cli.options import parse_day
from dossierkit.text.translation import _

F = TypeVar("F", bound=Callable[..., Any])


def since_option(default: str | None = None) -> Callable[[F], F]:
    """`--since`: the first day of a span, as a text that `since_day` reads."""
    return click.option(
        "--since",
        metavar="7d|DATE",
        default=default,
        show_default=default is not None,
        help="From that long ago, or from a day on: 7d, 3m, 2026-06-30.",
    )


def since_day(text: str, today: date) -> date:
    """The first day of a span that ends today: so long ago, or a date; else wrong usage."""
    from dossierkit.schema.times import parse_duration
    from dossierkit.schema.types import Refused
    from dossierkit.schema.values import Duration

    day = parse_day(text, today)
    try:
        ago = parse_duration(text.strip().lower())
        day = Duration(-ago.days, -ago.months).after(today)
    except (Refused, ValueError):
        pass
    if day is None:
        hint = _("write it as 7d, 2w, 3m or 2026-06-30")
        raise click.BadParameter(
            _("'{text}' is no day; {hint}").format(text=text, hint=hint), param_hint="'--since'"
        )
    return day
