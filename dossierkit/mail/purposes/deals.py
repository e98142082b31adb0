"""A deal that failed: thanks, and nothing else (M39)."""

from __future__ import annotations

from dossierkit.mail.purposes.task import Data, Purpose, Task, Unfit


def _refusal_thanks(task: Task) -> Data | Unfit:
    touch = task.last("lost", "order")
    if touch is not None and touch.event == "lost":
        since = [one for one in task.case.course if one.event == "thanks" and one.goes_out]
        if task.is_bulk and any(one.date >= touch.date for one in since):
            return Unfit("they were thanked already", "were thanked already")
        return {"lost": task.deal(touch, "lost")}
    if touch is None:
        message = f"no lost deal is in the log of {task.dossier.path}; if there was one, record it"
        return Unfit(f"{message} with 'dossier log {task.dossier.id} lost …'", "refused nothing")
    place = f"{task.dossier.path}:{touch.line}"
    return Unfit(f"they have ordered since ({touch.date}, {place}): write thanks", "have ordered")


DEALS = (Purpose("refusal-thanks", "a lost deal", ("lost",), _refusal_thanks),)
