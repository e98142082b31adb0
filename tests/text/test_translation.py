"""What the program says is looked up in the catalogue of the language that is spoken."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from dossierkit.text import translation
from dossierkit.text.translation import _, plural, speak, spoken


@pytest.fixture(autouse=True)
def _catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    words = Catalog("zh")
    words.add("nobody to write to", "没有要写信的人")
    words.add(("{count} letter", "{count} letters"), ("{count} 封信",))
    folder = tmp_path / "zh" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "dossierkit.mo").open("wb") as file:
        write_mo(file, words)
    monkeypatch.setattr(translation, "CATALOGUES", tmp_path)
    before = spoken()
    yield
    speak(before)


def test_english_stands_in_the_code() -> None:
    speak("en")
    assert _("nobody to write to") == "nobody to write to"
    assert plural("{count} letter", "{count} letters", 1) == "{count} letter"


def test_chinese_comes_from_the_catalogue_and_what_it_lacks_stays_english() -> None:
    speak("zh")
    assert (_("nobody to write to"), _("no such words")) == ("没有要写信的人", "no such words")
    assert plural("{count} letter", "{count} letters", 3).format(count=3) == "3 封信"


def test_a_language_without_a_catalogue_is_english() -> None:
    speak("zh")
    speak("tlh")
    assert (spoken(), _("nobody to write to")) == ("en", "nobody to write to")
