"""From one dossier to another, and another id for one."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import pytest
from conftest import REPOSITORY
from desk import ANNA, BRIGHTLITE, desk, opened

from dossierkit.book.checks.references import references_of
from dossierkit.book.checks.traces import ANY
from dossierkit.book.load import load
from dossierkit.editor.document import Document
from dossierkit.editor.links import Place, declaration, definition, references, target_at
from dossierkit.editor.occurrences import occurrences
from dossierkit.editor.renaming import CannotRename, rename, renamed_at
from dossierkit.editor.workspace import Workspace

KARL = "dossiers/customers/karl-brandt.md"
TEXT = """\
---
name: Anna
company: brightlite
owner: "lily"
country: DE
position: {reports-to: karl-brandt}
---
Ask [[karl-brandt]].

## Log

- 2026-11-01 09:30 email out by lily: by tom: x
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return desk(tmp_path)


def said(places: list[Place]) -> list[tuple[str, int, str]]:
    """Path, line and characters of places."""
    return [
        (one.path, one.text.count("\n", 0, one.span.start) + 1, one.text[slice(*one.span)])
        for one in places
    ]


def leads_to(workspace: Workspace, word: str, text: str = TEXT, path: str = ANNA) -> list[str]:
    open_ = opened(workspace, text, path)
    found = definition(workspace, open_.document, open_.document.text.index(word) + 1)
    return [place.path for place in found]


@pytest.mark.parametrize(
    ("word", "path"),
    [
        ("brightlite", BRIGHTLITE),
        ("lily", "dossiers/team/lily.md"),
        ("DE\n", "dossiers/countries/de.md"),
        ("karl-brandt}", KARL),
        ("karl-brandt]", KARL),
        ("lily: by", "dossiers/team/lily.md"),
    ],
)
def test_an_id_leads_to_its_dossier(workspace: Workspace, word: str, path: str) -> None:
    assert leads_to(workspace, word) == [path]


def test_other_words_lead_nowhere(workspace: Workspace) -> None:
    assert leads_to(workspace, "Anna") == []
    assert leads_to(workspace, "tom: x") == []
    assert leads_to(workspace, "nobody", TEXT.replace("[[karl-brandt]]", "[[nobody]]")) == []
    assert leads_to(workspace, "karl", TEXT, "README.md") == []


def test_it_leads_to_the_name(workspace: Workspace) -> None:
    open_ = opened(workspace, TEXT)
    place = definition(workspace, open_.document, open_.after("karl"))[0]
    assert said([place]) == [(KARL, 2, "Dr. Karl Brandt")]
    (workspace.root / KARL).write_text("no header")
    place = definition(workspace, open_.document, open_.after("karl"))[0]
    assert said([place]) == [(KARL, 1, "")]


def test_links_work_while_the_header_is_half_typed(workspace: Workspace) -> None:
    text = TEXT.replace("company: brightlite", "company: [")
    assert leads_to(workspace, "karl-brandt]]", text) == [KARL]
    assert leads_to(workspace, "karl-brandt}", text) == []


def test_everything_that_names_a_dossier_is_found(workspace: Workspace) -> None:
    open_ = opened(workspace, "---\nname: An¦na\n---\n")
    target = target_at(*open_)
    assert target is not None
    assert (target.kind, target.id, target.at) == ("customer", "anna-schmidt", None)
    assert said(list(chain(*references(workspace, target)))) == [
        (KARL, 7, "anna-schmidt"),
        (KARL, 7, "anna-schmidt"),
        (KARL, 7, "anna-schmidt"),
        (KARL, 12, "anna-schmidt"),
        (BRIGHTLITE, 4, "anna-schmidt"),
    ]
    own = declaration(workspace, target)
    assert own is not None
    assert said([own]) == [(ANNA, 2, "Anna")]


def test_the_same_word_may_mean_different_dossiers(tmp_path: Path) -> None:
    files = {
        "dossiers/companies/max.md": "---\nname: Max AG\n---\n",
        "dossiers/customers/max.md": "---\nname: Max\ncompany: max\n---\nSee [[max]].\n",
        "dossiers/team/max.md": "---\nname: Max\n---\nSee [[max]].\n",
    }
    workspace = desk(tmp_path, files)
    open_ = opened(workspace, files["dossiers/customers/max.md"], "dossiers/customers/max.md")
    firm = target_at(workspace, open_.document, open_.after("company: "))
    link = target_at(workspace, open_.document, open_.after("[["))
    assert firm is not None
    assert link is not None
    assert said(list(chain(*references(workspace, firm)))) == [
        ("dossiers/customers/max.md", 3, "max")
    ]
    assert link.kind == "customer"
    assert len(list(chain(*references(workspace, link)))) == 2


