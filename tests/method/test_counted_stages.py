"""The funnel (M31, M32, M34), time at a stage, and what turned through time (M33)."""

from __future__ import annotations

from datetime import date

import pytest
from ledgers import MakeBook, begun, ledger, moved, person, seen

from dossierkit.method.figures.periods import Period, period_of, periods, year_before
from dossierkit.method.figures.stages import (
    Stay,
    by_rapport,
    by_stage,
    middle,
    stage_times,
    stays,
)
from dossierkit.method.figures.turns import turns


def day(text: str) -> date:
    return date.fromisoformat(text)


def test_stages_in_their_order_by_intent(make_book: MakeBook) -> None:
    found = by_stage(
        ledger(
            make_book,
            {
                "a": person("stage: interest\nintent: hesitant\n"),
                "b": person("stage: harmony\n", "- 2026-10-01 order: x\n"),
                "c": person(""),
            },
        )
    )
    assert [(one.stage, one.people, one.customers) for one in found] == [
        ("interest", 1, 0),
        ("consideration", 0, 0),
        ("assimilation", 0, 0),
        ("sincerity", 0, 0),
        ("harmony", 1, 1),
        ("not set", 1, 0),
    ]
    assert found[0].intents["hesitant"] == 1
    assert found[4].intents["not set"] == 1


def test_who_has_a_stage_and_a_rapport_leaves_no_line_for_those_without(
    make_book: MakeBook,
) -> None:
    book = ledger(make_book, {"a": person("stage: interest\nrapport: trust\n")})
    assert len(by_stage(book)) == 5
    assert by_rapport(book) == [("circle", 0), ("exchange", 0), ("trust", 1), ("trade", 0)]


def test_rapport_that_is_not_set_is_counted(make_book: MakeBook) -> None:
    assert by_rapport(ledger(make_book, {"a": person()}))[-1] == ("not set", 1)


def test_a_stay_lasts_from_one_move_to_the_next(make_book: MakeBook) -> None:
    book = ledger(make_book, {"anna": person("stage: assimilation\n")})
    history = seen(
        moved("anna", "interest", "consideration", day("2026-10-10")),
        moved("anna", "consideration", "assimilation", day("2026-11-10")),
        moved("anna", None, "never", day("2026-11-11"), field="intent"),
        came=(begun("anna", day("2026-10-01")),),
    )
    assert stays(book, history) == [
        Stay("anna", "interest", day("2026-10-01"), day("2026-10-10")),
        Stay("anna", "consideration", day("2026-10-10"), day("2026-11-10")),
        Stay("anna", "assimilation", day("2026-11-10"), None),
    ]
    times = {one.stage: one for one in stage_times(book, history)}
    now, before = times["assimilation"], times["interest"]
    assert (now.people, now.known, now.so_far, now.longest, now.id) == (1, 1, 10, 10, "anna")
    assert (before.people, before.so_far, before.left, before.stayed) == (0, None, 1, 9)


def test_a_stage_taken_back_ends_a_stay_and_nothing_begins(make_book: MakeBook) -> None:
    book = ledger(make_book, {"anna": person()})
    history = seen(
        moved("anna", None, "interest", day("2026-10-10")),
        moved("anna", "interest", None, day("2026-10-12")),
    )
    assert stays(book, history) == [Stay("anna", "interest", day("2026-10-10"), day("2026-10-12"))]


def test_moves_after_the_day_and_of_others_don_t_count(make_book: MakeBook) -> None:
    book = ledger(make_book, {"anna": person("stage: sincerity\n")})
    history = seen(moved("anna", "interest", "sincerity", day("2026-11-21")))
    assert stays(book, history) == [Stay("anna", "sincerity", None, None)]


@pytest.mark.parametrize(
    ("stage", "log", "since"),
    [
        ("assimilation", "- 2026-09-01 sample out: 3 reels\n", "2026-09-01"),
        ("harmony", "- 2026-09-05 sample out: x\n- 2026-09-09 order: x\n", "2026-09-09"),
        ("sincerity", "- 2026-09-05 quote out: x\n", None),
        ("assimilation", "- 2026-09-05 quote out: x\n", None),
    ],
)
def test_without_history_the_event_that_shows_a_stage_begins_it(
    make_book: MakeBook, stage: str, log: str, since: str | None
) -> None:
    book = ledger(make_book, {"anna": person(f"stage: {stage}\n", log)})
    [stay] = stays(book, None)
    assert stay.since == (day(since) if since else None)


