"""The successor introduces themselves (M51)."""

from __future__ import annotations

from dossierkit.mail.facts import Facts, Place
from dossierkit.mail.purposes.task import Data, Purpose, Task, Unfit
from dossierkit.text.translation import _


def _colleague_introduction(task: Task) -> Data | Unfit:
    """`former` is who wrote to them last before the sender, by `by MEMBER` of the log."""
    course, own = task.case.course, task.sender.id
    former = next((one for one in reversed(course) if one.member and one.member != own), None)
    if former is None or former.member is None:
        message = _("nobody but {own} stands behind a 'by' in the log of {path}").format(
            own=own, path=task.dossier.path
        )
        return Unfit(
            _("{message}: there is no colleague to follow").format(message=message),
            _("know nobody else of us"),
        )
    if task.is_bulk and any(one.member == own and one.date >= former.date for one in course):
        return Unfit(
            _("{own} has been in touch with them already").format(own=own),
            _("know their new contact"),
        )
    member = task.book.members.get(former.member)
    if member is None:
        message = _(
            "dossiers/team/{member}.md is missing or can't be read; it has the name of the "
            "colleague before you"
        )
        return Unfit(message.format(member=former.member))
    return {"former": Facts(member.facts, "former", Place(member.path))}


HANDOVER = (
    Purpose(
        "colleague-introduction",
        "a colleague of ours ('by' in the log) whom the sender follows",
        ("former",),
        _colleague_introduction,
    ),
)
