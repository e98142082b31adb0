"""What is offered while one types."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk import ANNA, BRIGHTLITE, desk, opened

from dossierkit.editor.choices import MOST
from dossierkit.editor.completion import Suggestion, complete
from dossierkit.editor.declared import TemplateHead
from dossierkit.editor.workspace import Workspace
from dossierkit.mail.templates import _FIELDS


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return desk(tmp_path)


def offered(workspace: Workspace, text: str, path: str = ANNA) -> list[Suggestion]:
    """What is offered at `¦`."""
    return complete(*opened(workspace, text, path)).suggestions


def labels(workspace: Workspace, text: str, path: str = ANNA) -> list[str]:
    return [one.label for one in offered(workspace, text, path)]


def header(lines: str) -> str:
    return f"---\nname: Anna\n{lines}\n---\n"


def test_fields_are_offered_with_their_meaning(workspace: Workspace) -> None:
    found = {one.label: one for one in offered(workspace, header("¦"))}
    assert "name" not in found
    assert found["stage"].doc.startswith("where the relationship stands\nto ask: ")
    assert found["stage"].text == "stage: ¦"
    assert found["reach"].text == "reach:\n  ¦"
    assert found["buys"].text == "buys: [¦]"
    assert found["career"].text == "career:\n  - ¦"
    assert found["custom"].text == "custom: {¦}"
    assert found["religion"].doc.endswith("sensitive: needs consent.sensitive")


def test_fields_below_the_cursor_are_not_offered_again(workspace: Workspace) -> None:
    opened(workspace, header("¦stage: harmony"))
    assert "stage" not in labels(workspace, header("¦\nstage: harmony"))
    assert "stage" not in labels(workspace, header("bu¦: [\nstage: harmony"))


@pytest.mark.parametrize(
    ("text", "some"),
    [
        ("reach:\n  ¦", {"email", "phone", "prefers"}),
        ("reach: {email: [], ¦}", {"phone", "prefers"}),
        ("stage: ¦", {"interest", "harmony"}),
        ("china: {imports: ¦}", {"first-time", "experienced"}),
        ("consent: {do-not-contact: ¦}", {"true", "false"}),
        ("company: ¦", {"brightlite"}),
        ("company: GmbH¦", {"brightlite"}),
        ("owner: ¦", {"lily", "tom"}),
        ("position: {reports-to: dr. k¦}", {"karl-brandt"}),
        ("country: 德国¦", {"de"}),
        ("language: {prefers: ¦}", {"de", "zh"}),
        ("buys: [¦", {"BL-20", "strip"}),
        ("tags:\n  - ¦", {"vip", "green", "big-fish"}),
        ("every: ¦", {"30d", "3d-4d"}),
        ("next: ¦", {"today", "tomorrow", "+1w"}),
        ("next:\n  - to¦", {"today"}),
    ],
)
def test_values_fit_the_field(workspace: Workspace, text: str, some: set[str]) -> None:
    found = set(labels(workspace, header(text)))
    assert some <= found
    assert "name" not in found


def test_a_day_is_written_as_a_date(workspace: Workspace) -> None:
    texts = [one.text for one in offered(workspace, header("next: tom¦"))]
    assert texts == ["2026-11-21 "]
    assert [one.text for one in offered(workspace, header("birthday: ¦"))] == []


def test_a_value_that_yaml_would_misread_comes_in_quotes(tmp_path: Path) -> None:
    prices = "sku,name,group,unit,currency,price,moq,lead_time_days,valid_until,note\n"
    rows = '0137,"A, b",c: d,pc,USD,1.00,,,,\n'
    workspace = desk(tmp_path, {"dossiers/prices/2026-11-16.csv": prices + rows})
    texts = [one.text for one in offered(workspace, header("buys: [¦"))]
    assert texts == ['"0137"', '"c: d"']


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("- ¦", ["today", "yesterday", "-2d", "-3d", "-1w"]),
        ("- 2026-11-19¦", ["yesterday"]),
        ("- 2026-11-19 em¦", ["email"]),
        ("- 2026-11-19 10:30 ema¦", ["email"]),
        ("- 2026-11-19 email ¦", ["in", "out", "by"]),
        ("- 2026-11-19 email out ¦", ["by"]),
        ("- 2026-11-19 email out by ¦", ["lily", "tom"]),
        ("- 2026-11-19 email out by zh¦", ["lily"]),
        ("- 2026-11-19 email out: see [[dr¦", ["karl-brandt"]),
        ("- 2026-11-19 email out: x #v¦", ["vip"]),
        ("- 2026-11-19 email out: x ¦", []),
        ("  nothing ¦", []),
    ],
)
def test_a_log_line_is_helped_word_by_word(
    workspace: Workspace, text: str, found: list[str]
) -> None:
    assert labels(workspace, f"---\nname: Anna\n---\n## Log\n\n{text}\n") == found


def test_what_is_offered_of_the_log_is_a_right_line(workspace: Workspace) -> None:
    texts = [
        one.text for one in offered(workspace, "---\nname: A\n---\n## Log\n- 2026-11-19 note¦")
    ]
    assert texts == ["note "]


def test_tags_of_this_log_come_first(workspace: Workspace) -> None:
    log = "## Log\n\n- 2026-11-01 call out: x #birthday\n- 2026-11-02 call out: y #¦\n"
    found = labels(workspace, f"---\nname: Anna\n---\n{log}")
    assert found[0] == "birthday"
    assert {"vip", "big-fish"} <= set(found)


@pytest.mark.parametrize("text", ["Hello ¦", "## Notes\n- ¦", "- 2026-11-01 c¦"])
def test_nothing_is_offered_in_notes(workspace: Workspace, text: str) -> None:
    assert labels(workspace, f"---\nname: Anna\n---\n{text}\n") == []


@pytest.mark.parametrize("text", ["# ¦", "¦---\nname: A\n---\n", "no header ¦"])
def test_nothing_is_offered_outside_of_a_header(workspace: Workspace, text: str) -> None:
    assert labels(workspace, text) == []


def test_other_files_of_the_book_are_helped_too(workspace: Workspace) -> None:
    assert labels(workspace, "mail: {from: ¦}", "dossiers/book.yaml") == ["lily", "tom"]
    assert "pool" in labels(workspace, "¦", "dossiers/book.yaml")
    people = labels(workspace, "---\nname: B\norg:\n  - person: ¦\n---\n", BRIGHTLITE)
    assert people == ["anna-schmidt", "karl-brandt"]
    assert labels(workspace, "sku,¦\n", "dossiers/prices/2026-11-16.csv") == []
    assert labels(workspace, "¦", "templates/en.md") == []


def test_fields_of_our_own_are_offered_with_their_words(tmp_path: Path) -> None:
    policy = """\
