"""What each clone of a book gets from git: driver, attributes, ignore file, hook."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from team import ANNA, BOOK, Clone, git, person

from dossierkit.history.git import NoHistory
from dossierkit.history.team import hook_files, setup
from dossierkit.history.team.setup import (
    ATTRIBUTE,
    ERASED_ATTRIBUTE,
    driver,
    equip,
    missing,
    set_up,
)


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    made = Clone(tmp_path / "book")
    git(tmp_path, "init", "--quiet", "book")
    for path, text in BOOK.items():
        made.write(path, text)
    return made


def parts(clone: Clone) -> list[str]:
    return [lacking.part for lacking in missing(clone.root)]


def test_a_clone_gets_all_it_needs_once(clone: Clone) -> None:
    assert parts(clone) == ["driver", "attribute", "ignore", "hook", "fetch"]
    assert len(set_up(clone.root)) == 5
    assert missing(clone.root) == []
    assert clone.read(".gitattributes") == f"{ATTRIBUTE}\n{ERASED_ATTRIBUTE}\n"
    assert ".dossier/\noutbox/\n" in clone.read(".gitignore")
    assert clone.git("config", "merge.dossier.driver").strip() == driver()
    assert clone.git("config", "fetch.fsckObjects").strip() == "true"
    assert os.access(clone.root / ".git/hooks/pre-commit", os.X_OK)
    before = {path: path.read_bytes() for path in clone.root.rglob("*") if path.is_file()}
    assert equip(clone.root) == setup.SetUp((), ())
    after = {path: path.read_bytes() for path in clone.root.rglob("*") if path.is_file()}
    assert after == before


def test_the_users_own_lines_stay(clone: Clone) -> None:
    clone.write(".gitattributes", "*.pdf binary")
    clone.write(".gitignore", "notes/\r\n/outbox\r\n")
    set_up(clone.root)
    assert clone.read(".gitattributes") == f"*.pdf binary\n{ATTRIBUTE}\n{ERASED_ATTRIBUTE}\n"
    ignored = clone.read(".gitignore")
    assert ignored.startswith("notes/\r\n/outbox\r\n.dossier/\r\n*.sw[a-p]\r\n")
    assert "\noutbox/" not in ignored
    assert missing(clone.root) == []


def test_line_ends_stay_as_the_user_has_them(clone: Clone) -> None:
    set_up(clone.root)
    text = person("Anna", "country: de").replace("\n", "\r\n")
    clone.commit(ANNA, text=text)
    assert "text: unspecified" in clone.git("check-attr", "text", "eol", "--", ANNA)
    assert clone.git("cat-file", "-s", f"HEAD:{ANNA}").strip() == str(len(text.encode()))


def test_a_book_in_a_folder_of_a_repository(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    book = Clone(tmp_path / "sales" / "book")
    for path, text in BOOK.items():
        book.write(path, text)
    set_up(book.root)
    assert missing(book.root) == []
    assert "merge: dossier" in git(tmp_path, "check-attr", "merge", "--", f"sales/book/{ANNA}")
    assert "book=sales/book\n" in (tmp_path / ".git/hooks/pre-commit").read_text()


def test_what_overrules_the_attribute_is_said(clone: Clone) -> None:
    clone.write("dossiers/.gitattributes", "*.md merge=union\n")
    assert any("overrules .gitattributes" in sentence for sentence in set_up(clone.root))
    assert parts(clone) == ["attribute"]


def test_a_driver_whose_program_is_gone_is_named_and_mended(clone: Clone) -> None:
    set_up(clone.root)
    for command, part in [
        ("/no/such/python -m dossierkit merge-driver", "program"),
        ("'/no/such folder/python' -m dossierkit merge-driver", "program"),
        ("true", "program"),
        ("/bin/sh -c true", "driver"),
        ("", "driver"),
    ]:
        clone.git("config", "merge.dossier.driver", command)
        assert parts(clone) == [part]
    set_up(clone.root)
    assert missing(clone.root) == []


def test_another_programs_hook_is_left_alone(clone: Clone) -> None:
    hook = clone.root / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 0\n")
    assert any("left alone" in sentence for sentence in set_up(clone.root))
    assert hook.read_text() == "#!/bin/sh\nexit 0\n"
    assert parts(clone) == ["hook"]
    assert "somebody else's" in missing(clone.root)[0].text


def test_an_older_hook_of_ours_is_renewed(clone: Clone) -> None:
    set_up(clone.root)
    hook = clone.root / ".git/hooks/pre-commit"
    hook.write_text(hook.read_text().replace("program=", "program=/old"))
    assert "of another version" in missing(clone.root)[0].text
    assert set_up(clone.root) == [
        "commits are checked before they are made (.git/hooks/pre-commit)"
    ]
    assert missing(clone.root) == []


def test_hooks_that_serve_other_books_too_are_left_alone(clone: Clone, tmp_path: Path) -> None:
    shared = tmp_path / "hooks"
    clone.git("config", "core.hooksPath", str(shared))
    assert any("core.hooksPath" in sentence for sentence in set_up(clone.root))
    assert not shared.exists()
    assert parts(clone) == ["hook"]


def test_a_plain_folder_has_nothing_to_set_up(tmp_path: Path) -> None:
    with pytest.raises(NoHistory, match="git repository"):
        set_up(tmp_path)


def test_settings_that_cant_be_written(clone: Clone) -> None:
    (clone.root / ".git/config.lock").touch()
    with pytest.raises(NoHistory, match="settings can't be written"):
        set_up(clone.root)


@pytest.mark.parametrize("program", ["/no/such/python", "/bin/false", "%A'x y"])
def test_without_a_working_program_a_merge_asks_with_both_versions(
    clone: Clone, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    monkeypatch.setattr("sys.executable", program)
    set_up(clone.root)
    clone.commit()
    clone.git("switch", "--quiet", "-c", "hers")
    clone.edit(ANNA, "country: de", "country: at")
    clone.commit()
    clone.git("switch", "--quiet", "main")
    clone.edit(ANNA, "country: de", "country: ch")
    clone.commit()
    clone.git("merge", "hers", check=False)
    text = clone.read(ANNA)
    assert "<<<<<<< ours\ncountry: ch\n" in text
    assert "=======\ncountry: at\n>>>>>>> theirs" in text
    assert clone.git("ls-files", "--unmerged")


def test_all_shipped_files_are_written_or_none(tmp_path: Path) -> None:
    folder = tmp_path / "hooks"
    made = hook_files.write_hooks(folder)
    assert [file.name for file in made] == ["pre-commit", "pre-receive", "check-book.yml"]
    assert "@" not in (folder / "pre-receive").read_text().replace('"$@"', "")
    with pytest.raises(FileExistsError, match="nothing was written"):
        hook_files.write_hooks(folder)
