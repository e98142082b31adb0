"""Letters about orders: thanks, service, a recommendation, the next order (M44, M47, M48)."""

from __future__ import annotations

from datetime import date

from dossierkit.mail.purposes.task import Data, Purpose, Task, Unfit
from dossierkit.method.case import Ground
from dossierkit.method.rules.after_order import after_order
from dossierkit.method.rules.reorder import reorder
from dossierkit.text.event import LogLine
from dossierkit.text.translation import _


def _data(task: Task) -> Data | Unfit:
    """The last order, and how many there were."""
    orders = [touch for touch in task.case.course if touch.event == "order"]
    if orders:
        return {"order": task.deal(orders[-1], "order"), "orders": len(orders)}
    return Unfit(
        _(
            "no order is in the log of {path}; if there was one, record it with 'dossier log "
            "{id} order …'"
        ).format(path=task.dossier.path, id=task.dossier.id),
        _("have not ordered"),
    )


def _after_order(task: Task, letter: str) -> Data | Unfit:
    found = _data(task)
    verdict = after_order(task.case) if task.is_bulk else []
    if isinstance(found, Unfit) or not task.is_bulk:
        return found
    grounds: list[Ground] = [] if isinstance(verdict, str) else verdict
    if any(ground.letter == letter and ground.due <= task.day for ground in grounds):
        return found
    return Unfit(
        _("{letter} is not due after their last order").format(letter=letter),
        _("are not due for it"),
    )


def _thanks(task: Task) -> Data | Unfit:
    """Not for an order of long ago, whose production the letter would announce."""
    found, last = _after_order(task, "thanks"), task.last("order")
    if isinstance(found, Unfit) or last is None or last.date >= _earliest(task.day):
        return found
    place = f"{task.dossier.path}:{last.line}"
    message = _("their last order is of {date} ({place}), too long ago for thanks").format(
        date=last.date, place=place
    )
    return Unfit(
        _("{message}: write service or reorder").format(message=message), _("ordered long ago")
    )


def _earliest(day: date) -> date:
    return date.fromordinal(max(day.toordinal() - _LATE, date.min.toordinal()))


def _service(task: Task) -> Data | Unfit:
    return _after_order(task, "service")


def _referral(task: Task) -> Data | Unfit:
    complaint = _open_complaint(task)
    if complaint is None:
        return task.refused() or _after_order(task, "referral")
    place = f"{task.dossier.path}:{complaint.line}"
    message = _("their complaint of {date} is not answered ({place}): first put it right").format(
        date=complaint.date, place=place
    )
    return Unfit(message, _("have an open complaint"))


def _open_complaint(task: Task) -> LogLine | None:
    """A complaint after which nothing of ours went out: nobody is asked for a favour then."""
    for touch in reversed(task.case.course):
        if touch.event == "complaint":
            return touch
        if touch.goes_out:
            return None
    return None


def _reorder(task: Task) -> Data | Unfit:
    found = task.refused() or _data(task)
    if isinstance(found, Unfit) or not task.is_bulk:
        return found
    verdict = reorder(task.case)
    if not isinstance(verdict, str) and verdict[0].due <= task.day:
        return found
    return Unfit(_("their next order is not due yet"), _("are not due for it"))


_LATE = 60
"""Days after which nobody thanks for an order any more."""
_NAMES = ("order", "orders")

ORDERS = (
    Purpose("thanks", "an order", _NAMES, _thanks),
    Purpose("service", "an order", _NAMES, _service),
    Purpose("referral", "an order, and no open complaint", _NAMES, _referral),
    Purpose("reorder", "an order, and no deal lost since", _NAMES, _reorder),
)
