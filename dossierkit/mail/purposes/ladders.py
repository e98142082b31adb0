"""Letters on the rungs of a ladder: after a quote, a sample, an introduction (M35, M45)."""

from __future__ import annotations

from dossierkit.mail.facts import Facts, Place
from dossierkit.mail.purposes.shapes import Ours
from dossierkit.mail.purposes.task import Data, Purpose, Task, Unfit
from dossierkit.method.rules.ladder import ladder
from dossierkit.method.rules.quote_expiry import quote_expiry
from dossierkit.prices.lists import list_on, skus_of
from dossierkit.schema.values import Duration
from dossierkit.text.event import LogLine
from dossierkit.text.translation import _, word


def _unanswered(task: Task, event: str) -> LogLine | Unfit:
    """The latest quote or sample of ours that nothing answered since, or what to do instead."""
    refused = task.refused()
    answer: LogLine | None = None
    for touch in reversed(task.case.course):
        if touch.event == event and touch.goes_out:
            break
        if touch.comes_in:
            answer = answer or touch
    else:
        return refused or Unfit(
            _(
                "no {event} of ours is in the log of {path}; if there was one, record it with "
                "'dossier log {id} {event} out …'"
            ).format(event=event, path=task.dossier.path, id=task.dossier.id),
            _("got no {event}").format(event=word(event, "event")),
        )
    if refused or answer is None:
        return refused or touch
    place = f"{task.dossier.path}:{answer.line}"
    message = _("they have answered since the {event} of {date} ({answer_event} of ").format(
        event=word(event, "event"),
        date=touch.date,
        answer_event=word(answer.event, "event"),
    )
    return Unfit(
        _("{message}{date}, {place}): answer in your own words").format(
            message=message, date=answer.date, place=place
        ),
        _("have answered"),
    )


def rung(task: Task, start: LogLine, rungs: tuple[Duration, ...]) -> tuple[int, int]:
    """The rung of the next touch, from 1, and how many went out past the last rung (M35).

    It is the first rung later than the last touch; after the last one it stays one more than
    there are rungs, week after week.
    """
    last = task.case.course[-1].date
    for number, step in enumerate(rungs, 1):
        if step.after(start.date) > last:
            return number, 0
    end = rungs[-1].after(start.date) if rungs else start.date
    touches = sum(touch.goes_out and touch.date >= end for touch in task.case.course)
    return len(rungs) + 1, max(0, touches - 1)


def _is_due(task: Task, *, quote: bool = False) -> bool:
    grounds = [ladder(task.case), *([quote_expiry(task.case)] if quote else [])]
    found = [one for verdict in grounds if not isinstance(verdict, str) for one in verdict]
    return any(ground.due <= task.day for ground in found)


def _early(task: Task) -> Unfit:
    last = task.case.course[-1]
    return Unfit(
        _("the next rung of the ladder is after {day}").format(day=task.day),
        _("touched on {date}").format(date=last.date),
    )


def _quote_follow_up(task: Task) -> Data | Unfit:
    start = _unanswered(task, "quote")
    if isinstance(start, Unfit):
        return start
    if task.is_bulk and not _is_due(task, quote=True):
        return _early(task)._replace(quiet=_("were written to lately"))
    number, turn = rung(task, start, tuple(task.case.figures.ladder))
    quote = task.deal(start, "quote")
    return {"quote": quote, "sent": start.date, "rung": number, "turn": turn}


def _sample_follow_up(task: Task) -> Data | Unfit:
    start = _unanswered(task, "sample")
    if isinstance(start, Unfit):
        return start
    if task.is_bulk and not _is_due(task):
        return _early(task)._replace(quiet=_("were written to lately"))
    number, turn = rung(task, start, tuple(task.case.figures.sample_ladder))
    return {"sample": task.deal(start, "sample"), "rung": number, "turn": turn}


def _introduction(task: Task) -> Data | Unfit:
    """The first letter (rung 0), and those on the rungs after an `intro` that nobody answered."""
    refused = task.refused()
    if refused:
        return refused
    done = task.last("order") or task.last("quote")
    if done is not None:
        what = _("have ordered already") if done.event == "order" else _("have a quote already")
        instead = _("new-product or reorder") if done.event == "order" else "quote-follow-up"
        place = f"{task.dossier.path}:{done.line}"
        return Unfit(
            _("they {what} ({date}, {place}): write {instead}").format(
                what=what, date=done.date, place=place, instead=instead
            ),
            _("know us already"),
        )
    start, number, turn = task.last("intro"), 0, 0
    if start is not None and start.goes_out:
        if task.is_bulk and not _is_due(task):
            return _early(task)._replace(quiet=_("were written to lately"))
        number, turn = rung(task, start, tuple(task.case.figures.ladder))
    elif task.is_bulk and task.case.course:
        return Unfit(_("there was contact already: write in your own words"), _("know us already"))
    return {"ours": _ours(task), "rung": number, "turn": turn}


def _ours(task: Task) -> Facts:
    """What we sell, by the list in force: nothing that the book does not say."""
    prices = list_on(task.book.price_lists, task.day)
    if prices is None:
        return Facts(Ours((), 0, (), None, None, None), "ours", Place("dossiers/prices"))
    fits = skus_of(task.case.buys, prices)
    rows = [prices.rows[sku] for sku in fits] or [*prices.rows.values()]
    leads = [row.lead_time_days for row in rows if row.lead_time_days]
    ours = Ours(
        groups=tuple(dict.fromkeys(row.group for row in prices.rows.values() if row.group)),
        products=len(prices.rows),
        fits=fits,
        moq=min((row.moq for row in rows if row.moq), default=None),
        lead_from=min(leads, default=None),
        lead_to=max(leads, default=None),
    )
    return Facts(ours, "ours", Place(prices.path))


LADDERS = (
    Purpose(
        "quote-follow-up",
        "a quote of ours that nobody has answered",
        ("quote", "sent", "rung", "turn"),
        _quote_follow_up,
    ),
    Purpose(
        "sample-follow-up",
        "a sample of ours that nobody has answered",
        ("sample", "rung", "turn"),
        _sample_follow_up,
    ),
    Purpose(
        "introduction",
        "a prospect without a quote or an order",
        ("ours", "rung", "turn"),
        _introduction,
    ),
)
