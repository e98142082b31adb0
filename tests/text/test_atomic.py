"""A file is the old one or the new one, and nobody's work is lost in between."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dossierkit.text import atomic
from dossierkit.text import swap as swap_module
from dossierkit.text.atomic import (
    Changed,
    ReadOnly,
    Replaced,
    create,
    delete,
    let_go,
    replace,
    sync_folder,
    take_back,
)

OLD, NEW, THEIRS = b"one\r\ntwo\r\n", b"one\r\ntwo\r\nthree\r\n", b"theirs\n"


def fail(code: int = errno.EIO) -> Callable[..., Any]:
    def call(*arguments: object, **more: object) -> None:
        raise OSError(code, os.strerror(code))

    return call


@pytest.fixture
def tmp(tmp_path: Path) -> Path:
    """The folder of the temporary files."""
    return tmp_path / "tmp"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    found = tmp_path / "dossiers" / "anna.md"
    found.parent.mkdir()
    found.write_bytes(OLD)
    return found


@pytest.fixture(params=["swap", "link", "copy"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """With the system's exchange, with second names only, and with neither."""
    if request.param != "swap":
        monkeypatch.setattr(swap_module, "_renameat2", lambda: None)
    if request.param == "copy":
        monkeypatch.setattr(os, "link", fail(errno.EPERM))
    return str(request.param)


def rests(tmp: Path) -> list[str]:
    return [one.name for one in tmp.iterdir()] if tmp.exists() else []