fields:
  badge: {type: choice, values: [gold, tin], kind: customer, doc: rank}
  hall: {kind: company}
"""
    workspace = desk(tmp_path, {"dossiers/book.yaml": policy})
    assert labels(workspace, header("custom: {¦}")) == ["badge"]
    assert labels(workspace, header("custom: {badge: ¦}")) == ["gold", "tin"]
    assert labels(workspace, header("custom: {hall: ¦}")) == []


def test_many_are_cut_short_and_said_to_be(tmp_path: Path) -> None:
    people = {f"dossiers/customers/p-{n}.md": f"---\nname: P{n}\n---\n" for n in range(MOST + 5)}
    workspace = desk(tmp_path, people)
    found = complete(*opened(workspace, header("position: {reports-to: ¦}")))
    assert (len(found.suggestions), found.is_all) == (MOST, False)
    exact = complete(*opened(workspace, header("position: {reports-to: p-204¦}")))
    assert ([one.label for one in exact.suggestions], exact.is_all) == (["p-204"], True)


@pytest.mark.parametrize(
    ("path", "text", "some"),
    [
        ("dossiers/book.yaml", "timezone: Asia/Shang¦", {"Asia/Shanghai"}),
        ("dossiers/book.yaml", "currency: ¦", {"USD"}),
        ("dossiers/book.yaml", "fields:\n  badge:\n    type: ¦", {"choice", "text"}),
        ("dossiers/book.yaml", "follow-up: {rhythm: {never: ¦}}", {"120d"}),
        ("dossiers/book.yaml", "prices:\n  quantity:\n    - products: [¦", {"BL-20"}),
        ("dossiers/countries/de.md", "---\nname: G\nholidays: {calendar: ¦", {"de"}),
        ("dossiers/countries/de.md", "---\nname: G\nweekend: [¦", {"sat", "sun"}),
        ("templates/greeting/de.md", "---\npurpose: gr¦", {"greeting"}),
        ("templates/greeting/de.md", "---\nlanguage: ¦", {"de"}),
        ("templates/greeting/de.md", "---\nfrom: ¦\n---\n", {"lily", "tom"}),
        ("templates/greeting/de.md", "---\nuses: [¦]\n---\n", {"customer.religion"}),
        ("templates/greeting/de.md", "---\n¦\n---\n", {"subject", "attach"}),
        (BRIGHTLITE, "---\nname: B\nlinks: [{company: ¦", {"brightlite"}),
        (BRIGHTLITE, "---\nname: B\ndepartments: {design: ¦", {"in-house", "none"}),
    ],
)
def test_each_kind_of_file_has_values(
    workspace: Workspace, path: str, text: str, some: set[str]
) -> None:
    assert some <= set(labels(workspace, text, path))


def test_the_fields_of_templates_are_those_that_letters_have() -> None:
    assert tuple(TemplateHead.declared) == _FIELDS


def test_nothing_is_offered_in_a_letter(workspace: Workspace) -> None:
    assert labels(workspace, "---\nsubject: x\n---\n[[¦\n", "templates/greeting/de.md") == []


def test_what_nobody_declared_is_left_to_the_writer(workspace: Workspace) -> None:
    assert labels(workspace, header("custom: {x: {¦}}")) == []
    assert labels(workspace, header("stage: {¦}")) == []
    assert labels(workspace, header("nonsense: {x: ¦}")) == []
    assert labels(workspace, header("stage: harmony # ¦")) == []
    assert labels(workspace, "x: {¦", "dossiers/stories.yaml") == []
