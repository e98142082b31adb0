"""A fact that was not there gets one line: where the schema has it, or where it was asked for."""

from __future__ import annotations

import pytest
from test_edit import put, take

from dossierkit.text.edit import Value


@pytest.mark.parametrize(
    ("header", "path", "value", "expected"),
    [
        ("name: A\nstage: x\n", "reach", "y", "name: A\nreach: y\nstage: x\n"),
        ("name: A\n# why\nstage: x\n", "given", "B", "name: A\ngiven: B\n# why\nstage: x\n"),
        ("stage: x\n", "name", "A", "name: A\nstage: x\n"),
        ("# all\n\n# why\nstage: x\n", "name", "A", "# all\n\nname: A\n# why\nstage: x\n"),
        ("name: A\n", "other", "x", "name: A\nother: x\n"),
        ("x: y\n", "name", "A", "x: y\nname: A\n"),
        ("", "name", "A", "name: A\n"),
        ("# nothing yet\n", "name", "A", "# nothing yet\nname: A\n"),
        ("name: |\n  A\n\n\nx: y\n", "given", "B", "name: |\n  A\ngiven: B\n\n\nx: y\n"),
        ("name: |+\n  A\n\nx: y\n", "given", "B", "name: |+\n  A\n\ngiven: B\nx: y\n"),
        (
            "reach:\n  email: x\n\n  # phone later\nx: y\n",
            "stage",
            "z",
            "reach:\n  email: x\n\n  # phone later\nstage: z\nx: y\n",
        ),
        (
            "x: |\n  one\n  # no comment\nstage: z\n",
            "name",
            "A",
            "x: |\n  one\n  # no comment\nname: A\nstage: z\n",
        ),
        ("name: A\n", "reach.email", "x", "name: A\nreach: {email: x}\n"),
        ("name: A\n", "a.b.c", "x", "name: A\na: {b: {c: x}}\n"),
        ("name: A\n", "note", "one\ntwo\n", "name: A\nnote: |\n  one\n  two\n"),
        (
            "name: A\n",
            "etiquette.note",
            "one\ntwo\n",
            "name: A\netiquette:\n  note: |\n    one\n    two\n",
        ),
        ("reach:\nx: y\n", "reach.email", "z", "reach: {email: z}\nx: y\n"),
        ("reach:  # how\nx: y\n", "reach.email", "z", "reach: {email: z}  # how\nx: y\n"),
        ("reach: ~\n", "reach.email", "z", "reach: {email: z}\n"),
        ("reach: {}\n", "reach.email", "z", "reach: {email: z}\n"),
        ("reach: { }  # how\n", "reach.email", "z", "reach: {email: z}  # how\n"),
        ("reach: {a: b}  # how\n", "reach.email", "z", "reach: {a: b, email: z}  # how\n"),
        ("reach: { a: b, }\n", "reach.email", "z", "reach: { a: b, email: z, }\n"),
        ("reach: {a: b,\n  c: d}\n", "reach.x", "z", "reach: {a: b,\n  c: d, x: z}\n"),
        ("reach: {a: {b: c}}\n", "reach.a.x", "z", "reach: {a: {b: c, x: z}}\n"),
        ("reach: {a: }\n", "reach.a.x", "z", "reach: {a: {x: z}}\n"),
        ("reach: {a: null}\n", "reach.a.x", "z", "reach: {a: {x: z}}\n"),
        ("{name: A}\n", "given", "B", "{name: A, given: B}\n"),
        (
            "reach:\n    email: x\n    wechat: w\n",
            "reach.phone",
            "p",
            "reach:\n    email: x\n    phone: p\n    wechat: w\n",
        ),
        (
            "reach:\n  # first\n  wechat: w\n",
            "reach.email",
            "x",
            "reach:\n  email: x\n  # first\n  wechat: w\n",
        ),
        ("reach:\n  email: x\n", "reach.other", "y", "reach:\n  email: x\n  other: y\n"),
        ("name: A\n", "null", "x", 'name: A\n"null": x\n'),
    ],
)
def test_a_new_field_is_one_line_where_the_schema_has_it(
    header: str, path: str, value: Value, expected: str
) -> None:
    assert put(header, path, value) == expected


NEW = """\
name: A
# given:                # What is on the card?
#family:
reach:
  # email:              # Look at the mail
  # phone:              # Ask
position:
  # title:              # Ask
stage: x
"""


@pytest.mark.parametrize(
    ("path", "value", "old", "new"),
    [
        ("given", "B", "# given:                # What is on the card?", "given: B"),
        ("family", "B", "#family:", "family: B"),
        ("reach.phone", "p", "  # phone:              # Ask", "  phone: p"),
        ("reach.email", ["x"], "  # email:              # Look at the mail", "  email: [x]"),
    ],
)
def test_the_answer_takes_the_place_of_its_question(
    path: str, value: Value, old: str, new: str
) -> None:
    assert put(NEW, path, value) == NEW.replace(old, new)


def test_other_answers_stand_among_the_questions() -> None:
    assert put(NEW, "reach.wechat", "w") == NEW.replace("position", "  wechat: w\nposition")
    lines = NEW.replace("# phone", "# wechat")
    assert put(lines, "reach.phone", "p") == lines.replace("  # wechat", "  phone: p\n  # wechat")
    only = "name: A\nreach:\n  # phone: # Ask\n"
    expected = "name: A\nreach:\n  email: x\n  # phone: # Ask\n"
    assert put(only, "reach.email", "x") == expected
    assert put("# family: # Ask\n", "given", "B") == "given: B\n# family: # Ask\n"


def test_answers_to_a_whole_group_take_the_places_of_their_questions() -> None:
    expected = NEW.replace("  # email:              # Look at the mail", "  email: x")
    expected = expected.replace("  # phone:              # Ask", "  phone: p")
    assert put(NEW, "reach", {"email": "x", "phone": "p"}) == expected


def test_a_group_stays_while_it_has_questions() -> None:
    answered = put(NEW, "position.title", "Buyer")
    gone = "position:\n  # title:              # Ask\n"
    assert take(answered, "position.title") == NEW.replace(gone, "")
    answered = put(NEW, "reach.email", "x")
    expected = NEW.replace("  # email:              # Look at the mail\n", "")
    assert take(answered, "reach.email") == expected


def test_what_looks_like_a_question_inside_a_text_is_none() -> None:
    header = "x: {a: b,\n# given:\n  c: d}\n"
    assert put(header, "given", "B") == header + "given: B\n"
