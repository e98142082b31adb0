"""The list as a whole: its order, who is on it, and what can't be read."""

from __future__ import annotations

import pytest
from dues import anna, ask, person

LATE = "next: 2026-11-18 papers"


def test_one_customer_is_one_line_with_all_reasons_by_day() -> None:
    lines = ("next: 2026-11-19 call", "intent: interested", "2026-11-16 email in: price?")
    answer = ask({"anna": person(*lines)})
    [entry] = answer.data["due"]
    assert [(r["rule"], r["due"]) for r in entry["reasons"]] == [
        ("reply", "2026-11-16"),
        ("rhythm", "2026-11-18"),
        ("next", "2026-11-19"),
    ]
    assert (entry["due"], entry["overdue_days"]) == ("2026-11-16", 4)


def test_moved_from_is_told_of_the_due_date() -> None:
    lines = ("next: 2026-11-16 call", "2026-11-14 email in: on a Saturday")
    entry = anna(*lines)
    assert entry is not None
    assert (entry["due"], entry["moved_from"]) == ("2026-11-16", "2026-11-14")


def test_sorted_by_priority_then_date_then_id() -> None:
    files = {
        "zoe": person("next: 2026-11-17 x"),
        "bert": person("next: 2026-11-18 x"),
        "anna": person("next: 2026-11-18 x"),
        "carl": person("2026-10-10 email out: x"),
        "dora": person("potential: {need: 0}", "next: 2026-11-02 x"),
    }
    answer = ask(files)
    assert answer.ids == ["zoe", "anna", "bert", "carl", "dora"]
    priorities = [entry["priority"] for entry in answer.data["due"]]
    assert priorities == sorted(priorities)
    assert priorities[-1] == 9


def test_every_field_of_the_contract_is_there() -> None:
    answer = ask({"anna": person(LATE)})
    assert set(answer.data) == {"on", "due", "snoozed", "unreadable"}
    assert answer.data["on"] == "2026-11-20"
    entry = answer.entry("anna")
    assert entry == {
        "id": "anna",
        "name": "Anna",
        "company": None,
        "country": None,
        "owner": None,
        "due": "2026-11-18",
        "overdue_days": 2,
        "class": "overdue",
        "priority": 3,
        "reasons": [
            {
                "rule": "next",
                "text": "papers",
                "due": "2026-11-18",
                "path": "dossiers/customers/anna.md",
                "line": 3,
            }
        ],
        "action": {"kind": "long-term", "channel": None, "template": None},
        "local_time": None,
        "at_work": None,
        "moved_from": None,
        "notes": [],
    }


def test_why_is_the_entry_and_its_chain() -> None:
    files = {"anna": person(LATE)}
    why = ask(files, "--why", "anna").data
    chain = why.pop("chain")
    assert why == ask(files).entry("anna")
    assert [step["rule"] for step in chain][:6] == [
        "next",
        "reply",
        "ladder",
        "rhythm",
        "no-plan",
        "never-contacted",
    ]
    first = {"applies": True, "due": "2026-11-18", "silenced_by": None, "line": 3}
    assert first.items() <= chain[0].items()
    nothing = {"applies": False, "due": None, "silenced_by": None, "path": None, "line": None}
    assert nothing.items() <= chain[1].items()


def test_why_of_someone_of_whom_nothing_is_wanted() -> None:
    answer = ask({"anna": person("intent: never", "2026-11-10 email out: x")}, "--why", "anna")
    assert answer.status == 0
    nothing: dict[str, object] = {
        "due": None,
        "class": None,
        "overdue_days": 0,
        "reasons": [],
        "moved_from": None,
    }
    assert nothing.items() <= answer.data.items()


# unreadable

BROKEN = {
    "no header": "just text\n",
    "an open header": "---\nname: B\n",
    "yaml": "---\nname: [\n---\n",
    "a key twice": "---\nname: B\nname: C\n---\n",
    "an anchor": "---\nname: &b B\n---\n",
    "a conflict": "---\nname: B\n---\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x\n",
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_a_file_that_cannot_be_read_is_loud(text: str) -> None:
    answer = ask({"anna": person(LATE), "bert": text})
    assert answer.status == 1
    assert answer.ids == ["anna"]
    assert {finding["path"] for finding in answer.data["unreadable"]} == {
        "dossiers/customers/bert.md"
    }


@pytest.mark.parametrize(
    "wrong",
    ["intent: keen", "every: often", "snooze: soon", "birthday: x", "2026-11-10 fax: x"],
)
def test_with_an_error_in_what_due_uses_they_stay_listed(wrong: str) -> None:
    answer = ask({"anna": person(LATE, wrong)})
    assert answer.status == 1
    assert answer.ids == ["anna"]
    assert len(answer.data["unreadable"]) == 1


def test_an_error_elsewhere_is_for_check() -> None:
    answer = ask({"anna": person(LATE, "china: {visits: many}")})
    assert (answer.status, answer.data["unreadable"]) == (0, [])


def test_unreadable_files_are_shown_whoever_is_asked_for() -> None:
    files = {
        "anna": person(LATE, "owner: lily"),
        "bert": person(LATE, "owner: tom"),
        "carl": "no header\n",
    }
    answer = ask(files, "--owner", "lily")
    assert answer.ids == ["anna"]
    assert answer.status == 1
    assert len(answer.data["unreadable"]) == 1


def test_snoozed_people_of_others_are_not_shown() -> None:
    files = {
        "anna": person("owner: lily", "snooze: 2026-12-31"),
        "bert": person("owner: tom", "snooze: 2026-12-31"),
    }
    assert [found["id"] for found in ask(files, "--owner", "tom").data["snoozed"]] == ["bert"]


def test_an_empty_book() -> None:
    answer = ask({})
    assert answer.status == 0
    assert answer.data == {"on": "2026-11-20", "due": [], "snoozed": [], "unreadable": []}
