"""Lists that were drawn before: what is printed is what would be drawn now, and no more is drawn
than has to be."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from conftest import write_book

from dossierkit.book.load import load
from dossierkit.cli import due_text
from dossierkit.cli.due_text import Lines, show_page
from dossierkit.cli.entry_days import entry_days
from dossierkit.index import pages
from dossierkit.index.answers import whole_listing
from dossierkit.index.asked import Asked, Listed, Page, Sleeping
from dossierkit.index.database import NoIndex
from dossierkit.index.look import meta
from dossierkit.index.pages import page, page_of
from dossierkit.method.followups import due

ON = date(2026, 11, 20)  # a Friday
MORNING = datetime(2026, 11, 20, 8, tzinfo=UTC)
PIPE = Lines(0, False, None)
FILES: dict[str, str | bytes] = {
    "dossiers/book.yaml": "country: cn\n",
    "dossiers/customers/anna.md": "---\nname: Anna Schmidt\nowner: lily\ncountry: de\n"
    "next: 2026-11-18 papers\n---\n",
    "dossiers/customers/bert.md": "---\nname: Bert\nowner: tom\ncountry: ae\n"
    "next: 2026-11-20 a long call about all that they wanted to know of us\n---\n",
    "dossiers/customers/chen.md": "---\nname: 陈伟\nowner: lily\ncountry: cn\n"
    "company: brightlite\nnext: 2026-11-19 price list\n---\n",
    "dossiers/customers/dora.md": "---\nname: Dora\nowner: tom\nsnooze: 2026-12-01 on leave\n---\n",
    "dossiers/companies/brightlite.md": "---\nname: 光明照明有限公司\ncountry: cn\n---\n",
}


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A book whose files count as ten seconds old."""
    now = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: now() + 10 * 10**9)
    return write_book(tmp_path, FILES)


class Drawn(Lines):
    """Lines that note what they draw."""

    entries: list[str] = []  # noqa: RUF012

    def entry(self, entry: Listed, places: Sequence[int], widths: Sequence[int]) -> str:
        self.entries.append(entry.id)
        return super().entry(entry, places, widths)

    def asleep(self, sleepers: Sequence[Sleeping]) -> str:
        self.entries.extend(one.id for one in sleepers)
        return super().asleep(sleepers)


def ask(root: Path, lines: Lines = PIPE, owner: str | None = None, on: date = ON) -> list[str]:
    """Asks for a list, which must be as it would be drawn of the whole book; gives who was drawn
    for it."""
    Drawn.entries.clear()
    found = page(str(root), _asked(on, owner), Drawn(*lines))
    drawn = [*Drawn.entries]
    whole = load(root)
    listing = whole_listing(whole, due(whole, on, owner=owner, entered=entry_days(whole, on)))
    assert found == page_of(listing, lines)
    return drawn


def _asked(on: date, owner: str | None = None) -> Asked:
    return Asked(on, 0, owner, False, lambda _: {}, lambda _: lambda _: None)


def write(root: Path, name: str, old: str, new: str) -> None:
    file = root / f"dossiers/customers/{name}.md"
    file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")


def test_what_was_drawn_is_not_drawn_again(book: Path) -> None:
    assert ask(book) == ["anna", "chen", "bert", "dora"]
    assert ask(book) == []


@pytest.mark.parametrize(
    "lines",
    [Lines(80, False, None), Lines(40, False, None), Lines(0, True, None), Lines(80, True, None)],
)
def test_another_terminal_has_a_drawing_of_its_own(book: Path, lines: Lines) -> None:
    ask(book)
    assert ask(book, lines) == ["anna", "chen", "bert", "dora"]
    assert ask(book, lines) == ask(book) == []


def test_another_owner_and_another_day_have_theirs(book: Path) -> None:
    ask(book)
    assert ask(book, owner="lily") == ["anna", "chen"]
    assert ask(book, on=date(2026, 11, 19)) == ["anna", "chen", "dora"]
    assert ask(book, on=date(2026, 12, 7)) == ["anna", "chen", "bert", "dora"]
    assert ask(book, owner="lily") == ask(book) == []


def test_of_an_edited_book_only_the_edited_is_drawn(book: Path) -> None:
    ask(book)
    write(book, "chen", "price list", "catalogue")
    assert ask(book) == ["chen"]
    write(book, "anna", "11-18", "12-18")
    assert ask(book) == ["chen", "bert"], "without Anna, a column is narrower"
    write(book, "chen", "11-19", "11-20")
    assert ask(book) == ["chen"], "due today, as Bert is"
    write(book, "dora", "on leave", "away")
    assert ask(book) == ["dora"]
    for name, day in (("chen", "11-20"), ("bert", "11-20")):
        write(book, name, day, "12-19")
    assert ask(book) == []
    assert ask(book) == []


