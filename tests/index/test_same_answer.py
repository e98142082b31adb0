"""With the index and without it: the same list, after any edits, on any day."""

from __future__ import annotations

import shutil
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

import pytest
from conftest import write_book
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from lists import by_book, by_index, people_by_book, people_by_index
from random_customers import BRIGHTLITE, SPAN, START, days, people, price_list_text

from dossierkit.book.today import today_in
from dossierkit.cli.check_book import verdict_of
from dossierkit.index.verdicts import Verdict, keep_verdict, known_verdict, state_of

IDS = ("anna", "bert", "carl", "dora")
ids = st.sampled_from(IDS)
spans = st.sampled_from((0, 0, 0, 3, 7, 30, 45))
BROKEN = ("no header\n", "---\nname: [\n---\n", "---\nname: A\nsnoze: 2026-10-03 x\n---\n", "")
POLICIES = (
    "country: cn\n",
    "country: cn\ncurrency: EUR\nfollow-up: {no-plan: 5d}\n",
    "name: Lumora\nfollow-up: {working-hours: {from: 8, to: 20}}\n",
)
COMPANIES = (BRIGHTLITE, BRIGHTLITE.replace("country: de", "country: sa"), "---\nname: B\n---\n")
LAST = START + timedelta(days=SPAN)
COUNTRIES = ("---\nname: Germany\nweekend: [fri]\n---\n", "---\nname: Germany\n---\n")


class Edits(RuleBasedStateMachine):
    """A book that is edited at random, and asked after every edit."""

    @initialize(texts=st.lists(people, min_size=2, max_size=4))
    def begin(self, texts: list[str]) -> None:
        self.root = Path(tempfile.mkdtemp())
        self.asked: tuple[date, int, str | None] = (date(2026, 10, 20), 0, None)
        files = {
            f"dossiers/customers/{one}.md": text for one, text in zip(IDS, texts, strict=False)
        }
        write_book(self.root, {"dossiers/companies/brightlite.md": BRIGHTLITE, **files})

    def teardown(self) -> None:
        if hasattr(self, "root"):
            shutil.rmtree(self.root)

    def put(self, path: str, text: str) -> None:
        write_book(self.root, {"dossiers/book.yaml": self.policy, f"dossiers/{path}": text})

    @property
    def policy(self) -> str:
        return (self.root / "dossiers/book.yaml").read_text("utf-8")

    @rule(one=ids, text=people)
    def write(self, one: str, text: str) -> None:
        self.put(f"customers/{one}.md", text)

    @rule(one=ids, line=st.sampled_from(("owner: lily", "owner: tom", "company: brightlite")))
    def add_line(self, one: str, line: str) -> None:
        file = self.root / f"dossiers/customers/{one}.md"
        name = line.partition(":")[0]
        if file.exists() and f"\n{name}:" not in (text := file.read_text("utf-8")):
            file.write_text(text.replace("name: ", f"{line}\nname: ", 1), "utf-8")

    @rule(one=ids, day=days, event=st.sampled_from(("price-update out", "email in", "order in")))
    def log(self, one: str, day: date, event: str) -> None:
        file = self.root / f"dossiers/customers/{one}.md"
        if file.exists():
            text = file.read_text("utf-8")
            heading = "" if "## Log" in text else "\n## Log\n\n"
            file.write_text(f"{text}{heading}- {day} {event}: x\n", "utf-8")

    @rule(one=ids, text=st.sampled_from(BROKEN))
    def break_it(self, one: str, text: str) -> None:
        self.put(f"customers/{one}.md", text)

    @rule(one=ids)
    def delete(self, one: str) -> None:
        (self.root / f"dossiers/customers/{one}.md").unlink(missing_ok=True)

    @rule(one=ids, name=st.sampled_from(("Anna.md", "eva.md", "con.md", "x y.md", "anna.md~")))
    def copy(self, one: str, name: str) -> None:
        file = self.root / f"dossiers/customers/{one}.md"
        if file.exists():
            shutil.copy2(file, file.with_name(name))

    @rule(name=st.sampled_from(("Anna.md", "eva.md", "con.md", "x y.md")))
    def delete_copy(self, name: str) -> None:
        (self.root / "dossiers/customers" / name).unlink(missing_ok=True)

    @rule(text=st.sampled_from(COMPANIES))
    def write_company(self, text: str) -> None:
        self.put("companies/brightlite.md", text)

    @rule()
    def delete_company(self) -> None:
        (self.root / "dossiers/companies/brightlite.md").unlink(missing_ok=True)

    @rule(text=st.sampled_from(COUNTRIES), code=st.sampled_from(("de", "cn", "sa")))
    def write_country(self, text: str, code: str) -> None:
        self.put(f"countries/{code}.md", text)

    @rule(text=st.sampled_from(POLICIES))
    def write_policy(self, text: str) -> None:
        write_book(self.root, {"dossiers/book.yaml": text})

    @rule(start=days, price=st.sampled_from(("2.50", "2.75")))
    def write_prices(self, start: date, price: str) -> None:
        self.put(f"prices/{start}.csv", price_list_text(price))

    @rule()
    def no_prices(self) -> None:
        shutil.rmtree(self.root / "dossiers/prices", ignore_errors=True)

    @rule(name=st.sampled_from(("greeting", "thanks")))
    def write_template(self, name: str) -> None:
        write_book(self.root, {"dossiers/book.yaml": self.policy, f"templates/{name}/en.md": "x"})

    @rule(on=days, within=spans, owner=st.sampled_from((None, None, "lily")))
    def ask_for(self, on: date, within: int, owner: str | None) -> None:
        self.asked = (on, within, owner)

    @invariant()
    def same(self) -> None:
        if not hasattr(self, "root"):
            return
        on, within, owner = self.asked
        whose = owner if owner and owner in _owners(self.root) else None
        assert by_index(self.root, on, within, whose) == by_book(self.root, on, within, whose)

    @invariant()
    def same_people(self) -> None:
        if not hasattr(self, "root"):
            return
        on = self.asked[0]
        known = people_by_index(self.root, on)
        assert known in (None, people_by_book(self.root, on))
        if on >= LAST:
            assert known is not None


