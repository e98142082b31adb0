"""Whatever two people do to one dossier, what each of them did is there, or is asked."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, time
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st
from more_scenarios import FLOW_BASE
from scenarios import ANNA, BASE, NEWEST_FIRST, REDUMPED, Fact, edit, holds

from dossierkit.history.merge.driver import WHOLE_FILE, Result, merge
from dossierkit.history.merge.version import read_version
from dossierkit.text.edit import CannotEdit, add_item, set_field, unset_field
from dossierkit.text.log_edit import add_log_line

BASES = (
    BASE,
    FLOW_BASE,
    NEWEST_FIRST,
    REDUMPED,
    edit(BASE, ("stage:", "# birthday:\n# religion:   # ask\nstage:")),
    edit(BASE, ("## Log\n", "## Log\n\nAll times are ours.\n")),
    BASE.removesuffix("\n"),
)


class Deed(NamedTuple):
    """Something that a person does to a text, and what must be true of it afterwards."""

    name: str
    do: Callable[[str], str]
    facts: tuple[Fact, ...] = ()

    def __repr__(self) -> str:
        return self.name


def setting(path: str, value: str) -> Deed:
    names = tuple(path.split("."))
    kind = "item" if path == "next" else "field"
    return Deed(
        f"set {path}={value}", lambda text: set_field(text, names, value), ((kind, path, value),)
    )


def unsetting(path: str) -> Deed:
    names = tuple(path.split("."))
    return Deed(f"unset {path}", lambda text: unset_field(text, names), (("no", path),))


def adding(path: str, value: str) -> Deed:
    names = tuple(path.split("."))
    fact = ("item", path, value)
    return Deed(f"add {path}+{value}", lambda text: add_item(text, names, value), (fact,))


def logging(line: str) -> Deed:
    day, clock = date.fromisoformat(line[:10]), re.match(r".{11}(\d\d):(\d\d)", line)
    at = time(int(clock.group(1)), int(clock.group(2))) if clock else None
    head, *more = line.split("\n")
    lines = ["  " + one for one in more]
    return Deed(
        f"log {line!r}", lambda text: add_log_line(text, head, lines, day, at), (("log", line),)
    )


def replacing(old: str, new: str, *facts: Fact) -> Deed:
    return Deed(f"{old!r} > {new!r}", lambda text: text.replace(old, new, 1), facts)


def _sort(text: str) -> str:
    header, rest = text.removeprefix("---\n").split("---\n", 1)
    blocks = re.findall(r"^[^ \n-].*\n(?:[ -].*\n)*", header, re.MULTILINE)
    return "---\n" + "".join(sorted(blocks)) + "---\n" + rest


DEEDS = (
    *(setting("stage", value) for value in ("harmony", "sincerity")),
    *(setting("owner", value) for value in ("tom", "chen-mei")),
    *(setting("birthday", value) for value in ("04-12", "05-12")),
    setting("intent", "hesitant"),
    setting("next", "2026-12-01 call"),
    setting("reach.prefers", "phone"),
    setting("reach.wechat", "anna_s"),
    setting("reach.whatsapp", "+49 151 1"),
    setting("potential.need", "3"),
    setting("custom.shoe-size", "39"),
    setting("consent.do-not-contact", "true"),
    setting("consent.marketing", "refused"),
    unsetting("habits"),
    unsetting("stage"),
    unsetting("custom.email"),
    *(adding("tags", value) for value in ("fair", "strip")),
    *(adding("interests", value) for value in ("tea", "chess: blitz")),
    adding("reach.email", "a@b.example"),
    adding("reach.phone", "0137 00137000"),
    adding("next", "2026-12-24 card"),
    replacing("  - vip\n", "", ("not", "tags", "vip")),
    replacing("hiking, ", "", ("not", "interests", "hiking")),
    replacing("name: Max", "name: Maximilian", ("text", "name: Maximilian")),
    replacing("stage:", "# she said so\nstage:", ("text", "# she said so")),
    replacing("owner: lily", "owner: lily  # for now", ("text", "# for now")),
    replacing("# since the fair", "# since May", ("gone", "# since the fair")),
    replacing("[hiking, baking]", "\n- hiking\n- baking"),
    replacing("company: brightlite", "company: 'brightlite'"),
    Deed("sort the header", _sort),
    Deed("CRLF", lambda text: text.replace("\n", "\r\n")),
    Deed("BOM", lambda text: "\ufeff" + text),
    logging("2026-11-20 call out by lily: She decides next week."),
    logging("2026-11-20 09:30 chat out: Sent pictures."),
    logging("2025-04-17 visit in: Came to us."),
    logging("2026-11-21 meeting: All were there\nAnna, Karl\nand Tom"),
    replacing("5.2A17", "5.2A18", ("text", "5.2A18"), ("gone", "5.2A17")),
    replacing("Met at booth", "We met at booth", ("text", "We met at booth")),
    replacing("- 2025-04-17 fair in: Met at booth 5.2A17.\n", "", ("gone", "5.2A17")),
    replacing("[ ] send the", "[x] send the", ("text", "[x] send")),
    replacing("Likes short mails.", "Likes long mails.", ("text", "Likes long"), ("gone", "short")),
    replacing("She is often ill in winter.\n", "", ("gone", "often ill")),
    replacing("in winter.\n", "in winter.\nCall in spring.\n", ("text", "Call in spring")),
    Deed("a section", lambda text: text + "\n## Family\n\nTwo.\n", (("text", "## Family"),)),
)
OPT_OUTS = ("consent.do-not-contact", "consent.marketing")

people = st.lists(st.sampled_from(DEEDS), min_size=1, max_size=4, unique_by=repr)


def done(base: str, deeds: list[Deed]) -> str:
    """The text after somebody's deeds, those left out that can't be done there."""
    text = base
    for deed in sorted(deeds, key=lambda deed: deed.name in ("CRLF", "BOM")):
        try:
            text = deed.do(text)
        except CannotEdit:
            continue
    return text


def true_facts(deeds: list[Deed], text: str, base: str) -> list[Fact]:
    """What somebody made true, and did not undo; not what was so before."""
    return [
        fact
        for deed in deeds
        for fact in deed.facts
        if holds(fact, text.encode()) and not holds(fact, base.encode())
    ]


def resolved(content: bytes, side: int) -> bytes:
    """The file as a person leaves it who takes one side in every question."""
    pattern = rb"<<<<<<< ours\r?\n(.*?)^=======\r?\n(.*?)^>>>>>>> theirs(?:\r?\n|$)"
    return re.sub(pattern, lambda match: match[side], content, flags=re.DOTALL | re.MULTILINE)


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.sampled_from(BASES), people, people)
def test_nobody_loses_anything(base: str, ours: list[Deed], theirs: list[Deed]) -> None:
    our, their = done(base, ours), done(base, theirs)
    merged = merge(base.encode(), our.encode(), their.encode(), ANNA)
    swapped = merge(base.encode(), their.encode(), our.encode(), ANNA)
    assert bool(merged.conflicts) == bool(swapped.conflicts)
    facts = [true_facts(ours, our, base), true_facts(theirs, their, base)]
    if not merged.conflicts:
        assert [fact for fact in facts[0] + facts[1] if not holds(fact, merged.content)] == []
    elif merged.conflicts != (WHOLE_FILE,):
        for side in (0, 1):
            left = resolved(merged.content, side + 1)
            assert [fact for fact in facts[side] if not holds(fact, left)] == []
    else:
        _both_are_there(merged, our, their)


def _both_are_there(merged: Result, ours: str, theirs: str) -> None:
    lines = {line.strip() for line in merged.content.decode().splitlines()}
    for text, other in ((ours, theirs), (theirs, ours)):
        new = {line.strip() for line in text.splitlines()} - set(other.splitlines())
        assert {line for line in new if line.strip("\ufeff")} <= lines


@settings(derandomize=True, max_examples=40, deadline=None)
@given(st.sampled_from(BASES), people)
def test_what_one_side_did_alone_is_taken(base: str, deeds: list[Deed]) -> None:
    text = done(base, deeds)
    restyled = base.replace("company: brightlite", 'company: "brightlite"')
    facts = true_facts(deeds, text, base)
    pairs = ((text, restyled), (restyled, text), (text, base), (base, text), (text, text))
    for our, their in pairs:
        merged = merge(base.encode(), our.encode(), their.encode(), ANNA)
        assert merged.conflicts == ()
        assert read_version(ANNA, merged.content) is not None
        assert [fact for fact in facts if not holds(fact, merged.content)] == []
