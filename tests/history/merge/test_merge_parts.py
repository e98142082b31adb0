"""The pieces of the merge driver one by one, where a whole merge would hide what they do."""

from __future__ import annotations

from typing import Any

import pytest
from more_scenarios import COUNTRY, COUNTRY_PATH
from scenarios import ANNA, BASE, CALL, CONSENT, MAIL, NEWEST_FIRST, NEXT, drop, edit, log_of

from dossierkit.history.merge import logs
from dossierkit.history.merge.blocks import read_top
from dossierkit.history.merge.driver import Result, merge
from dossierkit.history.merge.fields import ABSENT, Decision, Path, decide
from dossierkit.history.merge.rewrite import give_value, read_field, union_count
from dossierkit.history.merge.union import Id, arrange, clashes, kept, moved, numbered
from dossierkit.history.merge.version import Three, kind_of, read_version
from dossierkit.schema.dossier import COUNTRY as COUNTRY_KIND
from dossierkit.schema.dossier import CUSTOMER

OPT_OUT: Path = ("consent", "do-not-contact")


def result_of(base: str, ours: str, theirs: str, path: str = ANNA) -> Result:
    return merge(base.encode(), ours.encode(), theirs.encode(), path)


def ids(*words: str) -> list[Id]:
    named = (word.split(":", 1) for word in words)
    kinds = ("comment", "todo")
    return numbered(
        (name[0], name[1]) if name[0] in kinds else ("item", word)
        for name, word in zip(named, words, strict=True)
    )


def said(found: list[Id]) -> list[str]:
    return [one[1] for one in found]


def ask(base: Any, ours: Any, theirs: Any, *path: str) -> Decision:
    return decide(path, Three(base, ours, theirs), CUSTOMER)


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "value"),
    [
        ("false", "true", "false", "true"),
        ("false", "true", ABSENT, "true"),
        (ABSENT, "true", ABSENT, "true"),
        (ABSENT, "yes", "no", "yes"),
        ("false", None, "false", None),
        ("false", "perhaps", "no", "perhaps"),
        ("true", "true", "true", "true"),
        ("true", "yes", "true", "yes"),
        ("true", "false", "no", "false"),
        ("true", "false", ABSENT, "false"),
        ("true", ABSENT, "off", "off"),
        ("false", ABSENT, "false", ABSENT),
        ("false", "no", "false", "no"),
        (ABSENT, "false", ABSENT, "false"),
    ],
)
def test_an_opt_out_wins_on_either_side(base: Any, ours: Any, theirs: Any, value: Any) -> None:
    decision = ask(base, ours, theirs, *OPT_OUT)
    assert (decision.value, decision.asked) == (value, ())
    swapped = ask(base, theirs, ours, *OPT_OUT)
    assert swapped.asked == ()
    assert swapped.value == value or {swapped.value, value} <= {"false", "no"}


@pytest.mark.parametrize(
    ("base", "ours", "theirs"),
    [
        ("true", "false", "true"),
        ("true", ABSENT, "true"),
        ("yes", "no", "true"),
        (None, "false", None),
        (ABSENT, "ask Karl", "only by mail"),
        ("true", "never", "not in May"),
    ],
)
def test_taking_one_back_and_unclear_words_are_asked(base: Any, ours: Any, theirs: Any) -> None:
    assert ask(base, ours, theirs, *OPT_OUT).asked == (OPT_OUT,)
    assert ask(base, theirs, ours, *OPT_OUT).asked == (OPT_OUT,)


def test_a_new_wish_is_told_to_whoever_writes_the_question() -> None:
    base, ours = {"do-not-contact": "false"}, {"do-not-contact": "true"}
    decision = ask(base, ours, base, "consent")
    assert decision == Decision(ours, (), ((OPT_OUT, "true"),))
    unclear = ask("false", None, "false", *OPT_OUT)
    assert unclear.wishes == ((OPT_OUT, "true"),)


