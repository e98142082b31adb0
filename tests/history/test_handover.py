"""Lily leaves; Tom gets her customers, and a brief for each of them (M51)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from conftest import write_book
from peoplebook import ANNA, FILES, KARL, commit, git, make

from dossierkit.book.change import Refusal
from dossierkit.book.load import load
from dossierkit.book.writing import scratch, writing
from dossierkit.history.commit import WriteRefused
from dossierkit.history.people.handover import (
    CannotHandOver,
    Handover,
    briefs,
    customers_of,
    hand_over,
    in_doubt,
    require_room,
    write_briefs,
)
from dossierkit.text.atomic import Changed

ON = date(2026, 11, 20)
LILY_TO_TOM = Handover("lily", "tom", ON)
ANNA_PATH = "dossiers/customers/anna-schmidt.md"
BRIGHTLITE = "dossiers/companies/brightlite.md"


def texts(root: Path, on: date = ON) -> dict[str, str]:
    """The briefs that Lily would leave."""
    book = load(root)
    handover = LILY_TO_TOM._replace(on=on)
    return briefs(book, customers_of(book, "lily"), handover, {})


def brief(root: Path, who: str = "anna-schmidt", on: date = ON) -> str:
    return texts(root, on)[f"{who}.md"]


def plain_brief(tmp_path: Path, anna: str, files: Mapping[str, str] | None = None) -> str:
    """Anna's brief in a plain folder."""
    write_book(tmp_path, {**FILES, ANNA_PATH: anna, **(files or {})})
    return brief(tmp_path)


def section(text: str, title: str) -> list[str]:
    """The lines of a part of a brief."""
    return text.partition(f"## {title}\n\n")[2].partition("\n\n")[0].rstrip().split("\n")


class TestReassigning:
    def test_one_line_in_each_and_one_commit_for_all(self, tmp_path: Path) -> None:
        root = make(tmp_path / "book")
        book = load(root)
        written = hand_over(book, customers_of(book, "lily"), LILY_TO_TOM)
        assert written.commit == git(root, "rev-parse", "HEAD").strip()
        assert git(root, "log", "-1", "--format=%B").strip() == (
            "handover(lily): 2 customers to tom\n\nDossier: anna-schmidt\n"
            "Dossier: karl-brandt\nDossier-Cmd: handover"
        )
        assert git(root, "show", "--numstat", "--format=").split() == [
            "1", "1", ANNA_PATH, "1", "1", "dossiers/customers/karl-brandt.md",
        ]  # fmt: skip
        assert customers_of(load(root), "lily") == []
        assert [one.id for one in customers_of(load(root), "tom")] == [
            "anna-schmidt",
            "karl-brandt",
        ]

    def test_one_customer(self, tmp_path: Path) -> None:
        root = make(tmp_path / "book", {**FILES, ANNA_PATH: ANNA.replace("lily", "tom", 1)})
        book = load(root)
        hand_over(book, customers_of(book, "lily"), LILY_TO_TOM)
        assert "1 customer to tom" in git(root, "log", "-1", "--format=%s")

    def test_all_or_nothing(self, tmp_path: Path) -> None:
        root = make(tmp_path / "book")
        book = load(root)
        (root / "dossiers/customers/karl-brandt.md").write_text("---\nname: [\n---\n")
        with pytest.raises(Refusal, match=r"karl-brandt\.md"):
            hand_over(book, customers_of(book, "lily"), LILY_TO_TOM)
        (root / "dossiers/customers/karl-brandt.md").unlink()
        with pytest.raises((CannotHandOver, WriteRefused), match="gone since it was read"):
            hand_over(book, customers_of(book, "lily"), LILY_TO_TOM)
        assert "owner: lily" in (root / ANNA_PATH).read_text()

    def test_files_that_may_be_theirs_and_cant_be_read(self, tmp_path: Path) -> None:
        write_book(
            tmp_path,
            {
                **FILES,
                "dossiers/customers/a.md": "---\nname: [\nowner: lily\n---\n",
                "dossiers/customers/b.md": "---\nname: [\nowner: tom\n---\n",
                "dossiers/customers/c.md": b"\xff\xfe\x00",
                "dossiers/customers/d.md": "---\nname: D\nowner: Lily\n---\n",
                "dossiers/customers/e.md": "---\nname: E\nowner: '??'\n---\n",
                "dossiers/companies/f.md": "---\nname: [\n---\nlily\n",
            },
        )
        paths = [finding.path.rpartition("/")[2] for finding in in_doubt(load(tmp_path), "lily")]
        assert paths == ["a.md", "c.md", "d.md"]

    def test_a_members_own_file_that_cannot_be_read(self, tmp_path: Path) -> None:
        write_book(tmp_path, {**FILES, "dossiers/team/lily.md": "---\nname: [\n---\n"})
        assert {one.path for one in in_doubt(load(tmp_path), "lily")} == {"dossiers/team/lily.md"}
        assert in_doubt(load(tmp_path), "tom") == []

    def test_a_file_that_is_gone_since_it_was_found(self, tmp_path: Path) -> None:
        write_book(tmp_path, {"dossiers/customers/a.md": "---\nname: [\nowner: lily\n---\n"})
        book = load(tmp_path)
        (tmp_path / "dossiers/customers/a.md").unlink()
        assert in_doubt(book, "lily") == []


