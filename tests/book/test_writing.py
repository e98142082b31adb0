"""All of a command's changes or none, one command at a time, and nobody has to clean up."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from dossierkit.book import writing as module
from dossierkit.book.writing import Busy, Outside, Writer, sweep, writing
from dossierkit.text import atomic, swap
from dossierkit.text.atomic import Changed, ReadOnly
from dossierkit.text.temporary import half, temporary_name

ANNA, BEN, CHEN = (f"dossiers/customers/{name}.md" for name in ("anna", "ben", "chen"))


def fail(code: int = errno.EIO) -> Callable[..., Any]:
    def call(*arguments: object, **more: object) -> None:
        raise OSError(code, os.strerror(code))

    return call


@pytest.fixture
def root(make_book: Callable[..., Path]) -> Path:
    return make_book({ANNA: "anna", BEN: "ben"})


def contents(root: Path) -> dict[str, str]:
    """All files of a book but for its private folder."""
    return {
        file.relative_to(root).as_posix(): file.read_text()
        for file in sorted(root.rglob("*.md"))
        if ".dossier" not in file.parts
    }


def private(root: Path) -> set[str]:
    """The private files that are there."""
    folder = root / ".dossier"
    return {one.relative_to(folder).as_posix() for one in folder.rglob("*") if not one.is_dir()}


class TestAllOrNothing:
    def test_all(self, root: Path) -> None:
        with writing(root) as writer:
            writer.put(ANNA, writer.read(ANNA), b"anna 2")
            writer.put(BEN, b"ben", None)
            writer.put(CHEN, writer.read(CHEN), b"chen")
            writer.put("dossiers/customers/none.md", None, None)
            writer.put(ANNA, b"anna 2", b"anna 2")
        assert contents(root) == {ANNA: "anna 2", CHEN: "chen"}
        assert private(root) == {".gitignore", "lock", "lock-holder"}

    @pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
    def test_nothing(self, root: Path, error: type[BaseException]) -> None:
        def work() -> None:
            with writing(root) as writer:
                writer.put(ANNA, b"anna", b"anna 2")
                writer.put(BEN, b"ben", None)
                writer.put(CHEN, None, b"chen")
                raise error

        with pytest.raises(error):
            work()
        assert contents(root) == {ANNA: "anna", BEN: "ben"}
        assert private(root) == {".gitignore", "lock", "lock-holder"}

    def test_a_second_change_that_is_refused_takes_back_the_first(self, root: Path) -> None:
        def work() -> None:
            with writing(root) as writer:
                writer.put(ANNA, b"anna", b"anna 2")
                writer.put(BEN, b"benjamin", b"ben 2")

        with pytest.raises(Changed, match=r"ben\.md was changed meanwhile"):
            work()
        assert contents(root) == {ANNA: "anna", BEN: "ben"}

    def test_what_somebody_changed_since_is_named(self, root: Path) -> None:
        def work() -> None:
            with writing(root) as writer:
                writer.put(ANNA, b"anna", b"anna 2")
                writer.put(BEN, b"ben", b"ben 2")
                (root / ANNA).write_text("theirs")
                raise ValueError("x")

        with pytest.raises(ValueError, match="x") as error:
            work()
        assert error.value.__notes__ == [f"{root / ANNA} could not be taken back: look at it"]
        assert contents(root) == {ANNA: "theirs", BEN: "ben"}

    def test_a_disk_that_refuses_does_not_stop_the_rest(
        self, root: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        writer = Writer(root)
        writer.put(ANNA, b"anna", b"anna 2")
        writer.put(CHEN, None, b"chen")
        monkeypatch.setattr(module, "take_back", fail())
        assert writer.undo() == [root / CHEN, root / ANNA]
        assert writer.changes == []

    def test_ctrl_c_waits_for_a_file_to_be_whole(
        self, root: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = signal.signal(signal.SIGINT, signal.default_int_handler)
        real = atomic.sync_folder

        def late(folder: Path) -> None:
            os.kill(os.getpid(), signal.SIGINT)
            real(folder)

        def work() -> None:
            with writing(root) as writer:
                with monkeypatch.context() as patch:
                    patch.setattr(atomic, "sync_folder", late)
                    writer.put(ANNA, b"anna", b"anna 2")
                pytest.fail("it went on")

        try:
            with pytest.raises(KeyboardInterrupt):
                work()
        finally:
            signal.signal(signal.SIGINT, before)
        assert contents(root) == {ANNA: "anna", BEN: "ben"}
        assert private(root) == {".gitignore", "lock", "lock-holder"}


class TestReading:
    def test_what_is_not_there_is_none(self, root: Path) -> None:
        writer = Writer(root)
        assert writer.read(ANNA) == b"anna"
        assert writer.read(CHEN) is None

    def test_what_is_no_file_is_refused_at_once(self, root: Path) -> None:
        os.mkfifo(root / CHEN)
        for path in (CHEN, "dossiers/customers"):
            with pytest.raises(ReadOnly, match="no ordinary file"):
                Writer(root).read(path)

    def test_a_link_that_leads_nowhere_is_refused(self, root: Path) -> None:
        (root / CHEN).symlink_to("nobody.md")
        with pytest.raises(ReadOnly, match="leads nowhere"):
            Writer(root).read(CHEN)

    def test_what_is_not_ours_to_read_is_said(
        self, root: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(Path, "read_bytes", fail(errno.EACCES))
        with pytest.raises(ReadOnly, match=r"anna\.md can't be read: permission denied"):
            Writer(root).read(ANNA)


class TestOnlyInTheBook:
    @pytest.mark.parametrize("path", ["../away.md", "/etc/passwd", "dossiers/../../away.md"])
    def test_a_path_that_leads_out_is_refused(self, root: Path, path: str) -> None:
        writer = Writer(root)
        with pytest.raises(Outside, match="leads out of the book"):
            writer.read(path)
        with pytest.raises(Outside, match="leads out of the book"):
            writer.put(path, None, b"x")

    def test_a_link_that_leads_out_is_refused(self, root: Path) -> None:
        away = root.parent / "away.md"
        away.write_text("precious")
        (root / CHEN).symlink_to(away)
        with pytest.raises(Outside):
            Writer(root).put(CHEN, b"precious", b"x")
        assert away.read_text() == "precious"

    def test_a_link_inside_is_followed(self, root: Path) -> None:
        (root / CHEN).symlink_to("anna.md")
        writer = Writer(root)
        assert writer.place(CHEN) == ANNA
        writer.put(CHEN, b"anna", b"anna 2")
        assert (root / ANNA).read_text() == "anna 2"
        assert (root / CHEN).is_symlink()

    @pytest.mark.parametrize("name", [".dossier", ".dossier/tmp", ".dossier/rescued"])
    def test_a_private_folder_elsewhere_is_refused(self, root: Path, name: str) -> None:
        """A strange repository may bring one along."""
        away = root.parent / "away"
        away.mkdir()
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).symlink_to(away)
        with pytest.raises(Outside, match="a link that leads out of the book; delete it"):
            writing(root).__enter__()
        assert list(away.iterdir()) == []

    @pytest.mark.parametrize("name", [".gitignore", "lock-holder"])
    def test_private_notes_are_not_written_through_links(self, root: Path, name: str) -> None:
        away = root.parent / "away"
        away.write_text("precious")
        (root / ".dossier").mkdir()
        (root / ".dossier" / name).symlink_to(away)
        with writing(root):
            pass
        assert away.read_text() == "precious"


class TestABookThatMayNotBeWritten:
    def test_is_said_with_a_remedy(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        for code in (errno.EROFS, errno.EACCES):
            monkeypatch.setattr(Path, "mkdir", fail(code))
            with pytest.raises(ReadOnly, match="must be a folder that you may write into"):
                writing(root).__enter__()

    def test_is_one_that_is_not_there(self, root: Path) -> None:
        with pytest.raises(ReadOnly, match=r"none/\.dossier can't be made \(No such file"):
            writing(root / "none").__enter__()

    def test_has_a_file_where_the_folder_should_be(self, root: Path) -> None:
        (root / ".dossier").write_text("")
        with pytest.raises(ReadOnly, match="can't be made"):
            writing(root).__enter__()

    def test_a_full_disk_is_an_error_of_the_disk(
        self, root: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(Path, "mkdir", fail(errno.ENOSPC))
        with pytest.raises(OSError, match="No space left"):
            writing(root).__enter__()

    def test_has_a_lock_of_somebody_elses(
        self, root: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        import filelock

        monkeypatch.setattr(filelock.FileLock, "acquire", fail(errno.EACCES))
        with pytest.raises(ReadOnly, match=r"lock may not be written .*ask its owner"):
            writing(root).__enter__()
        monkeypatch.setattr(filelock.FileLock, "acquire", fail(errno.EIO))
        with pytest.raises(OSError, match="Input/output"):
            writing(root).__enter__()

    def test_notes_that_cannot_be_written_stop_nobody(
        self, root: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("builtins.open", fail(errno.ENOSPC))
        with writing(root):
            pass


HOLDER = """
import sys, time
from pathlib import Path
from dossierkit.book.writing import writing
with writing(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def holder(root: Path) -> Iterator[subprocess.Popen[str]]:
    """Another command that writes into the book and does not end."""
    command = [sys.executable, "-c", HOLDER, str(root)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


class TestOneAtATime:
    def test_the_holder_is_named(
        self, root: Path, holder: subprocess.Popen[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert module._MOST_WAITING == 10
        monkeypatch.setattr(module, "_MOST_WAITING", 0.02)
        with pytest.raises(Busy, match=rf"\(process {holder.pid} on .*, since 20.*\); nothing was"):
            writing(root).__enter__()
        (root / ".dossier" / "lock-holder").write_bytes(b"\xff")
        with pytest.raises(Busy, match="one that does not say who it is"):
            writing(root).__enter__()

    def test_the_lock_of_a_killed_command_is_free_at_once(
        self, root: Path, holder: subprocess.Popen[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(module, "_MOST_WAITING", 0)
        holder.kill()
        holder.wait()
        with writing(root):
            pass

    def test_the_lock_of_one_that_failed_is_free(self, root: Path) -> None:
        with pytest.raises(ValueError, match="x"), writing(root):
            raise ValueError("x")
        with writing(root):
            pass

    def test_threads_wait_for_each_other(self, root: Path) -> None:
        def add() -> None:
            for _ in range(5):
                with writing(root) as writer:
                    old = writer.read(ANNA) or b""
                    writer.put(ANNA, old, old + b"+")

        threads = [threading.Thread(target=add) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert (root / ANNA).read_text() == "anna" + "+" * 20


class TestSweeping:
    @pytest.fixture
    def name(self, root: Path) -> Path:
        (root / ".dossier").mkdir()
        return temporary_name(root / ANNA, root / ".dossier" / "tmp", b"old", b"new")

    def test_what_is_spent_is_deleted(self, root: Path, name: Path) -> None:
        name.write_text("old")
        half(name).write_text("ne")
        name.with_name(f"{name.name}-old").write_text("old")
        with writing(root) as writer:
            assert writer.rescued == []
        assert private(root) == {".gitignore", "lock", "lock-holder"}

    def test_what_somebody_saved_is_kept_for_a_look(self, root: Path, name: Path) -> None:
        name.write_text("theirs")
        with writing(root) as writer:
            (rescued,) = writer.rescued
        assert rescued.read_text() == "theirs"
        assert rescued.parent == root / ".dossier" / "rescued"
        assert rescued.name.endswith("-anna.md")
        assert not name.exists()

    def test_what_the_merge_driver_leaves_beside_gits_files(self, root: Path, name: Path) -> None:
        (root / name.name).write_text("old")
        assert sweep(root) == []
        assert not list(root.glob(".dossier-tmp-*"))

    def test_what_the_disk_refuses_is_left(
        self, root: Path, name: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        name.write_text("old")
        monkeypatch.setattr(Path, "unlink", fail())
        assert sweep(root) == []
        monkeypatch.undo()
        assert name.exists()

    def test_beside_the_files_where_they_are_on_another_device(
        self, root: Path, name: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        beside = root / "dossiers" / "customers" / name.name
        beside.write_text("old")
        real = Path.stat

        def stat(file: Path, **more: Any) -> os.stat_result:
            values = list(real(file, **more))
            values[2] = int("customers" in file.parts)
            return os.stat_result(values)

        monkeypatch.setattr(Path, "stat", stat)
        assert sweep(root) == []
        monkeypatch.undo()
        assert not beside.exists()

    def test_what_is_saved_into_the_spare_until_the_end_is_rescued(
        self, root: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with writing(root) as writer:
            writer.put(ANNA, b"anna", b"anna 2")
            (change,) = writer.changes
            assert change.spare is not None
            change.spare.write_text("theirs")
        assert [file.read_text() for file in writer.rescued] == ["theirs"]
        assert (root / ANNA).read_text() == "anna 2"

    def test_without_the_exchange_nothing_is_left_either(
        self, root: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(swap, "_renameat2", lambda: None)
        self_test = TestAllOrNothing()
        self_test.test_nothing(root, ValueError)
        self_test.test_all(root)
