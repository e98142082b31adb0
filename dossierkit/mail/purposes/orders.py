"""Letters about orders: thanks, service, a recommendation, the next order (M44, M47, M48)."""

from __future__ import annotations

from dossierkit.mail.purposes.task import Data, Purpose, Task, Unfit
from dossierkit.method.case import Ground
from dossierkit.method.rules.after_order import after_order
from dossierkit.method.rules.reorder import reorder
from dossierkit.text.event import LogLine


def _data(task: Task) -> Data | Unfit:
    """The last order, and how many there were."""
    orders = [touch for touch in task.case.course if touch.event == "order"]
    if orders:
        return {"order": task.deal(orders[-1], "order"), "orders": len(orders)}
    return Unfit(
        f"no order is in the log of {task.dossier.path}; if there was one, record it with "
        f"'dossier log {task.dossier.id} order …'",
        "have not ordered",
    )


def _after_order(task: Task, letter: str) -> Data | Unfit:
    found = _data(task)
    verdict = after_order(task.case) if task.is_bulk else []
    if isinstance(found, Unfit) or not task.is_bulk:
        return found
    grounds: list[Ground] = [] if isinstance(verdict, str) else verdict
    if any(ground.letter == letter and ground.due <= task.day for ground in grounds):
        return found
    return Unfit(f"{letter} is not due after their last order", "are not due for it")


def _thanks(task: Task) -> Data | Unfit:
    return _after_order(task, "thanks")


def _service(task: Task) -> Data | Unfit:
    return _after_order(task, "service")


def _referral(task: Task) -> Data | Unfit:
    complaint = _open_complaint(task)
    if complaint is None:
        return task.refused() or _after_order(task, "referral")
    place = f"{task.dossier.path}:{complaint.line}"
    message = f"their complaint of {complaint.date} is not answered ({place}): first put it right"
    return Unfit(message, "have an open complaint")


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
    return Unfit("their next order is not due yet", "are not due for it")


_NAMES = ("order", "orders")

ORDERS = (
    Purpose("thanks", "an order", _NAMES, _thanks),
    Purpose("service", "an order", _NAMES, _service),
    Purpose("referral", "an order, and no open complaint", _NAMES, _referral),
    Purpose("reorder", "an order, and no deal lost since", _NAMES, _reorder),
)
