"""Which true story somebody may hear: of a customer like them, never of a rival, never twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from dossierkit.book.load import load
from dossierkit.book.stories import STORIES_PATH, stories_of
from dossierkit.method.selling.stories import fitting_stories

TODAY = date(2026, 11, 20)
Make = Callable[[Mapping[str, str | bytes]], Path]


def told(
    make_book: Make, story: str, anna: str = "company: brightlite", **companies: str
) -> list[str]:
    files = {
        "dossiers/customers/anna.md": f"---\nname: Anna\n{anna}\n---\n",
        "dossiers/customers/ola.md": "---\nname: Ola\ncompany: nordlys\n---\n",
        "dossiers/companies/brightlite.md": "---\nname: B\ncountry: de\n---\n",
        "dossiers/companies/nordlys.md": "---\nname: N\ncountry: no\n---\n",
        STORIES_PATH: story,
    }
    files |= {
        f"dossiers/companies/{name}.md": f"---\n{text}\n---\n" for name, text in companies.items()
    }
    book = load(make_book(files))
    found = fitting_stories(book, book.customers["anna"], stories_of(book), TODAY)
    return [one.id for one in found]


def story(name: str, about: str = "nordlys") -> str:
    return f"{name}: {{about: {about}, text: x, consent: 2026-01-01 yes}}\n"


def test_a_story_of_somebody_elsewhere_is_told(make_book: Make) -> None:
    assert told(make_book, story("one")) == ["one"]
    assert told(make_book, story("one", "ola")) == ["one"]
    assert told(make_book, "one: {text: x, consent: 2026-01-01 yes}\n") == ["one"]
    assert told(make_book, "one: {text: x}\n") == []


@pytest.mark.parametrize("about", ["brightlite", "anna"])
def test_nobody_hears_their_own_story(about: str, make_book: Make) -> None:
    assert told(make_book, story("one", about)) == []


def test_a_neighbour_may_be_a_rival_unless_they_are_friends(make_book: Make) -> None:
    german = "name: N\ncountry: de"
    assert told(make_book, story("one"), nordlys=german) == []
    friends = f"{german}\nlinks: [{{company: brightlite, how: friendly}}]"
    assert told(make_book, story("one"), nordlys=friends) == ["one"]
    rivals = "name: B\ncountry: de\nlinks: [{company: nordlys, how: competes}]"
    assert told(make_book, story("one"), brightlite=rivals) == []


def test_somebody_without_a_company_hears_stories_too(make_book: Make) -> None:
    assert told(make_book, story("one"), "country: fr") == ["one"]
    assert told(make_book, story("one"), "country: no") == []


def test_the_story_of_a_company_like_theirs_comes_first(make_book: Make) -> None:
    alike = "name: S\ncountry: se\ntype: retailer\nbuys: [BL-20]"
    own = "name: B\ncountry: de\ntype: retailer\nbuys: [BL-20]"
    both = story("a-one") + story("b-two", "sund")
    assert told(make_book, both, brightlite=own, sund=alike) == ["b-two", "a-one"]


def test_no_story_is_told_twice(make_book: Make) -> None:
    log = "company: brightlite\n---\n\n## Log\n\n- 2026-11-01 email out: told #one\n"
    log += "- 2026-11-02 email in: which #two\n- 2026-12-01 email out: later #two\n"
    assert told(make_book, story("one") + story("two"), log + "\n---") == ["two"]
