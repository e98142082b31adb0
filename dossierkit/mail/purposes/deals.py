"""A deal that failed: thanks, and nothing else (M39)."""

from __future__ import annotations

from dossierkit.mail.purposes.task import Data, Purpose, Task, Unfit
from dossierkit.text.translation import _


def _refusal_thanks(task: Task) -> Data | Unfit:
    touch = task.last("lost", "order")
    if touch is not None and touch.event == "lost":
        since = [one for one in task.case.course if one.event == "thanks" and one.goes_out]
        if task.is_bulk and any(one.date >= touch.date for one in since):
            return Unfit(_("they were thanked already"), _("were thanked already"))
        return {"lost": task.deal(touch, "lost")}
    if touch is None:
        message = _("no lost deal is in the log of {path}; if there was one, record it").format(
            path=task.dossier.path
        )
        return Unfit(
            _("{message} with 'dossier log {id} lost …'").format(
                message=message, id=task.dossier.id
            ),
            _("refused nothing"),
        )
    place = f"{task.dossier.path}:{touch.line}"
    return Unfit(
        _("they have ordered since ({date}, {place}): write thanks").format(
            date=touch.date, place=place
        ),
        _("have ordered"),
    )


DEALS = (Purpose("refusal-thanks", "a lost deal", ("lost",), _refusal_thanks),)
