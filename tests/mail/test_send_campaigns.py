"""At most one delivery for each letter, whatever breaks at whichever step (promise 6)."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from postbook import FAULTS, PEOPLE, TODAY, Killed, PaperLine, logged, make_post, states

from dossierkit.book.load import load
from dossierkit.cli.send_evidence import Evidence
from dossierkit.cli.send_ledger import BookLedger
from dossierkit.mail.sending.again import Again
from dossierkit.mail.sending.drafts import find, put_away, read_all
from dossierkit.mail.sending.plan import Held, Planner, Wishes
from dossierkit.mail.sending.run import Result, Stopped, send_all

CAMPAIGNS = 500


class NoEvidence(Evidence):
    """Keeps nothing, so that 500 campaigns need no process that renders."""

    def __init__(self) -> None:
        self._commit = None

    def renew(self, book: object) -> None:
        pass

    def again(self, draft: object) -> Again:
        return Again(None)

    def of(self, draft: object) -> tuple[None, None]:
        return None, None


def run(
    root: Path, line: PaperLine, wishes: Wishes | None = None
) -> tuple[list[Result], list[Held]]:
    """One `send`, as the command does it; a killed one leaves what is on the disk."""
    book = load(root)
    wishes = wishes or Wishes()
    drafts, broken = read_all(find(root, (), root))
    ready, held = Planner(book, TODAY, wishes).plan(drafts)
    ledger = BookLedger(book, TODAY, wishes, NoEvidence())
    results = []
    with suppress(Killed, Stopped):
        for result in send_all(ready, line, ledger, lambda: None):
            results.append(result)
            if result.is_good:
                put_away(root, result.ready.draft)
    return results, [*broken, *held]


def chosen(seed: int) -> Iterator[str]:
    """Faults at random, those that break nothing a third of the time."""
    source = random.Random(seed)
    while True:
        yield source.choice(FAULTS) if source.random() < 0.67 else "none"


@pytest.mark.parametrize("part", range(10))
def test_at_most_one_delivery_in_500_campaigns(
    tmp_path: Path, part: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.fsync", lambda handle: None)  # no power is cut here
    met = Counter[str]()
    for number in range(part * CAMPAIGNS // 10, (part + 1) * CAMPAIGNS // 10):
        root = make_post(tmp_path / str(number))
        (root / "dossiers/book.yaml").write_text("commit: off\nname: Lumora\n")
        taken: list[str] = []
        faults = chosen(number)

        def fault(faults: Iterator[str] = faults) -> str:
            met[one := next(faults)] += 1
            return one

        line = PaperLine(taken, fault)
        for _ in range(4):  # the same campaign, again and again
            run(root, line)
        assert max(Counter(taken).values(), default=0) <= 1, (number, taken)
        for who in PEOPLE:
            arrived = f"{who}@brightlite.example" in taken
            state = states(root).get(who)
            assert state != "sent" or arrived, number
            assert not arrived or state in ("sent", "pending", "uncertain"), number
            assert len(logged(root, who)) == (state == "sent"), number
    assert len(met) >= len(FAULTS) - 2


@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_and_what_the_next_send_does(tmp_path: Path, fault: str) -> None:
    root = make_post(tmp_path, ("anna",))
    taken: list[str] = []
    run(root, PaperLine(taken, lambda: fault))
    first = states(root).get("anna")
    _, held = run(root, PaperLine(taken, lambda: "none"))
    passing = fault in ("connect", "mail", "rcpt", "data", "4xx", "rcpt-4xx")
    refused = fault in ("5xx", "rcpt-5xx")
    if fault == "none":
        assert (first, held) == ("sent", [])
    elif passing:
        assert first in (None, "failed")
        assert states(root) == {"anna": "sent"}
        assert len(taken) == 1
    elif refused:
        assert [one.why for one in held] == ["refused"]
        run(root, PaperLine(taken, lambda: "none"), Wishes(named=True))
        assert states(root) == {"anna": "sent"}
    else:
        assert first in ("pending", "uncertain")
        assert [one.why for one in held] == ["uncertain"]
        before = [*taken]
        _, held = run(root, PaperLine(taken, lambda: "none"), Wishes(named=True))
        assert [one.why for one in held] == ["uncertain"]
        assert taken == before
        run(root, PaperLine(taken, lambda: "none"), Wishes(named=True, resend=True))
        assert states(root) == {"anna": "sent"}
        assert len(taken) == len(before) + 1


def test_what_was_sent_is_never_sent_again(tmp_path: Path) -> None:
    root = make_post(tmp_path, ("anna",))
    taken: list[str] = []
    run(root, PaperLine(taken, lambda: "none"))
    make_post(root, ("anna",))  # rendered again
    for wishes in (Wishes(), Wishes(named=True), Wishes(named=True, resend=True)):
        _, held = run(root, PaperLine(taken, lambda: "none"), wishes)
        assert [one.why for one in held] == ["sent"]
    assert taken == ["anna@brightlite.example"]


def test_two_sends_at_once_on_one_machine(tmp_path: Path) -> None:
    """A second `send` that was started with the same list finds the first at work."""
    root = make_post(tmp_path, ("anna",))
    taken: list[str] = []
    book = load(root)
    drafts, _ = read_all(find(root, (), root))
    (ready,), _ = Planner(book, TODAY, Wishes()).plan(drafts)
    other = BookLedger(load(root), TODAY, Wishes(), NoEvidence())
    mine = BookLedger(book, TODAY, Wishes(), NoEvidence())
    assert not isinstance(mine.check(ready), Held)
    assert not isinstance(other.check(ready), Held)
    mine.begin(ready)
    results = list(send_all([ready], PaperLine(taken, lambda: "none"), other, lambda: None))
    assert results[0].held is not None
    assert taken == []


def test_an_opt_out_in_the_middle_of_a_run_counts(tmp_path: Path) -> None:
    root = make_post(tmp_path)
    taken: list[str] = []

    def opts_out() -> str:
        file = root / "dossiers/customers/carla.md"
        text = file.read_text()
        if "consent" not in text:
            file.write_text(text.replace("name:", "consent: {do-not-contact: true}\nname:"))
        return "none"

    results, _ = run(root, PaperLine(taken, opts_out))
    assert taken == ["anna@brightlite.example", "bo@brightlite.example"]
    assert results[2].held is not None
    assert "asked not to be contacted" in results[2].held.message


def test_a_draft_that_changes_under_our_hands_stays(tmp_path: Path) -> None:
    root = make_post(tmp_path, ("anna", "bo"))
    taken: list[str] = []

    def edits() -> str:
        file = next((root / "outbox").glob("*bo.eml"))
        file.write_bytes(file.read_bytes().replace(b"Hello bo", b"Hello Bo"))
        return "none"

    results, _ = run(root, PaperLine(taken, edits))
    assert taken == ["anna@brightlite.example"]
    assert results[1].held is not None
    assert "changed since the list was shown" in results[1].held.message
