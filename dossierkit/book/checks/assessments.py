"""`assessment`: a self-assessment that can't be scored.

The customer-orientation scale adds up 24 answers; with fewer or more of them, or without a date,
an assessment says nothing and is left out of the trend (M49).

PASS: `{date: 2026-05-20, answers: [7, 8, 2, …]}` with 24 answers
FAIL: 23 answers; 24 answers without a date
"""

from __future__ import annotations

from collections.abc import Iterator

from dossierkit.book.checks.common import Given
from dossierkit.book.checks.days import Days
from dossierkit.schema.dossier import Dossier
from dossierkit.schema.member import Member
from dossierkit.text.finding import Finding
from dossierkit.text.nodes import Mapping, Node, Sequence
from dossierkit.text.translation import _

ANSWERS = 24


def check(member: Dossier[Member], given: Given, days: Days) -> Iterator[Finding]:
    """A finding at each assessment; what is wrong with single answers is said of those."""
    node = member.header.get("assessments")
    for item in node.items if isinstance(node, Sequence) else [node]:
        if not isinstance(item, Mapping):
            continue
        for place, message, hint in _wrong(item):
            yield member.source.finding(place.start, "assessment", message, hint)


def _wrong(item: Mapping) -> Iterator[tuple[Node, str, str]]:
    if "date" not in item.fields:
        yield item, _("the assessment has no date"), _("write date: and the day it was made")
    answers = item.get("answers")
    count = len(answers.items) if isinstance(answers, Sequence) else int(answers is not None)
    if count != ANSWERS:
        message = _("{count} answers where the scale has {answers}, so it is not scored").format(
            count=count, answers=ANSWERS
        )
        yield answers or item, message, _("add the missing ones, or take the assessment out")