@pytest.mark.parametrize("state", ["given", "unknown", "legitimate-interest", ABSENT])
def test_a_refusal_of_mails_wins(state: Any) -> None:
    path = ("consent", "marketing")
    assert ask(ABSENT, "refused", state, *path).value == "refused"
    assert ask(state, state, "refused", *path).value == "refused"
    assert ask("refused", state, "refused", *path).asked == (path,)


def test_lists_are_sets_but_for_those_that_say_one_thing() -> None:
    assert ask(["a", "b"], ["b", "c"], ["a", "b", "d"], "tags").value == ["b", "c", "d"]
    assert ask("a", ["a", "b"], ["a", "c"], "tags").value == ["a", "b", "c"]
    assert ask("a", "b", "c", "tags").asked == (("tags",),)
    assert ask(["a", "b", "c"], ["c", "b", "a"], ["b", "a", "c"], "tags").asked == (("tags",),)
    assert ask(["a", "b"], ["b", "a"], ["b", "a", "c"], "tags").value == ["b", "a", "c"]
    assert ask(["a"], ["a"], ABSENT, "tags").value is ABSENT
    weekend = decide(("weekend",), Three(["sat"], ["fri"], ["sat", "sun"]), COUNTRY_KIND)
    assert weekend.asked == (("weekend",),)


def test_first_lists_are_joined_only_where_both_are_written_as_lists() -> None:
    assert ask(ABSENT, ["a"], ["b"], "tags").value == ["a", "b"]
    assert ask(ABSENT, ["a"], "b", "tags").asked == (("tags",),)
    assert ask(ABSENT, ["a"], ["b"], "custom", "sizes").asked == (("custom", "sizes"),)
    assert ask(ABSENT, ["a"], ["b"], "no-such-field", "x").asked


def test_groups_are_decided_field_by_field() -> None:
    base = {"need": "1", "volume": None}
    decision = ask(base, {"need": "2"}, {**base, "power": "3"}, "potential")
    assert decision == Decision({"need": "2", "power": "3"})
    assert ask(ABSENT, {"a": "1"}, {"b": "2"}, "custom").value == {"a": "1", "b": "2"}
    assert ask({"a": "1"}, ABSENT, {"a": "1"}, "custom").value is ABSENT
    assert ask({"a": "1"}, ABSENT, {"a": "2"}, "custom").asked == (("custom", "a"),)
    assert ask({"a": "1"}, {}, {"a": "1"}, "custom").value == {}
    assert ask({"a": "1"}, "text", {"a": "2"}, "custom").asked == (("custom",),)


def test_what_came_in_the_place_of_what_both_took_away_clashes() -> None:
    (clash,) = clashes(Three(ids("a", "z"), ids("b", "z"), ids("c", "z")))
    assert clash == (ids("a")[0], (ids("b")[0],), (ids("c")[0],))
    (clash,) = clashes(Three(ids("a"), ids("b"), ids()))
    assert clash == (ids("a")[0], (ids("b")[0],), ())
    assert clashes(Three(ids("a", "z"), ids("b", "z"), ids("b", "z"))) == []
    assert clashes(Three(ids("a", "z"), ids("z"), ids("z"))) == []
    assert clashes(Three(ids("a", "z"), ids("b", "z"), ids("a", "z"))) == []


def test_what_moved_and_reads_alike_is_the_same_thing_edited() -> None:
    base = ids("call Anna on Monday", "x", "y")
    (clash,) = clashes(Three(base, ids("x", "y", "call Anna on Tuesday"), ids("x", "y")))
    assert said(list(clash.ours)) == ["call Anna on Tuesday"]
    assert clashes(Three(base, ids("x", "y", "12345"), ids("x", "y"))) == []
    other_kind = ids("x", "y", "comment:call Anna on Monday")
    assert clashes(Three(base, other_kind, ids("x", "y"))) == []


def test_among_very_many_only_the_place_tells_what_was_edited() -> None:
    base = ids("call 1", "keep", *(f"old {n}" for n in range(150)))
    ours = ids("keep", *(f"new {n}" for n in range(150)), "call 2")
    assert ids("call 1")[0] not in [one.gone for one in clashes(Three(base, ours, ids("keep")))]
    few = Three(base[:3], ids("keep", "new 0", "call 2"), ids("keep"))
    assert ids("call 1")[0] in [one.gone for one in clashes(few)]


