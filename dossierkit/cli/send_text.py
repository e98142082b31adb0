"""What `send` says: who gets what, what became of each letter, and what to do next."""

from __future__ import annotations

from typing import Any

from dossierkit.book.sent import FAILED, UNCERTAIN
from dossierkit.cli.output import Column, remark, safe, say, table
from dossierkit.cli.send_options import Way
from dossierkit.cli.send_report import Report, is_put
from dossierkit.mail.sending.plan import Ready
from dossierkit.mail.sending.run import Result
from dossierkit.text.translation import _


def say_list(report: Report) -> None:
    """The list of who gets what, and which drafts stay."""
    if report.letters:
        columns = [
            Column("id"),
            Column("name", shrinks=True),
            Column("to"),
            Column("what"),
            Column("language"),
            Column("subject", shrinks=True),
        ]
        for line in table(columns, [_row(one) for one in report.letters]):
            say(line)
    elif not report.held:
        where = _("outbox/ has no drafts that are to be sent")
        remark(_("{where}; write some: dossier render PURPOSE --due").format(where=where))
    for one in report.held:
        remark(f"{one.shown}: {one.message}")
    if report.waiting:
        more = len(report.waiting)
        all_of_them = more + len(report.letters)
        remark(
            _("{more} more wait: {count} go in one run (--limit {all_of_them})").format(
                more=more, count=len(report.letters), all_of_them=all_of_them
            )
        )
    for text in report.remarks:
        remark(text)


def _row(one: Ready) -> list[str]:
    key = one.draft.key
    what = f"{key.purpose} {key.occasion}".strip()
    languages = ", ".join(one.draft.languages)
    mark = _(" (edited)") if one.draft.is_edited else ""
    name = " ".join(one.dossier.facts.name.split())
    subject = f"{one.draft.subject}{mark}"
    return [key.customer, name, one.recipient.address, what, languages, subject]


def say_result(result: Result) -> None:
    """One line for what became of one letter."""
    ready, outcome = result.ready, result.outcome
    who = f"{ready.dossier.id}  {ready.recipient.address}"
    if result.is_good:
        say(safe(f"sent  {who}"))
    elif outcome is None:
        remark(f"{ready.draft.shown}: {result.said}")
    else:
        state = _("draft") if is_put(result) else outcome.state
        say(safe(f"{state}  {who}  {result.said}"))


def say_end(report: Report, way: Way) -> None:
    """What is left, and what to do next."""
    good = sum(result.is_good for result in report.results)
    if report.refusal:
        remark(_("{refusal}; nothing was sent").format(refusal=report.refusal))
    if report.stopped:
        rest = len(report.letters) - len(report.results)
        remark(
            _("{stopped}\n{rest} of {count} wait for the next 'send'").format(
                stopped=report.stopped, rest=rest, count=len(report.letters)
            )
        )
    states = [one.outcome.state for one in report.results if one.outcome]
    passing = [one for one in report.results if one.outcome and one.outcome.is_passing]
    if any(map(is_put, report.results)):
        remark(_("next: send them from your mail program, then: dossier send DRAFT --sent"))
    elif UNCERTAIN in states:
        many = states.count(UNCERTAIN)
        remark(
            _("{many} may have gone out or not; look into your mail account, or ask, then:").format(
                many=many
            )
        )
        remark(_("  dossier send DRAFT --sent     (it went out)"))
        remark(_("  dossier send DRAFT --resend   (it did not)"))
    if FAILED in states:
        rest = states.count(FAILED) - len(passing)
        if passing:
            remark(
                _("{count} failed for now; the next 'send' tries again").format(count=len(passing))
            )
        if rest:
            remark(
                _("{rest} refused for good; mend the address, or: dossier bounce --help").format(
                    rest=rest
                )
            )
    if report.made:
        remark(_("next: send them from your mail program, then: dossier send DRAFT --sent"))
    if good and way.name != "sent":
        remark(_("{good} of {count} sent and logged").format(good=good, count=len(report.letters)))
    elif good:
        remark(_("{good} noted as sent, and logged").format(good=good))


def data(report: Report) -> dict[str, Any]:
    """What `send --format json` prints."""
    became = {result.ready.draft.shown: result for result in report.results}
    return {
        "on": report.on.isoformat(),
        "letters": [_letter(one, became, report.made) for one in report.letters],
        "stopped": [
            {"draft": one.shown, "id": one.id or None, "why": one.why, "message": one.message}
            for one in report.held
        ],
        "waiting": [one.draft.shown for one in report.waiting],
        "remarks": [*report.remarks, *filter(None, (report.refusal, report.stopped))],
    }


def _letter(one: Ready, became: dict[str, Result], made: dict[str, str]) -> dict[str, Any]:
    result = became.get(one.draft.shown)
    outcome = result.outcome if result else None
    key = one.draft.key
    return {
        "draft": one.draft.shown,
        "id": key.customer,
        "name": one.dossier.facts.name,
        "to": one.recipient.address,
        "from": one.member,
        "purpose": key.purpose,
        "occasion": key.occasion or None,
        "day": key.day.isoformat(),
        "languages": [*one.draft.languages],
        "subject": one.draft.subject,
        "edited": one.draft.is_edited,
        "message_id": one.identity,
        "state": outcome.state if outcome else None,
        "reply": result.said if result else None,
        "made": made.get(one.draft.shown),
    }
