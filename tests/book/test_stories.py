"""The file of true stories: read strictly, and no story without a consent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest
from conftest import REPOSITORY

from dossierkit.book.checks import findings
from dossierkit.book.load import load
from dossierkit.book.stories import STORIES_PATH, load_stories

GOOD = """\
harbour:
  about: nordlys
  where: by the sea
  text:
    en: >-
      They began
      with one pallet.
    zh: 他们从一个托盘开始。
  consent: 2026-04-22 agreed by mail
  named: true
"""
NORDLYS = "---\nname: Nordlys\ncountry: no\n---\n"

Make = Callable[[Mapping[str, str | bytes]], Path]


def test_a_story_is_read_with_its_texts(make_book: Make) -> None:
    stories = load_stories(make_book({STORIES_PATH: GOOD}))
    assert not stories.findings
    (story,) = stories.told()
    assert story.id == "harbour"
    assert story.record.text.en == "They began with one pallet."
    assert story.record.where.zh == "by the sea"
    assert story.record.named
    assert story.record.consent
    assert story.record.consent.date == date(2026, 4, 22)
    assert (story.line, story.column) == (2, 10)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a story: {text: x, consent: 2026-01-01}\n", (1, 1, "id")),
        ("one: just words\n", (1, 6, "wrong-shape")),
        ("one: {consent: 2026-01-01 yes}\n", (1, 1, "missing-field")),
        ("one: {text: '', consent: 2026-01-01 yes}\n", (1, 1, "missing-field")),
        ("one: {text: x}\n", (1, 1, "story-consent")),
        ("one: {text: x, consent: yes}\n", (1, 25, "date")),
        ("one: {text: x, consent: 2026-02-30}\n", (1, 25, "impossible-date")),
        ("one: {text: x, consent: 2026-01-01, named: maybe}\n", (1, 44, "yes-or-no")),
        ("one: {text: x, consent: 2026-01-01, abuot: y}\n", (1, 37, "unknown-field")),
        ("one: {text: [x], consent: 2026-01-01}\n", (1, 13, "wrong-shape")),
        ("one: {text: x, consent: 2026-01-01, about: nordlis}\n", (1, 44, "dangling-reference")),
    ],
)
def test_what_is_wrong_is_named_with_its_place(
    text: str, place: tuple[int, int, str], make_book: Make
) -> None:
    root = make_book({STORIES_PATH: text, "dossiers/companies/nordlys.md": NORDLYS})
    found = findings(load(root), date(2026, 11, 20))
    assert place in [(one.line, one.column, one.code) for one in found if "stories" in one.path]


def test_a_story_with_an_error_or_without_consent_is_not_told(make_book: Make) -> None:
    text = GOOD + "silent: {text: x}\nwrong: {text: x, consent: soon}\n"
    stories = load_stories(make_book({STORIES_PATH: text}))
    assert [story.id for story in stories.told()] == ["harbour"]
    assert set(stories.stories) == {"harbour", "silent"}


def test_files_that_are_none(make_book: Make, tmp_path: Path) -> None:
    root = make_book({})
    assert not load_stories(root).findings
    (root / "dossiers/stories.yml").write_text(GOOD, "utf-8")
    assert [one.code for one in load_stories(root).findings] == ["not-a-dossier"]
    (root / STORIES_PATH).mkdir()
    assert [one.code for one in load_stories(root).findings] == ["not-a-file"]
    (root / STORIES_PATH).rmdir()
    (tmp_path / "elsewhere.yaml").write_text(GOOD, "utf-8")
    (root / STORIES_PATH).symlink_to(tmp_path / "elsewhere.yaml")
    assert [one.code for one in load_stories(root).findings] == ["outside-book"]


def test_the_stories_of_the_sample_book_may_be_told() -> None:
    stories = load_stories(REPOSITORY)
    assert not stories.findings
    assert len(stories.told()) == 2