def test_what_only_moved_replaces_nothing() -> None:
    assert clashes(Three(ids("a", "b", "c"), ids("12345", "c", "b"), ids("c", "b"))) != []
    assert clashes(Three(ids("a", "b", "c"), ids("c", "b"), ids("b", "c", "x"))) == []


def test_the_order_is_that_of_the_side_that_has_a_new_one() -> None:
    sides = Three(ids("a", "b", "c"), ids("a", "b", "o", "c"), ids("c", "b", "a", "t"))
    assert moved(sides.base, sides.theirs)
    assert said(arrange(sides, kept(sides))) == ["c", "b", "o", "a", "t"]
    both = Three(ids("a", "b"), ids("b", "a"), ids("b", "t", "a"))
    assert said(arrange(both, kept(both))) == ["b", "t", "a"]


def test_what_both_add_at_one_place_is_ours_then_theirs() -> None:
    sides = Three(ids("a", "z"), ids("a", "o1", "o2", "z"), ids("a", "t1", "t2", "z"))
    assert said(arrange(sides, kept(sides))) == ["a", "o1", "o2", "t1", "t2", "z"]
    first = Three(ids("z"), ids("o", "z"), ids("t", "z"))
    assert said(arrange(first, kept(first))) == ["o", "t", "z"]


def test_a_comment_stays_with_what_it_stands_above() -> None:
    sides = Three(ids("a", "z"), ids("a", "comment:of z", "z"), ids("a", "t", "z"))
    assert said(arrange(sides, kept(sides))) == ["a", "t", "of z", "z"]
    led = Three(ids("a", "z"), ids("z", "a"), ids("a", "comment:of z", "z"))
    leads = {ids("comment:of z")[0]: ids("z")[0]}
    assert said(arrange(led, kept(led), leads)) == ["of z", "z", "a"]


def test_how_often_something_is_there_after_a_merge() -> None:
    assert [union_count(1, ours, theirs) for ours, theirs in ((1, 0), (2, 1), (1, 1))] == [0, 2, 1]
    assert [union_count(3, ours, theirs) for ours, theirs in ((1, 2), (2, 1), (0, 0))] == [1, 1, 0]
    assert [union_count(0, ours, theirs) for ours, theirs in ((1, 1), (1, 2), (2, 1))] == [1, 2, 2]
    assert union_count(1, 2, 0) == union_count(1, 0, 2) == 2


def test_comments_belong_to_the_field_they_are_indented_below() -> None:
    text = edit(BASE, ("owner: lily\n", "owner: lily\n\n  # of the owner\n\n# of the reach\n"))
    version = read_version(ANNA, text.encode())
    block = read_top(version) if version else None
    assert block is not None
    pieces = {piece.id[1]: piece for piece in block.pieces}
    assert pieces["owner"].lines == ("owner: lily", "", "  # of the owner")
    assert block.leads == {("comment", "# of the reach", 0): ("field", "reach", 0)}
    assert pieces["# of the reach"].gap == 1


def test_a_value_is_given_only_where_it_can_be() -> None:
    field = read_field("custom", ["custom: [a]"])
    assert field is not None
    assert give_value("custom", field, "x", ("b",)) is None
    assert give_value("custom", field, ABSENT) is None
    assert read_field("custom", ["custom: [a"]) is None
    assert read_field("custom", ["other: a"]) is None


def test_consent_deleted_by_one_and_changed_by_the_other_beside_an_opt_out() -> None:
    theirs = edit(BASE, (CONSENT, CONSENT.replace("false", "true").replace("legitimate-", "x-")))
    asked = result_of(BASE, drop(BASE, CONSENT), theirs)
    assert asked.conflicts == ("consent",)
    assert b"<<<<<<< ours\n=======\nconsent:\n  marketing: x-interest\n" in asked.content


