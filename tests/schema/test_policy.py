"""What book.yaml may say, and the fields that a team declares for itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Place, places

from dossierkit.schema import policy
from dossierkit.schema.dossier import CUSTOMER, Dossier, read_dossier
from dossierkit.schema.policy import CustomField, Policy, packaged_figures, read_policy
from dossierkit.schema.times import parse_duration, parse_rhythm
from dossierkit.text.source import Source, decode


def book(text: str) -> tuple[Policy, Source]:
    """The policy that a text states, and its source."""
    source = decode("dossiers/book.yaml", text.encode())
    return read_policy(source), source


def test_a_book_that_says_nothing_has_the_packaged_figures() -> None:
    for text in ("", "# nothing\n", "follow-up:\n"):
        read, source = book(text)
        assert read.follow_up == packaged_figures()
        assert source.findings == []
    figures = packaged_figures()
    assert figures.rhythm.of("not-soon") == parse_rhythm("14d-21d")
    assert [str(rung) for rung in figures.ladder] == ["1d", "4d", "7d"]
    assert figures.ceiling.calls == 2
    assert figures.working_hours.from_ == 9


def test_a_book_overrides_any_figure_and_keeps_the_others() -> None:
    read, source = book(
        "name: Lumora\nfollow-up:\n  rhythm: {never: 60d}\n  ladder: 2d\n  ceiling: {calls: 5}\n"
        "mail: {from: lily, smtp: {port: 587, security: tls}}\n"
    )
    assert source.findings == []
    assert read.name == "Lumora"
    assert read.follow_up.rhythm.never == parse_rhythm("60d")
    assert read.follow_up.rhythm.interested == packaged_figures().rhythm.interested
    assert read.follow_up.ladder == (parse_duration("2d"),)
    assert read.follow_up.ceiling.calls == 5
    assert read.follow_up.ceiling.colleague == packaged_figures().ceiling.colleague
    assert (read.mail.from_, read.mail.smtp.port) == ("lily", 587)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("nme: x\n", (1, 1, "unknown-field")),
        ("commit: sometimes\n", (1, 9, "unknown-value")),
        ("mail:\n  smtp: {port: 0}\n", (2, 16, "number")),
        ("follow-up: {rhythm: {never: soon}}\n", (1, 29, "duration")),
        ("name: [\n", (1, 7, "yaml")),
        ("- x\n", (1, 1, "not-a-mapping")),
        ("name: x\n---\nname: y\n", (2, 1, "second-header")),
        ("name: \x1b\n", (1, 7, "control-character")),
    ],
)
def test_what_is_wrong_in_book_yaml(text: str, place: Place) -> None:
    read, source = book(text)
    assert places(source.findings) == [place]
    assert source.is_broken
    assert read.follow_up.rhythm == packaged_figures().rhythm


def test_damaged_figures_are_a_fault_of_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, text in enumerate(("ladder: soon\n", "[")):
        file = tmp_path / f"{number}.yaml"
        file.write_text(text)
        monkeypatch.setattr(policy, "FIGURES_FILE", file)
        packaged_figures.cache_clear()
        with pytest.raises(ValueError, match=r"\.yaml"):
            packaged_figures()
    packaged_figures.cache_clear()


FIELDS = """\
fields:
  height: {type: number}
  met: {type: date, kind: customer}
  colour: {type: choice, values: [red, green]}
  shape: {type: choice}
  smokes: {type: yes-no}
  cities: {type: list}
  motto: {type: text, doc: what they say, question: What do you always say?}
  free: {}
  area: {type: number, kind: company}
  empty:
"""


@pytest.mark.parametrize(
    ("custom", "codes"),
    [
        ("{height: 180, met: 2025-01-01, colour: red, smokes: no, cities: [a], motto: x}", []),
        ("{free: [x], area: anything, unknown: x, empty: x}", []),
        ("{height: tall}", ["number"]),
        ("{met: soon}", ["date"]),
        ("{colour: blue}", ["unknown-value"]),
        ("{shape: round}", ["unknown-value"]),
        ("{smokes: often}", ["yes-or-no"]),
        ("{cities: [[a]]}", ["wrong-shape"]),
        ("{motto: {a: b}}", ["wrong-shape"]),
        ("{opt-out: true}", ["unknown-field"]),
        ("~", []),
    ],
)
def test_fields_of_a_teams_own(custom: str, codes: list[str]) -> None:
    declared, source = book(FIELDS)
    assert source.findings == []
    assert declared.fields["area"] == CustomField(type="number", kind="company")
    text = f"---\nname: Anna\ncustom: {custom}\n---\n"
    anna = read_dossier(CUSTOMER, "anna", decode("anna.md", text.encode()), declared.fields)
    assert isinstance(anna, Dossier)
    assert [finding.code for finding in anna.findings] == codes
    assert all(finding.line == 3 for finding in anna.findings)