class TestBriefs:
    def test_what_is_due_first_stands_at_the_top(self, tmp_path: Path) -> None:
        root = write_book(tmp_path, {**FILES, "dossiers/customers/zoe.md": ANNA})
        (root / "dossiers/customers/zoe.md").write_text(
            "---\nname: 'Zoe | # [x](http://x.example)'\nowner: lily\nnext: 2026-11-01 call\n---\n"
        )
        index = texts(root)["index.md"]
        rows = [line for line in index.split("\n") if line.startswith("| 20")]
        assert [row.split("|")[1].strip() for row in rows] == sorted(
            row.split("|")[1].strip() for row in rows
        )
        assert "(zoe.md)" in rows[0]
        assert r"[Zoe \| # \[x\](http:\/\/x.example)](zoe.md)" in rows[0]
        assert "Lily Zhang (lily) hands over to Tom Becker (tom) on 2026-11-20." in index

    def test_one_without_anything_due(self, tmp_path: Path) -> None:
        anna = "---\nname: Anna\nowner: lily\nconsent: {do-not-contact: true}\n---\n"
        write_book(tmp_path, {**FILES, ANNA_PATH: anna, "dossiers/customers/karl-brandt.md": ""})
        assert "| - | [Anna](anna-schmidt.md) |  |  |  |" in texts(tmp_path)["index.md"]
        assert "# Handover: 1 customer\n" in texts(tmp_path)["index.md"]
        assert section(brief(tmp_path), "What is due") == ["- Nothing"]

    def test_a_customer_called_index(self, tmp_path: Path) -> None:
        write_book(tmp_path, {"dossiers/customers/index.md": "---\nname: I\nowner: lily\n---\n"})
        assert list(texts(tmp_path)) == ["_index.md", "index.md"]

    def test_names_make_no_headings_links_or_html(self, tmp_path: Path) -> None:
        text = plain_brief(tmp_path, ANNA.replace("Anna Schmidt", "'<b>*A* [x](y) `z` www.x.ex'"))
        assert text.startswith("# \\<b\\>\\*A\\* \\[x\\](y) \\`z\\` www\\.x.ex (Brightlite GmbH)\n")

    def test_where_it_stands(self, tmp_path: Path) -> None:
        anna = ANNA.replace("next:", "stage: interest\nsnooze: 2026-12-01 away\nnext:") + (
            "- 2026-10-01 order in USD 1,000.00: a\n- 2026-10-02 order in USD 500.50: b\n"
            "- 2026-10-03 order in EUR 10: c\n"
        )
        anna = anna.replace("---\nBuys", "consent: {marketing: refused}\n---\nBuys")
        assert section(plain_brief(tmp_path, anna), "Where it stands") == [
            "- No bulk mail: they refused it.",
            "- Snoozed until 2026-12-01 away",
            "- An actual customer, stage interest",
            "- Last touch, 19 days ago: 2026-11-01 call out by lily: She thinks about it.",
            "- 3 orders, together EUR 10 and USD 1,500.50; the last on 2026-10-03",
        ]

    def test_someone_new_and_one_order_without_amount(self, tmp_path: Path) -> None:
        new = "---\nname: New\nowner: lily\n---\n"
        assert section(plain_brief(tmp_path, new), "Where it stands") == [
            "- A prospect: no order yet",
            "- No touch yet",
        ]
        once = f"{new}## Log\n- 2024-01-01 order: one\n"
        assert section(plain_brief(tmp_path, once), "Where it stands")[-1] == (
            "- 1 order; the last on 2024-01-01"
        )
        assert "A lapsed customer" in plain_brief(tmp_path, once)

    def test_why_it_stalled(self, tmp_path: Path) -> None:
        anna = ANNA.replace("next:", "reason: price\nexpected-purchase: 2027-03\nnext:") + (
            "- 2026-11-02 lost in: Too dear\n- 2026-11-18 quote out USD 5: PI, valid 2026-11-30\n"
            "- 2026-11-19 sample out: two\n"
        )
        assert section(plain_brief(tmp_path, anna), "Why it stalled") == [
            "- Reason noted: price",
            "- The deal was lost: 2026-11-02 lost in: Too dear",
            "- Unanswered, sent 2 days ago: 2026-11-18 quote out USD 5: PI, valid 2026-11-30",
            "- Unanswered, sent yesterday: 2026-11-19 sample out: two",
            "- They expect to buy: 2027-03",
        ]

    def test_a_quote_that_was_answered(self, tmp_path: Path) -> None:
        anna = ANNA + "- 2026-11-18 quote out USD 5: PI\n- 2026-11-19 email in: No\n"
        assert section(plain_brief(tmp_path, anna), "Why it stalled") == [
            "- Nothing says that it has."
        ]

    def test_what_was_promised(self, tmp_path: Path) -> None:
        anna = ANNA.replace("2026-11-01 call", "2026-10-01 call") + (
            "- 2026-10-02 quote out USD 5: PI, valid 2026-11-20\n"
            "- 2026-10-01 quote out USD 4: old, valid 2026-11-01\n"
        )
        assert section(plain_brief(tmp_path, anna), "What was promised") == [
            "- 2026-11-05 answer on L/C terms; missed, 15 days ago",
            "- A quote that is still valid until 2026-11-20: "
            "2026-10-02 quote out USD 5: PI, valid 2026-11-20",
        ]

    def test_nothing_is_promised(self, tmp_path: Path) -> None:
        anna = ANNA.replace("next: 2026-11-05 answer on L/C terms\n", "")
        text = plain_brief(tmp_path, anna)
        assert section(text, "What was promised") == ["- Nothing is open."]
        assert section(text, "What is due") == ["- Nothing today; the next is on 2026-12-01"]

    def test_what_is_due_later(self, tmp_path: Path) -> None:
        anna = ANNA.replace("2026-11-05 answer", "2026-12-05 answer")
        due = section(plain_brief(tmp_path, anna), "What is due")
        assert due == ["- Nothing today; the next is on 2026-12-05"]

    def test_how_to_talk_to_them(self, tmp_path: Path) -> None:
        anna = ANNA.replace(
            "next:",
            "salutation: Frau Schmidt\npersonality: {style: driver, manner: formal}\n"
            "language: {prefers: de, written-english: basic, spoken-english: none, speech: slow}\n"
            "taboos: [jokes, pork]\ninterests: [tea]\nreligion: muslim\ndiet: [halal]\nnext:",
        ).replace('34567"]', '34567"], prefers: phone')
        lines = section(plain_brief(tmp_path, anna), "How to talk to them")
        assert lines == [
            "- Address them as Frau Schmidt",
            "- letters in de, written English basic, spoken English none, speaks at a slow pace",
            "- Best reached by phone",
            "- driver and formal",
            "- Never: jokes; pork",
            "- Likes tea",
            "- religion, diet recorded without consent: not shown",
        ]

    def test_sensitive_facts_only_with_consent(self, tmp_path: Path) -> None:
        consent = "consent: {sensitive: 2026-01-01 told me}\nnext:"
        anna = ANNA.replace("next:", f"religion: muslim\ndiet: [halal]\n{consent}")
        lines = section(plain_brief(tmp_path, anna), "How to talk to them")
        assert lines == ["- Respect: muslim; halal (they agreed that we keep it)"]
        ended = anna.replace("told me}", "told me until 2026-01-31}")
        assert section(plain_brief(tmp_path, ended), "How to talk to them") == [
            "- religion, diet recorded without consent: not shown"
        ]
        family = ANNA.replace("next:", f"family-life: {{children: [{{born: 2015}}]}}\n{consent}")
        assert "## How to talk to them" not in plain_brief(tmp_path, family)

    def test_others_at_the_company(self, tmp_path: Path) -> None:
        zoe = "---\nname: 1. Zoe\ncompany: brightlite\n---\n"
        files = {"dossiers/customers/zoe.md": zoe, "dossiers/customers/x.md": "---\nname: X\n---\n"}
        assert section(plain_brief(tmp_path, ANNA, files), "Others at the company") == [
            "- Karl Brandt (karl-brandt): Boss, authority: decision-maker, last touch 2026-11-02",
            "- 1\\. Zoe (zoe): no touch yet",
        ]
        lone = ANNA.replace("company: brightlite\n", "")
        text = plain_brief(tmp_path, lone, files)
        assert "Others at the company" not in text
        assert section(text, "Terms, and how they came about") == ["- No company, so no terms"]

    def test_the_last_ten_lines(self, tmp_path: Path) -> None:
        anna = ANNA + "".join(f"- 2026-11-{day:02d} email in: {day}\n" for day in range(2, 16))
        lines = section(plain_brief(tmp_path, anna), "The last 10 lines of the log")
        assert len(lines) == 10
        assert lines[0] == "- 2026-11-15 email in: 15"
        assert section(plain_brief(tmp_path, f"{ANNA}- 2026-11-16 chat:\n"), "The last")[-1:]


