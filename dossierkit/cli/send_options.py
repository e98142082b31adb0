"""How letters leave, and the yes that they need."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from dossierkit.cli.output import safe
from dossierkit.text.translation import _, plural

if TYPE_CHECKING:
    from dossierkit.cli.send_report import Report

_DIGITS = 9
_WAYS = ("imap", "mailto", "eml", "sent")


class Way(NamedTuple):
    """`smtp`, `imap`, `mailto`, `eml` (into `folder`), or `sent`: by hand, which is only noted."""

    name: str
    folder: str = ""

    @property
    def is_harmless(self) -> bool:
        """Whether nothing leaves this machine, and nothing is written down."""
        return self.name in ("mailto", "eml")


class YesParam(click.ParamType[str]):
    """A number of letters; another word is a draft that stands after a bare `--yes`."""

    name = "count"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        text = str(value)
        is_odd = text.isdecimal() and (len(text) > _DIGITS or not text.isascii())
        if text.startswith("-") or is_odd:
            self.fail(_("'{text}' is no number of letters").format(text=text), param, ctx)
        return text


def way_of(given: dict[str, Any]) -> Way:
    """The way that the options name; wrong usage for two."""
    chosen = [name for name in _WAYS if given[name]]
    if len(chosen) > 1:
        raise click.UsageError(_("choose one of --to-imap, --mailto, --eml and --sent"))
    return Way(chosen[0] if chosen else "smtp", given["eml"] or "")


def say_yes(root: Path, report: Report, way: Way, yes: int | bool) -> str | None:
    """Asks for the yes, or takes the one that was said; gives why it does not hold, if so."""
    from dossierkit.mail.sending.shown import fits

    count = len(report.letters)
    if yes is not False:
        refusal = fits(root, report.letters, None if yes is True else yes)
        if refusal and yes is not True and report.waiting and yes == count + len(report.waiting):
            return _("{count} go in one run, and you said {yes}: --limit {yes}").format(
                count=count, yes=yes
            )
        return refusal
    if not sys.stdin.isatty():
        return _("nothing goes without a yes: --yes {count}").format(count=count)
    what = {"imap": _("put into your drafts"), "sent": _("noted as sent")}.get(way.name, "sent")
    question = plural(
        "One letter will be {what}. Go on?", "These {count} letters will be {what}. Go on?", count
    ).format(what=what, count=count)
    return None if click.confirm(safe(question), default=False, err=True) else _("you said no")
