"""What holds for every log: suggestions have evidence, can be taken, and come to an end."""

from __future__ import annotations

import re
from datetime import date, timedelta

from conftest import dossier
from dues import person
from hypothesis import given, settings
from hypothesis import strategies as st
from suggesting import book_with

from dossierkit.book.change import ABSENT, Wanted, changed
from dossierkit.book.typed import set_value
from dossierkit.method.suggesting.suggestions import Suggestion, suggestions
from dossierkit.schema.customer import INTENTS, RAPPORTS, STAGES
from dossierkit.schema.dossier import CUSTOMER
from dossierkit.schema.types import TEXT

FIRST = date(2025, 9, 1)
SPAN = 470
ORDER = ("stage", "rapport", "intent", "expected-purchase", "reason")
EVENTS = ("email", "call", "meeting", "quote", "sample", "intro", "inquiry", "order", "lost",
          "note", "greeting", "complaint")  # fmt: skip

days = st.integers(0, SPAN).map(lambda count: FIRST + timedelta(days=count))
log_lines = st.builds(
    lambda day, event, direction, text: f"{day} {event}{direction}: {text}",
    days,
    st.sampled_from(EVENTS),
    st.sampled_from(("", "", " in", " out")),
    st.sampled_from(("x", "Price, as ever. Pity", "'quoted': [half", "- no #PI-1", "{a: b}")),
)
headers = st.tuples(
    *(
        st.sampled_from(("", *(f"{name}: {word}" for word in words)))
        for name, words in (("stage", STAGES), ("rapport", RAPPORTS), ("intent", INTENTS))
    ),
    st.one_of(st.just(""), days.map(lambda day: f"expected-purchase: {day:%Y-%m}")),
)
people = st.builds(
    lambda header, log: person(*filter(None, header), *log),
    headers,
    st.lists(log_lines, max_size=14),
)


def ask(text: str, on: date) -> list[Suggestion]:
    one = dossier(text)
    return suggestions(book_with(one), one, on)


def take(text: str, one: Suggestion) -> str:
    """The file after the user has taken a suggestion."""
    wish = ABSENT if one.value is None else set_value(one.value, TEXT)
    wanted = Wanted({(one.field,): wish})
    return changed(CUSTOMER, "anna", "anna.md", text.encode(), None, wanted, {}).decode()


@settings(derandomize=True, deadline=None, max_examples=250)
@given(people, days, st.data())
def test_taking_one_after_another_comes_to_an_end(text: str, on: date, data: st.DataObject) -> None:
    taken: list[tuple[str, str | None]] = []
    while found := ask(text, on):
        one = data.draw(st.sampled_from(found))
        text = take(text, one)
        assert (one.field, one.value) not in taken, taken
        taken.append((one.field, one.value))


@settings(derandomize=True, deadline=None, max_examples=250)
@given(people, days)
def test_every_suggestion_is_sound(text: str, on: date) -> None:
    found = ask(text, on)
    assert [one.field for one in found] == sorted((one.field for one in found), key=ORDER.index)
    assert len({one.field for one in found}) == len(found)
    for one in found:
        assert one.now != one.value
        assert one.evidence
        assert one.reason
        assert re.fullmatch(r"M3\d", one.source)
        lines = text.splitlines()
        for seen in one.evidence:
            day, _, rest = seen.text.partition(" ")
            assert day in lines[seen.line - 1]
            assert rest
