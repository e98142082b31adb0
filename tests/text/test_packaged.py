"""Data files that come with the program."""

from __future__ import annotations

from pathlib import Path

import pytest

from dossierkit.text import packaged as module
from dossierkit.text.packaged import packaged


def test_a_data_file_is_read_as_texts_lists_and_dicts() -> None:
    figures = packaged("schema/figures.yaml")
    assert figures["rhythm"]["hesitant"] == "3d-4d"
    assert figures["ladder"] == ["1d", "4d", "7d"]


@pytest.mark.parametrize("text", ["a: 1\na: 2\n", "- a\n", "a: [\n"])
def test_a_damaged_one_is_a_fault(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PACKAGE", tmp_path)
    name = f"data-{text!r}.yaml".replace("/", "")
    (tmp_path / name).write_text(text)
    with pytest.raises(ValueError, match="data-"):
        packaged(name)
