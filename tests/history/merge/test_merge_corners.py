"""Merges that fuzzing found, or that only few people will ever see; and the proof on its own."""

from __future__ import annotations

import tempfile

import pytest
from more_scenarios import COMPANY, COMPANY_PATH
from scenarios import ANNA, BASE, CALL, MAIL, drop, edit, log_of

from dossierkit.history.merge import header
from dossierkit.history.merge.driver import WHOLE_FILE, Result, merge
from dossierkit.history.merge.rewrite import read_field
from dossierkit.history.merge.union import Clash, Id, clashes
from dossierkit.history.merge.version import Three

STORY = edit(BASE, ("custom:\n", "custom:\n  story: |\n    one # no comment\n\n    two\n"))
FAIR = "- 2025-04-17 fair in: Met at booth 5.2A17.\n"
QUOTE = "- 2025-04-18 quote out USD 12,400.00: 1 000 pcs BL-20, valid 2025-05-31\n"
LOG = f"\n## Log\n\n{FAIR}{QUOTE}"
FENCE = "\n```\nan example\n```\n"


def merged(base: str, ours: str, theirs: str, path: str = ANNA) -> Result:
    """The merge, which must ask no more and no less the other way round."""
    swapped = merge(base.encode(), theirs.encode(), ours.encode(), path)
    result = merge(base.encode(), ours.encode(), theirs.encode(), path)
    assert bool(result.conflicts) == bool(swapped.conflicts)
    return result


def clean(base: str, ours: str, theirs: str, path: str = ANNA) -> str:
    """The text of a merge that asks nothing."""
    result = merged(base, ours, theirs, path)
    assert result.conflicts == ()
    return result.content.decode()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    two\n", "    two\n# told in May\n"),
        ("    two\n", "    two\n  # told in May\n"),
        ("story: |\n", "story: |  # told in May\n"),
    ],
    ids=["below", "indented", "behind the mark"],
)
def test_a_comment_at_a_text_of_several_lines_is_kept(old: str, new: str) -> None:
    ours = edit(STORY, ("  email: old@", "  email: new@"))
    text = clean(STORY, ours, edit(STORY, (old, new)))
    assert text.count("# told in May") == 1
    assert "new@" in text
    assert "    one # no comment\n\n    two\n" in text


def test_a_mark_inside_a_text_is_no_comment() -> None:
    ours = edit(STORY, ("    two\n", "    two # still text\n"))
    asked = merged(STORY, ours, edit(STORY, ("    two\n", "    three\n")))
    assert asked.conflicts == ("custom.story",)
    theirs = edit(STORY, ("  email: old@", "  email: new@"))
    assert "two # still text\n" in clean(STORY, ours, theirs)


def test_no_question_is_dropped_with_the_heading_of_the_log() -> None:
    base = log_of(BASE, "\n## After\n\n- plain\n- more\n")
    ours = edit(base, ("- plain\n- more\n", "- more\n- plain\n"))
    theirs = edit(base, ("## Log", "## Logbook"), ("- plain", "- plainer"))
    asked = merged(base, ours, theirs)
    assert asked.conflicts
    assert b"<<<<<<< ours\n" in asked.content


def test_a_log_that_one_side_deletes_stays_deleted_beside_new_notes() -> None:
    ours = edit(BASE, ("Likes short mails.", "Likes pictures."))
    text = clean(BASE, ours, drop(BASE, LOG))
    assert text == drop(ours, LOG)


def test_code_that_never_ends_is_asked() -> None:
    base = log_of(BASE, FENCE, "\n## After\n\nplain\n")
    ours = drop(base, "an example\n```\n")
    theirs = edit(drop(base, "\n## After\n\nplain\n"), ("Likes short", "Likes long"))
    asked = merged(base, ours, theirs)
    assert asked.conflicts == ("the log", "the notes")
    assert b"plain" in asked.content


def test_code_in_the_log_belongs_where_it_stands() -> None:
    base = log_of(BASE, "\n```\n- 2026-01-01 no log line\n\nat all\n```\n")
    text = clean(base, edit(base, (FAIR, FAIR + CALL)), edit(base, (FAIR, MAIL + FAIR)))
    assert "```\n- 2026-01-01 no log line\n\nat all\n```\n" in text
    assert text.count(CALL) == text.count(MAIL) == 1


