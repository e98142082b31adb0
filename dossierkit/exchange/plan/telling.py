"""What a file tells that no field takes, as lines of a log; nothing is told twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dossierkit.exchange.arrival import Arrival
from dossierkit.exchange.plan.checking import clean
from dossierkit.exchange.plan.entry import Change
from dossierkit.exchange.plan.subject import Subject
from dossierkit.text.finding import WARNING, Finding
from dossierkit.text.log_line import Bullet, format_log_line
from dossierkit.text.scalar import CannotEdit
from dossierkit.text.translation import _


def tell(subject: Subject, arrival: Arrival, on: date, findings: list[Finding]) -> list[Change]:
    """Adds the log lines and the note of an arrival to a dossier; says what is new."""
    bullets = [*_events(subject, arrival, on, findings), *_note(subject, arrival, on, findings)]
    for bullet in bullets:
        subject.tell(bullet)
    told = [" ".join((bullet.line, *(more.strip() for more in bullet.more))) for bullet in bullets]
    return [Change(subject.kind, "log", "log", "", text) for text in told]


def _events(
    subject: Subject, arrival: Arrival, on: date, findings: list[Finding]
) -> Iterator[Bullet]:
    if not arrival.log:
        return
    known = subject.events()
    for text in arrival.log:
        first, *more = text.replace("[[", "[ [").split("\n")
        bullet = Bullet(clean(first), tuple(f"  {clean(line)}" for line in more if line.strip()))
        try:
            event = bullet.read()
        except CannotEdit as error:
            findings.append(_left_out(arrival, str(error)))
            continue
        if event.date > on:
            said = _("{day} has not come yet, and a log tells what happened").format(day=event.date)
            findings.append(_left_out(arrival, said))
        elif event[:7] not in known:
            known.add(event[:7])
            yield bullet


def _note(
    subject: Subject, arrival: Arrival, on: date, findings: list[Finding]
) -> Iterator[Bullet]:
    """The lines of a note that do not stand in the dossier, as one line of the log."""
    bare = clean(arrival.note, lines=True).replace("[[", "[ [")
    lines = [line for line in bare.split("\n") if line and not subject.has_told(line)]
    if not lines:
        return
    try:
        yield format_log_line("note", on, "\n".join(lines))
    except CannotEdit as error:
        findings.append(_left_out(arrival, str(error)))


def _left_out(arrival: Arrival, said: str) -> Finding:
    hint = _("write it into the log by hand")
    return Finding(*arrival.spot(), WARNING, "log-line", said, hint)
