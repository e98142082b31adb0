"""Which files are dossiers: hostile names, twins, editors' files, links and pipes."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from dossierkit.book.files import Walk, walk
from dossierkit.book.load import load

MakeBook = Callable[[dict[str, str | bytes]], Path]
ANNA = "---\nname: Anna\n---\n"
FOLDER = "dossiers/customers"


def named(make_book: MakeBook, *names: str) -> Walk:
    """What a book's walk makes of customers' files with these names."""
    return walk(make_book({f"{FOLDER}/{name}": ANNA for name in names}))


def codes(walked: Walk) -> dict[str, str]:
    """The code of each file's one finding, by the file's name."""
    findings = [*walked.strays, *walked.refused]
    assert len({finding.path for finding in findings}) == len(findings)
    assert all(finding.hint and (finding.line, finding.column) == (1, 1) for finding in findings)
    return {finding.path.rpartition("/")[2]: finding.code for finding in findings}


def test_the_folder_says_the_kind(make_book: MakeBook) -> None:
    folders = ("companies", "countries", "customers", "team")
    root = make_book({f"dossiers/{folder}/x.md": ANNA for folder in folders})
    found = walk(root).found
    kinds = [(file.kind, file.id, file.path) for file in found]
    assert sorted(kinds) == [
        ("company", "x", "dossiers/companies/x.md"),
        ("country", "x", "dossiers/countries/x.md"),
        ("customer", "x", "dossiers/customers/x.md"),
        ("member", "x", "dossiers/team/x.md"),
    ]
    assert all(file.file.read_text() == ANNA for file in found)


def test_an_empty_book(make_book: MakeBook) -> None:
    assert walk(make_book({})) == Walk([], [], [])


HOSTILE = [
    *("con", "prn", "aux", "nul", "com1", "com9", "lpt1", "lpt9"),
    *("CON", "Anna", "anna schmidt", " anna", "anna ", "anna.", "a.b", "a:b", "a\\b", "..\\x"),
    *("-rf", "--help", "-", "_", "~", "$HOME", "`id`", "a;b", "a|b", "a*", "a?", "COM¹"),
    *("josé", "jose\u0301", "İ", "王", "а-cyrillic", "ａ", "a\u202eb", "a\u200bb", "a\nb", "a\rb"),
    *("\x1b[31m", "\x07", "a" * 64, "a" * 200, "", "a'b", 'a"b', "a<b>"),
]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_refused(make_book: MakeBook, name: str) -> None:
    walked = named(make_book, f"{name}.md", "karl.md")
    assert [file.id for file in walked.found] == ["karl"]
    [refused] = [*walked.refused, *walked.strays]
    assert refused.code == ("not-a-dossier" if name[:1] in (".", "~") else "id")


def test_forty_hostile_names_were_tried() -> None:
    assert len(set(HOSTILE)) >= 40


def test_a_name_that_is_no_unicode_can_be_shown(make_book: MakeBook) -> None:
    root = make_book({f"{FOLDER}/anna.md": ANNA})
    Path(os.fsdecode(os.fsencode(root / FOLDER) + b"/\xff.md")).write_text(ANNA)
    walked = walk(root)
    assert [refused.path for refused in walked.refused] == [f"{FOLDER}/\\xff.md"]
    assert "'\\xff' is no id" in walked.refused[0].message


@pytest.mark.parametrize(
    "names",
    [
        ("anna.md", "Anna.md"),
        ("anna.md", "ANNA.MD"),
        ("josé.md", "jose\u0301.md"),
        ("a.md", "A.md", "a.Md"),
    ],
)
def test_names_that_other_systems_take_for_one(make_book: MakeBook, names: tuple[str]) -> None:
    walked = named(make_book, *names)
    assert walked.found == []
    found = codes(walked)
    assert len(found) == len(names)
    for name in names:
        assert found[name] == ("same-name" if name.endswith(".md") else "not-a-dossier")


@pytest.mark.parametrize(
    "name",
    [
        *(".anna.md.swp", ".anna.md.swo", "anna.md~", "#anna.md#", "anna.md.orig", "anna.md.rej"),
        *("anna.md.bak", "anna.md.tmp", "anna.md.old", "anna_BASE_1.md", "anna_LOCAL_4711.md"),
        *("anna_REMOTE_1.md", "anna_BACKUP_1.md", "anna (conflicted copy).md"),
        *("anna (Lily's conflicted copy 2026-11-20).md", ".anna.md", "~anna.md", "#anna.md"),
        *("anna.sync-conflict-20261120-101112-ABC.md", ".dossier-tmp-1", "anna.dossier-tmp.md"),
        *("4913", "anna.txt", "anna.markdown", "ANNA.MD", "anna"),
    ],
)
def test_what_editors_leave_is_no_dossier_and_is_said(make_book: MakeBook, name: str) -> None:
    walked = named(make_book, name, "karl.md")
    assert [file.id for file in walked.found] == ["karl"]
    assert codes(walked) == {name: "not-a-dossier"}
    assert not walked.strays[0].is_error


def test_an_emacs_lock_is_a_link_to_nowhere(make_book: MakeBook) -> None:
    root = make_book({f"{FOLDER}/anna.md": ANNA})
    (root / FOLDER / ".#anna.md").symlink_to("lily@host.1234:5678")
    walked = walk(root)
    assert [file.id for file in walked.found] == ["anna"]
    assert codes(walked) == {".#anna.md": "not-a-dossier"}


def test_hidden_files_of_systems_are_nobodys_business(make_book: MakeBook) -> None:
    walked = named(make_book, ".DS_Store", ".gitkeep")
    assert walked == Walk([], [], [])


def test_folders_and_pipes_are_no_dossiers(make_book: MakeBook) -> None:
    root = make_book({f"{FOLDER}/folder.md/x.md": ANNA, f"{FOLDER}/old/y.md": ANNA})
    os.mkfifo(root / FOLDER / "pipe.md")
    book = load(root)
    assert book.customers == {}
    assert {finding.path: finding.code for finding in (*book.refused, *book.strays)} == {
        f"{FOLDER}/folder.md": "not-a-file",
        f"{FOLDER}/pipe.md": "not-a-file",
        f"{FOLDER}/old": "not-a-dossier",
    }


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("../../../secret.md", "outside-book"),
        ("/etc/hostname", "outside-book"),
        ("../../..", "outside-book"),
        ("nowhere.md", "not-a-file"),
        ("link.md", "not-a-file"),
        ("../companies", "not-a-file"),
    ],
)
def test_links(make_book: MakeBook, target: str, code: str) -> None:
    root = make_book({f"{FOLDER}/anna.md": ANNA, "dossiers/companies/x.md": ANNA})
    (root.parent / "secret.md").write_text(ANNA)
    (root / FOLDER / "link.md").symlink_to(target)
    walked = walk(root)
    assert [file.id for file in walked.found if file.kind == "customer"] == ["anna"]
    assert codes(walked) == {"link.md": code}
    assert walked.refused[0].is_error


def test_a_link_inside_the_book_is_followed(make_book: MakeBook) -> None:
    root = make_book({"shared/anna.md": ANNA, f"{FOLDER}/x.md": ANNA})
    (root / FOLDER / "anna.md").symlink_to("../../shared/anna.md")
    assert [file.id for file in walk(root).found] == ["anna", "x"]


def test_a_loop_of_links_beside_the_dossiers(make_book: MakeBook) -> None:
    root = make_book({f"{FOLDER}/anna.md": ANNA})
    (root / FOLDER / "loop").symlink_to("loop")
    walked = walk(root)
    assert len(walked.found) == 1
    assert codes(walked) == {"loop": "not-a-dossier"}


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("../../elsewhere", "outside-book"),
        ("customers", "unreadable-file"),
        ("nowhere", "unreadable-file"),
        ("book.yaml", "unreadable-file"),
    ],
)
def test_a_folder_of_dossiers_that_is_none(make_book: MakeBook, target: str, code: str) -> None:
    root = make_book({"dossiers/team/lily.md": ANNA})
    (root.parent / "elsewhere").mkdir()
    (root.parent / "elsewhere" / "anna.md").write_text(ANNA)
    (root / FOLDER).symlink_to(target)
    walked = walk(root)
    assert [file.id for file in walked.found] == ["lily"]
    assert codes(walked) == {"customers": code}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_said(make_book: MakeBook) -> None:
    root = make_book({f"{FOLDER}/anna.md": ANNA, "dossiers/team/lily.md": ANNA})
    (root / FOLDER / "anna.md").chmod(0)
    (root / "dossiers" / "team").chmod(0)
    book = load(root)
    (root / "dossiers" / "team").chmod(0o755)
    assert [file.findings[0].code for file in book.unreadable] == ["unreadable-file"]
    assert [refused.path for refused in book.refused] == ["dossiers/team"]
