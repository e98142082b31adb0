"""`dossier review`: what moved this week, whose promises were kept?"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from timeline import BRIGHTLITE, Timeline, text
from wcwidth import wcswidth

from dossierkit.cli import output

Run = Callable[..., Any]
ON = ("--on", "2026-11-20")
WANG, ANNA = "dossiers/customers/wang-xiao-ming.md", "dossiers/customers/anna.md"


def wang(*header: str, log: str = "") -> str:
    lines = "".join(f"{line}\n" for line in ("owner: wang-jun", *header))
    return text(lines, log, name="王小明")


@pytest.fixture
def line(tmp_path: Path) -> Timeline:
    """A quarter of 王小明 and Anna."""
    made = Timeline(tmp_path / "book")
    brightlite = text("terms: {payment: T/T 30/70}\n", name="Brightlite GmbH")
    made.commit(
        "2026-09-01",
        {
            "dossiers/book.yaml": "timezone: Asia/Shanghai\n",
            "dossiers/team/lily.md": text(name="Lily"),
            BRIGHTLITE: brightlite,
            WANG: wang("stage: interest", "next: 2026-09-10 报价"),
        },
    )
    for day, due in (("09-10", "10-01"), ("10-01", "10-20"), ("11-16", "12-01")):
        made.commit(f"2026-{day}", {WANG: wang("stage: interest", f"next: 2026-{due} 报价")})
    order = "- 2026-11-18 order USD 3,000.00: 200 pcs\n"
    anna = text("owner: lily\nsource: {channel: exhibition}\nnext: 2026-11-18 ring\n", order)
    made.commit("2026-11-17", {ANNA: anna}, "new(anna): from the fair", by="Tom Wu")
    made.commit(
        "2026-11-18",
        {
            WANG: wang("stage: harmony", "intent: interested", "next: 2026-12-01 报价"),
            BRIGHTLITE: brightlite.replace("T/T 30/70", "L/C at sight"),
        },
        "set(brightlite): terms.payment\n\nKarl insisted.",
    )
    return made


def test_a_week(line: Timeline, run: Run) -> None:
    result = run("review", *ON, book=line.root)
    assert result.status == 0
    assert (
        result.stdout
        == """\
Stages forward
WHO     OWNER     FROM      TO       WHEN        AUTHOR
王小明  wang-jun  interest  harmony  2026-11-18  Lily Chen

Conversions
WHEN        WHO           OWNER  CHANNEL     WHAT
2026-11-18  Anna Schmidt  lily   exhibition  first order

New dossiers
WHEN        WHO           OWNER  AUTHOR
2026-11-17  Anna Schmidt  lily   Tom Wu

Intents
WHO     OWNER     FROM  TO          WHEN        AUTHOR
王小明  wang-jun  –     interested  2026-11-18  Lily Chen

Terms
Brightlite GmbH (brightlite)  2026-11-18  Lily Chen
      payment: T/T 30/70 → L/C at sight
      Karl insisted.

Next steps pushed back
TIMES  WHO     OWNER     STEP
    3  王小明  wang-jun  报价
      2026-09-10 → 2026-10-01 → 2026-10-20 → 2026-12-01

Promises
WAS   DUE         DONE        WHO           OWNER  STEP
kept  2026-11-18  2026-11-18  Anna Schmidt  lily   ring

By owner
OWNER     UP  DOWN  WON  LOST  AGAIN  NEW  GONE  KEPT  LATE  MISSED  PUSHED
lily       0     0    1     0      0    1     0     1     0       0       0
wang-jun   1     0    0     0      0    0     0     0     0       0       1
all        1     0    1     0      0    1     0     1     0       0       1

By source channel
CHANNEL     WON  AGAIN  LOST
exhibition    1      0     0