def test_an_edit_that_shows_nowhere_makes_no_drawing(book: Path) -> None:
    ask(book)
    with (book / "dossiers/customers/chen.md").open("a", encoding="utf-8") as file:
        file.write("Likes tea.\n")
    assert ask(book) == []


def test_where_much_has_changed_all_is_drawn(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "_FEW", 0)
    ask(book)
    write(book, "chen", "price list", "catalogue")
    assert ask(book) == ["anna", "chen", "bert"]


def test_a_colleagues_mail_is_noted(book: Path) -> None:
    write(book, "anna", "owner: lily", "owner: lily\ncompany: brightlite")
    ask(book)
    with (book / "dossiers/customers/chen.md").open("a", encoding="utf-8") as file:
        file.write("## Log\n\n- 2026-11-19 price-update out: x\n")
    assert ask(book) == ["anna"]


class TestClocks:
    def test_they_are_those_of_the_moment(
        self, book: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        ask(book)
        for hour, clocks in ((8, "09:00 16:00 12:00"), (9, "10:00 17:00 13:00")):
            lines = Lines(0, False, MORNING.replace(hour=hour))
            assert ask(book, lines) == []
            show_page(page(str(book), _asked(ON), lines), lines.now, 0)
            out = capsys.readouterr().out.splitlines()
            assert [line[-5:] for line in out if line[-9:-5] == "Fri "] == clocks.split()

    def test_a_terminal_leaves_room_for_them(self, book: Path) -> None:
        day, night = Lines(50, True, MORNING), Lines(50, True, MORNING.replace(hour=22))
        assert ask(book, day) == ["anna", "chen", "bert", "dora"]
        assert ask(book, day._replace(now=MORNING.replace(minute=30))) == []
        assert ask(book, night) == ["anna", "chen", "bert", "dora"], "'off' takes more room"
        assert ask(book, night) == []

    def test_other_hours_of_work(self, book: Path, capsys: pytest.CaptureFixture[str]) -> None:
        lines = Lines(0, False, MORNING)
        ask(book, lines)
        write_book(book, {"dossiers/book.yaml": HOURS})
        ask(book, lines)
        show_page(page(str(book), _asked(ON), lines), MORNING, 0)
        assert "Fri 09:00 off" in capsys.readouterr().out


HOURS = "country: cn\nfollow-up: {working-hours: {from: 10, to: 20}}\n"


def test_another_program_draws_anew(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ask(book)
    monkeypatch.setattr(due_text, "_CODE", (due_text.__file__,))
    assert ask(book) == ["anna", "chen", "bert", "dora"]
    monkeypatch.setattr("dossierkit.index.frame.__version__", "9.9")
    assert ask(book) == ["anna", "chen", "bert", "dora"]


def test_only_the_latest_are_kept(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "_KEPT", 2)
    for room in (40, 50):
        ask(book, Lines(room, False, None))
    assert ask(book, Lines(50, False, None)) == []
    assert ask(book, Lines(40, False, None)) != []


def index(root: Path) -> sqlite3.Connection:
    return sqlite3.connect(root / ".dossier/index.db", isolation_level=None)


def test_a_drawing_that_can_not_be_kept_is_printed(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dossierkit.index.database._WAIT", 0.0)
    ask(book)
    other = index(book)
    other.execute("BEGIN IMMEDIATE")
    narrow = Lines(40, False, None)
    assert ask(book, narrow) == ask(book, narrow) == ["anna", "chen", "bert", "dora"]
    other.execute("ROLLBACK")
    other.close()


def test_a_drawing_of_what_another_command_has_changed_is_not_kept(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def later(connection: sqlite3.Connection, name: str) -> object:
        asked.append(name)
        return meta(connection, name) if len(asked) == 1 else -1

    monkeypatch.setattr(pages, "meta", later)
    assert ask(book) == ["anna", "chen", "bert", "dora"]
    assert asked == ["fills", "fills"]
    monkeypatch.undo()
    other = index(book)
    assert other.execute("SELECT count(*) FROM pages").fetchone() == (0,)
    other.close()


@pytest.mark.parametrize(
    "change", ["marks = x'00'", "marks = 'x'", "drawn = x'00'", "places = x'00'"]
)
def test_nonsense_costs_time_only(book: Path, change: str) -> None:
    ask(book)
    other = index(book)
    other.execute(f"UPDATE drawings SET {change}")
    other.close()
    write(book, "chen", "price list", "catalogue")
    with pytest.raises(NoIndex):
        page(str(book), _asked(ON), PIPE)
    ask(book)


def test_nobody_is_due(tmp_path: Path) -> None:
    root = write_book(
        tmp_path, {"dossiers/customers/eva.md": "---\nname: Eva\nnext: 2027-01-01 x\n---\n"}
    )
    assert ask(root) == []
    found: Page = page(str(root), _asked(ON), PIPE)
    assert (found.drawn, found.asleep, found.due) == ("", "", 0)
