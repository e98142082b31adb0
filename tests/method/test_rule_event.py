"""`event`: exhibitions, anniversaries, certificates, and our own long holidays (M16, M45)."""

from __future__ import annotations

import pytest
from dues import ask, person

QUIET = "every: 300d"
TOUCH = "2026-10-10 email: x"
BRIGHTLITE = """---
name: Brightlite
events:
  - {date: 2026-12-08, kind: exhibition, text: Lichtwoche}
  - {date: 2026-12-15, kind: anniversary}
  - {date: 2026-11-25, kind: news, text: opened a shop}
  - {kind: exhibition}
compliance:
  - {name: GS mark, until: 2026-12-01}
  - {name: RoHS}
---
"""


def events(*lines: str, on: str = "2026-11-20", policy: str = "", **more: str) -> list[list[str]]:
    """Day and text of what is listed."""
    files = {"anna": person(QUIET, *lines), "companies/b.md": BRIGHTLITE, "book.yaml": policy}
    found = ask({**files, **more}, on=on).data["due"]
    reasons = [r for entry in found for r in entry["reasons"] if r["rule"] == "event"]
    return [[r["due"], r["text"].partition(":")[0].partition(";")[0]] for r in reasons]


def test_listed_from_thirty_days_before() -> None:
    assert events("company: b", TOUCH) == [
        ["2026-12-01", "GS mark ends on 2026-12-01"],
        ["2026-12-08", "exhibition of Brightlite on 2026-12-08"],
        ["2026-12-15", "anniversary of Brightlite on 2026-12-15"],
    ]
    assert events("company: b", TOUCH, on="2026-11-07") == [
        ["2026-12-01", "GS mark ends on 2026-12-01"]
    ]
    assert events(TOUCH) == []


def test_a_reason_names_its_line() -> None:
    files = {"anna": person(QUIET, "company: b", TOUCH), "companies/b.md": BRIGHTLITE}
    (entry,) = ask(files).data["due"]
    places = [(r["path"], r["line"]) for r in entry["reasons"]]
    assert places == [("dossiers/companies/b.md", line) for line in (9, 4, 5)]
    assert entry["class"] == "soon"


@pytest.mark.parametrize("tag", ["exhibition", "anniversary", "certificate"])
def test_a_line_of_ours_with_its_tag_closes_it(tag: str) -> None:
    found = events("company: b", TOUCH, f"2026-11-17 email: offered posters #{tag}")
    assert len(found) == 2
    assert len(events("company: b", TOUCH, f"2026-11-17 email in: posters? #{tag}")) == 3


def test_a_touch_on_its_day_or_later_closes_it() -> None:
    assert events("company: b", "2026-12-14 email: x", on="2026-12-20") == [
        ["2026-12-15", "anniversary of Brightlite on 2026-12-15"]
    ]


def test_what_was_over_before_they_came_is_none() -> None:
    came = ("company: b", "source: {channel: other, date: 2026-12-10}")
    assert [day for day, _ in events(*came, TOUCH, on="2026-12-20")] == ["2026-12-15"]


HOLIDAY = "country: cn\n"


def test_our_own_long_holiday_until_it_is_over() -> None:
    for on, count in (("2027-01-05", 0), ("2027-01-06", 1), ("2027-02-12", 1), ("2027-02-13", 0)):
        assert len(events(TOUCH, on=on, policy=HOLIDAY)) == count, on
    assert events(TOUCH, on="2027-01-20", policy=HOLIDAY) == [
        ["2027-02-05", "our Chinese New Year, 2027-02-05 to 2027-02-12 (estimated)"]
    ]


def test_the_lead_grows_with_the_lead_time() -> None:
    head = "sku,name,group,unit,currency,price,moq,lead_time_days,valid_until,note\n"
    prices = f"{head}BL,Strip,s,pcs,USD,2,1,40,,\n"
    lists = {"prices/2026-01-01.csv": prices}
    found = events("buys: [BL]", TOUCH, on="2026-12-01", policy=HOLIDAY, **lists)
    assert found == [["2026-12-28", "our Chinese New Year, 2027-02-05 to 2027-02-12 (estimated)"]]


@pytest.mark.parametrize("line", ["intent: never", "2026-10-11 lost: x"])
def test_not_for_those_who_will_not_buy(line: str) -> None:
    assert events(TOUCH, line, on="2027-01-20", policy=HOLIDAY) == []


def test_a_notice_that_was_given_closes_it() -> None:
    told = "2027-01-12 email: order before the holidays #factory-holiday"
    assert events(TOUCH, told, on="2027-01-20", policy=HOLIDAY) == []
