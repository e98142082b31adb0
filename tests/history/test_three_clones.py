"""Three colleagues work at random for weeks: no word is lost, and an opt-out stays one.

`make soak` runs many more and longer weeks than the test suite does.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import tempfile
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from team import BOOK, Clone, git

from dossierkit.book.checks import findings
from dossierkit.book.load import load
from dossierkit.cli import main
from dossierkit.cli.checked import real_today
from dossierkit.schema.customer import RAPPORTS, STAGES

RUNS = int(os.environ.get("DOSSIER_RUNS", "4"))
STEPS = int(os.environ.get("DOSSIER_STEPS", "20"))

WHO = st.sampled_from(("lily", "mei", "tom"))
_CONFLICT = re.compile(r"<{7} .*?\n(.*?)={7}\n(.*?)>{7} .*?\n", re.DOTALL)


class Office(RuleBasedStateMachine):
    """A server, three clones, and what each is known to have committed."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="office-"))
        self.clones: dict[str, Clone] = {}
        self.bullets: set[str] = set()
        self.opted_out: set[str] = set()
        self.people: set[str] = {"anna", "karl"}
        self.count = 0

    @initialize()
    def found(self) -> None:
        first = self.folder / "lily"
        for path, text in BOOK.items():
            file = first / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
        git(first, "init", "--quiet")
        self.dossier("lily", "init", str(first))
        git(self.folder, "clone", "--quiet", "--bare", "lily", "server.git")
        git(first, "remote", "add", "origin", "../server.git")
        git(first, "push", "--quiet", "--set-upstream", "origin", "main")
        for name in ("mei", "tom"):
            git(self.folder, "clone", "--quiet", "server.git", name)
            self.dossier(name, "init", str(self.folder / name))
        self.clones = {name: Clone(self.folder / name) for name in ("lily", "mei", "tom")}

    def dossier(self, name: str, *arguments: str) -> int:
        """Runs the command in a clone; gives its status."""
        said = io.StringIO()
        book = () if arguments[0] == "init" else ("--book", str(self.folder / name))
        with redirect_stdout(said), redirect_stderr(said):
            status = main([*arguments, *book])
        assert status in (0, 1), f"{arguments}: {said.getvalue()}"
        return status

    def known(self, name: str) -> list[str]:
        """The customers that a clone has."""
        folder = self.clones[name].root / "dossiers/customers"
        return sorted(file.stem for file in folder.glob("*.md"))

    def one_of(self, name: str, number: int) -> str:
        known = self.known(name)
        return known[number % len(known)]

    @rule(name=WHO, number=st.integers(0, 9), day=st.integers(1, 28))
    def log(self, name: str, number: int, day: int) -> None:
        self.count += 1
        word = f"word{self.count}x"
        text = (f"{word} and more", "--date", f"2026-10-{day:02d}")
        assert self.dossier(name, "log", self.one_of(name, number), "note", *text) == 0
        self.bullets.add(word)

    @rule(name=WHO, number=st.integers(0, 9), stage=st.sampled_from(STAGES))
    def set_stage(self, name: str, number: int, stage: str) -> None:
        assert self.dossier(name, "set", self.one_of(name, number), "stage", stage) == 0

    @rule(name=WHO, number=st.integers(0, 9), rapport=st.sampled_from(RAPPORTS))
    def set_rapport(self, name: str, number: int, rapport: str) -> None:
        assert self.dossier(name, "set", self.one_of(name, number), "rapport", rapport) == 0

    @rule(name=WHO, number=st.integers(0, 9))
    def tag(self, name: str, number: int) -> None:
        self.count += 1
        who = self.one_of(name, number)
        assert self.dossier(name, "set", who, "tags", "--add", f"tag{self.count}") == 0

    @rule(name=WHO, number=st.integers(0, 9))
    def opt_out(self, name: str, number: int) -> None:
        who = self.one_of(name, number)
        assert self.dossier(name, "set", who, "consent.do-not-contact", "true") == 0
        self.opted_out.add(who)

    @rule(name=WHO)
    def meet_somebody(self, name: str) -> None:
        self.count += 1
        who = f"guest-{self.count}"
        assert self.dossier(name, "new", "customer", f"Guest {self.count}") == 0
        self.people.add(who)

    @rule(name=WHO, number=st.integers(0, 9))
    def edit_by_hand(self, name: str, number: int) -> None:
        """An editor saves, without a commit; the next sync takes it along."""
        self.count += 1
        word = f"word{self.count}x"
        file = self.clones[name].root / f"dossiers/customers/{self.one_of(name, number)}.md"
        text = file.read_text()
        file.write_text(text.replace("## Log", f"A note of {name}: {word}.\n\n## Log", 1))
        self.bullets.add(word)

    @rule(name=WHO, number=st.integers(0, 9))
    def crash(self, name: str, number: int) -> None:
        """A killed command left its temporary file: the next one clears it away."""
        clone = self.clones[name]
        leftover = clone.root / ".dossier/tmp/.dossier-tmp-0123-anna.md"
        leftover.parent.mkdir(parents=True, exist_ok=True)
        leftover.write_text("---\nname: half")

    @rule(name=WHO)
    def sync(self, name: str) -> None:
        self.exchange(name)

    def exchange(self, name: str) -> None:
        """Syncs as a person does: answers what is asked, and goes on."""
        clone = self.clones[name]
        report = clone.sync(commit=True)
        for _ in range(5):
            if not report.questions:
                break
            for question in report.questions:
                self.answer(clone, question.path)
            report = clone.go_on()
        assert not report.questions
        assert not report.findings, report.findings

    def answer(self, clone: Clone, path: str) -> None:
        """Takes our side of a field, and both sides of anything else."""
        text = clone.read(path)
        assert _CONFLICT.search(text), f"{path} asks without showing both sides:\n{text}"
        header = text.find("\n---", 3)

        def choose(match: re.Match[str]) -> str:
            ours, theirs = match.groups()
            return ours if match.start() < header else ours + theirs

        clone.write(path, _CONFLICT.sub(choose, text))

    @invariant()
    def every_file_can_be_read(self) -> None:
        for clone in self.clones.values():
            book = load(clone.root)
            assert not book.unreadable, book.unreadable

    def teardown(self) -> None:
        try:
            if self.clones:
                self.settle()
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)

    def settle(self) -> None:
        """At the end all sync, and have the same: every word, every opt-out, nothing twice."""
        for name in (*self.clones, *self.clones):
            self.exchange(name)
        tips = {clone.tip("HEAD^{tree}") for clone in self.clones.values()}
        assert len(tips) == 1
        book = load(self.clones["lily"].root)
        assert set(book.customers) == self.people
        text = "".join(customer.source.text for customer in book.customers.values())
        for word in self.bullets:
            assert len(re.findall(rf"\b{word}\b", text)) == 1, word
        for who in self.opted_out:
            assert book.customers[who].facts.consent.do_not_contact, who
        found = findings(book, real_today(book))
        assert not [finding for finding in found if finding.is_error]
        for clone in self.clones.values():
            assert git(clone.root, "fsck", "--strict", "--no-dangling") == ""


Office.TestCase.settings = settings(
    max_examples=RUNS,
    stateful_step_count=STEPS,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


class TestThreeClones(Office.TestCase):  # type: ignore[valid-type,misc]
    """Any order of any work."""

    @pytest.fixture(autouse=True)
    def without_hooks(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Each commit would start a program; the hooks have their own tests."""
        monkeypatch.setenv("GIT_CONFIG_COUNT", "2")
        monkeypatch.setenv("GIT_CONFIG_KEY_1", "core.hooksPath")
        monkeypatch.setenv("GIT_CONFIG_VALUE_1", "/nowhere")