"""
    )
    assert result.stderr == (
        "2026-11-13 to 2026-11-20; how it came about: dossier history WHO [FIELD]\n"
    )


@pytest.mark.parametrize("columns", ["80", "60"])
def test_it_stands_in_columns_on_a_terminal(
    line: Timeline, run: Run, monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    long = "a very long name of somebody whose parents could not agree on a shorter one at all"
    other = text(f"owner: lily\nnext: 2026-11-19 {long}\n", name=f"王 {long}")
    line.commit("2026-11-19", {"dossiers/customers/long.md": other})
    monkeypatch.setattr(output, "is_terminal", lambda: True)
    env = {"COLUMNS": columns, "NO_COLOR": "1"}
    result = run("review", *ON, book=line.root, env=env)
    lines = result.stdout.splitlines()
    room = max(int(columns), 77)
    assert max(map(wcswidth, lines)) <= room
    heading = next(number for number, one in enumerate(lines) if one.startswith("WHO"))
    place = lines[heading].index("OWNER")
    assert wcswidth(lines[heading + 1].partition("wang-jun")[0]) == place


def test_of_one_owner(line: Timeline, run: Run) -> None:
    result = run("review", *ON, "--owner", "lily", book=line.root)
    assert "王小明" not in result.stdout
    assert "Anna Schmidt" in result.stdout
    assert "Brightlite" not in result.stdout
    nobody = run("review", "--owner", "zoe", book=line.root)
    assert nobody.status == 1
    assert "there is no member 'zoe'" in nobody.stderr


def test_as_json(line: Timeline, run: Run) -> None:
    line.commit("2026-11-19", {WANG: wang("stage: interest", log="- 2026-11-19 lost: x\n")})
    line.commit("2026-11-20", {ANNA: None})
    words = ("review", *ON, "--since", "2026-11-16", "--format", "json")
    data = json.loads(run(*words, book=line.root).stdout)
    hashes = line.git("log", "--format=%H").split()
    person = {"id": "wang-xiao-ming", "name": "王小明", "owner": "wang-jun"}
    assert (data["since"], data["on"], data["owner"]) == ("2026-11-16", "2026-11-20", None)
    assert data["has_history"]
    up, down = data["stages"]
    assert up == {
        **person, "old": "interest", "new": "harmony", "day": "2026-11-18", "by": "Lily Chen",
        "commit": hashes[2], "why": "Karl insisted.", "forward": True,
    }  # fmt: skip
    assert (down["forward"], down["why"]) == (False, "x")
    assert [(one["old"], one["new"]) for one in data["intents"]] == [
        (None, "interested"), ("interested", None),
    ]  # fmt: skip
    [term] = data["terms"]
    assert (term["id"], term["name"], term["field"]) == (
        "brightlite", "Brightlite GmbH", "terms.payment",
    )  # fmt: skip
    assert data["conversions"] == [
        {**person, "channel": None, "kind": "lost", "date": "2026-11-19"}
    ]
    assert (data["new"], data["gone"]) == ([], [])
    [pushed] = data["pushed"]
    assert (pushed["pushes"], pushed["in_span"], pushed["open"]) == (3, 1, False)
    assert pushed["days"][0] == {"day": "2026-09-10", "written": "2026-09-01", "by": "Lily Chen"}
    assert data["promises"] == []
    assert data["channels"] == [{"channel": None, "won": 0, "returned": 0, "lost": 1}]
    assert data["owners"][0]["owner"] == "wang-jun"
    assert data["owners"][0]["back"] == 1
    assert data["unreadable"] == []
    early = json.loads(run(*words[:1], "--on", "2026-11-18", *words[3:], book=line.root).stdout)
    assert [one["id"] for one in early["new"]] == ["anna"]
    assert early["promises"] == []


def test_missed_comes_before_late_and_kept(line: Timeline, run: Run) -> None:
    mei = "dossiers/customers/mei.md"
    steps = "next: [2026-11-16 one, 2026-11-17 two, 2026-11-19 three]"
    line.commit("2026-11-10", {mei: text(f"owner: lily\n{steps}\n")})
    log = "- 2026-11-16 call: x\n- 2026-11-18 call: y\n"
    line.commit("2026-11-18", {mei: text(f"owner: lily\n{steps}\n", log)})
    data = json.loads(run("review", *ON, "--format", "json", book=line.root).stdout)
    found = [(one["text"], one["outcome"], one["done"]) for one in data["promises"]]
    assert [one for one in found if one[0] != "ring"] == [
        ("one", "kept", "2026-11-16"), ("two", "late", "2026-11-18"), ("three", "missed", None),
    ]  # fmt: skip
    shown = run("review", *ON, book=line.root).stdout.splitlines()
    start = shown.index("Promises")
    outcomes = [one.split()[0] for one in shown[start + 2 : start + 6]]
    assert outcomes == ["missed", "late", "kept", "kept"]


def test_a_step_without_words_and_someone_unreadable(line: Timeline, run: Run) -> None:
    mei = "dossiers/customers/mei.md"
    for day, due in (("10-01", "10-16"), ("11-19", "11-30")):
        line.commit(f"2026-{day}", {mei: text(f"next: 2026-{due}\n", name="Mei")})
    line.commit("2026-11-20", {mei: text("next: 2026-11-30\nstage: harmony\n", name="Mei")})
    assert "\n    1  Mei     -         follow up\n" in run("review", *ON, book=line.root).stdout
    line.write({mei: "no header"})
    broken = run("review", *ON, book=line.root)
    assert broken.status == 1
    assert f"can't be read, so it may be missing here: {mei}:1:1" in broken.stderr
    assert "\nmei     -         –         harmony" in broken.stdout


def test_nothing_moved(line: Timeline, run: Run) -> None:
    result = run("review", "--since", "2d", "--on", "2026-08-01", book=line.root)
    assert (result.status, result.stdout) == (0, "")
    assert result.stderr == "nothing moved from 2026-07-30 to 2026-08-01\n"


def test_spans_that_are_none(line: Timeline, run: Run) -> None:
    for since, why in (("soon", "is no day"), ("2026-12-01", "2026-12-01 is after 2026-11-20")):
        result = run("review", "--since", since, *ON, book=line.root)
        assert result.status == 2
        assert why in result.stderr


def test_what_is_not_committed_counts_today(line: Timeline, run: Run) -> None:
    terms = "terms: {payment: O/A}\n"
    line.write({WANG: wang("stage: interest"), BRIGHTLITE: text(terms, name="Brightlite")})
    shown = run("review", book=line.root).stdout
    assert "harmony  interest" in shown
    assert "      payment: L/C at sight → O/A\n\n" in shown
    assert "not committed yet" not in run("review", *ON[:1], "2026-11-19", book=line.root).stdout


def test_in_a_plain_folder_the_logs_still_tell(line: Timeline, run: Run, tmp_path: Path) -> None:
    (line.root / ".git").rename(tmp_path / "away")
    result = run("review", *ON, book=line.root)
    assert result.status == 0
    assert "2026-11-18  Anna Schmidt  lily   exhibition  first order" in result.stdout
    assert result.stderr.startswith("only what the logs tell, stages and promises need git: ")
    data = json.loads(run("review", *ON, "--format", "json", book=line.root).stdout)
    assert not data["has_history"]
    assert data["stages"] == []