def test_a_dossier_begun_late_does_not_begin_the_stage(make_book: MakeBook) -> None:
    log = "- 2024-01-05 sample out: x\n- 2026-11-05 sample out: x\n"
    book = ledger(make_book, {"anna": person("stage: assimilation\n", log)})
    [stay] = stays(book, seen(came=(begun("anna", day("2026-10-01")),)))
    assert stay.since == day("2024-01-05")


def test_a_sample_after_the_dossier_was_begun_proves_nothing(make_book: MakeBook) -> None:
    log = "- 2024-01-05 email in: x\n- 2026-11-05 sample out: x\n"
    book = ledger(make_book, {"anna": person("stage: assimilation\n", log)})
    [stay] = stays(book, seen(came=(begun("anna", day("2026-10-01")),)))
    assert stay.since is None


def test_half_a_day_is_rounded_down() -> None:
    assert [middle([]), middle([3]), middle([3, 4])] == [None, 3, 3]


def test_conversions_and_stages_by_period_owner_and_channel(make_book: MakeBook) -> None:
    book = ledger(
        make_book,
        {
            "anna": person(
                "owner: lily\nstage: harmony\nsource: {channel: website}\n",
                "- 2026-10-02 order: the first\n",
            ),
            "karl": person("owner: tom\n", "- 2025-10-30 order: x\n- 2026-11-03 lost: price\n"),
        },
    )
    history = seen(
        moved("anna", "sincerity", "harmony", day("2026-10-03")),
        moved("karl", "harmony", "sincerity", day("2026-11-04")),
        moved("karl", "harmony", "sincerity", day("2026-08-04")),
        moved("nobody", "interest", "sincerity", day("2026-10-04")),
        moved("anna", None, "never", day("2026-10-04"), field="intent"),
    )
    found = turns(book, history, day("2026-10-01"))
    assert {name: dict(counts) for name, counts in found.by_period.items()} == {
        "2026-10": {"first-order": 1, "lapsed": 1, "forward": 1},
        "2026-11": {"lost": 1, "back": 1},
    }
    assert list(found.by_owner) == ["lily", "tom"]
    assert list(found.by_channel) == ["website", None]
    assert found.by_channel["website"]["first-order"] == 1


def test_without_history_no_stage_moved(make_book: MakeBook) -> None:
    book = ledger(make_book, {"anna": person("stage: harmony\n", "- 2026-10-02 order: x\n")})
    total = turns(book, None, day("2026-01-01")).by_owner[None]
    assert dict(total) == {"first-order": 1}


@pytest.mark.parametrize(
    ("since", "on", "names"),
    [
        ("2026-10-15", "2026-11-20", ["2026-10", "2026-11"]),
        ("2025-09-01", "2026-11-20", ["2025-09", "...", "2026-11"]),
        ("2025-08-31", "2026-11-20", ["2025 Q3", "...", "2026 Q4"]),
        ("2017-01-16", "2026-11-20", ["2017", "...", "2026"]),
        ("9999-11-02", "9999-12-31", ["9999-11", "9999-12"]),
    ],
)
def test_a_span_is_cut_into_what_can_be_seen_at_once(since: str, on: str, names: list[str]) -> None:
    found = periods(day(since), day(on))
    told = [one.name for one in found]
    assert (told[0], told[-1]) == (names[0], names[-1])
    assert "..." in names or told == names
    assert (found[0].first, found[-1].last) == (day(since), day(on))
    assert len(found) <= 16


def test_a_day_is_in_one_period() -> None:
    spans = periods(day("2026-10-15"), day("2026-11-20"))
    told = [period_of(day(text), spans) for text in ("2026-10-31", "2026-11-01")]
    assert told == [
        Period("2026-10", day("2026-10-15"), day("2026-10-31")),
        Period("2026-11", day("2026-11-01"), day("2026-11-20")),
    ]


def test_the_last_twelve_months_end_with_this_one() -> None:
    assert year_before(day("2026-11-20")) == day("2025-12-01")
    assert year_before(date.min) == date.min
