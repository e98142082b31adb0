"""Saving what a form says, by the one way to write; what is refused is said in the form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dossierkit.book.change import Refusal, Wanted
from dossierkit.history.commit import Message, WriteRefused
from dossierkit.history.past.hidden import untold
from dossierkit.history.saving import Draft, Saved, save
from dossierkit.schema.customer import Customer
from dossierkit.schema.dossier import Dossier
from dossierkit.schema.sensitive import may_use_sensitive
from dossierkit.text.scalar import CannotEdit
from dossierkit.web.asked import Answer
from dossierkit.web.desk import Desk, Note
from dossierkit.web.whom import Whom

Want = Callable[[Dossier[Any]], Wanted]


class Refused(Exception):
    """What the form says can't be saved; the text says why, `field` where it stands."""

    def __init__(self, said: str, field: str = "") -> None:
        super().__init__(said)
        self.field = field


def saved(found: Whom, want: Want, command: str, summary: str, why: str) -> Saved:
    """Writes into one dossier; raises Refused."""
    draft = Draft(found.dossier, found.kind, want)
    message = Message(command, found.dossier.id, summary, why.strip(), (found.dossier.id,))
    try:
        return save(found.book, [draft], message)
    except (Refusal, WriteRefused, CannotEdit) as error:
        raise Refused(str(error)) from error


def back(desk: Desk, found: Whom, note: Note) -> Answer:
    """To the dossier that was written into, where it is told what was saved; of sensitive facts
    not the values, if there is no consent to their use."""
    facts = found.dossier.facts
    if isinstance(facts, Customer) and not may_use_sensitive(facts, desk.today()):
        shown = tuple((one, untold(change)) for one, change in note.saved.facts)
        note = note._replace(saved=note.saved._replace(facts=shown))
    return Answer("", 303, f"{found.address}?saved={desk.remember(note)}")
