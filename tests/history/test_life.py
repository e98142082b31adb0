"""The life of a dossier as facts: what changed, from what to what, by whom."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from timeline import ANNA, KARL, Timeline, text

from dossierkit.history.git import NoHistory
from dossierkit.history.past.changes import Content, FactChange, read_content
from dossierkit.history.past.life import Step, field_history, is_below, life, lives
from dossierkit.history.past.resolved import resolved
from dossierkit.text.finding import Finding

CALL = "- 2026-11-02 10:30 call out by lily: Not decided.\n"
MAIL = "- 2026-11-03 email in: Please quote.\n"


@pytest.fixture
def line(tmp_path: Path) -> Timeline:
    return Timeline(tmp_path / "book")


def steps(line: Timeline, path: str = ANNA) -> list[Step]:
    return life(line.root, path)


def facts(step: Step) -> list[str]:
    return [f"{change.field}: {change.old} > {change.new}" for change in step.facts]


def content(header: str = "", log: str = "", notes: str = "") -> Content:
    made = read_content(ANNA, text(header, log, notes).encode())
    assert isinstance(made, Content), made
    return made


def test_facts_log_lines_and_notes(line: Timeline) -> None:
    line.commit("2026-11-01", {ANNA: text("stage: interest\ntags: [a, b]\n", CALL)}, "new")
    after = text("stage: harmony\nreach: {email: [a@x.example], prefers: email}\n", MAIL, "Hikes.")
    line.commit("2026-11-02", {ANNA: after}, "set")
    begun, changed = steps(line)
    assert begun.is_birth
    assert facts(begun) == [
        "name: None > Anna Schmidt", "stage: None > interest", "tags: None > ['a', 'b']",
    ]  # fmt: skip
    assert [one.text for one in begun.added] == ["Not decided."]
    assert facts(changed) == [
        "stage: interest > harmony", "reach.email: None > ['a@x.example']",
        "reach.prefers: None > email", "tags: ['a', 'b'] > None",
    ]  # fmt: skip
    assert ([one.text for one in changed.added], [one.text for one in changed.removed]) == (
        ["Please quote."], ["Not decided."],
    )  # fmt: skip
    assert changed.notes
    assert not changed.is_birth
    assert changed.commit is not None


def test_null_and_an_empty_list_say_nothing(line: Timeline) -> None:
    line.commit("2026-11-01", {ANNA: text("reason: null\nhabits: []\nfamily-life: {}\n")})
    line.commit("2026-11-02", {ANNA: text()})
    begun, changed = steps(line)
    assert facts(begun) == ["name: None > Anna Schmidt"]
    assert changed.facts == ()
    assert changed.only_form


def test_a_line_that_stands_there_twice_and_one_that_moved(line: Timeline) -> None:
    line.commit("2026-11-01", {ANNA: text(log=CALL + MAIL)})
    line.commit("2026-11-02", {ANNA: text(log=MAIL + CALL + CALL)})
    line.commit("2026-11-03", {ANNA: text(log=CALL + MAIL)})
    _, twice, once = steps(line)
    assert [one.text for one in twice.added] == ["Not decided."]
    assert not twice.removed
    assert [one.text for one in once.removed] == ["Not decided."]
    assert not once.added


def test_renamed_deleted_and_back(line: Timeline) -> None:
    line.commit("2026-11-01", {KARL: text("stage: interest\n", CALL * 5)})
    line.rename("2026-11-02", KARL, ANNA)
    line.commit("2026-11-03", {ANNA: None})
    line.commit("2026-11-04", {ANNA: text("stage: harmony\n")})
    _, renamed, gone, back = steps(line)
    assert (renamed.old_path, renamed.path, renamed.only_form) == (KARL, ANNA, False)
    assert gone.is_gone
    assert gone.facts == ()
    assert facts(back) == ["name: None > Anna Schmidt", "stage: None > harmony"]


def test_what_is_not_committed_comes_last(line: Timeline) -> None:
    line.commit("2026-11-01", {ANNA: text("stage: interest\n")})
    line.write({ANNA: text("stage: harmony\n")})
    assert [facts(one) for one in steps(line) if one.commit is None] == [
        ["stage: interest > harmony"]
    ]
    line.write({ANNA: text("stage: interest\n").replace("\n", "\r\n")})
    assert len(steps(line)) == 1
    line.write({ANNA: text("stage: interest   # a remark\n")})
    assert steps(line)[-1].only_form
    line.write({ANNA: None})
    assert steps(line)[-1].is_gone
    line.write({KARL: text()})
    [only] = steps(line, KARL)
    assert only.commit is None
    assert only.is_birth


def test_before_the_first_commit_all_is_uncommitted(line: Timeline) -> None:
    line.write({ANNA: text("stage: interest\n")})
    [only] = steps(line)
    assert only.commit is None
    assert facts(only) == ["name: None > Anna Schmidt", "stage: None > interest"]


def test_an_unreadable_version_is_shown_and_passed_over(line: Timeline) -> None:
    line.commit("2026-11-01", {ANNA: text("stage: interest\n")})
    line.commit("2026-11-02", {ANNA: text("stage: [\n")}, "broken")
    line.commit("2026-11-03", {ANNA: b"\xff\xfe"}, "worse")
    line.commit("2026-11-04", {ANNA: text("stage: harmony\n")}, "mended")
    _, broken, worse, mended = steps(line)
    assert broken.unreadable is not None
    assert (broken.unreadable.path, broken.unreadable.code) == (ANNA, "yaml")
    assert worse.unreadable is not None
    assert worse.unreadable.code == "encoding"
    assert facts(mended) == ["stage: interest > harmony"]
    line.write({ANNA: "---\nname: x\n"})
    assert steps(line)[-1].unreadable is not None


def test_unreadable_from_the_beginning(line: Timeline) -> None:
    line.commit("2026-11-01", {ANNA: "no header\n"})
    line.commit("2026-11-02", {ANNA: text("stage: harmony\n")})
    assert facts(steps(line)[1]) == ["name: None > Anna Schmidt", "stage: None > harmony"]


def test_a_conflict_that_was_committed(line: Timeline) -> None:
    line.commit("2026-11-01", {ANNA: text("stage: interest\n")})
    line.branch("tom")
    line.commit("2026-11-02", {ANNA: text("stage: harmony\n")})
    line.git("checkout", "--quiet", "main")
    line.commit("2026-11-03", {ANNA: text("stage: consideration\n")})
    markers = "<<<<<<< HEAD\nstage: consideration\n=======\nstage: harmony\n>>>>>>> tom\n"
    line.merge("2026-11-04", "tom", {ANNA: text(markers)})
    line.commit("2026-11-05", {ANNA: text("stage: harmony\n")}, "mended")
    *_, merge, mended = steps(line)
    assert merge.unreadable is not None
    assert merge.unreadable.code == "conflict-marker"
    assert facts(mended) == ["stage: consideration > harmony"]


def test_a_value_decided_in_a_merge(line: Timeline) -> None:
    line.commit("2026-11-01", {ANNA: text("stage: interest\nintent: hesitant\n")})
    line.branch("tom")
    line.commit("2026-11-02", {ANNA: text("stage: harmony\nintent: hesitant\n")}, "toms")
    line.git("checkout", "--quiet", "main")
    line.commit("2026-11-03", {ANNA: text("stage: consideration\nintent: never\n")}, "lilys")
    line.merge("2026-11-04", "tom", {ANNA: text("stage: sincerity\nintent: never\n")})
    assert [
        (c and c.subject, f.old, f.new) for c, f in field_history(line.root, ANNA, "stage")
    ] == [
        ("x", None, "interest"),
        ("toms", "interest", "harmony"),
        ("lilys", "interest", "consideration"),
        ("merge tom", "consideration", "sincerity"),
    ]
    assert len(field_history(line.root, ANNA, "intent")) == 2
    assert steps(line)[-1].is_merge


def test_a_merge_of_different_fields_is_no_step(line: Timeline) -> None:
    line.commit("2026-11-01", {ANNA: text("stage: interest\nintent: hesitant\n", CALL)})
    line.branch("tom")
    line.commit("2026-11-02", {ANNA: text("stage: harmony\nintent: hesitant\n", CALL)})
    line.git("checkout", "--quiet", "main")
    line.commit("2026-11-03", {ANNA: text("stage: interest\nintent: never\n", CALL + MAIL)})
    line.merge("2026-11-04", "tom", {ANNA: text("stage: harmony\nintent: never\n", CALL + MAIL)})
    assert not any(one.is_merge for one in steps(line))
    assert len(steps(line)) == 3


def test_what_merges_decide() -> None:
    base = content("stage: interest\ntags: [a, b]\nreason: price\n", CALL, "Hikes.")
    ours = content("stage: harmony\ntags: [a, b, c]\nreason: price\n", CALL + MAIL, "Hikes.")
    theirs = content("stage: sincerity\ntags: [b]\nreason: quality\n", CALL, "Sails.")

    def decided(result: Content) -> list[str]:
        found = resolved(base, [ours, theirs], result)
        words = [f"{one.field}: {one.old} > {one.new}" for one in found.facts]
        words += [f"+ {one.text}" for one in found.added]
        words += [f"- {one.text}" for one in found.removed]
        return words + (["notes"] if found.notes else [])

    plain = content("stage: harmony\ntags: [b, c]\nreason: quality\n", CALL + MAIL, "Sails.")
    assert decided(plain) == ["stage: sincerity > harmony"]
    evil = content("stage: interest\ntags: [a, b]\nreason: price\nevery: 2d\n", CALL, "Climbs.")
    assert decided(evil) == [
        "stage: harmony > interest", "tags: ['a', 'b', 'c'] > ['a', 'b']",
        "reason: quality > price", "every: None > 2d", "- Please quote.", "notes",
    ]  # fmt: skip
    more = content("stage: sincerity\ntags: [c, b]\nreason: quality\n", CALL * 2 + MAIL, "Hikes.")
    assert decided(more) == ["stage: harmony > sincerity", "+ Not decided.", "notes"]


def test_merges_of_lines_that_a_side_took_out_and_of_single_items() -> None:
    base = content("next: 2026-11-20 call\n", CALL + MAIL)
    ours = content("next: 2026-11-25 call\ntags: [a]\n", CALL, "One.")
    theirs = content("next: 2026-11-21 send\ntags: [b]\n", CALL + MAIL, "Two.")
    header = "next: [2026-11-25 call, 2026-11-21 send]\ntags: [a, b]\n"
    both = content(header, CALL, "Three.")
    assert resolved(base, [ours, theirs], both) == ((), (), (), False)


def test_a_fact_and_those_below_it(line: Timeline) -> None:
    terms = "terms: {incoterm: FOB, payment: T/T}\ntermsheet: x\n"
    line.commit("2026-11-01", {ANNA: text(terms)}, "one")
    line.commit("2026-11-02", {ANNA: text(terms.replace("T/T", "L/C"))}, "two")
    line.commit("2026-11-03", {ANNA: text(terms.replace("T/T", "L/C"), CALL)}, "no fact")
    line.write({ANNA: text(terms.replace("T/T", "O/A"))})
    below = field_history(line.root, ANNA, "terms")
    assert [(commit and commit.subject, change) for commit, change in below] == [
        ("one", FactChange("terms.incoterm", None, "FOB")),
        ("one", FactChange("terms.payment", None, "T/T")),
        ("two", FactChange("terms.payment", "T/T", "L/C")),
        (None, FactChange("terms.payment", "L/C", "O/A")),
    ]
    late = field_history(line.root, ANNA, "terms.payment", since=date(2026, 11, 2))
    assert [commit and commit.subject for commit, _ in late] == ["two", None]
    assert is_below("terms", "terms")
    assert not is_below("termsheet", "terms")


def test_several_lives_up_to_a_commit(line: Timeline) -> None:
    line.commit("2026-11-01", {ANNA: text(), KARL: text(name="Karl")})
    first = line.git("rev-parse", "HEAD")
    line.commit("2026-11-02", {ANNA: text("stage: harmony\n")})
    line.write({KARL: text("stage: interest\n", name="Karl")})
    found = lives(line.root, [ANNA, KARL])
    assert [len(found[path]) for path in (ANNA, KARL)] == [2, 2]
    then = lives(line.root, [ANNA, KARL], rev=first)
    assert [len(then[path]) for path in (ANNA, KARL)] == [1, 1]


def test_more_versions_than_are_kept_in_mind(
    line: Timeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dossierkit.history.past.step._KEPT", 2)
    monkeypatch.setattr("dossierkit.history.past.versions._AT_ONCE", 2)
    for day in range(1, 8):
        line.commit(f"2026-11-0{day}", {ANNA: text(f"every: {day}d\n")})
    assert [facts(one)[-1] for one in steps(line)][-2:] == ["every: 5d > 6d", "every: 6d > 7d"]


def test_the_first_reason_why_something_cannot_be_read() -> None:
    found = read_content(ANNA, b"---\nname: a\nname: b\nx: &y z\n---\n")
    assert isinstance(found, Finding)
    assert (found.line, found.code) == (3, "duplicate-key")


def test_a_plain_folder(tmp_path: Path) -> None:
    with pytest.raises(NoHistory):
        life(tmp_path, ANNA)