def test_both_put_another_field_in_the_place_of_one() -> None:
    ours = edit(BASE, ("stage: consideration", "rapport: trust"))
    theirs = edit(BASE, ("stage: consideration", "religion: none"))
    merged = result_of(BASE, ours, theirs)
    assert merged.conflicts == ()
    assert b"rapport: trust\nreligion: none\n" in merged.content
    assert b"stage" not in merged.content


def test_a_section_below_the_log_deleted_by_one_and_changed_by_the_other() -> None:
    base = log_of(BASE, "\n## Family\n\nTwo children.\n")
    asked = result_of(base, BASE, edit(base, ("Two", "Three")))
    assert asked.conflicts == ("the notes",)
    text = asked.content.decode()
    assert (
        "2025-05-31\n\n<<<<<<< ours\n=======\n## Family\n\nThree children.\n>>>>>>> theirs" in text
    )


def test_the_kind_of_a_dossier_is_told_by_its_folder() -> None:
    assert kind_of(ANNA) is CUSTOMER
    assert kind_of("book\\dossiers\\countries\\no.md") is COUNTRY_KIND
    assert kind_of("elsewhere/anna.md") is None
    assert kind_of("anna.md") is None
    unknown = result_of(BASE, log_of(BASE, CALL), edit(BASE, (NEXT, "")), "anna.md")
    assert unknown.conflicts == ()
    asked = result_of(
        COUNTRY, edit(COUNTRY, ("nb", "nn")), edit(COUNTRY, ("nb", "se")), COUNTRY_PATH
    )
    assert asked.conflicts == ("languages",)


@pytest.mark.parametrize(
    ("ours", "theirs", "is_one"),
    [
        ("2026-12-20 greeting out: card", "2026-12-20 greeting out: mail", True),
        ("2026-12-20 greeting out by lily: card", "2026-12-23 greeting by tom: mail", True),
        ("2026-12-20 greeting out by lily: card", "2026-12-24 greeting by tom: mail", False),
        ("2026-12-20 greeting by lily: card", "2026-12-21 greeting by lily: call", False),
        ("2026-12-20 greeting by lily: card", "2026-12-20 price-update by tom: list", False),
        ("2026-12-20 greeting in: card", "2026-12-20 greeting out: mail", False),
        ("2026-12-20 email out: a", "2026-12-20 email out: b", False),
    ],
)
def test_a_letter_that_both_sent_is_asked(ours: str, theirs: str, is_one: bool) -> None:
    merged = result_of(BASE, log_of(BASE, f"- {ours}\n"), log_of(BASE, f"- {theirs}\n"))
    assert bool(merged.conflicts) == is_one


def test_a_line_goes_where_its_time_puts_it() -> None:
    log = ids("2026-01-01 call: a", "todo:[ ] b", "2026-01-03 09:00 call: c", "2026-01-03 11:00 d")
    added = ids("2026-01-03 call: x", "2026-01-03 10:00 call: y", "2025-12-31 z", "2026-01-04 w")
    oldest, newest = [*log], [*reversed(log)]
    logs._sort_in(oldest, added, 1)
    logs._sort_in(newest, [*reversed(added)], -1)
    dated = [one[1][:16].strip() for one in oldest if one[0] == "item"]
    assert dated == [
        "2025-12-31 z", "2026-01-01 call:", "2026-01-03 call:", "2026-01-03 09:00",
        "2026-01-03 10:00", "2026-01-03 11:00", "2026-01-04 w",
    ]  # fmt: skip
    assert [one for one in reversed(newest) if one[0] == "item"] == [
        one for one in oldest if one[0] == "item"
    ]


def test_newest_first_keeps_what_both_wrote_on_one_day() -> None:
    base = edit(NEWEST_FIRST, ("## Log\n\n", f"## Log\n\n{MAIL}"))
    ours = edit(base, (MAIL, f"- 2026-11-22 call: ours\n{MAIL}"))
    theirs = edit(base, (MAIL, f"- 2026-11-22 chat: theirs\n{MAIL}"))
    merged = result_of(base, ours, theirs)
    assert merged.conflicts == ()
    assert b"## Log\n\n- 2026-11-22 chat: theirs\n- 2026-11-22 call: ours\n- 2026-11-21" in (
        merged.content
    )
