"""What history tells of a week, and what comes of it for each owner."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from timeline import ANNA, BRIGHTLITE, KARL, Timeline, text

from dossierkit.book.load import load
from dossierkit.history.git import NoHistory
from dossierkit.history.past.review import NOT_COMMITTED, seen
from dossierkit.method.course.moves import Review, Seen
from dossierkit.method.course.review import review

SINCE, ON = date(2026, 11, 14), date(2026, 11, 20)
POLICY = "dossiers/book.yaml"
SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def line(tmp_path: Path) -> Timeline:
    made = Timeline(tmp_path / "book")
    made.commit("2026-01-02", {POLICY: "", "dossiers/team/lily.md": "---\nname: Lily\n---\n"})
    return made


def look(line: Timeline, *, is_now: bool = True, zone: ZoneInfo | None = SHANGHAI) -> Seen:
    return seen(load(line.root), SINCE, ON, zone, is_now=is_now)


def reviewed(line: Timeline, owner: str | None = None, *, is_now: bool = True) -> Review:
    return review(load(line.root), look(line, is_now=is_now), SINCE, ON, owner)


def anna(*lines: str, log: str = "", owner: str = "lily") -> str:
    return text("".join(f"{one}\n" for one in (f"owner: {owner}", *lines)), log)


def moved(found: Review) -> list[str]:
    return [f"{one.day:%m-%d} {one.id} {one.old} > {one.new} {one.by}" for one in found.stages]


def test_stages_forward_and_back_with_every_turn_inside_the_span(line: Timeline) -> None:
    line.commit("2026-11-02", {ANNA: anna("stage: interest")})
    line.commit("2026-11-10", {ANNA: anna("stage: consideration")})
    line.commit("2026-11-14", {ANNA: anna("stage: sincerity")}, by="Tom Wu")
    line.commit("2026-11-17", {ANNA: anna("stage: assimilation", "intent: hesitant")})
    line.write({ANNA: anna("stage: harmony", "intent: interested")})
    found = reviewed(line)
    assert moved(found) == [
        "11-14 anna consideration > sincerity Tom Wu",
        "11-17 anna sincerity > assimilation Lily Chen",
        f"11-20 anna assimilation > harmony {NOT_COMMITTED}",
    ]
    assert [one.is_forward for one in found.stages] == [True, False, True]
    assert found.stages[2].commit is None
    assert [(one.old, one.new) for one in found.intents] == [
        (None, "hesitant"), ("hesitant", "interested"),
    ]  # fmt: skip
    assert found.owners["lily"]["forward"] == 2
    assert found.owners["lily"]["back"] == 1
    assert len(reviewed(line, is_now=False).stages) == 2


def test_a_stage_taken_away_and_an_unknown_one_go_back(line: Timeline) -> None:
    line.commit("2026-11-02", {ANNA: anna("stage: interest"), KARL: anna("stage: harmony")})
    line.commit("2026-11-15", {ANNA: anna(), KARL: anna("stage: friendship")})
    assert [one.is_forward for one in reviewed(line).stages] == [False, False]


def test_the_day_is_one_of_the_books_time_zone(line: Timeline) -> None:
    line.commit("2026-11-02", {ANNA: anna("stage: interest")})
    line.commit("2026-11-13T20:00:00+00:00", {ANNA: anna("stage: harmony")})
    assert len(look(line).moves) == 1
    assert look(line, zone=ZoneInfo("Europe/Berlin")).moves == []
    assert look(line, zone=None).moves == []


def test_new_dossiers_and_those_that_are_gone(line: Timeline) -> None:
    old = "dossiers/customers/old.md"
    line.commit(
        "2026-11-02", {old: text("owner: tom\n", name="Otto"), KARL: anna() + "Sails.\n" * 9}
    )
    line.commit("2026-11-15", {ANNA: anna(), old: None, BRIGHTLITE: text(name="Brightlite")})
    line.rename("2026-11-16", KARL, "dossiers/customers/karl-brandt.md")
    line.commit("2026-11-17", {"dossiers/customers/short.md": anna()})
    line.commit("2026-11-18", {"dossiers/customers/short.md": None})
    line.write({"dossiers/customers/mei.md": text(name="Mei")})
    found = reviewed(line)
    assert [(one.id, one.name, one.owner) for one in found.came] == [
        ("anna", "Anna Schmidt", "lily"), ("mei", "Mei", None),
    ]  # fmt: skip
    assert [(one.id, one.name, one.owner, one.by) for one in found.went] == [
        ("old", "Otto", "tom", "Lily Chen"),
    ]  # fmt: skip
    assert found.owners["tom"]["gone"] == 1
    assert found.owners[None]["new"] == 1
    assert [one.id for one in reviewed(line, "lily").came] == ["anna"]
    line.commit("2026-11-19", {old: text("owner: tom\n", name="Otto")})
    assert reviewed(line).went == ()


def test_deleted_and_not_committed_yet(line: Timeline) -> None:
    line.commit("2026-11-02", {ANNA: anna()})
    line.write({ANNA: None})
    [gone] = reviewed(line).went
    assert (gone.id, gone.by, gone.commit) == ("anna", NOT_COMMITTED, None)


def test_terms_and_why_they_changed(line: Timeline) -> None:
    brightlite = text("terms: {payment: T/T, incoterm: FOB}\n", name="Brightlite")
    line.commit("2026-11-02", {BRIGHTLITE: brightlite, ANNA: anna("company: brightlite")})
    message = "set(brightlite): terms.payment\n\nKarl insisted.\nTwice.\n\nDossier: brightlite"
    line.commit("2026-11-15", {BRIGHTLITE: brightlite.replace("T/T", "L/C")}, message)
    line.commit("2026-11-16", {BRIGHTLITE: brightlite.replace("T/T", "O/A")}, "by hand")
    found = reviewed(line).terms
    assert [(one.id, one.field, one.old, one.new, one.why) for one in found] == [
        ("brightlite", "terms.payment", "T/T", "L/C", "Karl insisted."),
        ("brightlite", "terms.payment", "L/C", "O/A", "by hand"),
    ]
    assert len(reviewed(line, "lily").terms) == 2
    assert reviewed(line, "tom").terms == ()


def test_a_next_step_pushed_back_over_months(line: Timeline) -> None:
    for day, due in (
        ("09-01", "09-10"),
        ("09-10", "10-01"),
        ("10-01", "10-20"),
        ("11-15", "12-01"),
    ):
        line.commit(
            f"2026-{day}", {ANNA: anna("intent: hesitant", f"next: 2026-{due} send samples")}
        )
    [pushed] = reviewed(line).pushed
    assert [f"{one.day:%m-%d}" for one in pushed.plan.days] == ["09-10", "10-01", "10-20", "12-01"]
    assert (pushed.id, pushed.in_span, pushed.is_often) == ("anna", 1, True)
    assert reviewed(line).owners["lily"]["pushed"] == 1
    line.commit("2026-11-16", {ANNA: anna()})
    assert len(reviewed(line).pushed) == 1


def test_pushed_back_before_the_span(line: Timeline) -> None:
    for day, due in (
        ("09-01", "09-10"),
        ("09-10", "10-01"),
        ("10-01", "10-20"),
        ("10-20", "12-01"),
    ):
        line.commit(
            f"2026-{day}", {ANNA: anna(f"next:\n  - 2026-{due} send samples\n  - nonsense")}
        )
    [often] = reviewed(line).pushed
    assert often.in_span == 0
    line.commit("2026-11-05", {ANNA: anna()})
    assert reviewed(line).pushed == ()


def test_promises_of_the_week(line: Timeline) -> None:
    steps = "[2026-11-16 send, 2026-11-17 ask, 2026-11-20 ring, 2026-12-24 greet]"
    line.commit("2026-11-10", {ANNA: anna(f"next: {steps}")})
    line.commit("2026-11-16", {ANNA: anna(f"next: {steps}", log="- 2026-11-16 call out: x\n")})
    found = reviewed(line)
    assert [(one.plan.text, one.judged.outcome) for one in found.promised] == [
        ("send", "kept"), ("ask", "missed"),
    ]  # fmt: skip
    assert found.owners["lily"]["kept"] == found.owners["lily"]["missed"] == 1
    assert reviewed(line, "tom").promised == ()


def test_conversions_by_owner_and_by_channel(line: Timeline) -> None:
    orders = {
        "anna": anna("source: {channel: exhibition}", log="- 2026-11-15 order: x\n"),
        "ben": anna(log="- 2025-11-16 order: x\n", owner="tom"),
        "cleo": anna("source: {channel: exhibition}", log="- 2026-11-15 lost: x\n"),
        "dora": anna(log="- 2024-01-01 order: x\n- 2026-11-14 order: x\n"),
    }
    line.commit(
        "2026-11-16", {f"dossiers/customers/{name}.md": one for name, one in orders.items()}
    )
    found = reviewed(line)
    assert [(one.id, one.conversion.kind) for one in found.turned] == [
        ("dora", "returned"), ("anna", "first-order"), ("cleo", "lost"), ("ben", "lapsed"),
    ]  # fmt: skip
    assert found.channels == {"exhibition": {"won": 1, "lost": 1}, None: {"returned": 1, "lost": 1}}
    assert found.owners["tom"] == {"new": 1, "lost": 1}
    assert [one.id for one in reviewed(line, "tom").turned] == ["ben"]


def test_an_unreadable_version_hides_nothing(line: Timeline) -> None:
    line.commit("2026-11-02", {ANNA: anna("stage: interest")})
    line.commit("2026-11-05", {ANNA: anna("stage: [")})
    line.commit("2026-11-15", {ANNA: anna("stage: harmony")})
    line.commit("2026-11-16", {ANNA: anna("stage: [")})
    assert moved(reviewed(line)) == ["11-15 anna interest > harmony Lily Chen"]
    line.write({ANNA: anna("stage: sincerity")})
    assert moved(reviewed(line))[1] == f"11-20 anna harmony > sincerity {NOT_COMMITTED}"
    assert reviewed(line).came == ()


def test_mended_and_not_committed_yet(line: Timeline) -> None:
    line.commit("2026-11-02", {ANNA: anna("stage: interest")})
    line.commit("2026-11-05", {ANNA: anna("stage: [")})
    line.write({ANNA: anna("stage: harmony")})
    assert moved(reviewed(line)) == [f"11-20 anna interest > harmony {NOT_COMMITTED}"]
    line.write({ANNA: anna("stage: {")})
    assert moved(reviewed(line)) == []


def test_what_comes_after_the_span_is_not_seen(line: Timeline) -> None:
    line.commit("2026-11-02", {ANNA: anna("stage: interest")})
    line.commit("2026-11-21", {ANNA: anna("stage: harmony")})
    assert moved(reviewed(line, is_now=False)) == []


def test_a_step_that_a_merge_decided(line: Timeline) -> None:
    line.commit("2026-11-02", {ANNA: anna("stage: interest")})
    line.branch("tom")
    line.commit("2026-11-15", {ANNA: anna("stage: harmony")}, by="Tom Wu")
    line.git("checkout", "--quiet", "main")
    line.commit("2026-11-16", {ANNA: anna("stage: consideration")})
    line.merge("2026-11-17", "tom", {ANNA: anna("stage: harmony")})
    assert moved(reviewed(line)) == [
        "11-15 anna interest > harmony Tom Wu",
        "11-16 anna interest > consideration Lily Chen",
        "11-17 anna consideration > harmony Lily Chen",
    ]


def test_a_dossier_that_both_sides_began(line: Timeline) -> None:
    line.branch("tom")
    line.commit("2026-11-15", {ANNA: anna("stage: harmony")}, by="Tom Wu")
    line.git("checkout", "--quiet", "main")
    line.commit("2026-11-16", {ANNA: anna("stage: interest")})
    line.merge("2026-11-17", "tom", {ANNA: anna("stage: sincerity")})
    assert [(one.id, one.by) for one in reviewed(line).came] == [("anna", "Lily Chen")]


def test_someone_without_a_name_in_git(line: Timeline) -> None:
    line.commit("2026-11-02", {ANNA: anna("stage: interest")})
    line.write({ANNA: anna("stage: harmony")})
    line.git("add", "--all")
    tree = line.git("write-tree")
    made = line.git("commit-tree", tree, "-p", "HEAD", "-m", "x", day="2026-11-15")
    line.git("update-ref", "HEAD", made)
    assert len(moved(reviewed(line))) == 1


def test_a_plain_folder(tmp_path: Path) -> None:
    (tmp_path / "dossiers").mkdir()
    (tmp_path / POLICY).write_text("")
    with pytest.raises(NoHistory):
        seen(load(tmp_path), SINCE, ON, None, is_now=True)