def _owners(root: Path) -> set[str]:
    found = (file.read_text("utf-8") for file in root.glob("dossiers/customers/*.md"))
    return {
        line.removeprefix("owner: ")
        for text in found
        if text.startswith("---\nowner: ") and "[\n" not in text
        for line in text.split("\n")[1:2]
    }


class QuietEdits(Edits):
    """The same, some seconds after each edit: what was read is believed."""

    def __init__(self) -> None:
        super().__init__()
        self.patch = pytest.MonkeyPatch()
        now = time.time_ns
        self.patch.setattr(time, "time_ns", lambda: now() + 10 * 10**9)

    def teardown(self) -> None:
        self.patch.undo()
        super().teardown()

    @invariant()
    def same_findings(self) -> None:
        if not hasattr(self, "root"):
            return
        whole = verdict_of(self.root, None)
        for _ in ("worked out", "known"):
            assert known_or_new(self.root) == whole


def known_or_new(root: Path) -> Verdict:
    """What `check` says, from the index if it can."""
    state = state_of(str(root))
    assert state is not None
    known = known_verdict(str(root), state, None, today_in)
    if known is None:
        known = verdict_of(root, None)
        keep_verdict(str(root), state, known)
        assert known_verdict(str(root), state, None, today_in) == known
    return known


STEPS = settings(
    max_examples=15,
    stateful_step_count=12,
    deadline=None,
    derandomize=True,
    report_multiple_bugs=False,
    suppress_health_check=list(HealthCheck),
)
TestEdits, TestQuietEdits = Edits.TestCase, QuietEdits.TestCase
TestEdits.settings = TestQuietEdits.settings = STEPS
