"""The preview of an import, for people."""

from __future__ import annotations

import shlex
from collections import defaultdict
from collections.abc import Iterable, Sequence

from dossierkit.cli.import_files import Incoming
from dossierkit.cli.output import (
    Column,
    columns_of_terminal,
    cut,
    indented,
    paint,
    safe,
    say,
    table,
)
from dossierkit.exchange.plan.entry import Change, Entry, Plan
from dossierkit.exchange.plan.told import NEW
from dossierkit.text.finding import Finding
from dossierkit.text.translation import _, plural, word

_SHOWN_PLACES = 3


def say_plan(files: Sequence[Incoming], plan: Plan, findings: Sequence[Finding]) -> None:
    """Prints what would be added, updated and left alone, and why."""
    for file in files:
        said = plural("{name} ({kind}): one entry", "{name} ({kind}): {count} entries", _len(file))
        say(safe(said.format(name=file.name, kind=file.kind, count=_len(file))))
    _say_added(plan)
    _say_updates(plan)
    _say_unsettled(plan, "ambiguous", _("ambiguous, left alone until you say who it is"), "yellow")
    _say_unsettled(plan, "refused", _("refused"), "red")
    _say_findings(findings)


def _len(file: Incoming) -> int:
    return len(file.arrived.arrivals)


def _head(text: str, count: int, colour: str) -> None:
    say()
    say(paint(f"{text}: {count}", colour))


def _say_added(plan: Plan) -> None:
    people = [entry for entry in plan.entries if entry.verdict == "add" and entry.id]
    if people:
        _head(_("new customers"), len(people), "green")
        columns = [
            Column(_("WHO"), shrinks=True),
            Column(_("NAME"), shrinks=True),
            Column(_("COMPANY"), shrinks=True),
            Column(_("REACH"), shrinks=True),
            Column(_("FIRST")),
            Column(_("FROM"), shrinks=True),
        ]
        for line in table(columns, [_row(entry) for entry in people]):
            say(f"  {line}" if not columns_of_terminal() else line)
        _say_first_contacts(people)
    begun = {e.company: e for e in plan.entries if e.is_new_company and e.verdict != "refused"}
    if begun:
        _head(_("new companies"), len(begun), "green")
        for line in table(
            [Column(_("WHO"), shrinks=True), Column(_("FROM"))],
            [[name, entry.place] for name, entry in begun.items()],
        ):
            say(f"  {line}")


def _say_first_contacts(entries: Sequence[Entry]) -> None:
    days = sorted(entry.first_contact for entry in entries if entry.first_contact)
    if days:
        said = _("first contacts from {first} to {last}; for more or fewer a day: --spread N")
        say(indented(said.format(first=days[0], last=days[-1]), 2, columns_of_terminal()))


def _row(entry: Entry) -> list[str]:
    company = f"{entry.company} +" if entry.is_new_company else entry.company
    return [entry.id, entry.name, company, _reach(entry), entry.first_contact, entry.place]


def _reach(entry: Entry) -> str:
    """The first way to reach somebody new."""
    said = {change.field: change.new for change in entry.changes if change.of == "customer"}
    ways = ("reach.email", "reach.phone", "reach.whatsapp", "reach.wechat", "reach.linkedin")
    return next((said[way].split(", ")[0] for way in ways if way in said), "")


def _say_updates(plan: Plan) -> None:
    updates = [entry for entry in plan.entries if entry.verdict == "update"]
    updates += [one for entry in plan.entries if (one := _company_of_new(entry))]
    if updates:
        _head(_("updates"), len(updates), "green")
        _say_entries(updates)
    unchanged = [entry for entry in plan.entries if entry.verdict == "unchanged"]
    if unchanged:
        _head(_("unchanged"), len(unchanged), "bold")
        _say_entries([entry for entry in unchanged if entry.changes])


def _company_of_new(entry: Entry) -> Entry | None:
    """What a new customer's file says more of a company that is there."""
    told = tuple(change for change in entry.changes if change.of == "company")
    if entry.verdict != "add" or not told:
        return None
    return entry._replace(id="", changes=told)


def _say_entries(entries: Iterable[Entry]) -> None:
    for entry in entries:
        mark = f"  [{_('asked not to be contacted')}]" if entry.opted_out else ""
        name = entry.name if entry.id else f"({entry.name})"
        who = f"{entry.id or entry.company}  {name}{mark}  {entry.place}"
        say(indented(who, 2, columns_of_terminal()))
        for change in entry.changes:
            say(indented(_sentence(change), 6, columns_of_terminal()))


def _sentence(change: Change) -> str:
    of = f"{_('company')}: " if change.of == "company" else ""
    new = cut(change.new, 200)
    if change.kind == "conflict":
        said = _("{field} stays {old}; the file says {new}")
        old = change.old or _("empty")
        return of + said.format(field=change.field, old=cut(old, 200), new=new)
    if change.kind == "replace":
        said = _("{field}: {old} → {new}")
        return of + said.format(field=change.field, old=cut(change.old, 200), new=new)
    return f"{of}{'log' if change.kind == 'log' else change.field}: + {new}"


def _say_unsettled(plan: Plan, verdict: str, title: str, colour: str) -> None:
    entries = [entry for entry in plan.entries if entry.verdict == verdict]
    if not entries:
        return
    _head(title, len(entries), colour)
    for entry in entries:
        said = f"{entry.place}  {entry.name or '?'}: {entry.reason}"
        who = f" ({', '.join(entry.candidates)})" if entry.candidates else ""
        say(indented(said + who, 2, columns_of_terminal()))
    if verdict == "ambiguous":
        place, who = entries[0].place, next(iter(entries[0].candidates), "ID")
        said = _("if you know: --match {known}, or --match {new} for somebody new").format(
            known=shlex.quote(f"{place}={who}"), new=shlex.quote(f"{place}={NEW}")
        )
        say(indented(said, 2, columns_of_terminal()))


def _say_findings(findings: Sequence[Finding]) -> None:
    """Prints findings; those that say the same stand together."""
    groups: dict[tuple[str, str, str, str, str], list[Finding]] = defaultdict(list)
    for one in findings:
        groups[one.path, one.severity, one.code, one.message, one.hint].append(one)
    if groups:
        say()
    for same in groups.values():
        first = same[0]
        colour = "red" if first.is_error else "yellow"
        place = f"{safe(first.path)}:{first.line}:{first.column}"
        severity = paint(word(first.severity, "severity"), colour)
        say(f"{place}: {severity}: {safe(first.message)} [{first.code}]")
        if len(same) > 1:
            lines = ", ".join(str(one.line) for one in same[1 : _SHOWN_PLACES + 1])
            more = "" if len(same) <= _SHOWN_PLACES + 1 else " …"
            said = plural(
                "and once more, in line {lines}",
                "and {count} times more, in lines {lines}",
                len(same) - 1,
            )
            say(f"    {said.format(count=len(same) - 1, lines=lines)}{more}")
        if first.hint:
            say(f"    {safe(first.hint)}")