def test_the_policy_and_stories_name_people_too(tmp_path: Path) -> None:
    story = "a-story: {about: brightlite, text: {en: x}, consent: 2026-01-01 y}\n"
    workspace = desk(tmp_path)
    (workspace.root / "dossiers/stories.yaml").write_text(story)
    open_ = opened(workspace, TEXT)
    firm = target_at(workspace, open_.document, open_.after("bright"))
    assert firm is not None
    paths = [one.path for one in chain(*references(workspace, firm))]
    assert paths == ["dossiers/stories.yaml", ANNA, KARL]
    member = target_at(workspace, open_.document, open_.after('"'))
    assert member is not None
    letter = workspace.root / "templates/greeting/de.md"
    letter.parent.mkdir(parents=True)
    letter.write_text("---\nsubject: x\nfrom: lily\n---\nby lily: [[brightlite]]\n")
    found = said(list(chain(*references(workspace, member))))
    assert ("dossiers/book.yaml", 2, "lily") in found
    assert found[-1] == ("templates/greeting/de.md", 3, "lily")


def test_what_check_calls_a_reference_is_found_here() -> None:
    """Every reference of the sample book has its characters."""
    for dossier in load(REPOSITORY).all_dossiers():
        document = Document(dossier.path, dossier.source.text)
        found = occurrences(document)
        assert {document.text[one.start : one.end].lower() for one in found} == {
            one.id for one in found
        }
        known = {(one.kind, one.id) for one in found}
        named = {("" if kind == ANY else kind, one) for kind, one, _ in references_of(dossier)}
        assert named <= known, dossier.path


def test_a_dossier_gets_another_id_everywhere(workspace: Workspace) -> None:
    open_ = opened(workspace, TEXT)
    place = open_.after("reports-to: ")
    span, present = renamed_at(workspace, open_.document, place)
    assert (open_.document.text[slice(*span)], present) == ("karl-brandt", "karl-brandt")
    wanted = rename(workspace, open_.document, place, "karl-b")
    assert (wanted.target.path, wanted.new_path) == (KARL, "dossiers/customers/karl-b.md")


def test_ones_own_name_stands_for_ones_id(workspace: Workspace) -> None:
    open_ = opened(workspace, "---\nname: An¦na\n---\n")
    span, present = renamed_at(*open_)
    assert (open_.document.text[slice(*span)], present) == ("Anna", "anna-schmidt")


@pytest.mark.parametrize(
    ("word", "new", "why"),
    [
        ("karl-brandt}", "Karl Brandt", "'Karl Brandt' is no id"),
        ("karl-brandt}", "", "'' is no id"),
        ("karl-brandt}", "../x", "is no id"),
        ("karl-brandt}", "con", "reserved name on Windows"),
        ("karl-brandt}", "karl-brandt", "its id already"),
        ("karl-brandt}", "lily", "'lily' is taken: dossiers/team/lily.md"),
        ("DE\n", "xy", "'de' is the country's code"),
        ("email", "xy", "no dossier is named here"),
        ("position", "xy", "no dossier is named here"),
    ],
)
def test_ids_that_are_wrong_or_taken_are_refused(
    workspace: Workspace, word: str, new: str, why: str
) -> None:
    open_ = opened(workspace, TEXT)
    with pytest.raises(CannotRename, match=why.replace("(", r"\(")):
        rename(workspace, open_.document, open_.document.text.index(word) + 1, new)


def test_after_renaming_nothing_dangles(workspace: Workspace) -> None:
    """The edits, made as an editor makes them, and the book looked at anew."""
    open_ = opened(workspace, TEXT)
    wanted = rename(workspace, open_.document, open_.after("reports-to: "), "kb-1")
    (workspace.root / ANNA).write_text(TEXT)
    for places in references(workspace, wanted.target):
        for place in reversed(places):
            file = workspace.root / place.path
            text = file.read_text()
            file.write_text(text[: place.span.start] + wanted.id + text[place.span.end :])
    (workspace.root / wanted.target.path).rename(workspace.root / wanted.new_path)
    book = load(workspace.root)
    assert book.customers["anna-schmidt"].facts.position.reports_to == "kb-1"
    assert "karl-brandt" not in (workspace.root / ANNA).read_text()
