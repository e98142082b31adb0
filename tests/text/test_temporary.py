"""What a killed command leaves: rests of its own, or the only copy of what somebody saved."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from dossierkit.text.temporary import (
    TEMPORARY,
    drop,
    half,
    is_spent,
    temporary_name,
    write_temporary,
)


@pytest.fixture
def name(tmp_path: Path) -> Path:
    return temporary_name(tmp_path / "anna.md", tmp_path / "tmp", b"old", b"new")


def test_it_is_in_the_folder_and_hidden(name: Path, tmp_path: Path) -> None:
    assert name.parent == tmp_path / "tmp"
    assert name.name.startswith(TEMPORARY)
    assert name.name.endswith("-anna.md")
    assert temporary_name(tmp_path / "anna.md", tmp_path / "tmp", b"old", b"new") != name


def test_it_is_beside_the_file_where_the_folder_is_on_another_device(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.stat

    def other_device(path: Path) -> os.stat_result:
        values = list(real(path))
        values[2] = len(str(path))
        return os.stat_result(values)

    with monkeypatch.context() as patch:
        patch.setattr(os, "stat", other_device)
        found = temporary_name(tmp_path / "anna.md", tmp_path / "tmp", None, b"")
    assert found.parent == tmp_path


def test_a_long_name_stays_within_what_systems_take(tmp_path: Path) -> None:
    long = temporary_name(tmp_path / ("x" * 240 + ".md"), tmp_path, None, b"new")
    assert len(half(long).name) < 200


@pytest.mark.parametrize("content", [b"old", b"new", b""])
def test_what_was_read_or_written_is_spent(name: Path, content: bytes) -> None:
    name.write_bytes(content)
    assert is_spent(name)


def test_what_somebody_else_wrote_is_not(name: Path) -> None:
    name.write_bytes(b"theirs")
    assert not is_spent(name)
    stray = name.with_name(f"{TEMPORARY}strange")
    stray.write_bytes(b"new")
    assert not is_spent(stray)


def test_half_a_file_and_a_link_are_spent(name: Path) -> None:
    half(name).write_bytes(b"ne")
    assert is_spent(half(name))
    name.symlink_to("nowhere")
    assert is_spent(name)


def test_a_write_that_fails_leaves_nothing(name: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(handle: int) -> None:
        raise OSError(5, "broken")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(OSError, match="broken"):
        write_temporary(name, b"new", None)
    assert list(name.parent.iterdir()) == []


def test_mode_is_taken_over_and_a_new_file_obeys_the_umask(name: Path, tmp_path: Path) -> None:
    (tmp_path / "shared").write_bytes(b"")
    (tmp_path / "shared").chmod(0o664)
    before = os.umask(0o027)
    try:
        write_temporary(name, b"new", (tmp_path / "shared").stat())
        write_temporary(name.with_name(f"{name.name}2"), b"new", None)
    finally:
        os.umask(before)
    assert stat.S_IMODE(name.stat().st_mode) == 0o664
    assert stat.S_IMODE(name.with_name(f"{name.name}2").stat().st_mode) == 0o640


def test_owner_and_group_are_asked_for_one_by_one(
    name: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A colleague's file that our group may write: we can't give it away, but keep the group."""
    asked: list[tuple[int, int]] = []

    def change(handle: int, user: int, group: int) -> None:
        asked.append((user, group))
        if user >= 0:
            raise PermissionError

    monkeypatch.setattr(os, "fchown", change)
    values = list(tmp_path.stat())
    values[0], values[4], values[5] = stat.S_IFREG | 0o660, os.getuid() + 1, os.getgid() + 2
    write_temporary(name, b"new", os.stat_result(values))
    assert asked == [(-1, os.getgid() + 2), (os.getuid() + 1, -1)]
    assert stat.S_IMODE(name.stat().st_mode) == 0o660


def test_a_name_that_can_t_be_given_leaves_nothing(
    name: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(source: Path, target: Path) -> None:
        raise OSError("no such device")

    monkeypatch.setattr(os, "rename", refuse)
    with pytest.raises(OSError, match="no such device"):
        write_temporary(name, b"new", None)
    assert list(name.parent.iterdir()) == []


def test_dropping_never_complains(tmp_path: Path) -> None:
    drop(tmp_path / "none")