class TestTerms:
    def test_a_plain_folder_has_no_history(self, tmp_path: Path) -> None:
        assert section(plain_brief(tmp_path, ANNA), "Terms, and how they came about") == [
            "- Now: payment T/T 30/70",
            "- How it came about is not known: this book is a plain folder, without git.",
        ]

    def test_each_change_with_its_day_author_and_reason(self, tmp_path: Path) -> None:
        root = make(tmp_path / "book")
        file = root / BRIGHTLITE
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("country: de", "country: at"), encoding="utf-8")
        commit(root, "moved", at="2026-11-09T10:00:00+00:00")
        text = text.replace("T/T 30/70", "L/C at sight")
        file.write_text(text, encoding="utf-8")
        commit(root, "set: payment\n\nTheir bank *insists*", at="2026-11-10T10:00:00+00:00")
        more = "L/C at sight\n  signed-sample: true\n  price-adjustment: +3%\n  rebate: {rate: 1%}"
        file.write_text(text.replace("L/C at sight", more), encoding="utf-8")
        assert section(brief(root), "Terms, and how they came about") == [
            "- Now: payment L/C at sight; signed-sample yes; price-adjustment 3 %; rebate.rate 1 %",
            "- 2026-11-03, Lily Chen: first entered, with payment “T/T 30/70”",
            "- 2026-11-10, Lily Chen: payment “T/T 30/70” → “L/C at sight” "
            "(set: payment: Their bank \\*insists\\*)",
            "- Not committed yet: signed-sample “true”; price-adjustment “+3%”; rebate.rate “1%”",
        ]

    def test_terms_that_never_changed_and_none(self, tmp_path: Path) -> None:
        root = make(tmp_path / "book")
        assert section(brief(root), "Terms, and how they came about")[1:] == [
            "- 2026-11-03, Lily Chen: first entered"
        ]
        (root / BRIGHTLITE).write_text("---\nname: Brightlite\n---\n", encoding="utf-8")
        commit(root, "No terms", at="2026-11-10T10:00:00+00:00")
        lines = section(brief(root), "Terms, and how they came about")
        assert lines[0] == "- Nothing is agreed yet"
        assert lines[-1].endswith("payment “T/T 30/70” → nothing (No terms)")

    def test_a_customer_without_company_in_git(self, tmp_path: Path) -> None:
        anna = ANNA.replace("company: brightlite\n", "")
        assert "No company, so no terms" in brief(make(tmp_path / "b", {**FILES, ANNA_PATH: anna}))


