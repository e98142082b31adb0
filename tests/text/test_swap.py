"""Two files change places in one step, and a name never goes over another."""

from __future__ import annotations

import ctypes
import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from dossierkit.text import swap as module
from dossierkit.text.swap import CannotSwap, move_new, swap

HAS_SWAP = module._renameat2() is not None


def answering(code: int) -> Callable[..., int]:
    """The system's call, which fails with a code."""

    def call(*arguments: object) -> int:
        ctypes.set_errno(code)
        return -1

    return call


@pytest.fixture
def one(tmp_path: Path) -> Path:
    (tmp_path / "one").write_text("1")
    return tmp_path / "one"


@pytest.fixture
def other(tmp_path: Path) -> Path:
    (tmp_path / "other").write_text("2")
    return tmp_path / "other"


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that cannot swap."""
    monkeypatch.setattr(module, "_renameat2", lambda: None)


@pytest.mark.skipif(not HAS_SWAP, reason="this system can't swap")
def test_they_change_places(one: Path, other: Path) -> None:
    swap(one, other)
    assert (one.read_text(), other.read_text()) == ("2", "1")


@pytest.mark.skipif(not HAS_SWAP, reason="this system can't swap")
def test_a_missing_file_is_an_error_of_the_disk(one: Path, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as error:
        swap(one, tmp_path / "none")
    assert error.value.filename == str(tmp_path / "none")


@pytest.mark.parametrize("code", [errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP])
def test_a_file_system_may_be_unable(
    code: int, one: Path, other: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_renameat2", lambda: answering(code))
    with pytest.raises(CannotSwap):
        swap(one, other)
    assert one.read_text() == "1"


def test_a_system_may_be_unable(one: Path, other: Path, plain: None) -> None:
    with pytest.raises(CannotSwap):
        swap(one, other)


@pytest.fixture
def forgotten() -> Iterator[None]:
    module._renameat2.cache_clear()
    yield
    module._renameat2.cache_clear()


@pytest.mark.usefixtures("forgotten")
@pytest.mark.parametrize("error", [TypeError, OSError, AttributeError])
def test_other_systems_have_no_such_call(
    error: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def library(*arguments: object, **more: object) -> Any:
        raise error

    monkeypatch.setattr(ctypes, "CDLL", library)
    assert module._renameat2() is None


class TestANewName:
    def test_is_given(self, one: Path, tmp_path: Path) -> None:
        move_new(one, tmp_path / "new")
        assert [file.name for file in tmp_path.iterdir()] == ["new"]

    def test_never_goes_over_another(self, one: Path, other: Path) -> None:
        with pytest.raises(FileExistsError):
            move_new(one, other)
        assert (one.read_text(), other.read_text()) == ("1", "2")


@pytest.mark.usefixtures("plain")
class TestANewNameElsewhere:
    def test_is_a_second_one_first(self, one: Path, tmp_path: Path) -> None:
        move_new(one, tmp_path / "new")
        assert [file.name for file in tmp_path.iterdir()] == ["new"]

    def test_never_goes_over_another(self, one: Path, other: Path) -> None:
        with pytest.raises(FileExistsError):
            move_new(one, other)
        assert (one.read_text(), other.read_text()) == ("1", "2")

    def test_stays_if_the_first_one_cannot_go(
        self, one: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(path: object) -> None:
            raise OSError(errno.EIO, "broken")

        monkeypatch.setattr(os, "unlink", broken)
        move_new(one, tmp_path / "new")
        assert (tmp_path / "new").read_text() == one.read_text() == "1"

    @pytest.fixture
    def without_links(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def refused(*arguments: object) -> None:
            raise PermissionError(errno.EPERM, "no second names here")

        monkeypatch.setattr(os, "link", refused)

    @pytest.mark.usefixtures("without_links")
    def test_needs_no_second_names(self, one: Path, other: Path, tmp_path: Path) -> None:
        move_new(one, tmp_path / "new")
        assert (tmp_path / "new").read_text() == "1"
        with pytest.raises(FileExistsError):
            move_new(tmp_path / "new", other)
        assert other.read_text() == "2"

    def test_a_link_moves_itself(self, one: Path, tmp_path: Path) -> None:
        (tmp_path / "link").symlink_to("one")
        move_new(tmp_path / "link", tmp_path / "new")
        assert os.readlink(tmp_path / "new") == "one"
        assert not os.path.lexists(tmp_path / "link")