def test_neighbours_that_both_mend_are_one_question() -> None:
    ours = edit(BASE, ("Met at booth", "I met her at booth"), ("1 000 pcs", "1 100 pcs"))
    theirs = edit(BASE, ("5.2A17.", "5.2A18."), ("BL-20, valid", "BL-30, valid"))
    asked = merged(BASE, ours, theirs)
    assert asked.conflicts == ("the log",)
    text = asked.content.decode()
    lines = [side[side.index(FAIR[:21]) :] for side in (ours, theirs)]
    assert text.endswith(f"<<<<<<< ours\n{lines[0]}=======\n{lines[1]}>>>>>>> theirs\n")
    assert text.count("<<<<<<<") == 1


def test_neighbouring_comments_that_both_mend_are_one_question() -> None:
    base = edit(BASE, ("stage:", "# the first remark\n# the second remark\n\nstage:"))
    ours = edit(base, ("first remark", "first remark of ours"), ("second remark", "2nd remark"))
    theirs = edit(base, ("first remark", "first remark, theirs"), ("second remark", "remark 2"))
    asked = merged(base, ours, theirs)
    assert asked.conflicts == ("a comment",)
    assert asked.content.count(b"<<<<<<<") == 1
    assert asked.content.count(b"# the ") == 4


def test_a_remark_behind_the_name_of_a_group_stays_beside_changes_in_it() -> None:
    ours = edit(BASE, ("prefers: email", "prefers: phone"))
    theirs = edit(BASE, ("reach:\n", "reach:  # ask Karl\n"), ("30 1234567", "30 7654321"))
    text = clean(BASE, ours, theirs)
    assert text == edit(theirs, ("prefers: email", "prefers: phone"))
    remarked = edit(ours, ("reach:\n", "reach:  # ask Tom\n"))
    assert merged(BASE, remarked, theirs).conflicts == ("reach",)


@pytest.mark.parametrize("indent", ["", " "])
def test_a_header_in_braces_is_taken_from_the_side_that_changed_it(indent: str) -> None:
    base = f"---\n{{\nname: Anna,\n{indent}owner: lily\n}}\n---\n{LOG}"
    text = clean(base, edit(base, ("lily", "tom")), log_of(base, CALL))
    assert text == log_of(edit(base, ("lily", "tom")), CALL)
    assert merged(base, edit(base, ("lily", "tom")), edit(base, ("Anna", "Ann"))).conflicts == (
        "the header",
    )


def test_first_items_of_several_fields_are_asked() -> None:
    ours = edit(BASE, ("stage:", "career:\n  - role: Buyer\nstage:"))
    theirs = edit(BASE, ("stage:", "career:\n  - role: Clerk\nstage:"))
    assert merged(BASE, ours, theirs).conflicts == ("career",)


def test_names_that_the_user_chooses_are_fields_like_others() -> None:
    base = edit(COMPANY, ("country: de\n", "country: de\ndepartments: {design: none, it: none}\n"))
    ours, theirs = (
        edit(base, (old, new))
        for old, new in (("design: none", "design: in-house"), ("it: none", "it: outsourced"))
    )
    text = clean(base, ours, theirs, COMPANY_PATH)
    assert "departments: {design: in-house, it: outsourced}\n" in text


def test_what_no_reader_takes_together_is_asked_as_a_whole() -> None:
    many = "".join(f"  - tag{number} {'x' * 70}\n" for number in range(450))
    ours = edit(BASE, ("  - led\n", f"  - led\n{many}"))
    theirs = edit(BASE, ("habits: [coffee]\n", f"habits:\n  - coffee\n{many}"))
    asked = merged(BASE, ours, theirs)
    assert asked.conflicts == (WHOLE_FILE,)
    assert asked.content.count(b"- tag449 ") == 2


def test_both_put_another_field_in_the_place_of_one() -> None:
    ours = edit(BASE, ("stage: consideration\n", "rapport: trust\n"))
    theirs = edit(BASE, ("stage: consideration\n", "given: Anna\n"))
    text = clean(BASE, ours, theirs)
    assert "rapport: trust\ngiven: Anna\n" in text
    assert "stage" not in text


def test_new_fields_in_one_place_keep_their_comments_above_them() -> None:
    ours = edit(BASE, ("owner: lily\n", "owner: lily\n# at last\nrapport: trust\n"))
    theirs = edit(BASE, ("owner: lily\n", "owner: lily\n# from her card\ngiven: Anna\n"))
    text = clean(BASE, ours, theirs)
    assert "lily\n# at last\nrapport: trust\n# from her card\ngiven: Anna\nreach" in text


