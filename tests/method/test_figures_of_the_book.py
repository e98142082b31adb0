"""Every figure of the rules can be set in `book.yaml`."""

from __future__ import annotations

import pytest
from dues import ask, person


@pytest.mark.parametrize(
    ("figures", "lines", "due"),
    [
        ("rhythm: {interested: 5d}", ("intent: interested", "2026-11-02 email: x"), "2026-11-09"),
        ("rhythm: {hesitant: 1w-2w}", ("intent: hesitant", "2026-11-02 email: x"), "2026-11-09"),
        ("rhythm: {customer: 2m}", ("2026-08-02 order: x", "2026-09-03 thanks: y"), "2026-11-03"),
        ("ladder: [2d, 5d]", ("2026-11-02 quote: x",), "2026-11-04"),
        ("sample-ladder: [3d]", ("2026-11-02 sample: x",), "2026-11-05"),
        ("after-ladder: 1w", ("2026-11-02 quote: x", "2026-11-11 email: y"), "2026-11-18"),
        ("after-ladder: 3d", ("2026-11-02 quote: x", "2026-11-11 email: y"), "2026-11-16"),
        ("no-plan: 2w", ("2026-11-02 email: x",), "2026-11-16"),
        ("customer-for: 30d", ("2026-08-01 order: x", "2026-09-02 email: y"), "2026-10-02"),
        ("ceiling: {visit-within: 7d}", ("every: 90d", "2026-08-04 visit: x"), "2026-11-02"),
    ],
)
def test_a_figure_of_the_book_counts(figures: str, lines: tuple[str, ...], due: str) -> None:
    answer = ask({"book.yaml": f"follow-up:\n  {figures}\n", "anna": person(*lines)})
    assert answer.status == 0
    assert answer.entry("anna")["due"] == due


def test_the_others_stay_as_they_are() -> None:
    files = {
        "book.yaml": "follow-up: {rhythm: {interested: 5d}}\n",
        "anna": person("intent: quoted-silent", "2026-11-02 email: x"),
    }
    assert ask(files).entry("anna")["due"] == "2026-11-09"


def test_colleagues_and_contacts() -> None:
    files = {
        "book.yaml": "follow-up: {ceiling: {colleague: 10d}, contacts: {interested: 1}}\n",
        "anna": person("company: b", "intent: interested", "2026-11-02 email: x"),
        "karl": person("company: b", "2026-11-10 greeting: x", name="Karl"),
    }
    assert ask(files).entry("anna")["notes"] == [
        "Karl of the same company got a greeting on 2026-11-10",
        "1 contacts as 'interested' without an order: think again about the intent",
    ]


@pytest.mark.parametrize(
    "policy",
    [
        "follow-up: {no-plan: often}\n",
        "follow-up: {unknown: 3d}\n",
        "follow-up: [\n",
        "timezone: a\ntimezone: b\n",
    ],
)
def test_a_broken_policy_stops_with_file_and_line(policy: str) -> None:
    answer = ask({"book.yaml": policy, "anna": person()})
    assert answer.status == 1
    assert answer.data is None
    assert "dossiers/book.yaml:" in answer.stderr
