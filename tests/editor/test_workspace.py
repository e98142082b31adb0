"""A book in an editor: what is open, what lies on the disk, what others change meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import write_book
from desk import ANNA, BRIGHTLITE, FILES, TODAY, desk, opened

from dossierkit.editor import shelf
from dossierkit.editor.books import Books
from dossierkit.editor.document import Document, placed
from dossierkit.editor.glance import Glance, glance
from dossierkit.editor.workspace import Workspace
from dossierkit.schema.dossier import Dossier


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return desk(tmp_path)


def name_of(workspace: Workspace, kind: str, dossier_id: str) -> str | None:
    dossier = workspace.dossier(kind, dossier_id)
    return dossier.facts.name if dossier else None


def test_an_open_file_counts_as_it_stands_there(workspace: Workspace) -> None:
    opened(workspace, "---\nname: Bright 2\n---\n", BRIGHTLITE)
    assert name_of(workspace, "company", "brightlite") == "Bright 2"
    assert workspace.around.glance("company", "brightlite").name == "Bright 2"
    workspace.close(BRIGHTLITE)
    assert name_of(workspace, "company", "brightlite") == "Brightlite GmbH"
    assert workspace.around.glance("company", "brightlite").name == "Brightlite GmbH"


def test_while_it_cant_be_read_the_last_that_could_counts(workspace: Workspace) -> None:
    opened(workspace, "---\nname: [\n---\n", BRIGHTLITE)
    assert name_of(workspace, "company", "brightlite") == "Brightlite GmbH"
    opened(workspace, "---\nname: Two\n---\n", BRIGHTLITE)
    workspace.read(opened(workspace, "---\nname: Two\n---\n", BRIGHTLITE).document)
    opened(workspace, "---\nname: Two\nx: [\n---\n", BRIGHTLITE)
    assert name_of(workspace, "company", "brightlite") == "Two"


def test_files_that_others_write_are_read_again(workspace: Workspace) -> None:
    assert name_of(workspace, "company", "brightlite") == "Brightlite GmbH"
    (workspace.root / BRIGHTLITE).write_text("---\nname: By a colleague\n---\n")
    assert name_of(workspace, "company", "brightlite") == "By a colleague"
    workspace.file_changed(BRIGHTLITE)
    assert workspace.around.glance("company", "brightlite").name == "By a colleague"
    (workspace.root / BRIGHTLITE).unlink()
    assert name_of(workspace, "company", "brightlite") is None
    workspace.refresh()
    assert "brightlite" not in workspace.around.ids("company")
    workspace.file_changed("README.md")


def test_files_that_come_are_known(workspace: Workspace) -> None:
    (workspace.root / "dossiers/customers/new-one.md").write_text("---\nname: New\n---\n")
    workspace.refresh()
    assert "new-one" in workspace.around.ids("customer")
    assert workspace.targets.has("customer", "new-one")
    while workspace.around.look_around(1):
        pass
    assert dict(workspace.around.known("customer"))["new-one"].name == "New"


def test_only_files_of_the_book_have_ids(tmp_path: Path) -> None:
    root = write_book(tmp_path / "book", {"dossiers/customers/anna.md": "---\nname: A\n---\n"})
    folder = root / "dossiers/customers"
    (tmp_path / "out.md").write_text("---\nname: Out\n---\n")
    (folder / "out.md").symlink_to(tmp_path / "out.md")
    (folder / "same.md").symlink_to("anna.md")
    (folder / "folder.md").mkdir()
    for name in ("Anna.md", "con.md", "anna.md.bak", "md"):
        (folder / name).write_text("---\nname: X\n---\n")
    workspace = Workspace(root, lambda zone: TODAY)
    assert list(workspace.around.ids("customer")) == ["anna", "same"]
    assert list(workspace.around.ids("company")) == []
    assert workspace.document("dossiers/customers/out.md") is None


def test_a_folder_that_leads_out_of_the_book_is_empty(tmp_path: Path) -> None:
    root = write_book(tmp_path / "book", {})
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/anna.md").write_text("---\nname: A\n---\n")
    (root / "dossiers/customers").symlink_to(tmp_path / "elsewhere")
    assert list(Workspace(root, lambda zone: TODAY).around.ids("customer")) == []


def test_a_policy_that_breaks_leaves_the_one_before(workspace: Workspace) -> None:
    book = workspace.root / "dossiers/book.yaml"
    book.write_text("country: de\n")
    workspace.refresh()
    assert workspace.policy.country == "de"
    book.write_text("country: [\n")
    workspace.refresh()
    assert workspace.policy.country == "de"
    book.write_text("country: [\n")
    assert Workspace(workspace.root, lambda zone: TODAY).policy.country is None


def test_new_prices_are_seen_at_once(workspace: Workspace) -> None:
    before = workspace.book
    workspace.refresh()
    assert workspace.book is before
    file = workspace.root / "dossiers/prices/2026-11-16.csv"
    file.write_text(file.read_text().replace("5.10", "5.2000"))
    workspace.refresh()
    assert str(workspace.book.price_lists[0].rows["BL-20"].price) == "5.2000"


def test_a_country_that_changes_makes_new_calendars(workspace: Workspace) -> None:
    day = TODAY
    assert workspace.book.calendar("de").day_off(day) is None
    opened(workspace, "---\nname: Germany\nweekend: [fri]\n---\n", "dossiers/countries/de.md")
    assert workspace.book.calendar("de").day_off(day) is not None


def test_only_so_many_dossiers_are_kept(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf, "KEPT", 1)
    assert name_of(workspace, "member", "lily") == "Lily Zhang"
    assert name_of(workspace, "member", "tom") == "Tom"
    assert name_of(workspace, "member", "lily") == "Lily Zhang"
    assert len(workspace.book.members) == 2


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("---\nname: Anna\ncompany: b\ntags: [x, 'y z']\n---\n", ("Anna", "b", ("x", "y z"))),
        ("---\r\nname: '王 小明'\r\ntags:\r\n  - a\r\n# c\r\n---\r\n", ("王 小明", "", ("a",))),
        ("---\nname: >\n  Anna\n  B\ntags: one\n---\n", ("Anna B", "", ("one",))),
        ("\ufeff---\nreach:\n  name: no\nname: ~\n---\n", ("", "", ())),
        ("---\nname: [\n---\n", ("", "", ())),
        ("---\nname: Anna\n", ("", "", ())),
        ("---\nstage: x\n---\nname: no\n---\n", ("", "", ())),
        ("", ("", "", ())),
    ],
)
def test_a_glance_tells_name_company_and_tags(text: str, found: tuple[object, ...]) -> None:
    assert glance("anna", text)[:3] == found


def test_a_glance_can_be_searched() -> None:
    assert glance("anna", "---\nname: ÄNNA\n---\n").key == "anna änna"
    assert Glance(key="x").name == ""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        (ANNA, "customer"),
        ("dossiers/team/lily.md", "member"),
        ("dossiers/book.yaml", "policy"),
        ("dossiers/rates.csv", "rates"),
        ("dossiers/prices/x.csv", "prices"),
        ("dossiers/stories.yaml", "stories"),
        ("dossiers/playbook.yaml", "playbook"),
        ("templates/greeting/de.md", "template"),
        ("templates/de.md", None),
        ("customers/anna.md", None),
        ("dossiers/customers/anna.txt", None),
        ("dossiers/customers/sub/anna.md", None),
        ("dossiers/mail/2026/x.json", None),
        ("README.md", None),
    ],
)
def test_a_file_is_what_its_place_says(path: str, kind: str | None) -> None:
    found = placed(path)
    assert (found.kind if found else None) == kind


def test_a_document_knows_its_parts_even_unfinished() -> None:
    assert Document(ANNA, "---\nname: A").header == (4, 11)
    assert Document(ANNA, "x").header is None
    assert Document(ANNA, "---\nname: [\n---\n").nodes is None
    assert Document(ANNA, "---\nname: A").nodes is None
    assert Document("dossiers/rates.csv", "x").header is None
    assert Document("README.md", "x").read({}) is None
    assert isinstance(Document(ANNA, "---\nname: A\n---\n").read({}), Dossier)


def test_each_file_belongs_to_its_book(tmp_path: Path) -> None:
    one = write_book(tmp_path / "one", FILES)
    write_book(tmp_path / "two", FILES)
    (tmp_path / "link").symlink_to(one)
    books = Books(lambda zone: TODAY)
    first = books.place_of(str(one / ANNA))
    again = books.place_of(str(tmp_path / "link" / ANNA))
    other = books.place_of(str(tmp_path / "two" / ANNA))
    assert first is not None
    assert other is not None
    assert again == first
    assert first.path == ANNA
    assert first.workspace is not other.workspace
    assert books.place_of(str(tmp_path / "none.md")) is None
    assert len(list(books)) == 2
