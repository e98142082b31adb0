"""Taking the stories about a person out of a file: all others stay as they are."""

from __future__ import annotations

import pytest

from dossierkit.book.erasing import without_person, without_person_in_bytes
from dossierkit.book.erasing_stories import stories_about, without_stories
from dossierkit.book.identity import Called, Identity
from dossierkit.book.mentions import Searcher
from dossierkit.text.scalar import CannotEdit

ANNA = Searcher(Identity(("anna-schmidt", "anna"), (Called(("Anna", "Schmidt"), "sure"),)))
HEAD = "# 真实的故事 told by us.\n\n"
HERS = """\
first-box:
  about: anna-schmidt
  text:
    en: >-
      She began with one box.
      Now she orders ten.
    zh: 她从一箱开始。
  # her own words
  consent: 2026-04-22 on the phone
  # the next story is another one's
"""
OTHER = "salt-air: {about: fjordlys, text: 'Salt, and Anna Schmidt: all replaced.'}  # kept\n"
LAST = "last:\n  about: fjordlys\n  text: x\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (HEAD + HERS + "\n" + OTHER, HEAD + "\n" + OTHER),
        (HEAD + OTHER + "\n" + HERS, HEAD + OTHER + "\n"),
        (HERS + HERS.replace("first", "other").replace("-schmidt", "") + LAST, LAST),
        (HEAD + HERS, HEAD),
        ((OTHER + HERS).replace("\n", "\r\n"), OTHER.replace("\n", "\r\n")),
        ("anna:\n  text: no word of whom it is about\n" + LAST, LAST),
        ("x: {about: Anna Schmidt, text: y}\n" + LAST, LAST),
        ("{a: {about: anna}, b: {about: karl}}\n", "{b: {about: karl}}\n"),
        (OTHER + LAST, OTHER + LAST),
        ("anna: no story\n", "anna: no story\n"),
        ("", ""),
    ],
)
def test_hers_go_and_nothing_else(before: str, after: str) -> None:
    assert without_stories(before, ANNA) == after


def test_what_else_names_her_is_a_mention() -> None:
    changed = without_person(without_stories(HERS + OTHER, ANNA), ANNA, is_yaml=True)
    assert changed == OTHER.replace("Anna Schmidt", "[erased]")


def test_where_it_stands_and_what_it_says() -> None:
    text = OTHER + HERS + LAST
    (story,) = stories_about(text, ANNA)
    assert text[story.start : story.end] == HERS
    assert story.says == {
        "about": "anna-schmidt",
        "text": {"en": "She began with one box. Now she orders ten.", "zh": "她从一箱开始。"},
        "consent": "2026-04-22 on the phone",
    }
    assert story.in_one_line == (
        "about: anna-schmidt, text: en: She began with one box. Now she orders ten., "
        "zh: 她从一箱开始。, consent: 2026-04-22 on the phone"
    )
    assert story.is_told_in("Dear Karl,\n\n> She began with one box. Now she orders ten.\n")
    assert story.is_told_in("<p>她从一箱开始。</p>")
    assert not story.is_told_in("She began with one box.")


@pytest.mark.parametrize(
    "text", ["{about: anna}", "{about: anna, text: ''}", "{about: anna, text: [~, x]}"]
)
def test_a_story_without_words_is_told_nowhere(text: str) -> None:
    (story,) = stories_about(f"x: {text}\n", ANNA)
    assert not story.is_told_in("Dear Karl")
    assert story.in_one_line.startswith("about: anna")


@pytest.mark.parametrize("text", ["x: [\n", "x: {about: anna}\nx: {about: karl}\n", "- anna\n"])
def test_a_file_that_cant_be_read_is_left_alone(text: str) -> None:
    with pytest.raises(CannotEdit, match=r"can't be read \(line \d: .*\); mend it first"):
        without_stories(text, ANNA)


def test_old_contents_as_carefully_as_they_allow() -> None:
    data = (HERS + OTHER).encode()
    cleaned = OTHER.replace("Anna Schmidt", "[erased]").encode()
    assert without_person_in_bytes(data, ANNA, is_yaml=True) == cleaned
    broken = b"x: [Anna Schmidt\n"
    assert without_person_in_bytes(broken, ANNA, is_yaml=True) == b"x: [[erased]\n"


def test_what_would_take_another_story_along_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    edit = "dossierkit.book.erasing_stories.remove_field"
    monkeypatch.setattr(edit, lambda header, key, node: LAST)
    with pytest.raises(CannotEdit, match="would not read back as meant"):
        without_stories(OTHER + HERS + LAST, ANNA)