class TestNextSteps:
    def test_pushed_back_kept_and_missed(self, tmp_path: Path) -> None:
        root = make(tmp_path / "book")
        steps = [
            ("2026-11-12 answer on L/C terms", "2026-11-06"),
            ("2026-11-19 answer on L/C terms", "2026-11-13"),
            ("2026-11-30 something else altogether", "2026-11-20"),
        ]
        for number, (step, day) in enumerate(steps):
            old = "2026-11-05 answer on L/C terms" if number == 0 else steps[number - 1][0]
            text = (root / ANNA_PATH).read_text(encoding="utf-8")
            new = f"[{step}, 2026-12-24 call]" if number == 2 else step
            (root / ANNA_PATH).write_text(text.replace(old, new), encoding="utf-8")
            commit(root, "next", at=f"{day}T10:00:00+00:00")
        text = brief(root)
        assert section(text, "Why it stalled") == [
            "- Pushed back 2 times, from 2026-11-05 to 2026-11-19: answer on L/C terms"
        ]
        assert section(text, "What was promised") == [
            "- 2026-11-30 something else altogether (since 2026-11-20, Lily Chen)",
            "- 2026-12-24 call (since 2026-11-20, Lily Chen)",
            "- Missed, and taken out: 2026-11-19 answer on L/C terms",
        ]

    def test_pushed_back_once_and_not_committed(self, tmp_path: Path) -> None:
        root = make(tmp_path / "book")
        text = (root / ANNA_PATH).read_text(encoding="utf-8")
        once = text.replace("2026-11-05 answer on L/C terms", "2026-11-25")
        (root / ANNA_PATH).write_text(once, encoding="utf-8")
        commit(root, "next", at="2026-11-04T10:00:00+00:00")
        (root / ANNA_PATH).write_text(once.replace("2026-11-25", "2026-11-26"), encoding="utf-8")
        lines = section(brief(root), "What was promised")
        assert lines == ["- 2026-11-26 follow up"]
        assert "Pushed back once, from 2026-11-05 to 2026-11-25: follow up" in brief(root)

    def test_what_is_no_next_step(self, tmp_path: Path) -> None:
        root = make(tmp_path / "book", {**FILES, ANNA_PATH: ANNA.replace("2026-11-05", "soon")})
        text = (root / ANNA_PATH).read_text(encoding="utf-8")
        later = text.replace("soon answer", "2026-12-05 answer")
        (root / ANNA_PATH).write_text(later, encoding="utf-8")
        commit(root, "next", at="2026-11-04T10:00:00+00:00")
        assert "(since 2026-11-04, Lily Chen)" in brief(root)