def test_a_comment_below_the_last_field_of_a_group_stays_in_it() -> None:
    base = edit(
        BASE, ("      born: 2015\n", "      born: 2015\n\n      # shy\n    # ask for more\n")
    )
    ours = edit(base, ("born: 2015", "born: 2016"))
    theirs = edit(base, ("married: true", "married: false"))
    text = clean(base, ours, theirs)
    assert text == edit(ours, ("married: true", "married: false"))


CONSENT = "  marketing: legitimate-interest\n  do-not-contact: false\n"


def test_a_wish_is_not_forced_into_what_cannot_be_edited() -> None:
    base = edit(BASE, (CONSENT, "  ? marketing\n  :\n  sensitive: 2025-01-01 told me\n"))
    ours = edit(BASE, (CONSENT, "  marketing: refused\n  sensitive: 2025-02-02 told me\n"))
    theirs = edit(base, ("2025-01-01", "2025-03-03"))
    asked = merged(base, ours, theirs)
    assert asked.conflicts == ("consent",)
    assert b"=======\nconsent:\n  ? marketing\n  :\n  sensitive: 2025-03-03" in asked.content


def test_fields_that_cannot_be_edited_are_asked() -> None:
    odd = "  ? wechat\n  :\n  ? facebook\n  :\n"
    base = edit(BASE, ("  prefers: email\n", odd))
    ours = edit(base, ("  ? wechat\n  :\n", "  wechat: anna\n"))
    theirs = edit(base, ("  ? facebook\n  :\n", "  facebook: anna.s\n"))
    assert merged(base, ours, theirs).conflicts == ("reach",)


def test_lines_are_a_field_only_if_they_say_it() -> None:
    assert read_field("owner", ["owner: lily"]) is not None
    assert read_field("owner", ["name: Anna"]) is None
    assert read_field("owner", ["owner: lily", "owner: tom"]) is None
    assert read_field("owner", ["---"]) is None


def test_a_wish_stands_in_a_question_about_a_consent_that_one_side_deleted() -> None:
    theirs = drop(BASE, f"consent:\n{CONSENT}")
    ours = edit(
        BASE, ("legitimate-interest\n  do-not-contact: false", "given\n  do-not-contact: true")
    )
    asked = merged(BASE, ours, theirs)
    assert asked.conflicts == ("consent",)
    assert b"<<<<<<< ours\nconsent:\n  marketing: given\n  do-not-contact: true\n=" in asked.content


def ids(kind: str, names: str) -> list[Id]:
    return [(kind, name, 0) for name in names.split()]


def test_what_only_moved_was_not_replaced() -> None:
    base, ours, theirs = ids("item", "a p c d"), ids("item", "x c d a"), ids("item", "a c d")
    gone = ("item", "p", 0)
    assert clashes(Three(base, ours, theirs)) == [Clash(gone, (("item", "x", 0),), ())]


def test_nothing_takes_the_place_of_another_kind() -> None:
    base, theirs = ids("item", "ask"), ids("todo", "other")
    assert clashes(Three(base, ids("todo", "ask"), theirs)) == []


def test_of_very_many_only_the_place_tells_what_was_replaced() -> None:
    base = ids("item", " ".join(f"old{number}" for number in range(101)))
    ours = ids("item", "kept " + " ".join(f"new{number}" for number in range(101)))
    found = clashes(Three([*base, *ids("item", "kept")], ours, ids("item", "kept")))
    assert found == []


def test_a_field_that_cannot_be_read_by_itself_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(header, "read_field", lambda *_: None)
    asked = merged(BASE, edit(BASE, ("owner: lily", "owner: tom")), log_of(BASE, CALL))
    assert asked.conflicts == ("owner",)
    assert b"<<<<<<< ours\nowner: tom\n=======\nowner: lily\n>>>>>>> theirs\n" in asked.content


def test_without_room_for_files_a_missing_common_version_is_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "TemporaryDirectory", full)
    asked = merge(b"", BASE.encode(), log_of(BASE, CALL).encode(), ANNA)
    assert asked.conflicts == (WHOLE_FILE,)
    assert (
        asked.content
        == log_of(BASE, "<<<<<<< ours\n", "=======\n", CALL, ">>>>>>> theirs\n").encode()
    )