class TestReplacing:
    def test_puts_new_in_the_place_of_old(self, file: Path, tmp: Path, way: str) -> None:
        change = replace(file, OLD, NEW, tmp)
        assert file.read_bytes() == NEW
        assert change.spare is not None
        assert change.spare.read_bytes() == OLD
        assert let_go(change)
        assert rests(tmp) == []

    def test_can_be_taken_back(self, file: Path, tmp: Path, way: str) -> None:
        assert take_back(replace(file, OLD, NEW, tmp))
        assert file.read_bytes() == OLD
        assert rests(tmp) == []

    def test_what_changed_since_is_not_taken_back(self, file: Path, tmp: Path) -> None:
        change = replace(file, OLD, NEW, tmp)
        file.write_bytes(THEIRS)
        assert not take_back(change)
        assert file.read_bytes() == THEIRS

    def test_a_folder_that_went_is_not_taken_back(self, file: Path, tmp: Path) -> None:
        change = replace(file, OLD, NEW, tmp)
        file.unlink()
        file.parent.rmdir()
        assert not take_back(change)

    def test_what_is_saved_while_it_is_taken_back_stays(
        self, file: Path, tmp: Path, way: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        change = replace(file, OLD, NEW, tmp)
        real = atomic._trade
        calls: list[Path] = []

        def late(source: Path, target: Path) -> Path:
            if not calls:
                file.write_bytes(THEIRS)
            calls.append(source)
            return real(source, target)

        monkeypatch.setattr(atomic, "_trade", late)
        assert not take_back(change)
        assert file.read_bytes() == THEIRS

    def test_what_is_saved_into_the_spare_is_kept(self, file: Path, tmp: Path) -> None:
        with open(file, "r+b") as editor:
            change = replace(file, OLD, NEW, tmp)
            if change.spare is None or change.spare.read_bytes() != OLD:
                pytest.fail("the spare holds what was there")
            with open(change.spare, "wb") as same:
                same.write(THEIRS)
            editor.flush()
        assert not let_go(change)
        assert change.spare.read_bytes() == THEIRS

    def test_a_spare_that_cannot_be_deleted_is_no_failure(
        self, file: Path, tmp: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        change = replace(file, OLD, NEW, tmp)
        monkeypatch.setattr(os, "unlink", fail())
        assert let_go(change)

    @pytest.mark.parametrize("mode", [0o600, 0o664, 0o755])
    def test_keeps_the_mode(self, file: Path, tmp: Path, mode: int) -> None:
        file.chmod(mode)
        replace(file, OLD, NEW, tmp)
        assert stat.S_IMODE(file.stat().st_mode) == mode

    def test_follows_a_link_and_keeps_it(self, file: Path, tmp: Path) -> None:
        link = file.with_name("link.md")
        link.symlink_to("anna.md")
        assert replace(link, OLD, NEW, tmp).file == file
        assert link.is_symlink()
        assert file.read_bytes() == NEW

    def test_leaves_a_second_name_of_the_file_as_it_was(self, file: Path, tmp: Path) -> None:
        os.link(file, file.with_name("twin.md"))
        replace(file, OLD, NEW, tmp)
        assert file.with_name("twin.md").read_bytes() == OLD

    def test_of_what_is_read_only_is_refused(self, file: Path, tmp: Path) -> None:
        file.chmod(0o444)
        with pytest.raises(ReadOnly, match=r"anna\.md is read-only; .*chmod u\+w"):
            replace(file, OLD, NEW, tmp)
        file.chmod(0o644)
        file.parent.chmod(0o555)
        try:
            with pytest.raises(ReadOnly, match=r"the folder .*dossiers is read-only"):
                replace(file, OLD, NEW, tmp)
        finally:
            file.parent.chmod(0o755)
        assert file.read_bytes() == OLD

    def test_the_mode_of_a_folder_says_nothing_on_windows(
        self, file: Path, tmp: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sys, "platform", "win32")
        monkeypatch.setattr(atomic, "_may_write", lambda place, status: place == file)
        replace(file, OLD, NEW, tmp)
        assert file.read_bytes() == NEW

    def test_of_a_folder_or_pipe_is_refused(self, file: Path, tmp: Path) -> None:
        pipe = file.with_name("pipe.md")
        os.mkfifo(pipe)
        for place in (file.parent, pipe):
            with pytest.raises(ReadOnly, match="no ordinary file"):
                replace(place, OLD, NEW, tmp)

    def test_of_what_has_gone_is_refused(self, file: Path, tmp: Path) -> None:
        file.unlink()
        with pytest.raises(Changed, match="gone"):
            replace(file, OLD, NEW, tmp)

    @pytest.mark.parametrize("step", ["write_temporary", "_trade", "sync_folder"])
    def test_an_error_leaves_the_old_text_and_no_rest(
        self, step: str, file: Path, tmp: Path, way: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(atomic, step, fail())
        with pytest.raises(OSError, match="Input/output"):
            replace(file, OLD, NEW, tmp)
        monkeypatch.undo()
        assert file.read_bytes() == OLD
        assert rests(tmp) == []

    def test_an_error_of_the_second_name_leaves_no_rest(
        self, file: Path, tmp: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(swap_module, "_renameat2", lambda: None)
        for name in ("copy2", "_move"):
            with monkeypatch.context() as patch:
                patch.setattr(shutil if name == "copy2" else atomic, name, fail())
                patch.setattr(os, "link", fail() if name == "copy2" else os.link)
                with pytest.raises(OSError, match="Input/output"):
                    replace(file, OLD, NEW, tmp)
        assert file.read_bytes() == OLD
        assert rests(tmp) == []


class TestCreating:
    def test_writes_a_file_in_a_new_folder(self, file: Path, tmp: Path, way: str) -> None:
        new = file.parent / "more" / "ben.md"
        change = create(new, NEW, tmp)
        assert new.read_bytes() == NEW
        assert change == Replaced(new, None, None, NEW)
        assert let_go(change)
        assert take_back(change)
        assert not new.exists()
        assert rests(tmp) == []

    def test_never_goes_over_a_file_that_appears(self, file: Path, tmp: Path, way: str) -> None:
        with pytest.raises(Changed, match="appeared"):
            create(file, NEW, tmp)
        assert file.read_bytes() == OLD
        assert rests(tmp) == []

    def test_an_error_leaves_no_file(
        self, file: Path, tmp: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        new = file.with_name("ben.md")
        for step in ("move_new", "sync_folder"):
            with monkeypatch.context() as patch:
                patch.setattr(atomic, step, fail(errno.ENOSPC))
                with pytest.raises(OSError, match="No space"):
                    create(new, NEW, tmp)
            assert not new.exists()
        assert rests(tmp) == []

    def test_in_a_read_only_folder_is_refused(
        self, file: Path, tmp: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        file.parent.chmod(0o555)
        try:
            with pytest.raises(ReadOnly, match="is read-only"):
                create(file.with_name("ben.md"), NEW, tmp)
        finally:
            file.parent.chmod(0o755)
        monkeypatch.setattr(Path, "mkdir", fail(errno.EACCES))
        with pytest.raises(ReadOnly, match="can't be made"):
            create(file.parent / "more" / "ben.md", NEW, tmp)


class TestDeleting:
    def test_takes_a_file_away_for_now(self, file: Path, tmp: Path, way: str) -> None:
        change = delete(file, OLD, tmp)
        assert not file.exists()
        assert take_back(change)
        assert file.read_bytes() == OLD
        assert let_go(delete(file, OLD, tmp))
        assert rests(tmp) == []

    def test_comes_back_even_where_the_folder_went(self, file: Path, tmp: Path) -> None:
        change = delete(file, OLD, tmp)
        file.parent.rmdir()
        assert take_back(change)
        assert file.read_bytes() == OLD

    def test_does_not_come_back_over_another(self, file: Path, tmp: Path, way: str) -> None:
        change = delete(file, OLD, tmp)
        file.write_bytes(THEIRS)
        assert not take_back(change)
        assert file.read_bytes() == THEIRS

    def test_takes_a_link_not_what_it_leads_to(self, file: Path, tmp: Path, way: str) -> None:
        link = file.with_name("link.md")
        link.symlink_to("anna.md")
        change = delete(link, OLD, tmp)
        assert not os.path.lexists(link)
        assert file.read_bytes() == OLD
        assert take_back(change)
        assert os.readlink(link) == "anna.md"

    def test_an_error_leaves_it(
        self, file: Path, tmp: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(atomic, "sync_folder", fail())
        with pytest.raises(OSError, match="Input/output"):
            delete(file, OLD, tmp)
        assert file.read_bytes() == OLD


def in_place(file: Path) -> None:
    with open(file, "r+b") as stream:
        stream.truncate()
        stream.write(THEIRS)


def by_rename(file: Path) -> None:
    file.with_name("4913").write_bytes(THEIRS)
    os.replace(file.with_name("4913"), file)


def with_backup(file: Path) -> None:
    os.replace(file, file.with_name(f"{file.name}~"))
    file.write_bytes(THEIRS)


def anew(file: Path) -> None:
    file.unlink()
    file.write_bytes(THEIRS)


STEPS = ("require_file", "_require_open", "_require", "temporary_name")
REPLACING = ("write_temporary", "_trade", "swap")
EDITORS = (in_place, by_rename, with_backup, anew)
RACES = 3 * len(EDITORS) * (len((*STEPS, *REPLACING)) + len((*STEPS, "_move")))


@pytest.fixture
def races(file: Path, tmp: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """Lets somebody save just before each step of ours; gives how often that was noticed."""

    def race(step: str, editor: Callable[[Path], None], work: Callable[[], Replaced]) -> None:
        file.write_bytes(OLD)
        real = getattr(atomic, step)
        saved: list[str] = []

        def late(*arguments: Any, **more: Any) -> Any:
            if not saved:
                editor(file)
                saved.append(step)
            return real(*arguments, **more)

        with monkeypatch.context() as patch:
            patch.setattr(atomic, step, late)
            with pytest.raises(Changed):
                work()
        assert file.read_bytes() == THEIRS, (step, editor)

    def run() -> int:
        count = 0
        for editor in EDITORS:
            for step in (*STEPS, *REPLACING):
                race(step, editor, lambda: replace(file, OLD, NEW, tmp))
                count += 1
            for step in (*STEPS, "_move"):
                race(step, editor, lambda: delete(file, OLD, tmp))
                count += 1
        return count

    return run


class TestSomebodySavesInBetween:
    def test_and_is_noticed_at_every_step(
        self, races: Callable[[], int], tmp: Path, way: str
    ) -> None:
        assert races() == RACES // 3 > 100 // 3
        assert rests(tmp) == []

    def test_between_exchange_and_comparison(
        self, file: Path, tmp: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """An editor that had opened the file before writes into what is the spare by now."""
        real = atomic._trade

        def late(source: Path, target: Path) -> Path:
            spare = real(source, target)
            spare.write_bytes(THEIRS)
            monkeypatch.undo()
            return spare

        monkeypatch.setattr(atomic, "_trade", late)
        with pytest.raises(Changed):
            replace(file, OLD, NEW, tmp)
        assert file.read_bytes() == THEIRS


class TestWindows:
    @pytest.fixture
    def slept(self, monkeypatch: pytest.MonkeyPatch) -> list[float]:
        """A Windows whose clock runs as one sleeps."""
        naps: list[float] = []
        monkeypatch.setattr(sys, "platform", "win32")
        monkeypatch.setattr(time, "sleep", naps.append)
        monkeypatch.setattr(time, "monotonic", lambda: sum(naps))
        return naps

    def test_a_file_that_a_scanner_holds_is_waited_for(
        self, file: Path, slept: list[float], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        real = os.replace

        def held(source: Path, target: Path) -> None:
            if len(slept) < 3:
                raise PermissionError(errno.EACCES, "in use")
            real(source, target)

        monkeypatch.setattr(os, "replace", held)
        atomic._move(file, file.with_name("ben.md"))
        assert len(slept) == 3

    def test_but_not_for_ever(
        self, file: Path, slept: list[float], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(os, "replace", fail(errno.EACCES))
        with pytest.raises(PermissionError):
            atomic._move(file, file.with_name("ben.md"))
        assert 2.5 < sum(slept) < 2.7


class TestFolders:
    def test_one_that_cannot_be_opened_is_left(self, tmp_path: Path) -> None:
        sync_folder(tmp_path / "none")

    def test_some_systems_cannot_sync_them(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(os, "fsync", fail(errno.EINVAL))
        sync_folder(tmp_path)
        monkeypatch.setattr(os, "fsync", fail(errno.EIO))
        with pytest.raises(OSError, match="Input/output"):
            sync_folder(tmp_path)


def test_order_is_write_sync_exchange_sync(
    file: Path, tmp: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What makes a power cut harmless: the text is on the disk before it gets the name."""
    order: list[str] = []

    def watch(owner: Any, name: str, shown: str) -> None:
        real = getattr(owner, name)

        def call(*arguments: Any, **more: Any) -> Any:
            order.append(shown)
            return real(*arguments, **more)

        monkeypatch.setattr(owner, name, call)

    watch(os, "fsync", "sync")
    watch(atomic, "swap", "exchange")
    watch(os, "unlink", "delete")
    let_go(replace(file, OLD, NEW, tmp))
    assert order == ["sync", "exchange", "sync", "delete"]