class TestFolder:
    def test_no_brief_is_written_over_a_file(self, tmp_path: Path) -> None:
        require_room(tmp_path / "new", ["index.md"])
        require_room(tmp_path, ["index.md"])
        (tmp_path / "index.md").write_text("mine")
        with pytest.raises(CannotHandOver, match="is there already"):
            require_room(tmp_path, ["a.md", "index.md"])
        with pytest.raises(CannotHandOver, match="is no folder"):
            require_room(tmp_path / "index.md", ["a.md"])

    def test_all_briefs_or_none(self, tmp_path: Path) -> None:
        folder = tmp_path / "briefs"
        written = write_briefs(tmp_path, folder, {"a.md": "A\n", "b.md": "B"})
        assert [file.name for file in written] == ["a.md", "b.md"]
        assert (folder / "a.md").read_bytes() == b"A\n"
        with pytest.raises(Changed):
            write_briefs(tmp_path, folder, {"c.md": "C", "b.md": "B"})
        assert sorted(file.name for file in folder.iterdir()) == ["a.md", "b.md"]


class TestKilledWhileWriting:
    def test_the_next_command_clears_the_half_brief_away(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write_book(tmp_path, FILES)

        def die(*_: object) -> None:
            raise SystemExit

        with monkeypatch.context() as patch:
            patch.setattr("dossierkit.text.temporary.drop", die)
            patch.setattr("dossierkit.text.atomic.drop", die)
            patch.setattr("dossierkit.text.atomic.move_new", die)
            with pytest.raises(SystemExit):
                write_briefs(tmp_path, tmp_path / "outbox/x", {"a.md": "A"})
        assert list((tmp_path / "outbox/x").iterdir()) == []
        assert list(scratch(tmp_path).iterdir())
        with writing(tmp_path):
            pass
        assert list(scratch(tmp_path).iterdir()) == []

    def test_another_command_is_at_work(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("dossierkit.book.writing._MOST_WAITING", 0)
        write_book(tmp_path, FILES)
        with writing(tmp_path), pytest.raises(CannotHandOver, match="process"):
            write_briefs(tmp_path, tmp_path / "outbox/x", {"a.md": "A"})


def test_a_member_who_has_left_already(tmp_path: Path) -> None:
    files = {**FILES}
    del files["dossiers/team/lily.md"]
    write_book(tmp_path, files)
    assert "lily hands over to Tom Becker (tom)" in brief(tmp_path)


def test_the_sample_of_karl(tmp_path: Path) -> None:
    write_book(tmp_path, {**FILES, "dossiers/customers/karl-brandt.md": KARL})
    assert "Karl Brandt (Brightlite GmbH)" in brief(tmp_path, "karl-brandt")
