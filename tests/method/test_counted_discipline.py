"""Follow-up discipline by owner: due and late now, promises kept and missed."""

from __future__ import annotations

from datetime import date

from ledgers import ON, MakeBook, ledger, person, seen

from dossierkit.method.course.moves import Seen
from dossierkit.method.course.plans import NextChange
from dossierkit.method.figures.discipline import discipline
from dossierkit.method.figures.ledger import Share
from dossierkit.schema.values import DatedText

JANUARY = date(2026, 1, 1)


def test_due_and_late_by_owner_and_who_waits_longest(make_book: MakeBook) -> None:
    book = ledger(
        make_book,
        {
            "anna": person("owner: lily\nnext: 2026-11-10 call\n", "- 2026-11-01 call: x\n"),
            "bert": person("owner: lily\nnext: 2026-11-16 call\n", "- 2026-11-01 call: x\n"),
            "carl": person("owner: lily\nnext: 2026-11-20 call\n", "- 2026-11-01 call: x\n"),
            "dora": person("owner: lily\nnext: 2026-11-25 call\n", "- 2026-11-19 call: x\n"),
            "emil": person("next: 2026-11-25 call\nbirthday: 11-22\n", "- 2026-11-19 call: x\n"),
        },
    )
    lily, nobody = discipline(book, None, JANUARY)
    assert (lily.owner, lily.people, lily.due, lily.late) == ("lily", 4, 3, 2)
    assert (lily.median_late, lily.longest, lily.id) == (7, 10, "anna")
    assert (lily.kept, lily.kept_late, lily.missed, lily.pushed) == (None, None, None, None)
    assert lily.kept_share is None
    assert (nobody.owner, nobody.due, nobody.late, nobody.id) == (None, 0, 0, None)


def test_promises_kept_late_missed_and_pushed_back(make_book: MakeBook) -> None:
    log = "- 2026-10-05 call: in time\n- 2026-10-23 call: late\n"
    book = ledger(make_book, {"anna": person("owner: lily\n", log), "bert": person("owner: tom\n")})

    def change(day: str, old: list[DatedText], new: list[DatedText]) -> NextChange:
        then = date.fromisoformat(day)
        known = [line for line in book.everybody["anna"].course if line.date <= then]
        return NextChange(then, "Lily", old, new, lambda: known)

    def step(day: str, text: str) -> DatedText:
        return DatedText(date.fromisoformat(day), text, 0)

    first, second, third = (
        step("2026-10-05", "call"), step("2026-10-20", "send the samples"),
        step("2026-11-02", "ask for the tender"),
    )  # fmt: skip
    later = step("2026-11-04", "ask for the tender")
    history: Seen = seen()._replace(
        steps={
            "anna": [
                change("2026-10-01", [], [first]),
                change("2026-10-06", [first], [second]),
                change("2026-10-24", [second], [third]),
                change("2026-10-30", [third], [later]),
            ]
        }
    )
    lily, tom = discipline(book, history, JANUARY)
    assert (lily.kept, lily.kept_late, lily.missed, lily.pushed) == (1, 1, 1, 1)
    assert lily.kept_share == Share(1, 3)
    assert (tom.kept, tom.kept_share) == (0, Share(0, 0))
    assert ON > JANUARY
