"""The values that may stand in a field, each with what it means."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from dossierkit.book.checks.codes import currencies
from dossierkit.book.countries import country_codes, country_facts
from dossierkit.book.files import FOLDERS
from dossierkit.editor.declared import REFERENCES, Entry, item_type
from dossierkit.editor.document import TEMPLATE, Placed
from dossierkit.editor.workspace import Workspace
from dossierkit.schema import codes, times
from dossierkit.schema.sensitive import SENSITIVE
from dossierkit.schema.types import OPT_OUT, YES_NO, Choice, in_words
from dossierkit.text.scalar import write_scalar
from dossierkit.text.translation import _, plural
from dossierkit.text.weekdays import short_weekday

MOST = 200
"""So many values are offered at once; the others come as one types."""

_DATES = (times.DATE, times.DATED_TEXT, times.AGREEMENT, times.OPT_OUT_DAY, times.PARTIAL_DATE)
_BEHIND_DATES = (times.DATED_TEXT, times.AGREEMENT, times.OPT_OUT_DAY)
_RHYTHMS = ("2d", "3d-4d", "7d", "10d", "14d-21d", "30d", "2m", "120d")


class Value(NamedTuple):
    """A value that may be written: `text` goes into the file, `search` is what finds it, `label`
    is shown, if it is not the text; `detail` says what it means. `kind` is `value`, `date`, `id`,
    `product`, `tag` or `event`."""

    text: str
    detail: str = ""
    kind: str = "value"
    label: str = ""
    search: str = ""

    @property
    def key(self) -> str:
        return (self.search or f"{self.label} {self.text} {self.detail}").casefold()


class Typed(NamedTuple):
    """The beginning of a value; whether it stands in brackets."""

    text: str
    in_flow: bool = False


def values(
    workspace: Workspace, placed: Placed, path: tuple[str, ...], entry: Entry, typed: Typed
) -> Iterator[Value]:
    """What may be written into a field in which something is typed."""
    target = REFERENCES.get((placed.kind, path))
    field = item_type(entry.type)
    if target is not None:
        yield from people(workspace, target, typed.text)
    elif placed.kind == TEMPLATE and path in (("purpose",), ("uses",)):
        sensitive = [f"customer.{'.'.join(one.names)}" for one in SENSITIVE]
        words = sorted(workspace.book.purposes) if path == ("purpose",) else sensitive
        yield from map(Value, words)
    elif isinstance(field, Choice):
        for value in field.values:
            said = in_words(value, path[-1])
            yield Value(value, said if said != value else "")
    elif field in (YES_NO, OPT_OUT):
        yield from (Value("true"), Value("false"))
    elif path == ("tags",):
        yield from tags(workspace)
    elif field in _DATES:
        yield from days(workspace.today, " " if field in _BEHIND_DATES else "")
    elif field in (times.RHYTHM, times.DURATION):
        yield from (Value(word) for word in _RHYTHMS if "-" not in word or field is times.RHYTHM)
    else:
        for one in _of_codes(workspace, field, path):
            yield one._replace(text=write_scalar(one.text, in_flow=typed.in_flow))


def people(workspace: Workspace, kind: str, typed: str = "") -> Iterator[Value]:
    """The dossiers of a kind, or of all, by their ids; only those in whose id or name there is what
    was typed."""
    folded = typed.strip("\"'").casefold()
    for one in (kind,) if kind else FOLDERS:
        for dossier_id, known in workspace.around.known(one):
            if folded not in known.key:
                continue
            detail = f"{known.name} ({known.company})" if known.company else known.name
            yield Value(dossier_id, detail, "id", search=known.key)


def tags(workspace: Workspace) -> Iterator[Value]:
    """The tags in use, the most frequent first."""
    used = workspace.around.tags()
    for tag in sorted(used, key=lambda one: (-used[one], one)):
        many = plural("used once", "used {count} times", used[tag]).format(count=used[tag])
        yield Value(tag, many, "tag", search=tag)


def days(today: date, behind: str = "", *, past: bool = False) -> Iterator[Value]:
    """Days as one says them, to be written as dates with `behind` after them; those that are over,
    or those to come."""
    ahead = {_("today"): 0, _("tomorrow"): 1, "+3d": 3, "+1w": 7, "+2w": 14, "+30d": 30}
    over = {_("today"): 0, _("yesterday"): -1, "-2d": -2, "-3d": -3, "-1w": -7}
    for label, count in (over if past else ahead).items():
        day = today + timedelta(count)
        yield Value(f"{day}{behind}", short_weekday(day), "date", label, f"{label} {day}")


def products(workspace: Workspace) -> Iterator[Value]:
    """The articles of the price list in force, and their groups."""
    rows = price_rows(workspace)
    groups: dict[str, int] = {}
    for row in rows:
        yield Value(row.sku, f"{row.name}, {row.currency} {row.price}/{row.unit}", "product")
        if row.group:
            groups[row.group] = groups.get(row.group, 0) + 1
    for group, count in groups.items():
        yield Value(group, _("group of {count} products").format(count=count), "product")


def price_rows(workspace: Workspace) -> list[Any]:
    """The rows of the price list in force today."""
    from dossierkit.prices.lists import list_on

    prices = list_on(workspace.book.price_lists, workspace.today)
    return list(prices.rows.values()) if prices else []


def _of_codes(workspace: Workspace, field: object, path: tuple[str, ...]) -> Iterator[Value]:
    if field is codes.SKU or path[-1:] == ("products",):
        yield from products(workspace)
    elif field is codes.COUNTRY or path == ("holidays", "calendar"):
        own = set(workspace.around.ids("country"))
        for code in sorted(country_codes(), key=lambda one: (one not in own, one)):
            facts = country_facts(code)
            names = f"{facts.name} {facts.name_zh}" if facts else ""
            yield Value(code, names)
    elif field is codes.CURRENCY:
        used = {row.currency for row in price_rows(workspace)}
        for currency in sorted(currencies(), key=lambda one: (one not in used, one)):
            yield Value(currency)
    elif field is codes.LANGUAGE:
        yield from _languages(workspace)
    elif field is codes.TIME_ZONE:
        from zoneinfo import available_timezones

        yield from (Value(zone) for zone in sorted(available_timezones()))


def _languages(workspace: Workspace) -> Iterator[Value]:
    found: dict[str, list[str]] = {}
    for code in sorted(country_codes()):
        facts = country_facts(code)
        for language in facts.languages if facts else ():
            found.setdefault(language, []).append(facts.name if facts else "")
    ours = workspace.policy.languages
    for language in sorted(found, key=lambda one: (one not in ours, one)):
        names = found[language]
        yield Value(language, ", ".join(names[:3]) + (" …" if len(names) > 3 else ""))
